// What the index keeps of a record beside its place in time: 24 bytes, in which every sum fits but the rarest.
// A figure above 255 stands as 255 here; what is above it is kept once per level of the index (RowSums), never lost.
// Two class bytes answer the code filters without a look at the record: see row_classes.hpp for what they mean.
#pragma once

#include "geo/incident.hpp"

#include <algorithm>
#include <vector>

namespace yaad::geo {

// kind: attack type * 8 + precision, and in the top bit "no figure". who: a class of who was attacked by whom, and
// in the top bit "disputed".
inline constexpr std::uint8_t kFlagBit = 0x80;
inline constexpr std::uint8_t kCodeBits = 0x7f;
constexpr std::uint8_t kind_code(AttackType type, PlacePrecision precision) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(type) * 8U + static_cast<unsigned>(precision));
}
constexpr AttackType type_of_kind(std::uint8_t kind) { return static_cast<AttackType>((kind & kCodeBits) / 8U); }
constexpr PlacePrecision precision_of_kind(std::uint8_t kind) { return static_cast<PlacePrecision>(kind % 8U); }
static_assert(kAttackTypes.size() * kPlacePrecisions.size() <= 128, "a kind is 7 bits; give types a byte of their own");

// The four figures that are summed.
struct Figures {
  std::uint32_t killed = 0, killed_low = 0, killed_high = 0, injured = 0;
};

inline Figures figures_of(const Incident& incident) {
  return {incident.killed.counted().value_or(0), incident.killed.lower().value_or(0),
          incident.killed.upper().value_or(0), incident.injured.counted().value_or(0)};
}

inline constexpr std::uint32_t kMaxByte = 255;

inline constexpr PlaceIndex kNoPlace = ~PlaceIndex{0};

struct RowBytes {
  std::uint32_t x = 0, y = 0;  // World
  IncidentIndex incident = 0;
  PlaceIndex place = kNoPlace;  // which it names
  std::uint8_t killed = 0, killed_low = 0, killed_high = 0, injured = 0;
  std::uint8_t kind = 0, who = 0;

  unsigned no_figure() const { return (kind & kFlagBit) != 0 ? 1 : 0; }
  unsigned disputed() const { return (who & kFlagBit) != 0 ? 1 : 0; }
  // False: one of the four may stand for more, ask the record (exact_figures).
  bool figures_fit() const {
    return killed != kMaxByte && killed_low != kMaxByte && killed_high != kMaxByte && injured != kMaxByte;
  }
};

// The figures that a row stands for; `incidents` is where its record is.
inline Figures exact_figures(const RowBytes& row, const std::vector<Incident>& incidents) {
  return row.figures_fit() ? Figures{row.killed, row.killed_low, row.killed_high, row.injured}
                           : figures_of(incidents[row.incident]);
}

}  // namespace yaad::geo
