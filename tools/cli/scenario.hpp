// SPDX-License-Identifier: Apache-2.0
// Plays a scenario file on the core. Format: docs/scenarios.md; its twin for the web's cores is
// tests/support/scenario.mjs.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "host/json.hpp"

namespace yiping::cli {

struct Played {
  std::string name;
  std::vector<std::string> failures;  // none: the scenario holds
  std::string document;               // the last evaluation document; empty when none was made
};

/// The pack that a scenario is played on.
struct Wanted {
  std::string questionnaire;
  std::string language;
  std::string assets;  // folder, as seen from the shelf's own
  std::string item;    // item code whose overlays apply; empty for none
  auto operator<=>(const Wanted&) const = default;
};

/// Packs made from an assets folder, each once. Throws std::runtime_error with its first fault.
class Shelf {
 public:
  explicit Shelf(std::filesystem::path assets) : assets_(std::move(assets)) {}
  const std::vector<std::uint8_t>& pack(const Wanted& wanted);

 private:
  std::filesystem::path assets_;
  std::map<Wanted, std::vector<std::uint8_t>> packs_;
};

/// What a scenario is played on: the core through its C ABI, or a host through its touches.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual void open(std::span<const std::uint8_t> pack, const std::string& language,
                    std::span<const std::uint8_t> submission, std::uint32_t area) = 0;
  virtual void add_language(std::span<const std::uint8_t> pack) = 0;
  /// One step's intent. Throws Refused, or NotOffered where a person has nothing to touch for it.
  virtual void act(const std::string& intent, const host::Json& value, std::uint32_t now) = 0;
  virtual void save_and_restore() = 0;
  [[nodiscard]] virtual std::string view() = 0;
  /// digest, document, receipt, and contact where there is one; nothing before a submission.
  [[nodiscard]] virtual std::optional<host::Json> evaluation() = 0;
};

/// An intent that this stage has no way to express: as good as any refusal.
class NotOffered : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[nodiscard]] Played play(const host::Json& scenario, Shelf& shelf, Stage& stage);
/// On the core itself.
[[nodiscard]] Played play(const host::Json& scenario, Shelf& shelf);

/// The value at a dotted path of a View: "items.reasons.selected". Null when there is nothing.
[[nodiscard]] host::Json look_up(const host::Json& view, std::string_view path);

}  // namespace yiping::cli
