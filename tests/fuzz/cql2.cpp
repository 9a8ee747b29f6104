// Filter expressions: what is read can be asked of any record; what is not says where, in words that can be shown.
#include "geo/cql2.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/target.hpp"

using yaad::fuzz::claim;
namespace geo = yaad::geo;

namespace {

// One record that has every property and one that has none.
geo::Dataset two_records() {
  geo::Dataset data;
  data.places.resize(1);
  data.places[0].id = data.places[0].name = "quetta";
  data.actors.resize(1);
  data.actors[0].code = "is";
  data.incidents.resize(2);
  geo::Incident& full = data.incidents[1];
  full.id = "two";
  full.date = "2013-02-16";
  full.span = geo::DateSpan::day(geo::day_of({2013, 2, 16}));
  full.place = geo::PlaceIndex{0};
  full.killed = full.injured = {1, 2, 3};
  full.communities.insert(geo::Community::hazara);
  full.actors = full.claimed_by = {0};
  full.country = "PK";
  full.area = "PK-BA";
  full.district = "PK-BA.quetta";
  full.summary = full.note = "علمدار روڈ";
  return data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const geo::Dataset dataset = two_records();
  static const geo::Areas areas;
  const std::string_view text = yaad::fuzz::text_of(data, size);
  if (geo::find_invalid_utf8(text)) return 0;  // met at the door of the query
  const auto expression = geo::Expression::parse(text);
  if (!expression) {
    claim(expression.error().parameter == "filter" && !expression.error().detail.empty(), "a refusal says why");
    claim(!geo::find_invalid_utf8(expression.error().detail), "a refusal can be shown");
    return 0;
  }
  claim(text.size() <= geo::kMaxExpressionBytes, "an expression is bounded");
  for (const geo::Incident& incident : dataset.incidents) {
    const bool is = expression->matches(incident, dataset, areas);
    claim(is == expression->matches(incident, dataset, areas), "an answer is the same when it is asked for again");
    const auto negated = geo::Expression::parse("NOT (" + std::string(text) + ')');
    if (negated)
      claim(!(is && negated->matches(incident, dataset, areas)), "no record is in an expression and its opposite");
  }
  return 0;
}
