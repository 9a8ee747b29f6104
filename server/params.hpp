// The query of a URL, decoded once: names and values in order of appearance, valid UTF-8, each name at most once.
// Form rules: "+" is a space, "%XX" a byte. What cannot be read is an Error that names the parameter.
#pragma once

#include "geo/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yaad::server {

class Params {
 public:
  // Repeated names are refused; so are control characters and more than kMaxParams pairs.
  static geo::Result<Params> parse(std::string_view query);
  // For pages, which never fail on their address: what can be read, and beside it what could not.
  static Params readable(std::string_view query);

  // The value, or nothing when the parameter is absent.
  std::optional<std::string_view> get(std::string_view name) const;
  // Refuses the first name that is not in the list, and says what is.
  geo::Result<void> allow_only(std::span<const std::string_view> known) const;
  // The same with another value of one parameter, which is there; or without it.
  Params with(std::string_view name, std::string value) const;
  Params without(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return pairs_; }
  const std::vector<geo::Error>& faults() const { return faults_; }

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
  std::vector<geo::Error> faults_;
};

inline constexpr std::size_t kMaxParams = 64;  // no route knows more than 20

// One path segment or value: "%XX" decoded once; nothing for bad escapes, invalid UTF-8 and control characters.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
// The same back, for links: everything but unreserved characters (RFC 3986 section 2.3) is escaped.
std::string percent_encoded(std::string_view text);

// A whole number of digits, at least `least`; above `most` it is `most` (OGC API: a larger limit is no fault).
geo::Result<std::size_t> whole_number(const Params& params, std::string_view name, std::size_t fallback,
                                      std::size_t least, std::size_t most);

geo::Error bad_parameter(std::string_view name, std::string detail, std::vector<std::string> allowed = {});

}  // namespace yaad::server
