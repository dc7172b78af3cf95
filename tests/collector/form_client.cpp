// SPDX-License-Identifier: Apache-2.0
#include "form_client.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <regex>

namespace yiping::collector::test {
namespace {

using Attributes = std::map<std::string, std::string>;

std::string unescaped(std::string text) {
  for (const auto& [entity, sign] :
       {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"}, std::pair{"&quot;", "\""},
        std::pair{"&#39;", "'"}, std::pair{"&amp;", "&"}}) {
    for (std::size_t at = text.find(entity); at != std::string::npos;
         at = text.find(entity, at + 1)) {
      text.replace(at, std::string_view(entity).size(), sign);
    }
  }
  return text;
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
  return out;
}

Attributes attributes_of(const std::string& tag) {
  static const std::regex kAttribute(R"re(([a-z-]+)="([^"]*)")re");
  Attributes out;
  for (std::sregex_iterator each(tag.begin(), tag.end(), kAttribute), end; each != end; ++each) {
    out[(*each)[1]] = unescaped((*each)[2]);
  }
  return out;
}

/// The start tags of an element, in order.
std::vector<Attributes> tags(const std::string& html, const std::string& element) {
  std::vector<Attributes> out;
  const std::string start = "<" + element + " ";
  for (std::size_t at = html.find(start); at != std::string::npos; at = html.find(start, at + 1)) {
    out.push_back(attributes_of(html.substr(at, html.find('>', at) - at)));
  }
  return out;
}

std::string between(const std::string& html, std::string_view before, std::string_view after) {
  const std::size_t from = html.find(before);
  if (from == std::string::npos) return {};
  const std::size_t start = from + before.size();
  return html.substr(start, html.find(after, start) - start);
}

}  // namespace

FormPage::FormPage(std::string token, Reply reply)
    : token_(std::move(token)), reply_(std::move(reply)) {
  const std::string& html = reply_.body;
  for (const Attributes& form : tags(html, "form")) action_ = form.at("action");
  for (Attributes& input : tags(html, "input")) {
    const bool is_choice = input["type"] != "hidden";
    if (is_choice) offered_.push_back({input["name"], input["value"]});
    if (!is_choice || input.contains("checked")) sent_.push_back({input["name"], input["value"]});
  }
  for (Attributes& area : tags(html, "textarea")) {
    const std::string text = between(html, "<textarea ", "</textarea>");
    // As a parser does: the first line feed is not part of the text.
    sent_.push_back({area["name"], unescaped(text.substr(text.find(">\n") + 2))});
  }
  for (Attributes& button : tags(html, "button")) buttons_.push_back(button["value"]);
}

std::string FormPage::receipt() const {
  std::string number = between(html(), "<p class=\"receipt-number\">", "<");
  std::erase(number, '-');
  return number;
}

std::string FormPage::value(std::string_view name) const {
  for (const Control& control : sent_) {
    if (control.name == name) return control.value;
  }
  return {};
}

std::vector<std::string> FormPage::offered(std::string_view name) const {
  std::vector<std::string> out;
  for (const Control& control : offered_) {
    if (control.name == name) out.push_back(control.value);
  }
  return out;
}

bool FormPage::has_button(std::string_view button) const {
  return std::find(buttons_.begin(), buttons_.end(), button) != buttons_.end();
}

FormPage& FormPage::set(std::string_view name, std::string value) {
  return remove(name).add(name, std::move(value));
}

FormPage& FormPage::add(std::string_view name, std::string value) {
  sent_.push_back({std::string(name), std::move(value)});
  return *this;
}

FormPage& FormPage::remove(std::string_view name) {
  std::erase_if(sent_, [&](const Control& control) { return control.name == name; });
  return *this;
}

std::string FormPage::body(std::string_view button) const {
  std::string out;
  for (const Control& control : sent_) {
    out += encoded(control.name) + "=" + encoded(control.value) + "&";
  }
  return out + "_do=" + encoded(button);
}

FormPage FormPage::press(const Stack& stack, std::string_view button) const {
  INFO(html());
  REQUIRE(has_button(button));
  return post_form(stack, token_, body(button), action_);
}

FormPage open_form(const Stack& stack, const std::string& token, const std::string& query,
                   const Headers& headers) {
  return {token, stack.get("/f/" + token + query, headers)};
}

FormPage post_form(const Stack& stack, const std::string& token, std::string body,
                   const std::string& query) {
  return {token, stack.post("/f/" + token + query, std::move(body),
                            {{"Content-Type", "application/x-www-form-urlencoded"}})};
}

}  // namespace yiping::collector::test
