#include "geo/check_parts.hpp"
#include "geo/quoted_numbers.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace yaad::geo {
namespace {

// Numbers up to here are written as words in most languages, and only English words are read.
constexpr std::uint32_t kOftenAWord = 20;

struct Quotes {
  std::vector<std::uint64_t> numbers;
  bool foreign = false;  // some quote is not in English

  void add(const Source& s) {
    const auto found = numbers_in(s.quote);
    numbers.insert(numbers.end(), found.begin(), found.end());
    foreign = foreign || (!s.lang.empty() && s.lang != "en");
  }
  bool state(std::uint32_t figure) const {
    if (foreign && figure <= kOftenAWord) return true;
    return std::find(numbers.begin(), numbers.end(), figure) != numbers.end();
  }
};

// An editor has said where the figure comes from (added up from words, a later official count …).
bool is_corrected(const Dataset& data, std::string_view incident, std::string_view field, std::uint32_t figure) {
  const auto first = std::lower_bound(data.corrections.begin(), data.corrections.end(), incident,
                                      [](const Correction& c, std::string_view id) { return c.incident < id; });
  return std::any_of(first, data.corrections.end(), [&](const Correction& c) {
    return c.incident == incident && c.field == field && c.corrected == std::to_string(figure);
  });
}

// What repeats others or takes a side.
bool is_weak(SourceKind kind) {
  return kind == SourceKind::encyclopedia || kind == SourceKind::community || kind == SourceKind::partisan;
}

void check_incident(const LoadedFolder& folder, const Incident& r, std::size_t line, Findings& out) {
  if (r.sources.empty()) return;
  Quotes quotes;
  for (const SourceIndex s : r.sources) quotes.add(folder.dataset.sources[s]);
  const std::array<std::pair<const char*, std::optional<std::uint32_t>>, 7> figures{
      {{"killed_low", r.killed.low},
       {"killed", r.killed.best},
       {"killed_high", r.killed.high},
       {"injured_low", r.injured.low},
       {"injured", r.injured.best},
       {"injured_high", r.injured.high},
       {"killed_perpetrators", r.killed_perpetrators}}};
  for (const auto& [field, figure] : figures) {
    if (!figure || quotes.state(*figure) || is_corrected(folder.dataset, r.id, field, *figure)) continue;
    warn(out, "incidents.csv", line, field,
         std::to_string(*figure) +
             " stands in no quote of its sources (leave it blank, add the passage, or say in corrections.csv how it "
             "was counted)");
  }
  const bool weak = std::all_of(r.sources.begin(), r.sources.end(),
                                [&](SourceIndex s) { return is_weak(folder.dataset.sources[s].kind); });
  if (weak && !(r.killed.none() && r.injured.none())) {
    warn(out, "incidents.csv", line, "sources",
         "the toll rests only on encyclopedia, community or partisan passages (look for a report of the day)");
  }
}

void check_statistic(const LoadedFolder& folder, const Statistic& s, std::size_t line, Findings& out) {
  if (!s.source) return;
  Quotes quotes;
  quotes.add(folder.dataset.sources[*s.source]);
  const std::array<std::pair<const char*, std::optional<std::uint32_t>>, 3> figures{
      {{"killed", s.killed}, {"injured", s.injured}, {"attacks", s.attacks}}};
  for (const auto& [field, figure] : figures) {
    if (figure && !quotes.state(*figure))
      warn(out, "statistics.csv", line, field, std::to_string(*figure) + " does not stand in the quote of its source");
  }
}

}  // namespace

void check_tolls(const LoadedFolder& folder, Findings& out) {
  const Dataset& data = folder.dataset;
  for (std::size_t i = 0; i < data.incidents.size(); ++i)
    check_incident(folder, data.incidents[i], folder.lines.incidents[i], out);
  for (std::size_t i = 0; i < data.statistics.size(); ++i)
    check_statistic(folder, data.statistics[i], folder.lines.statistics[i], out);
}

}  // namespace yaad::geo
