// SPDX-License-Identifier: Apache-2.0
// Made-up visits: sensible intents and senseless ones, on every shipped questionnaire.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "properties.hpp"
#include "yiping/session.hpp"

namespace yiping::test {

inline constexpr std::uint32_t kVisitArea = 440'300;
inline constexpr UnixTime kVisitBegins = 1'795'312'800;  // 2026-11-22T02:00:00Z

/// Those of assets/questionnaires, and the one of tests/scenarios that has every kind and
/// condition; each in Chinese and English.
[[nodiscard]] const std::vector<Questionnaire>& questionnaires();

enum class IntentKind : std::uint8_t {
  // clang-format off
  toggle, set_text, choose_level, clear, undo, use_mode, set_language, set_paging, next, back,
  submit, stored, rejected, unreachable, edit, decline, reset,
  // clang-format on
};
inline constexpr std::size_t kIntentKinds = 17;

struct Intent {
  IntentKind kind = IntentKind::toggle;
  std::string item;
  std::string value;  // option, text, level, language, mode or paging
  UnixTime time = kVisitBegins;
};

struct Visit {
  std::size_t questionnaire = 0;
  std::vector<Intent> intents;
};

std::ostream& operator<<(std::ostream& out, const Intent& intent);
std::ostream& operator<<(std::ostream& out, const Visit& visit);

[[nodiscard]] const Questionnaire& questionnaire_of(const Visit& visit);
[[nodiscard]] Session open_visit(const Questionnaire& questionnaire);

/// Of at most `most` intents, the first of which choose a level.
[[nodiscard]] rc::Gen<Visit> visits(std::size_t most);
/// Any one; an answer to an item of the questionnaire as often as all else.
[[nodiscard]] Intent pick_intent(const Questionnaire& questionnaire);
/// A text that one of our rules looks at: spaces, line ends, personal numbers, planes, too long.
[[nodiscard]] std::string pick_text();

/// "", or what was refused and where.
std::string act(Session& session, const Intent& intent);
void play(Session& session, const std::vector<Intent>& intents);

/// The view's bytes but for what a screen reader says of the last change: a session that was
/// restored has made none.
[[nodiscard]] std::string view_bytes(const Session& session);

/// From where it is to a document, if what is answered may be submitted.
void hand_in(Session& session, UnixTime now);

}  // namespace yiping::test
