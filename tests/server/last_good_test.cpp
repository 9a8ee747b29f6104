// The copy that a server starts from when the folder is bad: whole, its own, and a measure for what comes after.
#include "server/last_good.hpp"
#include "tests/geo/data_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace yaad::server;
namespace geo = yaad::geo;
using yaad::test::DataFolder;

namespace {

FolderPack pack_of(const DataFolder& folder, std::size_t accepted = 10) {
  return {geo::take_folder(folder.path()).value(), {{"incidents.csv", accepted, accepted, 0}}};
}

std::filesystem::path only_pack(const DataFolder& state) {
  for (const auto& entry : std::filesystem::directory_iterator(state.path()))
    if (entry.path().extension() == ".pack") return entry.path();
  return {};
}

void keep(const LastGood& last_good, const FolderPack& pack) {
  const auto file = last_good.write(pack);
  REQUIRE(file != nullptr);
  REQUIRE(file->take_place());
}

}  // namespace

TEST_CASE("M2: the last good copy is read back as it was kept, and is readable for its owner only") {
  const DataFolder folder, state(nullptr);
  const LastGood last_good = LastGood::open(state.path(), folder.path()).value();
  CHECK(last_good.read().has_error());
  keep(last_good, pack_of(folder));
  const auto pack = last_good.read();
  REQUIRE(pack.has_value());
  CHECK(*pack->files.file("incidents.csv").bytes == folder.text("incidents.csv"));
  CHECK(pack->accounts.at(0).accepted == 10);
  CHECK(std::filesystem::status(only_pack(state)).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("M6: a copy that was begun and did not take its place leaves the one before, and is gone at the next start") {
  const DataFolder folder, other, state(nullptr);
  other.write("incidents.csv", "id\n");
  {
    const LastGood last_good = LastGood::open(state.path(), folder.path()).value();
    keep(last_good, pack_of(folder));
    const auto begun = last_good.write(pack_of(other));
    REQUIRE(begun != nullptr);
    CHECK(*last_good.read()->files.file("incidents.csv").bytes == folder.text("incidents.csv"));
    // As after a crash: what was begun is still there.
    state.write('.' + only_pack(state).filename().string() + ".abcdef", "half of it");
  }
  const LastGood again = LastGood::open(state.path(), folder.path()).value();
  CHECK(again.read().has_value());
  for (const auto& entry : std::filesystem::directory_iterator(state.path()))
    CHECK(entry.path().filename().string().front() != '.');
}

TEST_CASE("L5: a last good copy that is cut or changed is none") {
  const DataFolder folder, state(nullptr);
  const LastGood last_good = LastGood::open(state.path(), folder.path()).value();
  keep(last_good, pack_of(folder));
  const std::string name = only_pack(state).filename().string(), whole = state.text(name);
  state.write(name, whole.substr(0, whole.size() / 2));
  CHECK(last_good.read().error().detail.find("damaged") != std::string::npos);
  std::string changed = whole;
  changed[changed.size() / 2] ^= 1;
  state.write(name, changed);
  CHECK(last_good.read().has_error());
}

TEST_CASE("L6: a state folder is one server's; the same data through another name of its parent are the same data") {
  const DataFolder parent(nullptr), state(nullptr);
  std::filesystem::create_directory(parent.file("data"));
  const DataFolder links(nullptr);
  std::filesystem::create_directory_symlink(parent.path(), links.file("parent"));
  const auto first = LastGood::open(state.path(), parent.path() + "/data");
  REQUIRE(first.has_value());
  for (const std::string& name :
       {parent.path() + "/data", parent.path() + "/data/", links.path() + "/parent/data", parent.path() + "/./data"})
    CHECK(LastGood::open(state.path(), name).has_error());
  CHECK(LastGood::open(state.path(), parent.path() + "/other").has_value());
}

TEST_CASE("M2: a state folder that cannot be made is said, with what to change") {
  const DataFolder folder;
  const auto none = LastGood::open(folder.path() + "/incidents.csv", folder.path());
  REQUIRE(none.has_error());
  CHECK(none.error().detail.find("state folder") != std::string::npos);
}

TEST_CASE("G3: a file that lost more than a tenth of its good rows, or is gone, has shrunk; a tenth has not") {
  using Accounts = std::vector<geo::FileAccount>;
  const Accounts before{{"incidents.csv", 100, 100, 0}, {"sources.csv", 0, 0, 0}};
  CHECK(shrinkage(before, {{"incidents.csv", 100, 90, 10}}).empty());
  CHECK(shrinkage(before, {{"incidents.csv", 1000, 1000, 0}}).empty());
  CHECK(shrinkage(before, {{"incidents.csv", 100, 89, 11}}) ==
        "incidents.csv has 89 good rows where the last good one had 100");
  CHECK_FALSE(shrinkage(before, {{"sources.csv", 5, 5, 0}}).empty());
  CHECK(shrinkage({}, {{"incidents.csv", 1, 1, 0}}).empty());
}
