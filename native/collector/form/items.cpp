// SPDX-License-Identifier: Apache-2.0
#include "collector/form/items.hpp"

#include <algorithm>

#include "collector/form/faces.hpp"

namespace yiping::collector {
namespace {

std::string id_of(const ViewItem& item, std::string_view part) {
  return std::string(item.id).append("-").append(part);
}

bool is_answered(const ViewItem& item) {
  return std::any_of(item.options.begin(), item.options.end(),
                     [](const ViewOption& option) { return option.selected; });
}

struct Note {
  std::string_view kind;
  std::string_view text;  // empty: there is no such note
};

/// What there is to say about an item; its control is described by all of it.
void notes(Html& html, const ViewItem& item, std::initializer_list<Note> all) {
  html.open("div", {{"class", "notes"}, {"id", id_of(item, "notes")}});
  for (const Note& note : all) {
    if (!note.text.empty()) html.element("p", {{"class", note.kind}}, note.text);
  }
  html.close();
}

struct Choice {
  std::string_view kind;   // of the label, for the style sheet
  std::string_view type;   // radio or checkbox
  std::string_view value;  // sent
  std::string_view label;
  bool chosen = false;
};

void draw_choice(Html& html, const ViewItem& item, const Choice& choice) {
  html.open("div")
      .open("label", {{"class", choice.kind}})
      .empty("input", {{"type", choice.type},
                       {"name", item.id},
                       {"id", id_of(item, choice.value)},
                       {"value", choice.value},
                       when(choice.chosen, {"checked"})});
  html.open("span", {{"class", "choice"}});
  if (level_named(choice.value)) show_face(html, choice.value, "32");
  html.element("span", {{"class", "text"}}, choice.label)
      .element("span", {{"class", "tick"}}, {})
      .close();
  html.close().close().text("\n");
}

void draw_choices(Html& html, const Visit& visit, const ViewItem& item, std::string_view error) {
  const bool is_level = item.kind == Item::Kind::level;
  html.open("fieldset", {{"class", std::string("item ").append(name_of(item.kind))},
                         {"id", item.id},
                         {"aria-describedby", id_of(item, "notes")},
                         when(!item.enabled, {"disabled"})});
  html.element("legend", {}, item.label);
  notes(html, item,
        {{"hint", is_level ? visit.ui("level_is_enough") : item.hint}, {"error", error}});
  const std::string_view type = item.kind == Item::Kind::multi ? "checkbox" : "radio";
  // First, and without a value: some text browsers choose the first radio of a group by themselves,
  // and this one says that nothing was chosen. On a rating it also takes an answer back, as radios
  // cannot be unticked; the style sheet shows it once there is something to take back.
  if (item.kind == Item::Kind::rating || item.kind == Item::Kind::single) {
    draw_choice(html, item, {"option none", type, {}, visit.say("no_answer")});
  } else if (is_level && !is_answered(item)) {
    draw_choice(html, item, {"option unchosen", type, {}, visit.say("not_chosen")});
  }
  html.open("div", {{"class", "options"}});
  for (const ViewOption& option : item.options) {
    draw_choice(html, item, {"option", type, option.id, option.label, option.selected});
  }
  html.close().close();
}

void draw_text(Html& html, const Visit& visit, const ViewItem& item, std::string_view error) {
  html.open("div", {{"class", "item text"}})
      .element("label", {{"class", "legend"}, {"for", item.id}}, item.label);
  const std::string limit = filled(visit.say("limit"), {{"limit", std::to_string(item.limit)}});
  notes(html, item, {{"hint", item.hint}, {"hint", limit}, {"error", error}});
  if (!item.purpose.empty()) {
    html.empty("input", {{"id", item.id},
                         {"name", item.id},
                         {"type", item.purpose == "name" ? "text" : item.purpose},
                         {"autocomplete", item.purpose},
                         {"maxlength", std::to_string(std::size_t{item.limit} * 2)},
                         {"aria-describedby", id_of(item, "notes")},
                         {"value", item.value},
                         when(!error.empty(), {"aria-invalid", "true"})});
    html.close();
    return;
  }
  // The rule counts code points and `maxlength` counts UTF-16 units: twice the limit never cuts
  // off what the rule allows, and keeps the page within what a request may hold.
  html.element("textarea",
               {{"id", item.id},
                {"name", item.id},
                {"rows", "5"},
                {"cols", "40"},
                {"maxlength", std::to_string(std::size_t{item.limit} * 2)},
                {"aria-describedby", id_of(item, "notes")},
                when(!error.empty(), {"aria-invalid", "true"})},
               item.value);
  html.close();
}

}  // namespace

void draw_item(Html& html, const Visit& visit, const ViewItem& item, std::string_view error) {
  if (!item.heading.empty()) html.element("h2", {}, item.heading);
  switch (item.kind) {
    case Item::Kind::level:
    case Item::Kind::rating:
    case Item::Kind::multi:
    case Item::Kind::single:
    case Item::Kind::contact:
      return draw_choices(html, visit, item, error);
    case Item::Kind::text:
      return draw_text(html, visit, item, error);
    case Item::Kind::statement:
      html.element("p", {{"class", "item statement"}, {"id", item.id}}, item.label);
      return;
  }
}

void hide_item(Html& html, const ViewItem& item) {
  const auto hidden = [&](std::string_view value) {
    html.empty("input", {{"type", "hidden"}, {"name", item.id}, {"value", value}});
  };
  for (const ViewOption& option : item.options) {
    if (option.selected) hidden(option.id);
  }
  if (!item.value.empty()) hidden(item.value);
}

std::string control_of(const ViewItem& item) {
  return item.options.empty() ? std::string(item.id) : id_of(item, item.options[0].id);
}

}  // namespace yiping::collector
