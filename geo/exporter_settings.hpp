// What every file that is written through OGR needs first: its drivers, and settings of the thread that writes.
// Not what one format alone is written with: that is the writer's.
#pragma once

#include <string>
#include <vector>

namespace yaad::geo {

// Those that files are written with, and no other. The first call counts.
void register_export_drivers();

// Settings of GDAL on this thread for as long as this object lives. `updated` is the date of the data: no clock in a
// file, so that the same data give the same bytes.
class ExportSettings {
 public:
  explicit ExportSettings(const std::string& updated);
  ~ExportSettings();
  ExportSettings(const ExportSettings&) = delete;
  ExportSettings& operator=(const ExportSettings&) = delete;

 private:
  void set(const char* name, const std::string& value);
  std::vector<const char*> names_;
};

}  // namespace yaad::geo
