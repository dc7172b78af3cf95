// SPDX-License-Identifier: Apache-2.0
#include "host/authored_condition.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/authored.hpp"

namespace yiping::host {
namespace {

using std::string_view;

constexpr std::array<string_view, 10> kOperators{
    "and", "or", "!", "==", "!=", "<", "<=", ">", ">=", "in"};

bool is_logic(string_view op) { return op == "and" || op == "or" || op == "!"; }

bool is_order(string_view op) { return op.starts_with('<') || op.starts_with('>'); }

bool is_variable(const Json& value) {
  return value.is_object() && value.size() == 1 && value.contains("var") &&
         value["var"].is_string();
}

/// Operators and values, counted as the core counts them.
std::size_t steps_of(const Json& value) {
  if (!value.is_object() || is_variable(value)) return 1;
  std::size_t steps = 1;
  for (const auto& [op, operands] : value.items()) {
    for (const Json& operand : operands) {
      steps += operand.is_array() ? operand.size() : steps_of(operand);
    }
  }
  return steps;
}

std::size_t depth_of(const Json& value) {
  if (!value.is_object() || is_variable(value)) return 0;
  std::size_t deepest = 0;
  for (const auto& [op, operands] : value.items()) {
    for (const Json& operand : operands) deepest = std::max(deepest, depth_of(operand));
  }
  return deepest + 1;
}

class ConditionCheck {
 public:
  ConditionCheck(Checker& check, std::span<const AskedItem> items) : check_(check), items_(items) {}

  void condition(const Json& value, const std::string& at) {
    if (value.is_boolean()) return;
    if (!value.is_object() || value.size() != 1) {
      check_.fault(at, "a condition is true, false or one operator with its operands",
                   R"(write it as {"==": [{"var": "item"}, "answer"]})");
      return;
    }
    const std::string& op = value.begin().key();
    const Json& operands = value.begin().value();
    const std::string inside = pointer_to(at, op);
    if (std::find(kOperators.begin(), kOperators.end(), op) == kOperators.end()) {
      check_.fault(inside, "an operator is one of " + list_of(kOperators), "write one of these");
      return;
    }
    if (!operands.is_array()) {
      check_.fault(inside, "operands stand in an array", "write [ ] around them");
    } else if (is_logic(op)) {
      logic(op, operands, inside);
    } else {
      comparison(op, operands, inside);
    }
  }

  [[nodiscard]] std::vector<Reference> take_references() { return std::move(references_); }

 private:
  void logic(const std::string& op, const Json& operands, const std::string& at) {
    if (op == "!" && operands.size() != 1) {
      check_.fault(at, "! has one condition", "join several with and, or or");
    } else if (operands.empty()) {
      check_.fault(at, op + " has one condition at least", "add one, or write true or false");
    }
    for (std::size_t i = 0; i < operands.size(); ++i) condition(operands[i], pointer_to(at, i));
  }

  void comparison(const std::string& op, const Json& operands, const std::string& at) {
    if (operands.size() != 2) {
      check_.fault(at, op + " has two operands", "write two values");
      return;
    }
    const AskedItem* left = value(operands[0], pointer_to(at, std::size_t{0}));
    const std::string second = pointer_to(at, std::size_t{1});
    if (op == "in") {
      within(operands[0], left, operands[1], at);
      return;
    }
    const AskedItem* right = value(operands[1], second);
    if (is_order(op)) {
      level(operands[0], left, pointer_to(at, std::size_t{0}));
      level(operands[1], right, second);
      return;
    }
    answer(left, operands[1], second);
    answer(right, operands[0], pointer_to(at, std::size_t{0}));
  }

  /// `{"in": [value, many]}`.
  void within(const Json& needle, const AskedItem* left, const Json& many, const std::string& at) {
    const std::string place = pointer_to(at, std::size_t{1});
    if (is_variable(many)) {
      const AskedItem* item = named(many, place);
      if (item == nullptr) return;
      if (item->kind != "multi") {
        check_.fault(place,
                     "to the right of in stands a multi; " + item->id + " is a " + item->kind,
                     "compare with == or list the answers");
      }
      answer(item, needle, pointer_to(at, std::size_t{0}));
      return;
    }
    if (!many.is_array() || many.empty()) {
      check_.fault(place, "to the right of in stands a multi or an array of texts",
                   R"(write {"var": "item"} or ["answer", "answer"])");
      return;
    }
    for (std::size_t i = 0; i < many.size(); ++i) {
      if (!many[i].is_string()) {
        check_.fault(pointer_to(place, i), "an answer here is a text", "write it in quotes");
      }
      answer(left, many[i], pointer_to(place, i));
    }
  }

