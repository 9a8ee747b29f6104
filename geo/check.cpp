#include "geo/check.hpp"

#include "geo/check_parts.hpp"
#include "geo/edtf.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

namespace yaad::geo {
namespace {

constexpr const char* kIncidents = "incidents.csv";
constexpr std::int64_t kDaysOfAYear = 366;

// One day more than the given one: in Quetta it is tomorrow before it is in Greenwich.
bool is_future(const DateSpan& span, Day on) { return span.first() != kBeforeTime && span.first() > on + 1; }

void check_dates(const LoadedFolder& folder, Day on, Findings& out) {
  const auto& incidents = folder.dataset.incidents;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const Incident& r = incidents[i];
    const auto look = [&](std::string detail) {
      warn(out, kIncidents, folder.lines.incidents[i], "date", std::move(detail));
    };
    if (r.date.empty()) {
      look("is blank: the record is in every window of time (give a year or a span, if any source does)");
    } else if (!r.span.is_bounded()) {
      look(quoted(r.date) + " has an open end: a total for such a period belongs in statistics.csv");
    } else if (r.span.length() > kDaysOfAYear) {
      look(quoted(r.date) + " spans " + std::to_string(r.span.length()) +
           " days: a total for such a period belongs in statistics.csv");
    }
    if (is_future(r.span, on)) look(quoted(r.date) + " is in the future");
  }
  const auto& sources = folder.dataset.sources;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (const auto& [field, date] :
         {std::pair{"published", &sources[i].published}, std::pair{"accessed", &sources[i].accessed}}) {
      if (is_future(parse_edtf(*date)->span, on))
        warn(out, "sources.csv", folder.lines.sources[i], field, quoted(*date) + " is in the future");
    }
  }
}

std::string figure_text(const Figure& f) {
  const auto text = [](std::optional<std::uint32_t> n) { return n ? std::to_string(*n) : std::string("none"); };
  return f.counted() ? text(f.counted()) + " killed" : std::string("no figure");
}

// The same day, place and toll: seldom two attacks. A note that names the other's id says that an editor has looked.
void check_duplicates(const LoadedFolder& folder, Findings& out) {
  const auto& incidents = folder.dataset.incidents;
  using Key = std::tuple<Day, Day, double, double, std::optional<std::uint32_t>>;
  std::map<Key, std::vector<std::size_t>> same;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    const Incident& r = incidents[i];
    if (!r.span.is_bounded()) continue;
    same[{r.span.first(), r.span.last(), r.at.lon(), r.at.lat(), r.killed.counted()}].push_back(i);
  }
  for (auto& [key, group] : same) {
    std::sort(group.begin(), group.end(),
              [&](std::size_t a, std::size_t b) { return folder.lines.incidents[a] < folder.lines.incidents[b]; });
    for (std::size_t k = 1; k < group.size(); ++k) {
      const Incident &first = incidents[group[0]], &later = incidents[group[k]];
      const auto names = [](const Incident& a, const Incident& b) { return a.note.find(b.id) != std::string::npos; };
      if (names(first, later) || names(later, first)) continue;
      warn(out, kIncidents, folder.lines.incidents[group[k]], "id",
           quoted(later.id) + " is a likely duplicate of " + quoted(first.id) + " on line " +
               std::to_string(folder.lines.incidents[group[0]]) + ": same day, place and toll, " +
               figure_text(later.killed) + " (merge them, or name the other id in note)");
    }
  }
}

void check_corrections(const LoadedFolder& folder, Findings& out) {
  if (!folder.all_incident_ids) return;
  const auto& corrections = folder.dataset.corrections;
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const std::string& id = corrections[i].incident;
    const bool known = folder.dataset.find_incident(id) != nullptr || folder.dataset.is_retracted(id) ||
                       std::binary_search(folder.refused_incidents.begin(), folder.refused_incidents.end(), id);
    if (!known)
      warn(out, "corrections.csv", folder.lines.corrections[i], "incident",
           quoted(id) + " is not in incidents.csv: an orphan correction");
  }
}

}  // namespace

Day today() {
  const auto now = std::chrono::system_clock::now();
  return static_cast<Day>(std::chrono::floor<std::chrono::days>(now).time_since_epoch().count());
}

std::vector<Finding> check(const LoadedFolder& folder, const Areas& areas, Day on) {
  std::vector<Finding> out = folder.report.findings;
  check_dates(folder, on, out);
  check_places(folder, areas, out);
  check_tolls(folder, out);
  check_duplicates(folder, out);
  check_sources(folder, out);
  check_corrections(folder, out);
  sort_findings(out);
  return out;
}

}  // namespace yaad::geo
