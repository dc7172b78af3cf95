// SPDX-License-Identifier: Apache-2.0
// Chinese input (拼音输入): letters come in, candidates (候选字词) go out.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace yiping::kiosk {

/// Where the build found libgooglepinyin's dictionary.
[[nodiscard]] std::filesystem::path default_pinyin_dictionary();

/// One composition at a time, of one visitor. Learns nothing: what one visitor types changes
/// neither what the next is offered nor any file.
class Pinyin {
 public:
  virtual ~Pinyin() = default;

  /// Appends `a` to `z` or `kSeparator`. Returns false, and changes nothing, for any other
  /// character, for a separator without a letter before it, and beyond `kMaxLetters`.
  virtual bool add(char letter) = 0;
  static constexpr char kSeparator = '\'';  // between syllables: xi'an
  static constexpr std::size_t kMaxLetters = 39;

  /// Takes back what was done last: a letter or a partial choice. False when nothing is composed.
  virtual bool erase() = 0;

  /// What the visitor sees of it: text chosen so far, then the letters still to be chosen for,
  /// split into syllables: "政务 fu wu".
  [[nodiscard]] virtual std::string composition() const = 0;

  /// The same without the spaces, as it is kept when no candidate is taken: "政务fuwu".
  [[nodiscard]] virtual std::string letters() const = 0;

  /// Candidates for the letters still to be chosen for. The first covers all of them, or as many
  /// of the first as are searched at once: eight syllables. None when they begin no syllable.
  [[nodiscard]] virtual std::size_t candidate_count() const = 0;
  /// Empty beyond the last.
  [[nodiscard]] virtual std::string candidate(std::size_t index) const = 0;

  /// Takes a candidate. Returns the whole text once no letter is left, and begins anew; until then
  /// an empty string, and the candidates are those of the remaining letters.
  virtual std::string choose(std::size_t index) = 0;

  /// Forgets the composition; the buffers that held letters are overwritten.
  virtual void reset() = 0;
};

/// Throws std::runtime_error naming the file when it is no dictionary, and when one is open
/// already: the library behind it keeps one state for the process. One thread at a time.
[[nodiscard]] std::unique_ptr<Pinyin> open_pinyin(const std::filesystem::path& dictionary);

}  // namespace yiping::kiosk
