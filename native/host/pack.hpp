// SPDX-License-Identifier: Apache-2.0
// From authored files (assets/) to packs that a core reads. Formats: docs/questionnaire.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::host {

/// One thing wrong in one authored file.
struct Fault {
  std::filesystem::path path;
  std::string pointer;  // RFC 6901; empty for the file as a whole
  std::string rule;     // what must hold
  std::string remedy;   // what to do
};

/// "path: pointer: rule. remedy", on one line.
[[nodiscard]] std::string describe(const Fault& fault);

/// A questionnaire in one language, as GET /v1/questionnaires/{id}/{version}?lang= serves it.
struct Pack {
  std::string questionnaire;
  std::uint32_t version = 0;
  std::string language;
  std::string hash;  // 64 hex digits, the same for every language
  std::vector<std::uint8_t> cbor;
};

/// No faults: the packs are whole. Else there are none.
struct Packs {
  std::vector<Pack> packs;
  std::vector<Fault> faults;
  [[nodiscard]] explicit operator bool() const { return faults.empty(); }
};

/// The pack of `assets/questionnaires/<id>.json` in `language`. Each is opened by the core before
/// it is handed out.
[[nodiscard]] Packs make_pack(const std::filesystem::path& assets, std::string_view id,
                              std::string_view language);

/// Every questionnaire of the folder in each of its languages, by id then language.
[[nodiscard]] Packs make_packs(const std::filesystem::path& assets);

/// Every fault of one file, told apart by its `schema` member: questionnaire, reasons, locale.
/// A questionnaire is also checked against the lists and locales beside it.
[[nodiscard]] std::vector<Fault> lint(const std::filesystem::path& file);

}  // namespace yiping::host
