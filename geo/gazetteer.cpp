#include "geo/gazetteer.hpp"

#include "geo/edit_distance.hpp"
#include "geo/fold.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace yaad::geo {
namespace {

// Best first; the order is the rank.
enum class Reason : std::uint8_t { exact, alias, prefix, word, close };
constexpr std::array<std::string_view, 5> kReasons{"exact", "alias", "prefix", "word", "close"};

// A query longer than any name is no name; comparing costs by length squared.
constexpr std::size_t kMaxQueryBytes = 200;

// One slip in a word of five letters, two in one of eight: fewer letters and half the map is "close".
std::size_t allowed_slips(std::size_t letters) {
  if (letters >= 8) return 2;
  return letters >= 5 ? 1 : 0;
}

// Transliterations of one sound, longest first; each is applied over the whole word before the next.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kSpellings{{
    {"qu", "k"},  // Liaquatabad, Liaqatabad
    {"kh", "x"},  // Xuzdar, Khuzdar
    {"gh", "g"},
    {"ph", "f"},
    {"oo", "u"},
    {"ou", "u"},
    {"ee", "i"},
    {"ey", "i"},
    {"q", "k"},
    {"w", "v"},
}};

// What two spellings of one name have in common: no spaces, one spelling a sound, no doubled letters.
std::u32string spelling_key(std::string folded) {
  folded.erase(std::remove(folded.begin(), folded.end(), ' '), folded.end());
  for (const auto& [from, to] : kSpellings)
    for (std::size_t at = folded.find(from); at != std::string::npos; at = folded.find(from, at + to.size()))
      folded.replace(at, from.size(), to);
  std::u32string key = code_points(folded);
  key.erase(
      std::unique(key.begin(), key.end(), [](char32_t a, char32_t b) { return a == b && !(a >= U'0' && a <= U'9'); }),
      key.end());
  return key;
}

std::string without_spaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

bool starts_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// True when `words` stand in `name` in this order and together, the last perhaps unfinished ("alamdar ro").
bool has_words(std::string_view name, std::string_view words) {
  for (std::size_t at = name.find(words); at != std::string_view::npos; at = name.find(words, at + 1))
    if (at == 0 || name[at - 1] == ' ') return true;
  return false;
}

struct Query {
  std::string folded;
  std::string joined;  // "para chinar" and "parachinar" are one name
  std::u32string key;
};

struct Score {
  Reason reason = Reason::close;
  std::size_t slips = 0;  // of a close match; 0 is another spelling of the same sounds
  friend auto operator<=>(const Score&,
                          const Score&) = default;  // NOLINT(modernize-use-nullptr): the 0 is the compiler's
};

// Null when they have nothing to do with each other.
std::optional<Score> score(const Query& query, std::string_view name, std::u32string_view key, bool primary) {
  const std::string joined = without_spaces(std::string(name));
  if (joined == query.joined) return Score{primary ? Reason::exact : Reason::alias, 0};
  if (starts_with(name, query.folded) || starts_with(joined, query.joined)) return Score{Reason::prefix, 0};
  if (has_words(name, query.folded)) return Score{Reason::word, 0};
  const std::size_t allowed = allowed_slips(query.key.size());
  const std::size_t slips = edit_distance(query.key, key, allowed);
  if (slips <= allowed) return Score{Reason::close, slips};
  return std::nullopt;
}

PlacePrecision precision_of(AreaLevel level) {
  switch (level) {
    case AreaLevel::country: return PlacePrecision::country;
    case AreaLevel::province: return PlacePrecision::province;
    case AreaLevel::district: return PlacePrecision::district;
  }
  return PlacePrecision::country;
}

// The code of the area that a place of an area's precision stands for; blank for any other place.
std::string area_code(const Place& place) {
  switch (place.precision) {
    case PlacePrecision::country: return place.country;
    case PlacePrecision::province: return place.area;
    case PlacePrecision::district: return place.district_code;
    default: return {};
  }
}

// Incidents at each place, by position, and in each area, by code.
struct Counts {
  std::vector<std::uint64_t> by_place;
  std::map<std::string, std::uint64_t, std::less<>> by_area;
};

Counts count_incidents(const Dataset& dataset) {
  Counts counts{std::vector<std::uint64_t>(dataset.places.size(), 0), {}};
  for (const Incident& incident : dataset.incidents) {
    if (incident.place) ++counts.by_place[*incident.place];
    for (const std::string* code : {&incident.country, &incident.area, &incident.district})
      if (!code->empty()) ++counts.by_area[*code];
  }
  return counts;
}

