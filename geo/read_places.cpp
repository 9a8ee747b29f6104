// places.csv, and the two readings of a point on the ground that incidents.csv shares with it.
#include "geo/field_parsers.hpp"
#include "geo/read_tables.hpp"
#include "geo/utf8.hpp"

#include <cmath>
#include <string_view>

namespace yaad::geo {
namespace {

bool upper(std::string_view t) {
  return std::all_of(t.begin(), t.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}
bool upper_or_digit(std::string_view t) {
  return std::all_of(t.begin(), t.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

// "PK"
bool is_country(std::string_view t) { return t.size() == 2 && upper(t); }
// "PK-BA", "IR-11": ISO 3166-2
bool is_province(std::string_view t) {
  return t.size() >= 4 && t.size() <= 6 && is_country(t.substr(0, 2)) && t[2] == '-' && upper_or_digit(t.substr(3));
}

void read_codes(Row& row, const Areas& areas, Place& p) {
  p.country = row["country"];
  p.area = row["area"];
  p.district = row.text("district", kMaxName);
  if (!p.country.empty() && !is_country(p.country))
    row.refuse("country", quoted(p.country) + " is not a country code (ISO 3166, as PK)");
  if (!p.area.empty() && !is_province(p.area))
    row.refuse("area", quoted(p.area) + " is not a province code (ISO 3166-2, as PK-BA)");
  if (p.country.empty() && is_province(p.area)) p.country = p.area.substr(0, 2);
  if (is_province(p.area) && p.area.substr(0, 2) != p.country)
    row.refuse("area", quoted(p.area) + " is no province of " + p.country);
  if (!p.district.empty() && p.area.empty()) row.refuse("district", "is given without its province (fill area)");
  if (row.is_refused()) return;
  // What the row leaves blank is read off the outlines.
  if (p.country.empty()) {
    if (const Area* a = areas.point_in(p.at, AreaLevel::country)) p.country = a->code;
  }
  if (p.area.empty() && !is_area(p.precision)) {
    if (const Area* a = areas.point_in(p.at, AreaLevel::province); a != nullptr && a->parent == p.country)
      p.area = a->code;
  }
  if (!p.district.empty()) {
    p.district_code = p.area + '.' + area_slug(p.district);
  } else if (!p.area.empty() && !is_area(p.precision)) {
    if (const Area* a = areas.point_in(p.at, AreaLevel::district); a != nullptr && a->parent == p.area) {
      p.district = a->name;
      p.district_code = a->code;
    }
  }
}

}  // namespace

std::optional<LonLat> read_coordinates(Row& row) {
  const auto lat = row.decimal("lat"), lon = row.decimal("lon");
  if (row["lat"].empty() || row["lon"].empty()) {
    row.refuse(row["lat"].empty() ? "lat" : "lon", "is blank (a point needs both lat and lon)");
    return std::nullopt;
  }
  if (!lat || !lon) return std::nullopt;
  const auto at = LonLat::from_degrees(*lon, *lat);
  if (!at) {
    row.refuse(at.error().parameter, quoted(row[at.error().parameter]) + ": " + at.error().detail);
    return std::nullopt;
  }
  if (*lon == 0 && *lat == 0) {
    row.refuse("lat", "0, 0 is a point in the sea off Africa: were the coordinates missing?");
    return std::nullopt;
  }
  return *at;
}

double read_radius(Row& row, PlacePrecision precision) {
  const double standard = kDefaultRadiusM[static_cast<std::size_t>(precision)];
  const auto radius = row.decimal("radius_m");
  if (!radius) return standard;
  if (*radius <= 0 || *radius > kMaxRadiusM)
    row.refuse("radius_m", quoted(row["radius_m"]) + " is not a radius (metres, more than 0, at most 1000000)");
  return *radius;
}

void read_places(Linkable<PlaceIndex>& places, const Areas& areas, LoadedFolder& out) {
  if (places.table.state() != TableState::present) return;
  const auto repeated = places.table.repeated("id");
  std::vector<std::pair<Place, std::size_t>> rows;
  CsvCursor csv_rows = places.table.rows();
  while (const CsvFields* csv_row = csv_rows.next()) {
    Row row(places.table, *csv_row, out.report);
    Place p;
    p.id = row.id("id", repeated);
    p.name = row.text("name", kMaxName);
    if (p.name.empty()) row.refuse("name", "is blank (a place needs an English name)");
    p.name_ur = row.text("name_ur", kMaxName);
    p.name_fa = row.text("name_fa", kMaxName);
    p.name_ps = row.text("name_ps", kMaxName);
    p.aliases = row.list("aliases");
    p.precision = row.code<PlacePrecision>(kPlacePrecisions, "precision").value_or(PlacePrecision::town);
    p.radius_m = read_radius(row, p.precision);
    p.basis = row.text("basis", kMaxParagraph);
    if (const auto at = read_coordinates(row)) {
      p.at = *at;
      read_codes(row, areas, p);
    }
    if (!row.is_refused()) rows.emplace_back(std::move(p), row.line());
  }
  store_sorted(
      std::move(rows), [](const Place& a, const Place& b) { return a.id < b.id; }, out.dataset.places,
      out.lines.places);
  for (std::size_t i = 0; i < out.dataset.places.size(); ++i)
    places.index.emplace(out.dataset.places[i].id, static_cast<PlaceIndex>(i));
}

}  // namespace yaad::geo
