#include "geo/exporter_columns.hpp"

namespace yaad::geo {
namespace {

using Kind = ColumnKind;

constexpr std::array kColumns{
    Column{"id", Kind::text, "#event+id", "name of the record; never changes"},
    Column{"date_occurred", Kind::day, "#date+occurred", "the day, or the first possible one; see date_precision"},
    Column{"date", Kind::text, "#meta+edtf", "the date as it is known, in EDTF (ISO 8601-2)"},
    Column{"date_as_stated", Kind::text, "", "what a source said, where it differs"},
    Column{"first", Kind::day, "#date+start", "first possible day; blank where that is open"},
    Column{"last", Kind::day, "#date+end", "last possible day; blank where that is open"},
    Column{"date_precision", Kind::text, "#meta+precision+date", "D1 a day, D2 2-6 days, D3 7, D4 8-31, D5 more",
           kDatePrecisions},
    Column{"place", Kind::text, "", "id of the place"},
    Column{"place_name", Kind::text, "#loc+name", "name of the place in English"},
    Column{"place_name_ur", Kind::text, "#loc+name+i_ur", "name of the place in Urdu"},
    Column{"place_name_fa", Kind::text, "#loc+name+i_fa", "name of the place in Persian"},
    Column{"country", Kind::text, "#country+code", "ISO 3166-1 code"},
    Column{"area", Kind::text, "#adm1+code", "ISO 3166-2 code of the province"},
    Column{"area_name", Kind::text, "#adm1+name", "name of the province"},
    Column{"district", Kind::text, "#adm2+code", "code of the district: the province's and a name"},
    Column{"district_name", Kind::text, "#adm2+name", "name of the district"},
    Column{"geo_precision", Kind::text, "#geo+precision",
           "P1 site, P2 neighbourhood, P3 town, P4 near a point, P5 district, P6 province, P7 line, P8 country",
           kPlacePrecisions},
    Column{"radius_m", Kind::real, "#geo+radius", "uncertainty around the point, in metres"},
    Column{"lat", Kind::real, "#geo+lat", "latitude, WGS 84; blank where only an area is known"},
    Column{"lon", Kind::real, "#geo+lon", "longitude, WGS 84; blank where only an area is known"},
    Column{"killed", Kind::whole, "#affected+killed", "best figure, else the lowest (then at_least is true)"},
    Column{"killed_low", Kind::whole, "#affected+killed+min", "smallest credible figure"},
    Column{"killed_high", Kind::whole, "#affected+killed+max", "largest figure"},
    Column{"at_least", Kind::truth, "", "killed is a lowest figure; there is no best one"},
    Column{"injured", Kind::whole, "#affected+injured", "best figure, else the lowest"},
    Column{"injured_low", Kind::whole, "#affected+injured+min", "smallest credible figure"},
    Column{"injured_high", Kind::whole, "#affected+injured+max", "largest figure"},
    Column{"injured_at_least", Kind::truth, "", "injured is a lowest figure"},
    Column{"killed_perpetrators", Kind::whole, "", "attackers who died"},
    Column{"perpetrators", Kind::text, "", "whether the toll counts attackers", kPerpetrators},
    Column{"attack_type", Kind::text, "#event+type", "how", kAttackTypes},
    Column{"target_type", Kind::text, "#event+target", "what was attacked", kTargetTypes},
    Column{"community", Kind::text, "#group+name+second", "whom; several may stand, with ';'", kCommunities, true},
    Column{"actor", Kind::text, "#group+perp+code", "codes of those it is attributed to, with ';'"},
    Column{"actor_names", Kind::text, "#group+perp+name", "their names"},
    Column{"actor_by", Kind::text, "", "who attributes", kActorBy},
    Column{"claimed_by", Kind::text, "", "codes of those who claimed it, with ';'"},
    Column{"claimed_by_names", Kind::text, "", "their names"},
    Column{"summary", Kind::text, "#description", "one neutral sentence"},
    Column{"summary_ur", Kind::text, "#description+i_ur", "the same in Urdu"},
    Column{"summary_fa", Kind::text, "#description+i_fa", "the same in Persian"},
    Column{"status", Kind::text, "", "published, or disputed by its sources", kStatuses},
    Column{"disputed", Kind::truth, "", "status is disputed"},
    Column{"note", Kind::text, "", "how sources differ and what was chosen"},
    Column{"sources", Kind::text, "#meta+source", "ids of the passages it rests on, with ';'"},
    Column{"source_urls", Kind::text, "#meta+url", "where they can be read, with ';'"},
    Column{"version", Kind::text, "#meta+version", "version of the whole dataset"},
    Column{"licence", Kind::text, "#meta+license", "under which the data may be used"},
};

}  // namespace

std::span<const Column> export_columns() { return kColumns; }

}  // namespace yaad::geo
