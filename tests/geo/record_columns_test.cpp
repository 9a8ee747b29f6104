// Filters that read columns and the index of words say what filters say that read the records.
#include "geo/record_columns.hpp"

#include "geo/code_counts.hpp"
#include "geo/filter.hpp"
#include "geo/fold.hpp"
#include "geo/largest_records.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

// Random records with words of every kind of text.
Dataset spoken_dataset(std::uint64_t seed, std::uint32_t records) {
  Dataset data = random_dataset(seed, records);
  const std::vector<std::string> words{"bus",     "Bazaar", "Pārachinār", "کوئٹہ", "market", "bus-stop",
                                       "Alamdar", "2013",   "هزاره",      "",      "a",      "supermarket"};
  Random random(seed + 1);
  for (Incident& i : data.incidents)
    for (std::string* text : {&i.summary, &i.summary_ur, &i.summary_fa})
      for (int n = 0; n < 3; ++n) *text += words[random.below(static_cast<std::uint32_t>(words.size()))] + ' ';
  return data;
}

Dataset with_columns(Dataset data) {
  data.columns = std::make_shared<const RecordColumns>(data);
  return data;
}

}  // namespace

TEST_CASE("A filter says the same of a record by its columns as by the record itself") {
  const Areas none;
  const Dataset plain = spoken_dataset(23, 1200), built = with_columns(plain);
  Random random(5);
  const std::vector<std::string> asked{"bus", "BAZAAR", "parach", "ہزارہ", "ark", "bus ark", "x", "20 13", "!"};
  for (int trial = 0; trial < 300; ++trial) {
    Filter filter = random_filter(random);
    if (trial % 2 == 0) filter.words = asked[random.below(static_cast<std::uint32_t>(asked.size()))];
    if (trial % 3 == 0) filter.killed = TollRange{std::nullopt, random.below(20)};
    if (trial % 5 == 0) filter.date_precision = static_cast<DatePrecision>(random.below(5));
    if (trial % 7 == 0) filter.areas = {"PK", "AF-KAB"};
    const Matcher by_record(filter, plain, none), by_column(filter, built, none);
    for (std::size_t i = 0; i < plain.incidents.size(); ++i)
      REQUIRE(by_record(plain.incidents[i]) == by_column(built.incidents[i]));
  }
}

TEST_CASE("A part of a word finds it, a part of two words does not, and names of places and actors count") {
  Dataset data = random_dataset(1, 3);
  for (Incident& i : data.incidents) i.summary = i.summary_ur = i.summary_fa = "";
  data.incidents[0].summary = "A shop in Hazara Town";
  const RecordColumns columns(data);
  const auto saying = [&](const std::string& words) { return columns.words.saying(fold_words(words)); };
  CHECK(saying("zara")->contains(0));
  CHECK_FALSE(saying("zara")->contains(1));
  CHECK_FALSE(saying("hazaratown")->contains(0));
  CHECK(saying("town shop")->contains(0));
  for (std::size_t i = 0; i < data.incidents.size(); ++i) {
    if (data.incidents[i].place) CHECK(saying(data.places[*data.incidents[i].place].name)->contains(i));
    for (const ActorIndex actor : data.incidents[i].actors) CHECK(saying(data.actors[actor].name)->contains(i));
  }
  CHECK(columns.words.bytes() > 0);
}

TEST_CASE("The counts beside the choices are those of the filter with that choice alone") {
  const Areas none;
  const Dataset data = with_columns(spoken_dataset(29, 800));
  const SpaceTimeIndex index(data, none);
  Random random(6);
  for (int trial = 0; trial < 60; ++trial) {
    Filter filter = random_filter(random);
    if (trial % 2 == 0) filter.words = "bus";
    const CodeCounts counts = code_counts(data, index, filter);
    for (std::size_t c = 0; c < kAttackTypes.size(); ++c) {
      Filter one = filter;
      one.attack_types.bits = 1U << c;
      REQUIRE(counts.attack_types[c] == index.total(one).count);
    }
    for (std::size_t c = 0; c < kCommunities.size(); ++c) {
      Filter one = filter;
      one.communities.bits = 1U << c;
      REQUIRE(counts.communities[c] == index.total(one).count);
    }
  }
}

TEST_CASE("The largest records are those above a fifth of the sum, under the filter") {
  const Areas none;
  const Dataset data = with_columns(random_dataset(31, 40));
  const SpaceTimeIndex index(data, none);
  Random random(7);
  std::size_t found = 0;
  for (int trial = 0; trial < 100; ++trial) {
    const Filter filter = random_filter(random);
    const std::uint64_t killed = index.total(filter).killed;
    std::vector<IncidentIndex> wanted;
    for (const IncidentIndex i : index.records(filter))
      if (5 * std::uint64_t{data.incidents[i].killed.counted().value_or(0)} > killed) wanted.push_back(i);
    REQUIRE(largest_records(data, none, filter, killed) == wanted);
    found += wanted.size();
  }
  CHECK(found > 0);
}
