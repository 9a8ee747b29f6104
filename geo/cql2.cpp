// What an expression is true of.
#include "geo/cql2.hpp"

#include "geo/filter.hpp"
#include "geo/utf8.hpp"

#include <algorithm>

namespace yaad::geo {
namespace {

using Truth = std::optional<bool>;  // nothing: not known

struct Asked {
  const Incident& incident;
  const Dataset& dataset;
  const Areas& areas;
};

PropertyValue value_in(const Operand& operand, const Asked& asked) {
  if (operand.property != nullptr) return value_of(*operand.property, asked.incident, asked.dataset);
  if (std::holds_alternative<std::string_view>(operand.value)) return std::string_view(operand.text);
  return operand.value;
}

template <class T>
bool compared(Comparison comparison, const T& a, const T& b) {
  switch (comparison) {
    case Comparison::equal: return a == b;
    case Comparison::unequal: return a != b;
    case Comparison::less: return a < b;
    case Comparison::more: return b < a;
    case Comparison::at_most: return !(b < a);
    case Comparison::at_least: return !(a < b);
  }
  return false;
}

// A list is compared text by text: it is equal to a text when it has it, unequal when it has not.
Truth compared_list(Comparison comparison, const std::vector<std::string_view>& list, std::string_view text) {
  const bool has = std::find(list.begin(), list.end(), text) != list.end();
  return comparison == Comparison::equal ? has : !has;
}

Truth compared_values(Comparison comparison, const PropertyValue& a, const PropertyValue& b) {
  if (a.index() == 0 || b.index() == 0) return std::nullopt;
  if (const auto* list = std::get_if<std::vector<std::string_view>>(&a))
    return compared_list(comparison, *list, std::get<std::string_view>(b));
  if (const auto* text = std::get_if<std::string_view>(&a)) {
    if (const auto* list = std::get_if<std::vector<std::string_view>>(&b))
      return compared_list(comparison, *list, *text);
    return compared(comparison, *text, std::get<std::string_view>(b));
  }
  if (const auto* number = std::get_if<double>(&a)) return compared(comparison, *number, std::get<double>(b));
  if (const auto* day = std::get_if<DayValue>(&a)) return compared(comparison, day->day, std::get<DayValue>(b).day);
  return compared(comparison, std::get<bool>(a), std::get<bool>(b));
}

std::size_t code_point_length(std::string_view text) {
  std::size_t n = 1;
  while (n < text.size() && (static_cast<unsigned char>(text[n]) & 0xC0U) == 0x80U) ++n;
  return n;
}

// "%" is any text, "_" one character, a backslash takes either as it is. Goes back to the last "%" only, so it costs at
// most the product of the lengths.
bool is_like(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, after_any = std::string_view::npos, resumed = 0;
  while (t < text.size()) {
    const std::size_t length = code_point_length(text.substr(t));
    if (p < pattern.size() && pattern[p] == '%') {
      after_any = ++p;
      resumed = t;
      continue;
    }
    const bool literal = p + 1 < pattern.size() && pattern[p] == '\\';
    const std::size_t begin = literal ? p + 1 : p;
    if (begin < pattern.size()) {
      const std::size_t wanted = code_point_length(pattern.substr(begin));
      if ((!literal && pattern[begin] == '_') || text.substr(t, length) == pattern.substr(begin, wanted)) {
        t += length;
        p = begin + wanted;
        continue;
      }
    }
    if (after_any == std::string_view::npos) return false;
    resumed += code_point_length(text.substr(resumed));
    t = resumed;
    p = after_any;
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

Truth like(const ExpressionNode& node, const Asked& asked) {
  const PropertyValue value = value_in(node.operands[0], asked);
  const auto matches = [&](std::string_view text) { return is_like(text, node.operands[1].text); };
  if (const auto* list = std::get_if<std::vector<std::string_view>>(&value))
    return std::any_of(list->begin(), list->end(), matches);
  if (const auto* text = std::get_if<std::string_view>(&value)) return matches(*text);
  return std::nullopt;
}

bool in_box(const Bbox& box, const Asked& asked) {
  if (!asked.incident.is_dot())
    if (const Area* area = asked.areas.find(area_cell(asked.incident, asked.areas)))
      return asked.areas.touches(*area, box);
  return box.contains(asked.incident.at);
}

Truth truth_of(const ExpressionNode& node, const Asked& asked);

// AND is false as soon as one part is, and not known where one that is not known is left; OR the other way round.
Truth joined(const ExpressionNode& node, const Asked& asked, bool decides) {
  Truth result = !decides;
  for (const ExpressionNode& part : node.parts) {
    const Truth truth = truth_of(part, asked);
    if (truth == decides) return decides;
    if (!truth) result = std::nullopt;
  }
  return result;
}

Truth one_of(const ExpressionNode& node, const Asked& asked) {
  const PropertyValue value = value_in(node.operands[0], asked);
  if (value.index() == 0) return std::nullopt;
  return std::any_of(node.operands.begin() + 1, node.operands.end(), [&](const Operand& other) {
    return compared_values(Comparison::equal, value, value_in(other, asked)) == true;
  });
}

Truth between(const ExpressionNode& node, const Asked& asked) {
  const PropertyValue value = value_in(node.operands[0], asked);
  const Truth above = compared_values(Comparison::at_least, value, value_in(node.operands[1], asked));
  const Truth below = compared_values(Comparison::at_most, value, value_in(node.operands[2], asked));
  if (!above || !below) return std::nullopt;
  return *above && *below;
}

Truth truth_of(const ExpressionNode& node, const Asked& asked) {
  using Kind = ExpressionNode::Kind;
  switch (node.kind) {
    case Kind::all_of: return joined(node, asked, false);
    case Kind::any_of: return joined(node, asked, true);
    case Kind::not_of: {
      const Truth truth = truth_of(node.parts[0], asked);
      return truth ? Truth(!*truth) : std::nullopt;
    }
    case Kind::compare:
      return compared_values(node.comparison, value_in(node.operands[0], asked), value_in(node.operands[1], asked));
    case Kind::is_null: {
      const PropertyValue value = value_in(node.operands[0], asked);
      const auto* list = std::get_if<std::vector<std::string_view>>(&value);
      return value.index() == 0 || (list != nullptr && list->empty());
    }
    case Kind::one_of: return one_of(node, asked);
    case Kind::between: return between(node, asked);
    case Kind::like: return like(node, asked);
    case Kind::in_box: return in_box(node.box, asked);
    case Kind::in_days: return asked.incident.span.touches(node.days);
    case Kind::truth: return node.truth;
  }
  return std::nullopt;
}

}  // namespace

PropertyKind Operand::kind() const {
  if (property != nullptr) return property->kind;
  if (std::holds_alternative<double>(value)) return PropertyKind::number;
  if (std::holds_alternative<DayValue>(value)) return PropertyKind::day;
  return std::holds_alternative<bool>(value) ? PropertyKind::truth : PropertyKind::text;
}

bool Expression::matches(const Incident& incident, const Dataset& dataset, const Areas& areas) const {
  return truth_of(*root_, {incident, dataset, areas}) == true;
}

}  // namespace yaad::geo
