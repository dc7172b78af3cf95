// SPDX-License-Identifier: Apache-2.0
// The keyboard on the screen (软键盘) as a model: which keys there are, and what a press does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/text_engine/pinyin.hpp"

namespace yiping::kiosk {

enum class KeyboardMode : std::uint8_t { pinyin, english, digits, symbols };

enum class Shift : std::uint8_t { off, on };  // on: the next letter is a capital

enum class KeyKind : std::uint8_t {
  character,  // commits or composes its label
  shift,
  separator,  // between two syllables: xi'an
  space,
  erase,
  mode,
  done,
};

struct Key {
  std::string name;  // "key.q", "key.comma", "key.space", "key.mode_english"; unique on its page
  /// A character is shown as it is; any other kind has a wording key, "keyboard.erase".
  std::string label;
  KeyKind kind{};
  float width = 1;  // key units; a row has at most kKeyboardColumns, shorter ones are centred
};
inline constexpr float kKeyboardColumns = 10;

using KeyRow = std::vector<Key>;

/// What the host does with the text field, in this order.
struct KeyResult {
  std::string commit{};  // text to append
  bool erase = false;    // take away the last character of the field
  bool close = false;

  friend bool operator==(const KeyResult&, const KeyResult&) = default;
};

class Keyboard {
 public:
  /// `pinyin` must outlive it, and serves this keyboard only.
  explicit Keyboard(Pinyin& pinyin) : pinyin_(pinyin) { reset(); }

  /// A new visitor or a new field: nothing composed, no shift; letters are overwritten.
  void reset(KeyboardMode mode = KeyboardMode::pinyin);

  [[nodiscard]] KeyboardMode mode() const { return mode_; }
  [[nodiscard]] bool shifted() const { return shift_ == Shift::on; }
  /// Four rows, top to bottom.
  [[nodiscard]] const std::vector<KeyRow>& rows() const { return rows_; }

  /// A name that is not in `rows()` does nothing.
  KeyResult press(std::string_view name);

  /// "zheng wu"; empty when nothing is composed.
  [[nodiscard]] const std::string& composition() const { return composition_; }

  /// The page of candidates shown, at most kCandidatesPerPage.
  [[nodiscard]] const std::vector<std::string>& candidates() const { return candidates_; }
  static constexpr std::size_t kCandidatesPerPage = 6;
  [[nodiscard]] bool has_previous_page() const { return first_candidate_ > 0; }
  [[nodiscard]] bool has_next_page() const;
  void previous_page();
  void next_page();

  /// Takes one of `candidates()`; an index beyond them does nothing.
  KeyResult candidate(std::size_t index);

 private:
  KeyResult press(const Key& key);
  KeyResult change_mode(KeyboardMode mode);
  KeyResult type(const std::string& character);
  void compose(char letter);
  std::string take_first_candidates();
  std::string take_letters();
  void show(KeyboardMode mode, Shift shift);
  void refresh();
  void show_candidates(std::size_t first);

  Pinyin& pinyin_;
  KeyboardMode mode_ = KeyboardMode::pinyin;
  Shift shift_ = Shift::off;
  std::vector<KeyRow> rows_;
  std::string composition_;
  std::vector<std::string> candidates_;
  std::size_t first_candidate_ = 0;
};

/// Every wording key that a label may be, for the check that the wording has them all.
[[nodiscard]] std::vector<std::string> keyboard_wording();

}  // namespace yiping::kiosk
