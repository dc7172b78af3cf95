// SPDX-License-Identifier: Apache-2.0
// kill -9 at any moment of a collector under load: what was written stays, what was not is gone.
#include <random>
#include <stdexcept>

#include "http_load.hpp"
#include "plan.hpp"
#include "site.hpp"

namespace yiping::faults {
namespace {

constexpr int kLeastRatingsPerKill = 10;

Outcome run(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  CollectorTarget collector(run.collector, site);
  HttpLoad load(site, ledger, run.seed);
  std::mt19937 random(run.seed);
  const Restarts restarts = interrupt(collector, load, {.count = run.count}, random);
  const Outcome outcome{
      site.check(ledger),
      {{"restart_ms_median", restarts.median}, {"restart_ms_longest", restarts.longest}}};
  if (outcome.sets.acknowledged < kLeastRatingsPerKill * run.count) {
    throw std::runtime_error("too few ratings to mean anything");
  }
  return outcome;
}

}  // namespace

Plan kill_plan() {
  return {.name = "kill",
          .what = "kill -9 under load, again and again",
          .unit = "kills",
          .count = 30,
          .control = {.figure = "lost", .count = 20, .unsafe = "early-answer"},
          .run = run};
}

}  // namespace yiping::faults
