// /preview.png: a view as a picture for link cards: words at the inline start, the map beside them.
#include "geo/picture_ground.hpp"
#include "geo/picture_marks.hpp"
#include "server/handlers.hpp"
#include "server/html.hpp"
#include "server/preview_text.hpp"

#include <cmath>

namespace yaad::server {
namespace {

// The picture is laid out in CSS pixels of the map, at this height, and drawn larger: cards are shown at half their size.
constexpr double kHeight = 420, kPanel = 300, kPadding = 20;
constexpr double kFree = 24;  // around what a map is fitted to
constexpr double kMostZoom = 7,
                 kPlaceZoom = 7;  // of a fitted map, so that its surroundings are seen; of one around a point
constexpr double kMarkNamesFromZoom = 9;
constexpr double kSiteSize = 20, kTitleSize = 20, kTollSize = 28, kTextSize = 14, kSmallSize = 12;
constexpr double kLinesEnd = kHeight - 106;  // what the picture is and whose stands below

geo::MapFrame frame_of(const Preview& preview, const geo::Snapshot& data, const geo::Box& box) {
  if (preview.view) return {preview.view->centre, preview.view->zoom, box};
  if (preview.incident != nullptr) {
    const geo::Area* area =
        preview.incident->is_dot() ? nullptr : data.areas.find(geo::area_cell(*preview.incident, data.areas));
    if (area != nullptr) return geo::MapFrame::around(area->bbox, kFree, kMostZoom, box);
    return {preview.incident->at, kPlaceZoom, box};
  }
  if (preview.place != nullptr) return {preview.place->at, kPlaceZoom, box};
  if (preview.filter.bbox) return geo::MapFrame::around(*preview.filter.bbox, kFree, kMostZoom, box);
  geo::Bbox bbox{180, 90, -180, -90};
  for (const std::string& code : preview.filter.areas)
    if (const geo::Area* area = data.areas.find(code))
      bbox = {std::min(bbox.west, area->bbox.west), std::min(bbox.south, area->bbox.south),
              std::max(bbox.east, area->bbox.east), std::max(bbox.north, area->bbox.north)};
  if (bbox.west > bbox.east) bbox = data.dataset.info.extent.value_or(geo::Bbox());
  return geo::MapFrame::around(bbox, kFree, kMostZoom, box);
}

bool shows_all(const geo::Bbox& seen, const geo::Bbox& extent) {
  return seen.west <= extent.west && seen.south <= extent.south && seen.east >= extent.east &&
         seen.north >= extent.north;
}

geo::GroundTiles ground_tiles(const Site& site) {
  return [&site](const geo::TileId& tile) {
    if (!site.basemap) return std::string();
    const auto member = site.basemap->find(static_cast<std::uint32_t>(tile.z()), tile.x(), tile.y());
    return member ? gunzip(*member) : std::string();
  };
}

void draw_map(geo::Canvas& canvas, const Edition& edition, const Preview& preview, const geo::MapFrame& frame,
              const geo::Filter& filter, const geo::PictureColours& colours) {
  const geo::Snapshot& data = *edition.snapshot;
  const Words& words = edition.site->words;
  canvas.rectangle(frame.box());
  canvas.clip();
  const std::string_view in = words.language().code;
  const std::string_view own_names = in == "ur" ? "name_ur" : in == "fa" || in == "prs" ? "name_fa" : "";
  auto names = geo::draw_ground(canvas, frame, ground_tiles(*edition.site), colours, own_names);
  std::vector<geo::PictureMark> marks;
  if (preview.incident != nullptr) {
    marks.push_back(geo::mark_of(frame, *preview.incident, data.areas));
    if (const geo::Area* area = data.areas.find(marks.front().area)) geo::draw_area(canvas, frame, *area, colours);
  } else if (preview.place != nullptr) {
    marks.push_back(geo::mark_of(frame, *preview.place, tally_at(data.dataset, *preview.place)));
  } else {
    marks = geo::marks_in(frame, data.dataset, data.areas, data.index, filter, preview.by_count);
  }
  const geo::MarkWords said{
      [&](std::uint64_t n) { return words.digits(grouped(n)); },
      [&](std::string_view code, std::uint64_t n) {
        return words("map.badge", {{"n", grouped(n)}, {"area", area_name(words, data.areas, code)}});
      }};
  auto taken = geo::draw_marks(canvas, frame, marks, preview.by_count, said, colours);
  if (frame.zoom() >= kMarkNamesFromZoom)
    for (const geo::PictureMark& mark : marks)
      if (mark.place != nullptr)
        names.push_back({mark.at, place_name(words, *mark.place), "mark", 0, geo::reach_of(mark, preview.by_count)});
  geo::draw_names(canvas, frame, std::move(names), taken, colours);
  canvas.unclip();
}

void draw_text(geo::Canvas& canvas, const Words& words, const PreviewText& text, double left,
               const geo::PictureColours& colours) {
  const double x = left + kPadding, width = kPanel - 2 * kPadding;
  double y = kPadding - 4;
  const auto say = [&](const geo::TextStyle& style, const std::string& line, double gap, int lines) {
    if (!line.empty() && y < kLinesEnd) y += canvas.write(style, line, x, y, width, lines) + gap;
  };
  const geo::TextStyle small{.size = kSmallSize, .colour = colours.muted};
  const geo::TextStyle serif{.size = kTitleSize, .colour = colours.ink, .face = geo::Face::serif};
  geo::TextStyle site = serif, toll = serif;
  site.size = kSiteSize;
  toll.size = kTollSize;
  say(site, words("page.site"), 0, 1);
  say(small, words("page.subtitle"), 14, 3);
  say(serif, text.title, 4, 2);
  say({.size = kTextSize, .colour = colours.ink}, text.when, 4, 3);
  say(small, text.filters, 4, 3);
  say({.size = kTextSize, .colour = colours.ink, .bold = true}, text.count, 0, 1);
  say(toll, text.killed, 6, 2);
  for (const std::string& line : text.beside) {
    // What would reach into the last lines is cut where it begins to.
    const int room = static_cast<int>((kLinesEnd - y) / (kSmallSize * 1.7));
    if (room > 0) say(small, line, 3, std::min(room, 4));
  }
  const geo::TextStyle least{.size = 11, .colour = colours.muted};
  y = kLinesEnd + 8;
  y += canvas.write(small, words("page.scope"), x, y, width, 2) + 2;
  y += canvas.write(least, text.source, x, y, width, 2);
  canvas.write(least, text.address, x, y, width, 1);
}

std::string drawn(const Edition& edition, const Preview& preview, geo::Drawer& drawer) {
  const geo::Snapshot& data = *edition.snapshot;
  const Words& words = edition.site->words;
  const Language& language = words.language();
  const geo::PictureColours& colours = preview.dark ? geo::kDarkColours : geo::kLightColours;
  const double scale = preview.height / kHeight, width = preview.width / scale;
  geo::Canvas canvas(drawer, preview.width, preview.height, scale);
  canvas.speak(language.code == "prs" ? "fa-AF" : language.code, language.rtl);
  canvas.rectangle({0, 0, width, kHeight});
  canvas.fill(colours.panel);
  // Words at the side where reading begins; the map itself never turns round.
  const double panel = language.rtl ? width - kPanel : 0;
  const geo::Box box = language.rtl ? geo::Box{0, 0, width - kPanel, kHeight} : geo::Box{kPanel, 0, width, kHeight};
  const geo::MapFrame frame = frame_of(preview, data, box);
  geo::Filter filter = preview.filter;
  const bool in_part =
      preview.view && !filter.bbox && !shows_all(frame.seen(), data.dataset.info.extent.value_or(geo::Bbox()));
  if (in_part) filter.bbox = frame.seen();
  draw_map(canvas, edition, preview, frame, filter, colours);
  draw_text(canvas, words, preview_text(edition, preview, filter, in_part), panel, colours);
  return canvas.png();
}

Reply picture(const Edition& edition, const Preview& preview) {
  Reply reply;
  reply.set("Content-Type", "image/png");
  set_data_headers(reply);
  reply.body =
      shared(edition.site->drawers->with_one([&](geo::Drawer& drawer) { return drawn(edition, preview, drawer); }));
  return reply;
}

}  // namespace

Answer handle_preview(const Call& call) {
  const auto preview = parse_preview(call.params, *call.edition.snapshot);
  if (!preview) return problem(preview.error());
  const auto make = [&]() -> geo::Result<Reply> {
    const auto& languages = call.edition.site->in_other_languages;
    const auto site = languages.find(preview->language);
    return site == languages.end() ? picture(call.edition, *preview)
                                   : picture(Edition(call.edition, site->second), *preview);
  };
  return kept_or_made(call, preview->key(), make, Cost::drawing);
}

}  // namespace yaad::server
