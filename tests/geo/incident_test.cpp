// Codes, the sums of one record, and the results that carry them.
#include "geo/incident.hpp"

#include "geo/result.hpp"
#include "tests/geo/random_dataset.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <stdexcept>
#include <string>

using namespace yaad::geo;
using namespace yaad::test;

namespace {

template <class Code, std::size_t N>
void reads_its_names(const std::array<std::string_view, N>& names) {
  std::set<std::string_view> once;
  for (std::size_t i = 0; i < N; ++i) {
    const auto code = code_from<Code>(names, names[i]);
    REQUIRE(code.has_value());
    CHECK(static_cast<std::size_t>(*code) == i);
    CHECK(name_of(names, *code) == names[i]);
    CHECK(once.insert(names[i]).second);
  }
  CHECK_FALSE(code_from<Code>(names, "").has_value());
  CHECK_FALSE(code_from<Code>(names, "Other").has_value());
}

}  // namespace

TEST_CASE("Every code is read by its exact name and written back as it") {
  reads_its_names<AttackType>(kAttackTypes);
  reads_its_names<TargetType>(kTargetTypes);
  reads_its_names<Community>(kCommunities);
  reads_its_names<ActorBy>(kActorBy);
  reads_its_names<Perpetrators>(kPerpetrators);
  reads_its_names<Status>(kStatuses);
  reads_its_names<Sensitivity>(kSensitivities);
  reads_its_names<SourceKind>(kSourceKinds);
  reads_its_names<PlacePrecision>(kPlacePrecisions);
}

TEST_CASE("Every attack type belongs to one of the four families of the map") {
  const auto of = [](std::string_view name) {
    return name_of(kFamilies, family(*code_from<AttackType>(kAttackTypes, name)));
  };
  for (const char* name : {"suicide_bombing", "bombing", "grenade", "rocket_mortar"}) CHECK(of(name) == "explosion");
  for (const char* name : {"shooting", "targeted_killing"}) CHECK(of(name) == "gunfire");
  for (const char* name : {"execution", "abduction_killing"}) CHECK(of(name) == "execution");
  for (const char* name : {"complex_attack", "arson_mob", "other"}) CHECK(of(name) == "other");
}

TEST_CASE("What a record adds to a sum is its counted figure, its bounds, and one of each thing it is") {
  Incident i = incident("a", DateSpan::between(day(2013, 2, 1), day(2013, 2, 28)), at(67, 30));
  i.killed = {73, std::nullopt, 110};
  i.injured = {std::nullopt, 12, std::nullopt};
  i.attack_type = AttackType::grenade;
  i.status = Status::disputed;
  i.precision = PlacePrecision::near;
  const Tally t = tally_of(i);
  CHECK(t.count == 1);
  CHECK(t.killed == 73);
  CHECK(t.killed_low == 73);
  CHECK(t.killed_high == 110);
  CHECK(t.injured == 12);
  CHECK(t.no_figure == 0);
  CHECK(t.disputed == 1);
  CHECK(t.not_day_dated == 1);
  CHECK(t.by_type[static_cast<std::size_t>(AttackType::grenade)] == 1);
  CHECK(t.worst == PlacePrecision::near);

  const Tally none = tally_of(incident("b", DateSpan::day(day(2013, 2, 1)), at(67, 30)));
  CHECK(none.no_figure == 1);
  CHECK(none.not_day_dated == 0);
  CHECK(none.disputed == 0);
}

TEST_CASE("A sum of records does not depend on how they are grouped") {
  const Dataset data = random_dataset(91, 300);
  Tally whole, halves[2], joined;
  for (std::size_t i = 0; i < data.incidents.size(); ++i) {
    whole.add(tally_of(data.incidents[i]));
    halves[i % 2].add(tally_of(data.incidents[i]));
  }
  joined.add(halves[1]);
  joined.add(halves[0]);
  CHECK(joined.count == 300);
  CHECK(joined.killed == whole.killed);
  CHECK(joined.killed_high == whole.killed_high);
  CHECK(joined.by_type == whole.by_type);
  CHECK(joined.worst == whole.worst);
  CHECK(whole.killed_low <= whole.killed);
  CHECK(whole.killed <= whole.killed_high);
}

TEST_CASE("To take the value of a result that has none is our mistake, and throws with its reason") {
  const Result<int> wrong = Error{Errc::bad_text, "no number", "killed", {}};
  CHECK_THROWS_AS(wrong.value(), std::logic_error);
  CHECK_THROWS_WITH(wrong.value(), Catch::Contains("no number"));
}
