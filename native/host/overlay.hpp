// SPDX-License-Identifier: Apache-2.0
// Overlays: what an item, an office or a region changes in a questionnaire (细化评价问询表单).
// Format and merge rule: docs/questionnaire.md.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "host/checker.hpp"

namespace yiping::host {

/// Where a questionnaire is asked. What is empty fits no overlay that asks for it.
struct Place {
  std::string area;    // 行政区划代码, 6 or 12 digits
  std::string office;  // 统一社会信用代码
  std::string item;    // 事项编码, as the service event has it
  [[nodiscard]] bool is_empty() const { return area.empty() && office.empty() && item.empty(); }
};

/// Where a member of a merged questionnaire was written.
struct Origin {
  std::filesystem::path path;
  std::string pointer;
};

struct Merged {
  Json file;
  std::vector<std::filesystem::path> files;  // the base, then the overlays as applied
  std::map<std::string, Origin> origins;     // by JSON pointer in `file`; else the base

  /// The closest one that is known for `pointer`.
  [[nodiscard]] Origin origin(const std::string& pointer) const;
};

/// Overlays of `assets` on the questionnaire `base` that fit `place`, in the order in which they
/// apply. One that cannot be read is a fault, since it might have fitted.
[[nodiscard]] std::vector<Authored> fitting_overlays(const std::filesystem::path& assets,
                                                     const Authored& base, const Place& place,
                                                     std::vector<Fault>& faults);

/// `base` with each overlay applied. Whether the result is a questionnaire is not asked here.
[[nodiscard]] Merged merge(const Authored& base, const std::vector<Authored>& overlays,
                           std::vector<Fault>& faults);

/// `base` for `place`: read, merged, and checked as a questionnaire, faults told where written.
[[nodiscard]] Merged load_merged(const std::filesystem::path& assets,
                                 const std::filesystem::path& base, const Place& place,
                                 std::vector<Fault>& faults);

/// One overlay alone on its base, whatever the place.
[[nodiscard]] Merged load_alone(const std::filesystem::path& assets, const Authored& overlay,
                                std::vector<Fault>& faults);

}  // namespace yiping::host
