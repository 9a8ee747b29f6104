// The rules of each producer, one file each: what its columns mean in ours. Facts of the published codebooks; where a
// codebook leaves a choice, the choice stands in README.md. The areas must stand as long as the rules.
#pragma once

#include "geo/areas.hpp"
#include "geo/importer.hpp"
#include "geo/mapping_file.hpp"

namespace yaad::geo {

// UCDP GED, versions 17 to 25, as downloaded or as on HDX (with a row of tags).
ImportRules ucdp_rules(const Areas& areas);
// ACLED's export, as CSV.
ImportRules acled_rules(const Areas& areas);
// GTD's one table, as CSV.
ImportRules gtd_rules(const Areas& areas);
// Any other table, as its mapping file says.
ImportRules mapped_rules(const Mapping& mapping, const Areas& areas);

}  // namespace yaad::geo
