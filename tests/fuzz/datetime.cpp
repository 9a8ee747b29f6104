// The `datetime` parameter: a window of real days, which written out is read as the same, by records' own rules too.
#include "geo/edtf.hpp"
#include "server/filter_params.hpp"
#include "tests/fuzz/target.hpp"

using namespace yaad::server;
using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const auto read = parse_datetime(text);
  if (!read) {
    claim(read.error().parameter == "datetime" && !read.error().detail.empty(), "a refusal says what to write");
    return 0;
  }
  claim(read->first() <= read->last(), "a window does not end before it begins");
  for (const geo::Day end : {read->first(), read->last()})
    if (end != geo::kBeforeTime && end != geo::kAfterTime) {
      const geo::CivilDate date = geo::civil(end);
      claim(date.year >= 1 && date.year <= 9999 && geo::exists(date),
            "the ends of a window are days of four-digit years");
    }
  const auto again = parse_datetime(geo::iso(read->first()) + '/' + geo::iso(read->last()));
  claim(again.has_value() && *again == *read, "a window written as an interval is read as the same");
  // Both grammars know years, months and days.
  if (const auto edtf = geo::parse_edtf(text); edtf && !text.empty() && text.find_first_of("?~%X[{") == text.npos)
    claim(edtf->span == *read, "a date means the same in a record and in a window");
  return 0;
}
