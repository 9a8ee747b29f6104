// What pictures are made of: tiles read back, places on a frame, the bytes of a canvas, and sums that stay whole.
#include "geo/canvas.hpp"
#include "geo/map_frame.hpp"
#include "geo/mvt_layer.hpp"
#include "geo/mvt_reader.hpp"
#include "geo/painter.hpp"
#include "geo/picture_marks.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <set>

using namespace yaad::geo;
using yaad::test::at;

namespace {

constexpr Box kMap{300, 0, 800, 420};

}  // namespace

TEST_CASE("what a tile was written with is read back") {
  const TileId tile = TileId::from(3, 5, 3).value();
  constexpr std::array<std::string_view, 2> names{"name", "rank"};
  MvtLayer layer("places", tile, names);
  layer.tag(0, std::string_view("کوئٹہ"));
  layer.tag(1, std::uint64_t{7});
  layer.add_point({static_cast<std::uint32_t>(tile.west() + tile.width() / 4),
                   static_cast<std::uint32_t>(tile.north() + tile.width() / 2)});
  const std::string bytes = layer.take();
  const auto layers = read_mvt(bytes);
  REQUIRE(layers.size() == 1);
  CHECK(layers[0].name == "places");
  REQUIRE(layers[0].features.size() == 1);
  const MvtFeature& feature = layers[0].features[0];
  CHECK(feature.kind == MvtGeometry::point);
  CHECK(feature.text("name") == "کوئٹہ");
  CHECK(feature.text("kind").empty());
  CHECK(feature.number("rank") == 7);
  REQUIRE(feature.lines.size() == 1);
  CHECK(feature.lines[0][0].x == 0.25);
  CHECK(feature.lines[0][0].y == 0.5);
}

TEST_CASE("bytes that are no tile throw, whatever they are") {
  const TileId tile = TileId::from(0, 0, 0).value();
  constexpr std::array<std::string_view, 1> names{"name"};
  MvtLayer layer("places", tile, names);
  layer.tag(0, std::string_view("a name of some length"));
  layer.add_point({1U << 31, 1U << 31});
  const std::string whole = layer.take();
  CHECK(read_mvt("").empty());
  std::size_t threw = 0;
  for (std::size_t end = 1; end < whole.size(); ++end) try {
      (void)read_mvt(whole.substr(0, end));
    } catch (const std::exception&) {
      ++threw;
    }
  CHECK(threw == whole.size() - 1);
}

TEST_CASE("a frame around a rectangle shows all of it, and its middle is in the middle") {
  for (const Bbox& bbox :
       {Bbox{58.5, 23.5, 78, 38.6}, Bbox{66.9, 30.1, 67.1, 30.3}, Bbox{170, -10, -170, 10}, Bbox{-180, -85, 180, 85}}) {
    const MapFrame frame = MapFrame::around(bbox, 24, 9, kMap);
    for (const auto& [lon, lat] : {std::pair{bbox.west, bbox.north}, std::pair{bbox.east, bbox.south}}) {
      const PicturePoint corner = frame.place(to_world(at(lon, lat)));
      INFO(lon << ' ' << lat << " at " << corner.x << ' ' << corner.y);
      CHECK(corner.y >= kMap.top - (bbox.north > 80 ? 500 : 0));
      CHECK(corner.y <= kMap.bottom + (bbox.north > 80 ? 500 : 0));
      CHECK(corner.x >= kMap.left - 1);
      CHECK(corner.x <= kMap.right + 1);
    }
    CHECK(frame.zoom() <= 9);
  }
  const MapFrame frame(at(67, 30), 6, kMap);
  const PicturePoint middle = frame.place(to_world(at(67, 30)));
  CHECK(middle.x == Approx(550));
  CHECK(middle.y == Approx(210));
  const Bbox seen = frame.seen();
  CHECK(frame.place(to_world(at(seen.west, 30))).x == Approx(300).margin(0.01));
  CHECK(frame.place(to_world(at(67, seen.north))).y == Approx(0).margin(0.01));
}

