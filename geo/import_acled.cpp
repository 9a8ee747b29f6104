// ACLED: events of political violence and disorder, one day and one figure of dead each.
#include "geo/country_codes.hpp"
#include "geo/fold.hpp"
#include "geo/import_fields.hpp"
#include "geo/import_rules.hpp"
#include "geo/import_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::size_t kName = 300, kSentence = 1000;

// A sub-event that says how people were attacked. The others that are attacks say it not: `other`.
struct Method {
  std::string_view sub_event, attack_type;
};
constexpr std::array kMethods{Method{"suicide bomb", "suicide_bombing"},
                              Method{"remote explosive landmine ied", "bombing"},
                              Method{"grenade", "grenade"},
                              Method{"shelling artillery missile attack", "rocket_mortar"},
                              Method{"abduction forced disappearance", "abduction_killing"},
                              Method{"mob violence", "arson_mob"},
                              Method{"looting property destruction", "arson_mob"}};

// Events in which nobody is attacked, as long as nobody was killed.
constexpr std::array<std::string_view, 12> kNoAttack{"peaceful protest",
                                                     "protest with intervention",
                                                     "violent demonstration",
                                                     "abduction forced disappearance",
                                                     "agreement",
                                                     "arrests",
                                                     "change to group activity",
                                                     "disrupted weapons use",
                                                     "headquarters or base established",
                                                     "non violent transfer of territory",
                                                     "government regains territory",
                                                     "non state actor overtakes territory"};

// A word in the groups that ACLED associates with those attacked, and the community it names.
struct Named {
  std::string_view word, community;
};
constexpr std::array kCommunityWords{Named{"hazara", "hazara"},
                                     Named{"shia", "shia"},
                                     Named{"shiite", "shia"},
                                     Named{"turi", "turi_bangash"},
                                     Named{"bangash", "turi_bangash"},
                                     Named{"ismaili", "ismaili"},
                                     Named{"sufi", "sufi"}};

class Acled {
 public:
  explicit Acled(const Areas& areas) : codes_(areas) {}

  std::optional<NotTaken> read(const ImportRow& row, ImportedRecord& r) const {
    const std::string id = id_part(row["event_id_cnty"], 40);
    if (id.empty()) return refused("event_id_cnty", "no id of letters and digits", row["event_id_cnty"]);
    r.id = "acled-" + id;
    if (auto why = read_date(row, r)) return why;
    const auto killed = whole_number(row["fatalities"]);
    if (!killed && !row["fatalities"].empty())
      return refused("fatalities", "no whole number of people", row["fatalities"]);
    if (killed) r.killed = std::to_string(*killed);
    if (auto why = read_method(row, killed.value_or(0), r)) return why;
    if (auto why = read_place(row, r.place)) return why;
    read_parties(row, r);
    read_sources(row, r);
    return std::nullopt;
  }

 private:
  // 1 is the day; 2 a week in which ACLED chose a day, so that it lies within three days of it; 3 the month.
  static std::optional<NotTaken> read_date(const ImportRow& row, ImportedRecord& r) {
    const std::string_view text = row["event_date"], exactness = row["time_precision"];
    int year = 0;
    std::from_chars(row["year"].data(), row["year"].data() + row["year"].size(), year);
    auto day = iso_day(text);
    if (!day) day = day_with_month_name(text, year);
    // A spreadsheet's number of a day is one only where the year beside it agrees.
    if (!day && excel_day(text) && civil(*excel_day(text)).year == year) day = excel_day(text);
    if (!day) return refused("event_date", "no date as 2013-02-16 or 16 February 2013", text);
    if (year != 0 && civil(*day).year != year) return refused("year", "another year than event_date", row["year"]);
    if (exactness == "1") r.date = iso(*day);
    else if (exactness == "2") r.date = edtf_of(*day - 3, *day + 3) + '~';
    else if (exactness == "3") r.date = iso(*day).substr(0, 7);
    else return refused("time_precision", "not 1 to 3", exactness);
    if (exactness != "1") r.date_as_stated = iso(*day) + ", time_precision " + std::string(exactness);
    return std::nullopt;
  }

