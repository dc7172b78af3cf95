// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

/// A store with one bad rating; its receipt is receipt_text(1).
struct BadRating {
  BadRating() {
    store->put_services({service(1)});
    REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
    const auto cases = store->list_cases(officer(), CaseFilter::open);
    REQUIRE(cases.size() == 1);
    summary = cases[0];
  }
  std::int64_t bad_replied() {
    store->take_snapshot();
    return store->latest_snapshot(kArea, "2026-11")->total.bad_replied;
  }
  CasePut reply(std::int64_t version) {
    return store
        ->move_case(officer(), summary.id, version, {.move = CaseMove::reply, .text = "已联系您。"})
        .result;
  }
  StoreOptions options{.store = {}, .publication_min_gain = 1, .clock = {}};
  Fixture store{options};
  CaseSummary summary;
};

}  // namespace

TEST_CASE("only a bad rating opens a case", "[store][case]") {
  Fixture store;
  for (int i = 0; i < 5; ++i) {
    store->put_services({service(i)});
    const Level level = kLevels[static_cast<std::size_t>(i)];
    REQUIRE(store->put_evaluation(rating(i, i, level)) == EvaluationPut::stored);
  }
  const auto cases = store->list_cases(officer(), CaseFilter::all);
  REQUIRE(cases.size() == 2);
  for (const auto& one : cases) CHECK(is_bad(one.level));
  CHECK(store->list_cases(officer("440100000000"), CaseFilter::all).empty());
}

