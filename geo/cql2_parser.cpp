// From CQL2 text to a checked expression.
#include "geo/cql2.hpp"
#include "geo/cql2_tokens.hpp"
#include "geo/edtf.hpp"

#include <algorithm>
#include <array>

namespace yaad::geo {
namespace {

using Node = ExpressionNode;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::vector<std::string> property_names() {
  std::vector<std::string> names;
  names.reserve(incident_properties().size());
  for (const IncidentProperty& property : incident_properties()) names.emplace_back(property.name);
  return names;
}

// One day of "2013-02-16", or of an instant, whose date counts.
std::optional<Day> day_from(std::string_view text) {
  if (text.size() > 10 && text[10] == 'T') text = text.substr(0, 10);
  const auto date = text.size() == 10 ? parse_edtf(text) : Result<Edtf>(Error{});
  if (!date || !date->span.is_one_day()) return std::nullopt;
  return date->span.first();
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Token> tokens) : text_(text), tokens_(std::move(tokens)) {}

  Result<Node> whole() {
    auto node = any_of(0);
    if (node && now().kind != TokenKind::end) return fault("AND, OR or the end is expected");
    return node;
  }

 private:
  const Token& now() const { return tokens_[at_]; }
  bool at_word(std::string_view word) const { return now().kind == TokenKind::word && upper(now().text) == word; }
  // Not the property `date`: that has no bracket behind it.
  bool at_instant() const {
    return (at_word("DATE") || at_word("TIMESTAMP")) && tokens_[at_ + 1].text == "(" &&
           tokens_[at_ + 1].kind == TokenKind::sign;
  }
  bool take_word(std::string_view word) { return at_word(word) && ++at_; }
  bool take_sign(std::string_view sign) { return now().kind == TokenKind::sign && now().text == sign && ++at_; }
  Error fault(std::string why, std::vector<std::string> allowed = {}) const {
    return cql2_fault(text_, now().at, std::move(why), std::move(allowed));
  }
  Error fault_at(const Operand& operand, std::string why, std::vector<std::string> allowed = {}) const {
    return cql2_fault(text_, operand.at, std::move(why), std::move(allowed));
  }

  Result<Node> joined(Node::Kind kind, std::string_view word, std::size_t depth,
                      Result<Node> (Parser::*part)(std::size_t)) {
    Node node;
    node.kind = kind;
    do {
      auto one = (this->*part)(depth);
      if (!one) return one;
      node.parts.push_back(std::move(*one));
    } while (take_word(word));
    if (node.parts.size() > 1) return node;
    Node only = std::move(node.parts[0]);
    return only;
  }
  Result<Node> any_of(std::size_t depth) { return joined(Node::Kind::any_of, "OR", depth, &Parser::all_of); }
  Result<Node> all_of(std::size_t depth) { return joined(Node::Kind::all_of, "AND", depth, &Parser::factor); }

  Result<Node> factor(std::size_t depth) {
    if (++parts_ > kMaxExpressionParts) return fault("at most 256 properties, values and predicates");
    if (depth == kMaxExpressionDepth) return fault("at most 16 levels of brackets and NOT");
    if (take_word("NOT")) return negated(factor(depth + 1));
    if (take_sign("(")) {
      auto inner = any_of(depth + 1);
      if (inner && !take_sign(")")) return fault("a closing bracket is expected");
      return inner;
    }
    if (take_word("S_INTERSECTS")) return in_box();
    if (take_word("T_INTERSECTS")) return in_days();
    return predicate();
  }

  static Result<Node> negated(Result<Node> inner) {
    if (!inner) return inner;
    Node node;
    node.kind = Node::Kind::not_of;
    node.parts.push_back(std::move(*inner));
    return node;
  }

  Result<Node> predicate() {
    const bool truth_word = at_word("TRUE") || at_word("FALSE");
    auto left = operand();
    if (!left) return left.error();
    if (take_word("IS")) {
      const bool no = take_word("NOT");
      if (!take_word("NULL")) return fault("IS NULL or IS NOT NULL is expected");
      return property_first(Node::Kind::is_null, std::move(*left), no);
    }
    const bool no = take_word("NOT");
    if (take_word("IN")) return one_of(std::move(*left), no);
    if (take_word("BETWEEN")) return between(std::move(*left), no);
    if (take_word("LIKE")) return like(std::move(*left), no);
    if (no) return fault("IN, BETWEEN or LIKE is expected");
    static constexpr std::array<std::string_view, 6> kSigns{"=", "<>", "<", ">", "<=", ">="};
    for (std::size_t i = 0; i < kSigns.size(); ++i)
      if (take_sign(kSigns[i])) return compare(std::move(*left), static_cast<Comparison>(i));
    if (!truth_word) return fault("a comparison is expected: =, <>, <, >, <=, >=, IS NULL, IN, BETWEEN or LIKE");
    Node node;
    node.truth = std::get<bool>(left->value);
    return node;
  }

