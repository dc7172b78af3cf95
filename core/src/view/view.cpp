// SPDX-License-Identifier: Apache-2.0
#include "yiping/view.hpp"

#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

/// Puts a value in place of `{name}`, once.
std::string fill(std::string_view wording, std::string_view placeholder, std::string_view value) {
  const std::size_t at = wording.find(placeholder);
  std::string text(wording.substr(0, at));
  if (at == std::string_view::npos) return text;
  text += value;
  return text += wording.substr(at + placeholder.size());
}

std::string decimal(std::uint32_t value) { return JsonWriter().integer(value).take(); }

std::string_view level_text(const Locale& locale, Level level) {
  return locale.text(wording_key("level.", name_of(level)), name_of(level));
}

std::vector<ViewOption> level_options(const Session& session, std::optional<Level> chosen) {
  const Locale& locale = session.locale();
  std::size_t count = 0;
  for (const Level level : kLevels) count += session.questionnaire().offers(level) ? 1U : 0U;
  std::vector<ViewOption> options(count);
  count = 0;
  for (const Level level : kLevels) {
    if (!session.questionnaire().offers(level)) continue;
    ViewOption& option = options[count++];
    option.id = name_of(level);
    option.label = level_text(locale, level);
    option.official = locale.find(wording_key("official.level.", option.id));
    option.selected = chosen == level;
  }
  return options;
}

/// The codes that are offered at the chosen level, in the list's order: base set first.
std::vector<ViewOption> list_options(const Session& session, const Item& item,
                                     const Answer& answer) {
  const OptionList& list = session.questionnaire().lists[item.list];
  std::size_t count = 0;
  for (const Option& code : list.codes) count += code.offered_at(session.level()) ? 1U : 0U;
  std::vector<ViewOption> options(count);
  std::size_t at = 0;
  for (std::size_t i = 0; i < list.codes.size(); ++i) {
    const Option& code = list.codes[i];
    if (!code.offered_at(session.level())) continue;
    ViewOption& option = options[at++];
    option.id = code.code;
    option.label = session.locale().text(reason_key(list, code), code.code);
    if (list.is_reasons()) option.group = code.set == Option::Set::base ? "base" : "extension";
    option.selected = item.kind == Item::Kind::contact
                          ? i == static_cast<std::size_t>(session.way())
                          : answer.ticked(i);
  }
  return options;
}

/// The text of what keeps one item from being submitted.
std::string fault_text(const Locale& locale, const Item& item, ErrorCode code) {
  if (code == ErrorCode::text_too_long) {
    return fill(locale.text("error.text_too_long"), "{limit}", decimal(item.limit));
  }
  if (code == ErrorCode::level_missing) return std::string(locale.text("error.level_missing"));
  return fill(locale.text("error.answer_missing"), "{label}", locale.text(item.label));
}

void fill_item(const Session& session, std::size_t index, ViewItem& out) {
  const Locale& locale = session.locale();
  const Questionnaire& questionnaire = session.questionnaire();
  const Item& item = questionnaire.items[index];
  const Answer& answer = session.answer(index);
  out.id = item.id;
  out.kind = item.kind;
  out.label = locale.text(item.label);
  if (!item.hint.empty()) out.hint = locale.text(item.hint);
  out.required = session.is_required(index);
  out.enabled = session.is_enabled(index);
  if (item.has_rating()) out.options = level_options(session, answer.rating);
  if (item.has_options()) out.options = list_options(session, item, answer);
  if (item.kind != Item::Kind::text) return;
  out.value = answer.text;
  out.limit = item.limit;
  out.purpose = item.purpose;
  out.remaining = static_cast<std::int32_t>(item.limit) -
                  static_cast<std::int32_t>(code_points(normalise(answer.text)));
  if (out.remaining < 0) out.error = fault_text(locale, item, ErrorCode::text_too_long);
}

/// Whether an item is drawn now: shown, and on this page while pages are turned.
bool is_drawn(const Session& session, std::size_t index) {
  if (!session.is_shown(index)) return false;
  const bool by_page = session.is_paged() && session.phase() == Phase::edit;
  return !by_page || session.questionnaire().items[index].section == session.page();
}

