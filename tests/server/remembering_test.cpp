// Days of remembrance, on the list and as a calendar file; the page of a place; what the data say of themselves.
#include "server/calendar.hpp"
#include "server/html.hpp"
#include "tests/geo/random_dataset.hpp"
#include "tests/server/small_edition.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace yaad;
using namespace yaad::server;
using namespace yaad::test;

namespace {

const Edition& edition() {
  static const auto made = edition_of(small_dataset());
  return *made;
}
std::string text_of(const std::string& target) { return body_of(get(edition(), target)); }
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

boost::json::object linked_data(const Edition& of, const std::string& target) {
  const std::string html = body_of(get(of, target)), open = "<script type=\"application/ld+json\">";
  const auto begin = html.find(open);
  if (begin == std::string::npos) return {};
  const auto from = begin + open.size();
  return boost::json::parse(html.substr(from, html.find("</script>", from) - from)).as_object();
}

std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) text.erase(at, 3);
  return text;
}

}  // namespace

TEST_CASE("a day of the year lists what is dated to it, and apart from that what may have happened on it") {
  const std::string html = text_of("/list?on=01-10");
  const auto apart = html.find(said(edition(), "page.on.perhaps"));
  REQUIRE(apart != std::string::npos);
  CHECK(html.find("/incidents/2013-01-10-alamdar-road") < apart);
  CHECK_FALSE(has(html, "/incidents/2021-01-03-machh\""));
  // "2013" and the undated one may have been then; a record of another day was not.
  CHECK(html.find("/incidents/2013-some-day") > apart);
  CHECK(html.find("/incidents/undated") > apart);
  CHECK(has(html, "<link rel=\"canonical\" href=\"https://yaad.example/list?on=01-10\">"));
  CHECK(has(html, "href=\"/list.ics?on=01-10\""));
  CHECK(has(html, "10 January"));
}

TEST_CASE("a day keeps the filter beside it, and a day that cannot be read shows the list with a word") {
  const std::string html = text_of("/list?datetime=2013&on=01-10");
  CHECK_FALSE(has(html, "2021-01-03-machh"));
  CHECK(has(html, "/list.ics?datetime=2013-01-01/2013-12-31&amp;on=01-10"));
  CHECK(has(html, "<input type=\"hidden\" name=\"datetime\" value=\"2013\">"));
  for (const char* bad : {"02-30", "x", "1-1", "%3Cscript%3E", "%zz"}) {
    INFO(bad);
    const Reply reply = get(edition(), std::string("/list?on=") + bad);
    CHECK(reply.status == 200);
    if (std::string_view(bad) != "%zz") CHECK(has(body_of(reply), said(edition(), "page.on.unread")));
    CHECK(has(body_of(reply), "2021-01-03-machh"));
    CHECK_FALSE(has(body_of(reply), "<script>"));
  }
}

TEST_CASE("the list offers each day of the year that a record is dated to, with how many") {
  const std::string html = text_of("/list");
  CHECK(count(html, "<option ") == 4);
  CHECK(has(html, "<option value=\"05-01\">1 May (2)</option>"));
  CHECK(has(html, "<option value=\"01-10\">10 January (1)</option>"));
}

