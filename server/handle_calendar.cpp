// Days of remembrance as a calendar file: of one day of the year (on), or of all that match.
#include "geo/day_of_year.hpp"
#include "geo/patience.hpp"
#include "server/calendar.hpp"
#include "server/filter_params.hpp"
#include "server/handlers.hpp"
#include "server/page_query.hpp"

namespace yaad::server {
namespace {

// A calendar of more events than this is a burden to every program that reads it (3.5 MB).
constexpr std::size_t kMostEvents = 5000;

}  // namespace

// A file that leaves a filter out would be another file: here, unlike on pages, what cannot be read is refused.
Reply handle_calendar(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  std::vector<std::string_view> known(kFilterParams.begin(), kFilterParams.end());
  known.insert(known.end(), {"on", "v"});
  if (const auto allowed = call.params.allow_only(known); !allowed) return problem(allowed.error());
  const auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (!filter) return problem(filter.error());
  std::optional<geo::DayOfYear> day;
  if (const auto text = call.params.get("on")) {
    day = geo::parse_day_of_year(*text);
    if (!day) return problem(bad_parameter("on", "not a day of the year, as 01-10 for 10 January"));
  }
  std::vector<geo::IncidentIndex> records;
  std::size_t left_out = 0;
  for (const geo::IncidentIndex i : data.index.records(*filter)) {
    geo::look_up(geo::kStepsARecord);
    const geo::DateSpan& span = data.dataset.incidents[i].span;
    const auto of_record = geo::day_of_year(span);
    if (of_record && (!day || of_record == day)) records.push_back(i);
    else if (!of_record && (!day || geo::may_fall_on(span, *day))) ++left_out;
  }
  if (records.size() > kMostEvents)
    return problem(bad_parameter("on", "more than 5,000 records match; name a day of the year or a narrower filter"));
  Reply reply = json_reply(calendar_of(call.edition, records, left_out), "text/calendar; charset=utf-8");
  const std::string name = day ? "yaad-" + to_text(*day) + ".ics" : "yaad.ics";
  reply.set("Content-Disposition", "inline; filename=\"" + name + '"');
  return reply;
}

}  // namespace yaad::server
