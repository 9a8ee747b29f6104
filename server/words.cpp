#include "server/words.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace yaad::server {

Words Words::from_json(std::string_view json) {
  Words words;
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error || !value.is_object()) throw std::runtime_error("the words are not a JSON object");
  for (const auto& [key, text] : value.get_object()) {
    if (!text.is_string()) throw std::runtime_error("the word for " + std::string(key) + " is not text");
    words.texts_.emplace(std::string(key), std::string(text.get_string()));
  }
  return words;
}

std::string Words::operator()(std::string_view key,
                              std::initializer_list<std::pair<std::string_view, std::string>> values) const {
  const auto found = texts_.find(std::string(key));
  if (found == texts_.end()) return std::string(key);
  // One pass: what a value says is never taken for a placeholder.
  std::string text;
  std::string_view rest = found->second;
  while (!rest.empty()) {
    const auto open = std::min(rest.find('{'), rest.size());
    text += rest.substr(0, open);
    rest.remove_prefix(open);
    const auto close = rest.find('}');
    const auto value = std::find_if(values.begin(), values.end(), [&](const auto& v) {
      return close != std::string_view::npos && v.first == rest.substr(1, close - 1);
    });
    if (value != values.end()) {
      text += value->second;
      rest.remove_prefix(close + 1);
    } else if (!rest.empty()) {
      text += rest.front();
      rest.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace yaad::server
