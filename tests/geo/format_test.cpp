#include "geo/format.hpp"

#include "geo/csv_rows.hpp"
#include "geo/snapshot.hpp"
#include "tests/geo/data_folder.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <map>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

const std::vector<std::string> kTables{"incidents.csv", "sources.csv",    "actors.csv",
                                       "places.csv",    "statistics.csv", "corrections.csv"};

std::map<std::string, std::string> contents(const DataFolder& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    all[entry.path().filename().string()] = slurp(entry.path());
  }
  return all;
}

std::string hash(const DataFolder& folder) { return dataset_sha256(read(folder)->dataset); }

// The same rows in another order of rows and columns, with CRLF, a BOM and every field in quotes.
std::string disordered(const std::string& bytes, Random& random) {
  const auto table = read_csv(bytes);
  std::vector<std::vector<std::string>> rows;
  for (const CsvRow& row : table->rows) rows.push_back(row.fields);
  const auto below = [&](std::size_t n) { return random.below(static_cast<std::uint32_t>(n)); };
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[below(i)]);
  rows.insert(rows.begin(), table->header);
  for (std::size_t i = table->header.size(); i > 1; --i) {
    const std::size_t other = below(i);
    for (auto& row : rows) std::swap(row[i - 1], row[other]);
  }
  std::string out = "\xEF\xBB\xBF";
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) out += c == '"' ? "\"\"" : std::string(1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace

TEST_CASE("The good folder is canonical: formatting it writes nothing") {
  const DataFolder folder;
  const auto before = contents(folder);
  const auto written = format_folder(folder.path(), test_areas());
  REQUIRE(written.has_value());
  CHECK(written->empty());
  CHECK(contents(folder) == before);
}

TEST_CASE(
    "Whatever the order of rows and columns, the quotes and the line ends, formatting gives the same bytes and the "
    "same dataset") {
  const DataFolder folder;
  const auto canonical = contents(folder);
  const std::string version = hash(folder);
  Random random(51);
  for (int round = 0; round < 10; ++round) {
    for (const std::string& name : kTables) folder.write(name, disordered(canonical.at(name), random));
    REQUIRE(hash(folder) == version);
    const auto written = format_folder(folder.path(), test_areas());
    REQUIRE(written.has_value());
    REQUIRE(*written == kTables);
    REQUIRE(contents(folder) == canonical);
    REQUIRE(format_folder(folder.path(), test_areas())->empty());
  }
}

TEST_CASE("Formatting keeps columns it does not know, after the others, and blank lines go") {
  const DataFolder folder;
  folder.write("actors.csv", "remark,code,seen,name\n\n\"kept, as it is\",b,1,Second\n,a,2,First\n");
  folder.write("incidents.csv", "attack_type,id,lat,lon,date\nother,b,30.10,70,2013\nshooting,a,31,70.50,\n");
  for (const char* name : {"sources.csv", "places.csv", "corrections.csv", "statistics.csv"}) folder.remove(name);
  const auto written = format_folder(folder.path(), test_areas());
  REQUIRE(written.has_value());
  CHECK(*written == std::vector<std::string>{"incidents.csv", "actors.csv"});
  CHECK(folder.text("actors.csv") == "code,name,remark,seen\na,First,,2\nb,Second,\"kept, as it is\",1\n");
  CHECK(folder.text("incidents.csv") == "id,date,lat,lon,attack_type\na,,31,70.50,shooting\nb,2013,30.10,70,other\n");
  CHECK(contents(folder).size() == 3);  // with dataset.json: no file made, none left over
}

TEST_CASE("A folder with an error is refused with the error, and no file of it changes") {
  const DataFolder folder;
  folder.write("actors.csv", "name,code\nFirst,first-group\nSecond,second-group\n");  // would be reordered
  REQUIRE(folder.edit("incidents.csv", 2, "2011-09-20,", "20/09/2011,"));
  const auto before = contents(folder);
  const auto written = format_folder(folder.path(), test_areas());
  REQUIRE(written.has_error());
  CHECK(written.error().code == Errc::bad_data);
  CHECK(written.error().detail.find("incidents.csv:2: date: \"20/09/2011\"") != std::string::npos);
  CHECK(contents(folder) == before);
}

TEST_CASE("A folder that is none is unreadable, and a link is not written through") {
  CHECK(format_folder("/nonexistent/folder", test_areas()).error().code == Errc::unreadable);
  const DataFolder folder, elsewhere;
  elsewhere.write("actors.csv", "name,code\nFirst,first-group\nSecond,second-group\n");
  folder.remove("actors.csv");
  std::filesystem::create_symlink(elsewhere.file("actors.csv"), folder.file("actors.csv"));
  const std::string before = elsewhere.text("actors.csv");
  CHECK(format_folder(folder.path(), test_areas()).has_error());
  CHECK(elsewhere.text("actors.csv") == before);
}

TEST_CASE("A file keeps its rights when it is formatted") {
  const DataFolder folder;
  folder.write("actors.csv", "name,code\nFirst,first-group\nSecond,second-group\n");
  REQUIRE(::chmod(folder.file("actors.csv").c_str(), 0640) == 0);
  REQUIRE(format_folder(folder.path(), test_areas()).has_value());
  struct stat info {};
  REQUIRE(::stat(folder.file("actors.csv").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0640);
}