void add_items(View& view, const Session& session) {
  const Questionnaire& questionnaire = session.questionnaire();
  std::size_t count = 0;
  for (std::size_t i = 0; i < questionnaire.items.size(); ++i)
    count += is_drawn(session, i) ? 1U : 0U;
  view.items = std::vector<ViewItem>(count);
  count = 0;
  std::size_t section = questionnaire.sections.size();
  for (std::size_t i = 0; i < questionnaire.items.size(); ++i) {
    if (!is_drawn(session, i)) continue;
    ViewItem& item = view.items[count++];
    fill_item(session, i, item);
    const std::size_t own = questionnaire.items[i].section;
    if (questionnaire.sections.empty() || own == section) continue;
    section = own;
    item.heading = view.locale->text(questionnaire.sections[own].title);
  }
}

void add_pages(View& view, const Session& session) {
  if (!session.is_paged()) return;
  for (std::size_t i = 0; i < session.questionnaire().sections.size(); ++i) {
    if (session.shows_section(i)) ++view.pages;
    if (i == session.page()) view.page = view.pages;
  }
}

ViewAction& add_action(View& view, std::string_view id) {
  ViewAction& action = view.actions.add();
  action.id = id;
  action.label = view.locale->text(wording_key("action.", id), id);
  return action;
}

ViewNotice& add_notice(View& view, std::string_view id) {
  ViewNotice& notice = view.notices.add();
  notice.id = id;
  notice.text = view.locale->text(wording_key("notice.", id), id);
  return notice;
}

/// An action that answers may keep from being taken: why not, in words, and where the focus
/// belongs.
void add_guarded(View& view, const Session& session, std::string_view id, const Status& allowed) {
  ViewAction& action = add_action(view, id);
  if (allowed) return;
  action.enabled = false;
  const Item* item = session.questionnaire().item(allowed.error().where);
  if (item == nullptr) return;
  action.reason = fault_text(*view.locale, *item, allowed.error().code);
  view.focus = item->id;
}

void add_open(View& view, const Session& session) {
  if (const auto text = session.sensitive_text()) {
    const std::string_view kind = name_of(text->kind);
    ViewNotice& notice = add_notice(view, "sensitive");
    notice.text = fill(notice.text, "{kind}", view.locale->text(wording_key("kind.", kind), kind));
    if (session.phase() == Phase::review) {
      view.focus = session.questionnaire().items[text->item].id;
    }
  }
  add_guarded(view, session, "submit", session.check());
  if (session.phase() == Phase::review) add_action(view, "edit");
  if (session.has_back()) add_action(view, "back");
  if (session.has_next()) add_guarded(view, session, "next", session.check_page());
}

}  // namespace

View view_of(const Session& session) {
  const Locale& locale = session.locale();
  View view;
  view.revision = session.revision();
  view.phase = session.phase();
  view.locale = &locale;
  view.title = locale.text(session.questionnaire().title);
  view.undo = session.is_open() && session.can_undo();
  add_items(view, session);
  add_pages(view, session);
  if (!session.announcement().empty()) {
    const std::string_view level =
        session.level() ? level_text(locale, *session.level()) : std::string_view{};
    view.announcement = fill(locale.text(session.announcement()), "{level}", level);
  }
  if (session.is_carried_over()) add_notice(view, "carried_over");
  switch (session.phase()) {
    case Phase::edit:
    case Phase::review:
      add_open(view, session);
      break;
    case Phase::sending:
      if (session.is_unreachable()) {
        add_notice(view, "unreachable");
        add_action(view, "retry");
      }
      break;
    case Phase::rejected:
      add_notice(view, "rejected");
      add_action(view, "edit");
      break;
    case Phase::stored:
    case Phase::closed:
      break;
  }
  if (session.is_frozen()) view.receipt = receipt_of(session.area(), session.submission());
  return view;
}

}  // namespace yiping
