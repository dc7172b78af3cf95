// SPDX-License-Identifier: Apache-2.0
#include "collector/form/pages.hpp"

#include <algorithm>

#include "collector/form/faces.hpp"
#include "collector/form/items.hpp"

namespace yiping::collector {
namespace {

using Button = Pressed::Button;

/// What is wrong with an item: words for the list at the top and for the item itself.
struct Fault {
  const ViewItem* item;
  std::string_view text;
};

const ViewItem& focused(const View& view) {
  const auto found = std::find_if(view.items.begin(), view.items.end(),
                                  [&](const ViewItem& item) { return item.id == view.focus; });
  return found == view.items.end() ? view.items[0] : *found;
}

std::vector<Fault> faults_of(const View& view) {
  std::vector<Fault> faults;
  for (const ViewItem& item : view.items) {
    if (!item.error.empty()) faults.push_back({&item, item.error});
  }
  // What is missing is no fault of the item until one tries to go on without it.
  if (faults.empty() && !view.actions.empty() && !view.actions[0].enabled) {
    faults.push_back({&focused(view), view.actions[0].reason});
  }
  return faults;
}

std::string_view fault_of(const std::vector<Fault>& faults, const ViewItem& item) {
  const auto found = std::find_if(faults.begin(), faults.end(),
                                  [&](const Fault& fault) { return fault.item == &item; });
  return found == faults.end() ? std::string_view() : found->text;
}

std::string title_of(const Visit& visit, const View& view, const std::vector<Fault>& faults) {
  const std::string_view before = faults.empty() ? std::string_view() : visit.say("error_prefix");
  return std::string(before).append(view.title);
}

/// First on the page and focused: whoever cannot see it hears it first.
void list_faults(Html& html, const Visit& visit, const std::vector<Fault>& faults) {
  if (faults.empty()) return;
  html.open("div", {{"class", "problem"}, {"role", "alert"}, {"tabindex", "-1"}, {"autofocus"}})
      .element("h2", {}, visit.say("problem"))
      .open("ul");
  for (const Fault& fault : faults) {
    html.open("li").element("a", {{"href", "#" + control_of(*fault.item)}}, fault.text).close();
  }
  html.close().close();
}

/// A second look before a text that may name a person is sent.
void list_notices(Html& html, const View& view) {
  if (view.phase != Phase::review) return;
  html.open("div", {{"class", "problem"}, {"role", "alert"}, {"tabindex", "-1"}, {"autofocus"}});
  const std::string control = "#" + control_of(focused(view));
  for (const ViewNotice& notice : view.notices) {
    html.open("p").element("a", {{"href", control}}, notice.text).close();
  }
  html.close();
}

/// Told before anything can be sent.
void privacy(Html& html, const Visit& visit) {
  html.open("p", {{"class", "privacy"}})
      .element("strong", {}, visit.ui("privacy_title"))
      .text(" ")
      .text(visit.ui("privacy"))
      .text(" ")
      .text(visit.ui("voluntary"))
      .close();
}

void chosen(Html& html, const Visit& visit, const View& view) {
  const auto& options = view.items[0].options;
  const auto level = std::find_if(options.begin(), options.end(),
                                  [](const ViewOption& option) { return option.selected; });
  html.open("div", {{"class", "chosen"}});
  show_face(html, level->id, "40");
  html.open("p")
      .element("span", {{"class", "quiet"}}, visit.say("chosen"))
      .text(" ")
      .element("strong", {}, level->label)
      .close();
  button(html, "button plain", {Button::back, {}}, visit.say("change"));
  html.close();
  if (!view.announcement.empty()) {
    html.element("p", {{"class", "quiet"}, {"role", "status"}}, view.announcement);
  }
}

/// 440300-XXXX-XXXX-XXXX-XXXX-C (docs/evaluation.md).
std::string grouped(std::string_view receipt) {
  constexpr std::size_t kGroups[] = {6, 4, 4, 4, 4, 1};
  std::string out;
  for (const std::size_t size : kGroups) {
    out.append(out.empty() ? "" : "-").append(receipt.substr(0, size));
    receipt.remove_prefix(std::min(size, receipt.size()));
  }
  return out;
}

/// Buttons, not links: what was answered on this page goes along.
void other_looks(Html& html, const Visit& visit) {
  html.open("p", {{"class", "others"}});
  for (const Locale* other : visit.languages) {
    if (other == visit.locale) continue;
    button(html, "language", {Button::language, other->language}, other->name);
  }
  if (visit.look == Look::elder) {
    button(html, "language", {Button::standard, {}}, visit.say("standard"));
  } else {
    button(html, "language", {Button::elder, {}}, visit.ui("elder"));
  }
  html.close();
}

}  // namespace

std::string level_page(const Visit& visit, const Carried& carried, const View& view, Opened opened,
                       Faults told) {
  const auto faults = told == Faults::told ? faults_of(view) : std::vector<Fault>();
  const Links links = opened == Opened::first ? Links::languages_and_sizes : Links::none;
  Html html = begin_page(visit, title_of(visit, view, faults), links);
  list_faults(html, visit, faults);
  describe(html, visit, view.title);
  begin_form(html, visit, carried);
  const ViewItem& level = view.items[0];
  for (const ViewOption& option : level.options) {
    if (!option.selected) continue;
    html.empty("input", {{"type", "hidden"}, {"name", kWasField}, {"value", option.id}});
  }
  for (const ViewItem& item : view.items) {
    if (&item != &level) hide_item(html, item);
  }
  html.open("div", {{"class", "card"}});
  draw_item(html, visit, level, fault_of(faults, level));
  html.close();
  privacy(html, visit);
  // The first button is the one that Enter presses: not the one that cannot be undone.
  html.open("p", {{"class", "buttons"}});
  button(html, "button", {Button::next, {}}, visit.say("next"));
  button(html, "button plain", {Button::submit, {}}, visit.say("submit_now"));
  return html.take();
}

std::string more_page(const Visit& visit, const Carried& carried, const View& view) {
  const auto faults = faults_of(view);
  Html html = begin_page(visit, title_of(visit, view, faults), Links::none);
  list_faults(html, visit, faults);
  list_notices(html, view);
  describe(html, visit, view.title);
  begin_form(html, visit, carried);
  hide_item(html, view.items[0]);
  chosen(html, visit, view);
  html.open("div", {{"class", "more"}})
      .element("h2", {}, visit.say("more_title"))
      .element("p", {{"class", "quiet"}}, visit.say("more_hint"))
      .close();
  html.open("div", {{"class", "card"}});
  for (const ViewItem& item : view.items) {
    if (item.kind != Item::Kind::level) draw_item(html, visit, item, fault_of(faults, item));
  }
  html.close();
  privacy(html, visit);
  html.open("p", {{"class", "buttons"}});
  const Button send = view.phase == Phase::review ? Button::confirm : Button::submit;
  button(html, "button", {send, {}}, visit.locale->text("action.submit"));
  html.close();
  other_looks(html, visit);
  return html.take();
}

std::string retry_page(const Visit& visit, const Carried& carried, const View& view) {
  Html html = begin_page(visit, visit.ui("not_submitted"), Links::none);
  describe(html, visit, view.title);
  begin_form(html, visit, carried);
  for (const ViewItem& item : view.items) hide_item(html, item);
  html.open("div", {{"class", "problem"}, {"role", "alert"}, {"tabindex", "-1"}, {"autofocus"}})
      .element("h2", {}, visit.ui("not_submitted"));
  for (const ViewNotice& notice : view.notices) html.element("p", {}, notice.text);
  html.element("p", {}, visit.ui("state_service_down_help")).close();
  html.open("p", {{"class", "buttons"}});
  for (const ViewAction& action : view.actions) {
    button(html, "button", {Button::confirm, {}}, action.label);
  }
  return html.take();
}

std::string receipt_page(const Visit& visit, std::string_view receipt, std::string_view note) {
  Html html = begin_page(visit, visit.ui("stored_title"), Links::none);
  html.open("div", {{"class", "card outcome"}});
  show_face(html, "stored", "64");
  html.element("h1", {}, visit.ui("stored_title"))
      .element("p", {}, note.empty() ? visit.ui("stored_text") : note);
  if (visit.service) {
    html.element("p", {{"class", "quiet"}},
                 visit.service->item_name + " · " + visit.service->org_name);
  }
  html.open("div", {{"class", "receipt"}})
      .element("p", {{"class", "quiet"}}, visit.ui("receipt"))
      .element("p", {{"class", "receipt-number"}}, grouped(receipt))
      .close();
  html.element("p", {}, visit.ui("keep_receipt"));
  if (!visit.receipt_page.empty()) {
    // The fragment is not part of any request, so it is in nobody's log.
    const std::string address = std::string(visit.receipt_page).append("#").append(receipt);
    html.open("p").element("a", {{"class", "button"}, {"href", address}}, visit.ui("open_receipt"));
  }
  return html.take();
}

std::string notice_page(const Visit& visit, const Notice& notice) {
  Html html = begin_page(visit, notice.title, Links::languages_and_sizes);
  html.open("div", {{"class", "card outcome"}});
  show_face(html, "state", "64");
  html.element("h1", {}, notice.title).element("p", {}, notice.help);
  if (!notice.link.empty()) {
    html.open("p")
        .element("a", {{"class", "button"}, {"href", notice.address}}, notice.link)
        .close();
  }
  if (!notice.code.empty()) {
    html.open("p", {{"class", "quiet small"}}).element("code", {}, notice.code).close();
  }
  return html.take();
}

}  // namespace yiping::collector
