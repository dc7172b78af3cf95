// SPDX-License-Identifier: Apache-2.0
// The frame of every page of the form, and what its pages share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/form/html.hpp"
#include "collector/form/posted.hpp"
#include "collector/form/wording.hpp"
#include "collector/store.hpp"
#include "yiping/view.hpp"

namespace yiping::collector {

enum class Look : std::uint8_t { standard, elder };

/// One request for a page: how it is to be said and shown, and what it is about.
struct Visit {
  const FormWording& wording;
  const Locale* locale = nullptr;
  std::vector<const Locale*> languages;  // all that the form speaks
  std::string questionnaire;             // version_of
  Look look = Look::standard;
  std::string_view stylesheet;    // address; empty: none was built
  std::string_view receipt_page;  // address; empty: there is none
  std::optional<ReportedService> service;

  /// Of form.json.
  [[nodiscard]] std::string_view say(std::string_view key) const;
  /// Of the locale: "ui." and the key.
  [[nodiscard]] std::string_view ui(std::string_view key) const;
};

struct Value {
  std::string_view name;
  std::string_view text;
};

/// Puts values in place of `{name}`.
[[nodiscard]] std::string filled(std::string_view text, std::initializer_list<Value> values);

/// The day of a time in UTC+8, in words.
[[nodiscard]] std::string day_text(const Visit& visit, Seconds time);

/// "?lang=zh-Hans&mode=elder": the same page in this language and look.
[[nodiscard]] std::string address_of(std::string_view language, Look look);

/// Links to other languages and sizes: not on a page that holds answers or a receipt, because
/// another address knows nothing of them.
enum class Links : std::uint8_t { none, languages_and_sizes };

/// Up to the inside of `main`. `title` is the document's.
[[nodiscard]] Html begin_page(const Visit& visit, std::string_view title, Links links);

/// What is being rated.
void describe(Html& html, const Visit& visit, std::string_view title);

/// A form element that posts to this address, with what is carried.
void begin_form(Html& html, const Visit& visit, const Carried& carried);
void button(Html& html, std::string_view kind, const Pressed& pressed, std::string_view label);

}  // namespace yiping::collector
