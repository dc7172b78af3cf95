// SPDX-License-Identifier: Apache-2.0
// Requests that race: copies of one submission, and strangers with one token.
#include <algorithm>
#include <string>
#include <vector>

#include "client.hpp"
#include "plan.hpp"
#include "site.hpp"
#include "together.hpp"

namespace yiping::faults {
namespace {

constexpr std::size_t kCopies = 8;
constexpr std::size_t kStrangers = 64;

std::int64_t with_status(const std::vector<test::Reply>& replies, int status) {
  return std::count_if(replies.begin(), replies.end(),
                       [&](const test::Reply& reply) { return reply.status == status; });
}

/// "201×1 200×7" as expected, else what came is a fault.
void expect(const std::vector<test::Reply>& replies, int status, std::size_t count,
            Ledger& ledger) {
  const std::int64_t came = with_status(replies, status);
  if (came == static_cast<std::int64_t>(count)) return;
  ledger.fault(std::to_string(status) + " came " + std::to_string(came) + " times, not " +
               std::to_string(count));
}

Outcome run_copies(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  CollectorTarget collector(run.collector, site);
  collector.start();
  Citizen citizen(site, run.seed);
  for (const Invitation& invitation : invite(site, run.count, run.seed, ledger)) {
    const Submission submission = citizen.rate(invitation);
    ledger.attempt(submission.rating);
    std::vector<test::Reply> replies =
        send_together(site.port(), std::vector<std::string>(kCopies, submission.request));
    expect(replies, 201, 1, ledger);
    expect(replies, 200, kCopies - 1, ledger);
    // The one that stored first, whoever was heard first: the others are its replays.
    std::sort(replies.begin(), replies.end(),
              [](const test::Reply& a, const test::Reply& b) { return a.status > b.status; });
    for (const test::Reply& reply : replies) {
      if (reply.status != 200 && reply.status != 201) continue;
      ledger.acknowledge(submission.rating, reply.status, text_in(reply, "receipt"));
    }
  }
  collector.kill();
  return {site.check(ledger), {{"copies_each", kCopies}}};
}

Outcome run_tokens(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  CollectorTarget collector(run.collector, site);
  collector.start();
  Citizen citizen(site, run.seed);
  for (const Invitation& invitation : invite(site, run.count, run.seed, ledger)) {
    std::vector<Rating> ratings;
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < kStrangers; ++i) {
      Submission submission = citizen.rate(invitation);
      ledger.attempt(submission.rating);
      ratings.push_back(std::move(submission.rating));
      requests.push_back(std::move(submission.request));
    }
    const std::vector<test::Reply> replies = send_together(site.port(), requests);
    expect(replies, 201, 1, ledger);
    expect(replies, 409, kStrangers - 1, ledger);
    for (std::size_t i = 0; i < kStrangers; ++i) {
      const test::Reply& reply = replies[i];
      if (reply.status == 201) ledger.acknowledge(ratings[i], 201, text_in(reply, "receipt"));
      if (reply.status == 409 && text_in(reply, "code") != "already_rated") {
        ledger.fault("409 " + text_in(reply, "code"));
      }
    }
  }
  collector.kill();
  return {site.check(ledger), {{"strangers_each", kStrangers}}};
}

}  // namespace

Plan copies_plan() {
  return {.name = "copies",
          .what = "eight parallel copies of a submission: one row, eight equal receipts",
          .unit = "submissions",
          .count = 100,
          .control = {.figure = "doubled", .count = 5, .unsafe = "forget-submissions"},
          .run = run_copies};
}

Plan tokens_plan() {
  return {.name = "tokens",
          .what = "64 different submissions at once on one token: one row, 63 times already_rated",
          .unit = "tokens",
          .count = 10,
          .control = {.figure = "doubled", .count = 2, .unsafe = "forget-tokens"},
          .run = run_tokens};
}

}  // namespace yiping::faults
