// A pack is whole and unchanged, or it is none: it comes out of a process that may have been taken over, and off a disk.
#include "server/folder_pack.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace yaad::server;
namespace geo = yaad::geo;

namespace {

FolderPack small_pack() {
  FolderPack pack;
  pack.files.folder = "a folder";
  for (const std::string_view name : geo::folder_file_names()) pack.files.files.push_back({std::string(name), {}, {}});
  pack.files.files[0].bytes = std::make_shared<const std::string>("id,date\n\0x\xff\n", 12);
  pack.files.files[1].bytes = std::make_shared<const std::string>("");
  pack.files.files[2].fault = "is a link";
  pack.files.files[4].bytes = std::make_shared<const std::string>(200'000, 'a');
  pack.accounts = {{"incidents.csv", 12, 10, 2}, {"places.csv", 0, 0, 0}};
  return pack;
}

std::string packed(const FolderPack& pack) {
  std::string bytes;
  REQUIRE(PackWriter([&](std::string_view more) { return bytes.append(more), true; }).finish(pack));
  return bytes;
}

// `step`: how many bytes a reading gives at most, as a pipe does.
geo::Result<FolderPack> unpacked(std::string_view bytes, std::size_t step = 1 << 16) {
  return read_pack([&](char* into, std::size_t size) {
    const std::size_t n = std::min({size, step, bytes.size()});
    std::copy_n(bytes.data(), n, into);
    bytes.remove_prefix(n);
    return static_cast<std::ptrdiff_t>(n);
  });
}

std::string number(std::uint64_t n) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += static_cast<char>(n >> (8 * i) & 0xFF);
  return text;
}

}  // namespace

TEST_CASE("A pack gives back the bytes, the faults, the missing files and the account that went into it") {
  FolderPack in = small_pack();
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
    in.confined = !in.confined;
    const auto out = unpacked(packed(in), step);
    REQUIRE(out.has_value());
    CHECK(out->confined == in.confined);
    CHECK(out->files.folder == in.files.folder);
    REQUIRE(out->files.files.size() == in.files.files.size());
    for (std::size_t i = 0; i < in.files.files.size(); ++i) {
      const geo::FolderFile &a = in.files.files[i], &b = out->files.files[i];
      CHECK(a.name == b.name);
      CHECK(a.fault == b.fault);
      REQUIRE((a.bytes != nullptr) == (b.bytes != nullptr));
      if (a.bytes) CHECK(*a.bytes == *b.bytes);
    }
    REQUIRE(out->accounts.size() == 2);
    CHECK(out->accounts[0].file == "incidents.csv");
    CHECK(out->accounts[0].read == 12);
    CHECK(out->accounts[0].accepted == 10);
    CHECK(out->accounts[0].refused == 2);
  }
}

TEST_CASE("What could not be read arrives as its reason") {
  std::string bytes;
  PackWriter writer([&](std::string_view more) { return bytes.append(more), true; });
  REQUIRE(writer.finish(geo::Error{geo::Errc::unreadable, "there is no such folder", {}, {}}));
  const auto out = unpacked(bytes);
  REQUIRE(out.has_error());
  CHECK(out.error().code == geo::Errc::unreadable);
  CHECK(out.error().detail == "there is no such folder");
}

TEST_CASE("G1: a pack that is cut anywhere, or goes on after its end, is none") {
  const std::string whole = packed(small_pack());
  for (std::size_t n = 0; n < whole.size(); n += 1 + n / 50) CHECK(unpacked(whole.substr(0, n)).has_error());
  for (std::size_t n = 1; n < 200; ++n) CHECK(unpacked(whole.substr(0, whole.size() - n)).has_error());
  CHECK(unpacked(whole + "x").has_error());
}

TEST_CASE("G2: a byte changed anywhere in a pack is found") {
  const std::string whole = packed(small_pack());
  yaad::test::Random random(7);
  for (int round = 0; round < 10'000; ++round) {
    std::string changed = whole;
    const std::size_t at =
        round < 300 ? static_cast<std::size_t>(round) : random.below(static_cast<std::uint32_t>(whole.size()));
    changed[at] = static_cast<char>(changed[at] ^ (1 << random.below(8)));
    const auto out = unpacked(changed);
    INFO("byte " << at);
    REQUIRE(out.has_error());
    REQUIRE(out.error().code == geo::Errc::bad_data);
  }
}

TEST_CASE("G8: a part that is announced longer than any file is refused before a byte of it is read") {
  const std::string start = packed(small_pack()).substr(0, 1 + 8 + 13);
  for (const char letter : {'D', 'F', 'B', 'X', 'A', 'Z'}) {
    const auto out = unpacked(start + letter + number(~std::uint64_t{0}) + "abc");
    REQUIRE(out.has_error());
    CHECK(out.error().detail == "a part of it is too long");
  }
}

TEST_CASE("G14: an account in which rows are missing is refused") {
  FolderPack pack = small_pack();
  pack.accounts[0].accepted = 9;
  CHECK(unpacked(packed(pack)).has_error());
  pack.accounts[0] = {"another.csv", 1, 1, 0};
  CHECK(unpacked(packed(pack)).has_error());
}

TEST_CASE("Words about progress arrive in their order before the pack, and are no part of it") {
  std::string bytes;
  PackWriter writer([&](std::string_view more) { return bytes.append(more), true; });
  writer.progress(0, 300);
  writer.progress(150, 300);
  REQUIRE(writer.finish(small_pack()));
  std::vector<std::size_t> told;
  std::string_view rest = bytes;
  const auto out = read_pack(
      [&](char* into, std::size_t size) {
        const std::size_t n = std::min(size, rest.size());
        std::copy_n(rest.data(), n, into);
        rest.remove_prefix(n);
        return static_cast<std::ptrdiff_t>(n);
      },
      [&](std::size_t read, std::size_t all) {
        CHECK(all == 300);
        told.push_back(read);
      });
  CHECK(out.has_value());
  CHECK(told == std::vector<std::size_t>{0, 150});
}
