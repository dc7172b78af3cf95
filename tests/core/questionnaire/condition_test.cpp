// SPDX-License-Identifier: Apache-2.0
#include "yiping/condition.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <vector>

#include "core_support.hpp"
#include "yiping/questionnaire.hpp"

using namespace yiping;
using nlohmann::json;

namespace {

constexpr std::size_t kLevel = 0;
constexpr std::size_t kRating = 1;
constexpr std::size_t kMulti = 2;
constexpr std::size_t kText = 3;

/// level, rating, multi, text, statement.
class Form {
 public:
  Form() : items_(5) {
    constexpr std::array kinds{Item::Kind::level, Item::Kind::rating, Item::Kind::multi,
                               Item::Kind::text, Item::Kind::statement};
    constexpr std::array ids{"level", "rating", "multi", "text", "statement"};
    for (std::size_t i = 0; i < items_.size(); ++i) {
      items_[i].id = ids[i];
      items_[i].kind = kinds[i];
    }
    list_.codes = {{.code = "a", .level = {}, .set = {}}, {.code = "b", .level = {}, .set = {}}};
    values_[kMulti].list = &list_;
    values_[kMulti].ticks = &ticks_;
  }

  Form& give(std::size_t item, std::string_view text) {
    values_[item].given = true;
    values_[item].text = text;
    return *this;
  }

  Form& tick(std::size_t option) {
    ticks_.flip(option);
    return *this;
  }

  [[nodiscard]] bool holds(const json& condition) const {
    const auto bytes = json::to_cbor(condition);
    const auto root = CborValue::parse(bytes);
    REQUIRE(root);
    REQUIRE(check_condition(*root, items_));
    return yiping::holds(*root, items_, values_.data());
  }

  /// Empty when there is no fault.
  [[nodiscard]] std::string_view fault(const json& condition, std::size_t may_ask = 5) const {
    const auto bytes = json::to_cbor(condition);
    const auto root = CborValue::parse(bytes);
    REQUIRE(root);
    const auto status = check_condition(*root, std::span(items_).first(may_ask));
    // What is at fault never holds, and is safe to ask.
    if (!status) CHECK_FALSE(yiping::holds(*root, items_, values_.data()));
    return status ? std::string_view() : name_of(status.error().code);
  }

 private:
  std::vector<Item> items_;
  OptionList list_;
  Ticks ticks_;
  std::array<ConditionValue, kMaxItems> values_;
};

json var(const char* item) { return {{"var", item}}; }

json op(const char* name, json left, json right) {
  return {{name, json::array({std::move(left), std::move(right)})}};
}

}  // namespace

TEST_CASE("an answer is equal to what it is, and null to nothing", "[condition]") {
  Form form;
  CHECK(form.holds(op("==", var("rating"), nullptr)));
  CHECK(form.holds(op("!=", var("rating"), "satisfied")));
  form.give(kRating, "satisfied");
  CHECK(form.holds(op("==", var("rating"), "satisfied")));
  CHECK_FALSE(form.holds(op("==", var("rating"), nullptr)));
  CHECK_FALSE(form.holds(op("!=", var("rating"), "satisfied")));
  CHECK(form.holds(op("==", nullptr, nullptr)));
}

TEST_CASE("worse is less, whatever the two levels", "[condition]") {
  for (const Level left : kLevels) {
    for (const Level right : kLevels) {
      Form form;
      form.give(kLevel, name_of(left)).give(kRating, name_of(right));
      const int a = 4 - static_cast<int>(left);
      const int b = 4 - static_cast<int>(right);
      CHECK(form.holds(op("<", var("level"), var("rating"))) == (a < b));
      CHECK(form.holds(op("<=", var("level"), var("rating"))) == (a <= b));
      CHECK(form.holds(op(">", var("level"), var("rating"))) == (a > b));
      CHECK(form.holds(op(">=", var("level"), var("rating"))) == (a >= b));
      CHECK(form.holds(op("<=", var("level"), "dissatisfied")) == is_bad(left));
    }
  }
}

