#include "geo/picture_ground.hpp"

#include "geo/mvt_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace yaad::geo {
namespace {

constexpr int kFinestTiles = 10;  // of the basemap
constexpr int kRiversFromZoom = 6, kProvincesFromZoom = 4;

// One tile of the basemap and where it lies on the picture.
struct Sheet {
  std::string bytes;
  Box box;
  std::vector<MvtLayerRead> layers;

  const std::vector<MvtFeature>& features(std::string_view name) const {
    static const std::vector<MvtFeature> none;
    for (const MvtLayerRead& layer : layers)
      if (layer.name == name) return layer.features;
    return none;
  }
  PicturePoint place(const MvtPoint& at) const {
    return {box.left + at.x * box.width(), box.top + at.y * box.height()};
  }
};

// What is in sight; outside the region the tiles end earlier, and a coarser one stands for several.
std::vector<Sheet> sheets_of(const MapFrame& frame, const GroundTiles& tiles) {
  std::map<std::tuple<int, std::uint32_t, std::uint32_t, double>, Sheet> found;  // coarse before fine
  const int finest = std::clamp(static_cast<int>(std::ceil(frame.zoom())), 0, kFinestTiles);
  for (const PlacedTile& placed : frame.tiles(finest)) {
    Box box = placed.box;
    TileId tile = placed.tile;
    std::string bytes = tiles(tile);
    while (bytes.empty() && tile.z() > 0) {
      const double width = box.width(), height = box.height();
      box.left -= tile.x() % 2 != 0 ? width : 0;
      box.top -= tile.y() % 2 != 0 ? height : 0;
      box.right = box.left + 2 * width;
      box.bottom = box.top + 2 * height;
      tile = *TileId::from(tile.z() - 1, tile.x() / 2, tile.y() / 2);
      bytes = tiles(tile);
    }
    if (bytes.empty()) continue;
    Sheet& sheet = found[{tile.z(), tile.x(), tile.y(), std::round(box.left)}];
    if (!sheet.bytes.empty()) continue;
    sheet.bytes = std::move(bytes);
    sheet.box = box;
  }
  std::vector<Sheet> sheets;
  sheets.reserve(found.size());
  for (auto& [address, sheet] : found) {
    sheets.push_back(std::move(sheet));
    sheets.back().layers = read_mvt(sheets.back().bytes);  // views of bytes that have come to rest
  }
  return sheets;
}

void trace(Canvas& canvas, const Sheet& sheet, const std::vector<MvtPoint>& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const PicturePoint at = sheet.place(line[i]);
    if (i == 0) canvas.move_to(at.x, at.y);
    else canvas.line_to(at.x, at.y);
  }
}

// Shapes reach past their tile, so those of neighbours lie over one another and leave no seam.
void fill(Canvas& canvas, const std::vector<Sheet>& sheets, std::string_view layer, Colour colour) {
  for (const Sheet& sheet : sheets)
    for (const MvtFeature& feature : sheet.features(layer)) {
      if (feature.kind != MvtGeometry::polygon) continue;
      for (const auto& ring : feature.lines) {
        trace(canvas, sheet, ring);
        canvas.close();
      }
      canvas.fill(colour);
    }
}

// A polygon that was cut at the edge of its tile runs along it; that stretch is no coast.
bool along_edge(const MvtPoint& a, const MvtPoint& b) {
  return (a.x <= 0 && b.x <= 0) || (a.x >= 1 && b.x >= 1) || (a.y <= 0 && b.y <= 0) || (a.y >= 1 && b.y >= 1);
}

void trace_coast(Canvas& canvas, const Sheet& sheet, const std::vector<MvtPoint>& ring) {
  bool down = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const MvtPoint &a = ring[i], &b = ring[(i + 1) % ring.size()];
    if (along_edge(a, b)) {
      down = false;
      continue;
    }
    const PicturePoint from = sheet.place(a), to = sheet.place(b);
    if (!down) canvas.move_to(from.x, from.y);
    canvas.line_to(to.x, to.y);
    down = true;
  }
}

void stroke(Canvas& canvas, const std::vector<Sheet>& sheets, std::string_view layer, const Pen& pen) {
  for (const Sheet& sheet : sheets) {
    canvas.rectangle(sheet.box);
    canvas.clip();
    for (const MvtFeature& feature : sheet.features(layer))
      for (const auto& line : feature.lines)
        if (feature.kind == MvtGeometry::polygon) trace_coast(canvas, sheet, line);
        else if (feature.kind == MvtGeometry::line) trace(canvas, sheet, line);
    canvas.stroke(pen);
    canvas.unclip();
  }
}

}  // namespace

