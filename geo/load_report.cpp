#include "geo/load_report.hpp"

#include "geo/json_writer.hpp"

#include <algorithm>
#include <tuple>

namespace yaad::geo {

std::string to_text(const Finding& f) {
  std::string text = f.file;
  if (f.line != 0) text += ':' + std::to_string(f.line);
  text += ": ";
  if (!f.field.empty()) text += f.field + ": ";
  return text + f.detail;
}

std::string to_json(const std::vector<Finding>& findings) {
  JsonWriter json;
  json.begin_array();
  for (const Finding& f : findings) {
    json.begin_object().member("severity", f.severity == Severity::error ? "error" : "warning").member("file", f.file);
    if (f.line != 0) json.member("line", std::uint64_t{f.line});
    json.text_member("field", f.field).member("detail", f.detail).end_object();
  }
  return json.end_array().take();
}

void LoadReport::error(std::string_view file, std::size_t line, std::string_view field, std::string detail) {
  findings.push_back({Severity::error, std::string(file), line, std::string(field), std::move(detail)});
}

void LoadReport::warn(std::string_view file, std::size_t line, std::string_view field, std::string detail) {
  findings.push_back({Severity::warning, std::string(file), line, std::string(field), std::move(detail)});
}

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.severity, a.file, a.line) < std::tie(b.severity, b.file, b.line);
  });
}

}  // namespace yaad::geo
