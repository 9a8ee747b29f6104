#include "geo/import_fields.hpp"

#include "geo/country_codes.hpp"
#include "geo/field_parsers.hpp"
#include "geo/fold.hpp"
#include "geo/import_text.hpp"
#include "geo/lonlat.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace yaad::geo {
namespace {

constexpr std::size_t kNameLength = 300;
constexpr Day kExcelEpoch = -25569;  // 1899-12-30: what Excel's day 1 and its 29 February 1900 come to
constexpr std::uint32_t kFirstExcelDay = 61, kLastExcelDay = 73'050;  // March 1900 to the end of 2099

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<Day> existing(int year, int month, int day) {
  const CivilDate date{year, month, day};
  return exists(date) ? std::optional(day_of(date)) : std::nullopt;
}

}  // namespace

std::optional<Day> iso_day(std::string_view text) {
  if (text.size() > 10 && text[10] != ' ' && text[10] != 'T') return std::nullopt;
  const std::string_view clock = text.substr(std::min<std::size_t>(text.size(), 11));
  if (clock.find_first_not_of("0123456789:.Z") != std::string_view::npos) return std::nullopt;
  text = text.substr(0, 10);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string_view year = text.substr(0, 4), month = text.substr(5, 2), day = text.substr(8, 2);
  if (!is_digits(year) || !is_digits(month) || !is_digits(day)) return std::nullopt;
  return existing(number(year), number(month), number(day));
}

int month_by_name(std::string_view word) {
  const std::string folded = fold(word);
  constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (folded == kMonths[i] || folded == kMonths[i].substr(0, 3)) return static_cast<int>(i) + 1;
  return 0;
}

std::optional<Day> day_with_month_name(std::string_view text, int year) {
  const auto words = fold_words(text);
  if (words.size() != 3 || !is_digits(words[0]) || words[0].size() > 2 || !is_digits(words[2])) return std::nullopt;
  const int month = month_by_name(words[1]);
  int stated = number(words[2]);
  if (words[2].size() == 2 && year % 100 == stated) stated = year;
  else if (words[2].size() != 4) return std::nullopt;
  return month == 0 ? std::nullopt : existing(stated, month, number(words[0]));
}

std::optional<Day> excel_day(std::string_view text) {
  const auto serial = whole_number(text);
  if (!serial || *serial < kFirstExcelDay || *serial > kLastExcelDay) return std::nullopt;
  return kExcelEpoch + static_cast<Day>(*serial);
}

std::string edtf_of(Day first, Day last) {
  if (first == last) return iso(first);
  const CivilDate a = civil(first), b = civil(last);
  if (a.day == 1 && a.year == b.year) {
    if (a.month == b.month && b.day == days_in_month(b.year, b.month)) return iso(first).substr(0, 7);
    if (a.month == 1 && b.month == 12 && b.day == 31) return iso(first).substr(0, 4);
  }
  return iso(first) + '/' + iso(last);
}

std::optional<std::uint32_t> whole_number(std::string_view text) {
  const std::string_view digits = text.substr(0, text.find('.'));
  const std::string_view rest = text.substr(digits.size());
  if (!is_digits(digits) || (!rest.empty() && rest.find_first_not_of('0', 1) != std::string_view::npos))
    return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value > kMaxCount) return std::nullopt;
  return value;
}

bool is_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  return point != std::string_view::npos && is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

std::optional<NotTaken> read_point(std::string_view lat, std::string_view lon, ImportedPlace& place) {
  if (lat.empty()) return refused("lat", "no coordinate", "");
  if (lon.empty()) return refused("lon", "no coordinate", "");
  const auto y = parse_decimal(lat), x = parse_decimal(lon);
  if (!y) return refused("lat", "not a number of degrees", lat);
  if (!x) return refused("lon", "not a number of degrees", lon);
  if (const auto at = LonLat::from_degrees(*x, *y); !at)
    return refused(at.error().parameter, "no place on earth", at.error().parameter == "lat" ? lat : lon);
  if (*x == 0 && *y == 0) return refused("lat", "0, 0 stands where a coordinate is missing", lat);
  place.lat = lat;
  place.lon = lon;
  return std::nullopt;
}

std::optional<NotTaken> read_point(const ImportRow& row, std::string_view lat_column, std::string_view lon_column,
                                   ImportedPlace& place) {
  auto why = read_point(row[lat_column], row[lon_column], place);
  if (why) why->column = why->column == "lat" ? lat_column : lon_column;
  return why;
}

void PlaceCodes::fill(ImportedPlace& place, std::string_view country, std::string_view province,
                      std::string_view district) const {
  if (place.country.empty()) place.country = country_code(country);
  if (const Area* area = names_.province(place.country, province)) {
    place.area = area->code;
    const Area* part = names_.district(area->code, district);
    place.district = part != nullptr ? part->name : one_line(without_area_kind(district), kNameLength);
    if (area_slug(place.district).empty()) place.district.clear();
  }
}

bool PlaceCodes::stand_at_label(ImportedPlace& place) const {
  const bool is_country = place.precision == PlacePrecision::country;
  if (!is_country && place.precision != PlacePrecision::province) return false;
  const Area* area = areas_.find(is_country ? place.country : place.area);
  if (area == nullptr) return false;
  char lat[32], lon[32];
  std::snprintf(lat, sizeof lat, "%.5f", area->label.lat());
  std::snprintf(lon, sizeof lon, "%.5f", area->label.lon());
  place.lat = lat;
  place.lon = lon;
  return true;
}

NotTaken refused(std::string_view column, std::string_view reason, std::string_view value) {
  return {false, std::string(column), std::string(reason), std::string(value)};
}

NotTaken left_out(std::string_view column, std::string_view reason, std::string_view value) {
  return {true, std::string(column), std::string(reason), std::string(value)};
}

}  // namespace yaad::geo