TEST_CASE("what is not a level is neither more nor less", "[condition]") {
  Form form;
  form.give(kLevel, "satisfied").give(kText, "very_satisfied?");
  for (const char* name : {"<", "<=", ">", ">="}) {
    CHECK_FALSE(form.holds(op(name, var("level"), var("text"))));
    CHECK_FALSE(form.holds(op(name, var("text"), var("text"))));
    CHECK_FALSE(form.holds(op(name, var("rating"), "satisfied")));
    CHECK_FALSE(form.holds(op(name, nullptr, nullptr)));
  }
}

TEST_CASE("in asks about the ticks of a multi, or about a list", "[condition]") {
  Form form;
  form.give(kLevel, "dissatisfied").tick(1);
  CHECK(form.holds(op("in", "b", var("multi"))));
  CHECK_FALSE(form.holds(op("in", "a", var("multi"))));
  CHECK(form.holds(op("in", var("level"), {"satisfied", "dissatisfied"})));
  CHECK_FALSE(form.holds(op("in", var("level"), {"satisfied"})));
  CHECK_FALSE(form.holds(op("in", var("rating"), {"satisfied"})));
  CHECK_FALSE(form.holds(op("in", nullptr, var("multi"))));
}

TEST_CASE("and, or and ! are what they are", "[condition]") {
  const Form form;
  for (const bool a : {false, true}) {
    for (const bool b : {false, true}) {
      CHECK(form.holds(op("and", a, b)) == (a && b));
      CHECK(form.holds(op("or", a, b)) == (a || b));
    }
    CHECK(form.holds({{"!", json::array({a})}}) == !a);
    CHECK(form.holds({{"and", json::array({a})}}) == a);
  }
  CHECK(form.holds(op("or", false, {{"!", json::array({op("and", true, false)})}})));
}

TEST_CASE("a condition of another form is refused and does not hold", "[condition][hostile]") {
  const Form form;
  for (const json& wrong : {
           json("level"),
           json(1),
           json(nullptr),
           json::array(),
           json::object(),
           var("level"),
           json{{"and", json::array()}},
           json{{"!", json::array({true, true})}},
           json{{"!", true}},
           json{{"not", json::array({true})}},
           json{{"==", json::array({1, 1})}},
           json{{"==", json::array({"a"})}},
           json{{"==", json::array({"a", "b", "c"})}},
           json{{"==", json::array({true, true})}},
           json{{"==", json::array({var("statement"), "a"})}},
           json{{"==", json::array({var("multi"), "a"})}},
           json{{"in", json::array({"a", var("level")})}},
           json{{"in", json::array({"a", json::array({1})})}},
           json{{"in", json::array({"a", "abc"})}},
           json{{"and", json::array({true})}, {"or", json::array({true})}},
           json{{"==", json::array({{{"var", 1}}, "a"})}},
           json{{"==", json::array({{{"var", "level"}, {"default", "a"}}, "a"})}},
       }) {
    INFO(wrong.dump());
    CHECK(form.fault(wrong) == "bad_value");
  }
}

TEST_CASE("a condition asks about earlier items only", "[condition]") {
  const Form form;
  const json condition = op("==", var("rating"), "satisfied");
  CHECK(form.fault(condition, 2).empty());
  CHECK(form.fault(condition, 1) == "unknown_item");
  CHECK(form.fault(op("==", var("nobody"), "a")) == "unknown_item");
}

TEST_CASE("64 operators and values are allowed and not one more", "[condition][hostile]") {
  const Form form;
  json parts = json::array();
  for (int i = 0; i < 63; ++i) parts.push_back(true);
  CHECK(form.holds({{"and", parts}}));
  parts.push_back(true);
  CHECK(form.fault({{"and", parts}}) == "too_large");
  json deep = true;
  for (int i = 0; i < 7; ++i) deep = {{"!", json::array({deep})}};
  CHECK_FALSE(form.holds(deep));
}
