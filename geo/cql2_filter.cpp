// What of an expression a filter says as well: the index has sums for that, or columns.
#include "geo/cql2.hpp"
#include "geo/filter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yaad::geo {
namespace {

using Kind = ExpressionNode::Kind;

// Each of these is false where the filter would not say the same; then nothing is changed.

template <class Code, std::size_t N>
bool take_codes(const ExpressionNode& node, const std::array<std::string_view, N>& names, CodeSet<Code>& into) {
  if (!into.empty()) return false;
  CodeSet<Code> wanted;
  for (auto operand = node.operands.begin() + 1; operand != node.operands.end(); ++operand) {
    const auto name = std::find(names.begin(), names.end(), operand->text);
    if (operand->property != nullptr || name == names.end()) return false;
    wanted.insert(static_cast<Code>(name - names.begin()));
  }
  if (wanted.empty()) return false;
  into = wanted;
  return true;
}

// Whole figures from `least` to `most`, which may be fractions or beyond all figures.
bool take_range(double least, double most, std::optional<TollRange>& into) {
  constexpr double kMost = std::numeric_limits<std::uint32_t>::max() - 1.0;
  least = std::ceil(std::max(least, 0.0));
  most = std::floor(std::min(most, kMost));
  if (into && into->no_figure) return false;  // both at once are no range
  if (into) {
    least = std::max(least, static_cast<double>(into->min.value_or(0)));
    most = std::min(most, into->max ? static_cast<double>(*into->max) : kMost);
  }
  if (!(least <= most)) return false;  // nothing matches: no range says that
  into = TollRange{static_cast<std::uint32_t>(least), static_cast<std::uint32_t>(most)};
  return true;
}

bool take_killed(const ExpressionNode& node, std::optional<TollRange>& into) {
  constexpr double kAny = std::numeric_limits<double>::infinity();
  std::array<double, 2> bounds{};
  for (std::size_t i = 1; i < node.operands.size(); ++i) {
    const auto* number = std::get_if<double>(&node.operands[i].value);
    if (node.operands[i].property != nullptr || number == nullptr || i > bounds.size()) return false;
    bounds[i - 1] = *number;
  }
  if (node.kind == Kind::between) return take_range(bounds[0], bounds[1], into);
  if (node.kind != Kind::compare) return false;
  const double bound = bounds[0];
  switch (node.comparison) {
    case Comparison::equal: return take_range(bound, bound, into);
    case Comparison::at_least: return take_range(bound, kAny, into);
    case Comparison::more: return take_range(std::floor(bound) + 1, kAny, into);
    case Comparison::at_most: return take_range(0, bound, into);
    case Comparison::less: return take_range(0, std::ceil(bound) - 1, into);
    case Comparison::unequal: return false;
  }
  return false;
}

bool take(const ExpressionNode& node, Filter& filter) {
  if (node.kind == Kind::in_days) {
    // Two windows are touched by more than what touches both at once.
    if (!(filter.window == DateSpan())) return false;
    filter.window = node.days;
    return true;
  }
  if (node.kind != Kind::compare && node.kind != Kind::one_of && node.kind != Kind::between) return false;
  if (node.operands[0].property == nullptr) return false;
  const std::string_view name = node.operands[0].property->name;
  if (name == "killed") return take_killed(node, filter.killed);
  if (node.kind == Kind::between || (node.kind == Kind::compare && node.comparison != Comparison::equal)) return false;
  if (name == "attack_type") return take_codes(node, kAttackTypes, filter.attack_types);
  if (name == "target_type") return take_codes(node, kTargetTypes, filter.target_types);
  if (name == "community") return take_codes(node, kCommunities, filter.communities);
  return false;
}

}  // namespace

std::optional<Expression> Expression::beyond(Filter& filter) const {
  if (take(*root_, filter)) return std::nullopt;
  if (root_->kind != Kind::all_of) return *this;
  ExpressionNode rest = *root_;
  std::erase_if(rest.parts, [&](const ExpressionNode& part) { return take(part, filter); });
  if (rest.parts.empty()) return std::nullopt;
  return Expression(std::move(rest));
}

}  // namespace yaad::geo
