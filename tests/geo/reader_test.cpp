// Whole folders through the reader: what is served, what is not and why, and that no row is ever lost.
#include "geo/reader.hpp"

#include "geo/csv_rows.hpp"
#include "geo/geojson.hpp"
#include "geo/layer_reader.hpp"
#include "geo/snapshot.hpp"
#include "tests/geo/data_folder.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

const std::string kHeader = "id,date,attack_type,lat,lon\n";

// `count` good rows of a folder that has nothing else.
std::string plain_rows(int count) {
  std::string text = kHeader;
  for (int i = 0; i < count; ++i) text += "r-" + std::to_string(i) + ",2013-02-16,bombing,34,66\n";
  return text;
}

std::string with_refused(int count, int refused) {
  std::string text = plain_rows(count);
  for (int i = 0; i < refused; ++i) text.replace(text.find("2013-02-16"), 10, "16/02/2013");
  return text;
}

const FileAccount& account(const LoadedFolder& folder, std::string_view file) {
  const auto& files = folder.report.files;
  return *std::find_if(files.begin(), files.end(), [&](const FileAccount& a) { return a.file == file; });
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const Incident& record(const LoadedFolder& folder, std::string_view id) { return *folder.dataset.find_incident(id); }

}  // namespace

TEST_CASE("A folder needs only incidents.csv with id, date, attack_type and a point") {
  const DataFolder folder(nullptr);
  folder.write("incidents.csv", "lon,attack_type,date,lat,id\n66,bombing,2013-02-16,34,a\n70,other,,25,b\n");
  const auto loaded = read(folder);
  REQUIRE(loaded.has_value());
  INFO(lines_of(loaded->report.findings));
  CHECK(loaded->report.findings.empty());
  CHECK(loaded->report.servable);
  REQUIRE(loaded->dataset.incidents.size() == 2);
  const Incident& a = record(*loaded, "a");
  CHECK(a.at == at(66, 34));
  CHECK(a.precision == PlacePrecision::town);
  CHECK(a.radius_m == 5000);
  CHECK(a.country == "XA");
  CHECK(a.area == "XA-NO");
  CHECK(a.district == "XA-NO.northdale");
  CHECK(a.killed.none());
  CHECK(record(*loaded, "b").span == DateSpan());
  CHECK(record(*loaded, "b").district.empty());
}

TEST_CASE("What cannot be opened is unreadable, and the reason names it") {
  CHECK(read_folder("/nonexistent/folder", test_areas(), {}).error().code == Errc::unreadable);
  const DataFolder folder;
  CHECK(read_folder(folder.path() + "/incidents.csv", test_areas(), {}).error().code == Errc::unreadable);
  folder.remove("incidents.csv");
  const auto loaded = read(folder);
  REQUIRE(loaded.has_error());
  CHECK(loaded.error().code == Errc::unreadable);
  CHECK(says(loaded.error().detail, "no incidents.csv in"));
}

TEST_CASE("Each record of the good folder arrives as it is written") {
  const DataFolder folder;
  const auto loaded = read(folder).value();
  const Incident& i = record(loaded, "2013-02-16-northtown");
  CHECK(i.killed == Figure{73, 91, 110});
  CHECK(i.note == "The count rose over three weeks:\n\"91\", police said; 110, a newspaper found.");
  CHECK(i.communities.contains(Community::hazara));
  CHECK(i.communities.contains(Community::shia));
  REQUIRE(i.sources.size() == 2);
  CHECK(loaded.dataset.sources[i.sources[1]].quote == "the toll has reached 110");
  CHECK(loaded.dataset.place_name(i) == "Northtown");
  const Incident& bus = record(loaded, "2011-09-20-bus");
  CHECK(bus.radius_m == 2000);
  CHECK(bus.precision == PlacePrecision::neighbourhood);
  CHECK(bus.actor_by == ActorBy::claim);
  CHECK(loaded.dataset.actors[bus.claimed_by.at(0)].name == "First Group");
  CHECK(loaded.dataset.actors[1].parent == ActorIndex{0});
  CHECK(record(loaded, "2013-02-18-northtown").disputed());
  CHECK(record(loaded, "2019-04-12-market").date_as_stated == "2020-04");
  CHECK(record(loaded, "2013-01-10-north-gate").summary_fa ==
        "دو انفجار دست‌کم ۸۴ نفر را کشت.");
  CHECK(loaded.dataset.info.title.at("fa") == "داده‌های آزمایشی");
  CHECK(loaded.dataset.info.extent == Bbox{60, 20, 80, 40});
  CHECK(loaded.dataset.sources[5].graphic);
  CHECK(loaded.dataset.statistics[0].attacks == 1400U);
  CHECK(loaded.dataset.corrections[1].as_stated == "2020-04");
}

