// SPDX-License-Identifier: Apache-2.0
// One visit to a questionnaire: the only mutable thing in the core.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/error.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping {

/// 128 bits, made by the host before the first touch. Not a secret, but never reused.
using SubmissionId = std::array<std::uint8_t, 16>;

/// Six digits (行政区划), the first two of a province.
inline constexpr std::uint32_t kMinArea = 100'000;
inline constexpr std::uint32_t kMaxArea = 999'999;

enum class Phase : std::uint8_t { edit, sending, stored, rejected, closed };

/// What a person chose or typed for one item, in the questionnaire's order.
struct Answer {
  std::vector<std::uint8_t> ticks;  // multi: 1 for each ticked code of the list
  std::optional<Level> rating;      // level, rating
  std::string text;                 // text, as typed

  [[nodiscard]] bool ticked(std::size_t code) const { return ticks[code] != 0; }
  [[nodiscard]] bool any_ticked() const;
};

/// Ways of using the page; the order is that of their names.
enum class Mode : std::uint8_t { contrast, elder, keyboard, read_aloud };
inline constexpr std::array<Mode, 4> kModes{Mode::contrast, Mode::elder, Mode::keyboard,
                                            Mode::read_aloud};
[[nodiscard]] std::string_view name_of(Mode mode);
[[nodiscard]] std::optional<Mode> mode_named(std::string_view name);

/// Seconds since 1970-01-01T00:00:00Z, by the host's clock.
using UnixTime = std::uint32_t;

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
  Status set_language(std::string_view language);
  Status use_mode(Mode mode);
  Status submit(UnixTime now);
  Status stored();
  Status rejected();
  Status unreachable();
  Status edit();
  Status decline();
  void reset(const SubmissionId& submission);

  [[nodiscard]] const Questionnaire& questionnaire() const { return *questionnaire_; }

  [[nodiscard]] const Locale& locale() const { return *questionnaire_->locale(language_); }

  [[nodiscard]] std::string_view language() const { return language_; }

  [[nodiscard]] const SubmissionId& submission() const { return submission_; }

  [[nodiscard]] std::uint32_t area() const { return area_; }

  [[nodiscard]] Phase phase() const { return phase_; }

  /// There is a document: it was submitted, and not taken back for editing.
  [[nodiscard]] bool is_frozen() const { return phase_ != Phase::edit && phase_ != Phase::closed; }
  [[nodiscard]] std::uint32_t revision() const { return revision_; }

  [[nodiscard]] std::optional<Level> level() const { return answers_[0].rating; }

  [[nodiscard]] const Answer& answer(std::size_t index) const { return answers_[index]; }

  [[nodiscard]] bool used(Mode mode) const { return (modes_ >> static_cast<unsigned>(mode)) & 1U; }

  [[nodiscard]] UnixTime first_touch() const { return first_touch_; }

  [[nodiscard]] UnixTime submitted() const { return submitted_; }

  /// The last try to send did not reach the collector.
  [[nodiscard]] bool is_unreachable() const { return unreachable_; }

  /// Wording key of what a screen reader should say about the last change; empty for nothing.
  [[nodiscard]] std::string_view announcement() const { return announcement_; }

  /// The first thing that keeps the answers from being submitted; success when nothing does.
  [[nodiscard]] Status check() const;

  /// What somebody who walked away has said: every answer but texts, which only their own
  /// `submit` hands over.
  [[nodiscard]] Session without_texts() const;

  /// CBOR, for `restore` with the same version of the questionnaire.
  [[nodiscard]] std::vector<std::uint8_t> save() const;
  static Result<Session> restore(const Questionnaire& questionnaire,
                                 std::span<const std::uint8_t> saved);

 private:
  explicit Session(const Questionnaire& questionnaire);
  /// Index of an item that may change now.
  [[nodiscard]] Result<std::size_t> editable(std::string_view item) const;
  void touched(UnixTime now);
  void changed(std::string_view announcement);
  Status leave_sending(Phase phase, std::string_view announcement);

  const Questionnaire* questionnaire_;
  std::string_view language_;  // of the locale
  SubmissionId submission_{};
  std::uint32_t area_ = 0;
  Phase phase_ = Phase::edit;
  std::uint32_t revision_ = 0;
  std::vector<Answer> answers_;
  std::uint8_t modes_ = 0;
  UnixTime first_touch_ = 0;
  UnixTime submitted_ = 0;
  bool unreachable_ = false;
  std::string_view announcement_;
};

}  // namespace yiping
