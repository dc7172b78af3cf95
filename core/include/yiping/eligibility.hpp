// SPDX-License-Identifier: Apache-2.0
// When a service may be rated (eligibility). Lengths: profile.hpp. How a rating counts: tally.hpp.
// Which events of a case are rated: evaluable.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/calendar.hpp"
#include "yiping/profile.hpp"

namespace yiping {

/// End of the window of a service by the default profile: 24:00 UTC+8 of the seventh day after it.
[[nodiscard]] std::int64_t window_closes(std::int64_t service_time);

/// What a rating stands on. Only `service_case` enters 好评率 and its family.
enum class Standing : std::uint8_t {
  service_case,  // a pushed service event; "case" in documents
  visit,         // window and ticket, no case
  general,       // 综合点评
};
enum class EventKind : std::uint8_t {
  service,    // isService = 1: this is rated
  update,     // isService = 0: news of the case only
  withdrawn,  // taken back by who pushed it
};
/// 单次业务, 批量业务, 主题式业务: told apart by GB/T 39734; what follows from it is a setting.
enum class Business : std::uint8_t { single, batch, theme };
enum class Commitment : std::uint8_t { immediate, promised, other };  // 即办件, 承诺件, 其他

struct ServiceEvent {
  std::string case_no;  // 办件编号
  std::string group;    // of a batch or a theme: which
  std::int64_t service_time = 0;
  Stage stage = Stage::completion;
  Standing standing = Standing::service_case;
  EventKind kind = EventKind::service;
  Business business = Business::single;
  Commitment commitment = Commitment::other;
};

/// A rating that counts: the first (首次) or a further one (追评), by trusted time.
struct Given {
  std::int64_t time = 0;
  std::uint32_t corrections = 0;
  std::int64_t corrected = 0;  // when last; 0 when not
};

enum class RatingState : std::uint8_t {
  not_open,         // not a service, or it is still to come
  open,             // a first rating may be made
  correction_open,  // 更正: the last rating may be replaced
  follow_up_open,   // 追评: a further rating may be added
  rated,            // nothing more may be done now
  unrated,          // 未评: the window closed without a rating
  closed,           // rated, and the last window is over
  voided,           // the event was withdrawn
};
enum class Act : std::uint8_t { rate, correct, follow_up };

/// What may be done, since when, and until when (no longer at that second); absent: not bounded.
struct Offer {
  RatingState state = RatingState::not_open;
  std::optional<std::int64_t> since;
  std::optional<std::int64_t> until;
};

/// `given`: the ratings of this event in order, without late ones. Fails with `calendar_gap` when a
/// window counts working days that no calendar covers.
[[nodiscard]] Result<Offer> offer_of(const ServiceEvent& event, std::span<const Given> given,
                                     std::int64_t now, const Profile& profile,
                                     const Calendar& calendar);
[[nodiscard]] bool allows(RatingState state, Act act);

/// What the sweeper makes of an event: pending → unrated when its window is over, and unrated →
/// rated when a rating made in time arrives after.
enum class EventState : std::uint8_t { not_counted, pending, rated, unrated, voided };
[[nodiscard]] EventState event_state_of(const ServiceEvent& event, RatingState state);

/// When a bad rating becomes a case: once it can no longer be corrected.
[[nodiscard]] std::int64_t dispatched_at(const Given& rating, const Profile& profile);

/// The day from which who has not rated may be sent a message, if any may.
[[nodiscard]] Result<std::optional<Date>> invited_on(const ServiceEvent& event,
                                                     const Profile& profile,
                                                     const Calendar& calendar);

[[nodiscard]] std::string_view name_of(Standing standing);
[[nodiscard]] std::string_view name_of(EventKind kind);
[[nodiscard]] std::string_view name_of(Business business);
[[nodiscard]] std::string_view name_of(Commitment commitment);
[[nodiscard]] std::string_view name_of(RatingState state);
[[nodiscard]] std::string_view name_of(EventState outcome);

}  // namespace yiping
