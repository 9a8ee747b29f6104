// GTD, the Global Terrorism Database: attacks by people who are no state, up to three methods and targets each.
#include "geo/fold.hpp"
#include "geo/import_fields.hpp"
#include "geo/import_rules.hpp"
#include "geo/import_text.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::size_t kName = 300, kSentence = 1000;
constexpr std::uint32_t kLastYear = 2100;

// attacktype1, where one method says all: 1 assassination … 9 unknown.
constexpr std::array<std::string_view, 9> kMethods{"targeted_killing",  "shooting",  "bombing",   "other", "other",
                                                   "abduction_killing", "arson_mob", "arson_mob", "other"};

struct Target {
  std::string_view number, subtype, target_type;  // the subtype begins so; blank for any
};
// The first that fits. 14 (private citizens) and 1 (business) say what was attacked in their subtypes only.
constexpr std::array kTargets{Target{"3", "", "security"},
                              Target{"4", "", "security"},
                              Target{"8", "", "school"},
                              Target{"15", "place of worship", "worship"},
                              Target{"15", "religious figure", "person"},
                              Target{"19", "bus ", "bus_passengers"},
                              Target{"14", "marketplace", "market"},
                              Target{"14", "house", "residential"},
                              Target{"14", "procession", "procession"},
                              Target{"14", "protester", "protest"},
                              Target{"14", "", ""},
                              Target{"1", "medical", "hospital"},
                              Target{"20", "", ""},
                              Target{"", "", "other"}};

class Gtd {
 public:
  explicit Gtd(const Areas& areas) : codes_(areas) {}

  std::optional<NotTaken> read(const ImportRow& row, ImportedRecord& r) const {
    const std::string_view id = row["eventid"];
    if (id.size() != 12 || id.find_first_not_of("0123456789") != std::string_view::npos)
      return refused("eventid", "not twelve digits (a spreadsheet has rounded it?)", id);
    r.id = "gtd-" + std::string(id);
    if (auto why = read_date(row, r)) return why;
    if (auto why = read_figure(row, "nkill", r.killed_low, r.killed, r.killed_high)) return why;
    if (auto why = read_figure(row, "nwound", r.injured_low, r.injured, r.injured_high)) return why;
    if (auto why = read_place(row, r.place)) return why;
    if (auto why = read_method(row, r)) return why;
    // nkill counts everyone who died, attackers too.
    if (!r.killed.empty() || !r.killed_low.empty()) r.perpetrators = "included";
    if (const auto attackers = whole_number(row["nkillter"])) r.killed_perpetrators = std::to_string(*attackers);
    read_target(row, r);
    read_groups(row, r);
    read_sources(row, r);
    if (!r.note.empty()) r.note += ", ";
    r.note += as_stated(row, {"specificity", "vicinity", "doubtterr", "multiple", "extended", "resolution", "nperps",
                              "ishostkid", "nhostkid"});
    return std::nullopt;
  }

 private:
  static std::string as_stated(const ImportRow& row, std::initializer_list<std::string_view> columns) {
    std::string text;
    for (const std::string_view column : columns) {
      if (row[column].empty()) continue;
      text += (text.empty() ? "" : ", ") + std::string(column) + ": " + one_line(row[column], kName);
    }
    return text;
  }

  // A month or a day of 0 is not known: the year or the month is what is.
  static std::optional<NotTaken> read_date(const ImportRow& row, ImportedRecord& r) {
    const auto year = whole_number(row["iyear"]), month = whole_number(row["imonth"]), day = whole_number(row["iday"]);
    if (!year || *year < kFirstYear || *year > kLastYear) return refused("iyear", "no year", row["iyear"]);
    if (!month || *month > 12) return refused("imonth", "not 0 to 12", row["imonth"]);
    if (!day || *day > 31) return refused("iday", "not 0 to 31", row["iday"]);
    const CivilDate date{static_cast<int>(*year), *month == 0 ? 1 : static_cast<int>(*month),
                         *day == 0 || *month == 0 ? 1 : static_cast<int>(*day)};
    if (!exists(date)) return refused("iday", "no day of that month", row["iday"]);
    const std::size_t length = *month == 0 ? 4 : *day == 0 ? 7 : 10;
    r.date = iso(day_of(date)).substr(0, length);
    r.date_as_stated = one_line(row["approxdate"], kName);
    return std::nullopt;
  }

  // Where one attack's dead were shared out among several rows, the figure is a fraction: it lies between two.
  static std::optional<NotTaken> read_figure(const ImportRow& row, std::string_view column, std::string& low,
                                             std::string& best, std::string& high) {
    const std::string_view text = row[column];
    if (text.empty() || text.front() == '-') return std::nullopt;  // -9 and -99: not known
    if (const auto number = whole_number(text)) {
      best = std::to_string(*number);
      return std::nullopt;
    }
    const auto below = is_decimal(text) ? whole_number(text.substr(0, text.find('.'))) : std::nullopt;
    if (!below) return refused(column, "no number of people", text);
    low = std::to_string(*below);
    high = std::to_string(*below + 1);
    return std::nullopt;
  }

