// Plants the faults of tests/tables/planted_faults.tsv, one at a time, and looks for the finding that names each.
#include "geo/check.hpp"

#include "tests/geo/data_folder.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

// The day on which the good folder was good: nothing in it lies in the future.
const Day kThatDay = day_of({2026, 11, 24});

struct Planted {
  std::size_t table_line = 0;
  std::string kind, file, line, from, to;
  Finding expected;
  std::vector<std::string> words;
};

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'x') {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return out;
}

std::vector<Planted> planted_faults() {
  std::ifstream file(YAAD_SOURCE_DIR "/tests/tables/planted_faults.tsv");
  std::vector<Planted> all;
  std::string text;
  for (std::size_t line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text[0] == '#') continue;
    std::vector<std::string> c;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\t', at), text.size());
      c.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    if (c.size() < 10) throw std::runtime_error("planted_faults.tsv:" + std::to_string(line) + ": too few columns");
    const Severity severity = c[7] == "error" ? Severity::error : Severity::warning;
    all.push_back({line,
                   c[0],
                   c[1],
                   c[2],
                   unescaped(c[3]),
                   unescaped(c[4]),
                   Finding{severity, c[5], std::stoul(c[6]), c[8], ""},
                   {c.begin() + 9, c.end()}});
  }
  return all;
}

void plant(const Planted& fault, const DataFolder& folder) {
  if (fault.line == "all") return folder.write(fault.file, fault.to);
  if (!folder.edit(fault.file, std::stoul(fault.line), fault.from, fault.to))
    throw std::runtime_error("planted_faults.tsv:" + std::to_string(fault.table_line) +
                             ": the text is not in that line");
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

bool is_expected(const Finding& f, const Planted& fault) {
  const Finding& e = fault.expected;
  if (f.severity != e.severity || f.file != e.file || f.line != e.line || f.field != e.field) return false;
  return std::all_of(fault.words.begin(), fault.words.end(), [&](const std::string& w) { return says(f.detail, w); });
}

// What may follow from a fault in another file: a row that names a refused one, a figure that lost its passage.
bool is_consequence(const Finding& f) {
  for (const char* words :
       {"is refused itself", "or its row there is refused", "see its own line", "stands in no quote"})
    if (says(f.detail, words)) return true;
  return says(f.detail, "more than 5 %");
}

std::vector<Finding> findings_of(const DataFolder& folder) {
  const auto loaded = read(folder);
  return check(*loaded, test_areas(), kThatDay);
}

}  // namespace

TEST_CASE("The good folder has no finding, and each of its rows is accepted") {
  const DataFolder folder;
  const auto loaded = read(folder);
  REQUIRE(loaded.has_value());
  const auto findings = check(*loaded, test_areas(), kThatDay);
  INFO(lines_of(findings));
  CHECK(findings.empty());
  CHECK(loaded->report.servable);
  CHECK(loaded->report.files.size() == 6);
  for (const FileAccount& file : loaded->report.files) {
    CHECK(file.read == file.accepted);
    CHECK(file.refused == 0);
  }
  CHECK(loaded->dataset.incidents.size() == 11);
}

TEST_CASE("At least twenty-five kinds of fault are planted, each once") {
  std::set<std::string> kinds;
  for (const Planted& fault : planted_faults()) CHECK(kinds.insert(fault.kind).second);
  CHECK(kinds.size() >= 25);
}

TEST_CASE(
    "Every planted fault is found by its file, line and field, with the words that say what to do, and no other file "
    "is blamed") {
  for (const Planted& fault : planted_faults()) {
    const DataFolder folder;
    plant(fault, folder);
    const auto findings = findings_of(folder);
    INFO("tests/tables/planted_faults.tsv:" << fault.table_line << ": " << fault.kind << "\n" << lines_of(findings));
    CHECK(std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return is_expected(f, fault); }) ==
          1);
    for (const Finding& f : findings) CHECK((f.file == fault.file || is_expected(f, fault) || is_consequence(f)));
  }
}

