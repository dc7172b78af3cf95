// SPDX-License-Identifier: Apache-2.0
#include "yiping/tally.hpp"

#include <algorithm>

#include "eligibility/window.hpp"

namespace yiping {
namespace {

/// Beyond a thousand years no clock is off: what is written there is not a time.
constexpr std::int64_t kFarthest = 32'000'000'000;

bool sane(std::int64_t value) { return value >= -kFarthest && value <= kFarthest; }

Table first_table(Standing standing) {
  switch (standing) {
    case Standing::service_case:
      return Table::cases;
    case Standing::visit:
      return Table::visits;
    case Standing::general:
      return Table::general;
  }
  return Table::general;
}

Tally tally(Table table, const JudgedTime& judged, std::optional<std::int64_t> closes,
            const Profile& profile) {
  const std::int64_t doubt = judged.clock == Clock::device ? profile.windows.clock_tolerance : 0;
  const bool on_time = !closes || judged.time - doubt < *closes;
  return {table, on_time ? Timing::on_time : Timing::late, on_time ? 1U : 0U, judged};
}

}  // namespace

JudgedTime judged_time(const ServiceEvent& event, const Arrival& arrival, const Profile& profile) {
  const JudgedTime by_arrival{arrival.received, Clock::arrival};
  if (!arrival.device || !arrival.device->offset) return by_arrival;
  const DeviceClock& device = *arrival.device;
  if (!sane(device.touched) || !sane(*device.offset)) return by_arrival;
  const std::int64_t touched = device.touched + *device.offset;
  const std::int64_t tolerance = profile.windows.clock_tolerance;
  if (touched < event.service_time - tolerance || touched > arrival.received + tolerance) {
    return by_arrival;
  }
  const std::int64_t not_before = std::max(touched, event.service_time);
  return {std::min(not_before, arrival.received), Clock::device};
}

Result<Tally> tally_first(const ServiceEvent& event, const Arrival& arrival, const Profile& profile,
                          const Calendar& calendar) {
  const JudgedTime judged = judged_time(event, arrival, profile);
  const Table table = first_table(event.standing);
  if (event.standing == Standing::general) return tally(table, judged, {}, profile);
  const auto closes = end_of(profile.windows.rating, event.service_time, calendar);
  if (!closes) return closes.error();
  return tally(table, judged, *closes, profile);
}

Result<Tally> tally_follow_up(const ServiceEvent& event, std::int64_t first, const Arrival& arrival,
                              const Profile& profile, const Calendar& calendar) {
  const JudgedTime judged = judged_time(event, arrival, profile);
  const auto closes = follow_up_closes(event, first, profile, calendar);
  if (!closes) return closes.error();
  // Where none is offered, one that comes all the same was never in time.
  return tally(Table::follow_ups, judged, closes->value_or(first), profile);
}

}  // namespace yiping
