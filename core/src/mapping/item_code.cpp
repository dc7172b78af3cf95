// SPDX-License-Identifier: Apache-2.0
#include "yiping/item_code.hpp"

#include "yiping/text.hpp"

namespace yiping {
namespace {

using Characters = ItemCodePart::Characters;
using Form = std::vector<ItemCodePart>;
using Rule = ItemCodeFault::Rule;

// GB 32100-2015: the value of a character is its place here.
constexpr std::string_view kCredit = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kCreditBody = 17;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool fits(char c, Characters characters) {
  switch (characters) {
    case Characters::digits:
      return is_digit(c);
    case Characters::letters_digits:
      return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    case Characters::credit:
      return kCredit.find(c) != std::string_view::npos;
    case Characters::printable:
      return c > ' ' && c <= '~';
  }
  return false;
}

/// Only the last part of a form varies in length, so what is left over is its.
std::size_t least_of(const Form& form) {
  std::size_t size = 0;
  for (const ItemCodePart& part : form) size += part.least;
  return size;
}

std::size_t most_of(const Form& form) {
  std::size_t size = 0;
  for (const ItemCodePart& part : form) size += part.most;
  return size;
}

bool one_of(const std::vector<std::string>& values, std::string_view text) {
  for (const std::string& value : values) {
    if (value == text) return true;
  }
  return values.empty();
}

void check_part(const ItemCodePart& part, std::string_view text, std::size_t at,
                std::vector<ItemCodeFault>& faults) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (fits(text[i], part.characters)) continue;
    faults.push_back({part.name, Rule::characters, static_cast<std::uint32_t>(at + i)});
    return;
  }
  if (!one_of(part.values, text)) {
    faults.push_back({part.name, Rule::value, static_cast<std::uint32_t>(at)});
  }
  if (part.check != ItemCodePart::Check::gb32100) return;
  if (text.size() != kCreditBody + 1 ||
      credit_check(text.substr(0, kCreditBody)) != text[kCreditBody]) {
    const std::size_t last = text.empty() ? at : at + text.size() - 1;
    faults.push_back({part.name, Rule::check, static_cast<std::uint32_t>(last)});
  }
}

void check_form(const Form& form, std::string_view code, ItemCodeResult& result) {
  std::size_t at = 0;
  for (const ItemCodePart& part : form) {
    const bool last = &part == &form.back();
    const std::string_view text = last ? code.substr(at) : code.substr(at, part.most);
    result.parts.push_back({part.name, std::string(text)});
    check_part(part, text, at, result.faults);
    at += text.size();
  }
}

}  // namespace

Result<ItemCodeResult> check_item_code(const ItemCodeRules& rules, std::string_view kind,
                                       std::string_view code) {
  for (const ItemCodeRule& rule : rules.rules) {
    if (rule.code != kind) continue;
    ItemCodeResult result{rules.id, rules.version, {}, {}};
    for (const Form& form : rule.forms) {
      // The characters of a code are ASCII; others are faults of their part, counted as bytes.
      if (code.size() < least_of(form) || code.size() > most_of(form)) continue;
      check_form(form, code, result);
      return result;
    }
    result.faults.push_back({{}, Rule::length, static_cast<std::uint32_t>(code_points(code))});
    return result;
  }
  return Error{ErrorCode::bad_argument, std::string(kind)};
}

std::string_view name_of(ItemCodeFault::Rule rule) {
  switch (rule) {
    case Rule::length:
      return "length";
    case Rule::characters:
      return "characters";
    case Rule::check:
      return "check";
    case Rule::value:
      return "value";
  }
  return "";
}

char credit_check(std::string_view seventeen) {
  if (seventeen.size() != kCreditBody) return '\0';
  std::size_t sum = 0;
  std::size_t weight = 1;  // 3^i modulo 31
  for (const char c : seventeen) {
    const std::size_t value = kCredit.find(c);
    if (value == std::string_view::npos) return '\0';
    sum += value * weight;
    weight = weight * 3 % kCredit.size();
  }
  return kCredit[(kCredit.size() - sum % kCredit.size()) % kCredit.size()];
}

}  // namespace yiping
