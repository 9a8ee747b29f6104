#include "server/page_head.hpp"

#include "geo/histogram.hpp"
#include "geo/json_writer.hpp"
#include "server/embed_address.hpp"
#include "server/html.hpp"
#include "server/preview_params.hpp"

namespace yaad::server {
namespace {

std::string property(std::string_view name, std::string_view content) {
  return "<meta property=\"" + std::string(name) + "\" content=\"" + escaped(content) + "\">\n";
}

// What the address of a page asks for may be none; its picture is then that of the page without it.
std::string picture_of(const Edition& edition, const PageFace& face) {
  const Language& language = edition.site->words.language();
  for (const std::string& page : {face.state, face.path})
    if (const auto picture = preview_address(in_language(page, language), edition); !page.empty() && picture)
      return *picture;
  return edition.site->public_url + "/preview.png";
}

// The zoom whose tiles are said to hold dots or not: in a region a few dozen, and a finer list would say little more. The
// map takes areas from the tile of the whole world.
constexpr int kHeldZoom = 6;
// Records all over the world fill thousands; a longer list would cost more than the empty answers that it spares.
constexpr std::size_t kMostHeld = 150;

void write_held(geo::JsonWriter& json, const geo::SpaceTimeIndex& index) {
  const auto world = geo::TileId::from(0, 0, 0);
  const std::vector<geo::CellSums> cells = index.sums(*world, kHeldZoom, {});
  if (cells.size() > kMostHeld) return;
  json.key("held").begin_array();
  for (const geo::CellSums& one : cells) json.value(one.cell.x).value(one.cell.y);
  json.end_array();
}

// The whole years that any record touches: the axis of time, whatever is asked for.
void write_period(geo::JsonWriter& json, const geo::SpaceTimeIndex& index) {
  const auto days = index.extent({});
  if (!days) return;
  json.key("period").begin_array();
  json.value(geo::iso(geo::unit_of(days->first(), geo::Step::year).first()));
  json.value(geo::iso(geo::unit_of(days->last(), geo::Step::year).last())).end_array();
}

}  // namespace

std::string head_html(const Edition& edition, const PageFace& face) {
  const Site& site = *edition.site;
  const std::string url = site.public_url + in_language(face.path, site.words.language());
  std::string out = discovery_links(url, site.public_url, face.title);
  out += "<link rel=\"canonical\" href=\"" + escaped(url) + "\">\n";
  for (const Language& language : kLanguages)
    out += "<link rel=\"alternate\" hreflang=\"" + std::string(language.code) + "\" href=\"" +
           escaped(site.public_url + in_language(face.path, language)) + "\">\n";
  out += property("og:type", "website") + property("og:site_name", site.words("page.site"));
  out += property("og:title", face.title) + property("og:description", face.description);
  out += property("og:url", url);
  out += property("og:image", picture_of(edition, face)) + property("og:image:type", "image/png");
  out += property("og:image:width", std::to_string(kPreviewWidth));
  out += property("og:image:height", std::to_string(kPreviewHeight));
  out += property("og:image:alt", face.description);
  out += "<meta name=\"twitter:card\" content=\"summary_large_image\">\n";
  if (!face.linked_data.empty()) out += "<script type=\"application/ld+json\">" + face.linked_data + "</script>\n";
  return out + face.more;
}

std::string script_head(const Edition& edition) {
  const geo::Snapshot& data = *edition.snapshot;
  const geo::DatasetInfo& info = data.dataset.info;
  geo::JsonWriter json;
  json.begin_object().member("version", data.version).text_member("licence", info.licence);
  if (const auto& box = info.extent)
    json.key("extent").begin_array().value(box->west).value(box->south).value(box->east).value(box->north).end_array();
  write_period(json, data.index);
  write_held(json, data.index);
  json.end_object();
  std::string out = "<script type=\"application/json\" id=\"yaad-data\">" + json.take() + "</script>\n";
  const std::string& words = edition.site->words_script;
  if (!words.empty()) out += "<link rel=\"modulepreload\" href=\"" + escaped(words) + "\">\n";
  return out;
}

}  // namespace yaad::server
