// Any text at all: words that are looked for, texts of records, and what is quoted of them in messages and JSON.
#include "geo/fold.hpp"
#include "geo/json_writer.hpp"
#include "geo/quoted_numbers.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/target.hpp"

#include <boost/json.hpp>

#include <string>

using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const std::string quoted = geo::quoted(text);
  claim(!geo::find_invalid_utf8(quoted) && quoted.find('\n') == quoted.npos, "what is quoted is one line of UTF-8");
  claim(geo::count_code_points(quoted) <= 60 + 8 + 3, "what is quoted is short");
  const std::string folded = geo::fold(text);
  claim(geo::fold(folded) == folded, "folded text is its own fold");
  const auto bad = geo::find_invalid_utf8(text);
  if (bad) {
    claim(!geo::find_invalid_utf8(text.substr(0, *bad)), "what stands before the first fault is UTF-8");
    claim(folded.empty(), "what is not UTF-8 finds nothing");
    return 0;
  }
  claim(!geo::find_invalid_utf8(folded), "folded text is UTF-8");
  std::string again;
  std::size_t points = 0;
  for (std::size_t at = 0; at < text.size(); ++points) {
    const geo::CodePoint c = geo::decode_at(text, at);
    geo::append_utf8(again, c.value);
    at += c.bytes;
  }
  claim(again == text && points == geo::count_code_points(text), "text taken apart and written is the same");
  claim(geo::numbers_in(text).size() <= text.size(), "there are no more numbers than characters");
  geo::JsonWriter json;
  json.begin_array().value(text).end_array();
  claim(json.text().find_first_of("<>&") == std::string::npos, "JSON holds no markup");
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(json.text(), error);
  claim(!error && value.at(0).as_string() == boost::json::string_view(text.data(), text.size()),
        "text is read from JSON as it was written");
  return 0;
}
