// SPDX-License-Identifier: Apache-2.0
// What the kiosk says of itself: assets/locales/kiosk.json. What it asks comes from the View.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace yiping::kiosk {

class Wording {
 public:
  /// Throws std::runtime_error naming the file and the key that lacks a language.
  explicit Wording(const std::filesystem::path& file);

  /// The text of a key; Chinese where the language has none; the key itself when there is none.
  [[nodiscard]] std::string_view text(std::string_view key, std::string_view language) const;

  [[nodiscard]] const std::map<std::string, std::map<std::string, std::string, std::less<>>,
                               std::less<>>&
  all() const {
    return texts_;
  }

 private:
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> texts_;
};

/// `text` with each `{name}` replaced.
[[nodiscard]] std::string fill(std::string_view text, std::string_view name,
                               std::string_view value);

}  // namespace yiping::kiosk
