// SPDX-License-Identifier: Apache-2.0
#include "collector/config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <limits>

#include "collector/config_targets.hpp"
#include "collector/store.hpp"
#include "host/hmac.hpp"
#include "host/json.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::ConfigReader;
using host::Json;
using host::pointer_to;

constexpr std::int64_t kSecondsOfDay = 86'400;
constexpr std::string_view kNoFile =
    "请用 --config 指定配置文件，或先用 yiping-collector init 生成一份。\n"
    "Name the configuration with --config, or make one with yiping-collector init.";

AreaConfig read_area(const ConfigReader& reader) {
  reader.allow({"code", "name", "origins", "profile"});
  AreaConfig area;
  area.code = reader.text("code");
  if (!host::is_area(area.code)) {
    reader.fail(reader.at("code"), {"应为 12 位行政区划代码", "must be an area code of 12 digits"});
  }
  const ConfigReader name = reader.object("name");
  name.allow({"zh-Hans", "en"});
  area.name = {{"zh-Hans", name.text("zh-Hans")}, {"en", name.text("en")}};
  if (reader.has("profile")) area.profile = reader.text("profile");
  area.origins = reader.texts("origins");
  for (std::size_t i = 0; i < area.origins.size(); ++i) {
    if (!host::is_origin(area.origins[i])) {
      reader.fail(pointer_to(reader.at("origins"), i), host::kOriginRule);
    }
  }
  return area;
}

TokenKey read_token_key(const ConfigReader& reader) {
  reader.allow({"id", "algorithm", "secret"});
  if (reader.text("algorithm") != "hmac-sha256") {
    reader.fail(reader.at("algorithm"),
                {"目前只支持 hmac-sha256", "only hmac-sha256 is supported"});
  }
  return {static_cast<std::uint16_t>(
              reader.integer("id", 1, std::numeric_limits<std::uint16_t>::max())),
          secret_of(reader, "secret")};
}

ContactKey read_contact_key(const ConfigReader& reader) {
  reader.allow({"id", "algorithm", "secret"});
  const auto cipher = host::cipher_named(reader.text("algorithm"));
  if (!cipher) {
    reader.fail(reader.at("algorithm"), {"应为 aes-256-gcm 或 sm4-ctr-hmac-sm3",
                                         "must be aes-256-gcm or sm4-ctr-hmac-sm3"});
  }
  return {static_cast<std::uint16_t>(
              reader.integer("id", 1, std::numeric_limits<std::uint16_t>::max())),
          *cipher, secret_of(reader, "secret")};
}

SystemKey read_system_key(const ConfigReader& reader, const Config& config) {
  reader.allow({"id", "secret", "areas", "entries"});
  SystemKey key{reader.text("id"), secret_of(reader, "secret"), reader.texts("areas")};
  key.entries = reader.has("entries") && reader.flag("entries");
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (!std::all_of(key.id.begin(), key.id.end(), plain)) {
    reader.fail(reader.at("id"), {"只能用 a-z、0-9 和 -", "may hold a-z, 0-9 and - only"});
  }
  for (std::size_t i = 0; i < key.areas.size(); ++i) {
    if (config.area(key.areas[i]) == nullptr) {
      reader.fail(pointer_to(reader.at("areas"), i),
                  {"areas 里没有这个区划", "is not one of the configured areas"});
    }
  }
  return key;
}

template <typename List, typename Member>
void refuse_twice(const ConfigReader& reader, std::string_view name, const List& list,
                  Member member) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (list[i].*member == list[j].*member) {
        reader.fail(pointer_to(reader.at(name), i), {"与前面的一项重复", "repeats an earlier one"});
      }
    }
  }
}

std::string read_store(const ConfigReader& reader, const std::filesystem::path& folder) {
  std::string store = reader.text("store");
  if (!is_server(store)) return (folder / store).lexically_normal().string();
  if (!is_server_uri(store)) {
    reader.fail("/store", {"不是 libpq 能读的 URI", "is no URI that libpq can read"});
  }
  return store;
}

void read_lists(const ConfigReader& reader, Config& config) {
  for (const ConfigReader& area : reader.objects("areas")) config.areas.push_back(read_area(area));
  for (const ConfigReader& key : reader.objects("token_keys")) {
    config.token_keys.push_back(read_token_key(key));
  }
  for (const ConfigReader& key : reader.objects("system_keys")) {
    config.system_keys.push_back(read_system_key(key, config));
  }
  if (reader.has("contact_keys")) {
    for (const ConfigReader& key : reader.objects("contact_keys")) {
      config.contact_keys.push_back(read_contact_key(key));
    }
  }
  if (config.areas.empty()) reader.fail("/areas", {"至少要有一个区划", "needs at least one area"});
  if (config.token_keys.empty()) {
    reader.fail("/token_keys", {"至少要有一把密钥", "needs at least one key"});
  }
  refuse_twice(reader, "areas", config.areas, &AreaConfig::code);
  refuse_twice(reader, "token_keys", config.token_keys, &TokenKey::id);
  refuse_twice(reader, "system_keys", config.system_keys, &SystemKey::id);
  refuse_twice(reader, "contact_keys", config.contact_keys, &ContactKey::id);
}

