// Filters, every parameter of them: what is read is written as canonical text, which is read as the same filter.
#include "server/filter_params.hpp"
#include "tests/fuzz/target.hpp"

using namespace yaad::server;
using yaad::fuzz::claim;
namespace geo = yaad::geo;

namespace {

// Two groups and an incident in a province: codes that a filter can name.
geo::Dataset named_codes() {
  geo::Dataset data;
  data.actors.resize(2);
  data.actors[0].code = "is";
  data.actors[1].code = "jihad";
  data.incidents.resize(1);
  data.incidents[0].id = "one";
  data.incidents[0].country = "PK";
  data.incidents[0].area = "PK-BA";
  data.incidents[0].district = "PK-BA.mastung";
  geo::finish(data);
  return data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const geo::Dataset dataset = named_codes();
  static const geo::Areas areas;
  const auto params = Params::parse(yaad::fuzz::text_of(data, size));
  if (!params) return 0;
  const auto filter = parse_filter(*params, dataset, areas);
  if (!filter) {
    claim(!filter.error().detail.empty() && !filter.error().parameter.empty(), "a refusal names its parameter");
    return 0;
  }
  const std::string text = canonical(*filter);
  const auto params_again = Params::parse(text);
  claim(params_again.has_value(), "canonical text is a query");
  const auto again = parse_filter(*params_again, dataset, areas);
  claim(again.has_value() && *again == *filter, "canonical text is read as the same filter");
  claim(canonical(*again) == text, "canonical text is its own canonical text");
  return 0;
}
