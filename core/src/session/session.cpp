// SPDX-License-Identifier: Apache-2.0
#include "yiping/session.hpp"

#include "yiping/text.hpp"

namespace yiping {
namespace {

constexpr std::size_t kMaxTypedBytes = 16 * 1024;

Error wrong_phase() { return {ErrorCode::wrong_phase, {}}; }

Status toggle_code(const ReasonList& list, Level level, std::string_view option, Answer& answer) {
  for (std::size_t i = 0; i < list.codes.size(); ++i) {
    if (list.codes[i].code != option) continue;
    if (list.codes[i].level != level) {
      return Error{ErrorCode::reason_of_other_level, std::string(option)};
    }
    answer.ticks[i] ^= 1;
    return {};
  }
  return Error{ErrorCode::unknown_option, std::string(option)};
}

void untick(Answer& answer) {
  for (std::uint8_t& tick : answer.ticks) tick = 0;
}

}  // namespace

std::string_view name_of(Mode mode) {
  switch (mode) {
    case Mode::contrast:
      return "contrast";
    case Mode::elder:
      return "elder";
    case Mode::keyboard:
      return "keyboard";
    case Mode::read_aloud:
      return "read_aloud";
  }
  return "";
}

std::optional<Mode> mode_named(std::string_view name) {
  for (const Mode mode : kModes) {
    if (name_of(mode) == name) return mode;
  }
  return std::nullopt;
}

bool Answer::any_ticked() const {
  for (const std::uint8_t tick : ticks) {
    if (tick != 0) return true;
  }
  return false;
}

Session::Session(const Questionnaire& questionnaire)
    : questionnaire_(&questionnaire), answers_(questionnaire.items.size()) {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Item& item = questionnaire.items[i];
    if (item.kind != Item::Kind::multi) continue;
    answers_[i].ticks = std::vector<std::uint8_t>(questionnaire.lists[item.list].codes.size());
  }
}

Result<Session> Session::open(const Questionnaire& questionnaire, std::string_view language,
                              const SubmissionId& submission, std::uint32_t area) {
  const Locale* locale = questionnaire.locale(language);
  if (locale == nullptr) return Error{ErrorCode::language_missing, std::string(language)};
  if (area < kMinArea || area > kMaxArea) return Error{ErrorCode::bad_argument, "area"};
  Session session(questionnaire);
  session.language_ = locale->language;
  session.submission_ = submission;
  session.area_ = area;
  return session;
}

Result<std::size_t> Session::editable(std::string_view item) const {
  if (phase_ != Phase::edit) return wrong_phase();
  const Item* found = questionnaire_->item(item);
  if (found == nullptr) return Error{ErrorCode::unknown_item, std::string(item)};
  // Items after the level wait for it: reasons belong to a level.
  if (found->kind != Item::Kind::level && !level()) return Error{ErrorCode::level_missing, {}};
  return static_cast<std::size_t>(found - questionnaire_->items.data());
}

void Session::touched(UnixTime now) {
  if (first_touch_ == 0) first_touch_ = now;
  changed({});
}

void Session::changed(std::string_view announcement) {
  ++revision_;
  announcement_ = announcement;
}

Status Session::choose_level(Level level, UnixTime now) {
  if (phase_ != Phase::edit) return wrong_phase();
  Answer& chosen = answers_[0];
  bool lost_ticks = false;
  if (chosen.rating != level) {
    for (Answer& answer : answers_) {
      lost_ticks = lost_ticks || answer.any_ticked();
      untick(answer);
    }
  }
  chosen.rating = level;
  touched(now);
  announcement_ = lost_ticks ? "announce.level_changed" : "announce.level_chosen";
  return {};
}

Status Session::toggle(std::string_view item, std::string_view option, UnixTime now) {
  const auto index = editable(item);
  if (!index) return index.error();
  const Item& definition = questionnaire_->items[*index];
  Answer& answer = answers_[*index];
  switch (definition.kind) {
    case Item::Kind::level:
    case Item::Kind::rating: {
      const auto chosen = level_named(option);
      if (!chosen) return Error{ErrorCode::unknown_option, std::string(option)};
      if (definition.kind == Item::Kind::level) return choose_level(*chosen, now);
      if (answer.rating == chosen) {
        answer.rating.reset();
      } else {
        answer.rating = chosen;
      }
      break;
    }
    case Item::Kind::multi: {
      const ReasonList& list = questionnaire_->lists[definition.list];
      if (auto status = toggle_code(list, *level(), option, answer); !status) return status;
      break;
    }
    case Item::Kind::text:
      return Error{ErrorCode::unknown_option, std::string(option)};
  }
  touched(now);
  return {};
}

