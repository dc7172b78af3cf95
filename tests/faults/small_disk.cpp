// SPDX-License-Identifier: Apache-2.0
#include "small_disk.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>

#include "plan.hpp"

namespace yiping::faults {
namespace {

/// Without a map every file would belong to nobody.
void map_own_user(uid_t user, gid_t group) {
  std::ofstream("/proc/self/setgroups") << "deny";
  std::ofstream("/proc/self/uid_map") << user << " " << user << " 1";
  std::ofstream("/proc/self/gid_map") << group << " " << group << " 1";
}

bool leave_mounts_of_others() {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(CLONE_NEWNS) == 0) return true;
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  map_own_user(user, group);
  return true;
}

}  // namespace

SmallDisk::SmallDisk(std::filesystem::path folder, std::size_t bytes) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  const std::string options = "mode=0700,size=" + std::to_string(bytes);
  const bool is_mounted =
      leave_mounts_of_others() &&
      ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
      ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
  if (is_mounted) return;
  throw Skipped(std::string("a small file system cannot be mounted here: ") + std::strerror(errno) +
                ". It takes root, or user namespaces for everyone.");
}

SmallDisk::~SmallDisk() {
  std::error_code ignored;
  std::filesystem::copy(folder_, folder_.string() + ".left",
                        std::filesystem::copy_options::recursive, ignored);
  ::umount2(folder_.c_str(), MNT_DETACH);
}

}  // namespace yiping::faults
