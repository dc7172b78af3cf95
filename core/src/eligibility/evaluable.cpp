// SPDX-License-Identifier: Apache-2.0
#include "yiping/evaluable.hpp"

namespace yiping {
namespace {

const StageRule& rule_of(const ServiceEvent& event, const Services& services) {
  switch (event.commitment) {
    case Commitment::immediate:
      return services.immediate;
    case Commitment::promised:
    case Commitment::other:
      break;
  }
  return services.promised;
}

bool stage_rated(const ServiceEvent& event, const Services& services) {
  if (event.business != Business::theme) return holds(rule_of(event, services).stages, event.stage);
  if (event.stage == Stage::overall) return services.theme_overall == ThemeOverall::one;
  return holds(services.theme_stages, event.stage);
}

/// Of an event by itself.
Evaluable alone(const ServiceEvent& event, const Services& services) {
  switch (event.kind) {
    case EventKind::update:
      return Evaluable::not_a_service;
    case EventKind::withdrawn:
      return Evaluable::withdrawn;
    case EventKind::service:
      break;
  }
  return stage_rated(event, services) ? Evaluable::yes : Evaluable::stage_not_rated;
}

/// Whether two events draw on the same allowance of ratings.
bool compete(const ServiceEvent& a, const ServiceEvent& b, const Services& services) {
  if (a.business != b.business) return false;
  switch (a.business) {
    case Business::single:
      return a.case_no == b.case_no;
    case Business::batch:
      return services.batch == BatchRated::once && a.group == b.group;
    case Business::theme:
      return a.group == b.group && a.stage == Stage::overall && b.stage == Stage::overall;
  }
  return false;
}

/// How many of those that compete are rated; 0: all.
std::uint32_t allowance(const ServiceEvent& event, const Services& services) {
  return event.business == Business::single ? rule_of(event, services).most : 1;
}

/// How many that compete with `events[at]` come before it: earlier, or named earlier.
std::uint32_t before(std::span<const ServiceEvent> events, std::size_t at,
                     const std::vector<Evaluable>& answers, const Services& services) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const bool first = events[i].service_time < events[at].service_time ||
                       (events[i].service_time == events[at].service_time && i < at);
    if (first && answers[i] == Evaluable::yes && compete(events[i], events[at], services)) ++count;
  }
  return count;
}

}  // namespace

std::vector<Evaluable> evaluable_events(std::span<const ServiceEvent> events,
                                        const Profile& profile) {
  const Services& services = profile.services;
  std::vector<Evaluable> apart;
  apart.reserve(events.size());
  for (const ServiceEvent& event : events) apart.push_back(alone(event, services));
  std::vector<Evaluable> answers = apart;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::uint32_t most = allowance(events[i], services);
    if (apart[i] != Evaluable::yes || most == 0) continue;
    if (before(events, i, apart, services) < most) continue;
    answers[i] = events[i].business == Business::batch ? Evaluable::in_batch : Evaluable::enough;
  }
  return answers;
}

std::uint32_t lacking_services(std::span<const ServiceEvent> case_events, const Profile& profile) {
  if (case_events.empty()) return 0;
  const ServiceEvent& any = case_events.front();
  const std::vector<Evaluable> answers = evaluable_events(case_events, profile);
  std::uint32_t have = 0;
  std::uint32_t overall = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] != Evaluable::yes) continue;
    ++(case_events[i].stage == Stage::overall ? overall : have);
  }
  if (any.business == Business::theme) {
    const bool wanted = profile.services.theme_overall == ThemeOverall::one;
    return wanted && overall == 0 ? 1 : 0;
  }
  const std::uint32_t least = rule_of(any, profile.services).least;
  return have < least ? least - have : 0;
}

}  // namespace yiping
