// SPDX-License-Identifier: Apache-2.0
// The questionnaire as loaded from a pack: immutable. Format: docs/questionnaire.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "yiping/cbor.hpp"
#include "yiping/error.hpp"
#include "yiping/level.hpp"
#include "yiping/rating_way.hpp"

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
  template <typename T>
  requires std::is_same_v<T, std::string> std::string_view text(T&& key)
  const = delete;  // it would view what is gone
  /// The text of a key that is put together, or what stands in for it.
  [[nodiscard]] std::string_view text(std::string_view key, std::string_view otherwise) const;
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

inline constexpr std::size_t kMaxOptions = 128;  // of one list

/// Which options of a list are ticked.
class Ticks {
 public:
  [[nodiscard]] bool test(std::size_t option) const {
    return (words_[option / 32] >> (option % 32) & 1U) != 0;
  }
  void flip(std::size_t option) { words_[option / 32] ^= 1U << (option % 32); }
  [[nodiscard]] std::size_t count() const;

 private:
  std::array<std::uint32_t, kMaxOptions / 32> words_{};
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
  std::string_view hash;    // hex SHA-256 of the authored form
  std::string_view title;   // wording key
  std::uint8_t levels = 0;  // offered: bit by Level
  std::vector<Section> sections;
  std::vector<Item> items;
  std::array<std::uint8_t, kMaxItems> by_id{};  // indices of items in the order of their ids
  std::vector<OptionList> lists;
  std::vector<Locale> locales;
  std::vector<std::string> packs;  // bytes

  [[nodiscard]] const Item* item(std::string_view item_id) const;
  [[nodiscard]] bool offers(Level level) const {
    return (levels >> static_cast<unsigned>(level) & 1U) != 0;
  }
  [[nodiscard]] const Locale* locale(std::string_view language) const;
};

[[nodiscard]] std::string_view name_of(Item::Kind kind);

/// Prefix and name in one: "level." and "satisfied".
[[nodiscard]] std::string wording_key(std::string_view prefix, std::string_view name);

/// "reason.<list>.<code>": where a locale holds a code's wording.
[[nodiscard]] std::string reason_key(const OptionList& list, const Option& code);

/// Reads a pack: the questionnaire and its one locale. Refuses what a session could not hold; the
/// maker of the pack asks the two checks below.
Result<Questionnaire> read_pack(std::span<const std::uint8_t> pack);

/// Whether people can answer it: ids, order, conditions. Errors name the member by JSON pointer.
Status check_definition(const Questionnaire& questionnaire);

/// Fails with `missing_text` and the first wording key that the locale has no text for. In a visit
/// the key itself would stand in.
Status check_texts(const Questionnaire& questionnaire, const Locale& locale);

/// Adds the locale of another pack of the same questionnaire, or `questionnaire_mismatch`. A
/// language that is there stays.
Status add_locale(Questionnaire& questionnaire, std::span<const std::uint8_t> pack);

}  // namespace yiping