Status Session::set_text(std::string_view item, std::string_view text, UnixTime now) {
  const auto index = editable(item);
  if (!index) return index.error();
  if (questionnaire_->items[*index].kind != Item::Kind::text) {
    return Error{ErrorCode::unknown_item, std::string(item)};
  }
  if (text.size() > kMaxTypedBytes) return Error{ErrorCode::too_large, std::string(item)};
  if (!is_utf8(text)) return Error{ErrorCode::not_utf8, std::string(item)};
  answers_[*index].text = text;
  touched(now);
  return {};
}

Status Session::clear(std::string_view item, UnixTime now) {
  const auto index = editable(item);
  if (!index) return index.error();
  if (*index == 0) {
    for (Answer& answer : answers_) untick(answer);
  }
  untick(answers_[*index]);
  answers_[*index].rating.reset();
  answers_[*index].text.clear();
  touched(now);
  return {};
}

Status Session::set_language(std::string_view language) {
  const Locale* locale = questionnaire_->locale(language);
  if (locale == nullptr) return Error{ErrorCode::language_missing, std::string(language)};
  // A frozen document holds the language that it was submitted in.
  if (phase_ != Phase::edit) return wrong_phase();
  language_ = locale->language;
  changed({});
  return {};
}

Status Session::use_mode(Mode mode) {
  if (phase_ != Phase::edit) return wrong_phase();
  modes_ = static_cast<std::uint8_t>(modes_ | 1U << static_cast<unsigned>(mode));
  changed({});
  return {};
}

Status Session::check() const {
  if (!level()) return Error{ErrorCode::level_missing, std::string(questionnaire_->items[0].id)};
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Item& item = questionnaire_->items[i];
    if (item.kind == Item::Kind::text && code_points(normalise(answers_[i].text)) > item.limit) {
      return Error{ErrorCode::text_too_long, std::string(item.id)};
    }
  }
  return {};
}

Session Session::without_texts() const {
  Session rest = *this;
  for (Answer& answer : rest.answers_) answer.text.clear();
  return rest;
}

Status Session::submit(UnixTime now) {
  if (phase_ != Phase::edit) return wrong_phase();
  if (auto status = check(); !status) return status;
  // A clock set back between touch and submission must not make time run backwards.
  submitted_ = now < first_touch_ ? first_touch_ : now;
  phase_ = Phase::sending;
  changed("announce.sending");
  return {};
}

Status Session::leave_sending(Phase phase, std::string_view announcement) {
  if (phase_ != Phase::sending) return wrong_phase();
  phase_ = phase;
  unreachable_ = phase == Phase::sending;
  changed(announcement);
  return {};
}

Status Session::stored() { return leave_sending(Phase::stored, "announce.stored"); }

Status Session::rejected() { return leave_sending(Phase::rejected, "announce.rejected"); }

Status Session::unreachable() { return leave_sending(Phase::sending, "announce.unreachable"); }

Status Session::edit() {
  // Only after a rejection: what may have been stored must stay as it was sent.
  if (phase_ != Phase::rejected) return wrong_phase();
  phase_ = Phase::edit;
  submitted_ = 0;
  changed("announce.edit");
  return {};
}

Status Session::decline() {
  if (phase_ != Phase::edit) return wrong_phase();
  phase_ = Phase::closed;
  changed("announce.closed");
  return {};
}

void Session::reset(const SubmissionId& submission) {
  const std::uint32_t revision = revision_;
  Session fresh(*questionnaire_);
  fresh.language_ = language_;
  fresh.area_ = area_;
  fresh.submission_ = submission;
  *this = std::move(fresh);
  revision_ = revision;
  changed({});
}

}  // namespace yiping