TEST_CASE("A record takes the areas, the radius and the exactness of its place, coarser where it says so") {
  const DataFolder folder;
  REQUIRE(folder.edit("incidents.csv", 8, "southtown,,,,,", "southtown,,,,P4,"));
  const auto loaded = read(folder).value();
  const Incident& town = record(loaded, "2019-04-12-market");
  CHECK(town.precision == PlacePrecision::town);
  CHECK(town.radius_m == 7500);
  CHECK(town.district == "XA-SO.southdale");
  const Incident& near = record(loaded, "2013-02-southtown");
  CHECK(near.precision == PlacePrecision::near);
  CHECK(near.radius_m == 25000);
  CHECK(record(loaded, "2013-road").precision == PlacePrecision::line);
  CHECK(record(loaded, "2013-road").is_dot());
}

TEST_CASE("A record known only to an area keeps that area and no finer one, and has no radius") {
  const DataFolder folder;
  const auto loaded = read(folder).value();
  const Incident &district = record(loaded, "2014-northdale"), &province = record(loaded, "2015-south"),
                 &country = record(loaded, "2016-country");
  CHECK_FALSE(district.is_dot());
  CHECK(district.district == "XA-NO.northdale");
  CHECK(province.area == "XA-SO");
  CHECK(province.district.empty());
  CHECK(country.country == "XA");
  CHECK(country.area.empty());
  for (const Incident* i : {&district, &province, &country}) CHECK(i->radius_m == 0);
}

TEST_CASE("A draft is accepted and not served, unless drafts are asked for") {
  const DataFolder folder;
  const auto without = read(folder).value(), with = read(folder, true).value();
  CHECK(without.dataset.find_incident("2017-draft") == nullptr);
  CHECK(without.report.drafts == 1);
  CHECK(with.dataset.find_incident("2017-draft") != nullptr);
  CHECK(with.report.drafts == 0);
  CHECK(account(without, "incidents.csv").accepted == account(with, "incidents.csv").accepted);
  CHECK(dataset_sha256(without.dataset) != dataset_sha256(with.dataset));
}

TEST_CASE("A retracted record leaves its id and nothing else, whatever its other fields hold") {
  const DataFolder folder;
  REQUIRE(folder.edit("incidents.csv", 14, "2018-taken-back,,,,", "2018-taken-back,no date,,nowhere,"));
  const auto loaded = read(folder).value();
  CHECK(loaded.report.findings.empty());
  CHECK(loaded.dataset.retracted == std::vector<std::string>{"2018-taken-back"});
  CHECK(loaded.dataset.is_retracted("2018-taken-back"));
  CHECK(loaded.dataset.find_incident("2018-taken-back") == nullptr);
}

TEST_CASE("Up to 5 % of the rows of a file may be refused; with more the folder is not served") {
  const DataFolder folder(nullptr);
  for (const auto& [count, refused, servable] : std::vector<std::tuple<int, int, bool>>{
           {20, 0, true}, {20, 1, true}, {40, 2, true}, {19, 1, false}, {40, 3, false}, {1, 1, false}}) {
    folder.write("incidents.csv", with_refused(count, refused));
    const auto loaded = read(folder).value();
    INFO(refused << " of " << count);
    CHECK(loaded.report.servable == servable);
    CHECK(account(loaded, "incidents.csv").refused == static_cast<std::size_t>(refused));
    CHECK(loaded.dataset.incidents.size() == static_cast<std::size_t>(count - refused));
    CHECK(says(lines_of(loaded.report.findings), "more than 5 %") != servable);
  }
}

TEST_CASE("A file beside incidents.csv that is broken stops the serving, and rows that name it are not blamed") {
  for (const char* name : {"sources.csv", "actors.csv"}) {
    const DataFolder folder;
    folder.write(name, "id;code;name\na;b;c\n");
    const auto loaded = read(folder).value();
    INFO(name << '\n' << lines_of(loaded.report.findings));
    CHECK_FALSE(loaded.report.servable);
    CHECK(loaded.report.findings.size() == 1);
    CHECK(account(loaded, "incidents.csv").refused == 0);
  }
}

