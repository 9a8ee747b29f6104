// The languages of the pages: how each is written, what digits it has (as CLDR says), which calendars its readers keep.
// Words are elsewhere (frontend/words); a language of this table without a file of words stops the start.
#pragma once

#include <array>
#include <string_view>

namespace yaad::server {

struct Language {
  std::string_view code;  // of BCP 47, as `lang` takes it
  std::string_view name;  // in itself
  bool rtl = false;
  bool own_digits = false;  // ۰–۹ and their separators; Urdu writes Latin digits
  bool solar = false;       // Solar Hijri dates stand beside Gregorian ones
};

inline constexpr std::array<Language, 5> kLanguages{{
    {"en", "English"},
    {"ur", "اردو", true},
    {"prs", "دری", true, true, true},
    {"fa", "فارسی", true, true, true},
    {"ps", "پښتو", true, true, true},
}};

}  // namespace yaad::server