  /// The item when it is a variable.
  const AskedItem* value(const Json& value, const std::string& at) {
    if (value.is_null() || value.is_string()) return nullptr;
    if (!is_variable(value)) {
      check_.fault(at, R"(a value is {"var": "item"}, a text or null)", "write one of these");
      return nullptr;
    }
    const AskedItem* item = named(value, at);
    if (item != nullptr && item->kind == "multi") {
      check_.fault(at, "a multi has many answers: " + item->id + " stands only to the right of in",
                   R"(write {"in": ["answer", {"var": ")" + item->id + R"("}]})");
      return nullptr;
    }
    return item;
  }

  const AskedItem* named(const Json& variable, const std::string& at) {
    const auto& id = variable["var"].get_ref<const std::string&>();
    const std::string place = pointer_to(at, "var");
    for (const AskedItem& item : items_) {
      if (item.id != id) continue;
      references_.push_back({id, place});
      if (item.kind == "statement") {
        check_.fault(place, "a statement has no answer: " + id + " cannot be asked about",
                     "ask about another item");
        return nullptr;
      }
      return &item;
    }
    check_.fault(place, "var names an item: there is no " + id, "correct the name");
    return nullptr;
  }

  /// A text compared with an item is an answer that the item can have.
  void answer(const AskedItem* item, const Json& text, const std::string& at) {
    if (item == nullptr || item->answers.empty() || !text.is_string()) return;
    const auto& all = item->answers;
    if (std::find(all.begin(), all.end(), text.get_ref<const std::string&>()) != all.end()) return;
    const std::vector<string_view> names(all.begin(), all.end());
    check_.fault(at, "the answers of " + item->id + " are " + list_of(names), "write one of these");
  }

  void level(const Json& value, const AskedItem* item, const std::string& at) {
    const bool is_level =
        value.is_string() && std::find(kLevelNames.begin(), kLevelNames.end(),
                                       value.get_ref<const std::string&>()) != kLevelNames.end();
    const bool asks_level = item != nullptr && (item->kind == "level" || item->kind == "rating");
    // A variable that is no item has had its fault.
    if (is_level || asks_level || (is_variable(value) && item == nullptr)) return;
    check_.fault(at, "< <= > and >= compare levels", "name a level or rating item, or a level");
  }

  Checker& check_;
  std::span<const AskedItem> items_;
  std::vector<Reference> references_;
};

}  // namespace

std::vector<Reference> check_condition(Checker& check, const Json& condition, const std::string& at,
                                       std::span<const AskedItem> items) {
  if (is_oversized(condition)) {
    check.fault(at,
                "a condition has " + std::to_string(kMaxConditionSteps) +
                    " operators and values at most, and operators nest " +
                    std::to_string(kMaxConditionDepth) + " deep",
                "make it shorter, or ask fewer things at once");
    return {};
  }
  ConditionCheck whole(check, items);
  whole.condition(condition, at);
  return whole.take_references();
}

bool is_oversized(const Json& condition) {
  return steps_of(condition) > kMaxConditionSteps || depth_of(condition) > kMaxConditionDepth;
}

Json both(const Json& first, const Json& second) {
  Json operands = Json::array();
  for (const Json* condition : {&first, &second}) {
    if (*condition == Json(true)) continue;
    // An `and` gives its operands: one level less to nest.
    if (condition->is_object() && condition->contains("and")) {
      for (const Json& operand : (*condition)["and"]) operands.push_back(operand);
    } else {
      operands.push_back(*condition);
    }
  }
  if (operands.empty()) return true;
  return operands.size() == 1 ? operands[0] : Json{{"and", std::move(operands)}};
}

}  // namespace yiping::host
