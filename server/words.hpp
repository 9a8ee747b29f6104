// The words of the pages that the server makes, from the same file that the map reads (frontend/words).
// Placeholders are {name}. A key that is not there is our bug: it shows as the key itself, and a test walks them.
#pragma once

#include "server/language.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace yaad::server {

class Words {
 public:
  // A flat JSON object of texts; throws std::runtime_error for anything else.
  static Words from_json(std::string_view json, const Language& language = kLanguages.front());

  // A value that is a number is written in the digits of the language; what a source stated stays as it is.
  std::string operator()(std::string_view key,
                         std::initializer_list<std::pair<std::string_view, std::string>> values = {}) const;
  bool has(std::string_view key) const { return texts_.contains(std::string(key)); }
  const Language& language() const { return *language_; }
  // "1,031" as "۱٬۰۳۱" where the language writes so.
  std::string digits(std::string_view number) const;

 private:
  std::unordered_map<std::string, std::string> texts_;
  const Language* language_ = &kLanguages.front();
};

}  // namespace yaad::server
