// The code lists of the dataset (data/README.md, section "Codes"): each an enum and its names, in one order.
// The order is the order of drawing and of sums, so it never changes; new codes go to the end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace yaad::geo {

enum class AttackType : std::uint8_t {
  suicide_bombing,
  bombing,
  grenade,
  rocket_mortar,
  shooting,
  targeted_killing,
  execution,
  abduction_killing,
  complex_attack,
  arson_mob,
  other,
};
inline constexpr std::array<std::string_view, 11> kAttackTypes{
    "suicide_bombing", "bombing",           "grenade",        "rocket_mortar", "shooting", "targeted_killing",
    "execution",       "abduction_killing", "complex_attack", "arson_mob",     "other"};

// The four families that the map has colours for.
enum class Family : std::uint8_t { explosion, gunfire, execution, other };
inline constexpr std::array<std::string_view, 4> kFamilies{"explosion", "gunfire", "execution", "other"};
constexpr Family family(AttackType type) {
  if (type <= AttackType::rocket_mortar) return Family::explosion;
  if (type <= AttackType::targeted_killing) return Family::gunfire;
  if (type <= AttackType::abduction_killing) return Family::execution;
  return Family::other;
}

enum class TargetType : std::uint8_t {
  worship,
  procession,
  funeral,
  shrine,
  pilgrims,
  market,
  bus_passengers,
  workplace,
  school,
  hospital,
  residential,
  protest,
  security,
  person,
  other,
};
inline constexpr std::array<std::string_view, 15> kTargetTypes{
    "worship", "procession", "funeral",     "shrine",  "pilgrims", "market", "bus_passengers", "workplace",
    "school",  "hospital",   "residential", "protest", "security", "person", "other"};

enum class Community : std::uint8_t { hazara, shia, turi_bangash, ismaili, sufi, other };
inline constexpr std::array<std::string_view, 6> kCommunities{"hazara",  "shia", "turi_bangash",
                                                              "ismaili", "sufi", "other"};

enum class ActorBy : std::uint8_t { official, court, press, claim, unknown };
inline constexpr std::array<std::string_view, 5> kActorBy{"official", "court", "press", "claim", "unknown"};

// Whether the toll counts attackers.
enum class Perpetrators : std::uint8_t { excluded, included, unknown };
inline constexpr std::array<std::string_view, 3> kPerpetrators{"excluded", "included", "unknown"};

enum class Status : std::uint8_t { published, disputed, retracted, draft };
inline constexpr std::array<std::string_view, 4> kStatuses{"published", "disputed", "retracted", "draft"};

enum class Sensitivity : std::uint8_t { open, blurred, area_only, withheld };
inline constexpr std::array<std::string_view, 4> kSensitivities{"public", "blurred", "area_only", "withheld"};

enum class SourceKind : std::uint8_t {
  wire,
  newspaper,
  ngo,
  official,
  dataset,
  encyclopedia,
  community,
  partisan,
  letter,
  opinion,
};
inline constexpr std::array<std::string_view, 10> kSourceKinds{
    "wire", "newspaper", "ngo", "official", "dataset", "encyclopedia", "community", "partisan", "letter", "opinion"};

// The code with this exact name, e.g. code_from<AttackType>(kAttackTypes, "grenade").
template <class Code, std::size_t N>
constexpr std::optional<Code> code_from(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Code>(i);
  return std::nullopt;
}
template <class Code, std::size_t N>
constexpr std::string_view name_of(const std::array<std::string_view, N>& names, Code code) {
  return names[static_cast<std::size_t>(code)];
}

// A set of codes of one list as bits: at most 32 codes.
template <class Code>
struct CodeSet {
  std::uint32_t bits = 0;

  constexpr void insert(Code code) { bits |= 1U << static_cast<unsigned>(code); }
  constexpr bool contains(Code code) const { return (bits >> static_cast<unsigned>(code)) & 1U; }
  constexpr bool intersects(CodeSet other) const { return (bits & other.bits) != 0; }
  constexpr bool empty() const { return bits == 0; }
  friend constexpr bool operator==(CodeSet, CodeSet) = default;
};

}  // namespace yaad::geo
