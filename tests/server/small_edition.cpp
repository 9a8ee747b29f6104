#include "tests/server/small_edition.hpp"

#include "geo/painter.hpp"

#include "server/html.hpp"
#include "server/router.hpp"
#include "tests/geo/random_dataset.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace yaad::test {
namespace {

constexpr std::string_view kAreas = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"PK","name":"Pakistan","level":"country","label_lon":69,"label_lat":30},
 "geometry":{"type":"Polygon","coordinates":[[[60,24],[78,24],[78,37],[60,37],[60,24]]]}},
{"type":"Feature","properties":{"code":"PK-BA","name":"Balochistan","level":"province","parent":"PK","label_lon":65,"label_lat":28},
 "geometry":{"type":"Polygon","coordinates":[[[60.8,24.8],[70.3,24.8],[70.3,32.1],[60.8,32.1],[60.8,24.8]]]}},
{"type":"Feature","properties":{"code":"AF","name":"Afghanistan","level":"country","label_lon":66,"label_lat":34},
 "geometry":{"type":"Polygon","coordinates":[[[60,33],[69.9,33],[69.9,38],[60,38],[60,33]]]}}]})";

geo::Incident at_place(const geo::Dataset& data, geo::PlaceIndex index, std::string id, std::string date,
                       geo::DateSpan span) {
  const geo::Place& where = data.places[index];
  geo::Incident i = incident(std::move(id), span, where.at);
  i.date = std::move(date);
  i.place = index;
  i.precision = where.precision;
  i.radius_m = where.radius_m;
  i.communities.insert(geo::Community::hazara);
  i.sources = {0};
  i.summary = "A sentence about what happened.";
  i.perpetrators = geo::Perpetrators::excluded;
  return i;
}

void add_frame(geo::Dataset& data) {
  using geo::PlacePrecision;
  data.info = {{{"en", "A test"}},       "CC BY 4.0", "Yaad", "the maintainers", "2026-01-02", "", "", "",
               geo::Bbox{58, 23, 78, 38}};
  data.places = {place("alamdar-road", "Alamdar Road", 67.0195, 30.1925, PlacePrecision::neighbourhood),
                 place("balochistan", "Balochistan", 65, 28, PlacePrecision::province),
                 place("hazara-town", "Hazara Town", 66.94, 30.175, PlacePrecision::neighbourhood),
                 place("machh-coal-field", "Mach coal field", 67.33, 29.864, PlacePrecision::near)};
  data.actors.resize(2);
  data.actors[0].code = "is";
  data.actors[0].name = "Islamic State";
  data.actors[0].parent = geo::ActorIndex{1};
  data.actors[1].code = "jihad";
  data.actors[1].name = "A parent group";
  data.sources.resize(1);
  data.sources[0].id = "seed-001";
  data.sources[0].title = "A report of the day";
  data.sources[0].publisher = "A newspaper";
  data.sources[0].url = "https://news.example/1";
  data.sources[0].quote = "eleven people";
  data.sources[0].lang = "en";
}

}  // namespace

geo::Dataset small_dataset() {
  geo::Dataset data;
  add_frame(data);
  const auto one_day = [](int y, int m, int d) { return geo::DateSpan::day(day(y, m, d)); };
  geo::Incident machh = at_place(data, 3, "2021-01-03-machh", "2021-01-03", one_day(2021, 1, 3));
  machh.killed.best = 11;
  machh.attack_type = geo::AttackType::execution;
  machh.actors = {0};
  machh.claimed_by = {0};
  geo::Incident town = at_place(data, 2, "2013-02-16-hazara-town", "2013-02-16", one_day(2013, 2, 16));
  town.killed = {84, 89, 110};
  town.attack_type = geo::AttackType::bombing;
  geo::Incident road = at_place(data, 0, "2013-01-10-alamdar-road", "2013-01-10", one_day(2013, 1, 10));
  road.killed.low = 96;
  road.attack_type = geo::AttackType::suicide_bombing;
  road.status = geo::Status::disputed;
  geo::Incident year =
      at_place(data, 0, "2013-some-day", "2013", geo::DateSpan::between(day(2013, 1, 1), day(2013, 12, 31)));
  geo::Incident undated = at_place(data, 0, "undated", "", geo::DateSpan());
  geo::Incident area_1 = at_place(data, 1, "2009-area", "2009-05-01", one_day(2009, 5, 1));
  geo::Incident area_2 = at_place(data, 1, "2010-area", "2010-05-01", one_day(2010, 5, 1));
  area_1.killed.best = 3;
  data.incidents = {machh, town, road, year, undated, area_1, area_2};
  data.retracted = {"2001-taken-back"};
  data.corrections = {
      {"2013-01-10-alamdar-road", "killed", "90", "96", "later_official", geo::SourceIndex{0}, "2013-01-12"}};
  geo::Statistic total;
  total.id = "total";
  total.period = "2013";
  total.span = geo::DateSpan::between(day(2013, 1, 1), day(2013, 12, 31));
  total.killed = 200;
  total.source = geo::SourceIndex{0};
  data.statistics = {total, total};
  data.statistics[1].id = "total-2";
  geo::finish(data);
  return data;
}

