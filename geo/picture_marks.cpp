#include "geo/picture_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

namespace yaad::geo {
namespace {

// As the map has them (frontend/src/map/mark_style.ts, marks.ts, badges.ts), in its CSS pixels.
constexpr double kGap = 1.5, kRing = 3, kHalo = 1.5, kRimOut = 3;
constexpr double kSegmentGap = 1, kHollowLine = 2, kNumberRoom = 6;
constexpr double kFigureWidth = 0.6, kFigureHeight = 0.72;  // of the size of the type
constexpr double kMayCover = 2;
constexpr std::uint64_t kMostInFull = 9999;
constexpr double kBadgeHeight = 22, kBadgePadding = 8, kBadgeRadius = 6;
constexpr double kEdge = 8, kEdgeGap = 4;
constexpr int kAreasFromZoom = 6;   // below it one badge stands for the areas of a country
constexpr int kFinestCellBits = 6;  // of a question to the index

std::optional<std::uint64_t> figure_of(const PictureMark& mark, bool by_count) {
  if (by_count) return mark.tally.count;
  return mark.tally.no_figure < mark.tally.count ? std::optional(mark.tally.killed) : std::nullopt;
}

double diameter_of(std::optional<std::uint64_t> figure) {
  constexpr std::array<std::pair<std::uint64_t, double>, 4> kSizes{{{500, 50}, {100, 42}, {20, 34}, {5, 26}}};
  for (const auto& [from, diameter] : kSizes)
    if (figure.value_or(0) >= from) return diameter;
  return 18;
}

bool is_disputed(const PictureMark& mark) { return mark.tally.disputed == mark.tally.count; }

std::string text_of(const PictureMark& mark, bool by_count, const MarkWords& words) {
  const auto figure = figure_of(mark, by_count);
  std::string text = !figure ? "–" : *figure > kMostInFull ? words.number(*figure / 1000) + "k" : words.number(*figure);
  if (is_disputed(mark)) text = (figure ? text : "") + "?";
  return text;
}

// The number of the one below would be under the other's rim.
bool covers(const PictureMark& above, const PictureMark& below, bool by_count) {
  const double diameter = diameter_of(figure_of(below, by_count));
  const double size = diameter < 26 ? 12 : 15;
  const auto digits = static_cast<double>(std::to_string(figure_of(below, by_count).value_or(0)).size());
  const double width = std::min(diameter - kNumberRoom, digits * size * kFigureWidth), height = size * kFigureHeight;
  const double dx = std::max(0.0, std::abs(above.at.x - below.at.x) - width / 2);
  const double dy = std::max(0.0, std::abs(above.at.y - below.at.y) - height / 2);
  return std::hypot(dx, dy) < reach_of(above, by_count) - kMayCover;
}

// Large first, so that small is drawn over large.
void in_order_of_painting(std::vector<PictureMark>& marks, bool by_count) {
  std::stable_sort(marks.begin(), marks.end(), [&](const PictureMark& a, const PictureMark& b) {
    return diameter_of(figure_of(a, by_count)) > diameter_of(figure_of(b, by_count));
  });
}

void join_covered(std::vector<PictureMark>& discs, bool by_count) {
  for (bool joined = true; joined;) {
    joined = false;
    in_order_of_painting(discs, by_count);
    std::size_t first = 0, second = 0;
    double least = 0;
    for (std::size_t below = 0; below < discs.size(); ++below)
      for (std::size_t above = below + 1; above < discs.size(); ++above) {
        if (!covers(discs[above], discs[below], by_count)) continue;
        const double distance =
            std::hypot(discs[above].at.x - discs[below].at.x, discs[above].at.y - discs[below].at.y);
        if (joined && distance >= least) continue;
        joined = true;
        least = distance;
        first = below;
        second = above;
      }
    if (!joined) break;
    PictureMark &a = discs[first], &b = discs[second];
    const auto wa = static_cast<double>(a.tally.count), wb = static_cast<double>(b.tally.count);
    a.at = {(a.at.x * wa + b.at.x * wb) / (wa + wb), (a.at.y * wa + b.at.y * wb) / (wa + wb)};
    a.tally.add(b.tally);
    a.stack = false;
    a.circle = 0;
    a.place = nullptr;
    discs.erase(discs.begin() + static_cast<std::ptrdiff_t>(second));
  }
}

// Known to be near a point or along a stretch; of a cluster such a circle would be nobody's.
double circle_of(const MapFrame& frame, PlacePrecision precision, double radius_m, const LonLat& at) {
  const bool has_one = precision == PlacePrecision::near || precision == PlacePrecision::line;
  return has_one ? frame.units(radius_m, at) : 0;
}

void draw_disc(Canvas& canvas, const PictureMark& mark, bool by_count, const MarkWords& words,
               const PictureColours& colours) {
  const auto [x, y] = mark.at;
  const double diameter = diameter_of(figure_of(mark, by_count)), radius = diameter / 2;
  const bool rim = mark.stack || is_disputed(mark);
  canvas.arc(x, y, reach_of(mark, by_count) + (rim ? 1 : 0));
  canvas.fill(colours.land);
  std::array<double, kFamilies.size()> parts{};
  for (std::size_t type = 0; type < mark.tally.by_type.size(); ++type)
    parts[static_cast<std::size_t>(family(static_cast<AttackType>(type)))] +=
        static_cast<double>(mark.tally.by_type[type]) / static_cast<double>(mark.tally.count);
  const double ring = radius + kGap + kRing / 2;
  const bool several = std::count_if(parts.begin(), parts.end(), [](double part) { return part > 0; }) > 1;
  const double gap = several ? kSegmentGap / ring / (2 * std::numbers::pi) : 0;
  double before = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] <= 0) continue;
    const double from = before + gap / 2;
    canvas.arc(x, y, ring, from, std::max(before + parts[i] - gap / 2, from + gap));
    canvas.stroke({colours.families[i], kRing});
    before += parts[i];
  }
  // Nothing that is not known exactly is solid: neither a day nor a place.
  const bool hollow =
      mark.tally.not_day_dated == mark.tally.count || (mark.circle > 0 && mark.tally.worst == PlacePrecision::near);
  canvas.arc(x, y, hollow ? radius - kHollowLine / 2 : radius);
  canvas.fill(hollow ? colours.paper : colours.ink);
  if (hollow) {
    canvas.arc(x, y, radius - kHollowLine / 2);
    canvas.stroke({colours.ink, kHollowLine});
  }
  if (rim) {
    canvas.arc(x, y, radius + kGap + kRing + kRimOut);
    canvas.stroke(is_disputed(mark) ? Pen{colours.ink, 1.5, 4, 3} : Pen{colours.ink, 1});
  }
  TextStyle style{.size = diameter < 26 ? 12.0 : 15.0,
                  .colour = hollow ? colours.ink : colours.paper,
                  .bold = true,
                  .align = Align::centre};
  const std::string text = text_of(mark, by_count, words);
  style.size =
      std::clamp(style.size * (diameter - kNumberRoom) / std::max(canvas.width_of(style, text), 1.0), 9.0, style.size);
  canvas.write_at(style, text, x, y);
}

