// SPDX-License-Identifier: Apache-2.0
// The questionnaires that this collector serves and checks against, made from assets/ at start.
#pragma once

#include <array>
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

/// What is rated, as far as it has questions of its own. Names of the questionnaires:
/// docs/questionnaire.md.
enum class Occasion : std::uint8_t { service, re_rating, batch, theme, visit, general };
inline constexpr std::size_t kOccasions = 6;

class Questionnaires {
 public:
  /// Throws std::runtime_error with every fault, each naming its file and member.
  explicit Questionnaires(const std::filesystem::path& assets);

  /// Null when there is no such version.
  [[nodiscard]] const ServedQuestionnaire* find(std::string_view id, std::int64_t version) const;
  /// What an invitation offers: the newest version. Assets without the occasion's own have that of
  /// a service.
  [[nodiscard]] const ServedQuestionnaire& offered(Occasion occasion = Occasion::service) const {
    return *offered_[static_cast<std::size_t>(occasion)];
  }

 private:
  std::map<std::pair<std::string, std::int64_t>, ServedQuestionnaire> all_;
  std::array<const ServedQuestionnaire*, kOccasions> offered_{};
};

}  // namespace yiping::collector
