// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

/// Mixed operations as they come in real life, repeatable by seed.
class Traffic {
 public:
  Traffic(Fixture& store, unsigned seed) : store_(store), random_(seed) {}

  void step() {
    switch (pick(10)) {
      case 0:
      case 1:
        return report();
      case 2:
        return clock();
      case 3:
        return move();
      case 4:
        return answer();
      default:
        return rate();
    }
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  void report() {
    std::vector<ReportedService> events;
    for (int i = 0; i < 3; ++i) {
      auto event = service(cases_++ - (pick(6) == 0 ? 2 : 0));
      event.service_time = now_ - pick(20) * kDay;
      event.org_code = "org" + std::to_string(pick(3));
      event.channel = pick(2) == 0 ? "window" : "mobile";
      events.push_back(event);
    }
    store_->put_services(events);
  }

  void rate() {
    if (cases_ == 0) return;
    const int number = cases_ - 1 - pick(std::min(cases_, 200));
    const int submission = 10 * number + pick(2);
    const Level level = kLevels[static_cast<std::size_t>(pick(5))];
    store_->put_evaluation(rating(number, submission, level));
    last_submission_ = submission;
  }

  void move() {
    const auto open = store_->list_cases(officer(), CaseFilter::open);
    if (open.empty()) return;
    const auto& one = open[static_cast<std::size_t>(pick(static_cast<int>(open.size())))];
    // In turn the whole way of a case, and steps that it does not allow.
    constexpr CaseMove kTried[] = {CaseMove::reply,
                                   CaseMove::close,
                                   CaseMove::sign,
                                   CaseMove::verify,
                                   CaseMove::fix_now,
                                   CaseMove::explain,
                                   CaseMove::propose_mistaken,
                                   CaseMove::rule_mistaken,
                                   CaseMove::reopen};
    Staff everybody = officer();
    everybody.roles = {CaseRole::handler, CaseRole::administration};
    everybody.unit = pick(2) == 0 ? one.facts.owner : "";
    store_->move_case(everybody, one.id, one.version - pick(2) * pick(2),
                      {.move = kTried[pick(std::size(kTried))], .text = "…"});
  }

  void answer() {
    store_->answer_receipt(receipt_hash(receipt_text(last_submission_)),
                           pick(2) == 0 ? CaseMove::satisfied : CaseMove::not_satisfied);
  }

  void clock() {
    now_ += pick(2) * kDay / 24;
    store_.set_clock(now_);
    if (pick(5) == 0) store_->take_snapshot();
  }

  Fixture& store_;
  std::mt19937 random_;
  Seconds now_ = kNow;
  int cases_ = 0;
  int last_submission_ = 0;
};

}  // namespace

TEST_CASE("after 5,000 mixed operations the figures are what a recount gives", "[store][rollup]") {
  constexpr unsigned kSeed = 20'261'122;
  CAPTURE(kSeed);
  Fixture store;
  Traffic traffic(store, kSeed);
  for (int i = 0; i < 5'000; ++i) traffic.step();
  const auto found = store->verify();
  CAPTURE(found.services, found.evaluations, found.cases);
  CHECK(found.evaluations > 500);
  CHECK(found.cases > 100);
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.audit_broken == 0);
  CHECK(found.intact);
}
