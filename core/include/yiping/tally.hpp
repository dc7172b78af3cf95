// SPDX-License-Identifier: Apache-2.0
// How a rating counts: by which time it is judged, whether it is late, and in which table.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "yiping/eligibility.hpp"

namespace yiping {

/// When a rating was made and came. A device (自助终端) may hold it back for days; what comes
/// straight from a browser has no `device`: it is judged by its arrival.
struct DeviceClock {
  std::int64_t touched = 0;            // first touch, by the device's clock
  std::optional<std::int64_t> offset;  // our clock minus the device's, as measured when it came
};
struct Arrival {
  std::int64_t received = 0;  // by our clock
  std::optional<DeviceClock> device;
};

enum class Clock : std::uint8_t {
  arrival,  // no device, or one whose clock cannot be right
  device,   // the touch, by the device's clock and its offset
};

/// The time that a rating is judged by. It is never after its arrival nor before its service: a
/// touch that misses these bounds by more than the profile's tolerance is not believed.
struct JudgedTime {
  std::int64_t time = 0;
  Clock clock = Clock::arrival;
};
[[nodiscard]] JudgedTime judged_time(const ServiceEvent& event, const Arrival& arrival,
                                     const Profile& profile);

/// `late` has weight 0 and is stored and counted as late: never dropped.
enum class Timing : std::uint8_t { on_time, late };
/// Tables that are never added up.
enum class Table : std::uint8_t {
  cases,       // first ratings of pushed service events: 好评率 and its family
  follow_ups,  // 追评
  visits,      // a window and a ticket, no case
  general,     // 综合点评
};

struct Tally {
  Table table = Table::cases;
  Timing timing = Timing::on_time;
  std::uint32_t weight = 1;
  JudgedTime judged;
};

/// Of a first rating. A touch by a device's clock has the tolerance to its good: it is late when it
/// was certainly after the window. Fails with `calendar_gap`.
[[nodiscard]] Result<Tally> tally_first(const ServiceEvent& event, const Arrival& arrival,
                                        const Profile& profile, const Calendar& calendar);

/// Of a further rating (追评), whose window runs from `first`, the time of the first.
[[nodiscard]] Result<Tally> tally_follow_up(const ServiceEvent& event, std::int64_t first,
                                            const Arrival& arrival, const Profile& profile,
                                            const Calendar& calendar);

[[nodiscard]] std::string_view name_of(Clock clock);
[[nodiscard]] std::string_view name_of(Timing timing);
/// "cases" and so on: the name in every document.
[[nodiscard]] std::string_view name_of(Table table);
[[nodiscard]] std::optional<Table> table_named(std::string_view name);

}  // namespace yiping
