// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/text_engine/pinyin.hpp"

#include <googlepinyin/pinyinime.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <span>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "kiosk/ui/text_engine/wipe.hpp"

namespace yiping::kiosk {
namespace {

// libgooglepinyin searches in pools of 100 and 600 entries and does not check their ends: past them
// it aborts or writes where it must not ("aaa…" at 27 letters, "bpbp…" at 35). What fills them is
// syllables, and places where a syllable may end on either side of a consonant (heng'ao, hen'gao).
// So it is shown the beginning of a long composition only: of 40,000 strings bred to fill the pools
// within these limits none took more than 80 and 402 entries.
constexpr std::size_t kWindowLetters = 25;
constexpr std::size_t kWindowSyllables = 8;
constexpr std::size_t kWindowAmbiguities = 3;

using Units = std::array<ime_pinyin::char16, Pinyin::kMaxLetters + 1>;

std::span<const ime_pinyin::char16> candidate_units(std::size_t index, Units& buffer) {
  if (ime_pinyin::im_get_candidate(index, buffer.data(), buffer.size()) == nullptr) return {};
  return {buffer.begin(), std::ranges::find(buffer, ime_pinyin::char16{0})};
}

std::string to_utf8(std::span<const ime_pinyin::char16> units) {
  std::string out;
  for (const std::uint32_t unit : units) {  // all Chinese of the dictionary: three bytes each
    out += static_cast<char>(0xE0U | unit >> 12U);
    out += static_cast<char>(0x80U | (unit >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (unit & 0x3FU));
  }
  return out;
}

std::size_t ambiguities(std::string_view letters) {
  constexpr std::string_view kVowels = "aeiouv";
  std::size_t count = 0;
  for (std::size_t i = 1; i + 1 < letters.size(); ++i) {
    const bool joins_either = letters[i] == 'n' || letters[i] == 'g' || letters[i] == 'r';
    const bool ended = letters[i - 1] == 'n' || kVowels.find(letters[i - 1]) != kVowels.npos;
    const bool begins = letters[i + 1] == 'a' || letters[i + 1] == 'e' || letters[i + 1] == 'o';
    if (joins_either && ended && begins) ++count;
  }
  return count;
}

/// The library knows 略 as `lue` only; `lve` is as usual.
std::string as_spelt(std::string letters) {
  for (const std::string_view syllable : {"lve", "nve"}) {
    for (auto at = letters.find(syllable); at != letters.npos; at = letters.find(syllable, at)) {
      letters[at + 1] = 'u';
    }
  }
  return letters;
}

bool is_dictionary(const std::filesystem::path& file) {
  // The library trusts the sizes that it reads: an empty or foreign file must not reach it.
  constexpr std::uintmax_t kSmallest = 500'000;
  std::error_code error;
  return std::filesystem::is_regular_file(file, error) &&
         std::filesystem::file_size(file, error) >= kSmallest;
}

std::atomic_flag is_open = ATOMIC_FLAG_INIT;

/// Searches only. What the library calls choosing is where it learns, so a choice is made here: the
/// letters that a candidate covers are taken off the front, and the rest is searched anew.
class GooglePinyin final : public Pinyin {
 public:
  GooglePinyin() = default;
  GooglePinyin(const GooglePinyin&) = delete;
  GooglePinyin& operator=(const GooglePinyin&) = delete;
  ~GooglePinyin() override {
    reset();
    ime_pinyin::im_close_decoder();
    is_open.clear();
  }

  bool add(char letter) override {
    const bool separates = letter == kSeparator;
    if (!separates && (letter < 'a' || letter > 'z')) return false;
    if (separates && (letters_.empty() || letters_.back() == kSeparator)) return false;
    std::size_t used = letters_.size();
    for (const Choice& choice : choices_) used += choice.letters.size();
    if (used >= kMaxLetters) return false;
    letters_ += letter;
    search();
    return true;
  }

  bool erase() override {
    const bool chose_last = !choices_.empty() && choices_.back().left >= letters_.size();
    if (chose_last) {
      letters_.insert(0, choices_.back().letters);
      drop_last_choice();
    } else if (!letters_.empty()) {
      letters_.pop_back();
    } else {
      return false;
    }
    search();
    return true;
  }

  [[nodiscard]] std::string composition() const override {
    std::string out = chosen();
    std::size_t from = 0;
    const auto append = [&](std::size_t to) {
      if (!out.empty() && to > from) out += ' ';
      out.append(letters_, from, to - from);
      from = to;
    };
    for (const std::size_t end : syllable_ends_) append(end);
    append(letters_.size());
    return out;
  }

  [[nodiscard]] std::string letters() const override {
    std::string out = chosen();
    std::ranges::copy_if(letters_, std::back_inserter(out),
                         [](char letter) { return letter != kSeparator; });
    return out;
  }

  [[nodiscard]] std::size_t candidate_count() const override { return candidate_count_; }

  [[nodiscard]] std::string candidate(std::size_t index) const override {
    if (index >= candidate_count_) return {};
    Units buffer{};
    return to_utf8(candidate_units(index, buffer));
  }

  std::string choose(std::size_t index) override {
    if (index >= candidate_count_) return {};
    Units buffer{};
    const auto units = candidate_units(index, buffer);
    if (units.empty()) return {};
    // A candidate has one character for each syllable that it covers.
    const std::size_t end = syllable_ends_[std::min(units.size(), syllable_ends_.size()) - 1];
    choices_.push_back({to_utf8(units), letters_.substr(0, end), letters_.size() - end});
    letters_.erase(0, end);
    if (!letters_.empty()) {
      search();
      return {};
    }
    std::string text = chosen();
    reset();
    return text;
  }

  void reset() override {
    wipe(letters_);
    while (!choices_.empty()) drop_last_choice();
    syllable_ends_.clear();
    candidate_count_ = 0;
    // As long as any composition, and of few syllables: the library's own buffer is written over.
    constexpr std::string_view kFiller = "chuangchuangchuangchuangchuangchuangchu";
    static_assert(kFiller.size() == kMaxLetters);
    ime_pinyin::im_reset_search();
    ime_pinyin::im_search(kFiller.data(), kFiller.size());
    ime_pinyin::im_reset_search();
  }

 private:
  struct Choice {
    std::string text;
    std::string letters;   // that it covers
    std::size_t left = 0;  // letters that were left when it was made
  };

  [[nodiscard]] std::string chosen() const {
    std::string out;
    for (const Choice& choice : choices_) out += choice.text;
    return out;
  }

  void drop_last_choice() {
    wipe(choices_.back().text);
    wipe(choices_.back().letters);
    choices_.pop_back();
  }

  void search() {
    // Letter by letter, to stop before the library's pools are full; and from nothing each time,
    // since an incremental search does not give back all that it took.
    std::string spelt = as_spelt(letters_);
    std::size_t window = 0;
    bool full = false;
    ime_pinyin::im_reset_search();
    while (!full && window < spelt.size()) {
      const std::string_view next = std::string_view(spelt).substr(0, window + 1);
      full = next.size() > kWindowLetters || ambiguities(next) > kWindowAmbiguities;
      if (full) break;
      search_to(next);
      if (syllable_ends_.empty() || syllable_ends_.back() < next.size()) break;  // no such syllable
      window = next.size();
      full = syllable_ends_.size() > kWindowSyllables;
    }
    // Where the window ends, the last syllable may go on behind it.
    if (full) window = syllable_ends_[syllable_ends_.size() - 2];
    ime_pinyin::im_reset_search();
    syllable_ends_.clear();
    candidate_count_ = window == 0 ? 0 : search_to(std::string_view(spelt).substr(0, window));
    wipe(spelt);
  }

  std::size_t search_to(std::string_view letters) {
    const std::size_t found = ime_pinyin::im_search(letters.data(), letters.size());
    const ime_pinyin::uint16* starts = nullptr;
    const std::size_t syllables = ime_pinyin::im_get_spl_start_pos(starts);
    syllable_ends_.assign(starts + 1, starts + 1 + syllables);
    return found;
  }

  std::string letters_;  // still to be chosen for
  std::vector<Choice> choices_;
  std::vector<std::size_t> syllable_ends_;  // within the window, ascending
  std::size_t candidate_count_ = 0;
};

}  // namespace

std::filesystem::path default_pinyin_dictionary() { return YIPING_PINYIN_DICTIONARY; }

std::unique_ptr<Pinyin> open_pinyin(const std::filesystem::path& dictionary) {
  if (!is_dictionary(dictionary)) {
    throw std::runtime_error("拼音词典 " + dictionary.string() +
                             " 无法读取：请安装 libgooglepinyin0 / cannot read this pinyin "
                             "dictionary: install libgooglepinyin0");
  }
  if (is_open.test_and_set()) {
    throw std::runtime_error(
        "拼音引擎已打开：一个进程只能有一个 / pinyin is open already: a process "
        "has one");
  }
  // A user dictionary that cannot be opened is left out, and without one nothing is learnt.
  if (!ime_pinyin::im_open_decoder(dictionary.c_str(), "/dev/null/none")) {
    is_open.clear();
    throw std::runtime_error("拼音词典 " + dictionary.string() +
                             " 格式不符：请重新安装 libgooglepinyin0 / not a pinyin dictionary: "
                             "install libgooglepinyin0 again");
  }
  return std::make_unique<GooglePinyin>();
}

}  // namespace yiping::kiosk
