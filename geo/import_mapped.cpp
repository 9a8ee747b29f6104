// Any other table, by a mapping file: columns, constants and codes of the one who made it.
#include "geo/codes.hpp"
#include "geo/edtf.hpp"
#include "geo/field_parsers.hpp"
#include "geo/fold.hpp"
#include "geo/import_fields.hpp"
#include "geo/import_rules.hpp"
#include "geo/import_text.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace yaad::geo {
namespace {

constexpr std::size_t kName = 300, kSentence = 1000, kLongestId = 64;

// Where a field goes as it stands, and how long it may be.
struct RecordText {
  std::string_view field;
  std::string ImportedRecord::*into;
  std::size_t length;
};
constexpr std::array kTexts{RecordText{"date_as_stated", &ImportedRecord::date_as_stated, kName},
                            RecordText{"summary", &ImportedRecord::summary, kSentence}};
constexpr std::array kCounts{RecordText{"killed_low", &ImportedRecord::killed_low, 0},
                             RecordText{"killed", &ImportedRecord::killed, 0},
                             RecordText{"killed_high", &ImportedRecord::killed_high, 0},
                             RecordText{"injured_low", &ImportedRecord::injured_low, 0},
                             RecordText{"injured", &ImportedRecord::injured, 0},
                             RecordText{"injured_high", &ImportedRecord::injured_high, 0},
                             RecordText{"killed_perpetrators", &ImportedRecord::killed_perpetrators, 0}};

struct RecordCode {
  std::string_view field;
  std::string ImportedRecord::*into;
  std::span<const std::string_view> known;
};
const std::array kCodes{RecordCode{"attack_type", &ImportedRecord::attack_type, kAttackTypes},
                        RecordCode{"target_type", &ImportedRecord::target_type, kTargetTypes},
                        RecordCode{"community", &ImportedRecord::community, kCommunities},
                        RecordCode{"actor_by", &ImportedRecord::actor_by, kActorBy},
                        RecordCode{"perpetrators", &ImportedRecord::perpetrators, kPerpetrators},
                        RecordCode{"status", &ImportedRecord::status, kStatuses},
                        RecordCode{"sensitivity", &ImportedRecord::sensitivity, kSensitivities}};

struct SourceText {
  std::string_view field;
  std::string ImportedSource::*into;
};
constexpr std::array kSourceTexts{
    SourceText{"source_title", &ImportedSource::title},   SourceText{"source_publisher", &ImportedSource::publisher},
    SourceText{"source_author", &ImportedSource::author}, SourceText{"source_quote", &ImportedSource::quote},
    SourceText{"source_lang", &ImportedSource::lang},     SourceText{"source_url", &ImportedSource::url}};

bool is_known(std::span<const std::string_view> names, std::string_view value) {
  return std::find(names.begin(), names.end(), value) != names.end();
}

struct DateParts {
  std::string year, month, day;
};

// Reads one part of a date from the front of the text; false where it does not begin so.
bool take_part(char part, std::string_view& text, DateParts& date) {
  const bool is_name = part == 'B';
  const std::size_t longest = part == 'Y' ? 4 : is_name ? 9 : 2;
  std::size_t size = 0;
  const auto belongs = [is_name](char c) {
    return is_name ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : c >= '0' && c <= '9';
  };
  while (size < std::min(text.size(), longest) && belongs(text[size])) ++size;
  std::string value(text.substr(0, size));
  text.remove_prefix(size);
  if (is_name) {
    const int month = month_by_name(value);
    value = month == 0 ? "" : std::to_string(month);
  }
  if (value.empty() || (part == 'Y' && size != longest)) return false;
  if (value.size() == 1) value.insert(0, 1, '0');
  (part == 'Y' ? date.year : part == 'd' ? date.day : date.month) = std::move(value);
  return true;
}

// A day or a month by a pattern, as EDTF; blank where the text is not of that form. %B is an English name of a month.
std::string dated(std::string_view text, std::string_view pattern) {
  DateParts date;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%') {
      if (!take_part(pattern[++i], text, date)) return {};
    } else {
      if (!text.starts_with(pattern[i])) return {};
      text.remove_prefix(1);
    }
  }
  if (!text.empty() || (date.month.empty() && !date.day.empty())) return {};
  return date.year + (date.month.empty() ? "" : '-' + date.month) + (date.day.empty() ? "" : '-' + date.day);
}

class Mapped {
 public:
  Mapped(Mapping mapping, const Areas& areas) : mapping_(std::move(mapping)), codes_(areas) {}

  std::optional<NotTaken> read(const ImportRow& row, ImportedRecord& r) const {
    const std::string own = id_part(value(row, "id"), kLongestId - mapping_.id_prefix.size());
    if (own.empty()) return refuse("id", "no id of letters and digits", value(row, "id"));
    r.id = mapping_.id_prefix + own;
    if (auto why = read_date(row, "date", r.date)) return why;
    for (const RecordText& t : kTexts) r.*t.into = one_line(value(row, t.field), t.length);
    for (const RecordText& t : kCounts) {
      const std::string text(value(row, t.field));
      const auto number = whole_number(text);
      if (!number && !text.empty()) return refuse(t.field, "no whole number of people", text);
      if (number) r.*t.into = std::to_string(*number);
    }
    for (const RecordCode& c : kCodes)
      if (auto why = read_codes(row, c, r.*c.into)) return why;
    if (auto why = read_place(row, r.place)) return why;
    for (const std::string& name : split_list(value(row, "actor"))) r.actors.push_back(one_line(name, kName));
    for (const std::string& name : split_list(value(row, "claimed_by"))) r.claimed_by.push_back(one_line(name, kName));
    return read_source(row, r);
  }

