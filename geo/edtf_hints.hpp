// What a text that is no EDTF date was probably meant to be, and what to write instead: the damage that spreadsheets
// do to dates, other calendars' digits, and the parts of EDTF that are not read here. Only words; never repairs.
#pragma once

#include <string>
#include <string_view>

namespace yaad::geo {

// One clause such as `is how a spreadsheet shows a day (write 2013-02-16)`; it always says something.
std::string edtf_hint(std::string_view text);

}  // namespace yaad::geo
