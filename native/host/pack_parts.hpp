// SPDX-License-Identifier: Apache-2.0
// What a pack is put together from. Used by pack.cpp alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/checker.hpp"
#include "host/locales.hpp"
#include "host/overlay.hpp"

namespace yiping::host {

/// A questionnaire with overlays merged, and its reason lists: what the hash is made of.
struct Sources {
  Merged questionnaire;
  std::vector<Authored> lists;
};

[[nodiscard]] Sources load_sources(const std::filesystem::path& assets, Merged questionnaire,
                                   std::vector<Fault>& faults);

/// SHA-256, in hex, of the RFC 8785 form of both as authored.
[[nodiscard]] std::string hash_of(const Sources& sources);

/// The levels that the questionnaire offers, best first.
[[nodiscard]] std::vector<std::string> levels_of(const Json& questionnaire);

/// The definition as a core reads it: own options as lists, sections' conditions in their items.
[[nodiscard]] Json packed_questionnaire(const Sources& sources, const std::string& hash);

/// The texts of one language, each from the first locale of the chain that has it.
[[nodiscard]] Json packed_texts(const Sources& sources, const std::vector<const Authored*>& chain,
                                std::vector<Fault>& faults);

}  // namespace yiping::host
