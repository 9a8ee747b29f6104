#include "server/memory_watch.hpp"

#include "server/tile_cache.hpp"
#include "tests/server/small_edition.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace yaad::server;
namespace fs = std::filesystem;

namespace {

struct Groups {
  fs::path root = fs::temp_directory_path() / "yaad-memory-watch-test";
  Groups() { fs::create_directories(root / "system.slice" / "yaad.service"); }
  ~Groups() { fs::remove_all(root); }
  Groups(const Groups&) = delete;
  Groups& operator=(const Groups&) = delete;
  void write(const std::string& group, const std::string& limit) const {
    std::ofstream(root / group / "memory.max") << limit << '\n';
  }
  std::size_t limit() const { return memory_limit_of(root.string(), "0::/system.slice/yaad.service\n"); }
};

}  // namespace

TEST_CASE("B16: the limit is the lowest of the control group and of those around it, and max is none") {
  const Groups groups;
  CHECK(groups.limit() == 0);
  groups.write("system.slice/yaad.service", "max");
  CHECK(groups.limit() == 0);
  groups.write("system.slice/yaad.service", "2147483648");
  CHECK(groups.limit() == 2147483648);
  groups.write("system.slice", "1073741824");
  CHECK(groups.limit() == 1073741824);
  groups.write(".", "4294967296");
  CHECK(groups.limit() == 1073741824);
  CHECK(memory_limit_of(groups.root.string(), "12:memory:/system.slice\n") == 0);
  CHECK(memory_limit_of(groups.root.string(), "") == 0);
  CHECK(memory_limit_of(groups.root.string(), "0::/\n") == 4294967296);
}

TEST_CASE("B16: memory is tight above four fifths of the limit, and never without one") {
  CHECK_FALSE(is_tight(std::size_t{1} << 40, 0));
  CHECK_FALSE(is_tight(800, 1000));
  CHECK(is_tight(801, 1000));
  CHECK(resident_bytes() > std::size_t{1} << 20);
}

TEST_CASE("B16: a cache that is cleared holds nothing, and what was taken from it stays whole") {
  TileCache cache;
  Reply reply = text_reply(200, "kept");
  cache.keep("a", reply);
  const auto taken = cache.find("a");
  cache.clear();
  CHECK(cache.use().entries == 0);
  CHECK(cache.use().bytes == 0);
  CHECK_FALSE(cache.find("a"));
  REQUIRE(taken);
  CHECK(*taken->body == "kept");
  cache.keep("a", reply);
  CHECK(cache.find("a"));
}
