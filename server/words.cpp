#include "server/words.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace yaad::server {

namespace {

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789,.") == text.npos; }

// Latin words in a line that runs the other way keep their own order; an address is copied, and stays bare.
bool has_latin(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

// What sources state and what others cite stays as it is.
bool is_verbatim(std::string_view name) {
  return name == "stated" || name == "id" || name == "version" || name == "url";
}

// U+2068 and U+2069: what is between them keeps its own direction.
constexpr char kIsolate[] = {'\xE2', '\x81', '\xA8', '\0'}, kEndOfIsolate[] = {'\xE2', '\x81', '\xA9', '\0'};

}  // namespace

Words Words::from_json(std::string_view json, const Language& language) {
  Words words;
  words.language_ = &language;
  boost::system::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error || !value.is_object()) throw std::runtime_error("the words are not a JSON object");
  for (const auto& [key, text] : value.get_object()) {
    if (!text.is_string()) throw std::runtime_error("the word for " + std::string(key) + " is not text");
    words.texts_.emplace(std::string(key), std::string(text.get_string()));
  }
  return words;
}

std::string Words::digits(std::string_view number) const {
  if (!language_->own_digits) return std::string(number);
  std::string out;
  for (const char c : number)
    if (c >= '0' && c <= '9') out += {'\xDB', static_cast<char>('\xB0' + (c - '0'))};
    else if (c == ',') out += "٬";
    else if (c == '.') out += "٫";
    else out += c;
  return out;
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
      const std::string& said = value->second;
      if (is_number(said) && !is_verbatim(value->first)) text += digits(said);
      else if (language_->rtl && value->first != "url" && has_latin(said))
        text.append(kIsolate).append(said).append(kEndOfIsolate);
      else text += said;
      rest.remove_prefix(close + 1);
    } else if (!rest.empty()) {
      text += rest.front();
      rest.remove_prefix(1);
    }
  }
  return text;
}

}  // namespace yaad::server
