// SPDX-License-Identifier: Apache-2.0
// Writes HTML. Whatever it is given is text: names of elements and attributes alone are code.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::collector {

/// Without a name it is left out; with an empty value it is a boolean one.
struct Attribute {
  std::string_view name;
  std::string_view value = {};
};

using Attributes = std::initializer_list<Attribute>;

/// The attribute when the condition holds, else none.
[[nodiscard]] inline Attribute when(bool holds, Attribute attribute) {
  return holds ? attribute : Attribute{};
}

class Html {
 public:
  Html();

  /// `tag` must outlive the writer: a literal.
  Html& open(std::string_view tag, Attributes attributes = {});
  /// Closes what was opened last.
  Html& close();
  Html& text(std::string_view text);
  /// An element with nothing but text in it.
  Html& element(std::string_view tag, Attributes attributes, std::string_view text);
  /// An element that has no content and no end: input, meta, link.
  Html& empty(std::string_view tag, Attributes attributes);

  /// Closes all that is open.
  [[nodiscard]] std::string take();

 private:
  void start(std::string_view tag, Attributes attributes);
  void escaped(std::string_view text);

  std::string out_;
  std::vector<std::string_view> open_;
};

}  // namespace yiping::collector