std::vector<GroundName> draw_ground(Canvas& canvas, const MapFrame& frame, const GroundTiles& tiles,
                                    const PictureColours& colours, std::string_view name_property) {
  const std::vector<Sheet> sheets = sheets_of(frame, tiles);
  canvas.rectangle(frame.box());
  canvas.fill(colours.water);
  fill(canvas, sheets, "land", colours.land);
  stroke(canvas, sheets, "land", {colours.coast});
  fill(canvas, sheets, "lakes", colours.water);
  stroke(canvas, sheets, "lakes", {colours.coast});
  if (frame.zoom() >= kRiversFromZoom) stroke(canvas, sheets, "rivers", {colours.coast});
  if (frame.zoom() >= kProvincesFromZoom) stroke(canvas, sheets, "provinces", {colours.province, 1, 3, 2});
  stroke(canvas, sheets, "countries", {colours.border});
  stroke(canvas, sheets, "disputed", {colours.border, 1, 4, 4});

  std::vector<GroundName> names;
  for (const Sheet& sheet : sheets)
    for (const MvtFeature& feature : sheet.features("places")) {
      if (feature.lines.empty() || static_cast<double>(feature.number("min_zoom")) > frame.zoom()) continue;
      const MvtPoint at = feature.lines.front().front();
      if (at.x < 0 || at.y < 0 || at.x >= 1 || at.y >= 1) continue;  // the neighbour's
      std::string_view text = name_property.empty() ? std::string_view() : feature.text(name_property);
      if (text.empty()) text = feature.text("name");
      names.push_back({sheet.place(at), std::string(text), std::string(feature.text("kind")), feature.number("rank")});
    }
  return names;
}

void draw_names(Canvas& canvas, const MapFrame& frame, std::vector<GroundName> names, std::vector<Box>& taken,
                const PictureColours& colours) {
  constexpr double kGap = 5, kLine = 16, kOnce = 90;
  const Pen halo{colours.land, 3};
  std::stable_sort(names.begin(), names.end(), [](const GroundName& a, const GroundName& b) {
    return std::tie(a.rank, a.text) < std::tie(b.rank, b.text);
  });
  const auto is_free = [&](const Box& box) {
    const Box& view = frame.box();
    return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom &&
           std::none_of(taken.begin(), taken.end(), [&](const Box& other) { return box.overlap(other) > 0; });
  };
  // A coarse and a fine tile may both have a place.
  std::vector<const GroundName*> written;
  const auto is_written = [&](const GroundName& name) {
    return std::any_of(written.begin(), written.end(), [&](const GroundName* other) {
      return other->text == name.text && std::hypot(other->at.x - name.at.x, other->at.y - name.at.y) < kOnce;
    });
  };
  for (const GroundName& name : names) {
    if (is_written(name)) continue;
    const bool is_area = name.kind == "country" || name.kind == "province";
    const bool has_dot = !is_area && name.kind != "mark";
    const TextStyle style{.size = name.kind == "country" ? 13.0 : 12.0,
                          .colour = name.kind == "mark" ? colours.ink : colours.muted,
                          .align = Align::centre};
    const double width = canvas.width_of(style, name.text), side = name.reach + kGap + width / 2;
    const double below = std::max(kLine, name.reach + kLine / 2);
    // An area's name stands on its point, a town's beside its dot.
    const std::vector<PicturePoint> shifts =
        is_area ? std::vector<PicturePoint>{{0, 0}, {0, kLine}, {0, -kLine}}
                : std::vector<PicturePoint>{{side, 0}, {-side, 0}, {0, below}, {0, -below}};
    for (const auto& [dx, dy] : shifts) {
      const double x = name.at.x + dx, y = name.at.y + dy;
      const Box box{x - width / 2 - 3, y - kLine / 2, x + width / 2 + 3, y + kLine / 2};
      const Box dot{name.at.x - name.reach, name.at.y - name.reach, name.at.x + name.reach, name.at.y + name.reach};
      if (!is_free(box) || (has_dot && !is_free(dot))) continue;
      taken.push_back(box);
      written.push_back(&name);
      if (has_dot) {
        canvas.arc(name.at.x, name.at.y, name.reach);
        canvas.fill(colours.muted);
      }
      canvas.write_at(style, name.text, x, y, &halo);
      break;
    }
  }
}

}  // namespace yaad::geo
