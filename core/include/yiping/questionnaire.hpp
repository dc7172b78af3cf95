// SPDX-License-Identifier: Apache-2.0
// The questionnaire as loaded from a pack: immutable. Format: docs/questionnaire.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/cbor.hpp"
#include "yiping/error.hpp"
#include "yiping/level.hpp"

namespace yiping {

inline constexpr std::size_t kMaxPackBytes = 96 * 1024;
inline constexpr std::size_t kMaxItems = 64;

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

  /// The text of a key; empty when there is none.
  [[nodiscard]] std::string_view find(std::string_view key) const;
  /// The text of a key; the key itself when there is none, so that nothing is ever blank.
  [[nodiscard]] std::string_view text(std::string_view key) const;
};

/// One reason code (指标) of a list, offered at one level, or one option of a question.
struct Option {
  enum class Set : std::uint8_t { base, extension };
  std::string_view code;
  std::optional<Level> level;  // options of a question belong to none
  Set set{};

  [[nodiscard]] bool offered_at(std::optional<Level> chosen) const {
    return !level || level == chosen;
  }
};

/// A versioned reason list, codes unique only inside it; or, version 0, the options of a question.
struct OptionList {
  std::string_view id;
  std::uint32_t version = 0;
  std::vector<Option> codes;

  [[nodiscard]] bool is_reasons() const { return version != 0; }
};

struct Item {
  enum class Kind : std::uint8_t { level, multi, rating, text, single, contact, statement };
  std::string_view id;
  Kind kind{};
  std::string_view label;            // wording key
  std::string_view hint;             // wording key, or empty
  std::size_t list = 0;              // multi, single, contact: index into Questionnaire::lists
  std::uint32_t limit = 0;           // text: code points
  std::string_view purpose;          // text: what a browser may fill in, or empty
  bool beside = false;               // text: travels beside the document
  std::uint32_t notice_version = 0;  // contact: of the notice in `hint`
  std::size_t section = 0;           // index into Questionnaire::sections, if there are any
  std::optional<CborValue> shown_if, enabled_if, required_if;

  [[nodiscard]] bool has_options() const {
    return kind == Kind::multi || kind == Kind::single || kind == Kind::contact;
  }
  [[nodiscard]] bool has_rating() const { return kind == Kind::level || kind == Kind::rating; }
};

struct Section {
  std::string_view id;
  std::string_view title;  // wording key
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
  std::string_view hash;      // hex SHA-256 of the authored form
  std::string_view title;     // wording key
  std::vector<Level> levels;  // offered, best first
  std::vector<Section> sections;
  std::vector<Item> items;
  std::vector<std::uint8_t> by_id;  // indices of items in the order of their ids
  std::vector<OptionList> lists;
  std::vector<Locale> locales;
  std::vector<std::vector<std::uint8_t>> packs;

  [[nodiscard]] const Item* item(std::string_view item_id) const;
  [[nodiscard]] bool offers(Level level) const;
  [[nodiscard]] const Locale* locale(std::string_view language) const;
};

[[nodiscard]] std::string_view name_of(Item::Kind kind);

/// Prefix and name in one: "level." and "satisfied".
[[nodiscard]] std::string wording_key(std::string_view prefix, std::string_view name);

/// "reason.<list>.<code>": where a locale holds a code's wording.
[[nodiscard]] std::string reason_key(const OptionList& list, const Option& code);

/// The ways to be known (匿名, 仅回访可见, 实名), the codes of a contact's list in this order.
inline constexpr std::array<std::string_view, 3> kContactWays{"anonymous", "call_back", "named"};

/// Reads a pack: the questionnaire and its one locale. Every wording key must have its text.
Result<Questionnaire> read_pack(std::span<const std::uint8_t> pack);

/// Adds the locale of another pack of the same questionnaire. A language that is there stays.
Status add_locale(Questionnaire& questionnaire, std::span<const std::uint8_t> pack);

}  // namespace yiping
