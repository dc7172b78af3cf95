// SPDX-License-Identifier: Apache-2.0
// A browser without scripts: it fills in what a page offers, and sends what a page holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http_stack.hpp"

namespace yiping::collector::test {

/// One page of /f/{token}, with its form filled in as far as the page did it.
class FormPage {
 public:
  FormPage(std::string token, Reply reply);

  [[nodiscard]] int status() const { return reply_.status; }
  [[nodiscard]] const Reply& reply() const { return reply_; }
  [[nodiscard]] const std::string& html() const { return reply_.body; }
  [[nodiscard]] bool says(std::string_view text) const {
    return html().find(text) != std::string::npos;
  }
  /// Without its hyphens; empty when the page shows none.
  [[nodiscard]] std::string receipt() const;

  /// What would be sent under a name; empty for nothing.
  [[nodiscard]] std::string value(std::string_view name) const;
  /// What radios or checkboxes of a name offer.
  [[nodiscard]] std::vector<std::string> offered(std::string_view name) const;
  [[nodiscard]] bool has_button(std::string_view button) const;

  /// Puts a value in place of those of its name.
  FormPage& set(std::string_view name, std::string value);
  FormPage& add(std::string_view name, std::string value);
  FormPage& remove(std::string_view name);

  /// The body that the button would send.
  [[nodiscard]] std::string body(std::string_view button) const;
  /// Presses a button that the page has.
  [[nodiscard]] FormPage press(const Stack& stack, std::string_view button) const;

 private:
  struct Control {
    std::string name;
    std::string value;
  };
  std::string token_;
  Reply reply_;
  std::string action_;
  std::vector<Control> sent_;
  std::vector<Control> offered_;
  std::vector<std::string> buttons_;
};

[[nodiscard]] FormPage open_form(const Stack& stack, const std::string& token,
                                 const std::string& query = {}, const Headers& headers = {});
[[nodiscard]] FormPage post_form(const Stack& stack, const std::string& token, std::string body,
                                 const std::string& query = {});

}  // namespace yiping::collector::test
