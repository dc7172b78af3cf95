// SPDX-License-Identifier: Apache-2.0
// The questionnaires that this collector serves and checks against, made from assets/ at start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/questionnaire.hpp"

namespace yiping::collector {

/// One version of a questionnaire with all its languages.
struct ServedQuestionnaire {
  struct Language {
    std::string tag;
    std::string pack;    // CBOR
    std::string brotli;  // the same, compressed once at start: a third of the bytes
    std::string etag;    // of the CBOR; the compressed form has its own
  };
  Questionnaire questionnaire;
  std::vector<Language> languages;

  [[nodiscard]] const Language* language(std::string_view tag) const;
};

class Questionnaires {
 public:
  /// Throws std::runtime_error with every fault, each naming its file and member.
  explicit Questionnaires(const std::filesystem::path& assets);

  /// Null when there is no such version.
  [[nodiscard]] const ServedQuestionnaire* find(std::string_view id, std::int64_t version) const;
  /// What an invitation offers.
  [[nodiscard]] const ServedQuestionnaire& offered() const { return *offered_; }

 private:
  std::map<std::pair<std::string, std::int64_t>, ServedQuestionnaire> all_;
  const ServedQuestionnaire* offered_ = nullptr;
};

}  // namespace yiping::collector
