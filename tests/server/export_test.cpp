// What a file asked for by HTTP is, without a socket: which one, put off until it has a slot, its name, its tags.
#include "server/export_slots.hpp"
#include "server/handle_export.hpp"
#include "server/router.hpp"
#include "server/temporary_folder.hpp"

#include "tests/server/small_edition.hpp"

#include <boost/asio/ip/address.hpp>
#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace yaad::server;
using namespace yaad::test;
namespace geo = yaad::geo;
using boost::asio::ip::make_address;

namespace {

const std::string kItems = "/api/collections/incidents/items";

std::optional<geo::ExportFormat> asked(const std::string& query, std::string_view accept = "") {
  return asked_file(Params::parse(query).value(), accept);
}

std::string all_of(const Reply& reply) {
  REQUIRE(reply.stream);
  std::string all;
  for (std::string piece = reply.stream->next(); !piece.empty(); piece = reply.stream->next()) all += piece;
  return all;
}

}  // namespace

TEST_CASE("F6: four files are made at once, one for an address, and a slot is free when its holder lets go") {
  ExportSlots slots;
  std::vector<std::shared_ptr<const void>> held;
  for (int i = 1; i <= 4; ++i) {
    held.push_back(slots.take(make_address("192.0.2." + std::to_string(i))).slot);
    CHECK(held.back());
  }
  CHECK(slots.take(make_address("192.0.2.9")).why == ExportSlots::Refusal::all_taken);
  CHECK(slots.take(make_address("192.0.2.2")).why == ExportSlots::Refusal::one_a_client);
  held[1] = nullptr;
  held[1] = slots.take(make_address("2001:db8::1")).slot;
  CHECK(held[1]);
  held[2] = nullptr;
  CHECK(slots.take(make_address("2001:db8::2")).why == ExportSlots::Refusal::one_a_client);  // the same /64
  CHECK(slots.take(make_address("2001:db8:0:1::1")).slot);
}

TEST_CASE("A slot may outlive the server that gave it") {
  auto slots = std::make_unique<ExportSlots>();
  auto taken = slots->take(make_address("192.0.2.1"));
  slots = nullptr;
  taken.slot = nullptr;
  CHECK_FALSE(taken.slot);
}

TEST_CASE("A file is asked for by f, or by the first type of Accept that is known") {
  CHECK(asked("f=csv") == geo::ExportFormat::csv);
  CHECK(asked("f=geojson") == geo::ExportFormat::geojson);
  CHECK_FALSE(asked("f=json"));
  CHECK_FALSE(asked("f=json", "text/csv"));
  CHECK_FALSE(asked(""));
  CHECK_FALSE(asked("", "*/*"));
  CHECK_FALSE(asked("", "text/html,application/xhtml+xml,*/*;q=0.8"));
  CHECK(asked("", "text/csv") == geo::ExportFormat::csv);
  CHECK(asked("", "image/png, application/geopackage+sqlite3 ;q=0.5, */*") == geo::ExportFormat::gpkg);
}

TEST_CASE("F10: the name of a file has no sign that could mean anything") {
  CHECK(export_file_name("2026-11-24.a1b2", geo::ExportFormat::shp) == "incidents-2026-11-24.a1b2.shp.zip");
  CHECK(export_file_name("../\r\n\"é;x", geo::ExportFormat::csv) == "incidents-..x.csv");
}

TEST_CASE("A file is put off until there is a slot; what cannot be made is refused at once") {
  const auto edition = edition_of(small_dataset());
  const Answer later = answer_at_once(request_for(kItems + "?f=csv"), *edition);
  REQUIRE(std::holds_alternative<Later>(later));
  CHECK(std::get<Later>(later).work == Work::file);
  const Answer refused = answer_at_once(request_for(kItems + "?f=kml&crs=EPSG:3857"), *edition);
  REQUIRE(std::holds_alternative<Reply>(refused));
  CHECK(std::get<Reply>(refused).status == 400);
}

TEST_CASE("F11: a file holds what the pages hold, with the fields that every answer with data carries") {
  const auto edition = edition_of(small_dataset());
  for (const std::string query : {"", "&datetime=2013", "&area=PK-BA"}) {
    const Reply page = get(*edition, kItems + "?limit=10000" + query);
    const Reply file = get(*edition, kItems + "?f=geojson" + query);
    REQUIRE(file.status == 200);
    const std::string body = body_of(page), whole = all_of(file);
    const auto features = [](const std::string& text) {
      const auto begin = text.find("\"features\":[") + 12;
      return text.substr(begin, text.rfind(']') - begin);
    };
    CHECK(features(body) == features(whole));
    CHECK(field(file, "Access-Control-Allow-Origin") == "*");
    CHECK(field(file, "X-Dataset-Version") == edition->snapshot->version);
    CHECK(field(file, "Accept-Ranges") == "none");
    CHECK(field(file, "Vary") == "Accept");
  }
}

TEST_CASE("A file that has not changed is not made again, and another one has another tag") {
  const auto edition = edition_of(small_dataset());
  const std::string tag = field(get(*edition, kItems + "?f=csv"), "ETag");
  CHECK(get(*edition, kItems + "?f=csv", "", tag).status == 304);
  CHECK(get(*edition, kItems + "?f=csv&hxl=1", "", tag).status == 200);
  CHECK(get(*edition, kItems + "?f=csv&datetime=2013", "", tag).status == 200);
}

TEST_CASE("F12: a file of OGR's comes with its length and its hash, and its folder is gone") {
  const auto edition = edition_of(small_dataset());
  const Reply reply = get(*edition, kItems + "?f=gpkg");
  REQUIRE(reply.status == 200);
  const std::string body = all_of(reply);
  CHECK(body.size() == reply.stream->length);
  CHECK(body.starts_with("SQLite format 3"));
  CHECK(field(reply, "Repr-Digest").starts_with("sha-256=:"));
  const std::string mine = ".yaad-" + std::to_string(::getpid()) + '-';
  for (const auto& entry : std::filesystem::directory_iterator(temporary_parent()))
    CHECK_FALSE(entry.path().filename().string().starts_with(mine));
}

TEST_CASE("L7: a start takes away what a killed process left, and nothing of one that lives") {
  const TemporaryFolder parent(temporary_parent());
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  REQUIRE(::waitpid(child, nullptr, 0) == child);  // a process that is no more
  const std::string dead = parent.path() + "/.yaad-" + std::to_string(child) + "-abcdef";
  const std::string alive = parent.path() + "/.yaad-" + std::to_string(::getpid()) + "-abcdef";
  const std::string other = parent.path() + "/.yaad-notes";
  for (const std::string& folder : {dead, alive, other}) {
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/file") << "x";
  }
  CHECK(remove_stale_folders(parent.path()) == 1);
  CHECK_FALSE(std::filesystem::exists(dead));
  CHECK(std::filesystem::exists(alive + "/file"));
  CHECK(std::filesystem::exists(other + "/file"));
}
