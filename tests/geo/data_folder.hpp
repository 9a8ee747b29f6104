// A data folder in a temporary place, begun from tests/tables/good_folder, that a test may damage at will.
// Gone when the test ends. The areas are rectangles of a country that is none (XA): its outlines are exact.
#pragma once

#include "geo/areas.hpp"
#include "geo/reader.hpp"

#include <stdlib.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::test {

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class DataFolder {
 public:
  DataFolder() : DataFolder(nullptr) { std::filesystem::copy(YAAD_SOURCE_DIR "/tests/tables/good_folder", path_); }
  // Without any file.
  explicit DataFolder(std::nullptr_t) {
    std::string name = (std::filesystem::temp_directory_path() / "yaad-folder-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  DataFolder(const DataFolder&) = delete;
  DataFolder& operator=(const DataFolder&) = delete;
  ~DataFolder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_.string(); }
  std::filesystem::path file(std::string_view name) const { return path_ / name; }
  std::string text(std::string_view name) const { return slurp(file(name)); }
  void write(std::string_view name, std::string_view bytes) const {
    std::ofstream out(file(name), std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void remove(std::string_view name) const { std::filesystem::remove(file(name)); }
  // The first `from` at or after the start of the (1-based) line becomes `to`; false where there is none in that line.
  bool edit(std::string_view name, std::size_t line, std::string_view from, std::string_view to) const {
    std::string bytes = text(name);
    std::size_t start = 0;
    for (std::size_t n = 1; n < line && start != std::string::npos; ++n) {
      start = bytes.find('\n', start);
      if (start != std::string::npos) ++start;
    }
    if (start == std::string::npos) return false;
    const std::size_t at = bytes.find(from, start), end = std::min(bytes.find('\n', start), bytes.size());
    if (at == std::string::npos || at > end) return false;
    write(name, bytes.replace(at, from.size(), to));
    return true;
  }
  void append(std::string_view name, std::string_view more) const { write(name, text(name) + std::string(more)); }

 private:
  std::filesystem::path path_;
};

inline std::string rectangle(std::string_view properties, double west, double south, double east, double north) {
  const auto point = [](double x, double y) { return "[" + std::to_string(x) + "," + std::to_string(y) + "]"; };
  return R"({"type":"Feature","properties":{)" + std::string(properties) + R"(,"label_lon":)" +
         std::to_string((west + east) / 2) + R"(,"label_lat":)" + std::to_string((south + north) / 2) +
         R"(},"geometry":{"type":"Polygon","coordinates":[[)" + point(west, south) + "," + point(east, south) + "," +
         point(east, north) + "," + point(west, north) + "," + point(west, south) + "]]}}";
}

inline const geo::Areas& test_areas() {
  static const geo::Areas areas = [] {
    const std::string json =
        R"({"type":"FeatureCollection","features":[)" +
        rectangle(R"("code":"XA","name":"Exampleland","level":"country")", 60, 20, 80, 40) + "," +
        rectangle(R"("code":"XA-NO","name":"North","level":"province","parent":"XA")", 60, 30, 80, 40) + "," +
        rectangle(R"("code":"XA-SO","name":"South","level":"province","parent":"XA")", 60, 20, 80, 30) + "," +
        rectangle(R"("code":"XA-NO.northdale","name":"Northdale","level":"district","parent":"XA-NO")", 64, 32, 68,
                  36) +
        "," +
        rectangle(R"("code":"XA-SO.southdale","name":"Southdale","level":"district","parent":"XA-SO")", 64, 22, 68,
                  26) +
        "]}";
    return geo::Areas::from_geojson(std::as_bytes(std::span(json))).value();
  }();
  return areas;
}

inline geo::Result<geo::LoadedFolder> read(const DataFolder& folder, bool drafts = false) {
  return geo::read_folder(folder.path(), test_areas(), {drafts});
}

// All findings, a line each, for INFO.
inline std::string lines_of(const std::vector<geo::Finding>& findings) {
  std::string text;
  for (const geo::Finding& f : findings)
    text += (f.severity == geo::Severity::warning ? "warning: " : "error: ") + geo::to_text(f) + "\n";
  return text;
}

}  // namespace yaad::test
