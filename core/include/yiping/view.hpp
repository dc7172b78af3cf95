// SPDX-License-Identifier: Apache-2.0
// A session as a host draws it. Format: docs/view.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/session.hpp"

namespace yiping {

inline constexpr std::uint32_t kViewVersion = 1;

struct ViewOption {
  std::string_view id;
  std::string_view label;
  std::string_view official;  // the Chinese wording, beside one that nobody has reviewed
  std::string_view group;     // multi: "base" or "extension"
  bool selected = false;
};

struct ViewItem {
  std::string_view id;
  Item::Kind kind{};
  std::string_view heading;  // title of the section that begins with this item
  std::string_view label;
  std::string_view hint;
  bool required = false;
  bool enabled = true;
  std::vector<ViewOption> options;
  std::string_view value;      // text: as typed
  std::uint32_t limit = 0;     // text: code points
  std::int32_t remaining = 0;  // text: negative past the limit
  std::string_view purpose;    // text: "name", "tel", "email", or empty
  std::string error;
};

struct ViewAction {
  std::string_view id;
  std::string_view label;
  bool enabled = true;
  std::string reason;  // why not
};

struct ViewNotice {
  std::string_view id;
  std::string text;
};

/// Up to N: what a view has few of is not worth a heap.
template <typename T, std::size_t N>
class Few {
 public:
  T& add() { return items_[count_++]; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const T& front() const { return items_[0]; }
  [[nodiscard]] const T& operator[](std::size_t index) const { return items_[index]; }
  [[nodiscard]] T& back() { return items_[count_ - 1]; }
  [[nodiscard]] const T* begin() const { return items_.data(); }
  [[nodiscard]] const T* end() const { return items_.data() + count_; }

 private:
  std::array<T, N> items_{};
  std::size_t count_ = 0;
};

/// Views into the session and its questionnaire: valid until the session's next intent.
struct View {
  std::uint32_t revision = 0;
  Phase phase{};
  const Locale* locale = nullptr;
  std::string_view title;
  std::uint32_t page = 0;  // from 1; 0 when everything is shown at once
  std::uint32_t pages = 0;
  std::vector<ViewItem> items;
  Few<ViewAction, 3> actions;
  Few<ViewNotice, 2> notices;
  std::string announcement;
  std::string_view focus;
  bool undo = false;  // there is a step to take back
  std::string receipt;
};

[[nodiscard]] View view_of(const Session& session);

/// JSON, as docs/view.md shows it.
[[nodiscard]] std::string write_view(const View& view);

}  // namespace yiping
