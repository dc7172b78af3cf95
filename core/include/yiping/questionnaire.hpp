// SPDX-License-Identifier: Apache-2.0
// The questionnaire as loaded from a pack: immutable. Format: docs/questionnaire.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/error.hpp"
#include "yiping/level.hpp"

namespace yiping {

inline constexpr std::size_t kMaxPackBytes = 96 * 1024;

/// Wording in one language, viewing the pack that it came in.
struct Locale {
  struct Text {
    std::string_view key;
    std::string_view value;
  };

  std::string_view language;  // BCP 47: "zh-Hans"
  std::string_view name;      // in itself: "简体中文"
  std::string_view direction;
  std::string_view writing_mode;
  std::vector<Text> texts;

  /// The text of a key; the key itself when there is none, so that nothing is ever blank.
  [[nodiscard]] std::string_view text(std::string_view key) const;
};

/// One reason code (指标) of a list, offered at one level.
struct ReasonCode {
  enum class Set : std::uint8_t { base, extension };
  std::string_view code;
  Level level{};
  Set set{};
};

/// A versioned reason list. Codes are unique only inside it.
struct ReasonList {
  std::string_view id;
  std::uint32_t version = 0;
  std::vector<ReasonCode> codes;
};

struct Item {
  enum class Kind : std::uint8_t { level, multi, rating, text };
  std::string_view id;
  Kind kind{};
  std::string_view label;   // wording key
  std::string_view hint;    // wording key, or empty
  std::size_t list = 0;     // multi: index into Questionnaire::lists
  std::uint32_t limit = 0;  // text: code points
};

/// Owns the packs that every view in it points into, so it moves and is not copied.
struct Questionnaire {
  Questionnaire() = default;
  Questionnaire(Questionnaire&&) = default;
  Questionnaire& operator=(Questionnaire&&) = default;
  Questionnaire(const Questionnaire&) = delete;
  Questionnaire& operator=(const Questionnaire&) = delete;
  ~Questionnaire() = default;

  std::string_view id;
  std::uint32_t version = 0;
  std::string_view hash;   // hex SHA-256 of the authored form
  std::string_view title;  // wording key
  std::vector<Item> items;
  std::vector<ReasonList> lists;
  std::vector<Locale> locales;
  std::vector<std::vector<std::uint8_t>> packs;

  [[nodiscard]] const Item* item(std::string_view item_id) const;
  [[nodiscard]] const Locale* locale(std::string_view language) const;
};

[[nodiscard]] std::string_view name_of(Item::Kind kind);

/// Prefix and name in one: "level." and "satisfied".
[[nodiscard]] std::string wording_key(std::string_view prefix, std::string_view name);

/// "reason.<list>.<code>": where a locale holds a code's wording.
[[nodiscard]] std::string reason_key(const ReasonList& list, const ReasonCode& code);

/// Reads a pack: the questionnaire and its one locale. Every wording key must have its text.
Result<Questionnaire> read_pack(std::span<const std::uint8_t> pack);

/// Adds the locale of another pack of the same questionnaire. A language that is there stays.
Status add_locale(Questionnaire& questionnaire, std::span<const std::uint8_t> pack);

}  // namespace yiping