void draw_badge(Canvas& canvas, const Box& box, const std::string& text, const PictureColours& colours) {
  const Box line{box.left + 0.5, box.top + 0.5, box.right - 0.5, box.bottom - 0.5};
  canvas.rounded(line, kBadgeRadius);
  canvas.fill(colours.panel);
  canvas.rounded(line, kBadgeRadius);
  canvas.stroke({colours.ink, 1, 6, 3});
  canvas.write_at({.size = 12, .colour = colours.ink, .align = Align::centre}, text, (box.left + box.right) / 2,
                  (box.top + box.bottom) / 2);
}

// Near its label point, where it covers least.
Box placed_badge(PicturePoint at, double width, const std::vector<Box>& taken, const Box& view) {
  Box best;
  double least = 0;
  bool any = false;
  for (const double dy : {0, 18, -18, 28, -28, 38, -38, 50, -50})
    for (const double dx : {0, 24, -24, 48, -48}) {
      const double x =
          std::clamp(at.x, view.left + width / 2, std::max(view.right - width / 2, view.left + width / 2)) + dx;
      const Box box{x - width / 2, at.y + dy - kBadgeHeight / 2, x + width / 2, at.y + dy + kBadgeHeight / 2};
      double cost = width * kBadgeHeight - box.overlap(view) + 2 * std::hypot(dx, dy);
      for (const Box& other : taken) cost += box.overlap(other);
      if (any && cost >= least) continue;
      any = true;
      least = cost;
      best = box;
    }
  return best;
}

}  // namespace

double reach_of(const PictureMark& mark, bool by_count) {
  const double radius = diameter_of(figure_of(mark, by_count)) / 2 + kGap + kRing;
  return mark.stack || is_disputed(mark) ? radius + kRimOut + 1 : radius + kHalo;
}

std::vector<PictureMark> marks_in(const MapFrame& frame, const Dataset& dataset, const Areas& areas,
                                  const SpaceTimeIndex& index, const Filter& filter, bool by_count) {
  std::vector<PictureMark> marks;
  // Cells of the map's size, asked for in as few and as coarse tiles as there are.
  const int level = static_cast<int>(std::floor(frame.zoom())) + kServedCellBits;
  const int bits = std::min(level, kFinestCellBits);
  std::vector<TileId> asked;  // around the antimeridian a tile is placed twice, and each mark once
  for (const PlacedTile& placed : frame.tiles(level - bits)) {
    if (std::find(asked.begin(), asked.end(), placed.tile) != asked.end()) continue;
    asked.push_back(placed.tile);
    for (const CellTally& cell : index.cells(placed.tile, bits, filter)) {
      PictureMark mark{frame.place(cell.centroid), cell.tally};
      const double reach = reach_of(mark, by_count);
      const Box& view = frame.box();
      if (mark.at.x + reach < view.left || mark.at.x - reach > view.right || mark.at.y + reach < view.top ||
          mark.at.y - reach > view.bottom)
        continue;
      mark.stack = cell.same_place && !cell.only;
      if (cell.only) {
        const Incident& incident = dataset.incidents[*cell.only];
        mark.circle = circle_of(frame, incident.precision, incident.radius_m, incident.at);
        if (incident.place) mark.place = &dataset.places[*incident.place];
      } else if (mark.stack && cell.place) {
        mark.place = &dataset.places[*cell.place];
        mark.circle = circle_of(frame, cell.tally.worst, mark.place->radius_m, mark.place->at);
      }
      marks.push_back(mark);
    }
  }
  if (frame.zoom() < kMaxZoom) join_covered(marks, by_count);
  in_order_of_painting(marks, by_count);

  std::map<std::string_view, PictureMark> badges;
  for (const AreaTally& area : index.areas(filter)) {
    const std::string_view code = frame.zoom() < kAreasFromZoom ? area.code.substr(0, area.code.find('-')) : area.code;
    PictureMark& badge = badges[code];
    badge.area = code;
    badge.tally.add(area.tally);
    const Area* known = areas.find(code);
    badge.at = frame.place(known != nullptr ? to_world(known->label) : area.at);
  }
  for (const auto& [code, badge] : badges) marks.push_back(badge);
  return marks;
}

