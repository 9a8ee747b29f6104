// Dates of records. What is read is a span of real days; written out as an interval it is read back as the same one.
#include "geo/edtf.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/target.hpp"

#include <string>

using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const auto read = geo::parse_edtf(text);
  if (!read) {
    claim(!read.error().detail.empty() && read.error().detail.size() < 1000, "a refusal is a short text");
    claim(!geo::find_invalid_utf8(read.error().detail), "a refusal of any bytes is UTF-8");
    return 0;
  }
  const geo::DateSpan span = read->span;
  claim(span.first() <= span.last(), "a span does not end before it begins");
  if (span == geo::DateSpan()) claim(text.empty() || text.find('/') != text.npos, "a date is never all of time");
  if (text.empty()) return 0;
  const std::string canonical = geo::iso(span.first()) + '/' + geo::iso(span.last());
  const auto again = geo::parse_edtf(canonical);
  claim(again.has_value() && again->span == span, "a span written as an interval is read back as itself");
  claim(!again->uncertain && !again->approximate, "no doubt comes from nowhere");
  claim(read->uncertain == (text.find_first_of("?%") != text.npos), "? and % are doubt, and nothing else is");
  claim(read->approximate == (text.find_first_of("~%") != text.npos), "~ and % are nearness, and nothing else is");
  return 0;
}
