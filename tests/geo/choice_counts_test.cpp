#include "geo/choice_counts.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

Dataset with_columns(Dataset data) {
  data.columns = std::make_shared<const RecordColumns>(data);
  return data;
}

struct Chosen {
  const std::vector<Choice>& choices;
  void (*choose)(Filter&, std::size_t at, const std::string& value);
};

// Each list of choices, and what it means to choose the one at this place of it.
std::vector<Chosen> all_of(const ChoiceCounts& counts) {
  return {{counts.target_types, [](Filter& f, std::size_t at, const std::string&) { f.target_types.bits = 1U << at; }},
          {counts.actors, [](Filter& f, std::size_t, const std::string& value) { f.actors = {value}; }},
          {counts.areas, [](Filter& f, std::size_t, const std::string& value) { f.areas = {value}; }},
          {counts.precisions,
           [](Filter& f, std::size_t, const std::string& value) {
             f.precision = code_from<PlacePrecision>(kPlacePrecisions, value);
           }},
          {counts.date_precisions,
           [](Filter& f, std::size_t, const std::string& value) {
             f.date_precision = code_from<DatePrecision>(kDatePrecisions, value);
           }},
          {counts.killed, [](Filter& f, std::size_t, const std::string& value) {
             const auto dots = value.find("..");
             TollRange range;
             if (dots == value.npos) {
               range.no_figure = true;
             } else {
               range.min = static_cast<std::uint32_t>(std::stoul(value));
               if (dots + 2 < value.size()) range.max = static_cast<std::uint32_t>(std::stoul(value.substr(dots + 2)));
             }
             f.killed = range;
           }}};
}

}  // namespace

TEST_CASE("Each choice of a filter leaves as many records as its count says, under all filters but its own") {
  const Areas none;
  const Dataset data = with_columns(random_dataset(43, 600));
  const SpaceTimeIndex index(data, none);
  Random random(9);
  std::uint64_t left = 0;
  for (int trial = 0; trial < 60; ++trial) {
    Filter filter = random_filter(random);
    if (trial % 5 == 0) filter.killed = TollRange{std::nullopt, std::nullopt, true};
    const ChoiceCounts counts = choice_counts(data, none, index, filter);
    REQUIRE(counts.counted);
    for (const Chosen& list : all_of(counts)) {
      REQUIRE_FALSE(list.choices.empty());
      for (std::size_t at = 0; at < list.choices.size(); ++at) {
        Filter one = filter;
        list.choose(one, at, list.choices[at].value);
        const Matcher matches(one, data, none);
        std::uint64_t wanted = 0;
        for (const Incident& incident : data.incidents) wanted += matches(incident) ? 1U : 0U;
        INFO(list.choices[at].value);
        REQUIRE(list.choices[at].count == wanted);
        REQUIRE(index.total(one).count == wanted);
        left += wanted;
      }
    }
  }
  CHECK(left > 1000);
}

TEST_CASE("Records that state no figure are those the sums say state none") {
  const Areas none;
  const Dataset data = with_columns(random_dataset(47, 500));
  const SpaceTimeIndex index(data, none);
  Filter filter;
  filter.killed = TollRange{std::nullopt, std::nullopt, true};
  const Tally stated = index.total(filter);
  CHECK(stated.count == index.total({}).no_figure);
  CHECK(stated.count > 0);
  CHECK(stated.killed == 0);
  // One that states the highest figure alone states one, which is in no range.
  for (const IncidentIndex i : index.records(filter)) REQUIRE(data.incidents[i].killed.none());
}

TEST_CASE("Where too many records would have to be counted one by one the choices come without counts") {
  const Areas none;
  const Dataset data = with_columns(random_dataset(53, 300));
  const SpaceTimeIndex index(data, none);
  const ChoiceCounts counts = choice_counts(data, none, index, {}, 299);
  CHECK_FALSE(counts.counted);
  CHECK(counts.target_types.size() == kTargetTypes.size());
  CHECK(counts.areas.size() > 2);
  CHECK(choice_counts(data, none, index, {}, 300).counted);
  Filter narrow;
  narrow.window = DateSpan::day(day(2003, 5, 5));
  CHECK(choice_counts(data, none, index, narrow, 299).counted);
}
