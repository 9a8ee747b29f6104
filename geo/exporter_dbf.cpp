#include "geo/exporter_dbf.hpp"

#include "geo/exporter_columns.hpp"
#include "geo/exporter_text.hpp"

#include <algorithm>
#include <string>

namespace yaad::geo {
namespace {

class Measured {
 public:
  explicit Measured(std::vector<int>& widths) : widths_(widths) {}
  void begin() { at_ = 0; }
  void text(std::string_view value) { is(value.empty() ? 0 : safe_text(value, ExportFormat::shp).size()); }
  void whole(std::optional<std::uint32_t> value) { is(value ? std::to_string(*value).size() : 0); }
  void truth(bool /*value*/) { is(1); }
  void day(Day /*value*/) { ++at_; }
  void real(std::optional<double> /*value*/) { ++at_; }

 private:
  void is(std::size_t width) {
    widths_[at_] = std::max(widths_[at_], static_cast<int>(width));
    ++at_;
  }
  std::vector<int>& widths_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<int> dbf_widths(const ExportSource& source) {
  std::vector<int> widths;
  for (const Column& column : export_columns())
    widths.push_back(column.kind == ColumnKind::day || column.kind == ColumnKind::real ? 0 : 1);
  FlatRecord flat{source.dataset, source.areas, source.version, {}};
  Measured row(widths);
  for (const IncidentIndex at : source.rows) {
    row.begin();
    flat.tell(source.dataset.incidents[at], row);
  }
  return widths;
}

}  // namespace yaad::geo
