// A made-up dataset for laws on random data: ties, shared places, uncertain dates, areas, missing figures.
// The same seed gives the same records on every machine (no distribution of <random> is used: theirs may differ).
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"
#include "geo/filter.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace yaad::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {  // splitmix64
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // 0 … n-1
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(next() % n); }
  bool chance(std::uint32_t percent) { return below(100) < percent; }
  double between(double low, double high) { return low + (high - low) * static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

inline geo::LonLat at(double lon, double lat) { return geo::LonLat::from_degrees(lon, lat).value(); }
inline geo::Day day(int year, int month, int day_of_month) { return geo::day_of({year, month, day_of_month}); }

inline geo::DateSpan random_span(Random& random) {
  const geo::Day first = day(2000, 1, 1) + static_cast<geo::Day>(random.below(6000));
  switch (random.below(10)) {
    case 0: return {};
    case 1: return geo::DateSpan::between(geo::kBeforeTime, first);
    case 2: return geo::DateSpan::between(first, geo::kAfterTime);
    case 3: return geo::DateSpan::between(first, first + static_cast<geo::Day>(random.below(40)));
    case 4: return geo::DateSpan::between(first, first + 364);
    default: return geo::DateSpan::day(first);
  }
}

inline geo::Figure random_figure(Random& random) {
  geo::Figure f;
  if (random.chance(80)) f.best = random.below(100);
  if (random.chance(40)) f.low = f.best ? *f.best - random.below(*f.best + 1) : random.below(50);
  if (random.chance(40)) f.high = std::max(f.best.value_or(0), f.low.value_or(0)) + random.below(30);
  return f;
}

inline geo::Place place(std::string id, std::string name, double lon, double lat, geo::PlacePrecision precision,
                        std::string area = "PK-BA") {
  geo::Place p;
  p.id = std::move(id);
  p.name = std::move(name);
  p.at = at(lon, lat);
  p.precision = precision;
  p.radius_m = geo::kDefaultRadiusM[static_cast<std::size_t>(precision)];
  p.country = area.substr(0, 2);
  p.area = area.size() > 2 ? std::move(area) : std::string();
  return p;
}

inline geo::Incident incident(std::string id, geo::DateSpan span, const geo::LonLat& where) {
  geo::Incident i;
  i.id = std::move(id);
  i.span = span;
  i.at = where;
  i.country = "PK";
  i.area = "PK-BA";
  return i;
}

// `count` incidents around Quetta, Karachi and Kabul, on the edges of tiles and at ±180.
inline geo::Dataset random_dataset(std::uint64_t seed, std::uint32_t count) {
  Random random(seed);
  geo::Dataset data;
  data.places.push_back(place("balochistan", "Balochistan", 65, 28, geo::PlacePrecision::province));
  data.places.push_back(place("kabul", "Kabul", 69.17, 34.53, geo::PlacePrecision::town, "AF-KAB"));
  data.places.push_back(place("quetta", "Quetta", 67.0, 30.18, geo::PlacePrecision::town));
  data.actors.resize(2);
  data.actors[0].code = "child";
  data.actors[0].parent = geo::ActorIndex{1};
  data.actors[1].code = "parent";
  for (std::uint32_t n = 0; n < count; ++n) {
    geo::LonLat where = at(random.between(60, 78), random.between(24, 38));
    std::optional<geo::PlaceIndex> named;
    switch (random.below(8)) {
      case 0: named = 0; break;
      case 1: named = 1; break;
      case 2:
      case 3: named = 2; break;
      case 4: where = at(random.chance(50) ? 180 : -180, random.between(-90, 90)); break;
      case 5: where = at(45.0 + 11.25 * random.below(4), 0); break;  // corners of tiles
      default: break;
    }
    if (named) where = data.places[*named].at;
    geo::Incident i = incident("r-" + std::to_string(n), random_span(random), where);
    i.place = named;
    if (named) {
      i.precision = data.places[*named].precision;
      i.country = data.places[*named].country;
      i.area = data.places[*named].area;
    } else {
      i.precision = random.chance(50) ? geo::PlacePrecision::neighbourhood : geo::PlacePrecision::near;
    }
    i.killed = random_figure(random);
    i.injured = random_figure(random);
    i.attack_type = static_cast<geo::AttackType>(random.below(static_cast<std::uint32_t>(geo::kAttackTypes.size())));
    if (random.chance(80)) i.target_type = static_cast<geo::TargetType>(random.below(15));
    i.communities.insert(static_cast<geo::Community>(random.below(6)));
    if (random.chance(60)) i.actors.push_back(static_cast<geo::ActorIndex>(random.below(2)));
    if (random.chance(10)) i.status = geo::Status::disputed;
    data.incidents.push_back(std::move(i));
  }
  geo::finish(data);
  return data;
}

// A filter that tests a little of everything.
inline geo::Filter random_filter(Random& random) {
  geo::Filter f;
  if (random.chance(80)) {
    const geo::Day first = day(1999, 1, 1) + static_cast<geo::Day>(random.below(6500));
    f.window = geo::DateSpan::between(first, first + static_cast<geo::Day>(random.chance(30) ? 0 : random.below(3000)));
  }
  if (random.chance(30)) f.attack_types.insert(static_cast<geo::AttackType>(random.below(11)));
  if (random.chance(20)) f.communities.insert(static_cast<geo::Community>(random.below(6)));
  if (random.chance(20)) f.target_types.insert(static_cast<geo::TargetType>(random.below(15)));
  if (random.chance(20)) f.actors = {random.chance(50) ? "child" : "parent"};
  if (random.chance(20)) f.precision = static_cast<geo::PlacePrecision>(random.below(8));
  if (random.chance(20)) f.date_precision = static_cast<geo::DatePrecision>(random.below(5));
  if (random.chance(20)) f.killed = geo::TollRange{random.below(20), 20 + random.below(60)};
  if (random.chance(20)) f.areas = {random.chance(50) ? "PK" : "AF-KAB"};
  if (random.chance(20))
    f.bbox = geo::Bbox{random.between(55, 67), random.between(20, 30), random.between(67, 80), random.between(30, 40)};
  return f;
}

}  // namespace yaad::test
