#include "geo/file_bytes.hpp"

#include "tests/geo/data_folder.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using yaad::test::DataFolder;

TEST_CASE("A file is read whole and byte for byte; one that is not there is nothing, not an error") {
  const DataFolder folder(nullptr);
  std::string bytes(200'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
  folder.write("a", bytes);
  folder.write("empty", "");
  CHECK(read_regular_file(folder.path(), "a").value() == bytes);
  CHECK(read_regular_file(folder.path(), "empty").value() == "");
  CHECK_FALSE(read_regular_file(folder.path(), "missing").value().has_value());
  CHECK(read_regular_file(folder.path(), "a/b").error().code == Errc::unreadable);
}

TEST_CASE("G5: what is no table of text is named by its first bytes, also after a BOM and blank lines") {
  const auto is = [](std::string_view bytes, std::string_view words) {
    return disguise(bytes).find(words) != std::string::npos;
  };
  CHECK(is("PK\x03\x04....", "ZIP"));
  CHECK(is("SQLite format 3", "GeoPackage"));
  CHECK(is("%PDF-1.7", "PDF"));
  CHECK(is("\x1f\x8b\x08", "gzip"));
  CHECK(is("\xD0\xCF\x11\xE0", "old spreadsheet"));
  CHECK(is("\xEF\xBB\xBF\r\n <OGRVRTDataSource>", "GDAL virtual file"));
  CHECK(is("<?xml version='1.0'?>", "XML"));
  CHECK(is("<!DOCTYPE html>", "HTML"));
  CHECK(is("{\"type\":\"FeatureCollection\"}", "JSON"));
  CHECK(disguise("id,date\n").empty());
  CHECK(disguise("").empty());
  CHECK(disguise("\xEF\xBB\xBFid\n").empty());
}