  Result<Node> property_first(Node::Kind kind, Operand left, bool no) {
    if (left.property == nullptr) return fault_at(left, "a property is expected", property_names());
    Node node;
    node.kind = kind;
    node.operands.push_back(std::move(left));
    return no ? negated(Result<Node>(std::move(node))) : Result<Node>(std::move(node));
  }

  // Puts `right` beside what is there, if the two can be compared.
  Result<void> add(Node& node, Operand right, bool ordered) const {
    const Operand& left = node.operands[0];
    const auto text_like = [](PropertyKind kind) { return kind == PropertyKind::text || kind == PropertyKind::texts; };
    const auto askable = [](PropertyKind kind) { return kind != PropertyKind::days && kind != PropertyKind::place; };
    const PropertyKind a = left.kind(), b = right.kind();
    if (!askable(a) || !askable(b))
      return fault_at(askable(a) ? right : left, "this property is asked with S_INTERSECTS or T_INTERSECTS");
    const bool lists = a == PropertyKind::texts || b == PropertyKind::texts;
    if ((a != b && !(text_like(a) && text_like(b))) || (a == PropertyKind::texts && b == PropertyKind::texts))
      return fault_at(right, "the two sides are of different types");
    if (ordered && (lists || a == PropertyKind::truth)) return fault_at(right, "these have no order: write = or <>");
    // A code that there is not would never match: most likely a slip.
    using Pair = std::pair<const Operand*, const Operand*>;
    for (const auto& [one, other] : {Pair(&left, &right), Pair(&right, &left)})
      if (one->property != nullptr && other->property == nullptr && !ordered && !one->property->codes.empty() &&
          std::find(one->property->codes.begin(), one->property->codes.end(), other->text) ==
              one->property->codes.end())
        return fault_at(*other, "not a known code", {one->property->codes.begin(), one->property->codes.end()});
    node.operands.push_back(std::move(right));
    return {};
  }

  Result<Node> compare(Operand left, Comparison comparison) {
    auto right = operand();
    if (!right) return right.error();
    Node node;
    node.kind = Node::Kind::compare;
    node.comparison = comparison;
    node.operands.push_back(std::move(left));
    const bool ordered = comparison != Comparison::equal && comparison != Comparison::unequal;
    if (const auto added = add(node, std::move(*right), ordered); !added) return added.error();
    return node;
  }

  Result<Node> one_of(Operand left, bool no) {
    auto node = property_first(Node::Kind::one_of, std::move(left), false);
    if (!node) return node;
    if (!take_sign("(")) return fault("an opening bracket is expected");
    do {
      auto value = operand();
      if (!value) return value.error();
      if (const auto added = add(*node, std::move(*value), false); !added) return added.error();
    } while (take_sign(","));
    if (!take_sign(")")) return fault("a comma or a closing bracket is expected");
    return no ? negated(std::move(node)) : std::move(node);
  }

  Result<Node> between(Operand left, bool no) {
    auto node = property_first(Node::Kind::between, std::move(left), false);
    if (!node) return node;
    for (const bool first : {true, false}) {
      if (!first && !take_word("AND")) return fault("AND is expected");
      auto value = operand();
      if (!value) return value.error();
      if (const auto added = add(*node, std::move(*value), true); !added) return added.error();
    }
    return no ? negated(std::move(node)) : std::move(node);
  }

  Result<Node> like(Operand left, bool no) {
    if (left.kind() != PropertyKind::text && left.kind() != PropertyKind::texts)
      return fault_at(left, "LIKE is asked of texts");
    auto node = property_first(Node::Kind::like, std::move(left), false);
    if (!node) return node;
    if (now().kind != TokenKind::text) return fault("a pattern in quotes is expected: '%road%'");
    node->operands.push_back({nullptr, std::string_view(), now().text, now().at});
    ++at_;
    return no ? negated(std::move(node)) : std::move(node);
  }

  Result<Operand> operand() {
    if (++parts_ > kMaxExpressionParts) return fault("at most 256 properties, values and predicates");
    Operand value;
    value.at = now().at;
    const Token& token = now();
    if (token.kind == TokenKind::number) {
      value.value = token.number;
    } else if (token.kind == TokenKind::text) {
      value.value = std::string_view();
      value.text = token.text;
    } else if (at_word("TRUE") || at_word("FALSE")) {
      value.value = at_word("TRUE");
    } else if (at_instant()) {
      auto day = instant();
      if (!day) return day.error();
      value.value = DayValue{*day};
      return value;
    } else if (token.kind == TokenKind::word || token.kind == TokenKind::quoted_name) {
      value.property = find_incident_property(token.text);
      if (value.property == nullptr) return fault("not a property that can be asked for", property_names());
    } else {
      return fault("a property or a value is expected", property_names());
    }
    ++at_;
    return value;
  }

