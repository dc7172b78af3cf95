// SPDX-License-Identifier: Apache-2.0
#include "report.hpp"

namespace yiping::faults {
namespace {

/// "yiping-collector", or "yiping-collector-unsafe:early-answer".
std::string target_of(const Plan& plan, const Run& run) {
  if (!plan.target.empty()) return plan.target;
  const std::vector<std::string>& arguments = run.collector.arguments;
  std::string name = std::filesystem::path(arguments.front()).filename().string();
  if (arguments.size() > 1) name += ":" + arguments.back();
  return name;
}

}  // namespace

Figures figures_of(const Run& run, const Outcome& outcome, const Ledger& ledger) {
  const Sets& sets = outcome.sets;
  Figures figures{{"count", run.count},
                  {"attempted", sets.attempted},
                  {"acknowledged", sets.acknowledged},
                  {"stored", sets.stored},
                  {"lost", sets.lost},
                  {"doubled", sets.doubled},
                  {"unexpected", sets.unexpected},
                  {"recovered", sets.recovered},
                  {"services_lost", sets.services_lost},
                  {"retries", ledger.retries()},
                  {"faults", static_cast<std::int64_t>(ledger.faults().size())}};
  figures.insert(figures.end(), outcome.figures.begin(), outcome.figures.end());
  return figures;
}

bool is_sound(const Outcome& outcome, const Ledger& ledger) {
  const Sets& sets = outcome.sets;
  return sets.lost == 0 && sets.doubled == 0 && sets.unexpected == 0 && sets.services_lost == 0 &&
         ledger.faults().empty();
}

std::string line_of(const Plan& plan, const Run& run, const Figures& figures,
                    std::int64_t milliseconds) {
  std::string line = "plan=" + plan.name + (run.way == Way::control ? "/control" : "") +
                     " target=" + target_of(plan, run) + " seed=" + std::to_string(run.seed);
  for (const auto& [name, value] : figures) line += " " + name + "=" + std::to_string(value);
  return line + " ms=" + std::to_string(milliseconds);
}

}  // namespace yiping::faults
