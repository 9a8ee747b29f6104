#include "geo/choice_counts.hpp"

#include "geo/patience.hpp"

#include <algorithm>
#include <set>

namespace yaad::geo {
namespace {

enum Facet : std::size_t { target, actor, area, place_precision, date_precision_, toll, kFacets };
using Filters = std::array<Filter, kFacets>;  // each filter alone

struct TollChoice {
  std::string_view value;
  TollRange range;
};
// The steps of the discs on the map, and what they have no size for.
const std::array<TollChoice, 7> kTolls{{{"none", {std::nullopt, std::nullopt, true}},
                                        {"0..0", {0, 0}},
                                        {"1..4", {1, 4}},
                                        {"5..19", {5, 19}},
                                        {"20..99", {20, 99}},
                                        {"100..499", {100, 499}},
                                        {"500..", {500, std::nullopt}}}};

// From the finest to the coarsest.
constexpr std::array<PlacePrecision, 8> kByCoarseness{
    PlacePrecision::site, PlacePrecision::neighbourhood, PlacePrecision::town,     PlacePrecision::near,
    PlacePrecision::line, PlacePrecision::district,      PlacePrecision::province, PlacePrecision::country};

// Takes what is counted here out of the filter, each into one of its own.
Filters taken_apart(Filter& rest) {
  Filters alone;
  std::swap(alone[target].target_types, rest.target_types);
  std::swap(alone[actor].actors, rest.actors);
  std::swap(alone[area].areas, rest.areas);
  std::swap(alone[place_precision].precision, rest.precision);
  std::swap(alone[date_precision_].date_precision, rest.date_precision);
  std::swap(alone[toll].killed, rest.killed);
  return alone;
}

// An actor and all that it belongs to, by actor. The walk is bounded: a cycle among parents ends it.
std::vector<std::vector<ActorIndex>> lineages(const Dataset& dataset) {
  std::vector<std::vector<ActorIndex>> result(dataset.actors.size());
  for (std::size_t i = 0; i < result.size(); ++i)
    for (std::optional<ActorIndex> at = static_cast<ActorIndex>(i); at && result[i].size() < result.size();
         at = dataset.actors[*at].parent)
      result[i].push_back(*at);
  return result;
}

struct Counts {
  std::array<std::uint64_t, kTargetTypes.size()> target_types{};
  std::vector<std::uint64_t> actors, codes;  // by actor; by RecordColumns::all_codes
  std::array<std::uint64_t, kPlacePrecisions.size()> precisions{};
  std::array<std::uint64_t, kDatePrecisions.size()> date_precisions{};
  std::array<std::uint64_t, kTolls.size()> killed{};
};

class Counter {
 public:
  explicit Counter(const Dataset& dataset) : dataset_(dataset), lineages_(lineages(dataset)) {
    counts_.actors.resize(dataset.actors.size());
    counts_.codes.resize(dataset.columns->all_codes.size());
  }

  void add(Facet facet, IncidentIndex i) {
    const Incident& incident = dataset_.incidents[i];
    switch (facet) {
      case target:
        if (incident.target_type) ++counts_.target_types[static_cast<std::size_t>(*incident.target_type)];
        return;
      case actor: return add_actors(incident);
      case area: ++counts_.codes[dataset_.columns->codes[i]]; return;
      case place_precision: ++counts_.precisions[static_cast<std::size_t>(incident.precision)]; return;
      case date_precision_:
        ++counts_.date_precisions[static_cast<std::size_t>(dataset_.columns->date_precision[i])];
        return;
      case toll:
        for (std::size_t t = 0; t < kTolls.size(); ++t)
          counts_.killed[t] += toll_fits(kTolls[t].range, incident.killed) ? 1U : 0U;
        return;
      case kFacets: return;
    }
  }

  const Counts& counts() const { return counts_; }

