// SPDX-License-Identifier: Apache-2.0
// A session as a host draws it. Format: docs/view.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "yiping/session.hpp"

namespace yiping {

inline constexpr std::uint32_t kViewVersion = 1;

struct ViewOption {
  std::string id;
  std::string label;
  bool selected = false;
  std::string group;  // multi: "base" or "extension"
};

struct ViewItem {
  std::string id;
  Item::Kind kind{};
  std::string label;
  std::string hint;
  bool required = false;
  std::vector<ViewOption> options;
  std::string value;           // text: as typed
  std::uint32_t limit = 0;     // text: code points
  std::int32_t remaining = 0;  // text: negative past the limit
  std::string error;
};

struct ViewAction {
  std::string id;
  std::string label;
  bool enabled = false;
  std::string reason;  // why not
};

struct ViewNotice {
  std::string id;
  std::string text;
};

struct ViewError {
  std::string item;
  ErrorCode code{};
  std::string text;
};

struct View {
  std::uint32_t revision = 0;
  Phase phase{};
  std::string language;
  std::string direction;
  std::string writing_mode;
  std::string title;
  std::vector<ViewItem> items;
  std::vector<ViewAction> actions;
  std::vector<ViewNotice> notices;
  std::vector<ViewError> errors;
  std::string announcement;
  std::string focus;
  std::string receipt;
};

[[nodiscard]] View view_of(const Session& session);

/// JSON, as docs/view.md shows it.
[[nodiscard]] std::string write_view(const View& view);

}  // namespace yiping