geo::Dataset many_records(int count) {
  geo::Dataset data;
  add_frame(data);
  for (int n = 0; n < count; ++n)
    data.incidents.push_back(
        at_place(data, 0, "r-" + std::to_string(n), "", geo::DateSpan::day(day(2010, 1, 1 + n % 28))));
  geo::finish(data);
  return data;
}

geo::Dataset dataset_saying(const std::string& text) {
  geo::Dataset data = small_dataset();
  data.info.licence = data.info.attribution = data.info.contact = text;
  data.info.title["en"] = text;
  for (geo::Place& p : data.places) p.name = p.name_ur = p.name_fa = p.name_ps = text;
  for (geo::Actor& a : data.actors) a.name = a.name_ur = a.name_fa = text;
  for (geo::Source& s : data.sources) s.id = s.title = s.publisher = s.author = s.published = s.quote = s.lang = text;
  data.sources[0].url = "https://news.example/" + text;
  for (geo::Incident& i : data.incidents)
    i.date = i.date_as_stated = i.summary = i.summary_ur = i.summary_fa = i.note = text;
  for (geo::Statistic& s : data.statistics) s.period = s.area = s.note = text;
  for (geo::Correction& c : data.corrections) c.field = c.as_stated = c.corrected = c.reason = c.date = text;
  return data;
}

// Here, since a process of its own would be this program.
class OwnPainters final : public server::Drawers {
  std::unique_ptr<geo::Drawer> lend() override {
    server::use_embedded_fonts();
    return std::make_unique<geo::Painter>();
  }
  void take_back(std::unique_ptr<geo::Drawer> /*one*/) override {}
};

std::unique_ptr<server::Edition> edition_of(geo::Dataset dataset, const std::string& public_url) {
  server::Site site;
  site.public_url = public_url;
  site.index_html = "<html><head><!--yaad:head--></head><body><!--yaad:first-view--></body></html>";
  site.embed_html = "<html><head><!--yaad:head--></head><body><!--yaad:first-view--><!--yaad:foot--></body></html>";
  site.embed_ancestors = "*";
  site.drawers = std::make_shared<OwnPainters>();
  site.page_css = "/assets/page-1.css";
  server::Reply asset;
  asset.set("Content-Type", "text/css; charset=utf-8");
  asset.set("Cache-Control", "public, max-age=31536000, immutable");
  asset.set("Access-Control-Allow-Origin", "*");
  asset.set("Cross-Origin-Resource-Policy", "cross-origin");
  asset.body = server::shared(std::string(500, 'a'));
  asset.compressible = true;
  server::seal(asset);
  site.assets.emplace("/assets/page-1.css", asset);
  site.assets.emplace("/favicon.ico", asset);
  for (const server::Language& language : server::kLanguages) {
    site.words =
        server::Words::from_json(source_text("frontend/words/" + std::string(language.code) + ".json"), language);
    if (language.code != server::kLanguages.front().code)
      site.in_other_languages.emplace(language.code, std::make_shared<const server::Site>(site));
  }
  site.words = server::Words::from_json(source_text("frontend/words/en.json"));
  geo::LoadedFolder folder;
  folder.dataset = std::move(dataset);
  auto areas = geo::Areas::from_geojson({reinterpret_cast<const std::byte*>(kAreas.data()), kAreas.size()}).value();
  return std::make_unique<server::Edition>(std::make_shared<const geo::Snapshot>(std::move(folder), std::move(areas)),
                                           std::make_shared<const server::Site>(std::move(site)));
}

server::Request request_for(const std::string& target) {
  server::Request request;
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string::npos) request.query = target.substr(question + 1);
  return request;
}

server::Reply get(const server::Edition& edition, const std::string& target, const std::string& accept_encoding,
                  const std::string& if_none_match) {
  server::Request request = request_for(target);
  request.accept_encoding = accept_encoding;
  request.if_none_match = if_none_match;
  return server::answer(request, edition);
}

std::string body_of(const server::Reply& reply) { return reply.body ? *reply.body : std::string(); }

std::string field(const server::Reply& reply, std::string_view name) {
  const std::string* value = reply.find(name);
  return value == nullptr ? std::string() : *value;
}

std::string said(const server::Edition& edition, std::string_view key) {
  const std::string text = edition.site->words(key);
  return server::escaped(text.substr(0, text.find('{')));
}

std::string source_text(const std::string& path) {
  std::ifstream file(std::string(YAAD_SOURCE_DIR) + '/' + path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace yaad::test
