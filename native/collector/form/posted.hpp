// SPDX-License-Identifier: Apache-2.0
// What a page of the form sends, and the session that it stands for. Each page sends all answers
// given so far, so that nothing is kept between two pages. Fields: docs/form.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/form/urlencoded.hpp"
#include "yiping/session.hpp"

namespace yiping::collector {

/// Names of our own fields begin with "_", which no item's id does.
inline constexpr std::string_view kDoField = "_do";
inline constexpr std::string_view kSubmissionField = "_submission";
inline constexpr std::string_view kTouchedField = "_touched";
inline constexpr std::string_view kSubmittedField = "_submitted";
inline constexpr std::string_view kWasField = "_was";
inline constexpr std::string_view kModeField = "_mode";
inline constexpr std::string_view kQuestionnaireField = "_questionnaire";

/// What goes from page to page beside the answers.
struct Carried {
  SubmissionId submission{};
  std::optional<UnixTime> touched;    // when the first page was sent
  std::optional<UnixTime> submitted;  // of a document that could not be stored
  std::vector<Mode> modes;            // used on some page
};

/// Which button was pressed. `confirm` submits what the page has warned of. `next` also stands for
/// none: a text browser may send none.
struct Pressed {
  enum class Button : std::uint8_t { next, submit, confirm, back, language, standard, elder };
  Button button = Button::next;
  std::string_view language;  // Button::language: of the questionnaire
};

struct Posted {
  Carried carried;
  Pressed pressed;
  /// A page of the form made the submission's id; without one, this comes from another site's page.
  bool is_ours = false;
  /// The level before it was changed: the reasons sent are that level's.
  std::optional<Level> was;
  std::optional<Level> level;
  /// Of the items after the level, in the order sent.
  std::vector<FormField> answers;
};

/// The value of a button, as `read_posted` takes it.
[[nodiscard]] std::string button_value(const Pressed& pressed);

/// "online-item/1": the version that a page was made of, so that an answer to it is read by that.
[[nodiscard]] std::string version_of(const Questionnaire& questionnaire);
/// As a page of the form sent it; empty: another site's page.
[[nodiscard]] std::string version_in(const std::vector<FormField>& fields);

/// Throws Problem, its field a pointer to the field's name: unknown_field, duplicate_key,
/// bad_value, unknown_level.
[[nodiscard]] Posted read_posted(const std::vector<FormField>& fields,
                                 const Questionnaire& questionnaire);

/// Gives the core every answer that was sent, as intents of the time `touched`. The core's errors
/// are returned, not thrown.
[[nodiscard]] Result<Session> replay(const Posted& posted, const Questionnaire& questionnaire,
                                     std::string_view language, std::uint32_t area,
                                     UnixTime touched);

}  // namespace yiping::collector
