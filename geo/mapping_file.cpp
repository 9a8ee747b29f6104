#include "geo/mapping_file.hpp"

#include "geo/utf8.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace yaad::geo {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 35> kFields{"id",
                                                   "date",
                                                   "date_as_stated",
                                                   "lat",
                                                   "lon",
                                                   "geo_precision",
                                                   "place_name",
                                                   "district",
                                                   "province",
                                                   "country",
                                                   "killed_low",
                                                   "killed",
                                                   "killed_high",
                                                   "injured_low",
                                                   "injured",
                                                   "injured_high",
                                                   "killed_perpetrators",
                                                   "attack_type",
                                                   "target_type",
                                                   "community",
                                                   "actor",
                                                   "actor_by",
                                                   "claimed_by",
                                                   "perpetrators",
                                                   "summary",
                                                   "status",
                                                   "sensitivity",
                                                   "source_title",
                                                   "source_publisher",
                                                   "source_author",
                                                   "source_url",
                                                   "source_published",
                                                   "source_quote",
                                                   "source_lang",
                                                   "source_kind"};
constexpr std::array<std::string_view, 7> kMembers{"id_prefix", "columns",  "constants", "codes",
                                                   "dates",     "encoding", "dataset"};
// Those whose values are words of a fixed list.
constexpr std::array<std::string_view, 10> kCoded{"geo_precision", "country",    "attack_type",  "target_type",
                                                  "community",     "actor_by",   "perpetrators", "status",
                                                  "sensitivity",   "source_kind"};
constexpr std::size_t kLongestPrefix = 24, kLongestText = 1000;

// The first fault ends the reading; what was read before it is thrown away.
struct Fault {
  Error error;
};

[[noreturn]] void fault(const std::string& member, const std::string& what, std::vector<std::string> allowed = {}) {
  throw Fault{{Errc::bad_data, member + ": " + what, member, std::move(allowed)}};
}

std::string list_of(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

std::string text_of(const json::value& value, const std::string& member) {
  if (!value.is_string()) fault(member, "is not a text");
  std::string text(value.get_string());
  if (const std::string sign = forbidden_sign(text); !sign.empty()) fault(member, "holds " + sign + " (take it away)");
  if (count_code_points(text) > kLongestText) fault(member, "is longer than 1000 characters");
  return text;
}

const json::object& object_of(const json::value& value, const std::string& member) {
  if (!value.is_object()) fault(member, "is not an object");
  return value.get_object();
}

void check_field(std::string_view field, const std::string& member, std::span<const std::string_view> known) {
  if (std::find(known.begin(), known.end(), field) == known.end())
    fault(member + '.' + std::string(field), "is no field that may stand here (" + list_of(known) + ')',
          {known.begin(), known.end()});
}

std::map<std::string, std::string> texts_of(const json::value& value, const std::string& member) {
  std::map<std::string, std::string> texts;
  for (const auto& entry : object_of(value, member))
    texts[std::string(entry.key())] = text_of(entry.value(), member + '.' + std::string(entry.key()));
  return texts;
}

void read_dates(const json::value& value, Mapping& mapping) {
  if (!value.is_array()) fault("dates", "is not a list, as [\"%d/%m/%Y\"]");
  for (const json::value& entry : value.get_array()) {
    std::string form = text_of(entry, "dates");
    if (form != "edtf" && form != "excel" && form.find("%Y") == std::string::npos)
      fault("dates", quoted(form) + " is neither edtf nor excel nor a pattern with %Y, as %d/%m/%Y");
    for (std::size_t at = form.find('%'); at != std::string::npos; at = form.find('%', at + 1))
      if (at + 1 == form.size() || std::string_view("YmdB").find(form[at + 1]) == std::string_view::npos)
        fault("dates", quoted(form) + " has a sign after % that is none of Y, m, d, B");
    mapping.dates.push_back(std::move(form));
  }
}

void read_dataset(const json::value& value, Mapping& mapping) {
  for (const auto& entry : object_of(value, "dataset")) {
    const std::string key(entry.key()), member = "dataset." + key;
    if (key == "title") mapping.title = texts_of(entry.value(), member);
    else if (key == "licence") mapping.licence = text_of(entry.value(), member);
    else if (key == "attribution") mapping.attribution = text_of(entry.value(), member);
    else if (key == "contact") mapping.contact = text_of(entry.value(), member);
    else fault(member, "is none of title, licence, attribution, contact");
  }
}

void read_member(const std::string& key, const json::value& value, Mapping& mapping) {
  if (key == "id_prefix") {
    mapping.id_prefix = text_of(value, key);
    const bool fits = mapping.id_prefix.size() <= kLongestPrefix &&
                      mapping.id_prefix.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!fits) fault(key, "is not of a-z, 0-9 and hyphens, at most 24");
  } else if (key == "columns" || key == "constants") {
    auto& fields = key == "columns" ? mapping.columns : mapping.constants;
    fields = texts_of(value, key);
    for (const auto& [field, unused] : fields) check_field(field, key, kFields);
  } else if (key == "codes") {
    for (const auto& entry : object_of(value, key)) {
      check_field(std::string_view(entry.key().data(), entry.key().size()), key, kCoded);
      mapping.codes[std::string(entry.key())] = texts_of(entry.value(), key + '.' + std::string(entry.key()));
    }
  } else if (key == "dates") {
    read_dates(value, mapping);
  } else if (key == "encoding") {
    const std::string name = text_of(value, key);
    if (name != "utf-8" && name != "windows-1252") fault(key, "is neither utf-8 nor windows-1252");
    mapping.encoding = name == "utf-8" ? Encoding::utf8 : Encoding::windows_1252;
  } else if (key == "dataset") {
    read_dataset(value, mapping);
  } else {
    fault(key, "is no member of a mapping (the members are " + list_of(kMembers) + ')',
          {kMembers.begin(), kMembers.end()});
  }
}

// What no record can do without, and what would have two meanings.
void check_whole(const Mapping& mapping) {
  const auto has = [&](const char* field) {
    return mapping.columns.contains(field) || mapping.constants.contains(field);
  };
  if (!mapping.columns.contains("id")) fault("columns", "has no id: each record needs one that never changes");
  for (const char* field : {"date", "attack_type"})
    if (!has(field)) fault("columns", std::string("has no ") + field + " (constants may give it)");
  if (has("lat") != has("lon")) fault("columns", "has one of lat and lon (a point needs both)");
  if (!has("lat") && !has("country"))
    fault("columns", "has neither lat and lon nor country (a record without a place is a statistic)");
  for (const auto& [field, unused] : mapping.constants)
    if (mapping.columns.contains(field)) fault("constants." + field, "is a column too (keep one)");
  for (const auto& [field, unused] : mapping.codes)
    if (!has(field.c_str())) fault("codes." + field, "is neither a column nor a constant");
}

}  // namespace

Result<Mapping> parse_mapping(std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error) return Error{Errc::bad_data, "is not JSON (" + error.message() + ')', "", {}};
  try {
    Mapping mapping;
    if (!value.is_object()) fault("the mapping", "is not a JSON object");
    for (const auto& member : value.get_object()) read_member(std::string(member.key()), member.value(), mapping);
    check_whole(mapping);
    if (mapping.dates.empty()) mapping.dates = {"edtf"};
    return mapping;
  } catch (const Fault& found) {
    return found.error;
  }
}

}  // namespace yaad::geo
