#include "server/words.hpp"

#include <boost/json.hpp>

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
  std::string text = found->second;
  for (const auto& [name, value] : values) {
    const std::string placeholder = "{" + std::string(name) + "}";
    // Replaced from where the last value ended, so a value that looks like a placeholder stays as it is.
    for (auto at = text.find(placeholder); at != text.npos; at = text.find(placeholder, at + value.size()))
      text.replace(at, placeholder.size(), value);
  }
  return text;
}

}  // namespace yaad::server