TEST_CASE("G14: with any fault planted, every row of every file is read and accepted or read and refused") {
  for (const Planted& fault : planted_faults()) {
    const DataFolder folder;
    plant(fault, folder);
    const auto loaded = read(folder);
    INFO("tests/tables/planted_faults.tsv:" << fault.table_line << ": " << fault.kind);
    REQUIRE(loaded.has_value());
    for (const FileAccount& file : loaded->report.files) CHECK(file.read == file.accepted + file.refused);
  }
}

TEST_CASE("Errors stand before warnings, and within them files and lines in order") {
  const DataFolder folder;
  REQUIRE(folder.edit("sources.csv", 2, "2013-01-11", ""));
  REQUIRE(folder.edit("places.csv", 9, "24,66", "28,66"));
  REQUIRE(folder.edit("incidents.csv", 5, "2013-02-16,", "16/02/2013,"));
  REQUIRE(folder.edit("incidents.csv", 2, ",26,", ",12-15,"));
  const auto findings = findings_of(folder);
  INFO(lines_of(findings));
  REQUIRE(findings.size() > 4);
  for (std::size_t i = 1; i < findings.size(); ++i) {
    const Finding &a = findings[i - 1], &b = findings[i];
    CHECK(std::tie(a.severity, a.file, a.line) <= std::tie(b.severity, b.file, b.line));
  }
  CHECK(to_text(findings[1]) ==
        "incidents.csv:2: killed: \"12-15\" is not a whole number (use killed_low and killed_high)");
}

TEST_CASE("A finding writes as one line: file, line, field, reason; what is not known is left out") {
  CHECK(to_text({Severity::error, "a.csv", 41, "killed", "is blank"}) == "a.csv:41: killed: is blank");
  CHECK(to_text({Severity::error, "a.csv", 41, "", "is cut"}) == "a.csv:41: is cut");
  CHECK(to_text({Severity::warning, "a.csv", 0, "", "is empty"}) == "a.csv: is empty");
}

TEST_CASE(
    "A figure is stated by a correction or, in another language, may be a word; a date one day ahead is not the "
    "future") {
  const DataFolder folder;
  REQUIRE(folder.edit("corrections.csv", 2, ",killed,five and two,7,", ",killed,five and two,8,"));
  CHECK(says(lines_of(findings_of(folder)), "7 stands in no quote"));

  const DataFolder urdu;
  REQUIRE(urdu.edit("incidents.csv", 7, ",1,,4,5,6,", ",2,,4,5,6,"));  // two may be a word of the Urdu quote
  CHECK(findings_of(urdu).empty());
  REQUIRE(urdu.edit("incidents.csv", 7, ",2,,4,5,6,", ",22,,4,5,6,"));
  CHECK(says(lines_of(findings_of(urdu)), "22 stands in no quote"));

  const DataFolder zone;
  REQUIRE(zone.edit("incidents.csv", 15, "2019-04-12,", "2026-11-25,"));
  CHECK(findings_of(zone).empty());
  REQUIRE(zone.edit("incidents.csv", 15, "2026-11-25,", "2026-11-26,"));
  CHECK(says(lines_of(findings_of(zone)), "in the future"));
}

TEST_CASE("Two attacks of one day and place are no duplicates when a note names the other") {
  const DataFolder folder;
  REQUIRE(folder.edit("incidents.csv", 8, "2013-02-southtown,2013-02,,southtown,,,,,,3,",
                      "2019-04-12-again,2019-04-12,,southtown,,,,,,20,"));
  CHECK(says(lines_of(findings_of(folder)), "likely duplicate"));
  REQUIRE(folder.edit("incidents.csv", 15, ",s-12,", ",s-12,Not 2019-04-12-again: another bomb an hour later"));
  CHECK_FALSE(says(lines_of(findings_of(folder)), "likely duplicate"));
}

TEST_CASE(
    "I2: a coordinate is compared with its district: UCDP's point for a town 329 km away is reported with the "
    "distance") {
  const DataFolder folder;
  REQUIRE(folder.edit("places.csv", 9, "24,66", "28.96,66"));
  const std::string lines = lines_of(findings_of(folder));
  INFO(lines);
  CHECK(says(lines,
             "warning: places.csv:9: lat: 28.9600, 66.0000 lies 329 km outside Southdale (XA-SO.southdale), where the "
             "row puts it, in South (XA-SO)"));
}
