#include "server/selection.hpp"

#include "geo/cql2.hpp"
#include "geo/patience.hpp"
#include "server/feature_page.hpp"
#include "server/filter_params.hpp"

#include <optional>
#include <utility>

namespace yaad::server {
namespace {

constexpr std::uint32_t kStepsOfExpression = 64;  // what one record costs of it, as look_up() counts

// The expression of `filter`, where there is one.
geo::Result<std::optional<geo::Expression>> parse_expression(const Params& params) {
  const auto lang = params.get("filter-lang");
  if (lang && *lang != "cql2-text") return bad_parameter("filter-lang", "not a known language", {"cql2-text"});
  const auto crs = params.get("filter-crs");
  if (crs && *crs != known_crs().front())
    return bad_parameter("filter-crs", "geometries in a filter are in CRS84", {known_crs().front()});
  const auto text = params.get("filter");
  if (!text) return std::optional<geo::Expression>();
  auto expression = geo::Expression::parse(*text);
  if (!expression) return expression.error();
  return std::optional(std::move(*expression));
}

}  // namespace

geo::Result<Selection> parse_selection(const Params& params, const geo::Snapshot& data) {
  auto bbox = parse_bbox_crs(params, data.areas);
  if (!bbox) return bbox.error();
  auto filter = parse_filter(bbox->params, data.dataset, data.areas);
  if (!filter) return filter.error();
  const auto expression = parse_expression(params);
  if (!expression) return expression.error();
  Selection selection{std::move(*filter), nullptr, ""};
  selection.query =
      joined_query({filter_query(selection.filter, params), repeated(params, {"filter", "filter-lang", "filter-crs"})});
  const auto left = *expression ? (*expression)->beyond(selection.filter) : std::nullopt;
  if (bbox->rest || left)
    selection.rest = [in = std::move(bbox->rest), asked = left, &data](const geo::Incident& incident) {
      return (!in || in(incident.at, geo::area_cell(incident, data.areas))) &&
             (!asked || asked->matches(incident, data.dataset, data.areas));
    };
  return selection;
}

void keep_selected(std::vector<geo::IncidentIndex>& records, const Selection& selection, const geo::Dataset& dataset) {
  if (selection.rest)
    std::erase_if(records, [&](geo::IncidentIndex i) {
      geo::look_up(kStepsOfExpression);
      return !selection.rest(dataset.incidents[i]);
    });
}

std::vector<geo::IncidentIndex> selected_records(const Selection& selection, const geo::Snapshot& data) {
  std::vector<geo::IncidentIndex> records = data.index.records(selection.filter);
  keep_selected(records, selection, data.dataset);
  return records;
}

}  // namespace yaad::server
