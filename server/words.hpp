// The words of the pages that the server makes, from the same file that the map reads (frontend/words).
// Placeholders are {name}. A key that is not there is our bug: it shows as the key itself, and a test walks them.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace yaad::server {

class Words {
 public:
  // A flat JSON object of texts; throws std::runtime_error for anything else.
  static Words from_json(std::string_view json);

  std::string operator()(std::string_view key,
                         std::initializer_list<std::pair<std::string_view, std::string>> values = {}) const;
  bool has(std::string_view key) const { return texts_.contains(std::string(key)); }

 private:
  std::unordered_map<std::string, std::string> texts_;
};

}  // namespace yaad::server
