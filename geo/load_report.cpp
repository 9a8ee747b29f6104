#include "geo/load_report.hpp"

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
