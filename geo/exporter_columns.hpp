// The flat form of a record: one row of columns, the same in every file that has columns (README.md, "Files").
// A column is named as in the folder of records; lists are joined by ';'. Their order never changes, new ones go to
// the end. Costs about a microsecond a record.
#pragma once

#include "geo/areas.hpp"
#include "geo/dataset.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yaad::geo {

enum class ColumnKind : std::uint8_t { text, day, whole, real, truth };

struct Column {
  std::string_view name;
  ColumnKind kind = ColumnKind::text;
  std::string_view hxl;    // the tag of the Humanitarian Exchange Language, blank where it has none
  std::string_view about;  // what it says, for the codebook
  std::span<const std::string_view> codes = {};  // all that may stand there, where they are known
  bool several = false;                          // of these codes, with ';'
};
std::span<const Column> export_columns();

// One record, told cell by cell in the order of the columns. `Row` has text, day, whole, real and truth; what is not
// known is a blank text, a day without one, or an empty optional.
struct FlatRecord {
  const Dataset& dataset;
  const Areas& areas;
  std::string_view version;  // of the data, in each row
  std::string joined = {};   // room for lists

  template <class Row>
  void tell(const Incident& incident, Row& row);

 private:
  std::string_view area_name(std::string_view code) const {
    const Area* area = code.empty() ? nullptr : areas.find(code);
    return area == nullptr ? std::string_view() : std::string_view(area->name);
  }
  // "a;b;c" of what `name` gives for each.
  template <class Items, class Name>
  std::string_view list(const Items& items, const Name& name) {
    joined.clear();
    for (const auto& item : items) {
      const std::string_view word = name(item);
      if (word.empty()) continue;
      if (!joined.empty()) joined += ';';
      joined += word;
    }
    return joined;
  }
};

template <class Row>
void FlatRecord::tell(const Incident& incident, Row& row) {
  const Incident& i = incident;
  const Place* place = i.place ? &dataset.places[*i.place] : nullptr;
  const auto of_place = [&](const std::string Place::*field) {
    return place == nullptr ? std::string_view() : std::string_view(place->*field);
  };
  row.text(i.id);
  row.day(i.span.first());
  row.text(i.date);
  row.text(i.date_as_stated);
  row.day(i.span.first());
  row.day(i.span.last());
  row.text(name_of(kDatePrecisions, date_precision(i.span)));
  row.text(of_place(&Place::id));
  row.text(of_place(&Place::name));
  row.text(of_place(&Place::name_ur));
  row.text(of_place(&Place::name_fa));
  row.text(i.country);
  row.text(i.area);
  row.text(area_name(i.area));
  row.text(i.district);
  row.text(area_name(i.district));
  row.text(name_of(kPlacePrecisions, i.precision));
  row.real(i.radius_m > 0 ? std::optional(i.radius_m) : std::nullopt);
  row.real(i.is_dot() ? std::optional(i.at.lat()) : std::nullopt);
  row.real(i.is_dot() ? std::optional(i.at.lon()) : std::nullopt);
  row.whole(i.killed.counted());
  row.whole(i.killed.lower());
  row.whole(i.killed.upper());
  row.truth(i.killed.at_least());
  row.whole(i.injured.counted());
  row.whole(i.injured.lower());
  row.whole(i.injured.upper());
  row.truth(i.injured.at_least());
  row.whole(i.killed_perpetrators);
  row.text(name_of(kPerpetrators, i.perpetrators));
  row.text(name_of(kAttackTypes, i.attack_type));
  row.text(i.target_type ? name_of(kTargetTypes, *i.target_type) : std::string_view());
  joined.clear();
  for (std::size_t c = 0; c < kCommunities.size(); ++c)
    if (i.communities.contains(static_cast<Community>(c)))
      joined.append(joined.empty() ? "" : ";").append(kCommunities[c]);
  row.text(joined);
  const auto code = [&](ActorIndex a) -> std::string_view { return dataset.actors[a].code; };
  const auto name = [&](ActorIndex a) -> std::string_view { return dataset.actors[a].name; };
  row.text(list(i.actors, code));
  row.text(list(i.actors, name));
  row.text(name_of(kActorBy, i.actor_by));
  row.text(list(i.claimed_by, code));
  row.text(list(i.claimed_by, name));
  row.text(i.summary);
  row.text(i.summary_ur);
  row.text(i.summary_fa);
  row.text(name_of(kStatuses, i.status));
  row.truth(i.disputed());
  row.text(i.note);
  row.text(list(i.sources, [&](SourceIndex s) -> std::string_view { return dataset.sources[s].id; }));
  row.text(list(i.sources, [&](SourceIndex s) -> std::string_view { return dataset.sources[s].url; }));
  row.text(version);
  row.text(dataset.info.licence);
}

}  // namespace yaad::geo
