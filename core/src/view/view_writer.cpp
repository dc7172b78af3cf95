// SPDX-License-Identifier: Apache-2.0
#include "yiping/json_writer.hpp"
#include "yiping/view.hpp"

namespace yiping {
namespace {

std::string_view name_of_phase(Phase phase) {
  switch (phase) {
    case Phase::edit:
      return "edit";
    case Phase::sending:
      return "sending";
    case Phase::stored:
      return "stored";
    case Phase::rejected:
      return "rejected";
    case Phase::closed:
      return "closed";
    case Phase::review:
      return "review";
  }
  return "";
}

void member(JsonWriter& out, const char* key, std::string_view value) {
  if (!value.empty()) out.key(key).text(value);
}

void write_item(JsonWriter& out, const ViewItem& item) {
  out.begin_object();
  member(out, "id", item.id);
  member(out, "kind", name_of(item.kind));
  member(out, "heading", item.heading);
  member(out, "label", item.label);
  member(out, "hint", item.hint);
  if (item.required) out.key("required").boolean(true);
  if (!item.enabled) out.key("enabled").boolean(false);
  if (item.kind == Item::Kind::text) {
    out.key("value").text(item.value);
    out.key("limit").integer(item.limit);
    out.key("remaining").signed_integer(item.remaining);
    member(out, "purpose", item.purpose);
  } else if (!item.options.empty()) {
    out.key("options").begin_array();
    for (const ViewOption& option : item.options) {
      out.begin_object();
      member(out, "id", option.id);
      member(out, "label", option.label);
      member(out, "official", option.official);
      member(out, "group", option.group);
      if (option.selected) out.key("selected").boolean(true);
      out.end_object();
    }
    out.end_array();
  }
  member(out, "error", item.error);
  out.end_object();
}

}  // namespace

std::string write_view(const View& view) {
  JsonWriter out;
  out.begin_object();
  out.key("v").integer(kViewVersion);
  out.key("revision").integer(view.revision);
  member(out, "phase", name_of_phase(view.phase));
  member(out, "lang", view.locale->language);
  member(out, "dir", view.locale->direction);
  member(out, "writing_mode", view.locale->writing_mode);
  member(out, "title", view.title);
  if (view.page > 0) {
    out.key("page").integer(view.page);
    out.key("pages").integer(view.pages);
  }
  out.key("items").begin_array();
  for (const ViewItem& item : view.items) write_item(out, item);
  out.end_array();
  out.key("actions").begin_array();
  for (const ViewAction& action : view.actions) {
    out.begin_object();
    member(out, "id", action.id);
    member(out, "label", action.label);
    out.key("enabled").boolean(action.enabled);
    member(out, "reason", action.reason);
    out.end_object();
  }
  out.end_array();
  out.key("notices").begin_array();
  for (const ViewNotice& notice : view.notices) {
    out.begin_object();
    member(out, "id", notice.id);
    member(out, "text", notice.text);
    out.end_object();
  }
  out.end_array();
  out.key("errors").begin_array();
  for (const ViewItem& item : view.items) {
    if (item.error.empty()) continue;
    out.begin_object();
    member(out, "item", item.id);
    out.key("code").integer(static_cast<std::uint32_t>(ErrorCode::text_too_long));
    member(out, "text", item.error);
    out.end_object();
  }
  out.end_array();
  member(out, "announcement", view.announcement);
  member(out, "focus", view.focus);
  if (view.undo) out.key("undo").boolean(true);
  member(out, "receipt", view.receipt);
  out.end_object();
  return out.take();
}

}  // namespace yiping
