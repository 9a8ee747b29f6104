#include "geo/layer_bytes.hpp"

#include "geo/file_bytes.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace yaad::geo {
namespace {

// A multipolygon in a collection nests nine deep; OGR's parser recurses once a level, so nesting is bounded first.
constexpr std::size_t kMaxJsonDepth = 32;

constexpr std::array<std::pair<std::string_view, LayerFormat>, 8> kExtensions{{
    {".geojson", LayerFormat::geojson},
    {".json", LayerFormat::geojson},
    {".gpkg", LayerFormat::geopackage},
    {".csv", LayerFormat::csv},
    {".fgb", LayerFormat::flatgeobuf},
    {".shp", LayerFormat::shapefile},
    {".xlsx", LayerFormat::xlsx},
    {".ods", LayerFormat::ods},
}};

std::size_t json_depth(std::string_view json) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

std::string geojson_mismatch(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || bytes[first] != '{') return "a GeoJSON file begins with {";
  if (bytes.find('\0') != std::string_view::npos) return "a GeoJSON file holds no NUL";
  if (json_depth(bytes) > kMaxJsonDepth) return "its JSON is nested deeper than any GeoJSON";
  return {};
}

std::string geopackage_mismatch(std::string_view bytes) {
  if (bytes.substr(0, 16) != std::string_view("SQLite format 3\0", 16)) return "a GeoPackage begins as SQLite does";
  const std::string_view application = bytes.size() >= 72 ? bytes.substr(68, 4) : std::string_view();
  if (application != "GPKG" && application != "GP10" && application != "GP11")
    return "this SQLite file is no GeoPackage";
  // Bytes 18 and 19 are 2 in WAL mode, where part of the data may stand in another file.
  if (bytes[18] != 1 || bytes[19] != 1) return "this GeoPackage is in WAL mode: close its editor, or save it again";
  return {};
}

std::string csv_mismatch(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return "a CSV file holds no NUL (UTF-16 is not read)";
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) return "this CSV file is empty";
  const std::string other = disguise(bytes);
  return other.empty() ? "" : "this is no CSV but " + other;
}

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < count; ++i)
    number |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8U * i);
  return number;
}

// A spreadsheet is a ZIP archive with a member that says what it is. Its list of members stands at its end (APPNOTE 4.3).
std::string spreadsheet_mismatch(std::string_view bytes, std::string_view member) {
  constexpr std::size_t kEndBytes = 22, kMemberBytes = 46, kMostMembers = 10'000;
  const auto end = bytes.rfind("PK\x05\x06");
  if (bytes.substr(0, 4) != "PK\x03\x04" || end == bytes.npos || end + kEndBytes > bytes.size())
    return "a spreadsheet is a ZIP archive, and this is none, or not a whole one";
  const std::uint64_t count = little_endian(bytes, end + 10, 2);
  std::uint64_t at = little_endian(bytes, end + 16, 4), unpacked = 0;
  if (count > kMostMembers) return "this archive has more members than any spreadsheet";
  bool found = false;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (at + kMemberBytes > end || bytes.substr(at, 4) != "PK\x01\x02") return "the list of this archive is damaged";
    if ((little_endian(bytes, at + 8, 2) & 1U) != 0) return "this spreadsheet is encrypted: save it without a password";
    unpacked += little_endian(bytes, at + 24, 4);
    const std::uint64_t name = little_endian(bytes, at + 28, 2);
    found = found || bytes.substr(at + kMemberBytes, name) == member;
    at += kMemberBytes + name + little_endian(bytes, at + 30, 2) + little_endian(bytes, at + 32, 2);
  }
  if (unpacked > kMaxUnpackedBytes) return "this archive unpacks to more than a gigabyte: give a CSV instead";
  return found ? "" : "this archive is no spreadsheet of that kind: it has no " + std::string(member);
}

}  // namespace

Result<LayerFormat> format_by_name(std::string_view path) {
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const auto& [extension, format] : kExtensions)
    if (lower.size() > extension.size() &&
        lower.compare(lower.size() - extension.size(), extension.size(), extension) == 0)
      return format;
  Error error{Errc::bad_data, std::string(path) + ": no format of this name is read", {}, {}};
  for (const auto& [extension, format] : kExtensions) error.allowed.emplace_back(extension);
  return error;
}

std::string mismatch(std::string_view bytes, LayerFormat format) {
  switch (format) {
    case LayerFormat::geojson: return geojson_mismatch(bytes);
    case LayerFormat::geopackage: return geopackage_mismatch(bytes);
    case LayerFormat::csv: return csv_mismatch(bytes);
    case LayerFormat::flatgeobuf:
      return bytes.substr(0, 7) ==
                     "fgb\x03"
                     "fgb"
                 ? ""
                 : "a FlatGeobuf file of version 3 begins with fgb";
    case LayerFormat::shapefile:
      return bytes.substr(0, 4) == std::string_view("\0\0\x27\x0A", 4) ? "" : "a shapefile begins with its number 9994";
    case LayerFormat::xlsx: return spreadsheet_mismatch(bytes, "xl/workbook.xml");
    case LayerFormat::ods: return spreadsheet_mismatch(bytes, "content.xml");
  }
  return "unknown format";
}

}  // namespace yaad::geo
