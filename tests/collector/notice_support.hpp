// SPDX-License-Identifier: Apache-2.0
// A case whose deadline has passed, in a whole collector or in a store alone.
#pragma once

#include <functional>
#include <memory>

#include "collector/courier.hpp"
#include "http_stack.hpp"

namespace yiping::collector::test {

/// Until it holds; false after ten seconds.
bool eventually(const std::function<bool()>& holds);

/// Rates badly, with a text that nobody may be told, and goes on to the moment when the time for
/// the first duty is over.
CaseSummary overdue(Stack& stack);

std::int64_t waiting(Stack& stack);
std::int64_t refused_count(Stack& stack);

/// On the operators' port. Returns the body.
Json operators(Stack& stack, std::string_view method, std::string_view path);

/// A store with one notice that waits.
class Waiting {
 public:
  Waiting();
  Store& operator*() { return *store_; }
  Store* operator->() { return &*store_; }
  [[nodiscard]] Seconds due() const { return one_.due; }
  [[nodiscard]] const CaseSummary& the_case() const { return one_; }
  [[nodiscard]] Delivery delivery() const {
    return {one_.area, one_.due, one_.id, "case.overdue", 0, {}};
  }
  void set_clock(Seconds now) {
    now_ = now;
    store_.set_clock(now);
  }
  [[nodiscard]] std::unique_ptr<Courier> courier(std::unique_ptr<Teller> teller);

 private:
  std::atomic<Seconds> now_ = kNow;
  Fixture store_;
  CaseSummary one_;
};

}  // namespace yiping::collector::test
