// SPDX-License-Identifier: Apache-2.0
// The network ends in the middle: of a request, of which nothing may be stored, or of a reply,
// whose rating is stored already and must not be stored again.
#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client.hpp"
#include "plan.hpp"
#include "proxy.hpp"
#include "site.hpp"

namespace yiping::faults {
namespace {

constexpr int kClients = 8;
constexpr std::size_t kSamples = 16;

/// How many places a cut can be at.
struct Sizes {
  std::size_t request = 0;  // bytes of the longest of a few
  std::size_t reply = 0;
};

Sizes measure(const Site& site, unsigned seed, Ledger& ledger) {
  Proxy proxy(site.port());
  Citizen citizen(site, seed);
  Sizes sizes;
  for (const Invitation& invitation : invite(site, kSamples, seed, ledger)) {
    const Submission submission = citizen.rate(invitation);
    ledger.attempt(submission.rating);
    Client client(proxy.port());
    if (!send_once(client, submission, ledger)) throw std::runtime_error("no answer to measure");
    client.disconnect();
    sizes.request = std::max(sizes.request, submission.request.size());
    sizes.reply = std::max(sizes.reply, proxy.reply_bytes());
  }
  return sizes;
}

/// Every place, FIN and reset in turn; another pass has them the other way round.
std::vector<Cut> cuts_at_each(Cut::Of of, std::size_t places, int passes) {
  std::vector<Cut> cuts;
  for (int i = 0; i < passes; ++i) {
    for (std::size_t after = 0; after < places; ++after) {
      const bool is_even = (after + static_cast<std::size_t>(i)) % 2 == 0;
      cuts.push_back({of, after, is_even ? Cut::End::fin : Cut::End::reset});
    }
  }
  return cuts;
}

/// What a client saw of one submission: sent through a cut, then once more, whole.
struct Seen {
  Cut cut;
  int through_cut = 0;
  int whole = 0;

  [[nodiscard]] std::string place() const { return "cut after byte " + std::to_string(cut.after); }
};

/// One submission for each cut, several clients at once.
class Cutter {
 public:
  Cutter(const Site& site, const std::vector<Cut>& cuts, unsigned seed, Ledger& ledger)
      : site_(site),
        seed_(seed),
        invitations_(invite(site, static_cast<int>(cuts.size()), seed + 1, ledger)),
        ledger_(ledger) {
    for (const Cut& cut : cuts) seen_.push_back({.cut = cut});
  }

  std::vector<Seen> run() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < kClients; ++i) {
      threads.emplace_back([this, i] { work(seed_ + (i + 1) * 7'919U); });
    }
    for (std::thread& thread : threads) thread.join();
    return std::move(seen_);
  }

 private:
  void work(unsigned seed) {
    Proxy proxy(site_.port());
    Citizen citizen(site_, seed);
    Client direct(site_.port());
    for (std::size_t i = next_++; i < seen_.size(); i = next_++) {
      const Submission submission = citizen.rate(invitations_[i]);
      ledger_.attempt(submission.rating);
      Cut& cut = seen_[i].cut;
      if (cut.of == Cut::Of::request) {
        cut.after = std::min(cut.after, submission.request.size() - 1);
      }
      proxy.cut_next(cut);
      Client through(proxy.port());
      seen_[i].through_cut = send(through, submission);
      through.disconnect();
      seen_[i].whole = send(direct, submission);
    }
  }

  int send(Client& client, const Submission& submission) {
    const test::Reply reply = client.exchange(submission.request);
    if (reply.status == 200 || reply.status == 201) {
      ledger_.acknowledge(submission.rating, reply.status, text_in(reply, "receipt"));
    }
    return reply.status;
  }

  const Site& site_;
  unsigned seed_;
  std::vector<Invitation> invitations_;
  Ledger& ledger_;
  std::vector<Seen> seen_;
  std::atomic<std::size_t> next_{0};
};

Outcome run_requests(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  CollectorTarget collector(run.collector, site);
  collector.start();
  std::vector<Cut> cuts =
      cuts_at_each(Cut::Of::request, measure(site, run.seed, ledger).request, run.count);
  if (run.way == Way::control) {
    // Replies are cut instead, and taken for requests: whole requests got through.
    cuts = cuts_at_each(Cut::Of::reply, 1, run.count);
  }
  std::int64_t half_stored = 0;
  for (const Seen& seen : Cutter(site, cuts, run.seed, ledger).run()) {
    if (seen.through_cut == 201 || seen.whole == 200) ++half_stored;
    if (seen.whole == 201) continue;
    ledger.fault(seen.place() + ": the whole request was answered " + std::to_string(seen.whole));
  }
  collector.kill();
  return {site.check(ledger),
          {{"cuts", static_cast<std::int64_t>(cuts.size())}, {"half_stored", half_stored}}};
}

Outcome run_replies(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  CollectorTarget collector(run.collector, site);
  collector.start();
  const std::size_t size = measure(site, run.seed, ledger).reply;
  // The last one passes whole, and the connection is cut behind it.
  const std::vector<Cut> cuts = cuts_at_each(Cut::Of::reply, size + 1, run.count);
  for (const Seen& seen : Cutter(site, cuts, run.seed, ledger).run()) {
    const int expected = seen.cut.after < size ? 0 : 201;
    if (seen.through_cut != expected) {
      ledger.fault(seen.place() + ": the client saw " + std::to_string(seen.through_cut));
    }
    if (seen.whole != 200) {
      ledger.fault(seen.place() + ": the retry was answered " + std::to_string(seen.whole));
    }
  }
  collector.kill();
  return {site.check(ledger), {{"cuts", static_cast<std::int64_t>(cuts.size())}}};
}

}  // namespace

Plan cut_request_plan() {
  return {.name = "cut-request",
          .what = "a request cut after each of its bytes stores nothing; the whole one is accepted",
          .unit = "passes over all bytes",
          .count = 1,
          .control = {.figure = "half_stored", .count = 20, .unsafe = ""},
          .run = run_requests};
}

Plan cut_reply_plan() {
  return {.name = "cut-reply",
          .what = "a reply cut after each of its bytes: the retry gets the same receipt, one row",
          .unit = "passes over all bytes",
          .count = 1,
          .control = {.figure = "doubled", .count = 1, .unsafe = "forget-submissions"},
          .run = run_replies};
}

}  // namespace yiping::faults
