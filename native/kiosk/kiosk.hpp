// SPDX-License-Identifier: Apache-2.0
// The terminal as a state machine: touches, reports and time come in, scenes and orders go out.
// No window, no disk, no network, no clock.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/courier.hpp"
#include "kiosk/scene.hpp"
#include "yiping/questionnaire.hpp"
#include "yiping/session.hpp"

namespace yiping::kiosk {

struct Settings {
  std::uint32_t area = 0;  // six digits
  std::string hall;
  std::string window;
  /// Milliseconds. A pressed level is submitted after `settle` without a touch, twice that and
  /// more for elders; once the visitor goes on, after `warn` and then `wipe`.
  std::int64_t settle_ms = 10'000;
  std::int64_t settle_elder_ms = 30'000;
  std::int64_t warn_ms = 45'000;
  std::int64_t wipe_ms = 60'000;
  std::int64_t thanks_ms = 8'000;
  std::int64_t thanks_elder_ms = 16'000;
  /// For whoever is still at the screen when the counter calls the next errand.
  std::int64_t hurry_ms = 10'000;
  std::int64_t thanks_hurry_ms = 4'000;
};

class Kiosk {
 public:
  /// The questionnaire, with every language that is offered, and the wording must outlive it.
  Kiosk(const Questionnaire& questionnaire, const Wording& wording, Settings settings,
        std::function<SubmissionId()> new_submission);

  void handle(const Intent& intent, Time now);
  void handle(const Report& report, Time now);
  /// Time passes: submits what a visitor left, warns, goes back to `attract`.
  void tick(Time now);

  /// Valid until the next call of any other function.
  [[nodiscard]] Scene scene(Time now);
  /// Steady milliseconds when the scene changes by itself; nothing when only an event changes it.
  [[nodiscard]] std::optional<std::int64_t> next_change() const;

  [[nodiscard]] std::vector<Order> take_orders();

  /// The visit under way, for tests; null on `attract`.
  [[nodiscard]] const Session* session() const { return visit_ ? &visit_->session : nullptr; }

 private:
  struct Visit {
    Errand errand;
    Session session;
    Screen screen = Screen::level;
    std::size_t page = 0;
    std::string editing{};
    bool went_on = false;  // touched something after the level
    bool kept = false;     // the level pressed last is on the disk
    int drafts_under_way = 0;
    bool delivered = false;
    std::int64_t touched_ms = 0;
    std::int64_t hurried_ms = 0;  // when another errand was called; 0 when none, or "still here"
    std::int64_t failed_ms = 0;   // saving: when the disk refused; 0 while it has not
  };
  /// When a screen ends by itself, in steady milliseconds.
  struct Limit {
    std::int64_t ends = 0;
    std::int64_t whole = 0;  // how long it lasts, from the last touch
    std::int64_t shown = 0;  // from when the seconds are counted on the screen
  };

  void take(const DraftKept& kept);
  void take(const RatingKept& kept);
  void take(const KeepFailed& failed);
  void take(const RatingRefused& refused);
  void take(const Delivered& delivered);
  void take(const DraftFound& found);
  void take(const ErrandOffered& offered);
  void take(const ErrandWithdrawn& withdrawn);
  void take(const LinkState& link);
  void withdraw_offer();
  [[nodiscard]] bool another_waits() const;
  void leave_screen();
  void begin();
  void end();
  void set_display(const Intent& intent);
  void act(const Intent& intent);
  void change(const Status& status);
  void keep_draft();
  void withdraw();
  void submit();
  void send();
  void recover(const KeepDraft& draft);
  void refresh_languages();
  [[nodiscard]] bool is_of_visit(const SubmissionId& submission, Screen screen) const;
  /// Of the visit under way, and not submitted yet.
  [[nodiscard]] bool is_answering(const SubmissionId& submission) const;
  [[nodiscard]] std::optional<Limit> limit() const;

  const Questionnaire& questionnaire_;
  const Wording& wording_;
  Settings settings_;
  std::function<SubmissionId()> new_submission_;
  std::vector<Language> languages_;
  std::optional<Errand> offered_;
  std::int64_t offered_until_ms_ = 0;
  std::int64_t display_ms_ = 0;  // when language or modes were last chosen
  std::string rated_token_;      // an offer that was under way when its rating was submitted
  std::optional<Visit> visit_;
  std::optional<View> view_;
  Modes modes_;
  std::string language_;
  LinkState link_;
  Time now_;
  std::vector<Order> orders_;
};

}  // namespace yiping::kiosk
