// The query of a URL: names at most once, both readings of it agree, and written anew it is the same query.
#include "server/params.hpp"
#include "tests/fuzz/target.hpp"

#include <set>

using namespace yaad::server;
using yaad::fuzz::claim;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = yaad::fuzz::text_of(data, size);
  const Params lenient = Params::readable(text);
  claim(lenient.all().size() + lenient.faults().size() <= kMaxParams + 1, "what is kept of a query is bounded");
  std::set<std::string> names;
  std::string written;
  for (const auto& [name, value] : lenient.all()) {
    claim(names.insert(name).second, "a name is kept once");
    claim(lenient.get(name) == value, "a value is found under its name");
    written += (written.empty() ? "" : "&") + percent_encoded(name) + '=' + percent_encoded(value);
  }
  const auto strict = Params::parse(text);
  claim(strict.has_value() == lenient.faults().empty(), "the strict reading refuses what the lenient one lists");
  const auto again = Params::parse(written);
  // A parameter without a name is written as "=value", which is read as the same.
  claim(again.has_value() && again->all() == lenient.all(), "a query written anew is read as the same");
  for (const auto& [name, value] : lenient.all()) {
    const auto number = whole_number(lenient, name, 0, 1, 10'000);
    if (number) claim(*number >= 1 && *number <= 10'000, "a number is within its bounds");
    if (number) claim(value.find_first_not_of("0123456789") == value.npos, "a number is plain digits");
  }
  return 0;
}
