// What GDAL writes through WholeFiles is what it says, and the first failure is remembered whoever looks away from it.
#include "geo/exporter_whole_files.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace {

using yaad::geo::WholeFiles;

std::string full() { return WholeFiles::name_of("/dev/full"); }

}  // namespace

TEST_CASE("T11 L4 a write that a full disk refuses is remembered, also where it is refused at closing") {
  WholeFiles files;
  VSILFILE* file = VSIFOpenL(full().c_str(), "wb");
  REQUIRE(file != nullptr);
  CHECK(VSIFWriteL("some", 1, 4, file) == 4);  // it is in memory yet
  CHECK(files.failure().empty());
  CHECK(VSIFCloseL(file) != 0);
  CHECK(files.failure() == "No space left on device");
}

TEST_CASE("T11 L4 a zip file of GDAL's on a full disk is known to have failed") {
  WholeFiles files;
  void* zip = CPLCreateZip(full().c_str(), nullptr);
  if (zip != nullptr) {
    CPLCreateFileInZip(zip, "member", nullptr);
    CPLWriteFileInZip(zip, "some", 4);
    CPLCloseFileInZip(zip);
    CPLCloseZip(zip);
  }
  CHECK(files.failure() == "No space left on device");
}

TEST_CASE("a file that is looked for and is not there is no failure; one that cannot be made is") {
  WholeFiles files;
  CHECK(VSIFOpenL(WholeFiles::name_of("/nowhere/at/all").c_str(), "rb") == nullptr);
  CHECK(files.failure().empty());
  VSILFILE* file = VSIFOpenL(WholeFiles::name_of("/nowhere/at/all").c_str(), "wb");
  CHECK(files.failure() == "No such file or directory");
  // Whoever does not look at it writes on, to nothing.
  REQUIRE(file != nullptr);
  const std::string large(100'000, 'x');
  CHECK(VSIFWriteL(large.data(), 1, large.size(), file) == large.size());
  CHECK(VSIFTellL(file) == large.size());
  CHECK(VSIFSeekL(file, 0, SEEK_SET) == 0);
  char byte = 0;
  CHECK(VSIFReadL(&byte, 1, 1, file) == 0);
  VSIFCloseL(file);
}

TEST_CASE("the failure is told to the innermost, and the outer ones hear of what comes after") {
  WholeFiles outer;
  {
    WholeFiles inner;
    VSIFCloseL(VSIFOpenL(WholeFiles::name_of("/nowhere/at/all").c_str(), "wb"));
    CHECK_FALSE(inner.failure().empty());
  }
  CHECK(outer.failure().empty());
  VSIFCloseL(VSIFOpenL(WholeFiles::name_of("/nowhere/at/all").c_str(), "wb"));
  CHECK_FALSE(outer.failure().empty());
}

TEST_CASE("random writes, reads, seeks and cuts leave the bytes that a string of them has") {
  const auto path = (std::filesystem::temp_directory_path() / "yaad-whole-files").string();
  std::mt19937 random(11);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  std::string expected;
  {
    WholeFiles files;
    VSILFILE* file = VSIFOpenL(WholeFiles::name_of(path).c_str(), "wb+");
    REQUIRE(file != nullptr);
    std::size_t at = 0;
    for (int step = 0; step < 5000; ++step) {
      const std::size_t what = below(10);
      if (what < 4) {
        const std::string bytes(1 + below(200), static_cast<char>('a' + below(26)));
        REQUIRE(VSIFWriteL(bytes.data(), 1, bytes.size(), file) == bytes.size());
        if (expected.size() < at + bytes.size()) expected.resize(at + bytes.size());
        expected.replace(at, bytes.size(), bytes);
        at += bytes.size();
      } else if (what < 7) {
        std::string bytes(1 + below(200), '\0');
        const std::size_t got = VSIFReadL(bytes.data(), 1, bytes.size(), file);
        REQUIRE(bytes.substr(0, got) == (at < expected.size() ? expected.substr(at, bytes.size()) : std::string()));
        at += got;
      } else if (what < 9) {
        at = below(expected.size() + 1);
        REQUIRE(VSIFSeekL(file, at, SEEK_SET) == 0);
      } else if (what == 9 && !expected.empty() && below(20) == 0) {
        expected.resize(below(expected.size()));
        REQUIRE(VSIFTruncateL(file, expected.size()) == 0);
      }
      REQUIRE(VSIFTellL(file) == at);
    }
    REQUIRE(VSIFCloseL(file) == 0);
    CHECK(files.failure().empty());
  }
  std::ifstream file(path, std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == expected);
  std::filesystem::remove(path);
}