bool is_address(const std::string& text) {
  in6_addr address{};
  return ::inet_pton(AF_INET, text.c_str(), &address) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

void read_settings(const ConfigReader& reader, Config& config) {
  if (reader.has("listen")) config.listen = reader.text("listen");
  if (reader.has("port")) config.port = static_cast<int>(reader.integer("port", 0, 65'535));
  if (reader.has("operator_listen")) config.operator_listen = reader.text("operator_listen");
  if (reader.has("operator_port")) {
    config.operator_port = static_cast<int>(reader.integer("operator_port", 0, 65'535));
    if (config.operator_port == config.port && config.port != 0) {
      reader.fail("/operator_port", {"应与 port 不同", "must differ from port"});
    }
  }
  if (reader.has("collector")) config.collector = reader.integer("collector", 1, 65'535);
  if (reader.has("workers")) config.workers = reader.integer("workers", 4, 1'024);
  if (reader.has("token_days")) config.token_days = reader.integer("token_days", 1, 3'650);
  if (reader.has("contact_days")) config.contact_days = reader.integer("contact_days", 1, 3'650);
  if (reader.has("quarantine_days")) {
    config.quarantine_days = reader.integer("quarantine_days", 1, 3'650);
  }
  if (reader.has("recount")) config.recount = reader.flag("recount");
  if (reader.has("publication_min_gain")) {
    config.publication_min_gain = reader.integer("publication_min_gain", 1, 1'000);
  }
  if (reader.has("snapshot_seconds")) {
    config.snapshot_seconds = reader.integer("snapshot_seconds", 1, kSecondsOfDay);
    if (kSecondsOfDay % config.snapshot_seconds != 0) {
      reader.fail("/snapshot_seconds",
                  {"应能整除一天的 86400 秒", "must divide a day, 86400 seconds"});
    }
  }
  if (reader.has("trusted_proxies")) {
    config.trusted_proxies = reader.texts("trusted_proxies");
    if (!std::all_of(config.trusted_proxies.begin(), config.trusted_proxies.end(), is_address)) {
      reader.fail("/trusted_proxies", {"应为 IP 地址，如 127.0.0.1，不是名称或网段",
                                       "has IP addresses, as 127.0.0.1: no names, no networks"});
    }
  }
  config.public_url = reader.text("public_url");
  if (!host::is_origin(config.public_url)) reader.fail("/public_url", host::kOriginRule);
}

}  // namespace

const AreaConfig* Config::area(std::string_view code) const {
  const auto found = std::find_if(areas.begin(), areas.end(),
                                  [&](const AreaConfig& each) { return each.code == code; });
  return found == areas.end() ? nullptr : &*found;
}

Config read_config(const std::filesystem::path& file) {
  const Json value = host::read_config_file(file, kNoFile);
  const ConfigReader reader(file, value);
  reader.allow({"listen",
                "port",
                "operator_listen",
                "operator_port",
                "public_url",
                "data",
                "store",
                "assets",
                "settings",
                "web",
                "collector",
                "areas",
                "token_keys",
                "case_key",
                "system_keys",
                "contact_keys",
                "contact_days",
                "quarantine_days",
                "recount",
                "snapshot_seconds",
                "publication_min_gain",
                "workers",
                "token_days",
                "trusted_proxies",
                "relay",
                "notices"});
  Config config;
  config.file = file;
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  config.data = (folder / reader.text("data")).lexically_normal();
  if (reader.has("store")) config.store = read_store(reader, folder);
  config.assets = (folder / reader.text("assets")).lexically_normal();
  if (reader.has("settings")) {
    config.settings = (folder / reader.text("settings")).lexically_normal();
  }
  if (reader.has("web")) config.web = (folder / reader.text("web")).lexically_normal();
  config.case_key = secret_of(reader, "case_key");
  if (reader.has("relay")) config.relay = read_relay(reader, folder);
  if (reader.has("notices")) config.notices = read_notices(reader, folder);
  read_settings(reader, config);
  read_lists(reader, config);
  return config;
}

std::string fresh_config(const FreshConfig& fresh) {
  const auto key = [] {
    std::array<std::uint8_t, kKeyBytes> bytes;
    host::fill_random(bytes);
    return to_hex(bytes);
  };
  nlohmann::ordered_json config;
  config["listen"] = "127.0.0.1";
  config["port"] = 8080;
  config["operator_port"] = 8082;
  config["public_url"] = "http://localhost:8080";
  config["data"] = fresh.data.string();
  config["assets"] = fresh.assets.string();
  config["web"] = fresh.web.string();
  config["collector"] = 1;
  config["areas"] = {{{"code", "440300000000"},
                      {"name", {{"zh-Hans", "深圳市"}, {"en", "Shenzhen"}}},
                      {"profile", "default"},
                      {"origins", {"http://localhost:8081"}}}};
  config["token_keys"] = {{{"id", 1}, {"algorithm", "hmac-sha256"}, {"secret", key()}}};
  config["case_key"] = key();
  config["system_keys"] = {{{"id", "business-1"}, {"secret", key()}, {"areas", {"440300000000"}}}};
  config["contact_keys"] = {{{"id", 1}, {"algorithm", "aes-256-gcm"}, {"secret", key()}}};
  config["contact_days"] = 180;
  config["quarantine_days"] = 90;
  config["recount"] = true;
  config["snapshot_seconds"] = kSecondsOfDay;
  config["publication_min_gain"] = 5;
  config["workers"] = 128;
  config["token_days"] = 30;
  config["trusted_proxies"] = fresh.trusted_proxies;
  return config.dump(2) + "\n";
}

bool is_loopback(std::string_view address) {
  return address == "localhost" || address == "::1" || address.starts_with("127.");
}

}  // namespace yiping::collector
