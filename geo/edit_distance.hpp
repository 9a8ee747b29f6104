// How many slips of the pen part two words: letters left out, added, changed, or two neighbours swapped
// (optimal string alignment, Damerau 1964). Bounded: past `limit` it stops and says limit + 1, so that comparing
// with many names costs little. Counted in code points, not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace yaad::geo {

// Both must be valid UTF-8.
std::u32string code_points(std::string_view utf8);

std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

}  // namespace yaad::geo
