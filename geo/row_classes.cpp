#include "geo/row_classes.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

constexpr std::uint8_t kLeftCode = kCodeBits;  // what has no code of its own
constexpr std::size_t kMaxActorsInKey = 3;
constexpr std::uint64_t kNoKey = ~std::uint64_t{0};

// Target type (5 bits), communities (6), number of actors (2), actors (16 each): 61 bits.
static_assert(kTargetTypes.size() < 31 && kCommunities.size() <= 6);
std::uint64_t key_of(const Incident& incident) {
  if (incident.actors.size() > kMaxActorsInKey) return kNoKey;
  std::uint64_t key = incident.target_type ? static_cast<std::uint64_t>(*incident.target_type) + 1 : 0;
  key |= std::uint64_t{incident.communities.bits} << 5 | std::uint64_t{incident.actors.size()} << 11;
  for (std::size_t i = 0; i < incident.actors.size(); ++i) key |= std::uint64_t{incident.actors[i]} << (13 + 16 * i);
  return key;
}

}  // namespace

RowClasses::RowClasses(const Dataset& dataset) {
  struct Seen {
    std::uint64_t key = 0, count = 0;
    IncidentIndex example = 0;
  };
  std::unordered_map<std::uint64_t, Seen> by_key;
  for (IncidentIndex i = 0; i < dataset.incidents.size(); ++i) {
    const std::uint64_t key = key_of(dataset.incidents[i]);
    Seen& seen = by_key[key];
    if (seen.count++ == 0) seen = {key, 1, i};
  }
  any_left_ = by_key.erase(kNoKey) > 0;
  std::vector<Seen> frequent;
  frequent.reserve(by_key.size());
  for (const auto& [key, seen] : by_key) frequent.push_back(seen);
  std::sort(frequent.begin(), frequent.end(),
            [](const Seen& a, const Seen& b) { return a.count != b.count ? a.count > b.count : a.key < b.key; });
  for (const Seen& seen : frequent) {
    if (example_.size() == kLeftCode) {
      any_left_ = true;
      break;
    }
    code_by_key_.emplace(seen.key, static_cast<std::uint8_t>(example_.size()));
    example_.push_back(seen.example);
  }
}

std::uint8_t RowClasses::kind(const Incident& incident) const {
  const std::uint8_t code = kind_code(incident.attack_type, incident.precision);
  return static_cast<std::uint8_t>(code | (incident.killed.none() ? kFlagBit : 0U));
}

std::uint8_t RowClasses::who(const Incident& incident) const {
  const auto found = code_by_key_.find(key_of(incident));
  const std::uint8_t code = found == code_by_key_.end() ? kLeftCode : found->second;
  return static_cast<std::uint8_t>(code | (incident.disputed() ? kFlagBit : 0U));
}

RowClasses::Resolved RowClasses::resolve(const Filter& filter, const Dataset& dataset, const Areas& areas) const {
  Resolved resolved;
  resolved.by_record = !filter.areas.empty() || filter.date_precision || filter.killed || !filter.words.empty();
  if (!filter.attack_types.empty() || filter.precision) {
    resolved.sets.kinds = {};
    for (std::size_t type = 0; type < kAttackTypes.size(); ++type)
      for (std::size_t precision = 0; precision < kPlacePrecisions.size(); ++precision) {
        const auto t = static_cast<AttackType>(type);
        const auto p = static_cast<PlacePrecision>(precision);
        if ((filter.attack_types.empty() || filter.attack_types.contains(t)) &&
            (!filter.precision || coarseness(p) <= coarseness(*filter.precision)))
          resolved.sets.kinds.insert(kind_code(t, p));
      }
  }
  Filter about_whom;
  about_whom.target_types = filter.target_types;
  about_whom.communities = filter.communities;
  about_whom.actors = filter.actors;
  if (about_whom == Filter{}) return resolved;
  const Matcher matches(about_whom, dataset, areas);
  resolved.sets.whos = {};
  for (std::size_t code = 0; code < example_.size(); ++code)
    if (matches(dataset.incidents[example_[code]])) resolved.sets.whos.insert(static_cast<unsigned>(code));
  if (any_left_) {
    resolved.sets.whos.insert(kLeftCode);
    resolved.by_record = true;
  }
  return resolved;
}

}  // namespace yaad::geo
