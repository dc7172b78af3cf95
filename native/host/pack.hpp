// SPDX-License-Identifier: Apache-2.0
// From authored files (assets/) to packs that a core reads. Formats: docs/questionnaire.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "host/fault.hpp"
#include "host/overlay.hpp"

namespace yiping::host {

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

/// The pack of `assets/questionnaires/<id>.json` in `language`, with the overlays that fit `place`.
/// Any language that has a locale may be asked for, as long as one of the languages that stand in
/// for it has texts. Each pack is opened by the core before it is handed out.
[[nodiscard]] Packs make_pack(const std::filesystem::path& assets, std::string_view id,
                              std::string_view language, const Place& place = {});

/// Every questionnaire of the folder in each language that it has texts in, by id then language;
/// without overlays.
[[nodiscard]] Packs make_packs(const std::filesystem::path& assets);

/// What was merged, in each language that it has texts in.
[[nodiscard]] Packs make_packs_of(const std::filesystem::path& assets, const Merged& merged);

}  // namespace yiping::host
