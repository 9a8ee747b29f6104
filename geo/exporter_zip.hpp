// The last touches to files that OGR has written: a shapefile becomes one zip file, a KML file says what it is.
// Costs a copy of the file.
#pragma once

#include <string>

namespace yaad::geo {

// folder/stem.{shp,shx,dbf,prj,cpg} go into the zip file at `path`, with `about` as provenance.txt, and are taken away.
// Throws when that fails.
void zip_shapefile(const std::string& folder, const std::string& stem, const std::string& path,
                   const std::string& about);

// An XML comment after the last element, where XML allows one. Throws when that fails.
void append_comment(const std::string& path, const std::string& text);

}  // namespace yaad::geo
