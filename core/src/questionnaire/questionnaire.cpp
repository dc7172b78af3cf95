// SPDX-License-Identifier: Apache-2.0
#include "yiping/questionnaire.hpp"

namespace yiping {

std::size_t Ticks::count() const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < kMaxOptions; ++i) count += test(i) ? 1U : 0U;
  return count;
}

std::string_view Locale::find(std::string_view key) const {
  for (const Text& text : texts) {
    if (text.key == key) return text.value;
  }
  return {};
}

std::string_view Locale::text(std::string_view key) const { return text(key, key); }

std::string_view Locale::text(std::string_view key, std::string_view otherwise) const {
  const std::string_view found = find(key);
  return found.empty() ? otherwise : found;
}

const Item* Questionnaire::item(std::string_view item_id) const {
  for (const Item& item : items) {
    if (item.id == item_id) return &item;
  }
  return nullptr;
}

const Locale* Questionnaire::locale(std::string_view language) const {
  for (const Locale& locale : locales) {
    if (locale.language == language) return &locale;
  }
  return nullptr;
}

std::string_view name_of(Item::Kind kind) {
  switch (kind) {
    case Item::Kind::level:
      return "level";
    case Item::Kind::multi:
      return "multi";
    case Item::Kind::rating:
      return "rating";
    case Item::Kind::text:
      return "text";
    case Item::Kind::single:
      return "single";
    case Item::Kind::contact:
      return "contact";
    case Item::Kind::statement:
      return "statement";
  }
  return "";
}

}  // namespace yiping
