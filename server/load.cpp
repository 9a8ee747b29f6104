#include "server/load.hpp"

#include "geo/check.hpp"
#include "server/embedded.hpp"

#include <stdexcept>

namespace yaad::server {

geo::Areas embedded_areas() {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == "mapdata/areas.geojson") return geo::Areas::from_geojson(file.bytes()).value();
  throw std::runtime_error("the program was built without its areas: run ./dev build");
}

Loaded load_folder(const std::string& folder, bool drafts) {
  geo::Areas areas = embedded_areas();
  auto read = geo::read_folder(folder, areas, {.drafts = drafts});
  Loaded loaded;
  if (!read) {
    loaded.why = read.error().detail;
    loaded.unreadable = true;
    return loaded;
  }
  loaded.findings = read->report.findings;
  if (!read->report.servable) {
    loaded.why =
        "the folder cannot be served: a required column is missing or more than 5 % of the rows of a file are refused";
    return loaded;
  }
  loaded.snapshot = std::make_shared<const geo::Snapshot>(std::move(*read), std::move(areas));
  return loaded;
}

}  // namespace yaad::server
