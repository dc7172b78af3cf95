// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/config.hpp"

#include <system_error>

#include "host/files.hpp"

namespace yiping::kiosk {
namespace {

namespace fs = std::filesystem;

using host::ConfigError;
using host::ConfigReader;

constexpr std::string_view kNoFile =
    "请用 --config 指定配置文件，或先用 yiping-kiosk init 生成一份。\n"
    "Name the configuration with --config, or make one with yiping-kiosk init.";

void read_network(const ConfigReader& reader, const fs::path& folder, Config& config) {
  config.collector = reader.text("collector");
  if (!host::is_origin(config.collector)) reader.fail("/collector", host::kOriginRule);
  if (reader.has("poll_seconds")) {
    config.poll = std::chrono::seconds(reader.integer("poll_seconds", 1, 60));
  }
  if (reader.has("ca_file")) config.http.ca_file = folder / reader.text("ca_file");
  if (!config.http.ca_file.empty() && !fs::is_regular_file(config.http.ca_file)) {
    reader.fail("/ca_file", {"没有这个文件；应为 PEM 格式的证书",
                             "no such file; it must be a "
                             "certificate in PEM form"});
  }
  if (reader.has("proxy")) {
    config.http.proxy = reader.text("proxy");
    if (!host::is_origin(config.http.proxy)) reader.fail("/proxy", host::kOriginRule);
  }
}

void read_screen(const ConfigReader& reader, Config& config) {
  if (reader.has("languages")) {
    config.languages = reader.texts("languages");
    if (config.languages.empty()) {
      reader.fail("/languages", {"至少要有一种语言", "needs at least one language"});
    }
  }
  if (reader.has("fullscreen")) config.fullscreen = reader.flag("fullscreen");
  if (reader.has("width")) config.width = static_cast<int>(reader.integer("width", 320, 7'680));
  if (reader.has("height")) config.height = static_cast<int>(reader.integer("height", 480, 7'680));
}

}  // namespace

Config read_config(const fs::path& file) {
  const host::Json value = host::read_config_file(file, kNoFile);
  const ConfigReader reader(file, value);
  reader.allow({"collector", "data", "assets", "fonts", "languages", "poll_seconds", "fullscreen",
                "width", "height", "ca_file", "proxy"});
  Config config;
  config.file = file;
  const fs::path folder = fs::absolute(file).parent_path();
  config.data = (folder / reader.text("data")).lexically_normal();
  config.assets = (folder / reader.text("assets")).lexically_normal();
  config.fonts = (folder / reader.text("fonts")).lexically_normal();
  read_network(reader, folder, config);
  read_screen(reader, config);
  return config;
}

fs::path init_kiosk(const fs::path& folder, const std::string& collector, const fs::path& assets,
                    const fs::path& fonts) {
  fs::path file = folder / "kiosk.json";
  if (fs::exists(file)) {
    throw ConfigError(file.string() + ": 已存在，未改动；请换一个目录，或先移走它。\n" +
                      file.string() +
                      ": is there already and was left alone; choose another folder or move it.");
  }
  if (!host::is_origin(collector)) {
    throw ConfigError("--collector " + collector + ": " + host::kOriginRule.zh +
                      "。\n--collector " + collector + ": " + host::kOriginRule.en + ".");
  }
  nlohmann::ordered_json config;
  config["collector"] = collector;
  config["data"] = "data";
  config["assets"] = fs::absolute(assets).string();
  config["fonts"] = fs::absolute(fonts).string();
  config["languages"] = {"zh-Hans", "en"};
  config["poll_seconds"] = 2;
  config["fullscreen"] = true;
  std::error_code error;
  fs::create_directories(folder / "data", error);
  // It will hold the key and, until they are sent, what citizens wrote.
  if (!error) fs::permissions(folder / "data", fs::perms::owner_all, error);
  if (error) throw ConfigError((folder / "data").string() + ": " + error.message());
  const std::string failed = host::write_file(file, config.dump(2) + "\n");
  if (!failed.empty()) throw ConfigError(failed);
  return file;
}

}  // namespace yiping::kiosk
