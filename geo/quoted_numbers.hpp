// The numbers a passage states, in digits and in English words, so that a figure can be looked for in its quotes.
//
// "1,400", "5,00,000", "twenty-three", "one hundred and five", "two dozen", "4 lakh", "۱۴". "Dozens" is not a
// number. It errs towards finding: a figure it cannot find deserves a look, one it finds may still be another's.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace yaad::geo {

std::vector<std::uint64_t> numbers_in(std::string_view text);

}  // namespace yaad::geo