TEST_CASE("A link to a table that is not there is refused with the name of the missing file") {
  const DataFolder folder;
  for (const char* name : {"sources.csv", "statistics.csv", "corrections.csv"}) folder.remove(name);
  const auto loaded = read(folder).value();
  CHECK(says(lines_of(loaded.report.findings),
             "incidents.csv:2: sources: \"s-06\" stands nowhere: there is no sources.csv"));
  CHECK(account(loaded, "incidents.csv").refused == 12);  // all but the tombstone
}

TEST_CASE("OGR counts the same rows in each table of the good folder and of the data") {
  for (const char* folder : {YAAD_SOURCE_DIR "/tests/tables/good_folder", YAAD_SOURCE_DIR "/data"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".csv") continue;
      INFO(entry.path());
      const auto ours = read_csv(slurp(entry.path()));
      const auto theirs = read_layer_file(entry.path().string());
      REQUIRE(ours.has_value());
      REQUIRE(theirs.has_value());
      CHECK(theirs->columns == ours->header);
      CHECK(theirs->features.size() == ours->rows_read);
      for (std::size_t i = 0; i < std::min(ours->rows.size(), theirs->features.size()); ++i)
        CHECK(theirs->features[i].values == ours->rows[i].fields);
    }
  }
}

TEST_CASE("G14: whatever is done to the bytes of a good folder, every row is accounted for and the reason is given") {
  Random random(31);
  const DataFolder good;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(good.path())) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  for (int round = 0; round < 1500; ++round) {
    const DataFolder folder;
    const std::string& name = names[random.below(static_cast<std::uint32_t>(names.size()))];
    std::string bytes = folder.text(name);
    for (std::uint32_t n = 1 + random.below(4); n > 0; --n) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(bytes.size()));
      switch (random.below(5)) {
        case 0: bytes.erase(at, 1 + random.below(20)); break;
        case 1: bytes.insert(at, 1, "\",;\n\r"[random.below(5)]); break;
        case 2: bytes.resize(std::max<std::size_t>(at, 1)); break;
        default: bytes[at] = static_cast<char>(random.below(256));
      }
      if (bytes.empty()) bytes = "x";
    }
    folder.write(name, bytes);
    const auto loaded = read(folder);
    INFO("round " << round << ", " << name);
    REQUIRE(loaded.has_value());
    const auto& report = loaded->report;
    for (const FileAccount& file : report.files) {
      REQUIRE(file.read == file.accepted + file.refused);
      const auto of_file = std::count_if(report.findings.begin(), report.findings.end(), [&](const Finding& f) {
        return f.file == file.file && f.severity == Severity::error;
      });
      REQUIRE((file.refused == 0 || of_file > 0));
    }
    if (account(*loaded, "incidents.csv").refused == 0 && report.servable) {
      REQUIRE(account(*loaded, "incidents.csv").accepted ==
              loaded->dataset.incidents.size() + loaded->dataset.retracted.size() + report.drafts);
    }
    REQUIRE((report.servable || !report.findings.empty()));
    // Nothing that is served points past what is served.
    for (const Incident& i : loaded->dataset.incidents) {
      REQUIRE_FALSE(i.id.empty());
      REQUIRE((!i.place || *i.place < loaded->dataset.places.size()));
      for (const SourceIndex s : i.sources) REQUIRE(s < loaded->dataset.sources.size());
      for (const ActorIndex a : i.actors) REQUIRE(a < loaded->dataset.actors.size());
    }
  }
}

TEST_CASE("Rows in any order are listed by day and id, each found by its id and known by its line") {
  Random random(32);
  const DataFolder folder(nullptr);
  for (const int count : {0, 1, 2, 3, 1000}) {
    std::string text = kHeader;
    std::vector<std::string> ids{"", "header"};  // by line
    for (int i = 0; i < count; ++i) {
      ids.push_back("r-" + std::to_string(random.next()));
      const auto date =
          random.chance(10) ? std::string("2013") : iso(day(2013, 1, 1) + static_cast<Day>(random.below(9)));
      text += ids.back() + ',' + date + ",bombing,34,66\n";
    }
    folder.write("incidents.csv", text);
    const LoadedFolder loaded = read(folder).value();
    const auto& records = loaded.dataset.incidents;
    REQUIRE(records.size() == static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < records.size(); ++i) {
      REQUIRE(ids.at(loaded.lines.incidents.at(i)) == records[i].id);
      REQUIRE((i == 0 || listed_before(records[i - 1], records[i])));
      REQUIRE(loaded.dataset.find_incident(records[i].id) == &records[i]);
    }
    CHECK(loaded.dataset.find_incident("r-none") == nullptr);
  }
}

