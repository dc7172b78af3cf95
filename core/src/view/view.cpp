// SPDX-License-Identifier: Apache-2.0
#include "yiping/view.hpp"

#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

/// Puts a value in place of `{name}`, once.
std::string fill(std::string_view wording, std::string_view placeholder, std::string_view value) {
  std::string text(wording);
  const std::size_t at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), value);
  return text;
}

std::string decimal(std::uint32_t value) { return JsonWriter().integer(value).take(); }

std::string_view level_text(const Locale& locale, Level level) {
  return locale.text(wording_key("level.", name_of(level)));
}

std::vector<ViewOption> level_options(const Locale& locale, std::optional<Level> chosen) {
  std::vector<ViewOption> options(kLevels.size());
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Level level = kLevels[i];
    options[i] = {name_of(level), level_text(locale, level), {}, chosen == level};
  }
  return options;
}

/// The codes of the chosen level, in the list's order: base set first.
std::vector<ViewOption> reason_options(const Locale& locale, const ReasonList& list,
                                       std::optional<Level> level, const Answer& answer) {
  std::size_t count = 0;
  for (const ReasonCode& code : list.codes) count += code.level == level ? 1U : 0U;
  std::vector<ViewOption> options(count);
  std::size_t at = 0;
  for (std::size_t i = 0; i < list.codes.size(); ++i) {
    const ReasonCode& code = list.codes[i];
    if (code.level != level) continue;
    options[at++] = {code.code, locale.text(reason_key(list, code)),
                     code.set == ReasonCode::Set::base ? "base" : "extension", answer.ticked(i)};
  }
  return options;
}

void fill_item(const Session& session, std::size_t index, ViewItem& out) {
  const Locale& locale = session.locale();
  const Item& item = session.questionnaire().items[index];
  const Answer& answer = session.answer(index);
  out.id = item.id;
  out.kind = item.kind;
  out.label = locale.text(item.label);
  if (!item.hint.empty()) out.hint = locale.text(item.hint);
  switch (item.kind) {
    case Item::Kind::level:
    case Item::Kind::rating:
      out.required = item.kind == Item::Kind::level;
      out.options = level_options(locale, answer.rating);
      break;
    case Item::Kind::multi:
      out.options =
          reason_options(locale, session.questionnaire().lists[item.list], session.level(), answer);
      break;
    case Item::Kind::text:
      out.value = answer.text;
      out.limit = item.limit;
      out.remaining = static_cast<std::int32_t>(item.limit) -
                      static_cast<std::int32_t>(code_points(normalise(answer.text)));
      if (out.remaining < 0) {
        out.error = fill(locale.text("error.text_too_long"), "{limit}", decimal(item.limit));
      }
      break;
  }
}

ViewAction& add_action(View& view, std::string_view id) {
  view.actions = std::vector<ViewAction>(1);
  view.actions[0].id = id;
  view.actions[0].label = view.locale->text(wording_key("action.", id));
  return view.actions[0];
}

void add_notice(View& view, std::string_view id) {
  view.notices = std::vector<ViewNotice>(1);
  view.notices[0] = {id, view.locale->text(wording_key("notice.", id))};
}

void add_edit(View& view, const Session& session) {
  std::size_t faults = 0;
  for (const ViewItem& item : view.items) faults += item.error.empty() ? 0U : 1U;
  view.errors = std::vector<ViewError>(faults);
  faults = 0;
  for (const ViewItem& item : view.items) {
    if (item.error.empty()) continue;
    view.errors[faults++] = {item.id, ErrorCode::text_too_long, item.error};
  }
  ViewAction& submit = add_action(view, "submit");
  submit.enabled = session.level() && faults == 0;
  if (submit.enabled) return;
  view.focus = faults == 0 ? view.items[0].id : view.errors[0].item;
  submit.reason =
      faults == 0 ? std::string(view.locale->text("error.level_missing")) : view.errors[0].text;
}

}  // namespace

View view_of(const Session& session) {
  const Locale& locale = session.locale();
  View view;
  view.revision = session.revision();
  view.phase = session.phase();
  view.locale = &locale;
  view.title = locale.text(session.questionnaire().title);
  view.items = std::vector<ViewItem>(session.level() ? session.questionnaire().items.size() : 1);
  for (std::size_t i = 0; i < view.items.size(); ++i) fill_item(session, i, view.items[i]);
  if (!session.announcement().empty()) {
    const std::string_view level =
        session.level() ? level_text(locale, *session.level()) : std::string_view{};
    view.announcement = fill(locale.text(session.announcement()), "{level}", level);
  }
  switch (session.phase()) {
    case Phase::edit:
      add_edit(view, session);
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
