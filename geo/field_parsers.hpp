// One field of a table into one value: strict, locale-free, with a message that says what to write instead.
// Knows no table and no row; what a column must hold together with another is the business of its reader.
#pragma once

#include "geo/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

// No attack or period in this dataset comes near; what is larger is a typing error.
inline constexpr std::uint32_t kMaxCount = 10'000'000;
// Half the width of the largest country here; beyond it, a place is not known at all.
inline constexpr double kMaxRadiusM = 1'000'000;
inline constexpr std::size_t kMaxUrlLength = 2048;

// A whole number in plain digits. `field` names the column, so that a range is sent to its low and high columns.
Result<std::uint32_t> parse_count(std::string_view text, std::string_view field);
// Degrees or metres: digits, at most one point, a minus in front. No exponent, no comma, no compass letter.
Result<double> parse_decimal(std::string_view text);

// a-z, 0-9 and hyphen, 1 to 64 of them.
bool is_id(std::string_view text);

// The parts of a `;` list, without the spaces around them; a blank field has none.
std::vector<std::string> split_list(std::string_view text);

// Why this is no address that may be shown as a link; empty when it is one.
std::string url_fault(std::string_view url);
// The host of a valid URL, without the port.
std::string_view url_host(std::string_view url);
bool is_ip_address(std::string_view host);

}  // namespace yaad::geo