  // specificity 1 a town, 2 and 3 the smallest area that is known, 4 the province, 5 the country.
  std::optional<NotTaken> read_place(const ImportRow& row, ImportedPlace& place) const {
    const std::string_view exactness = row["specificity"].substr(0, row["specificity"].find('.'));
    const bool is_near = row["vicinity"] == "1" || row["vicinity"] == "1.0";
    if (exactness == "1") place.precision = is_near ? PlacePrecision::near : PlacePrecision::town;
    else if (exactness == "2" || exactness == "3") place.precision = PlacePrecision::district;
    else if (exactness == "4") place.precision = PlacePrecision::province;
    else if (exactness == "5") place.precision = PlacePrecision::country;
    else return refused("specificity", "not 1 to 5", row["specificity"]);
    const std::string_view province = row["provstate"], city = fold(row["city"]) == "unknown" ? "" : row["city"];
    codes_.fill(place, row["country_txt"], province, "");
    if (place.precision == PlacePrecision::country) place.area.clear();
    place.basis = "GTD";
    if (row["latitude"].empty() && row["longitude"].empty() && codes_.stand_at_label(place)) {
      place.basis = "the middle of the area, for GTD gives no point";
    } else if (row["latitude"].empty() && row["longitude"].empty()) {
      return left_out("latitude", "no point, and no outline of its area is known", row["country_txt"]);
    } else if (auto why = read_point(row, "latitude", "longitude", place)) {
      return why;
    }
    if (place.precision == PlacePrecision::country && place.country.empty())
      return left_out("country_txt", "known to a country that no code is known for", row["country_txt"]);
    if (!is_area(place.precision) || place.precision == PlacePrecision::district) place.name = one_line(city, kName);
    if (place.name.empty() && place.precision != PlacePrecision::country) place.name = one_line(province, kName);
    if (place.name.empty()) place.name = one_line(row["country_txt"], kName);
    if (place.name.empty()) place.name = place.lat + ", " + place.lon;
    return std::nullopt;
  }

  static std::optional<NotTaken> read_method(const ImportRow& row, ImportedRecord& r) {
    const auto first = whole_number(row["attacktype1"]);
    if (!first || *first < 1 || *first > kMethods.size())
      return refused("attacktype1", "not 1 to 9", row["attacktype1"]);
    const auto has = [&](std::uint32_t type) {
      return first == type || whole_number(row["attacktype2"]) == type || whole_number(row["attacktype3"]) == type;
    };
    // An armed assault with a knife, and a kidnapping that nobody died of, are none of our codes.
    const bool nobody_died = (r.killed.empty() || r.killed == "0") && r.killed_low.empty();
    const std::string weapon = fold(row["weapsubtype1_txt"]), kind = fold(row["weaptype1_txt"]);
    const bool is_other_assault = first == 2U && !kind.empty() && kind != "firearms";
    if (has(2) && has(3)) r.attack_type = "complex_attack";
    else if (has(3) && row["suicide"].starts_with('1')) r.attack_type = "suicide_bombing";
    else if (weapon == "grenade") r.attack_type = "grenade";
    else if (weapon.starts_with("projectile")) r.attack_type = "rocket_mortar";
    else if (is_other_assault || (first == 6U && nobody_died)) r.attack_type = "other";
    else r.attack_type = kMethods[*first - 1];
    const std::string_view name = row["attacktype1_txt"];
    if (!name.empty()) r.summary = one_line(std::string(name) + ", as GTD codes it.", kSentence);
    return std::nullopt;
  }

  static void read_target(const ImportRow& row, ImportedRecord& r) {
    const std::string_view number = row["targtype1"].substr(0, row["targtype1"].find('.'));
    const std::string subtype = fold(row["targsubtype1_txt"]) + ' ';
    if (number.empty()) return;
    r.target_type = std::find_if(kTargets.begin(), kTargets.end(), [&](const Target& t) {
                      return (t.number.empty() || t.number == number) && subtype.starts_with(t.subtype);
                    })->target_type;
  }

  // claimed is of the first group; guncertain says that the attribution is a suspicion: then it stands in the note.
  static void read_groups(const ImportRow& row, ImportedRecord& r) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kGroups{
        {{"gname", "guncertain1"}, {"gname2", "guncertain2"}, {"gname3", "guncertain3"}}};
    for (const auto& [name, doubt] : kGroups) {
      const std::string group = one_line(row[name], kName);
      if (group.empty() || fold(group) == "unknown") continue;
      if (row[doubt].starts_with('1')) {
        r.note += (r.note.empty() ? "" : ", ") + std::string(name) + " (suspected): " + group;
        continue;
      }
      r.actors.push_back(group);
      if (name == "gname" && row["claimed"].starts_with('1')) r.claimed_by.push_back(group);
    }
  }

  static void read_sources(const ImportRow& row, ImportedRecord& r) {
    ImportedSource event;
    event.id = r.id;
    event.title = "GTD event " + std::string(row["eventid"]);
    event.publisher = "START, University of Maryland: Global Terrorism Database";
    event.url = "https://www.start.umd.edu/gtd/";
    event.quote = as_stated(row, {"nkill", "nkillter", "nwound", "nwoundte"});
    event.lang = "en";
    event.kind = "dataset";
    r.sources.push_back(std::move(event));
    for (const std::string_view column : {"scite1", "scite2", "scite3"}) {
      ImportedSource article;
      article.title = one_line(row[column], kSentence);
      if (!article.title.empty()) r.sources.push_back(std::move(article));
    }
  }

  PlaceCodes codes_;
};

}  // namespace

ImportRules gtd_rules(const Areas& areas) {
  ImportRules rules;
  rules.required = {"eventid", "iyear",    "imonth",    "iday",        "country_txt", "provstate",
                    "city",    "latitude", "longitude", "specificity", "attacktype1", "nkill"};
  rules.read = [gtd = std::make_shared<const Gtd>(areas)](const ImportRow& row, ImportedRecord& record) {
    return gtd->read(row, record);
  };
  rules.title = {{"en", "Global Terrorism Database"}};
  rules.licence = "GTD Terms of Use, University of Maryland: not to be passed on without leave";
  rules.attribution =
      "START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global Terrorism "
      "Database, imported";
  rules.contact = "https://www.start.umd.edu/gtd/";
  return rules;
}

}  // namespace yaad::geo
