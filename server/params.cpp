#include "server/params.hpp"

#include "geo/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace yaad::server {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

geo::Error bad_parameter(std::string_view name, std::string detail, std::vector<std::string> allowed) {
  return {geo::Errc::bad_parameter, std::move(detail), std::string(name), std::move(allowed)};
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  if (has_control(out) || geo::find_invalid_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                            c == '.' || c == '_' || c == '~' || c == ',' || c == '/' || c == ':';
    if (unreserved) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
      out += "0123456789ABCDEF"[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

Params Params::readable(std::string_view query) {
  Params params;
  const auto fault = [&](geo::Errc code, std::string detail, std::string name) {
    params.faults_.push_back({code, std::move(detail), std::move(name), {}});
  };
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    if (pair.empty()) continue;
    if (params.pairs_.size() + params.faults_.size() == kMaxParams) {
      fault(geo::Errc::bad_parameter, "too many parameters", "");
      return params;
    }
    const auto equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value)
      fault(geo::Errc::bad_parameter, "the query is not percent-encoded UTF-8 without control characters",
            name.value_or(""));
    else if (params.get(*name))
      fault(geo::Errc::repeated_parameter, "this parameter is given twice; join its values with a comma", *name);
    else params.pairs_.emplace_back(std::move(*name), std::move(*value));
  }
  return params;
}

geo::Result<Params> Params::parse(std::string_view query) {
  Params params = readable(query);
  if (!params.faults_.empty()) return params.faults_.front();
  return params;
}

std::optional<std::string_view> Params::get(std::string_view name) const {
  for (const auto& [known, value] : pairs_)
    if (known == name) return value;
  return std::nullopt;
}

Params Params::with(std::string_view name, std::string value) const {
  Params changed = *this;
  for (auto& [known, old] : changed.pairs_)
    if (known == name) old = value;
  return changed;
}

Params Params::without(std::string_view name) const {
  Params fewer = *this;
  std::erase_if(fewer.pairs_, [&](const auto& pair) { return pair.first == name; });
  return fewer;
}

geo::Result<void> Params::allow_only(std::span<const std::string_view> known) const {
  for (const auto& [name, value] : pairs_)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return geo::Error{
          geo::Errc::unknown_parameter, "this route has no such parameter", name, {known.begin(), known.end()}};
  return {};
}

geo::Result<std::size_t> whole_number(const Params& params, std::string_view name, std::size_t fallback,
                                      std::size_t least, std::size_t most) {
  const auto text = params.get(name);
  if (!text) return fallback;
  if (text->empty() || text->find_first_not_of("0123456789") != std::string_view::npos)
    return bad_parameter(name, "not a whole number");
  std::size_t value = 0;
  if (std::from_chars(text->data(), text->data() + text->size(), value).ec == std::errc::result_out_of_range)
    return most;
  if (value < least) return bad_parameter(name, "at least " + std::to_string(least));
  return std::min(value, most);
}

}  // namespace yaad::server
