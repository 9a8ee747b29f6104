#include "geo/file_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace yaad::geo {
namespace {

Error unreadable(const std::string& name, std::string why) { return {Errc::unreadable, std::move(why), name, {}}; }

std::string error_text(int number) { return std::string("cannot be read: ") + std::generic_category().message(number); }

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor open_folder(const std::string& folder) {
  return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

Result<std::optional<std::string>> read_regular_file(const std::string& folder, const std::string& name) {
  const Descriptor directory = open_folder(folder);
  if (!directory) {
    if (errno == ENOENT) return std::optional<std::string>();
    return unreadable(name, error_text(errno));
  }
  return read_regular_file(directory, name);
}

Result<std::optional<std::string>> read_regular_file(const Descriptor& folder, const std::string& name) {
  const Descriptor file(::openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) {
    if (errno == ENOENT) return std::optional<std::string>();
    if (errno == ELOOP) return unreadable(name, "is a link (put the file itself into the folder)");
    return unreadable(name, error_text(errno));
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return unreadable(name, error_text(errno));
  if (!S_ISREG(info.st_mode)) return unreadable(name, "is not a regular file");
  if (static_cast<std::size_t>(info.st_size) > kMaxFileBytes) return unreadable(name, "is larger than 8 GiB");

  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(info.st_size));
  std::array<char, 1 << 16> buffer{};
  while (true) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n == 0) return std::optional<std::string>(std::move(bytes));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return unreadable(name, error_text(errno));
    const std::string_view part(buffer.data(), static_cast<std::size_t>(n));
    // What a loss of power or a hole leaves: seven gigabytes of it would be read before the first row.
    if (part.size() == buffer.size() && part.find_first_not_of('\0') == part.npos)
      return unreadable(name, "holds a stretch of nothing but zero bytes (copy the file again)");
    bytes.append(part);
    if (bytes.size() > kMaxFileBytes) return unreadable(name, "is larger than 8 GiB");
  }
}

std::string disguise(std::string_view bytes) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kinds{{
      {"PK\x03\x04", "a ZIP archive or a spreadsheet (save it as CSV UTF-8)"},
      {"SQLite format 3", "a GeoPackage or SQLite database (export its table as CSV UTF-8)"},
      {"%PDF", "a PDF"},
      {"\x1f\x8b", "a gzip archive (unpack it)"},
      {"\xD0\xCF\x11\xE0", "an old spreadsheet (save it as CSV UTF-8)"},
      {"<OGRVRTDataSource", "a GDAL virtual file"},
      {"<?xml", "an XML file"},
      {"<", "an HTML or XML page (was an error page saved?)"},
      {"{", "JSON"},
  }};
  const std::size_t start = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  const std::string_view text = bytes.substr(std::min(bytes.find_first_not_of(" \t\r\n", start), bytes.size()));
  for (const auto& [magic, what] : kinds)
    if (text.substr(0, magic.size()) == magic) return std::string(what);
  return {};
}

}  // namespace yaad::geo
