// SPDX-License-Identifier: Apache-2.0
#include "collector/form/page.hpp"

#include <chrono>
#include <utility>

#include "collector/form/faces.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using Button = Pressed::Button;

constexpr std::chrono::hours kZone{8};  // UTC+8, where the services are given

std::string_view nth_word(std::string_view words, unsigned n) {
  for (; n > 0; --n) words.remove_prefix(std::min(words.find(' ') + 1, words.size()));
  return words.substr(0, words.find(' '));
}

void mark(Html& html) {
  html.open("svg", {{"class", "mark"},
                    {"viewBox", "0 0 36 36"},
                    {"width", "36"},
                    {"height", "36"},
                    {"fill", "none"},
                    {"aria-hidden", "true"}})
      .element("rect", {{"class", "mark-ground"}, {"width", "36"}, {"height", "36"}, {"rx", "9"}},
               {})
      .element("path",
               {{"class", "mark-line"}, {"d", "M8 13h20M10 20v5M14 20v5M18 20v5M22 20v5M26 20v5"}},
               {})
      .close();
}

void links_to_others(Html& html, const Visit& visit) {
  html.open("p", {{"class", "others"}});
  for (const Locale* other : visit.languages) {
    if (other == visit.locale) continue;
    html.element("a",
                 {{"class", "language"},
                  {"lang", other->language},
                  {"hreflang", other->language},
                  {"href", address_of(other->language, visit.look)}},
                 other->name)
        .text(" ");
  }
  const bool is_elder = visit.look == Look::elder;
  html.element(
      "a",
      {{"class", "language"},
       {"href", address_of(visit.locale->language, is_elder ? Look::standard : Look::elder)}},
      is_elder ? visit.say("standard") : visit.ui("elder"));
  html.close();
}

void hidden(Html& html, std::string_view name, std::string_view value) {
  html.empty("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

}  // namespace

std::string_view Visit::say(std::string_view key) const {
  return wording.text(key, locale->language);
}

std::string_view Visit::ui(std::string_view key) const {
  return locale->text(wording_key("ui.", key), key);
}

std::string filled(std::string_view text, std::initializer_list<Value> values) {
  std::string out(text);
  for (const Value& value : values) {
    const std::string placeholder = "{" + std::string(value.name) + "}";
    const std::size_t at = out.find(placeholder);
    if (at != std::string::npos) out.replace(at, placeholder.size(), value.text);
  }
  return out;
}

std::string day_text(const Visit& visit, Seconds time) {
  const std::chrono::sys_seconds there{std::chrono::seconds(time) + kZone};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(there)};
  const unsigned month = static_cast<unsigned>(date.month());
  return filled(visit.say("date"), {{"year", std::to_string(static_cast<int>(date.year()))},
                                    {"month", nth_word(visit.say("months"), month - 1)},
                                    {"day", std::to_string(static_cast<unsigned>(date.day()))}});
}

std::string address_of(std::string_view language, Look look) {
  std::string address = "?lang=" + std::string(language);
  if (look == Look::elder) address += "&mode=elder";
  return address;
}

Html begin_page(const Visit& visit, std::string_view title, Links links) {
  Html html;
  html.open("html", {{"lang", visit.locale->language},
                     {"dir", visit.locale->direction},
                     when(visit.look == Look::elder, {"class", "elder"})});
  html.open("head")
      .empty("meta", {{"charset", "utf-8"}})
      .empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}})
      .empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}})
      .empty("meta", {{"name", "robots"}, {"content", "noindex"}})
      .element("title", {}, std::string(title).append(" · ").append(visit.say("product")));
  if (!visit.stylesheet.empty()) {
    html.empty("link", {{"rel", "stylesheet"}, {"href", visit.stylesheet}});
  }
  html.close();
  html.open("body").element("a", {{"class", "skip"}, {"href", "#main"}}, visit.say("skip"));
  define_faces(html);
  html.open("header", {{"class", "top"}}).open("div", {{"class", "inside"}});
  html.open("div", {{"class", "brand"}});
  mark(html);
  html.open("p")
      .element("strong", {}, visit.say("product"))
      .text(" ")
      .element("span", {}, visit.say("tagline"))
      .close();
  html.close();
  if (links == Links::languages_and_sizes) links_to_others(html, visit);
  html.close().close();
  html.open("main", {{"class", "inside"}, {"id", "main"}, {"tabindex", "-1"}});
  return html;
}

void describe(Html& html, const Visit& visit, std::string_view title) {
  html.open("div", {{"class", "what"}}).element("h1", {}, title);
  if (visit.service) {
    const ReportedService& service = *visit.service;
    html.element("p", {{"class", "service"}}, service.item_name);
    std::string facts = service.org_name;
    for (const std::string& each : {service.service_name, day_text(visit, service.service_time)}) {
      if (!each.empty()) facts.append(" · ").append(each);
    }
    html.element("p", {{"class", "quiet"}}, facts);
  }
  html.close();
}

void begin_form(Html& html, const Visit& visit, const Carried& carried) {
  html.open("form", {{"method", "post"},
                     {"action", address_of(visit.locale->language, visit.look)},
                     {"accept-charset", "utf-8"},
                     {"autocomplete", "off"}});
  hidden(html, kSubmissionField, to_hex(carried.submission));
  hidden(html, kQuestionnaireField, visit.questionnaire);
  if (carried.touched) hidden(html, kTouchedField, std::to_string(*carried.touched));
  if (carried.submitted) hidden(html, kSubmittedField, std::to_string(*carried.submitted));
  for (const Mode mode : carried.modes) hidden(html, kModeField, name_of(mode));
}

void button(Html& html, std::string_view kind, const Pressed& pressed, std::string_view label) {
  html.element("button",
               {{"type", "submit"},
                {"class", kind},
                {"name", kDoField},
                {"value", button_value(pressed)},
                when(pressed.button == Button::language, {"lang", pressed.language})},
               label)
      .text(" ");
}

}  // namespace yiping::collector
