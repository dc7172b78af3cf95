// SPDX-License-Identifier: Apache-2.0
#include "host/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

std::string because(std::string_view what, const fs::path& path) {
  return std::string(what) + " " + path.string() + ": " + std::strerror(errno);
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// A new file, on the disk; none when there is an error.
std::string write_new(const fs::path& path, std::string_view bytes, mode_t mode) {
  // One that a crash left behind keeps its mode.
  ::unlink(path.c_str());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return because("cannot create", path);
  const bool written = write_all(file, bytes) && ::fsync(file) == 0;
  std::string error = written ? std::string() : because("cannot write", path);
  ::close(file);
  if (!written) ::unlink(path.c_str());
  return error;
}

/// What programs that watch a folder pass over.
fs::path hidden(const fs::path& folder, const std::string& name) {
  return folder / ("." + name + ".new");
}

}  // namespace

FileBytes read_file(const fs::path& path, std::size_t limit) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return {{}, path.string() + " is not a file that can be read"};
  }
  const auto size = fs::file_size(path, error);
  if (error) return {{}, "cannot read " + path.string() + ": " + error.message()};
  if (size > limit) {
    return {{}, path.string() + " has more than " + std::to_string(limit) + " bytes"};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return {{}, because("cannot read", path)};
  FileBytes out;
  out.bytes.assign(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return {{}, because("cannot read", path)};
  return out;
}

std::string write_file(const fs::path& path, std::string_view bytes, Access access) {
  fs::path beside = path;
  beside += ".new";
  std::string error = write_new(beside, bytes, access == Access::owner ? 0600 : 0644);
  if (!error.empty()) return error;
  if (::rename(beside.c_str(), path.c_str()) != 0) return because("cannot replace", path);
  return {};
}

std::string sync_folder(const fs::path& folder) {
  const fs::path named = folder.empty() ? fs::path(".") : folder;
  const int handle = ::open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return because("cannot open", named);
  const bool synced = ::fsync(handle) == 0;
  std::string error = synced ? std::string() : because("cannot flush", named);
  ::close(handle);
  return error;
}

std::string put_files(const fs::path& folder, const std::vector<NamedBytes>& files) {
  constexpr mode_t kOwnerAndGroup = 0640;
  std::string error;
  for (const NamedBytes& file : files) {
    if (error.empty()) error = write_new(hidden(folder, file.name), file.bytes, kOwnerAndGroup);
  }
  for (const NamedBytes& file : files) {
    const fs::path from = hidden(folder, file.name);
    const fs::path to = folder / file.name;
    if (error.empty() && ::chmod(from.c_str(), kOwnerAndGroup) != 0) {
      error = because("cannot set the mode of", from);
    }
    if (error.empty() && ::rename(from.c_str(), to.c_str()) != 0) {
      error = because("cannot replace", to);
    }
    if (!error.empty()) ::unlink(from.c_str());
  }
  return error.empty() ? sync_folder(folder) : error;
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view suffix) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().ends_with(suffix) && at->is_regular_file(error)) {
      found.push_back(at->path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace yiping::host
