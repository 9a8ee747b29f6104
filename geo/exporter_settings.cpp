#include "geo/exporter_settings.hpp"

#include <mutex>

#include <cpl_conv.h>
#include <ogrsf_frmts.h>

namespace yaad::geo {

void register_export_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRGeoPackage();
    RegisterOGRFlatGeobuf();
    RegisterOGRShape();
    RegisterOGRKML();
    RegisterOGRXLSX();
    RegisterOGRODS();
  });
}

ExportSettings::ExportSettings(const std::string& updated) {
  set("OGR_SQLITE_SYNCHRONOUS", "OFF");  // nobody reads the file before it is whole
  if (!updated.empty()) set("OGR_CURRENT_DATE", updated + "T00:00:00.000Z");
}

ExportSettings::~ExportSettings() {
  for (const char* name : names_) CPLSetThreadLocalConfigOption(name, nullptr);
}

void ExportSettings::set(const char* name, const std::string& value) {
  CPLSetThreadLocalConfigOption(name, value.c_str());
  names_.push_back(name);
}

}  // namespace yaad::geo
