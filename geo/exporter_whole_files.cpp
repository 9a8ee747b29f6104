#include "geo/exporter_whole_files.hpp"

#include <cpl_vsi.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <mutex>
#include <system_error>
#include <tuple>

namespace yaad::geo {
namespace {

thread_local WholeFiles* told = nullptr;

bool well(bool good) {
  if (!good && told != nullptr) told->failed(errno);
  return good;
}

// stdio wants a seek between reading and writing; GDAL does without.
struct Opened {
  enum class Last : std::uint8_t { nothing, read, write };

  explicit Opened(std::FILE* opened) : file(opened) {}

  std::FILE* file;
  Last last = Last::nothing;

  std::FILE* to(Last next) {
    if (last != Last::nothing && last != next) well(::fseeko(file, 0, SEEK_CUR) == 0);
    last = next;
    return file;
  }
};

Opened& opened(void* handle) { return *static_cast<Opened*>(handle); }

// A file that takes everything and keeps nothing, in place of one that could not be made: the shapefile's driver writes to
// what it opened without a look at whether it did, and ends the process.
struct Nowhere {
  off64_t at = 0, size = 0;
};
Nowhere& nowhere_of(void* cookie) { return *static_cast<Nowhere*>(cookie); }

std::FILE* nowhere() {
  constexpr cookie_io_functions_t kTakesAll{
      .read = [](void*, char*, std::size_t) -> ssize_t { return 0; },
      .write =
          [](void* cookie, const char*, std::size_t count) {
            Nowhere& it = nowhere_of(cookie);
            it.at += static_cast<off64_t>(count);
            it.size = std::max(it.size, it.at);
            return static_cast<ssize_t>(count);
          },
      .seek =
          [](void* cookie, off64_t* at, int whence) {
            Nowhere& it = nowhere_of(cookie);
            *at += whence == SEEK_CUR ? it.at : whence == SEEK_END ? it.size : 0;
            it.at = *at;
            return *at < 0 ? -1 : 0;
          },
      .close = [](void* cookie) { return std::unique_ptr<Nowhere>(&nowhere_of(cookie)) ? 0 : -1; }};
  auto place = std::make_unique<Nowhere>();
  std::FILE* file = ::fopencookie(place.get(), "w+", kTakesAll);
  if (file != nullptr) std::ignore = place.release();
  return file;
}

void* open(void* /*user*/, const char* path, const char* access) {
  errno = 0;
  std::FILE* file = std::fopen(path, (std::string(access) + 'e').c_str());
  // What is only looked for may be missing.
  if (file == nullptr && *access != 'r') well(false), file = nowhere();
  return file == nullptr ? nullptr : std::make_unique<Opened>(file).release();  // GDAL's, until it calls close()
}

int close(void* handle) {
  const std::unique_ptr<Opened> it(&opened(handle));
  return well(std::fclose(it->file) == 0) ? 0 : -1;
}

std::size_t read(void* handle, void* into, std::size_t size, std::size_t count) {
  std::FILE* file = opened(handle).to(Opened::Last::read);
  const std::size_t got = std::fread(into, size, count, file);
  well(std::ferror(file) == 0);
  return got;
}

std::size_t write(void* handle, const void* from, std::size_t size, std::size_t count) {
  const std::size_t put = std::fwrite(from, size, count, opened(handle).to(Opened::Last::write));
  well(put == count);
  return put;
}

int seek(void* handle, vsi_l_offset offset, int whence) {
  Opened& it = opened(handle);
  it.last = Opened::Last::nothing;
  return well(::fseeko(it.file, static_cast<off_t>(offset), whence) == 0) ? 0 : -1;
}

vsi_l_offset tell(void* handle) {
  const off_t at = ::ftello(opened(handle).file);
  well(at >= 0);
  return static_cast<vsi_l_offset>(at);
}

int is_at_end(void* handle) { return std::feof(opened(handle).file); }

int flush(void* handle) { return well(std::fflush(opened(handle).file) == 0) ? 0 : -1; }

int truncate(void* handle, vsi_l_offset size) {
  std::FILE* file = opened(handle).file;
  return well(std::fflush(file) == 0 && ::ftruncate(::fileno(file), static_cast<off_t>(size)) == 0) ? 0 : -1;
}

// Without a look at why there is none, the zip takes a file that it cannot ask about for one that is not there yet.
int stat(void* /*user*/, const char* path, VSIStatBufL* into, int flags) {
  const int found = VSIStatExL(path, into, flags);
  well(found == 0 || errno == ENOENT || errno == ENOTDIR);
  return found;
}

int unlink(void* /*user*/, const char* path) { return VSIUnlink(path); }

void install() {
  VSIFilesystemPluginCallbacksStruct* calls = VSIAllocFilesystemPluginCallbacksStruct();
  calls->open = open;
  calls->close = close;
  calls->read = read;
  calls->write = write;
  calls->seek = seek;
  calls->tell = tell;
  calls->eof = is_at_end;
  calls->flush = flush;
  calls->truncate = truncate;
  calls->stat = stat;
  calls->unlink = unlink;
  VSIInstallPluginHandler(WholeFiles::kPrefix, calls);  // which keeps this pointer
  VSIFreeFilesystemPluginCallbacksStruct(calls);
}

}  // namespace

WholeFiles::WholeFiles() : outer_(told) {
  static std::once_flag once;
  std::call_once(once, install);
  told = this;
}

WholeFiles::~WholeFiles() { told = outer_; }

void WholeFiles::failed(int error) {
  if (failure_.empty()) failure_ = std::generic_category().message(error);
}

}  // namespace yaad::geo