std::uint64_t count_of(const Counts& counts, const std::string& code) {
  const auto at = counts.by_area.find(code);
  return at == counts.by_area.end() ? 0 : at->second;
}

GazetteerMatch entry_of(const Place& place) {
  return {place.id,   place.name,     {}, {}, place.at, place.radius_m, place.precision, place.country,
          place.area, place.district, 0};
}

GazetteerMatch entry_of(const Area& area) {
  const bool district = area.level == AreaLevel::district;
  const std::string province = district ? area.parent : area.level == AreaLevel::province ? area.code : "";
  return {area.code,
          area.name,
          {},
          {},
          area.label,
          0,
          precision_of(area.level),
          area.code.substr(0, area.code.find('-')),
          province,
          district ? area.name : "",
          0};
}

}  // namespace

Gazetteer::Gazetteer(const Dataset& dataset, const Areas& areas) {
  const Counts counts = count_incidents(dataset);
  std::map<std::string, std::size_t> entry_of_area;
  for (std::size_t i = 0; i < dataset.places.size(); ++i) {
    const Place& place = dataset.places[i];
    const std::string code = area_code(place);
    GazetteerMatch entry = entry_of(place);
    entry.incidents = code.empty() ? counts.by_place[i] : count_of(counts, code);
    if (!code.empty()) entry_of_area.emplace(code, entries_.size());
    entries_.push_back(std::move(entry));
    for (const std::string* name : {&place.name, &place.name_ur, &place.name_fa, &place.name_ps})
      add_name(entries_.size() - 1, *name, true);
    for (const std::string& alias : place.aliases) add_name(entries_.size() - 1, alias, false);
  }
  for (const Area& area : areas.all()) {
    // A place that stands for the whole of an area is that area: one entry, with the names of both.
    auto [at, is_new] = entry_of_area.emplace(area.code, entries_.size());
    if (is_new) {
      entries_.push_back(entry_of(area));
      entries_.back().incidents = count_of(counts, area.code);
    }
    for (const std::string* name : {&area.name, &area.name_ur, &area.name_fa}) add_name(at->second, *name, true);
    for (const std::string& alias : area.aliases) add_name(at->second, alias, false);
  }
}

void Gazetteer::add_name(std::size_t entry, const std::string& written, bool primary) {
  std::string folded = fold(written);
  if (folded.empty()) return;
  std::u32string key = spelling_key(folded);
  names_.push_back({std::move(folded), std::move(key), written, entry, primary});
}

std::vector<GazetteerMatch> Gazetteer::find(std::string_view text, std::size_t limit) const {
  if (text.size() > kMaxQueryBytes) return {};
  Query query;
  query.folded = fold(text);
  if (query.folded.empty()) return {};
  query.joined = without_spaces(query.folded);
  query.key = spelling_key(query.folded);

  struct Hit {
    Score score;
    const Name* name = nullptr;
  };
  std::map<std::size_t, Hit> best;  // of each entry
  for (const Name& name : names_) {
    const auto found = score(query, name.folded, name.key, name.primary);
    if (!found) continue;
    const auto [at, is_new] = best.emplace(name.entry, Hit{*found, &name});
    if (!is_new && *found < at->second.score) at->second = {*found, &name};
  }

  std::vector<Hit> hits;
  hits.reserve(best.size());
  for (const auto& [entry, hit] : best) hits.push_back(hit);
  std::sort(hits.begin(), hits.end(), [this](const Hit& a, const Hit& b) {
    const GazetteerMatch& left = entries_[a.name->entry];
    const GazetteerMatch& right = entries_[b.name->entry];
    // Finer first, then more incidents, then by name; the id settles the rest, so that the order is always the same.
    return std::tuple(a.score, coarseness(left.precision), right.incidents, std::string_view(left.name),
                      std::string_view(left.id)) < std::tuple(b.score, coarseness(right.precision), left.incidents,
                                                              std::string_view(right.name), std::string_view(right.id));
  });
  if (hits.size() > limit) hits.resize(limit);

  std::vector<GazetteerMatch> matches;
  matches.reserve(hits.size());
  for (const Hit& hit : hits) {
    matches.push_back(entries_[hit.name->entry]);
    matches.back().matched = hit.name->written;
    matches.back().reason = kReasons[static_cast<std::size_t>(hit.score.reason)];
  }
  return matches;
}

}  // namespace yaad::geo