 private:
  // Once for each, however many of its members a record names.
  void add_actors(const Incident& incident) {
    seen_.clear();
    for (const ActorIndex named : incident.actors)
      seen_.insert(seen_.end(), lineages_[named].begin(), lineages_[named].end());
    std::sort(seen_.begin(), seen_.end());
    seen_.erase(std::unique(seen_.begin(), seen_.end()), seen_.end());
    for (const ActorIndex one : seen_) ++counts_.actors[one];
  }

  const Dataset& dataset_;
  const std::vector<std::vector<ActorIndex>> lineages_;
  std::vector<ActorIndex> seen_;
  Counts counts_;
};

// A record that one filter alone keeps out counts in that filter's choices; one that none does, in all.
Counts counted(const Dataset& dataset, const Areas& areas, const std::vector<IncidentIndex>& records,
               const Filters& alone) {
  std::vector<std::pair<Facet, Matcher>> set;
  for (std::size_t f = 0; f < kFacets; ++f)
    if (!(alone[f] == Filter())) set.emplace_back(static_cast<Facet>(f), Matcher(alone[f], dataset, areas));
  Counter counter(dataset);
  for (const IncidentIndex i : records) {
    look_up(kStepsARecord);
    std::size_t kept_out = 0;
    Facet by = kFacets;
    for (const auto& [facet, matches] : set)
      if (!matches(dataset.incidents[i])) {
        ++kept_out;
        by = facet;
      }
    if (kept_out == 1) counter.add(by, i);
    if (kept_out == 0)
      for (std::size_t f = 0; f < kFacets; ++f) counter.add(static_cast<Facet>(f), i);
  }
  return counter.counts();
}

// Every code that a record has, and how many are in what it includes.
std::vector<Choice> area_choices(const RecordColumns& columns, const std::vector<std::uint64_t>& by_codes) {
  std::set<std::string> values;
  for (const auto& codes : columns.all_codes)
    for (const std::string& code : codes)
      if (!code.empty()) values.insert(code);
  std::vector<Choice> choices;
  for (const std::string& value : values) {
    Choice& choice = choices.emplace_back(Choice{value, 0});
    for (std::size_t c = 0; c < by_codes.size(); ++c)
      if (by_codes[c] > 0 && std::any_of(columns.all_codes[c].begin(), columns.all_codes[c].end(),
                                         [&](const std::string& code) { return area_includes(value, code); }))
        choice.count += by_codes[c];
  }
  return choices;
}

}  // namespace

ChoiceCounts choice_counts(const Dataset& dataset, const Areas& areas, const SpaceTimeIndex& index,
                           const Filter& filter, std::uint64_t most_counted) {
  Filter rest = filter;
  const Filters alone = taken_apart(rest);
  ChoiceCounts result;
  result.counted = index.total(rest).count <= most_counted;
  const Counts counts =
      counted(dataset, areas, result.counted ? index.records(rest) : std::vector<IncidentIndex>(), alone);

  for (std::size_t t = 0; t < kTargetTypes.size(); ++t)
    result.target_types.push_back({std::string(kTargetTypes[t]), counts.target_types[t]});
  for (std::size_t a = 0; a < dataset.actors.size(); ++a)
    result.actors.push_back({dataset.actors[a].code, counts.actors[a]});
  result.areas = area_choices(*dataset.columns, counts.codes);
  std::uint64_t so_far = 0;
  for (const PlacePrecision p : kByCoarseness) {
    so_far += counts.precisions[static_cast<std::size_t>(p)];
    result.precisions.push_back({std::string(name_of(kPlacePrecisions, p)), so_far});
  }
  so_far = 0;
  for (std::size_t d = 0; d < kDatePrecisions.size(); ++d) {
    so_far += counts.date_precisions[d];
    result.date_precisions.push_back({std::string(kDatePrecisions[d]), so_far});
  }
  for (std::size_t t = 0; t < kTolls.size(); ++t)
    result.killed.push_back({std::string(kTolls[t].value), counts.killed[t]});
  return result;
}

}  // namespace yaad::geo
