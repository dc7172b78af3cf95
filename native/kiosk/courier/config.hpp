// SPDX-License-Identifier: Apache-2.0
// kiosk.json: where a terminal finds its collector, its files and its screen.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/config_reader.hpp"
#include "host/http_client.hpp"

namespace yiping::kiosk {

struct Config {
  std::filesystem::path file;
  std::string collector;         // "https://collector.example.gov.cn"
  std::filesystem::path data;    // the outbox and the device's key
  std::filesystem::path assets;  // questionnaires, codes, locales
  std::filesystem::path fonts;
  std::vector<std::string> languages{"zh-Hans", "en"};  // as offered; the first is the one shown
  std::chrono::seconds poll{2};
  bool fullscreen = true;
  int width = 1'080;  // pixels of the window when it is not the whole screen
  int height = 1'920;
  host::HttpClientOptions http;

  [[nodiscard]] std::filesystem::path outbox_file() const { return data / "outbox.db"; }
  [[nodiscard]] std::filesystem::path device_file() const { return data / "device.json"; }
};

/// Relative paths are read from the folder of the file. Throws host::ConfigError.
[[nodiscard]] Config read_config(const std::filesystem::path& file);

/// Writes a working kiosk.json into `folder` and makes its data folder, for its owner alone.
/// Returns the file. Throws host::ConfigError, also when there is one already.
std::filesystem::path init_kiosk(const std::filesystem::path& folder, const std::string& collector,
                                 const std::filesystem::path& assets,
                                 const std::filesystem::path& fonts);

}  // namespace yiping::kiosk