  // DATE('2013-02-16') or TIMESTAMP('2013-02-16T00:00:00Z').
  Result<Day> instant() {
    ++at_;
    if (!take_sign("(") || now().kind != TokenKind::text) return fault("write DATE('2013-02-16')");
    const auto day = day_from(now().text);
    if (!day) return fault("not a day: write DATE('2013-02-16')");
    ++at_;
    if (!take_sign(")")) return fault("a closing bracket is expected");
    return *day;
  }

  // "(property," of a function.
  Result<void> property_of(PropertyKind kind, std::string_view name) {
    if (!take_sign("(")) return fault("an opening bracket is expected");
    auto first = operand();
    if (!first) return first.error();
    if (first->property == nullptr || first->property->kind != kind)
      return fault_at(*first, "this function is asked of `" + std::string(name) + '`', {std::string(name)});
    if (!take_sign(",")) return fault("a comma is expected");
    return {};
  }

  Result<std::vector<double>> numbers(bool commas) {
    std::vector<double> found;
    if (!take_sign("(")) return fault("an opening bracket is expected");
    while (now().kind == TokenKind::number && found.size() < 6) {
      found.push_back(now().number);
      ++at_;
      if (commas && !take_sign(",")) break;
    }
    if (!take_sign(")")) return fault("a closing bracket is expected");
    return found;
  }

  Result<Node> in_box() {
    if (const auto asked = property_of(PropertyKind::place, "geometry"); !asked) return asked.error();
    const Error form = fault("write POINT(67.02 30.19) or BBOX(66,29,68,31), in degrees");
    const bool point = take_word("POINT");
    if (!point && !take_word("BBOX")) return form;
    auto n = numbers(!point);
    if (!n) return n.error();
    if (n->size() == 6) *n = {(*n)[0], (*n)[1], (*n)[3], (*n)[4]};
    if (point && n->size() == 2) *n = {(*n)[0], (*n)[1], (*n)[0], (*n)[1]};
    if (n->size() != 4 || !LonLat::from_degrees((*n)[0], (*n)[1]) || !LonLat::from_degrees((*n)[2], (*n)[3]) ||
        (*n)[1] > (*n)[3])
      return form;
    if (!take_sign(")")) return fault("a closing bracket is expected");
    Node node;
    node.kind = Node::Kind::in_box;
    node.box = {(*n)[0], (*n)[1], (*n)[2], (*n)[3]};
    return node;
  }

  // One end of an INTERVAL; '..' is open.
  Result<Day> end_of_interval(Day open) {
    if (at_instant()) return instant();
    if (now().kind != TokenKind::text) return fault("write '2013-02-16' or '..'");
    const auto day = now().text == ".." ? std::optional(open) : day_from(now().text);
    if (!day) return fault("not a day: write '2013-02-16' or '..'");
    ++at_;
    return *day;
  }

  Result<Node> in_days() {
    if (const auto asked = property_of(PropertyKind::days, "date"); !asked) return asked.error();
    Node node;
    node.kind = Node::Kind::in_days;
    if (take_word("INTERVAL")) {
      if (!take_sign("(")) return fault("an opening bracket is expected");
      const auto first = end_of_interval(kBeforeTime);
      if (!first) return first.error();
      if (!take_sign(",")) return fault("a comma is expected");
      const auto last = end_of_interval(kAfterTime);
      if (!last) return last.error();
      if (*first > *last) return fault("the interval ends before it begins");
      if (!take_sign(")")) return fault("a closing bracket is expected");
      node.days = DateSpan::between(*first, *last);
    } else if (at_instant()) {
      const auto day = instant();
      if (!day) return day.error();
      node.days = DateSpan::day(*day);
    } else {
      return fault("write DATE('2013-02-16') or INTERVAL('2013-01-01','..')");
    }
    if (!take_sign(")")) return fault("a closing bracket is expected");
    return node;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

Result<Expression> Expression::parse(std::string_view text) {
  if (text.size() > kMaxExpressionBytes) return Error{Errc::bad_parameter, "at most 1,000 bytes", "filter", {}};
  auto tokens = cql2_tokens(text);
  if (!tokens) return tokens.error();
  auto root = Parser(text, std::move(*tokens)).whole();
  if (!root) return root.error();
  return Expression(std::move(*root));
}

}  // namespace yaad::geo
