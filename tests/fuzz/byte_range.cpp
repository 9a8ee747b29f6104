// Range, with the size of a body as its first line: one part that lies inside, or none.
#include "server/byte_range.hpp"
#include "tests/fuzz/target.hpp"

#include <charconv>
#include <string>

using namespace yaad::server;
using yaad::fuzz::claim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const auto line = text.substr(0, text.find('\n'));
  const auto field = line.size() < text.size() ? text.substr(line.size() + 1) : std::string_view();
  std::size_t body = 0;
  std::from_chars(line.data(), line.data() + line.size(), body);
  const ByteRange range = asked_range(field, body);
  switch (range.kind) {
    case ByteRange::Kind::none: break;
    case ByteRange::Kind::outside: claim(field.starts_with("bytes="), "only bytes are ranges"); break;
    case ByteRange::Kind::part: {
      claim(field.starts_with("bytes="), "only bytes are ranges");
      claim(range.first <= range.last && range.last < body, "a part lies inside the body");
      const ByteRange again =
          asked_range("bytes=" + std::to_string(range.first) + '-' + std::to_string(range.last), body);
      claim(again.kind == ByteRange::Kind::part && again.first == range.first && again.last == range.last,
            "a part that is written out is the same part");
      claim(field.find(',') == field.npos, "several ranges are none");
    }
  }
  return 0;
}
