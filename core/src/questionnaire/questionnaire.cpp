// SPDX-License-Identifier: Apache-2.0
#include "yiping/questionnaire.hpp"

namespace yiping {

std::string_view Locale::text(std::string_view key) const {
  for (const Text& text : texts) {
    if (text.key == key) return text.value;
  }
  return key;
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
  }
  return "";
}

}  // namespace yiping
