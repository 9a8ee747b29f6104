#include "geo/filter.hpp"

#include "geo/fold.hpp"
#include "geo/patience.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

// Children count as their parents. The walk is bounded: a cycle among parents ends it.
bool descends_from(const Dataset& dataset, ActorIndex actor, ActorIndex ancestor) {
  std::optional<ActorIndex> at = actor;
  for (std::size_t steps = 0; at && steps <= dataset.actors.size(); ++steps) {
    if (*at == ancestor) return true;
    at = dataset.actors[*at].parent;
  }
  return false;
}

Filter without_columns(Filter filter) {
  filter.words.clear();
  filter.date_precision.reset();
  filter.killed.reset();
  filter.areas.clear();
  return filter;
}

bool is_in_range(const TollRange& range, std::uint32_t killed) {
  return killed != RecordColumns::kNoFigure && killed >= range.min.value_or(0) &&
         killed <= range.max.value_or(RecordColumns::kNoFigure);
}

// Any of the wanted areas includes any of a record's codes.
bool is_in_areas(const Filter& filter, const std::array<std::string, 3>& codes) {
  return std::any_of(filter.areas.begin(), filter.areas.end(), [&](const std::string& wanted) {
    return std::any_of(codes.begin(), codes.end(),
                       [&](const std::string& code) { return area_includes(wanted, code); });
  });
}

}  // namespace

bool toll_fits(const TollRange& range, const Figure& killed) {
  if (range.no_figure) return killed.none();
  return is_in_range(range, killed.counted().value_or(RecordColumns::kNoFigure));
}

bool asks_each_record(const Filter& filter) { return !(without_columns(filter) == filter); }

bool area_includes(std::string_view wanted, std::string_view code) {
  return code == wanted || (code.size() > wanted.size() && code.substr(0, wanted.size()) == wanted &&
                            (code[wanted.size()] == '-' || code[wanted.size()] == '.'));
}

Matcher::Matcher(const Filter& filter, const Dataset& dataset, const Areas& areas)
    : filter_(filter),
      dataset_(dataset),
      areas_(areas),
      words_(fold_words(filter.words)),
      columns_(dataset.columns.get()),
      has_rest_(!(without_columns(filter) == Filter())) {
  if (columns_ != nullptr && !words_.empty()) saying_ = columns_->words.saying(words_);
  if (columns_ != nullptr && !filter.areas.empty())
    for (const auto& codes : columns_->all_codes) codes_wanted_.push_back(is_in_areas(filter, codes));
  if (filter.actors.empty()) return;
  actor_wanted_.assign(dataset.actors.size(), false);
  for (const std::string& code : filter.actors) {
    const auto wanted = dataset.find_actor(code);
    if (!wanted) continue;
    for (std::size_t i = 0; i < dataset.actors.size(); ++i)
      if (descends_from(dataset, static_cast<ActorIndex>(i), *wanted)) actor_wanted_[i] = true;
  }
}

bool Matcher::operator()(const Incident& incident) const {
  look_up();
  if (columns_ == nullptr) return fits_rest(incident) && fits_record(incident);
  // Most records are told apart here without being looked at.
  return fits_columns(static_cast<std::size_t>(&incident - dataset_.incidents.data())) &&
         (!has_rest_ || fits_rest(incident));
}

bool Matcher::fits_columns(std::size_t i) const {
  const Filter& f = filter_;
  if (saying_ && !saying_->contains(i)) return false;
  if (f.date_precision && columns_->date_precision[i] > *f.date_precision) return false;
  if (f.killed && f.killed->no_figure) {
    // No figure is counted of a record that states only a highest one, and yet it states one.
    if (columns_->killed[i] != RecordColumns::kNoFigure || !dataset_.incidents[i].killed.none()) return false;
  } else if (f.killed && !is_in_range(*f.killed, columns_->killed[i])) {
    return false;
  }
  return codes_wanted_.empty() || codes_wanted_[columns_->codes[i]];
}

bool Matcher::fits_record(const Incident& incident) const {
  const Filter& f = filter_;
  if (f.date_precision && date_precision(incident.span) > *f.date_precision) return false;
  if (f.killed && !toll_fits(*f.killed, incident.killed)) return false;
  return (f.areas.empty() || is_in_areas(f, {incident.country, incident.area, incident.district})) &&
         has_words(incident);
}

bool Matcher::fits_rest(const Incident& incident) const {
  const Filter& f = filter_;
  if (!incident.span.touches(f.window)) return false;
  if (!f.attack_types.empty() && !f.attack_types.contains(incident.attack_type)) return false;
  if (!f.target_types.empty() && !(incident.target_type && f.target_types.contains(*incident.target_type)))
    return false;
  if (!f.communities.empty() && !f.communities.intersects(incident.communities)) return false;
  if (f.precision && coarseness(incident.precision) > coarseness(*f.precision)) return false;
  return has_actor(incident) && in_bbox(incident);
}

bool Matcher::has_actor(const Incident& incident) const {
  if (filter_.actors.empty()) return true;
  return std::any_of(incident.actors.begin(), incident.actors.end(), [&](ActorIndex a) { return actor_wanted_[a]; });
}

bool Matcher::in_bbox(const Incident& incident) const {
  if (!filter_.bbox) return true;
  if (!incident.is_dot())
    if (const Area* area = areas_.find(area_cell(incident, areas_))) return areas_.touches(*area, *filter_.bbox);
  return filter_.bbox->contains(incident.at);
}

bool Matcher::has_words(const Incident& incident) const {
  if (words_.empty()) return true;
  std::string text = incident.summary + ' ' + incident.summary_ur + ' ' + incident.summary_fa;
  if (incident.place) {
    const Place& place = dataset_.places[*incident.place];
    for (const std::string* name : {&place.name, &place.name_ur, &place.name_fa, &place.name_ps}) text += ' ' + *name;
    for (const std::string& alias : place.aliases) text += ' ' + alias;
  }
  for (const ActorIndex actor : incident.actors) text += ' ' + dataset_.actors[actor].name;
  const std::string folded = fold(text);
  return std::all_of(words_.begin(), words_.end(),
                     [&](const std::string& word) { return folded.find(word) != std::string::npos; });
}

std::string_view area_cell(const Incident& incident, const Areas& areas) {
  if (incident.is_dot()) return {};
  if (incident.precision == PlacePrecision::district && areas.find(incident.district)) return incident.district;
  if (incident.precision != PlacePrecision::country && areas.find(incident.area)) return incident.area;
  return incident.country;
}

}  // namespace yaad::geo