PictureMark mark_of(const MapFrame& frame, const Incident& incident, const Areas& areas) {
  PictureMark mark{frame.place(to_world(incident.at)), tally_of(incident)};
  if (!incident.is_dot()) mark.area = area_cell(incident, areas);
  mark.circle = circle_of(frame, incident.precision, incident.radius_m, incident.at);
  return mark;
}

PictureMark mark_of(const MapFrame& frame, const Place& place, const Tally& tally) {
  PictureMark mark{frame.place(to_world(place.at)), tally};
  mark.stack = tally.count > 1;
  mark.circle = circle_of(frame, place.precision, place.radius_m, place.at);
  return mark;
}

void draw_area(Canvas& canvas, const MapFrame& frame, const Area& area, const PictureColours& colours) {
  constexpr double kDistrictStep = 6, kStep = 12;
  const auto trace = [&] {
    for (const Ring& ring : area.rings) {
      for (std::size_t i = 0; i < ring.lon.size(); ++i) {
        const PicturePoint at = frame.place(to_world(LonLat::from_degrees(ring.lon[i], ring.lat[i]).value()));
        if (i == 0) canvas.move_to(at.x, at.y);
        else canvas.line_to(at.x, at.y);
      }
      canvas.close();
    }
  };
  const Box& view = frame.box();
  trace();
  canvas.clip();
  const double step = (area.level == AreaLevel::district ? kDistrictStep : kStep) * std::numbers::sqrt2;
  const auto lines = static_cast<int>(std::ceil((view.width() + view.height()) / step));
  for (int line = 0; line < lines; ++line) {
    const double x = view.left - view.height() + line * step;
    canvas.move_to(x, view.bottom);
    canvas.line_to(x + view.height(), view.top);
  }
  canvas.stroke({{colours.ink.rgb, 0.3}});
  canvas.unclip();
  trace();
  canvas.stroke({colours.ink, 1, 6, 3});
}

std::vector<Box> draw_marks(Canvas& canvas, const MapFrame& frame, const std::vector<PictureMark>& marks, bool by_count,
                            const MarkWords& words, const PictureColours& colours) {
  std::vector<Box> taken;
  for (const PictureMark& mark : marks) {
    if (!mark.area.empty() || mark.circle < reach_of(mark, by_count)) continue;
    canvas.arc(mark.at.x, mark.at.y, mark.circle);
    canvas.fill({colours.ink.rgb, 0.06});
    canvas.arc(mark.at.x, mark.at.y, mark.circle);
    canvas.stroke({colours.ink, 1.5, 4, 3});
  }
  for (const PictureMark& mark : marks) {
    if (!mark.area.empty()) continue;
    draw_disc(canvas, mark, by_count, words, colours);
    const double reach = reach_of(mark, by_count);
    taken.push_back({mark.at.x - reach, mark.at.y - reach, mark.at.x + reach, mark.at.y + reach});
  }
  // Countries, and areas whose label point is out of sight, stand in rows at the edge.
  const Box& view = frame.box();
  double left = view.left + kEdge, bottom = view.bottom - kEdge;
  for (const PictureMark& mark : marks) {
    if (mark.area.empty()) continue;
    const std::string text = words.badge(mark.area, mark.tally.count);
    const double width = canvas.width_of({.size = 12}, text) + 2 * kBadgePadding;
    const bool in_sight =
        mark.at.x >= view.left && mark.at.x <= view.right && mark.at.y >= view.top && mark.at.y <= view.bottom;
    Box box;
    if (in_sight && mark.area.find('-') != mark.area.npos) {
      box = placed_badge(mark.at, width, taken, view);
    } else {
      if (left > view.left + kEdge && left + width > view.right - kEdge) {
        left = view.left + kEdge;
        bottom -= kBadgeHeight + kEdgeGap;
      }
      box = {left, bottom - kBadgeHeight, left + width, bottom};
      left += width + kEdgeGap;
    }
    draw_badge(canvas, box, text, colours);
    taken.push_back(box);
  }
  return taken;
}

}  // namespace yaad::geo
