// Folding of text for look-ups: case, diacritics, compatibility forms and the letter variants of Urdu, Persian,
// Pashto and Arabic become one, so that "Pārachinār" finds "Parachinar" and كويته finds کویته.
// Only letters and digits remain; whatever else stands between them is one space. Not for display, not for ids.
// Works on UTF-8 by utf8proc; what is not valid UTF-8 folds to nothing (the readers refuse it).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

std::string fold(std::string_view utf8);

// The folded words of a text: runs of letters and digits.
std::vector<std::string> fold_words(std::string_view utf8);

}  // namespace yaad::geo
