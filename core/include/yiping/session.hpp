// SPDX-License-Identifier: Apache-2.0
// One visit to a questionnaire: the only mutable thing in the core.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/answers.hpp"
#include "yiping/error.hpp"
#include "yiping/questionnaire.hpp"
#include "yiping/sensitive.hpp"

namespace yiping {

/// A text that seems to hold a personal number or address.
struct SensitiveText {
  std::size_t item;  // its index
  SensitiveKind kind;
};

/// The questionnaire must outlive the session.
class Session {
 public:
  /// Fails with `language_missing`, or `bad_argument` for an area that is not six digits.
  static Result<Session> open(const Questionnaire& questionnaire, std::string_view language,
                              const SubmissionId& submission, std::uint32_t area);

  // Intents: each either succeeds or changes nothing. See docs/view.md.
  Status choose_level(Level level, UnixTime now);
  Status toggle(std::string_view item, std::string_view option, UnixTime now);
  Status set_text(std::string_view item, std::string_view text, UnixTime now);
  Status clear(std::string_view item, UnixTime now);
  Status undo();
  Status set_language(std::string_view language);
  Status use_mode(Mode mode);
  Status set_paging(Paging paging);
  Status next();
  Status back();
  Status submit(UnixTime now);
  Status stored();
  Status rejected();
  Status unreachable();
  Status edit();
  Status decline();
  void reset(const SubmissionId& submission);
  /// What was answered so far is where this visit begins: there is no step to take back.
  void forget_steps();

  [[nodiscard]] const Questionnaire& questionnaire() const { return *questionnaire_; }
  [[nodiscard]] const Locale& locale() const { return *questionnaire_->locale(language_); }
  [[nodiscard]] std::string_view language() const { return language_; }
  [[nodiscard]] const SubmissionId& submission() const { return submission_; }
  [[nodiscard]] std::uint32_t area() const { return area_; }
  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] std::uint32_t revision() const { return revision_; }
  [[nodiscard]] UnixTime first_touch() const { return first_touch_; }
  [[nodiscard]] UnixTime submitted() const { return submitted_; }

  /// Answers may still change.
  [[nodiscard]] bool is_open() const { return phase_ == Phase::edit || phase_ == Phase::review; }
  /// There is a document: it was submitted, and not taken back for editing.
  [[nodiscard]] bool is_frozen() const { return !is_open() && phase_ != Phase::closed; }

  [[nodiscard]] std::optional<Level> level() const { return answers_[0].rating; }
  [[nodiscard]] const Answer& answer(std::size_t index) const { return answers_[index]; }
  /// `anonymous` also when nothing was chosen, or nobody asks.
  [[nodiscard]] RatingWay way() const;

  // What the conditions say now. What is not enabled keeps its answer and is not submitted.
  [[nodiscard]] bool is_shown(std::size_t index) const { return (flags_[index] & kShown) != 0; }
  [[nodiscard]] bool is_enabled(std::size_t index) const { return (flags_[index] & kEnabled) != 0; }
  [[nodiscard]] bool is_required(std::size_t index) const { return (flags_[index] & kNeeded) != 0; }

  /// Sections are shown one at a time, and this is the index of the one.
  [[nodiscard]] bool is_paged() const { return paging_ == Paging::one; }
  [[nodiscard]] std::size_t page() const { return page_; }
  [[nodiscard]] bool shows_section(std::size_t section) const;
  [[nodiscard]] bool has_next() const;
  [[nodiscard]] bool has_back() const { return is_paged() && phase_ == Phase::edit && page_ > 0; }
  /// What keeps this page from being left for the next one.
  [[nodiscard]] Status check_page() const;

  [[nodiscard]] bool used(Mode mode) const { return (modes_ >> static_cast<unsigned>(mode)) & 1U; }
  [[nodiscard]] bool can_undo() const { return !previous_.empty(); }
  /// The last try to send did not reach the collector.
  [[nodiscard]] bool is_unreachable() const { return unreachable_; }
  /// Restored from another version of the questionnaire, and nothing answered since.
  [[nodiscard]] bool is_carried_over() const { return carried_over_; }
  /// Wording key of what a screen reader should say about the last change; empty for nothing.
  [[nodiscard]] std::string_view announcement() const { return announcement_; }

  /// The first thing that keeps the answers from being submitted; success when nothing does.
  [[nodiscard]] Status check() const;
  /// The same of one item.
  [[nodiscard]] Status check_item(std::size_t index) const;

  /// The first of the texts to be submitted that seems to hold a personal number or address.
  [[nodiscard]] std::optional<SensitiveText> sensitive_text() const;

  /// What somebody who walked away has said: every answer but texts and the contact, which only
  /// their own `submit` hands over.
  [[nodiscard]] Session without_texts() const;

  /// CBOR, for `restore`.
  [[nodiscard]] std::string save() const;
  /// With another version of the questionnaire, what still fits is kept, unless it was submitted:
  /// a document belongs to its version, and that is `questionnaire_mismatch`.
  static Result<Session> restore(const Questionnaire& questionnaire,
                                 std::span<const std::uint8_t> saved);

 private:
  explicit Session(const Questionnaire& questionnaire);
  /// Index of an item that may change now.
  [[nodiscard]] Result<std::size_t> editable(std::string_view item) const;
  void remember(std::size_t typing);
  bool clear_reasons();
  [[nodiscard]] std::string save_answers() const;
  Status restore_answers(std::string_view saved);
  void touched(UnixTime now);
  void changed(std::string_view announcement);
  void refresh();
  Status leave_sending(Phase phase, std::string_view announcement);
  Status turn_to(std::size_t section);

  static constexpr std::uint8_t kShown = 1;
  static constexpr std::uint8_t kEnabled = 2;
  static constexpr std::uint8_t kNeeded = 4;
  static constexpr std::size_t kNoItem = static_cast<std::size_t>(-1);

  const Questionnaire* questionnaire_;
  std::string_view language_;  // of the locale
  SubmissionId submission_{};
  std::uint32_t area_ = 0;
  Phase phase_ = Phase::edit;
  Paging paging_ = Paging::all;
  std::size_t page_ = 0;
  std::uint32_t revision_ = 0;
  std::vector<Answer> answers_;
  std::string previous_;          // answers before the last step; empty when there is none
  std::size_t typing_ = kNoItem;  // the text whose keystrokes are one step
  std::array<std::uint8_t, kMaxItems> flags_{};
  std::uint8_t modes_ = 0;
  UnixTime first_touch_ = 0;
  UnixTime submitted_ = 0;
  bool unreachable_ = false;
  bool carried_over_ = false;
  std::string_view announcement_;
};

}  // namespace yiping
