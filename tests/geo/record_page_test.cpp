#include "geo/record_page.hpp"

#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

TEST_CASE("pages are the list cut into pieces, by position and by number, whatever is asked") {
  const Dataset data = random_dataset(11, 30000);
  const Areas areas;
  const SpaceTimeIndex index(data, areas);
  Filter late, typed, thin;
  late.window = DateSpan::between(day(2012, 6, 1), kAfterTime);
  typed.attack_types.insert(AttackType::bombing);
  typed.attack_types.insert(AttackType::shooting);
  typed.window = DateSpan::between(day(2003, 1, 1), day(2015, 1, 1));
  thin.killed = TollRange{{}, 0};
  for (const Filter& filter : {Filter(), late, typed, thin}) {
    const std::vector<IncidentIndex> list = index.records(filter);
    std::vector<IncidentIndex> walked;
    bool more = true;
    for (PageStart start; more; start.at = walked.back() + 1) {
      const RecordPage page = record_page(data, areas, index, filter, start, 777);
      CHECK(page.matched == list.size());
      REQUIRE_FALSE(page.records.empty());
      walked.insert(walked.end(), page.records.begin(), page.records.end());
      more = page.more;
    }
    CHECK(walked == list);
    for (const std::size_t skipped : {std::size_t{0}, std::size_t{1}, list.size() / 2, list.size() - 1, list.size()}) {
      const RecordPage page = record_page(data, areas, index, filter, {skipped, 0}, 100);
      const std::size_t end = std::min(list.size(), skipped + 100);
      CHECK(page.records == std::vector(list.begin() + static_cast<std::ptrdiff_t>(skipped),
                                        list.begin() + static_cast<std::ptrdiff_t>(end)));
      CHECK(page.more == (end < list.size()));
    }
  }
}
