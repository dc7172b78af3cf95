// SPDX-License-Identifier: Apache-2.0
// A session as a host draws it. Format: docs/view.md.
#pragma once

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
  std::string_view group;  // multi: "base" or "extension"
  bool selected = false;
};

struct ViewItem {
  std::string_view id;
  Item::Kind kind{};
  std::string_view label;
  std::string_view hint;
  bool required = false;
  std::vector<ViewOption> options;
  std::string_view value;      // text: as typed
  std::uint32_t limit = 0;     // text: code points
  std::int32_t remaining = 0;  // text: negative past the limit
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
  std::string_view text;
};

struct ViewError {
  std::string_view item;
  ErrorCode code{};
  std::string text;
};

/// Views into the session and its questionnaire: valid until the session's next intent.
struct View {
  std::uint32_t revision = 0;
  Phase phase{};
  const Locale* locale = nullptr;
  std::string_view title;
  std::vector<ViewItem> items;
  std::vector<ViewAction> actions;
  std::vector<ViewNotice> notices;
  std::vector<ViewError> errors;
  std::string announcement;
  std::string_view focus;
  std::string receipt;
};

[[nodiscard]] View view_of(const Session& session);

/// JSON, as docs/view.md shows it.
[[nodiscard]] std::string write_view(const View& view);

}  // namespace yiping
