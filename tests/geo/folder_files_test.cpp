// The files of a folder are read once, together, and a change of any of them is seen.
#include "geo/folder_files.hpp"
#include "tests/geo/data_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <utility>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("G17: what is parsed is what was read once, whatever happens to the folder in between") {
  const DataFolder folder;
  const FolderFiles taken = take_folder(folder.path()).value();
  const LoadedFolder before = read_files(taken, test_areas(), {}).value();
  folder.write("incidents.csv", "id\n");
  folder.remove("sources.csv");
  const LoadedFolder after = read_files(taken, test_areas(), {}).value();
  CHECK(after.dataset.incidents.size() == before.dataset.incidents.size());
  CHECK(after.dataset.sources.size() == before.dataset.sources.size());
  CHECK_FALSE(read(folder)->report.servable);
}

TEST_CASE("G17: a folder that a link is set to is read from the folder that was opened") {
  const DataFolder first, second;
  second.write("incidents.csv", second.text("incidents.csv") + "x");
  const DataFolder links(nullptr);
  std::filesystem::create_directory_symlink(first.path(), links.file("current"));
  const std::string current = links.file("current").string();
  CHECK(*take_folder(current)->file("incidents.csv").bytes == first.text("incidents.csv"));
  std::filesystem::remove(current);
  std::filesystem::create_directory_symlink(second.path(), current);
  CHECK(*take_folder(current)->file("incidents.csv").bytes == second.text("incidents.csv"));
}

TEST_CASE("A folder looks different after a file was written, replaced, added or taken away, and not otherwise") {
  const DataFolder folder;
  std::string look = folder_look(folder.path());
  const auto has_changed = [&] {
    const std::string before = std::exchange(look, folder_look(folder.path()));
    return before != look;
  };
  CHECK_FALSE(has_changed());
  folder.write("places.csv", folder.text("places.csv"));
  CHECK(has_changed());
  folder.write("next", folder.text("places.csv"));
  CHECK_FALSE(has_changed());  // a file that nobody reads
  std::filesystem::rename(folder.file("next"), folder.file("places.csv"));
  CHECK(has_changed());
  folder.remove("corrections.csv");
  CHECK(has_changed());
  folder.write("corrections.csv", "");
  CHECK(has_changed());
  std::filesystem::remove_all(folder.path());
  CHECK(has_changed());
  std::filesystem::create_directory(folder.path());
}

TEST_CASE("A folder that is not there, or is a file, is unreadable and named") {
  const DataFolder folder;
  for (const std::string& path : {folder.path() + "/nothing", folder.path() + "/incidents.csv"}) {
    const auto taken = take_folder(path);
    REQUIRE(taken.has_error());
    CHECK(taken.error().code == Errc::unreadable);
    CHECK(taken.error().detail.find(path) != std::string::npos);
  }
}
