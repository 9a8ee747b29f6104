#include "geo/layer_bytes.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace yaad::geo {
namespace {

// Ten times the largest public catalogue (UCDP GED, 250 MB of CSV); it is held in memory twice while it is read.
constexpr std::size_t kMaxFileBytes = std::size_t{2} << 30U;

// A multipolygon in a collection nests nine deep; OGR's parser recurses once a level, so nesting is bounded first.
constexpr std::size_t kMaxJsonDepth = 32;

constexpr std::array<std::pair<std::string_view, LayerFormat>, 6> kExtensions{{
    {".geojson", LayerFormat::geojson},
    {".json", LayerFormat::geojson},
    {".gpkg", LayerFormat::geopackage},
    {".csv", LayerFormat::csv},
    {".fgb", LayerFormat::flatgeobuf},
    {".shp", LayerFormat::shapefile},
}};

// Closes what open() gave, whatever happens between.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error unreadable(const std::string& path, std::string_view why) {
  return Error{Errc::unreadable, path + ": " + std::string(why), {}, {}};
}

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

std::string geojson_disguise(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || bytes[first] != '{') return "a GeoJSON file begins with {";
  if (bytes.find('\0') != std::string_view::npos) return "a GeoJSON file holds no NUL";
  if (json_depth(bytes) > kMaxJsonDepth) return "its JSON is nested deeper than any GeoJSON";
  return {};
}

std::string geopackage_disguise(std::string_view bytes) {
  if (bytes.substr(0, 16) != std::string_view("SQLite format 3\0", 16)) return "a GeoPackage begins as SQLite does";
  const std::string_view application = bytes.size() >= 72 ? bytes.substr(68, 4) : std::string_view();
  if (application != "GPKG" && application != "GP10" && application != "GP11") return "this SQLite file is no GeoPackage";
  // Bytes 18 and 19 are 2 in WAL mode, where part of the data may stand in another file.
  if (bytes[18] != 1 || bytes[19] != 1) return "this GeoPackage is in WAL mode: close its editor, or save it again";
  return {};
}

std::string csv_disguise(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return "a CSV file holds no NUL (UTF-16 is not read)";
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "this CSV file is empty";
  if (bytes[first] == '<') return "this is XML or HTML, not CSV";
  if (bytes[first] == '{') return "this is JSON, not CSV";
  if (bytes.substr(0, 4) == "PK\x03\x04") return "this is a ZIP or a spreadsheet, not CSV";
  if (bytes.substr(0, 4) == "%PDF") return "this is a PDF, not CSV";
  return {};
}

}  // namespace

Result<std::string> read_regular_file(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) return unreadable("(blank)", "this is not the name of a file");
  if (path.rfind("/vsi", 0) == 0 || path.find("://") != std::string::npos)
    return unreadable(path, "only files of this machine are read, no URL and no virtual file");
  // Without O_NONBLOCK, opening a FIFO would wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return unreadable(path, errno == ELOOP ? "links are not followed" : std::strerror(errno));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return unreadable(path, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return unreadable(path, "only regular files are read, no folder, pipe or device");
  if (static_cast<std::size_t>(status.st_size) > kMaxFileBytes) return unreadable(path, "it is larger than 2 GiB");

  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t n = ::read(file.get(), bytes.data() + have, bytes.size() - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return unreadable(path, std::strerror(errno));
    if (n == 0) return unreadable(path, "it shrank while it was read");
    have += static_cast<std::size_t>(n);
  }
  return bytes;
}

Result<LayerFormat> format_by_name(std::string_view path) {
  std::string lower(path);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const auto& [extension, format] : kExtensions)
    if (lower.size() > extension.size() && lower.compare(lower.size() - extension.size(), extension.size(), extension) == 0)
      return format;
  Error error{Errc::bad_data, std::string(path) + ": no format of this name is read", {}, {}};
  for (const auto& [extension, format] : kExtensions) error.allowed.emplace_back(extension);
  return error;
}

std::string disguise(std::string_view bytes, LayerFormat format) {
  switch (format) {
    case LayerFormat::geojson: return geojson_disguise(bytes);
    case LayerFormat::geopackage: return geopackage_disguise(bytes);
    case LayerFormat::csv: return csv_disguise(bytes);
    case LayerFormat::flatgeobuf:
      return bytes.substr(0, 7) == "fgb\x03" "fgb" ? "" : "a FlatGeobuf file of version 3 begins with fgb";
    case LayerFormat::shapefile:
      return bytes.substr(0, 4) == std::string_view("\0\0\x27\x0A", 4) ? "" : "a shapefile begins with its number 9994";
  }
  return "unknown format";
}

}  // namespace yaad::geo
