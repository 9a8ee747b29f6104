// UCDP's Georeferenced Event Dataset: an event is at least one death by organised violence, at a place and a time.
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

constexpr std::size_t kName = 300, kSentence = 1000, kLongestId = 18;

// where_prec 1 to 7: town, near it, district, province, a line or an area between, country, international waters.
constexpr std::array<PlacePrecision, 7> kWherePrec{
    PlacePrecision::town, PlacePrecision::near,    PlacePrecision::district, PlacePrecision::province,
    PlacePrecision::line, PlacePrecision::country, PlacePrecision::country};

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(';', at), list.size());
    parts.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

class Ucdp {
 public:
  explicit Ucdp(const Areas& areas) : codes_(areas) {}

  std::optional<NotTaken> read(const ImportRow& row, ImportedRecord& r) const {
    const std::string_view id = row["id"];
    const bool is_number =
        !id.empty() && id.size() <= kLongestId && id.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_number) return refused("id", "no number", id);
    r.id = "ucdp-ged-" + std::string(id);
    if (auto why = read_date(row, r)) return why;
    if (auto why = read_place(row, r.place)) return why;
    if (auto why = read_toll(row, r)) return why;
    read_parties(row, r);
    read_sources(row, r);
    r.attack_type = "other";  // how people were killed is in no column
    return std::nullopt;
  }

 private:
  // The span that UCDP gives. A date that it calls inexact and gives as one day is that day, approximately.
  static std::optional<NotTaken> read_date(const ImportRow& row, ImportedRecord& r) {
    const auto first = iso_day(row["date_start"]), last = iso_day(row["date_end"]);
    if (!first) return refused("date_start", "no date as 2013-02-16", row["date_start"]);
    if (!last) return refused("date_end", "no date as 2013-02-16", row["date_end"]);
    if (*last < *first) return refused("date_end", "before date_start", row["date_end"]);
    const std::string_view exactness = row["date_prec"];
    if (exactness.size() != 1 || exactness < "1" || exactness > "5")
      return refused("date_prec", "not 1 to 5", exactness);
    r.date = edtf_of(*first, *last);
    if (*first == *last && exactness != "1") r.date += '~';
    if (exactness != "1")
      r.date_as_stated = iso(*first) + " to " + iso(*last) + ", date_prec " + std::string(exactness);
    return std::nullopt;
  }

  std::optional<NotTaken> read_place(const ImportRow& row, ImportedPlace& place) const {
    const std::string_view exactness = row["where_prec"];
    if (exactness.size() != 1 || exactness < "1" || exactness > "7")
      return refused("where_prec", "not 1 to 7", exactness);
    place.precision = kWherePrec[static_cast<std::size_t>(exactness[0] - '1')];
    if (auto why = read_point(row, "latitude", "longitude", place)) return why;
    codes_.fill(place, row["country"], row["adm_1"], row["adm_2"]);
    if (place.precision == PlacePrecision::country && place.country.empty())
      return left_out("country", "known to a country that no code is known for", row["country"]);
    for (const std::string_view column : {"where_coordinates", "adm_2", "adm_1", "country"})
      if (place.name.empty()) place.name = one_line(row[column], kName);
    if (place.name.empty()) place.name = place.lat + ", " + place.lon;
    if (is_area(place.precision) && place.precision != PlacePrecision::district) place.district.clear();
    if (place.precision == PlacePrecision::country) place.area.clear();
    place.basis = exactness == "7" ? "UCDP GED, at sea" : "UCDP GED";
    return std::nullopt;
  }

  // best of 0 is a death that is not confirmed, for an event is a death: no figure, and the bounds above 0.
  // best counts, so a bound that contradicts it is left out; all figures stand in the passage of the event as stated.
  static std::optional<NotTaken> read_toll(const ImportRow& row, ImportedRecord& r) {
    for (const std::string_view column : {"best", "low", "high"})
      if (!row[column].empty() && !whole_number(row[column]))
        return refused(column, "no whole number of people", row[column]);
    const auto best = whole_number(row["best"]), low = whole_number(row["low"]), high = whole_number(row["high"]);
    if (best.value_or(0) > 0) r.killed = std::to_string(*best);
    if (low.value_or(0) > 0 && (r.killed.empty() || *low <= *best) && (!high || *high == 0 || *low <= *high))
      r.killed_low = std::to_string(*low);
    if (high.value_or(0) > 0 && (r.killed.empty() || *high >= *best)) r.killed_high = std::to_string(*high);
    return std::nullopt;
  }

  // Only in one-sided violence is side A the one that attacked; in a conflict between two it is not said who did.
  static void read_parties(const ImportRow& row, ImportedRecord& r) {
    const std::string a = one_line(row["side_a"], kName), b = one_line(row["side_b"], kName);
    const std::string_view kind = row["type_of_violence"];
    if (kind == "3") {
      if (!a.empty()) r.actors.push_back(a);
      r.summary = "One-sided violence by " + a + " against " + b;
      if (const auto attackers = whole_number(row["deaths_a"]); attackers.value_or(0) > 0) {
        r.killed_perpetrators = std::to_string(*attackers);
        r.perpetrators = "included";
      }
    } else {
      r.summary = (kind == "1" ? "State-based" : kind == "2" ? "Non-state" : "Organised");
      r.summary += " violence between " + a + " and " + b;
    }
    r.summary = one_line(r.summary + ", as UCDP codes it.", kSentence);
  }

  // "best: 84, low: 80": the fields of these names as the row has them.
  static std::string as_stated(const ImportRow& row, std::initializer_list<std::string_view> columns) {
    std::string text;
    for (const std::string_view column : columns) {
      if (row[column].empty()) continue;
      text += (text.empty() ? "" : ", ") + std::string(column) + ": " + one_line(row[column], kName);
    }
    return text;
  }

  static void read_sources(const ImportRow& row, ImportedRecord& r) {
    r.note = as_stated(row, {"date_prec", "where_prec", "event_clarity", "type_of_violence"});
    ImportedSource event;
    event.id = r.id;
    event.title = "UCDP GED event " + std::string(row["id"]);
    if (!row["relid"].empty()) event.title += " (" + one_line(row["relid"], kName) + ')';
    event.publisher = "Uppsala Conflict Data Program";
    event.url = "https://ucdp.uu.se/downloads/";
    event.quote = as_stated(row, {"best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"});
    event.lang = "en";
    event.kind = "dataset";
    r.sources.push_back(event);
    const auto titles = split(row["source_headline"]), offices = split(row["source_office"]),
               dates = split(row["source_date"]);
    // Three lists side by side, where they are of one length; else the text of the articles as it stands.
    const bool side_by_side =
        !row["source_headline"].empty() && titles.size() == offices.size() && titles.size() == dates.size();
    if (!side_by_side) return add_article(row["source_article"], "", "", r);
    for (std::size_t i = 0; i < titles.size(); ++i) add_article(titles[i], offices[i], dates[i], r);
  }

  static void add_article(std::string_view title, std::string_view office, std::string_view date, ImportedRecord& r) {
    ImportedSource article;
    article.title = one_line(title, kSentence);
    article.publisher = one_line(office, kName);
    if (const auto day = iso_day(one_line(date, kName))) article.published = iso(*day);
    if (article.title.empty() && article.publisher.empty()) return;
    const auto is_same = [&](const ImportedSource& s) {
      return s.title == article.title && s.publisher == article.publisher && s.published == article.published;
    };
    if (std::none_of(r.sources.begin(), r.sources.end(), is_same)) r.sources.push_back(std::move(article));
  }

  PlaceCodes codes_;
};

}  // namespace

ImportRules ucdp_rules(const Areas& areas) {
  ImportRules rules;
  rules.required = {"id",      "type_of_violence", "side_a",     "side_b",   "where_prec", "latitude", "longitude",
                    "country", "date_prec",        "date_start", "date_end", "best",       "high",     "low"};
  rules.read = [ucdp = std::make_shared<const Ucdp>(areas)](const ImportRow& row, ImportedRecord& record) {
    return ucdp->read(row, record);
  };
  rules.title = {{"en", "UCDP Georeferenced Event Dataset"}};
  rules.licence = "CC BY 4.0; titles of articles remain their publishers'";
  rules.attribution =
      "Uppsala Conflict Data Program, Georeferenced Event Dataset (Sundberg & Melander 2013, CC BY 4.0), imported";
  rules.contact = "https://ucdp.uu.se";
  return rules;
}

}  // namespace yaad::geo
