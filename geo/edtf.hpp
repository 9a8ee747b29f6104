// EDTF, the Extended Date/Time Format (ISO 8601-2:2019, Library of Congress 2019): the text a record's date is
// written in, and the span of days it may mean. Levels 0 and 1, and of level 2 the sets [..] and {..}; clock times
// and the rest of level 2 are refused by name. Qualifiers (? ~ %) are kept as flags and never widen the span.
#pragma once

#include "geo/date_span.hpp"

#include <string_view>

namespace yaad::geo {

struct Edtf {
  DateSpan span;
  bool uncertain = false;    // ? or %
  bool approximate = false;  // ~ or %
};

// Blank text is the span of everything. Years 1 to 9999. The error says what is wrong and what to write.
Result<Edtf> parse_edtf(std::string_view text);

}  // namespace yaad::geo
