// SPDX-License-Identifier: Apache-2.0
// Locales and what stands in where one has no text. Format: docs/questionnaire.md.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/checker.hpp"

namespace yiping::host {

/// The locales of one folder, each read once.
class Locales {
 public:
  explicit Locales(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The locale of `language`, its fallback, that one's, and zh-Hans last. Faults: a file that is
  /// missing or broken, and a circle; the chain is empty then. It points into this object.
  [[nodiscard]] std::vector<const Authored*> chain(const std::string& language,
                                                   std::vector<Fault>& faults);

  [[nodiscard]] std::filesystem::path path_of(const std::string& language) const {
    return folder_ / (language + ".json");
  }

 private:
  struct Read {
    Authored locale;
    std::vector<Fault> faults;
  };

  const Read& read(const std::string& language);

  std::filesystem::path folder_;
  std::map<std::string, Read> read_;
};

/// A locale against the others beside it: its chain, keys that zh-Hans has, the same placeholders.
void check_beside_locales(const Authored& locale, std::vector<Fault>& faults);

}  // namespace yiping::host
