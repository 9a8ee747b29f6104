// A part of the Mercator square on a picture: what is seen, and where a place lies on it. Pure arithmetic.
// A square is 256 units wide at zoom 0, as on the map.
#pragma once

#include "geo/canvas.hpp"
#include "geo/tile_id.hpp"

#include <vector>

namespace yaad::geo {

struct PicturePoint {
  double x = 0, y = 0;
};

// A tile as it is numbered, and the box of the picture that it fills. Around the antimeridian a tile may come twice.
struct PlacedTile {
  TileId tile = TileId::of({}, 0);
  Box box;
};

class MapFrame {
 public:
  // Zoom is limited to what can be shown: never more than one world beside another, never past kMaxZoom.
  MapFrame(const LonLat& centre, double zoom, const Box& on_picture);
  // All of the rectangle, with this many units left free around it.
  static MapFrame around(const Bbox& bbox, double free, double most_zoom, const Box& on_picture);

  const Box& box() const { return box_; }
  double zoom() const { return zoom_; }
  double scale() const { return scale_; }  // units of the whole square
  Bbox seen() const;
  // The copy of the place that is nearest to the middle.
  PicturePoint place(const World& at) const;
  double units(double metres, const LonLat& at) const;
  // Those of this zoom that are in sight, by rows.
  std::vector<PlacedTile> tiles(int zoom) const;

 private:
  Box box_;
  double zoom_ = 0, scale_ = 0;
  double x_ = 0, y_ = 0;  // of the middle, as shares of the square
};

}  // namespace yaad::geo
