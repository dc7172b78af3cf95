// SPDX-License-Identifier: Apache-2.0
// The authored files in a folder of their own, to be broken one member at a time. Of the
// questionnaires, one: the others would be packed again for each fault.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

#include "host/files.hpp"
#include "host/json.hpp"

namespace yiping::host {

class AssetsCopy {
 public:
  AssetsCopy() {
    static std::atomic<unsigned> count{0};
    folder_ = std::filesystem::temp_directory_path() /
              ("yiping-assets-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    for (const char* part : {"codes", "locales", "overlays"}) {
      std::filesystem::create_directories(folder_ / part);
      std::filesystem::copy(shipped() / part, folder_ / part);
    }
    std::filesystem::create_directories(folder_ / "questionnaires");
    add("questionnaires/online-item.json");
  }
  ~AssetsCopy() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  AssetsCopy(const AssetsCopy&) = delete;
  AssetsCopy& operator=(const AssetsCopy&) = delete;

  [[nodiscard]] static std::filesystem::path shipped() {
    return std::filesystem::path(YIPING_SOURCE_DIR) / "assets";
  }

  /// Another one of the files that are shipped.
  void add(const std::string& file) const {
    std::filesystem::copy_file(shipped() / file, folder_ / file);
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  void edit(const std::string& file, const std::function<void(Json&)>& change) const {
    Json content = Json::parse(read_file(folder_ / file).bytes);
    change(content);
    write(file, content.dump());
  }

  void write(const std::string& file, std::string_view bytes) const {
    if (const auto error = write_file(folder_ / file, bytes); !error.empty()) {
      throw std::runtime_error(error);
    }
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace yiping::host