TEST_CASE("the calendar holds an event a year for each record that is known to the day, and says what it leaves out") {
  const Reply reply = get(edition(), "/list.ics");
  CHECK(field(reply, "Content-Type") == "text/calendar; charset=utf-8");
  CHECK(field(reply, "Content-Disposition") == "inline; filename=\"yaad.ics\"");
  const std::string text = unfolded(body_of(reply));
  CHECK(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  CHECK(text.ends_with("END:VCALENDAR\r\n"));
  CHECK(count(text, "BEGIN:VEVENT\r\n") == 5);
  CHECK(count(text, "RRULE:FREQ=YEARLY\r\n") == 5);
  CHECK(has(text, "DTSTART;VALUE=DATE:20130110\r\n"));
  CHECK(has(text, "UID:2013-01-10-alamdar-road@yaad\r\n"));
  CHECK(has(text, "DTSTAMP:20260102T000000Z\r\n"));
  CHECK(has(text, "SUMMARY:Alamdar Road\\, 10 January 2013: at least 96 killed\r\n"));
  CHECK(has(text, "Not in it\\, because they are not dated to the day: 2."));
  CHECK_FALSE(has(text, "2013-some-day"));
  const std::string day = body_of(get(edition(), "/list.ics?on=01-10"));
  CHECK(count(day, "BEGIN:VEVENT") == 1);
  CHECK(field(get(edition(), "/list.ics?on=01-10"), "Content-Disposition") == "inline; filename=\"yaad-01-10.ics\"");
  CHECK(count(body_of(get(edition(), "/list.ics?attack_type=bombing")), "BEGIN:VEVENT") == 1);
}

TEST_CASE("a calendar is refused where it would be another one than was asked for") {
  for (const char* query : {"on=02-30", "on=", "on=01-10&on=01-11", "datetime=x", "fbclid=1", "bbox=1"}) {
    INFO(query);
    CHECK(get(edition(), std::string("/list.ics?") + query).status == 400);
  }
  const auto many = edition_of(many_records(5001));
  CHECK(get(*many, "/list.ics").status == 400);
  CHECK(get(*many, "/list.ics?on=01-10").status == 200);
}

TEST_CASE("lines of a calendar are 75 bytes at most, cut between letters, and text cannot begin a line of its own") {
  const std::string line =
      text_line("SUMMARY", "کوئٹہ؛ " + std::string(200, 'a') + "\r\nEND:VEVENT\n;,\\ علمدار روڈ پر دھماکہ ہوا");
  std::size_t begin = 0;
  for (auto end = line.find("\r\n"); end != std::string::npos; begin = end + 2, end = line.find("\r\n", begin)) {
    CHECK(end - begin <= 75);
    CHECK((static_cast<unsigned char>(line[begin]) & 0xC0U) != 0x80U);
    CHECK((begin == 0 || line[begin] == ' '));
  }
  CHECK(begin == line.size());
  CHECK(has(unfolded(line), "\\nEND:VEVENT\\n\\;\\,\\\\ علمدار روڈ پر دھماکہ ہوا\r\n"));
  const auto attacked = edition_of(dataset_saying("x\r\nBEGIN:VALARM\r\nTRIGGER:P0D\nEND:VALARM"));
  CHECK_FALSE(has(body_of(get(*attacked, "/list.ics")), "\nBEGIN:VALARM"));
}

TEST_CASE("the page of a place has each record that names it, and their sums") {
  const std::string html = text_of("/places/alamdar-road");
  CHECK(has(html, "3 documented attacks · 96 killed"));
  for (const char* id : {"2013-01-10-alamdar-road", "2013-some-day", "undated"})
    CHECK(has(html, std::string("/incidents/") + id));
  CHECK_FALSE(has(html, "2021-01-03-machh"));
  CHECK(has(html, "<link rel=\"canonical\" href=\"https://yaad.example/places/alamdar-road\">"));
  CHECK(has(html, said(edition(), "page.precision.P2")));
  CHECK(has(text_of("/incidents/2013-01-10-alamdar-road"), "href=\"/places/alamdar-road\""));
  CHECK(get(edition(), "/places/nowhere").status == 404);
  // A place that no served record names may be the place of one that is kept back.
  geo::Dataset kept_back = small_dataset();
  std::erase_if(kept_back.incidents, [](const auto& i) { return i.place == geo::PlaceIndex{0}; });
  geo::finish(kept_back);
  CHECK(get(*edition_of(std::move(kept_back)), "/places/alamdar-road").status == 404);
}

TEST_CASE("a place with many records is read page by page") {
  const auto many = edition_of(many_records(250));
  const std::string first = body_of(get(*many, "/places/alamdar-road"));
  CHECK(count(first, "href=\"/incidents/") == 100);
  CHECK(has(first, "/places/alamdar-road?cursor="));
  CHECK(has(first, "250 documented attacks"));
}

TEST_CASE("the page about the data says what the folder says of itself, and every correction") {
  geo::Dataset data = small_dataset();
  data.info.included = "Attacks on people who were on their way.";
  data.info.gaps = "The mountains.";
  const auto told = edition_of(std::move(data));
  const std::string html = body_of(get(*told, "/about"));
  CHECK(has(html, "Attacks on people who were on their way."));
  CHECK(has(html, "The mountains."));
  CHECK(count(html, said(*told, "page.about.not_stated")) == 1);  // what is left out
  CHECK(has(html, "href=\"/incidents/2013-01-10-alamdar-road\""));
  CHECK(has(html, said(*told, "reason.later_official")));
  CHECK(has(html, "the maintainers"));
  CHECK(has(html, "id=\"error\""));
  CHECK(has(html, "id=\"privacy\""));
  for (const char* page : {"/list", "/incidents/undated", "/places/alamdar-road"})
    CHECK(has(text_of(page), "href=\"/about\""));
}

TEST_CASE("pages carry linked data: the dataset, a report about an event, a place, the records of a list") {
  const auto dataset = linked_data(edition(), "/about");
  CHECK(dataset.at("@type") == "Dataset");
  CHECK(dataset.at("version").as_string() == edition().snapshot->version);
  CHECK(dataset.at("temporalCoverage") == "2009-05-01/2021-01-03");
  CHECK(linked_data(edition(), "/").at("@type") == "Dataset");
  const auto report = linked_data(edition(), "/incidents/2013-01-10-alamdar-road");
  CHECK(report.at("about").at("startDate") == "2013-01-10");
  CHECK(report.at("about").at("location").at("geo").at("longitude").to_number<double>() == Approx(67.0195));
  CHECK(report.at("citation").as_array().size() == 1);
  // No day for a less exact date, no point for an area.
  const auto year = linked_data(edition(), "/incidents/2013-some-day");
  CHECK_FALSE(year.at("about").as_object().contains("startDate"));
  CHECK(year.at("temporalCoverage") == "2013-01-01/2013-12-31");
  CHECK_FALSE(linked_data(edition(), "/incidents/undated").contains("temporalCoverage"));
  CHECK_FALSE(linked_data(edition(), "/incidents/2009-area").at("about").at("location").as_object().contains("geo"));
  CHECK(linked_data(edition(), "/places/alamdar-road").at("@type") == "Place");
  CHECK_FALSE(linked_data(edition(), "/places/balochistan").contains("geo"));
  CHECK(linked_data(edition(), "/list").at("mainEntity").at("itemListElement").as_array().size() == 7);
}

TEST_CASE("K1: linked data cannot end its own block, whatever the records say") {
  const std::string payload = "</script><script>alert(1)</script><!--";
  const auto attacked = edition_of(dataset_saying(payload));
  for (const char* target : {"/", "/about", "/list", "/incidents/undated", "/places/alamdar-road"}) {
    INFO(target);
    const std::string html = body_of(get(*attacked, target));
    const std::size_t blocks = target == std::string_view("/") ? 2 : 1;  // the map is told something, too
    CHECK(count(html, "<script") == blocks);
    CHECK(count(html, "</script") == blocks);
    CHECK_FALSE(linked_data(*attacked, target).empty());
  }
}

TEST_CASE("each page says to link cards what it is") {
  for (const char* target : {"/", "/list", "/about", "/incidents/undated", "/places/alamdar-road", "/list?on=01-10"}) {
    INFO(target);
    const std::string html = text_of(target);
    for (const char* name :
         {"og:title", "og:description", "og:url", "og:site_name", "og:type", "og:image", "og:image:alt"})
      CHECK(count(html, std::string("<meta property=\"") + name + '"') == 1);
    CHECK(count(html, "<link rel=\"canonical\"") == 1);
  }
}
