// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/text_engine/keyboard.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "kiosk/ui/text_engine/wipe.hpp"

namespace yiping::kiosk {
namespace {

Key character(std::string_view name, std::string_view text, float width = 1) {
  return {"key." + std::string(name), std::string(text), KeyKind::character, width};
}

Key function(KeyKind kind, std::string_view name, float width) {
  return {"key." + std::string(name), "keyboard." + std::string(name), kind, width};
}

Key mode_key(std::string_view mode, float width) {
  return {"key.mode_" + std::string(mode), "keyboard." + std::string(mode), KeyKind::mode, width};
}

KeyRow letters(std::string_view row, Shift shift) {
  KeyRow keys;
  for (const char letter : row) {
    const char shown = shift == Shift::on ? static_cast<char>(letter - 'a' + 'A') : letter;
    keys.push_back(character({&letter, 1}, {&shown, 1}));
  }
  return keys;
}

/// Names and texts in turn.
KeyRow characters(std::initializer_list<std::pair<std::string_view, std::string_view>> row) {
  KeyRow keys;
  for (const auto& [name, text] : row) keys.push_back(character(name, text));
  return keys;
}

Key space(float width) { return function(KeyKind::space, "space", width); }
Key erase(float width) { return function(KeyKind::erase, "erase", width); }
Key done(float width) { return function(KeyKind::done, "done", width); }

/// `first` and the erasing key on either side of the third row of letters.
std::vector<KeyRow> letter_page(Shift shift, Key first, KeyRow last) {
  KeyRow third{std::move(first)};
  std::ranges::move(letters("zxcvbnm", shift), std::back_inserter(third));
  third.push_back(erase(1.5F));
  return {letters("qwertyuiop", shift), letters("asdfghjkl", shift), std::move(third),
          std::move(last)};
}

std::vector<KeyRow> pinyin_page() {
  return letter_page(
      Shift::off, function(KeyKind::separator, "separator", 1.5F),
      {mode_key("english", 1.25F), mode_key("digits", 1.25F), mode_key("symbols", 1.25F),
       character("comma", "，"), space(2.5F), character("full_stop", "。"), done(1.75F)});
}

std::vector<KeyRow> english_page(Shift shift) {
  return letter_page(
      shift, function(KeyKind::shift, "shift", 1.5F),
      {mode_key("pinyin", 1.25F), mode_key("digits", 1.25F), mode_key("symbols", 1.25F),
       character("latin_comma", ","), space(2.5F), character("latin_full_stop", "."), done(1.75F)});
}

std::vector<KeyRow> digit_page() {
  const auto digit = [](std::string_view one) { return character(one, one, 2.5F); };
  return {{digit("1"), digit("2"), digit("3"), erase(2.5F)},
          {digit("4"), digit("5"), digit("6"), space(2.5F)},
          {digit("7"), digit("8"), digit("9"), character("latin_full_stop", ".", 2.5F)},
          {mode_key("pinyin", 1.25F), mode_key("english", 1.25F), digit("0"),
           mode_key("symbols", 2.5F), done(2.5F)}};
}

std::vector<KeyRow> symbol_page() {
  KeyRow third = characters({{"at", "@"},
                             {"hash", "#"},
                             {"percent", "%"},
                             {"ampersand", "&"},
                             {"plus", "+"},
                             {"minus", "-"},
                             {"equals", "="},
                             {"slash", "/"}});
  third.push_back(erase(2));
  return {characters({{"comma", "，"},
                      {"full_stop", "。"},
                      {"question", "？"},
                      {"exclamation", "！"},
                      {"enumeration", "、"},
                      {"colon", "："},
                      {"semicolon", "；"},
                      {"quote_open", "“"},
                      {"quote_close", "”"},
                      {"ellipsis", "…"}}),
          characters({{"bracket_open", "（"},
                      {"bracket_close", "）"},
                      {"title_open", "《"},
                      {"title_close", "》"},
                      {"dash", "—"},
                      {"middle_dot", "·"},
                      {"wave", "～"},
                      {"yuan", "￥"},
                      {"degree", "℃"}}),
          std::move(third),
          {mode_key("pinyin", 1.25F), mode_key("english", 1.25F), mode_key("digits", 1.25F),
           space(4), done(2.25F)}};
}

std::vector<KeyRow> page(KeyboardMode mode, Shift shift) {
  switch (mode) {
    case KeyboardMode::pinyin:
      return pinyin_page();
    case KeyboardMode::english:
      return english_page(shift);
    case KeyboardMode::digits:
      return digit_page();
    case KeyboardMode::symbols:
      return symbol_page();
  }
  return {};
}

constexpr std::array kModes{KeyboardMode::pinyin, KeyboardMode::english, KeyboardMode::digits,
                            KeyboardMode::symbols};

KeyboardMode mode_of(const Key& key) {
  if (key.name == "key.mode_english") return KeyboardMode::english;
  if (key.name == "key.mode_digits") return KeyboardMode::digits;
  if (key.name == "key.mode_symbols") return KeyboardMode::symbols;
  return KeyboardMode::pinyin;
}

}  // namespace

void Keyboard::reset(KeyboardMode mode) {
  pinyin_.reset();
  refresh();
  show(mode, Shift::off);
}

KeyResult Keyboard::press(std::string_view name) {
  for (const KeyRow& row : rows_) {
    const auto key = std::ranges::find(row, name, &Key::name);
    // A copy: the page may change under it.
    if (key != row.end()) return press(Key(*key));
  }
  return {};
}

KeyResult Keyboard::press(const Key& key) {
  switch (key.kind) {
    case KeyKind::character:
      return type(key.label);
    case KeyKind::separator:
      compose(Pinyin::kSeparator);
      return {};
    case KeyKind::shift:
      show(mode_, shift_ == Shift::on ? Shift::off : Shift::on);
      return {};
    case KeyKind::space:
      if (composition_.empty()) return {.commit = " "};
      return candidates_.empty() ? KeyResult{.commit = take_letters()} : candidate(0);
    case KeyKind::erase:
      if (composition_.empty()) return {.erase = true};
      pinyin_.erase();
      refresh();
      return {};
    case KeyKind::mode:
      return change_mode(mode_of(key));
    case KeyKind::done:
      return {.commit = take_letters(), .close = true};
  }
  return {};
}

KeyResult Keyboard::change_mode(KeyboardMode mode) {
  show(mode, Shift::off);
  // On the pages of digits and symbols the composition waits for its punctuation.
  if (mode != KeyboardMode::english) return {};
  return {.commit = take_letters()};
}

KeyResult Keyboard::type(const std::string& character) {
  const bool letter = character.size() == 1 && character[0] >= 'a' && character[0] <= 'z';
  if (mode_ == KeyboardMode::pinyin && letter) {
    compose(character[0]);
    return {};
  }
  KeyResult result{.commit = take_first_candidates()};
  result.commit += character;
  if (shift_ == Shift::on) show(mode_, Shift::off);
  return result;
}

KeyResult Keyboard::candidate(std::size_t index) {
  if (index >= candidates_.size()) return {};
  KeyResult result{.commit = pinyin_.choose(first_candidate_ + index)};
  refresh();
  return result;
}

bool Keyboard::has_next_page() const {
  return first_candidate_ + kCandidatesPerPage < pinyin_.candidate_count();
}

void Keyboard::previous_page() {
  if (has_previous_page()) show_candidates(first_candidate_ - kCandidatesPerPage);
}

void Keyboard::next_page() {
  if (has_next_page()) show_candidates(first_candidate_ + kCandidatesPerPage);
}

void Keyboard::compose(char letter) {
  if (pinyin_.add(letter)) refresh();
}

std::string Keyboard::take_first_candidates() {
  std::string text;
  while (text.empty() && pinyin_.candidate_count() > 0) text = pinyin_.choose(0);
  text += take_letters();
  return text;
}

std::string Keyboard::take_letters() {
  std::string text = pinyin_.letters();
  pinyin_.reset();
  refresh();
  return text;
}

void Keyboard::show(KeyboardMode mode, Shift shift) {
  mode_ = mode;
  shift_ = shift;
  rows_ = page(mode, shift);
}

void Keyboard::refresh() {
  wipe(composition_);
  composition_ = pinyin_.composition();
  show_candidates(0);
}

void Keyboard::show_candidates(std::size_t first) {
  for (std::string& candidate : candidates_) wipe(candidate);
  candidates_.clear();
  first_candidate_ = first;
  const std::size_t end = std::min(first + kCandidatesPerPage, pinyin_.candidate_count());
  for (std::size_t i = first; i < end; ++i) candidates_.push_back(pinyin_.candidate(i));
}

std::vector<std::string> keyboard_wording() {
  std::vector<std::string> keys;
  for (const KeyboardMode mode : kModes) {
    for (const KeyRow& row : page(mode, Shift::off)) {
      for (const Key& key : row) {
        if (key.kind != KeyKind::character) keys.push_back(key.label);
      }
    }
  }
  std::ranges::sort(keys);
  keys.erase(std::ranges::unique(keys).begin(), keys.end());
  return keys;
}

}  // namespace yiping::kiosk
