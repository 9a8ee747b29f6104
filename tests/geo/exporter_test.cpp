#include "geo/exporter_file.hpp"
#include "geo/exporter_stream.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>

using namespace yaad::geo;
using yaad::test::at;
using yaad::test::random_dataset;

namespace {

// A folder that is gone with this object.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "yaad-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<IncidentIndex> all_rows(const Dataset& dataset) {
  std::vector<IncidentIndex> rows(dataset.incidents.size());
  std::iota(rows.begin(), rows.end(), 0);
  return rows;
}

ExportSource source_of(const Dataset& dataset, const Areas& areas) {
  return {dataset, areas, "2026-01-01.abc", "0123", "area=PK-BA", 2, all_rows(dataset)};
}

std::string streamed(const Dataset& dataset, const Areas& areas, const ExportPlan& plan) {
  auto stream = ExportStream::make(source_of(dataset, areas), plan).value();
  std::string all;
  for (std::string piece = stream.next(); !piece.empty(); piece = stream.next()) {
    CHECK(piece.size() < 4 * kExportPiece);
    all += piece;
  }
  CHECK(stream.rows_done() == dataset.incidents.size());
  return all;
}

std::size_t count_of(const std::string& text, std::string_view word) {
  std::size_t n = 0;
  for (std::size_t found = text.find(word); found != text.npos; found = text.find(word, found + 1)) ++n;
  return n;
}

Areas no_areas() { return {}; }

Dataset one_record_saying(const std::string& text) {
  Dataset dataset;
  dataset.incidents.push_back(yaad::test::incident("one", DateSpan::day(yaad::test::day(2013, 2, 16)), at(67, 30.2)));
  dataset.incidents[0].summary = text;
  dataset.info.updated = "2026-01-01";
  finish(dataset);
  return dataset;
}

}  // namespace

TEST_CASE("Each format names itself once and says what it cannot hold") {
  for (const ExportFormatInfo& one : kExportFormats)
    CHECK(std::count_if(kExportFormats.begin(), kExportFormats.end(),
                        [&](const auto& other) { return other.name == one.name; }) == 1);
  CHECK(check({ExportFormat::kml, CrsName{"EPSG:32642", AxisOrder::x_first}}).error().parameter == "crs");
  CHECK(check({ExportFormat::shp, {}, true}).error().parameter == "geometry");
  CHECK(check({ExportFormat::gpkg, {}, false, true}).error().parameter == "hxl");
  CHECK(check({ExportFormat::gpkg, {}, true, false}).has_value());
}

TEST_CASE("A file of any size comes in pieces, each record once and in the order of lists") {
  const Dataset dataset = random_dataset(7, 3000);
  const Areas areas = no_areas();
  const std::string csv = streamed(dataset, areas, {ExportFormat::csv});
  CHECK(csv.substr(0, 3) == "\xef\xbb\xbf");
  CHECK(count_of(csv, "\r\n") == 3001);
  const std::string lines = streamed(dataset, areas, {ExportFormat::geojsonl});
  CHECK(count_of(lines, "\n") == 3000);
  const std::string json = streamed(dataset, areas, {ExportFormat::geojson});
  CHECK(json.find("\"numberMatched\":3000") != json.npos);
  std::size_t found = 0;
  for (const Incident& incident : dataset.incidents) {
    const std::size_t next = json.find("\"id\":\"" + incident.id + "\"", found);
    REQUIRE(next != json.npos);
    found = next;
  }
}

TEST_CASE("F1: what a spreadsheet would take for a formula begins with an apostrophe, and numbers stay numbers") {
  for (const std::string sign : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
    INFO(sign);
    std::string cell;
    append_csv_text(cell, sign + "cmd|' /C calc'!A0");
    CHECK(cell.substr(0, 2) == "\"'");
  }
  std::string nul;
  append_csv_text(nul, std::string_view("\0=1", 3));
  CHECK(nul.substr(0, 2) == "\"'");
  Dataset dataset = one_record_saying("=1+1");
  dataset.incidents[0].at = at(-70.5, -1.25);
  const Areas areas;
  const std::string csv = streamed(dataset, areas, {ExportFormat::csv});
  CHECK(csv.find(",\"'=1+1\",") != csv.npos);
  CHECK(csv.find(",-1.25,-70.5,") != csv.npos);
  // The raw text stays where nothing computes.
  const std::string json = streamed(dataset, areas, {ExportFormat::geojson});
  CHECK(json.find("\"summary\":\"=1+1\"") != json.npos);
}

