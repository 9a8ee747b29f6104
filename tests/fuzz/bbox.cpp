// The `bbox` parameter: four finite degrees on the globe, which written as filters write them are read as the same.
#include "server/filter_params.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

using namespace yaad::server;
using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const auto box = parse_bbox(text);
  if (!box) return 0;
  claim(box->west >= -180 && box->west <= 180 && box->east >= -180 && box->east <= 180, "longitudes are on the globe");
  claim(box->south >= -90 && box->south <= box->north && box->north <= 90, "latitudes are on the globe and in order");
  claim(text.find_first_not_of("0123456789.,-") == text.npos, "a bbox is plain numbers");
  const auto commas = std::count(text.begin(), text.end(), ',');
  claim(commas == 3 || commas == 5, "a bbox has four numbers or six");
  geo::Filter filter;
  filter.bbox = *box;
  const std::string written = canonical(filter).substr(std::string_view("bbox=").size());
  const auto again = parse_bbox(written);
  claim(again.has_value() && *again == *box, "a bbox written as canonical text is read as the same");
  return 0;
}
