// The files of a data folder: their columns in canonical order, and those without which a file says nothing.
#include "geo/table_file.hpp"

#include <array>

namespace yaad::geo {
namespace {

using Names = std::string_view;

constexpr std::array<Names, 29> kIncidents{
    "id",         "date",          "date_as_stated",      "place",        "lat",         "lon",
    "radius_m",   "geo_precision", "killed_low",          "killed",       "killed_high", "injured_low",
    "injured",    "injured_high",  "killed_perpetrators", "attack_type",  "target_type", "community",
    "actor",      "actor_by",      "claimed_by",          "perpetrators", "summary",     "summary_ur",
    "summary_fa", "status",        "sensitivity",         "sources",      "note"};
constexpr std::array<Names, 3> kIncidentsRequired{"id", "date", "attack_type"};

constexpr std::array<Names, 12> kSources{"id",    "title", "publisher", "author",   "url",      "published",
                                         "quote", "lang",  "kind",      "accessed", "archived", "graphic"};
constexpr std::array<Names, 1> kIdRequired{"id"};

constexpr std::array<Names, 6> kActors{"code", "name", "name_ur", "name_fa", "aliases", "parent"};
constexpr std::array<Names, 2> kActorsRequired{"code", "name"};

constexpr std::array<Names, 14> kPlaces{"id",  "name",     "name_ur",   "name_fa", "name_ps",  "aliases", "lat",
                                        "lon", "radius_m", "precision", "area",    "district", "country", "basis"};
constexpr std::array<Names, 4> kPlacesRequired{"id", "name", "lat", "lon"};

constexpr std::array<Names, 8> kStatistics{"id", "period", "area", "killed", "injured", "attacks", "source", "note"};
constexpr std::array<Names, 2> kStatisticsRequired{"id", "period"};

constexpr std::array<Names, 7> kCorrections{"incident", "field", "as_stated", "corrected", "reason", "source", "date"};
constexpr std::array<Names, 5> kCorrectionsRequired{"incident", "field", "as_stated", "corrected", "reason"};

}  // namespace

const TableSpec& incidents_spec() {
  static const TableSpec spec{"incidents.csv", kIncidents, kIncidentsRequired};
  return spec;
}
const TableSpec& sources_spec() {
  static const TableSpec spec{"sources.csv", kSources, kIdRequired};
  return spec;
}
const TableSpec& actors_spec() {
  static const TableSpec spec{"actors.csv", kActors, kActorsRequired};
  return spec;
}
const TableSpec& places_spec() {
  static const TableSpec spec{"places.csv", kPlaces, kPlacesRequired};
  return spec;
}
const TableSpec& statistics_spec() {
  static const TableSpec spec{"statistics.csv", kStatistics, kStatisticsRequired};
  return spec;
}
const TableSpec& corrections_spec() {
  static const TableSpec spec{"corrections.csv", kCorrections, kCorrectionsRequired};
  return spec;
}

}  // namespace yaad::geo
