// SPDX-License-Identifier: Apache-2.0
#include "yiping/session.hpp"

#include <utility>

#include "yiping/text.hpp"

namespace yiping {
namespace {

constexpr std::size_t kMaxTypedBytes = 16 * 1024;

Status wrong_phase() { return Status(ErrorCode::wrong_phase); }

/// Index of a code that is offered at the level.
Result<std::size_t> find_code(const OptionList& list, Level level, std::string_view option) {
  for (std::size_t i = 0; i < list.codes.size(); ++i) {
    if (list.codes[i].code != option) continue;
    if (list.codes[i].offered_at(level)) return i;
    return Status(ErrorCode::reason_of_other_level, option);
  }
  return Status(ErrorCode::unknown_option, option);
}

}  // namespace

Session::Session(const Questionnaire& questionnaire)
    : questionnaire_(&questionnaire), answers_(questionnaire.items.size()) {
  refresh();
}

Result<Session> Session::open(const Questionnaire& questionnaire, std::string_view language,
                              const SubmissionId& submission, std::uint32_t area) {
  const Locale* locale = questionnaire.locale(language);
  if (locale == nullptr) return Status(ErrorCode::language_missing, language);
  if (area < kMinArea || area > kMaxArea) return Status(ErrorCode::bad_argument, "area");
  Session session(questionnaire);
  session.language_ = locale->language;
  session.submission_ = submission;
  session.area_ = area;
  return session;
}

Result<std::size_t> Session::editable(std::string_view item) const {
  if (!is_open()) return wrong_phase();
  const Item* found = questionnaire_->item(item);
  if (found == nullptr) return Status(ErrorCode::unknown_item, item);
  const auto index = static_cast<std::size_t>(found - questionnaire_->items.data());
  // Items after the level wait for it: reasons belong to a level.
  if (index > 0 && !level()) return Status(ErrorCode::level_missing);
  if (!is_enabled(index)) return Status(ErrorCode::hidden_item, item);
  return index;
}

/// Called before a step changes answers. `typing`: the text that it writes, or kNoItem.
void Session::remember(std::size_t typing) {
  const bool same_text = typing != kNoItem && typing == typing_;
  typing_ = typing;
  if (!same_text) previous_ = save_answers();
}

void Session::touched(UnixTime now) {
  if (first_touch_ == 0) first_touch_ = now;
  phase_ = Phase::edit;
  carried_over_ = false;
  refresh();
  changed({});
}

void Session::changed(std::string_view announcement) {
  ++revision_;
  announcement_ = announcement;
}

/// Reasons belong to a level. Whether there were any.
bool Session::clear_reasons() {
  bool any = false;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Item& item = questionnaire_->items[i];
    if (!item.has_options() || !questionnaire_->lists[item.list].is_reasons()) continue;
    any = answers_[i].any_ticked();
    answers_[i].clear();
  }
  return any;
}