  static std::optional<NotTaken> read_method(const ImportRow& row, std::uint32_t killed, ImportedRecord& r) {
    const std::string sub_event = fold(row["sub_event_type"]);
    if (sub_event.empty()) return refused("sub_event_type", "blank", "");
    const bool other_development = sub_event == "other" && fold(row["event_type"]) == "strategic developments";
    const bool no_attack =
        other_development || std::find(kNoAttack.begin(), kNoAttack.end(), sub_event) != kNoAttack.end();
    if (no_attack && killed == 0)
      return left_out("sub_event_type", "no attack, and nobody was killed: " + one_line(row["sub_event_type"], kName),
                      "");
    const auto method =
        std::find_if(kMethods.begin(), kMethods.end(), [&](const Method& m) { return m.sub_event == sub_event; });
    r.attack_type = method == kMethods.end() ? "other" : method->attack_type;
    if (sub_event == "excessive force against protesters") r.target_type = "protest";
    r.summary = one_line(std::string(row["event_type"]) + ": " + std::string(row["sub_event_type"]) + " at " +
                             std::string(row["location"]) + ", as ACLED codes it.",
                         kSentence);
    return std::nullopt;
  }

  std::optional<NotTaken> read_place(const ImportRow& row, ImportedPlace& place) const {
    const std::string_view exactness = row["geo_precision"];
    if (exactness == "1") place.precision = PlacePrecision::town;
    else if (exactness == "2") place.precision = PlacePrecision::near;
    else if (exactness == "3") place.precision = PlacePrecision::province;
    else return refused("geo_precision", "not 1 to 3", exactness);
    if (auto why = read_point(row, "latitude", "longitude", place)) return why;
    if (const auto number = whole_number(row["iso"])) place.country = country_code(*number);
    codes_.fill(place, row["country"], row["admin1"], row["admin2"]);
    for (const std::string_view column : {"location", "admin2", "admin1", "country"})
      if (place.name.empty()) place.name = one_line(row[column], kName);
    if (place.name.empty()) place.name = place.lat + ", " + place.lon;
    if (place.precision == PlacePrecision::province) place.district.clear();
    place.basis = "ACLED";
    return std::nullopt;
  }

  // actor1 attacks where civilians are attacked and where something explodes; in a battle or a riot it may be either.
  static void read_parties(const ImportRow& row, ImportedRecord& r) {
    const std::string event = fold(row["event_type"]), actor = one_line(row["actor1"], kName);
    const bool is_attacker = event == "violence against civilians" || event == "explosions remote violence";
    if (is_attacker && !actor.empty() && !fold(actor).starts_with("unidentified")) r.actors.push_back(actor);
    if (!is_attacker) return;
    for (const std::string& word : fold_words(row["assoc_actor_2"])) {
      for (const Named& named : kCommunityWords) {
        if (word != named.word ||
            (';' + r.community + ';').find(';' + std::string(named.community) + ';') != std::string::npos)
          continue;
        r.community += (r.community.empty() ? "" : ";") + std::string(named.community);
      }
    }
  }

  static void read_sources(const ImportRow& row, ImportedRecord& r) {
    ImportedSource event;
    event.id = r.id;
    event.title = "ACLED event " + one_line(row["event_id_cnty"], kName);
    event.publisher = "Armed Conflict Location & Event Data (ACLED)";
    event.url = "https://acleddata.com/";
    event.quote = "fatalities: " + std::string(row["fatalities"]);
    event.lang = "en";
    event.kind = "dataset";
    r.sources.push_back(std::move(event));
    std::string_view names = row["source"];
    while (!names.empty()) {
      const std::string_view name = names.substr(0, names.find(';'));
      names.remove_prefix(std::min(names.size(), name.size() + 1));
      ImportedSource source;
      source.publisher = one_line(name, kName);
      if (source.publisher.empty()) continue;
      source.title = "Report of " + source.publisher + ", named by ACLED";
      r.sources.push_back(std::move(source));
    }
  }

  PlaceCodes codes_;
};

}  // namespace

ImportRules acled_rules(const Areas& areas) {
  ImportRules rules;
  rules.required = {"event_id_cnty", "event_date", "year",     "time_precision", "event_type",    "sub_event_type",
                    "actor1",        "country",    "latitude", "longitude",      "geo_precision", "fatalities"};
  rules.read = [acled = std::make_shared<const Acled>(areas)](const ImportRow& row, ImportedRecord& record) {
    return acled->read(row, record);
  };
  rules.title = {{"en", "ACLED events"}};
  rules.licence = "ACLED Terms and Conditions: not to be passed on without ACLED's leave";
  rules.attribution = "Armed Conflict Location & Event Data (ACLED), acleddata.com, imported";
  rules.contact = "https://acleddata.com";
  return rules;
}

}  // namespace yaad::geo
