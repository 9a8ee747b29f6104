// Accept-Encoding: gzip only where it was asked for, whatever the case, the spaces and the order of the list.
#include "server/encoding.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <cctype>
#include <string>

using namespace yaad::server;
using yaad::fuzz::claim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string list(yaad::fuzz::text_of(data, size));
  // The parser of heads lets no control character come this far.
  if (std::any_of(list.begin(), list.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }))
    return 0;
  const Coding coding = negotiate(list);
  std::string upper = list, spaced;
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  for (const char c : list) spaced += c == ',' ? std::string(" \t,\t ") : std::string(1, c);
  claim(negotiate(upper) == coding, "the case of a coding does not count");
  claim(negotiate(spaced) == coding, "spaces around a comma do not count");
  claim(negotiate(list + ", br") == coding, "a coding that we do not have changes nothing");
  claim(negotiate(list + ",gzip;q=0") == Coding::identity, "gzip that is forbidden is not sent");
  claim(negotiate(list + ",gzip;q=1.000") == Coding::gzip, "gzip at the highest rank is sent");
  claim(negotiate(list + ",gzip;q=1.001") == Coding::identity, "a rank above one is none");
  if (upper.find("GZIP") == upper.npos && upper.find('*') == upper.npos)
    claim(coding == Coding::identity, "gzip that nobody named is not sent");
  return 0;
}
