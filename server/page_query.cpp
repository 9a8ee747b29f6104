#include "server/page_query.hpp"

#include "server/filter_params.hpp"
#include "server/html.hpp"

#include <algorithm>
#include <array>

namespace yaad::server {

Asked asked_filter(const Call& call) {
  const geo::Snapshot& data = *call.edition.snapshot;
  const auto known = [](const geo::Error& fault) {
    return std::find(kFilterParams.begin(), kFilterParams.end(), fault.parameter) != kFilterParams.end();
  };
  const auto& faults = call.params.faults();
  if (const auto fault = std::find_if(faults.begin(), faults.end(), known); fault != faults.end())
    return {{}, fault->parameter + ": " + fault->detail};
  auto filter = parse_filter(call.params, data.dataset, data.areas);
  if (filter) return {std::move(*filter), ""};
  return {{}, filter.error().parameter + ": " + filter.error().detail};
}

std::string notices_html(const Call& call, const Asked& asked) {
  const Words& words = call.edition.site->words;
  const std::string& version = call.edition.snapshot->version;
  std::string out;
  if (!asked.reason.empty())
    out += element("p", words("page.list.filter", {{"reason", asked.reason}}), "class=\"notice\"");
  if (const auto v = call.params.get("v"); v && *v != version)
    out += element("p", words("page.version.other", {{"version", version}}), "class=\"notice\"");
  return out;
}

std::string state_query(const Call& call, const geo::Filter& filter) {
  constexpr std::array<std::string_view, 8> kState{"view", "mode", "step", "size", "incident", "place", "list", "v"};
  std::string query = canonical(filter);
  for (const std::string_view name : kState)
    if (const auto value = call.params.get(name))
      query += (query.empty() ? "" : "&") + std::string(name) + '=' + percent_encoded(*value);
  return query;
}

std::string with_query(std::string_view path, const std::string& query) {
  return std::string(path) + (query.empty() ? "" : "?" + query);
}

}  // namespace yaad::server
