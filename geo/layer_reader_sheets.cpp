#include "geo/layer_reader_sheets.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

// Whether a text has this shape, in which '0' stands for any digit.
bool has_shape(std::string_view text, std::string_view shape) {
  return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char c, char s) {
           return s == '0' ? c >= '0' && c <= '9' : c == s;
         });
}

}  // namespace

std::string without_hour(std::string_view text) {
  constexpr std::size_t kDay = 10;
  const std::string_view hour = text.substr(std::min(kDay, text.size()));
  const bool is_gdals = has_shape(text.substr(0, kDay), "0000/00/00") && (hour.empty() || has_shape(hour, " 00:00:00"));
  const bool is_iso = has_shape(text.substr(0, kDay), "0000-00-00") && has_shape(hour, "T00:00:00");
  std::string day(text);
  if (!is_gdals && !is_iso) return day;
  day.resize(kDay);
  std::replace(day.begin(), day.end(), '/', '-');
  return day;
}

bool is_blank_row(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
}

}  // namespace yaad::geo
