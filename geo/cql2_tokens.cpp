#include "geo/cql2_tokens.hpp"

#include "geo/utf8.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace yaad::geo {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> all() {
    std::vector<Token> tokens;
    while (true) {
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
      auto token = next();
      if (!token) return token.error();
      tokens.push_back(std::move(*token));
      if (tokens.back().kind == TokenKind::end) return tokens;
    }
  }

 private:
  Result<Token> next() {
    Token token;
    token.at = at_;
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (is_letter(c)) return word(token);
    if (c == '\'' || c == '"') return quoted(token, c);
    const bool signed_number = (c == '-' || c == '+') && at_ + 1 < text_.size();
    const char after = signed_number ? text_[at_ + 1] : c;
    if (is_digit(after) || after == '.') return number(token);
    return sign(token);
  }

  Result<Token> word(Token token) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    token.kind = TokenKind::word;
    token.text = text_.substr(begin, at_ - begin);
    return token;
  }

  // A quote inside is doubled; in a text it may stand behind a backslash too.
  Result<Token> quoted(Token token, char quote) {
    token.kind = quote == '"' ? TokenKind::quoted_name : TokenKind::text;
    for (++at_; at_ < text_.size(); ++at_) {
      const bool next_is_quote = at_ + 1 < text_.size() && text_[at_ + 1] == quote;
      if (text_[at_] == quote && !next_is_quote) {
        ++at_;
        return token;
      }
      if ((text_[at_] == quote || (text_[at_] == '\\' && quote == '\'')) && next_is_quote) ++at_;
      token.text += text_[at_];
    }
    return cql2_fault(text_, token.at, "a quote is not closed");
  }

  Result<Token> number(Token token) {
    const char* begin = text_.data() + at_ + (text_[at_] == '+' ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), token.number);
    const bool runs_on = error == std::errc() && end != text_.data() + text_.size() && (is_letter(*end) || *end == '.');
    if (error != std::errc() || !std::isfinite(token.number) || runs_on)
      return cql2_fault(text_, token.at, "a number cannot be read");
    token.kind = TokenKind::number;
    at_ = static_cast<std::size_t>(end - text_.data());
    return token;
  }

  Result<Token> sign(Token token) {
    static constexpr std::array<std::string_view, 9> kSigns{"<>", "<=", ">=", "=", "<", ">", "(", ")", ","};
    for (const std::string_view sign : kSigns)
      if (text_.substr(at_).starts_with(sign)) {
        token.kind = TokenKind::sign;
        token.text = sign;
        at_ += sign.size();
        return token;
      }
    return cql2_fault(text_, at_, "this sign is not of CQL2 text");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Error cql2_fault(std::string_view text, std::size_t at, std::string why, std::vector<std::string> allowed) {
  return {Errc::bad_parameter,
          "at character " + std::to_string(count_code_points(text.substr(0, at)) + 1) + ": " + std::move(why), "filter",
          std::move(allowed)};
}

Result<std::vector<Token>> cql2_tokens(std::string_view text) { return Reader(text).all(); }

}  // namespace yaad::geo
