// A mapping file: any bytes are a mapping or an error that says why, and a table read by it has an end for every row.
#include "geo/import_rules.hpp"
#include "geo/utf8.hpp"
#include "tests/fuzz/target.hpp"

using yaad::fuzz::claim;
namespace geo = yaad::geo;

namespace {

constexpr const char* kTable = "a,b,c,d,e\n1,2013-02-16,30.2,67.0,x\n2,16/02/2013,30.2,67.0,\n3,41321,,67.0,y\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mapping = geo::parse_mapping(yaad::fuzz::text_of(data, size));
  if (!mapping) {
    claim(!mapping.error().detail.empty(), "a refused mapping has a reason");
    return 0;
  }
  const geo::Areas areas;
  const auto imported = geo::import_table(kTable, geo::mapped_rules(*mapping, areas), areas, {});
  if (!imported) return 0;  // it names a column that this table has not
  const geo::ImportReport& report = imported->report;
  claim(report.read == 3 && report.rows.size() == 3, "every row is read");
  claim(report.read == report.accepted + report.refused + report.left_out, "every row has one end");
  for (const geo::FolderFile& file : imported->files.files)
    claim(!file.bytes || !geo::find_invalid_utf8(*file.bytes), "what is written is UTF-8");
  return 0;
}
