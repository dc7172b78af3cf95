// SPDX-License-Identifier: Apache-2.0
// What a target promises about every input. A broken promise ends the process, so that libFuzzer
// keeps the input; the replay counts how often each promise was looked at and makes each fail once.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace yiping::fuzz {

class Invariant {
 public:
  /// `promise`: a sentence. Invariants are static objects of their target.
  explicit Invariant(std::string_view promise);

  void same(std::string_view actual, std::string_view expected) const;
  void holds(bool condition) const;

  [[nodiscard]] std::string_view promise() const { return promise_; }
  [[nodiscard]] std::size_t looks() const { return looks_; }

  /// Every invariant of this program.
  [[nodiscard]] static const std::vector<const Invariant*>& all();

  /// From now on this one sees another value than the one it is given.
  void spoil() const;

 private:
  /// True when the value that was given must be taken for a wrong one.
  bool look() const;

  std::string_view promise_;
  mutable std::size_t looks_ = 0;
  mutable bool is_spoiled_ = false;
};

}  // namespace yiping::fuzz
