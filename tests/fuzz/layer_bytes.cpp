// Which format a file is, before a library opens it: no bytes are two formats, and a container is none.
#include "geo/layer_bytes.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/target.hpp"

#include <array>

using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = yaad::fuzz::text_of(data, size);
  int formats = 0;
  for (const auto format : {geo::LayerFormat::geojson, geo::LayerFormat::geopackage, geo::LayerFormat::flatgeobuf,
                            geo::LayerFormat::shapefile}) {
    const std::string why = geo::mismatch(bytes, format);
    claim(!geo::find_invalid_utf8(why), "a reason is UTF-8");
    formats += why.empty() ? 1 : 0;
  }
  claim(formats <= 1, "no bytes are two formats");
  for (const std::string_view container : {"PK\x03\x04", "%PDF-", "<OGRVRTDataSource", "\x1f\x8b"})
    if (bytes.starts_with(container)) {
      claim(formats == 0, "a container of other files is no format");
      claim(!geo::mismatch(bytes, geo::LayerFormat::csv).empty(), "a container of other files is no table");
    }
  return 0;
}