 private:
  // What stands for our field in this row, before its codes are translated.
  std::string_view value(const ImportRow& row, std::string_view field) const {
    if (const auto constant = mapping_.constants.find(std::string(field)); constant != mapping_.constants.end())
      return constant->second;
    const auto column = mapping_.columns.find(std::string(field));
    return column == mapping_.columns.end() ? std::string_view() : row[column->second];
  }

  // Named after the column that the reader of the report knows.
  NotTaken refuse(std::string_view field, std::string_view reason, std::string_view value) const {
    const auto column = mapping_.columns.find(std::string(field));
    return refused(column == mapping_.columns.end() ? field : std::string_view(column->second), reason, value);
  }

  // The value in our words; nothing where a table of codes has no entry for it.
  std::optional<std::string> translated(std::string_view field, std::string_view text) const {
    const auto table = mapping_.codes.find(std::string(field));
    if (table == mapping_.codes.end()) return std::string(text);
    for (const auto& key : {std::string(text), std::string("*")})
      if (const auto entry = table->second.find(key); entry != table->second.end()) return entry->second;
    return std::nullopt;
  }

  std::optional<NotTaken> read_codes(const ImportRow& row, const RecordCode& code, std::string& into) const {
    const std::string_view text = value(row, code.field);
    const auto ours = translated(code.field, text);
    if (!ours && text.empty()) return std::nullopt;
    if (!ours) return refuse(code.field, "a value for which codes." + std::string(code.field) + " has no entry", text);
    for (const std::string& one : split_list(*ours))
      if (!is_known(code.known, one)) return refuse(code.field, "no code of " + std::string(code.field), text);
    into = *ours;
    return std::nullopt;
  }

  std::optional<NotTaken> read_date(const ImportRow& row, std::string_view field, std::string& into) const {
    const std::string text = one_line(value(row, field), kName);
    if (text.empty()) return std::nullopt;
    for (const std::string& form : mapping_.dates) {
      if (form == "edtf") into = text;
      else if (form != "excel") into = dated(text, form);
      else into = excel_day(text) ? iso(*excel_day(text)) : std::string();
      if (!into.empty() && parse_edtf(into)) return std::nullopt;
    }
    into.clear();
    return refuse(field, "no date in any of the forms of dates", text);
  }

  std::optional<NotTaken> read_place(const ImportRow& row, ImportedPlace& place) const {
    const std::string_view text = value(row, "geo_precision");
    const auto ours = translated("geo_precision", text);
    if (ours && !ours->empty()) {
      const auto precision = code_from<PlacePrecision>(kPlacePrecisions, *ours);
      if (!precision) return refuse("geo_precision", "no code from P1 to P8", text);
      place.precision = *precision;
    } else if (!text.empty()) {
      return refuse("geo_precision", "a value for which codes.geo_precision has no entry", text);
    }
    const std::string country = translated("country", value(row, "country")).value_or("");
    if (country.size() == 2 && country.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos)
      place.country = country;
    codes_.fill(place, country, value(row, "province"), value(row, "district"));
    if (is_area(place.precision) && place.precision != PlacePrecision::district) place.district.clear();
    if (place.precision == PlacePrecision::country) place.area.clear();
    const std::string_view lat = value(row, "lat"), lon = value(row, "lon");
    place.basis = "as stated in the imported table";
    if (lat.empty() && lon.empty() && codes_.stand_at_label(place)) {
      place.basis = "the middle of the area, for the imported table gives no point";
    } else if (auto why = read_point(lat, lon, place)) {
      why->column = refuse(why->column, "", "").column;
      return why;
    }
    if (place.precision == PlacePrecision::country && place.country.empty())
      return refuse("country", "known to a country that no code is known for", country);
    for (const std::string_view field : {"place_name", "district", "province", "country"})
      if (place.name.empty()) place.name = one_line(value(row, field), kName);
    if (place.name.empty()) place.name = place.lat + ", " + place.lon;
    return std::nullopt;
  }

  std::optional<NotTaken> read_source(const ImportRow& row, ImportedRecord& r) const {
    ImportedSource source;
    for (const SourceText& t : kSourceTexts) source.*t.into = one_line(value(row, t.field), kSentence);
    source.publisher = one_line(source.publisher, kName);
    source.author = one_line(source.author, kName);
    if (const std::string fault = source.url.empty() ? "" : url_fault(source.url); !fault.empty())
      return refuse("source_url", "no address that may be a link", source.url);
    if (auto why = read_date(row, "source_published", source.published)) return why;
    const std::string_view kind = value(row, "source_kind");
    source.kind = translated("source_kind", kind).value_or("");
    if (!kind.empty() && !is_known(kSourceKinds, source.kind)) return refuse("source_kind", "no kind of source", kind);
    if (source.title.empty()) source.title = source.publisher.empty() ? "Row of the imported table" : source.publisher;
    r.sources.push_back(std::move(source));
    return std::nullopt;
  }

  const Mapping mapping_;
  PlaceCodes codes_;
};

}  // namespace

ImportRules mapped_rules(const Mapping& mapping, const Areas& areas) {
  ImportRules rules;
  for (const auto& [field, column] : mapping.columns) rules.required.push_back(column);
  rules.read = [mapped = std::make_shared<const Mapped>(mapping, areas)](const ImportRow& row, ImportedRecord& record) {
    return mapped->read(row, record);
  };
  rules.title = mapping.title;
  rules.licence = mapping.licence;
  rules.attribution = mapping.attribution;
  rules.contact = mapping.contact;
  rules.encoding = mapping.encoding;
  return rules;
}

}  // namespace yaad::geo
