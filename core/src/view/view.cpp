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

std::string level_text(const Locale& locale, Level level) {
  return std::string(locale.text(wording_key("level.", name_of(level))));
}

ViewItem item_of(const Session& session, std::size_t index) {
  const Locale& locale = session.locale();
  const Item& item = session.questionnaire().items[index];
  const Answer& answer = session.answer(index);
  ViewItem out;
  out.id = item.id;
  out.kind = item.kind;
  out.label = locale.text(item.label);
  if (!item.hint.empty()) out.hint = locale.text(item.hint);
  switch (item.kind) {
    case Item::Kind::level:
      out.required = true;
      [[fallthrough]];
    case Item::Kind::rating:
      for (const Level level : kLevels) {
        out.options.push_back(
            {std::string(name_of(level)), level_text(locale, level), answer.rating == level, {}});
      }
      break;
    case Item::Kind::multi: {
      const ReasonList& list = session.questionnaire().lists[item.list];
      for (const ReasonCode& code : list.codes) {
        if (code.level != session.level()) continue;
        out.options.push_back({code.code, std::string(locale.text(reason_key(list, code))),
                               answer.has(code.code),
                               code.set == ReasonCode::Set::base ? "base" : "extension"});
      }
      break;
    }
    case Item::Kind::text: {
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
  return out;
}

ViewAction action(const Locale& locale, std::string_view id) {
  return {std::string(id), std::string(locale.text(wording_key("action.", id))), true, {}};
}

void add_notice(View& view, const Locale& locale, std::string_view id) {
  view.notices.push_back({std::string(id), std::string(locale.text(wording_key("notice.", id)))});
}

void add_edit(View& view, const Session& session) {
  const Locale& locale = session.locale();
  for (const ViewItem& item : view.items) {
    if (item.error.empty()) continue;
    view.errors.push_back({item.id, ErrorCode::text_too_long, item.error});
  }
  ViewAction submit = action(locale, "submit");
  if (const auto status = session.check(); !status) {
    submit.enabled = false;
    view.focus = status.error().where;
    submit.reason = view.errors.empty() ? std::string(locale.text("error.level_missing"))
                                        : view.errors.front().text;
  }
  view.actions.push_back(std::move(submit));
}

}  // namespace

View view_of(const Session& session) {
  const Locale& locale = session.locale();
  View view;
  view.revision = session.revision();
  view.phase = session.phase();
  view.language = locale.language;
  view.direction = locale.direction;
  view.writing_mode = locale.writing_mode;
  view.title = locale.text(session.questionnaire().title);
  const std::size_t count = session.level() ? session.questionnaire().items.size() : 1;
  for (std::size_t i = 0; i < count; ++i) view.items.push_back(item_of(session, i));
  if (!session.announcement().empty()) {
    view.announcement = locale.text(session.announcement());
    if (session.level()) {
      view.announcement = fill(view.announcement, "{level}", level_text(locale, *session.level()));
    }
  }
  switch (session.phase()) {
    case Phase::edit:
      add_edit(view, session);
      break;
    case Phase::sending:
      if (session.is_unreachable()) {
        add_notice(view, locale, "unreachable");
        view.actions.push_back(action(locale, "retry"));
      }
      break;
    case Phase::rejected:
      add_notice(view, locale, "rejected");
      view.actions.push_back(action(locale, "edit"));
      break;
    case Phase::stored:
    case Phase::closed:
      break;
  }
  if (session.phase() != Phase::edit && session.phase() != Phase::closed) {
    view.receipt = receipt_of(session.area(), session.submission());
  }
  return view;
}

}  // namespace yiping