TEST_CASE("The reader tells how far it is, and ends with every row read") {
  const DataFolder folder(nullptr);
  folder.write("incidents.csv", plain_rows(120'000));
  std::vector<std::size_t> told;
  const auto progress = [&](std::size_t n, std::size_t all) {
    told.push_back(n);
    CHECK(all == 120'000);
  };
  const auto loaded = read_folder(folder.path(), test_areas(), {.progress = progress});
  CHECK(loaded->dataset.incidents.size() == 120'000);
  CHECK(told.size() > 1);
  CHECK(std::is_sorted(told.begin(), told.end()));
}

TEST_CASE("E7: a window of 2013-02 holds every record dated 2013, and a record without a date is in every window") {
  const DataFolder folder;
  REQUIRE(folder.edit("incidents.csv", 12, "2016-08", ""));
  const Snapshot snapshot(read(folder).value(), test_areas());
  const auto in_window = [&](Day from, Day to) {
    Filter filter;
    filter.window = DateSpan::between(from, to);
    std::vector<std::string> ids;
    for (const IncidentIndex i : snapshot.index.records(filter)) ids.push_back(snapshot.dataset.incidents[i].id);
    return ids;
  };
  const auto holds = [](const std::vector<std::string>& ids, const char* id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  const auto february = in_window(day(2013, 2, 1), day(2013, 2, 28));
  CHECK(february.size() == 5);
  for (const char* id :
       {"2013-02-16-northtown", "2013-02-18-northtown", "2013-02-southtown", "2013-road", "2016-country"})
    CHECK(holds(february, id));
  for (const Day d : {day(1900, 1, 1), day(1998, 8, 8), day(2026, 1, 1), day(9999, 12, 31)})
    CHECK(in_window(d, d) == std::vector<std::string>{"2016-country"});
  CHECK(holds(in_window(day(2013, 12, 31), day(2014, 1, 1)), "2013-road"));
  CHECK_FALSE(holds(in_window(day(2014, 1, 1), day(2014, 1, 1)), "2013-road"));
}

TEST_CASE(
    "E7: on a copy of the data, records planted with the date 2013 and with none are in the windows that they may be "
    "in") {
  const std::filesystem::path data = YAAD_SOURCE_DIR "/data";
  if (!std::filesystem::exists(data / "incidents.csv")) {
    WARN("data/incidents.csv is not there");
    return;
  }
  const DataFolder folder(nullptr);
  for (const auto& entry : std::filesystem::directory_iterator(data))
    std::filesystem::copy(entry.path(), folder.file(entry.path().filename().string()));
  const auto table = read_csv(folder.text("incidents.csv")).value();
  const auto plant = [&](const std::string& id, const std::string& date) {
    std::string row;
    for (const std::string& column : table.header) {
      const std::size_t i = static_cast<std::size_t>(&column - table.header.data());
      row += i == 0 ? "" : ",";
      append_csv_field(row, column == "id" ? id : column == "date" ? date : table.rows.at(0).fields[i]);
    }
    folder.append("incidents.csv", row + "\n");
  };
  for (int i = 0; i < 3; ++i) plant("planted-2013-" + std::to_string(i), "2013");
  for (int i = 0; i < 2; ++i) plant("planted-undated-" + std::to_string(i), "");

  const Snapshot snapshot(read_folder(folder.path(), Areas(), {}).value(), Areas());
  const auto planted_in = [&](Day from, Day to) {
    Filter filter;
    filter.window = DateSpan::between(from, to);
    std::size_t dated = 0, undated = 0;
    for (const IncidentIndex i : snapshot.index.records(filter)) {
      dated += snapshot.dataset.incidents[i].id.starts_with("planted-2013-") ? 1U : 0U;
      undated += snapshot.dataset.incidents[i].id.starts_with("planted-undated-") ? 1U : 0U;
    }
    return std::pair(dated, undated);
  };
  CHECK(planted_in(day(2013, 2, 1), day(2013, 2, 28)) == std::pair<std::size_t, std::size_t>(3, 2));
  CHECK(planted_in(day(2012, 12, 31), day(2013, 1, 1)) == std::pair<std::size_t, std::size_t>(3, 2));
  CHECK(planted_in(day(2012, 1, 1), day(2012, 12, 31)) == std::pair<std::size_t, std::size_t>(0, 2));
  CHECK(planted_in(day(2024, 1, 1), day(2024, 1, 1)) == std::pair<std::size_t, std::size_t>(0, 2));
}
