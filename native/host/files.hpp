// SPDX-License-Identifier: Apache-2.0
// Whole files, read and written. Errors are texts for an operator; they name the path.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::host {

inline constexpr std::size_t kMaxFileBytes = std::size_t{16} * 1024 * 1024;

/// True when `bytes` hold the file; else `error` says why not.
struct FileBytes {
  std::string bytes;
  std::string error;
  [[nodiscard]] explicit operator bool() const { return error.empty(); }
};

/// Refuses what is not a regular file and what is larger than `limit`.
[[nodiscard]] FileBytes read_file(const std::filesystem::path& path,
                                  std::size_t limit = kMaxFileBytes);

enum class Access : std::uint8_t { everyone, owner };  // who may read a file

/// All or nothing: a new file beside it, flushed to the disk, then renamed over it.
/// Returns the error, empty on success.
[[nodiscard]] std::string write_file(const std::filesystem::path& path, std::string_view bytes,
                                     Access access = Access::everyone);

/// A new file's name survives a power cut after this. Returns the error, empty on success.
[[nodiscard]] std::string sync_folder(const std::filesystem::path& folder);

struct NamedBytes {
  std::string name;  // of a file directly inside the folder
  std::string bytes;
};

/// For another program that watches `folder`: each is there whole or not at all, and all are on the
/// disk before the first has its name. Owner and group may read them, whatever the umask says.
/// Files of the same names are replaced. Returns the error, empty on success.
[[nodiscard]] std::string put_files(const std::filesystem::path& folder,
                                    const std::vector<NamedBytes>& files);

/// The files directly inside `folder` whose name ends with `suffix`, sorted by name.
/// Empty when the folder cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                                          std::string_view suffix);

}  // namespace yiping::host
