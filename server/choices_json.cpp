#include "server/choices_json.hpp"

#include "geo/choice_counts.hpp"

namespace yaad::server {
namespace {

using geo::JsonWriter;

template <class Describe>
void write_list(JsonWriter& json, std::string_view filter, const std::vector<geo::Choice>& choices, bool counted,
                const Describe& describe) {
  json.key(filter).begin_array();
  for (const geo::Choice& choice : choices) {
    json.begin_object().member("value", choice.value);
    describe(choice.value);
    if (counted) json.member("count", choice.count);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void write_choices(JsonWriter& json, const geo::Snapshot& data, const geo::Filter& filter) {
  const geo::ChoiceCounts all = geo::choice_counts(data.dataset, data.areas, data.index, filter);
  const auto nothing = [](const std::string&) {};
  json.key("choices").begin_object();
  write_list(json, "target_type", all.target_types, all.counted, nothing);
  write_list(json, "actor", all.actors, all.counted, [&](const std::string& code) {
    const auto found = data.dataset.find_actor(code);
    if (!found) return;
    const geo::Actor& actor = data.dataset.actors[*found];
    json.member("name", actor.name).text_member("name_ur", actor.name_ur).text_member("name_fa", actor.name_fa);
    if (actor.parent) json.member("parent", data.dataset.actors[*actor.parent].code);
  });
  write_list(json, "area", all.areas, all.counted, [&](const std::string& code) {
    if (const geo::Area* area = data.areas.find(code))
      json.member("name", area->name).text_member("name_ur", area->name_ur).text_member("name_fa", area->name_fa);
  });
  write_list(json, "precision", all.precisions, all.counted, nothing);
  write_list(json, "date_precision", all.date_precisions, all.counted, nothing);
  write_list(json, "killed", all.killed, all.counted, nothing);
  json.end_object();
}

}  // namespace yaad::server
