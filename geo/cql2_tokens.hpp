// The words, texts, numbers and signs of a CQL2 text expression, each with where it begins. Not what they mean together.
// Reads each byte once.
#pragma once

#include "geo/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

enum class TokenKind : std::uint8_t { word, quoted_name, text, number, sign, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  // a text without its quotes; a sign of one or two characters
  double number = 0;
  std::size_t at = 0;  // bytes before it
};

// The last one is `end`. What cannot be read is an Error that names where.
Result<std::vector<Token>> cql2_tokens(std::string_view text);
// An Error of the parameter `filter` that says where: "at character 12: …".
Error cql2_fault(std::string_view text, std::size_t at, std::string why, std::vector<std::string> allowed = {});

}  // namespace yaad::geo
