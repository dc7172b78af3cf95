// SPDX-License-Identifier: Apache-2.0
#include "notice_support.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <thread>
#include <utility>

namespace yiping::collector::test {
namespace {

StoreOptions notifying() {
  StoreOptions options;
  options.regions = regions_at_once();
  options.notifies = true;
  options.publishing = Publishing::by_hand;
  return options;
}

}  // namespace

bool eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

CaseSummary overdue(Stack& stack) {
  REQUIRE(stack.rate(stack.invited(), document({Level::dissatisfied, {}, "请回电 13800138000", 1}))
              .status == 201);
  CaseSummary one = stack.store().list_cases(officer(), CaseFilter::open).at(0);
  stack.set_clock(one.due);
  stack.store().remind();
  return one;
}

std::int64_t waiting(Stack& stack) {
  return stack.store().delivery_figures(Target::notices).waiting;
}

std::int64_t refused_count(Stack& stack) {
  return stack.store().delivery_figures(Target::notices).dead;
}

Json operators(Stack& stack, std::string_view method, std::string_view path) {
  const bool posts = method == "POST";
  return yiping::test::exchange(stack.operator_port(), method, path,
                                posts ? Headers{{"Content-Type", "application/json"}} : Headers{},
                                posts ? "{}" : "")
      .json();
}

Waiting::Waiting() : store_(notifying()) {
  store_->put_services({service(1)});
  REQUIRE(store_->put_evaluation(test::rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  one_ = store_->list_cases(officer(), CaseFilter::open).at(0);
  set_clock(one_.due);
  store_->remind();
  REQUIRE(store_->delivery_figures(Target::notices).waiting == 1);
}

std::unique_ptr<Courier> Waiting::courier(std::unique_ptr<Teller> teller) {
  return std::make_unique<Courier>(*store_, Target::notices, std::move(teller),
                                   [this] { return now_.load(); });
}

}  // namespace yiping::collector::test
