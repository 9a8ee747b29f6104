#include "server/media_types.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

namespace yaad::server {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The part up to the separator; the rest stays.
std::string_view next_part(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trimmed(part);
}

double weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view parameter = next_part(parameters, ';');
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    double weight = 0;
    const auto [end, error] =
        std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight, std::chars_format::fixed);
    return error == std::errc() && end == parameter.data() + parameter.size() && weight >= 0 && weight <= 1 ? weight
                                                                                                            : 0;
  }
  return 1;
}

}  // namespace

bool prefers_html(std::string_view accept) {
  double html = 0, json = 0;
  while (!accept.empty()) {
    std::string_view range = next_part(accept, ',');
    std::string type(next_part(range, ';'));
    std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
    const double weight = weight_of(range);
    if (type == "text/html" || type == "application/xhtml+xml") html = std::max(html, weight);
    if (type == "*/*" || type == "application/*" || type.find("json") != type.npos) json = std::max(json, weight);
  }
  return html > json;
}

}  // namespace yaad::server
