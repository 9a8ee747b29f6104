#include "geo/snapshot.hpp"

#include "geo/csv_rows.hpp"
#include "tests/geo/data_folder.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

// The lines of a table in another order; only for tables without a line end inside a field.
std::string shuffled(const std::string& bytes, Random& random) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = bytes.find('\n', at) + 1;
    lines.push_back(bytes.substr(at, end - at));
    at = end;
  }
  for (std::size_t i = lines.size() - 1; i > 1; --i)
    std::swap(lines[i], lines[1 + random.below(static_cast<std::uint32_t>(i))]);
  std::string out;
  for (const std::string& line : lines) out += line;
  return out;
}

}  // namespace

TEST_CASE("A snapshot is named by the day of the data and twelve digits of the hash of its rows") {
  const DataFolder folder;
  const Snapshot snapshot(read(folder).value(), test_areas());
  CHECK(snapshot.sha256.size() == 64);
  CHECK(snapshot.version == "2026-11-20." + snapshot.sha256.substr(0, 12));
  CHECK(snapshot.sha256 == dataset_sha256(snapshot.dataset));
  folder.remove("dataset.json");
  const Snapshot unnamed(read(folder).value(), test_areas());
  CHECK(unnamed.version == unnamed.sha256.substr(0, 12));
}

TEST_CASE("The version is the same for the rows of every table in any order") {
  Random random(61);
  const DataFolder folder;
  // Many corrections of one value, alike in all but one field: the order of the file must not show.
  for (int i = 0; i < 40; ++i) {
    folder.append("corrections.csv", "2013-road,killed,2,3," + std::string(i % 2 == 0 ? "arithmetic" : "duplicate") +
                                         ",s-0" + std::to_string(1 + i % 9) + ",2026-11-2" + std::to_string(i % 3) +
                                         "\n");
  }
  std::string one_line = folder.text("incidents.csv");
  one_line.replace(one_line.find(":\n"), 2, ": ");
  folder.write("incidents.csv", one_line);
  const std::string version = dataset_sha256(read(folder)->dataset);
  for (int round = 0; round < 20; ++round) {
    for (const char* name :
         {"incidents.csv", "sources.csv", "actors.csv", "places.csv", "statistics.csv", "corrections.csv"})
      folder.write(name, shuffled(folder.text(name), random));
    const auto loaded = read(folder).value();
    REQUIRE(loaded.report.findings.empty());
    REQUIRE(dataset_sha256(loaded.dataset) == version);
    // Each row still knows its line.
    for (std::size_t i = 0; i < loaded.dataset.corrections.size(); ++i) {
      const auto row = read_csv(folder.text("corrections.csv"))->rows.at(loaded.lines.corrections[i] - 2);
      REQUIRE(row.fields[4] == loaded.dataset.corrections[i].reason);
      REQUIRE(row.fields[6] == loaded.dataset.corrections[i].date);
    }
  }
}

TEST_CASE("A change of any served field of any table changes the version; a column that is not served does not") {
  const DataFolder folder;
  const std::string version = dataset_sha256(read(folder)->dataset);
  struct Change {
    const char* file;
    std::size_t line;
    const char *from, *to;
  };
  for (const Change& c : std::vector<Change>{{"incidents.csv", 2, ",26,", ",,"},
                                             {"incidents.csv", 15, "20 people", "20 persons"},
                                             {"incidents.csv", 7, "disputed", "published"},
                                             {"incidents.csv", 14, "2018-taken-back", "2018-taken"},
                                             {"sources.csv", 7, ",yes", ","},
                                             {"sources.csv", 2, ",2026-11-20", ",2026-11-21"},
                                             {"actors.csv", 2, "The First", "First"},
                                             {"places.csv", 9, "7500", "7501"},
                                             {"places.csv", 2, "set by hand", "guessed"},
                                             {"statistics.csv", 2, "1400", "1401"},
                                             {"corrections.csv", 3, ",date,s-12", ",duplicate,s-12"},
                                             {"dataset.json", 2, "made up", "written"}}) {
    const DataFolder changed;
    REQUIRE(changed.edit(c.file, c.line, c.from, c.to));
    INFO(c.file << ": " << c.from << " becomes " << c.to);
    CHECK(dataset_sha256(read(changed)->dataset) != version);
  }
  const DataFolder more;
  more.write("actors.csv",
             "code,name,name_ur,name_fa,aliases,parent,remark\n"
             "first-group,First Group,پہلا گروہ,گروه اول,1st Group;The First,,x\n"
             "second-group,Second Group,,,,first-group,y\n");
  CHECK(dataset_sha256(read(more)->dataset) == version);
}

TEST_CASE("A snapshot answers from its own rows: the index, the gazetteer and the report belong together") {
  const DataFolder folder;
  const Snapshot snapshot(read(folder).value(), test_areas());
  CHECK(snapshot.index.total({}).count == snapshot.dataset.incidents.size());
  CHECK(snapshot.gazetteer.find("شمالی شہر", 1).at(0).id == "northtown");
  CHECK(snapshot.report.files.size() == 6);
  CHECK(snapshot.areas.find("XA-SO.southdale") != nullptr);
}
