#include "server/short_link.hpp"

#include "server/params.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yaad::server {
namespace {

// They are in links already: none may ever mean something else.
constexpr std::array<std::pair<char, std::string_view>, 19> kLetters{{{'v', "view"},
                                                                      {'d', "datetime"},
                                                                      {'m', "mode"},
                                                                      {'p', "step"},
                                                                      {'z', "size"},
                                                                      {'i', "incident"},
                                                                      {'l', "list"},
                                                                      {'g', "lang"},
                                                                      {'b', "bbox"},
                                                                      {'a', "area"},
                                                                      {'t', "attack_type"},
                                                                      {'r', "target_type"},
                                                                      {'c', "community"},
                                                                      {'o', "actor"},
                                                                      {'e', "precision"},
                                                                      {'f', "date_precision"},
                                                                      {'k', "killed"},
                                                                      {'q', "q"},
                                                                      {'n', "v"}}};

// What a tilde and this sign stand for in a value; 0 where they begin the next part.
char escaped_sign(char sign) {
  switch (sign) {
    case '~': return '~';
    case '-': return '/';
    case '.': return '\\';
    default: return '\0';
  }
}

}  // namespace

std::string long_query(std::string_view short_form) {
  std::string query;
  std::string_view rest = short_form;
  while (!rest.empty()) {
    const char letter = rest.front();
    rest.remove_prefix(1);
    std::string value;
    while (!rest.empty()) {
      const char sign = rest.front();
      rest.remove_prefix(1);
      if (sign != '~') {
        value += sign;
        continue;
      }
      const char meant = rest.empty() ? '\0' : escaped_sign(rest.front());
      if (meant == '\0') break;
      value += meant;
      rest.remove_prefix(1);
    }
    const auto known =
        std::find_if(kLetters.begin(), kLetters.end(), [&](const auto& row) { return row.first == letter; });
    if (known == kLetters.end()) continue;
    query += (query.empty() ? "" : "&") + std::string(known->second) + '=' + percent_encoded(value);
  }
  return query;
}

}  // namespace yaad::server
