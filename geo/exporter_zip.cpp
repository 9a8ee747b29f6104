#include "geo/exporter_zip.hpp"

#include <cpl_conv.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::geo {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

void demand(bool good) {
  if (!good) throw std::runtime_error("export: the zip file cannot be written");
}

class Zip {
 public:
  explicit Zip(const std::string& path) : zip_(CPLCreateZip(path.c_str(), nullptr)) { demand(zip_ != nullptr); }
  ~Zip() {
    if (zip_ != nullptr) CPLCloseZip(zip_);
  }
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;

  // What is written from here on is this member's.
  void begin(const std::string& name) { demand(CPLCreateFileInZip(zip_, name.c_str(), nullptr) == CE_None); }
  void write(std::string_view bytes) {
    demand(CPLWriteFileInZip(zip_, bytes.data(), static_cast<int>(bytes.size())) == CE_None);
  }
  void end() { demand(CPLCloseFileInZip(zip_) == CE_None); }
  void close() { demand(CPLCloseZip(std::exchange(zip_, nullptr)) == CE_None); }

 private:
  void* zip_;
};

}  // namespace

void zip_shapefile(const std::string& folder, const std::string& stem, const std::string& path,
                   const std::string& about) {
  Zip zip(path);
  std::vector<char> block(kBlock);
  const std::string beginning = folder + '/' + stem;
  for (const std::string extension : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
    const std::string part = beginning + extension;
    std::ifstream file(part, std::ios::binary);
    demand(file.is_open());
    zip.begin(stem + extension);
    while (file) {
      file.read(block.data(), static_cast<std::streamsize>(block.size()));
      if (file.gcount() > 0) zip.write({block.data(), static_cast<std::size_t>(file.gcount())});
    }
    demand(file.eof());
    zip.end();
    std::filesystem::remove(part);
  }
  zip.begin("provenance.txt");
  zip.write(about);
  zip.end();
  zip.close();
}

void append_comment(const std::string& path, const std::string& text) {
  std::string safe;
  // "--" ends a comment early.
  for (const char c : text) {
    if (c == '-' && !safe.empty() && safe.back() == '-') safe += ' ';
    safe += c;
  }
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file << "<!-- " << safe << " -->\n";
  file.flush();
  if (!file) throw std::runtime_error("export: the end of the KML file cannot be written");
}

}  // namespace yaad::geo
