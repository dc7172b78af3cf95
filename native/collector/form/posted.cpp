// SPDX-License-Identifier: Apache-2.0
#include "collector/form/posted.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "collector/problem.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {
namespace {

using Button = Pressed::Button;

constexpr std::string_view kLanguageButton = "language:";
constexpr std::pair<Button, std::string_view> kButtons[] = {
    {Button::next, "next"}, {Button::submit, "submit"},     {Button::confirm, "confirm"},
    {Button::back, "back"}, {Button::standard, "standard"}, {Button::elder, "elder"}};

Problem wrong(std::string code, std::string_view name) {
  return Problem(std::move(code), "/" + std::string(name));
}

UnixTime time_of(const FormField& field) {
  UnixTime value = 0;
  const char* const end = field.value.data() + field.value.size();
  const auto [at, error] = std::from_chars(field.value.data(), end, value);
  if (error != std::errc() || at != end) throw wrong("bad_value", field.name);
  return value;
}

Level level_of(const FormField& field) {
  const auto level = level_named(field.value);
  if (!level) throw wrong("unknown_level", field.name);
  return *level;
}

Pressed pressed_of(const FormField& field, const Questionnaire& questionnaire) {
  for (const auto& [button, value] : kButtons) {
    if (field.value == value) return {button, {}};
  }
  const std::string_view value = field.value;
  if (!value.starts_with(kLanguageButton)) throw wrong("bad_value", field.name);
  const Locale* locale = questionnaire.locale(value.substr(kLanguageButton.size()));
  if (locale == nullptr) throw wrong("bad_value", field.name);
  return {Button::language, locale->language};
}

void take(const FormField& field, const Questionnaire& questionnaire, Posted& out) {
  if (field.name == kDoField) {
    out.pressed = pressed_of(field, questionnaire);
  } else if (field.name == kSubmissionField) {
    const auto submission = read_submission(field.value);
    if (!submission) throw wrong("bad_value", field.name);
    out.carried.submission = *submission;
    out.is_ours = true;
  } else if (field.name == kTouchedField) {
    out.carried.touched = time_of(field);
  } else if (field.name == kSubmittedField) {
    out.carried.submitted = time_of(field);
  } else if (field.name == kModeField) {
    const auto mode = mode_named(field.value);
    if (!mode) throw wrong("bad_value", field.name);
    out.carried.modes.push_back(*mode);
  } else if (field.name == kQuestionnaireField) {
    if (field.value != version_of(questionnaire)) throw wrong("bad_value", field.name);
  } else if (field.name == kWasField) {
    out.was = level_of(field);
  } else if (field.name == questionnaire.items[0].id) {
    if (!field.value.empty()) out.level = level_of(field);
  } else if (questionnaire.item(field.name) != nullptr) {
    out.answers.push_back(field);
  } else {
    throw wrong("unknown_field", field.name);
  }
}

bool may_repeat(std::string_view name, const Questionnaire& questionnaire) {
  const Item* item = questionnaire.item(name);
  return name == kModeField || (item != nullptr && item->kind == Item::Kind::multi);
}

/// Nothing chosen is sent as an empty value: 不评, or a field left blank.
Status answer(Session& session, const FormField& field, UnixTime touched) {
  if (field.value.empty()) return {};
  switch (session.questionnaire().item(field.name)->kind) {
    case Item::Kind::level:
    case Item::Kind::rating:
    case Item::Kind::multi:
    case Item::Kind::single:
    case Item::Kind::contact:
      return session.toggle(field.name, field.value, touched);
    case Item::Kind::text:
      return session.set_text(field.name, field.value, touched);
    case Item::Kind::statement:
      break;
  }
  return {};
}

}  // namespace

std::string button_value(const Pressed& pressed) {
  for (const auto& [button, value] : kButtons) {
    if (pressed.button == button) return std::string(value);
  }
  return std::string(kLanguageButton).append(pressed.language);
}

std::string version_of(const Questionnaire& questionnaire) {
  return std::string(questionnaire.id) + "/" + std::to_string(questionnaire.version);
}

std::string version_in(const std::vector<FormField>& fields) {
  for (const FormField& field : fields) {
    if (field.name == kQuestionnaireField) return field.value;
  }
  return {};
}

Posted read_posted(const std::vector<FormField>& fields, const Questionnaire& questionnaire) {
  Posted posted;
  for (auto field = fields.begin(); field != fields.end(); ++field) {
    const bool is_repeated = std::any_of(
        fields.begin(), field, [&](const FormField& each) { return each.name == field->name; });
    if (is_repeated && !may_repeat(field->name, questionnaire)) {
      throw wrong("duplicate_key", field->name);
    }
    take(*field, questionnaire, posted);
  }
  return posted;
}

Result<Session> replay(const Posted& posted, const Questionnaire& questionnaire,
                       std::string_view language, std::uint32_t area, UnixTime touched) {
  auto session = Session::open(questionnaire, language, posted.carried.submission, area);
  if (!session) return session;
  for (const Mode mode : posted.carried.modes) {
    if (const auto status = session->use_mode(mode); !status) return status.error();
  }
  // As it was done: the answers to the level that they were given for, then the change of level.
  const auto& first = posted.was ? posted.was : posted.level;
  if (first) {
    if (const auto status = session->choose_level(*first, touched); !status) return status.error();
  }
  for (const FormField& field : posted.answers) {
    const auto status = answer(*session, field, touched);
    // The page showed it, and an answer given since hides it: then it is not part of the rating.
    if (!status && status.error().code != ErrorCode::hidden_item) return status.error();
  }
  if (posted.was && posted.level) {
    const auto status = session->choose_level(*posted.level, touched);
    if (!status) return status.error();
  }
  return session;
}

}  // namespace yiping::collector
