// SPDX-License-Identifier: Apache-2.0
// What the form says beside the View: assets/locales/form.json, and which language a reader gets.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::collector {

class FormWording {
 public:
  /// Throws std::runtime_error naming the file and what it lacks: a citizen never meets a blank.
  explicit FormWording(const std::filesystem::path& file);

  [[nodiscard]] bool speaks(std::string_view language) const {
    return by_language_.contains(language);
  }
  /// Empty for a language that it does not have, and for a key that it does not have.
  [[nodiscard]] std::string_view text(std::string_view key, std::string_view language) const;

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;
  std::map<std::string, Texts, std::less<>> by_language_;
};

/// The language of `offered` that an Accept-Language header (RFC 9110 §12.5.4) likes best: a tag
/// itself, or another one of the same language; the first when it likes none.
[[nodiscard]] std::string_view preferred_language(std::string_view accept_language,
                                                  const std::vector<std::string_view>& offered);

}  // namespace yiping::collector
