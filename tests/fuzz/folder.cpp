// A whole data folder, its files one after another, each under a line "==> incidents.csv <==". Every row is accounted
// for, and what is served is valid whatever the folder holds.
#include "geo/reader.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/scratch_folder.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <array>

using yaad::fuzz::claim;
namespace geo = yaad::geo;

namespace {

constexpr std::array<std::string_view, 7> kFiles{"incidents.csv",  "sources.csv",     "places.csv",  "actors.csv",
                                                 "statistics.csv", "corrections.csv", "dataset.json"};

// The part of the bytes under the file's line; incidents.csv is also what stands before any such line.
std::string_view part_of(std::string_view bytes, std::string_view name) {
  const std::string mark = "==> " + std::string(name) + " <==\n";
  const auto at = bytes.find(mark);
  if (at != bytes.npos) bytes.remove_prefix(at + mark.size());
  else if (name != kFiles[0]) return {};
  return bytes.substr(0, bytes.find("==> "));
}

void check_dataset(const geo::Dataset& data) {
  claim(std::is_sorted(data.incidents.begin(), data.incidents.end(),
                       [](const auto& a, const auto& b) { return geo::listed_before(a, b); }),
        "records stand in their order");
  for (const geo::Incident& i : data.incidents) {
    claim(data.find_incident(i.id) == &i, "a record is found by its id, which is its own");
    claim(i.span.first() <= i.span.last(), "a record does not end before it begins");
    claim(i.at.lon() >= -180 && i.at.lon() <= 180 && i.at.lat() >= -90 && i.at.lat() <= 90, "a record is on the globe");
    claim(!i.place || *i.place < data.places.size(), "its place is there");
    claim(std::all_of(i.sources.begin(), i.sources.end(), [&](auto s) { return s < data.sources.size(); }),
          "its sources are there");
    claim(std::all_of(i.actors.begin(), i.actors.end(), [&](auto a) { return a < data.actors.size(); }),
          "its actors are there");
    const auto [low, best, high] = std::tuple(i.killed.low, i.killed.best, i.killed.high);
    claim((!low || !best || *low <= *best) && (!best || !high || *best <= *high) && (!low || !high || *low <= *high),
          "a range of deaths is in order");
    claim(!geo::find_invalid_utf8(i.summary) && geo::forbidden_sign(i.summary).empty(), "its words can be shown");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const yaad::fuzz::ScratchFolder folder;
  static const geo::Areas areas;
  const std::string_view bytes = yaad::fuzz::text_of(data, size);
  for (const std::string_view name : kFiles) {
    const std::string_view part = part_of(bytes, name);
    if (part.empty() && name != kFiles[0]) folder.remove(name);
    else folder.write(name, part);
  }
  const auto read = geo::read_folder(folder.path(), areas, {});
  if (!read) return 0;
  for (const geo::FileAccount& file : read->report.files)
    claim(file.read == file.accepted + file.refused, "every row of a file is accepted or refused");
  std::size_t errors = 0;
  for (const geo::Finding& finding : read->report.findings) {
    claim(!geo::find_invalid_utf8(geo::to_text(finding)), "a finding is UTF-8, whatever the bytes");
    errors += finding.severity == geo::Severity::error ? 1 : 0;
  }
  for (const geo::FileAccount& file : read->report.files)
    claim(file.refused == 0 || errors > 0, "a row that is refused has a finding");
  claim(read->report.servable || errors > 0, "a folder that is not served has a finding");
  check_dataset(read->dataset);
  return 0;
}