Status Session::choose_level(Level level, UnixTime now) {
  if (!is_open()) return wrong_phase();
  if (!questionnaire_->offers(level)) return Status(ErrorCode::unknown_level);
  Answer& chosen = answers_[0];
  bool lost_ticks = false;
  if (chosen.rating != level) {
    remember(kNoItem);
    lost_ticks = clear_reasons();
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
  if (definition.has_rating()) {
    const auto chosen = level_named(option);
    if (!chosen) return Status(ErrorCode::unknown_option, option);
    if (*index == 0) return choose_level(*chosen, now);
    if (!questionnaire_->offers(*chosen)) return Status(ErrorCode::unknown_level);
    remember(kNoItem);
    if (answer.rating == chosen) {
      answer.rating.reset();
    } else {
      answer.rating = chosen;
    }
  } else if (definition.has_options()) {
    const auto code = find_code(questionnaire_->lists[definition.list], *level(), option);
    if (!code) return code.error();
    remember(kNoItem);
    const bool was_ticked = answer.ticked(*code);
    if (definition.kind != Item::Kind::multi) answer.clear();
    if (definition.kind == Item::Kind::multi || !was_ticked) answer.ticks.flip(*code);
  } else {
    return Status(ErrorCode::unknown_option, option);
  }
  touched(now);
  return {};
}

Status Session::set_text(std::string_view item, std::string_view text, UnixTime now) {
  const auto index = editable(item);
  if (!index) return index.error();
  if (questionnaire_->items[*index].kind != Item::Kind::text) {
    return Status(ErrorCode::unknown_item, item);
  }
  if (text.size() > kMaxTypedBytes) return Status(ErrorCode::too_large, item);
  if (!is_utf8(text)) return Status(ErrorCode::not_utf8, item);
  if (answers_[*index].text != text) remember(*index);
  answers_[*index].text = text;
  touched(now);
  return {};
}

Status Session::clear(std::string_view item, UnixTime now) {
  const auto index = editable(item);
  if (!index) return index.error();
  if (!answers_[*index].empty()) remember(kNoItem);
  if (*index == 0) clear_reasons();
  answers_[*index].clear();
  touched(now);
  return {};
}

Status Session::undo() {
  if (!is_open()) return wrong_phase();
  if (previous_.empty()) return Status(ErrorCode::nothing_to_undo);
  auto undone = save_answers();
  if (auto status = restore_answers(previous_); !status) return status;
  previous_ = std::move(undone);
  typing_ = kNoItem;
  phase_ = Phase::edit;
  refresh();
  changed("announce.undone");
  return {};
}

Status Session::set_language(std::string_view language) {
  const Locale* locale = questionnaire_->locale(language);
  if (locale == nullptr) return Status(ErrorCode::language_missing, language);
  // A frozen document holds the language that it was submitted in.
  if (!is_open()) return wrong_phase();
  language_ = locale->language;
  changed({});
  return {};
}

Status Session::use_mode(Mode mode) {
  if (!is_open()) return wrong_phase();
  modes_ = static_cast<std::uint8_t>(modes_ | 1U << static_cast<unsigned>(mode));
  changed({});
  return {};
}

Status Session::set_paging(Paging paging) {
  if (!is_open()) return wrong_phase();
  paging_ = paging;
  page_ = 0;
  changed({});
  return {};
}

Status Session::turn_to(std::size_t section) {
  page_ = section;
  changed(questionnaire_->sections[section].title);
  return {};
}

bool Session::has_next() const {
  if (!is_paged() || phase_ != Phase::edit) return false;
  for (std::size_t i = page_ + 1; i < questionnaire_->sections.size(); ++i) {
    if (shows_section(i)) return true;
  }
  return false;
}

Status Session::check_page() const {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (questionnaire_->items[i].section != page_) continue;
    if (auto status = check_item(i); !status) return status;
  }
  return {};
}

Status Session::next() {
  if (!has_next()) return Status(ErrorCode::no_page);
  if (auto status = check_page(); !status) return status;
  std::size_t section = page_ + 1;
  while (!shows_section(section)) ++section;
  return turn_to(section);
}

Status Session::back() {
  if (!has_back()) return Status(ErrorCode::no_page);
  std::size_t section = page_ - 1;
  while (!shows_section(section)) --section;
  return turn_to(section);
}

Status Session::check_item(std::size_t index) const {
  const Item& item = questionnaire_->items[index];
  if (!is_enabled(index)) return {};
  if (item.kind == Item::Kind::text) {
    const std::string text = normalise(answers_[index].text);
    if (code_points(text) > item.limit) return Status(ErrorCode::text_too_long, item.id);
    if (!text.empty()) return {};
  } else if (!answers_[index].empty()) {
    return {};
  }
  if (!is_required(index)) return {};
  const bool level = item.kind == Item::Kind::level;
  return Status(level ? ErrorCode::level_missing : ErrorCode::answer_missing, item.id);
}

Status Session::check() const {
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    if (auto status = check_item(i); !status) return status;
  }
  return {};
}

Session Session::without_texts() const {
  Session rest = *this;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    const Item::Kind kind = questionnaire_->items[i].kind;
    if (kind == Item::Kind::text || kind == Item::Kind::contact) rest.answers_[i].clear();
  }
  rest.forget_steps();
  rest.refresh();
  return rest;
}

Status Session::submit(UnixTime now) {
  if (!is_open()) return wrong_phase();
  if (auto status = check(); !status) return status;
  if (phase_ == Phase::edit && sensitive_text()) {
    phase_ = Phase::review;
    changed("announce.review");
    return {};
  }
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
  // Not while sending: what may have been stored must stay as it was sent.
  if (phase_ != Phase::rejected && phase_ != Phase::review) return wrong_phase();
  phase_ = Phase::edit;
  submitted_ = 0;
  changed("announce.edit");
  return {};
}

Status Session::decline() {
  if (!is_open()) return wrong_phase();
  phase_ = Phase::closed;
  changed("announce.closed");
  return {};
}

void Session::forget_steps() {
  previous_.clear();
  typing_ = kNoItem;
}

void Session::reset(const SubmissionId& submission) {
  for (Answer& answer : answers_) answer.clear();
  submission_ = submission;
  phase_ = Phase::edit;
  page_ = 0;
  forget_steps();
  modes_ = 0;
  first_touch_ = 0;
  submitted_ = 0;
  unreachable_ = false;
  carried_over_ = false;
  refresh();
  changed({});
}

}  // namespace yiping