TEST_CASE("F3: text cannot leave its place in GeoJSON") {
  const std::string json =
      streamed(one_record_saying("</script><!-- \xe2\x80\xa8\xe2\x80\xa9 & \""), no_areas(), {ExportFormat::geojson});
  for (const char* raw : {"</script>", "<!--", "\xe2\x80\xa8", "\xe2\x80\xa9", " & "})
    CHECK(json.find(raw) == json.npos);
  CHECK(json.find("\\u003c/script\\u003e\\u003c!-- \\u2028\\u2029 \\u0026 \\\"") != json.npos);
}

TEST_CASE("F5: coordinates are written with at most seven decimals, no exponent and no negative zero") {
  Dataset dataset = one_record_saying("");
  const Areas areas;
  for (const auto& [lon, lat, written] : std::vector<std::tuple<double, double, std::string>>{
           {-0.0, 1e-320, "[0,0]"}, {67.00000004, 30.12345678912, "[67,30.1234568]"}, {-1e-9, 90, "[0,90]"}}) {
    dataset.incidents[0].at = at(lon, lat);
    CHECK(streamed(dataset, areas, {ExportFormat::geojsonl}).find(written) != std::string::npos);
  }
}

TEST_CASE("F12: every file says of which data it is, under which filter and licence, and how many records it has") {
  const Dataset dataset = one_record_saying("x");
  const Areas areas;
  for (const ExportFormat format : {ExportFormat::csv, ExportFormat::geojson, ExportFormat::geojsonl}) {
    const std::string text = streamed(dataset, areas, {format});
    for (const char* said : {"2026-01-01.abc", "0123", "area=PK-BA", "CRS84", "2 records of the whole dataset"})
      CHECK(text.find(said) != text.npos);
  }
}

TEST_CASE("Each of OGR's formats holds every record, opened again and counted") {
  const Dataset dataset = random_dataset(8, 400);
  const Areas areas = no_areas();
  for (const ExportFormatInfo& info : kExportFormats) {
    if (info.streamed) continue;
    INFO(info.name);
    const auto format = static_cast<ExportFormat>(&info - kExportFormats.data());
    const Folder folder;
    ExportSource source = source_of(dataset, areas);
    if (format == ExportFormat::fgb)  // it has no room for what has no geometry
      std::erase_if(source.rows, [&](IncidentIndex i) { return !dataset.incidents[i].is_dot(); });
    const auto written = write_export_file(source, {format}, folder.path(), "out", [](std::size_t) { return true; });
    if (written.has_error()) FAIL(written.error().detail);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      ++files;
      CHECK(entry.path().filename() == "out");
      CHECK(entry.file_size() > 1000);
    }
    CHECK(files == 1);
  }
}

TEST_CASE("F7: a writing that is given up says so") {
  const Dataset dataset = random_dataset(9, 5000);
  const Areas areas;
  const Folder folder;
  const auto written = write_export_file(source_of(dataset, areas), {ExportFormat::gpkg}, folder.path(), "out",
                                         [](std::size_t done) { return done < 2000; });
  REQUIRE(written.has_error());
  CHECK(written.error().detail.find("given up") != std::string::npos);
}

TEST_CASE("F4: KML is escaped for the program that takes its text for HTML, and for XML") {
  const Dataset dataset = one_record_saying("<script>alert(1)</script> ]]> &#0; \xef\xbf\xbe");
  const Areas areas;
  const Folder folder;
  REQUIRE(write_export_file(source_of(dataset, areas), {ExportFormat::kml}, folder.path(), "out.kml", [](std::size_t) {
            return true;
          }).has_value());
  std::ifstream file(folder.path() + "/out.kml");
  std::ostringstream text;
  text << file.rdbuf();
  const std::string kml = text.str();
  CHECK(kml.find("<script>") == kml.npos);
  CHECK(kml.find("&lt;script") == kml.npos);
  CHECK(kml.find("&amp;lt;script&amp;gt;") != kml.npos);
  CHECK(kml.find("]]>") == kml.npos);
  CHECK(kml.find("&#0;") == kml.npos);
  CHECK(kml.find("\xef\xbf\xbe") == kml.npos);
}

TEST_CASE("What a format has no room for is refused with what to do instead") {
  Dataset dataset = one_record_saying(std::string(40'000, 'x'));
  const Areas areas;
  const Folder folder;
  const auto go_on = [](std::size_t) { return true; };
  CHECK(write_export_file(source_of(dataset, areas), {ExportFormat::xlsx}, folder.path(), "a", go_on)
            .error()
            .detail.find("too long for a cell") != std::string::npos);
  dataset.incidents[0].precision = PlacePrecision::district;
  const Folder other;
  CHECK(write_export_file(source_of(dataset, areas), {ExportFormat::fgb}, other.path(), "a", go_on)
            .error()
            .detail.find("take gpkg") != std::string::npos);
}
