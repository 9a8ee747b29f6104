// Percent-encoding of paths and values: decoded exactly once, to UTF-8 without control characters, and back.
#include "geo/utf8.hpp"
#include "server/params.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>

using namespace yaad::server;
using yaad::fuzz::claim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  for (const bool plus_is_space : {false, true}) {
    const auto read = percent_decoded(text, plus_is_space);
    if (!read) continue;
    claim(read->size() == text.size() - 2 * static_cast<std::size_t>(std::count(text.begin(), text.end(), '%')),
          "each escape is one byte: what it decodes to is not decoded again");
    claim(!yaad::geo::find_invalid_utf8(*read), "what is read is UTF-8");
    claim(std::none_of(read->begin(), read->end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }),
          "what is read has no control character");
    claim(percent_decoded(percent_encoded(*read), plus_is_space) == read, "written and read, a text is the same");
    if (text.find_first_of("%+") == text.npos) claim(*read == text, "a text without escapes stands for itself");
  }
  return 0;
}
