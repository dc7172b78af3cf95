// SPDX-License-Identifier: Apache-2.0
// A file system of a few megabytes that only this process and its children see.
#pragma once

#include <cstddef>
#include <filesystem>

namespace yiping::faults {

/// Mounted as root, or in a user namespace of its own; while it lives, whatever the process starts
/// sees it too.
class SmallDisk {
 public:
  /// Call it while the process has one thread. Throws Skipped when the machine allows neither.
  SmallDisk(std::filesystem::path folder, std::size_t bytes);
  /// What it holds is left in `<folder>.left`.
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace yiping::faults
