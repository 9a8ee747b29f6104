// Filter expressions of OGC API Features Part 3 in CQL2 text, over records: comparisons, AND, OR, NOT, IS NULL, IN,
// BETWEEN, LIKE, S_INTERSECTS with POINT or BBOX, T_INTERSECTS. An expression is checked when it is read: what it names
// exists and has the right type. Its truth has three values, as in SQL: a record matches where it is true.
// A record costs about a tenth of a microsecond for each comparison. Lengths and depths are bounded.
#pragma once

#include "geo/areas.hpp"
#include "geo/incident_properties.hpp"
#include "geo/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yaad::geo {

inline constexpr std::size_t kMaxExpressionBytes = 1000;  // escaped, it must fit into a request line
inline constexpr std::size_t kMaxExpressionDepth = 16;    // of brackets and NOT
inline constexpr std::size_t kMaxExpressionParts = 256;   // properties, values and predicates

struct Filter;  // filter.hpp

enum class Comparison : std::uint8_t { equal, unequal, less, more, at_most, at_least };

// A property, or else a value.
struct Operand {
  const IncidentProperty* property = nullptr;
  PropertyValue value;
  std::string text;  // what `value` refers to where it is a text
  std::size_t at = 0;

  PropertyKind kind() const;
};

struct ExpressionNode {
  enum class Kind : std::uint8_t {
    all_of,
    any_of,
    not_of,
    compare,
    is_null,
    one_of,
    between,
    like,
    in_box,
    in_days,
    truth
  };

  Kind kind = Kind::truth;
  bool truth = true;
  Comparison comparison = Comparison::equal;
  std::vector<Operand> operands;
  std::vector<ExpressionNode> parts;
  Bbox box;
  DateSpan days;
};

class Expression {
 public:
  // Errors are of the parameter `filter`; they say at which character, and which properties there are.
  static Result<Expression> parse(std::string_view text);

  bool matches(const Incident& incident, const Dataset& dataset, const Areas& areas) const;
  // Adds to the filter what it says as well, and gives what is left to ask of each record: nothing, most often. Both
  // together match what the filter and the expression matched. Comparisons of killed with numbers, of attack_type,
  // target_type and community with codes, and T_INTERSECTS; alone or joined by AND.
  std::optional<Expression> beyond(Filter& filter) const;

 private:
  explicit Expression(ExpressionNode root) : root_(std::make_shared<const ExpressionNode>(std::move(root))) {}
  std::shared_ptr<const ExpressionNode> root_;
};

}  // namespace yaad::geo
