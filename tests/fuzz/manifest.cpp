// dataset.json: what is taken from it is text that can be shown, a real day and a rectangle on the globe.
#include "geo/edtf.hpp"
#include "geo/read_tables.hpp"
#include "geo/reader.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/scratch_folder.hpp"
#include "tests/fuzz/target.hpp"

using yaad::fuzz::claim;
namespace geo = yaad::geo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const yaad::fuzz::ScratchFolder folder;
  static const geo::Areas areas;
  folder.write("incidents.csv", "id,date,lat,lon,geo_precision,killed,attack_type\n");
  folder.write("dataset.json", yaad::fuzz::text_of(data, size));
  const auto read = geo::read_folder(folder.path(), areas, {});
  claim(read.has_value(), "a folder with incidents.csv is read, whatever its manifest");
  const geo::LoadedFolder& loaded = *read;
  const geo::DatasetInfo& info = loaded.dataset.info;
  if (!loaded.report.servable) claim(!loaded.report.findings.empty(), "a file that cannot be served has a finding");
  for (const geo::Finding& finding : loaded.report.findings)
    claim(!finding.detail.empty() && !geo::find_invalid_utf8(geo::to_text(finding)), "a finding is UTF-8 and says why");
  const auto shown = [](const std::string& text) {
    return !geo::find_invalid_utf8(text) && geo::forbidden_sign(text).empty() &&
           geo::count_code_points(text) <= geo::kMaxSentence;
  };
  claim(shown(info.licence) && shown(info.attribution) && shown(info.contact), "its texts can be shown");
  for (const auto& [lang, title] : info.title) claim(shown(title), "its titles can be shown");
  if (!info.updated.empty()) {
    const auto day = geo::parse_edtf(info.updated);
    claim(day.has_value() && day->span.is_one_day(), "it was updated on a day");
  }
  if (const auto& e = info.extent)
    claim(e->west >= -180 && e->east <= 180 && e->south >= -90 && e->south <= e->north && e->north <= 90,
          "its extent is on the globe");
  return 0;
}