TEST_CASE("the tiles of a frame cover it, each once, also across the antimeridian") {
  for (const auto& [lon, lat, zoom] :
       {std::tuple{67.0, 30.0, 6.3}, std::tuple{179.9, 0.0, 5.0}, std::tuple{0.0, 84.0, 4.0}}) {
    const MapFrame frame(at(lon, lat), zoom, kMap);
    double area = 0;
    for (const PlacedTile& placed : frame.tiles(6)) area += placed.box.overlap(kMap);
    CHECK(area == Approx(kMap.width() * kMap.height()).epsilon(1e-6));
  }
}

TEST_CASE("the marks of a picture count what matches, each record once, at any zoom") {
  const Dataset data = yaad::test::random_dataset(11, 2000);
  const Areas areas;
  const SpaceTimeIndex index(data, areas);
  Filter filter;
  for (const double zoom : {1.0, 3.0, 4.7, 6.0}) {
    const double side = 256 * std::exp2(zoom);  // of the whole world
    const MapFrame frame(at(0, 0), zoom, Box{0, 0, side, side});
    Tally sum;
    for (const PictureMark& mark : marks_in(frame, data, areas, index, filter, false)) sum.add(mark.tally);
    const Tally total = index.total(filter);
    INFO(zoom);
    CHECK(sum.count == total.count);
    CHECK(sum.killed == total.killed);
    CHECK(sum.no_figure == total.no_figure);
  }
}

TEST_CASE(
    "a canvas without a letter is a PNG of its size, the same bytes each time, and another one for another drawing") {
  const auto drawn = [](std::uint32_t rgb) {
    Painter painter;
    Canvas canvas(painter, 60, 40, 2);
    canvas.rectangle({0, 0, 30, 20});
    canvas.fill({0xffffff});
    canvas.arc(15, 10, 5);
    canvas.fill({rgb});
    canvas.arc(15, 10, 7, 0.1, 0.4);
    canvas.stroke({{rgb, 0.5}, 2, 3, 1});
    return canvas.png();
  };
  CHECK(drawn(0x123456) == drawn(0x123456));
  CHECK(drawn(0x123456) != drawn(0x123457));
  CHECK(drawn(0x123456).starts_with("\x89PNG"));
  Painter painter;
  CHECK_THROWS_AS(Canvas(painter, 100000, 100000, 1).png(), std::runtime_error);
}

TEST_CASE("a drawing that ends anywhere within a call is thrown, and one that ends between two is drawn so far") {
  // What is told, and where each call of it begins.
  struct Listener : Drawer {
    std::string told;
    std::string draw(std::string_view calls) override {
      told += calls;
      return std::string(sizeof(double), '\0');
    }
  } listener;
  Canvas canvas(listener, 60, 40, 2);
  canvas.rectangle({0, 0, 30, 20});
  canvas.fill({0x123456, 0.5});
  canvas.rounded({2, 2, 20, 10}, 3);
  canvas.clip();
  canvas.move_to(1, 1);
  canvas.line_to(20, 5);
  canvas.close();
  canvas.stroke({{0xffffff}, 2, 3, 1});
  canvas.unclip();
  canvas.png();
  constexpr std::size_t kCalls = 11;
  std::size_t whole = 0;
  for (std::size_t length = 0; length <= listener.told.size(); ++length) {
    try {
      Painter().draw(std::string_view(listener.told).substr(0, length));
      ++whole;
    } catch (const std::runtime_error&) {
    }
  }
  CHECK(whole == kCalls + 1);  // and nothing at all
  CHECK_THROWS_AS(Painter().draw("\x02"), std::runtime_error);
  CHECK_THROWS_AS(Painter().draw(listener.told + "\x7f"), std::runtime_error);
}
