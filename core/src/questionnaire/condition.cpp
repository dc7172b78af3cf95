// SPDX-License-Identifier: Apache-2.0
#include "yiping/condition.hpp"

#include "yiping/questionnaire.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

enum class Operator : std::uint8_t {
  both,
  either,
  negation,
  equal,
  unequal,
  less,
  at_most,
  more,
  at_least,
  among,
  none
};

constexpr std::string_view kOperators[] = {
    "and", "or", "!", "==", "!=", "<", "<=", ">", ">=", "in"};

/// Checking and evaluating are one walk over the whole tree, without short cuts; what is at fault
/// does not hold. Without values every `var` is null.
class Walk {
 public:
  Walk(std::span<const Item> items, const ConditionValue* values)
      : items_(items), values_(values) {}

  bool condition(const CborValue& value) {
    if (++steps_ > kMaxConditionSteps) return false;
    if (value.kind() == Kind::boolean) return value.boolean();
    if (!is_single(value)) return fail();
    CborValue::Cursor member(value);
    const Operator op = operator_named(member.next().text());
    const CborValue operands = member.next();
    if (operands.kind() != Kind::array) return fail();
    CborValue::Cursor cursor(operands);
    if (op <= Operator::negation) return logic(op, operands.size(), cursor);
    if (op == Operator::none || operands.size() != 2) return fail();
    const auto left = text(cursor.next());
    const CborValue right = cursor.next();
    return op == Operator::among ? among(left, right) : compare(op, left, text(right));
  }

  /// 0 when there was none.
  [[nodiscard]] std::int32_t fault() const {
    return steps_ > kMaxConditionSteps ? static_cast<std::int32_t>(ErrorCode::too_large) : fault_;
  }

 private:
  using Text = std::optional<std::string_view>;  // null is nothing

  bool fail(ErrorCode code = ErrorCode::bad_value) {
    fault_ = static_cast<std::int32_t>(code);
    return false;
  }

  static bool is_single(const CborValue& value) {
    return value.kind() == Kind::map && value.size() == 1;
  }

  static Operator operator_named(std::string_view name) {
    std::size_t index = 0;
    while (index < std::size(kOperators) && kOperators[index] != name) ++index;
    return static_cast<Operator>(index);
  }

  bool logic(Operator op, std::size_t count, CborValue::Cursor& cursor) {
    if (count == 0 || (op == Operator::negation && count > 1)) return fail();
    bool all = true;
    bool any = false;
    while (!cursor.done()) {
      const bool held = condition(cursor.next());
      all = all && held;
      any = any || held;
    }
    return op == Operator::both ? all : any == (op == Operator::either);
  }

  /// The answer that {"var": "<item>"} stands for; null without values or after a fault.
  const ConditionValue* variable(const CborValue& value, bool (*fits)(Item::Kind)) {
    ++steps_;
    if (!is_single(value)) return fail(), nullptr;
    CborValue::Cursor cursor(value);
    const bool is_var = cursor.next().text() == "var";
    const CborValue name = cursor.next();
    if (!is_var || name.kind() != Kind::text) return fail(), nullptr;
    std::size_t index = 0;
    while (index < items_.size() && items_[index].id != name.text()) ++index;
    if (index == items_.size()) return fail(ErrorCode::unknown_item), nullptr;
    if (!fits(items_[index].kind)) return fail(), nullptr;
    return values_ == nullptr ? nullptr : values_ + index;
  }

  Text text(const CborValue& value) {
    if (value.kind() == Kind::text || value.kind() == Kind::null) {
      ++steps_;
      return value.kind() == Kind::text ? Text(value.text()) : Text();
    }
    const ConditionValue* answer = variable(value, [](Item::Kind kind) {
      return kind != Item::Kind::multi && kind != Item::Kind::statement;
    });
    return answer != nullptr && answer->given ? Text(answer->text) : Text();
  }

  static bool compare(Operator op, const Text& left, const Text& right) {
    if (op <= Operator::unequal) return (left == right) == (op == Operator::equal);
    const auto first = level_named(left.value_or(""));
    const auto second = level_named(right.value_or(""));
    if (!first || !second) return false;
    // Best first in the enum; worse is less here.
    if (*first == *second) return op == Operator::at_most || op == Operator::at_least;
    return (*first > *second) == (op <= Operator::at_most);
  }

  bool among(const Text& needle, const CborValue& set) {
    bool hit = false;
    if (set.kind() == Kind::array) {
      CborValue::Cursor cursor(set);
      while (!cursor.done()) {
        ++steps_;
        const CborValue each = cursor.next();
        if (each.kind() != Kind::text) return fail();
        hit = hit || needle == each.text();
      }
      return hit;
    }
    const ConditionValue* answer =
        variable(set, [](Item::Kind kind) { return kind == Item::Kind::multi; });
    if (answer == nullptr || answer->list == nullptr) return false;
    const auto& codes = answer->list->codes;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      hit = hit || (answer->ticks->test(i) && needle == codes[i].code);
    }
    return hit;
  }

  std::span<const Item> items_;
  const ConditionValue* values_;
  std::size_t steps_ = 0;
  std::int32_t fault_ = 0;
};

}  // namespace

Status check_condition(const CborValue& condition, std::span<const Item> may_ask) {
  Walk walk(may_ask, nullptr);
  walk.condition(condition);
  if (walk.fault() == 0) return {};
  return Status(static_cast<ErrorCode>(walk.fault()));
}

bool holds(const CborValue& condition, std::span<const Item> items, const ConditionValue* values) {
  Walk walk(items, values);
  return walk.condition(condition) && walk.fault() == 0;
}

}  // namespace yiping