TEST_CASE("a case tells the week and nothing that leads to the person", "[store][case]") {
  BadRating bad;
  CHECK(bad.summary.facts.state == CaseState::opened);
  CHECK(bad.summary.version == 1);
  CHECK(bad.summary.week == "2026-W47");
  CHECK(bad.summary.channel == "mobile");
  CHECK(bad.summary.org_name == "深圳市公安局");
  CHECK(bad.summary.due == reply_due(kNow));
  const auto detail = bad.store->get_case(officer(), bad.summary.id);
  REQUIRE(detail);
  REQUIRE(detail->history.size() == 1);
  CHECK(detail->history[0].move == "opened");
  CHECK(detail->history[0].at == 1'794'758'400);  // Monday 2026-11-16, 00:00 UTC+8
  CHECK(to_hex(bad.summary.id) != to_hex(rating(1, 1, Level::dissatisfied).submission));
  CHECK_FALSE(bad.store->get_case(officer("440100000000"), bad.summary.id));
}

TEST_CASE("a reply reaches the receipt; satisfied closes the case", "[store][case]") {
  BadRating bad;
  CHECK(bad.bad_replied() == 0);
  const auto moved = bad.store->move_case(officer(), bad.summary.id, 1,
                                          {.move = CaseMove::reply, .text = "已补充材料样本。"});
  REQUIRE(moved.result == CasePut::moved);
  CHECK(moved.detail->summary.facts.state == CaseState::replied);
  CHECK(moved.detail->summary.version == 2);
  CHECK(bad.bad_replied() == 1);

  const auto seen = bad.store->find_receipt(receipt_hash(receipt_text(1)));
  REQUIRE(seen->rectification);
  CHECK(seen->rectification->reply == "已补充材料样本。");
  CHECK(seen->rectification->replied == kNow);
  CHECK(seen->rectification->outcome == CaseOutcome::none);

  const auto answer = bad.store->answer_receipt(receipt_hash(receipt_text(1)), CaseMove::satisfied);
  CHECK(answer.result == CasePut::moved);
  CHECK(answer.receipt->rectification->state == CaseProgress::closed);
  CHECK(answer.receipt->rectification->outcome == CaseOutcome::satisfied);
  CHECK(bad.store->list_cases(officer(), CaseFilter::open).empty());
  REQUIRE(bad.store->list_cases(officer(), CaseFilter::closed).size() == 1);
  const auto detail = bad.store->get_case(officer(), bad.summary.id);
  REQUIRE(detail->history.size() == 3);
  CHECK(detail->history[1].by == "officer");
  CHECK(detail->history[2].move == "satisfied");
  CHECK(detail->history[2].by == "citizen");
}

TEST_CASE("an answer sent twice counts once", "[store][case]") {
  BadRating bad;
  REQUIRE(bad.reply(1) == CasePut::moved);
  const Hash32 receipt = receipt_hash(receipt_text(1));
  CHECK(bad.store->answer_receipt(receipt, CaseMove::satisfied).result == CasePut::moved);
  CHECK(bad.store->answer_receipt(receipt, CaseMove::satisfied).result == CasePut::moved);
  CHECK(bad.store->get_case(officer(), bad.summary.id)->history.size() == 3);
}

TEST_CASE("not satisfied reopens; the second reply does not count again", "[store][case]") {
  BadRating bad;
  REQUIRE(bad.reply(1) == CasePut::moved);
  const Hash32 receipt = receipt_hash(receipt_text(1));
  const auto answer = bad.store->answer_receipt(receipt, CaseMove::not_satisfied);
  CHECK(answer.receipt->rectification->state == CaseProgress::reopened);
  CHECK(bad.reply(3) == CasePut::moved);
  CHECK(bad.store->find_receipt(receipt)->rectification->outcome == CaseOutcome::none);
  CHECK(bad.bad_replied() == 1);
  CHECK(bad.store->verify().cells_different == 0);
}

TEST_CASE("a stale version moves nothing", "[store][case]") {
  BadRating bad;
  REQUIRE(bad.reply(1) == CasePut::moved);
  const auto stale = bad.store->move_case(officer(), bad.summary.id, 1, {.move = CaseMove::close});
  CHECK(stale.result == CasePut::stale);
  CHECK(stale.detail->summary.version == 2);
  CHECK(stale.detail->summary.facts.state == CaseState::replied);
}

TEST_CASE("a move that the state does not allow is refused", "[store][case]") {
  BadRating bad;
  const Hash32 receipt = receipt_hash(receipt_text(1));
  CHECK(bad.store->answer_receipt(receipt, CaseMove::satisfied).result == CasePut::refused);
  const auto closed = bad.store->move_case(officer(), bad.summary.id, 1, {.move = CaseMove::close});
  CHECK(closed.result == CasePut::refused);
  CHECK(closed.detail->summary.facts.state == CaseState::opened);
  Id16 unknown = bad.summary.id;
  unknown[0] ^= 1U;
  const auto nothing =
      bad.store->move_case(officer(), unknown, 1, {.move = CaseMove::reply, .text = "…"});
  CHECK(nothing.result == CasePut::unknown);
  CHECK_FALSE(nothing.detail);
  CHECK(bad.store->answer_receipt(receipt_hash("none"), CaseMove::satisfied).result ==
        CasePut::unknown);
  CHECK(bad.store->get_case(officer(), bad.summary.id)->summary.version == 1);
}

TEST_CASE("a good rating has no case to answer", "[store][case]") {
  Fixture store;
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  const auto answer = store->answer_receipt(receipt_hash(receipt_text(1)), CaseMove::satisfied);
  CHECK(answer.result == CasePut::unknown);
  REQUIRE(answer.receipt);
}

TEST_CASE("cases are listed page by page, each once, whoever asks", "[store][case]") {
  Fixture store;
  constexpr std::int64_t kCases = 23;
  std::vector<ReportedService> events;
  for (std::int64_t i = 1; i <= kCases; ++i) events.push_back(service(i));
  store->put_services(std::move(events));
  for (std::int64_t i = 1; i <= kCases; ++i) {
    store->put_evaluation(rating(i, i, Level::dissatisfied));
  }
  const auto paged = [&](const Staff& whose, std::size_t limit) {
    std::vector<Id16> seen;
    CasePlace place;
    while (true) {
      const auto page = store->list_cases(whose, CaseFilter::open, place, limit);
      for (const CaseSummary& one : page) seen.push_back(one.id);
      if (page.size() < limit) return seen;
      place = {page.back().due, page.back().id};
    }
  };
  const std::vector<Id16> whole = paged(officer(), 100);
  CHECK(whole.size() == kCases);
  for (const std::size_t limit : {1U, 5U, 23U}) CHECK(paged(officer(), limit) == whole);
  Staff unit = officer();
  unit.roles = {CaseRole::handler};
  unit.unit = store->list_cases(officer(), CaseFilter::open, {}, 1).front().facts.owner;
  CHECK(paged(unit, 4) == whole);
  unit.unit = "another";
  CHECK(paged(unit, 4).empty());
  // What is beyond an officer's reach fills no page of his.
  Staff caller = officer();
  caller.roles = {CaseRole::co_handler};
  caller.unit = "another";
  CHECK(paged(caller, 4).empty());
}
