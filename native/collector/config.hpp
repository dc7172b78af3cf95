// SPDX-License-Identifier: Apache-2.0
// The collector's configuration, one JSON file. Fields: docs/collector.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collector/regions.hpp"
#include "host/cipher.hpp"
#include "host/config_reader.hpp"

namespace yiping::collector {

using host::ConfigError;

struct AreaConfig {
  std::string code;                         // 12 digits
  std::map<std::string, std::string> name;  // by language: zh-Hans, en
  std::vector<std::string> origins;         // "https://portal.example.gov.cn"
  std::string profile = "default";          // docs/profiles.md
};

/// Signs invitation tokens. The first of the list signs; all of them verify.
struct TokenKey {
  std::uint16_t id = 0;
  std::vector<std::uint8_t> secret;
};

/// Seals contacts. The first of the list seals; all of them open.
struct ContactKey {
  std::uint16_t id = 0;
  host::Cipher cipher = host::Cipher::aes_256_gcm;
  std::vector<std::uint8_t> secret;
};

/// Of a business system: signs its requests, for its own areas.
struct SystemKey {
  std::string id;
  std::vector<std::uint8_t> secret;
  std::vector<std::string> areas;
  /// Trusted to say what people rated elsewhere: by telephone, message, paper (docs/http.md).
  bool entries = false;
};

/// Where another system is told (docs/relay.md): signed like a business system's request.
struct TargetConfig {
  std::string url;                // https, or http to this machine
  SystemKey key;                  // without areas
  std::filesystem::path ca_file;  // empty: the system's authorities
};

/// A mail server, for who has no webhook.
struct MailConfig {
  std::string server;             // smtps, or smtp: to another machine with STARTTLS
  bool start_tls = true;          // false: smtps, or smtp to this machine
  std::string from;               // addresses alone, without names
  std::vector<std::string> to;    // at least one
  std::string user;               // empty: without signing in
  std::string password;           // from a file of its own
  std::filesystem::path ca_file;  // empty: the system's authorities
};

/// A folder that a gateway for text messages takes files from.
struct SmsConfig {
  std::filesystem::path folder;
  std::vector<std::string> to;  // at least one number
};

using NoticesConfig = std::variant<TargetConfig, MailConfig, SmsConfig>;

struct Config {
  std::filesystem::path file;
  std::string listen = "127.0.0.1";
  int port = 8080;
  /// For health and metrics, with workers of its own. Absent: health is on the other port.
  std::optional<int> operator_port;
  std::string operator_listen = "127.0.0.1";
  std::string public_url;  // "http://localhost:8080", without a slash at the end
  std::filesystem::path data;
  std::string store;  // as in StoreOptions; empty: yiping.sqlite in `data`
  std::filesystem::path assets;
  /// A region's own `profiles` and `calendars`, before those of the assets; may be empty.
  std::filesystem::path settings;
  std::filesystem::path web;  // empty: nothing but the interface is served
  std::int64_t collector = 1;
  std::vector<AreaConfig> areas;
  std::vector<TokenKey> token_keys;
  /// Keys the digest of a case number. It outlives every token key: with another one, services
  /// that are known already would count twice.
  std::vector<std::uint8_t> case_key;
  std::vector<SystemKey> system_keys;
  std::vector<ContactKey> contact_keys;  // none: no contact is taken
  std::int64_t contact_days = 180;       // that a contact is kept
  std::int64_t quarantine_days = 90;     // that a body which was refused is kept
  bool recount = true;                   // each night
  std::int64_t snapshot_seconds = 86'400;
  std::int64_t publication_min_gain = 5;
  std::int64_t workers = 128;
  std::int64_t token_days = 30;
  std::vector<std::string> trusted_proxies;
  std::optional<TargetConfig> relay;     // the platform above, of ratings
  std::optional<NoticesConfig> notices;  // of cases whose deadline is near or has passed

  [[nodiscard]] const AreaConfig* area(std::string_view code) const;
  [[nodiscard]] bool is_https() const { return public_url.starts_with("https://"); }
};

/// Relative paths are read from the folder of the file.
[[nodiscard]] Config read_config(const std::filesystem::path& file);

/// The profiles of its areas, and the calendars. Throws ConfigError, naming files and places.
[[nodiscard]] std::shared_ptr<const Regions> read_regions(const Config& config);

/// A working configuration with fresh keys, for `yiping-collector init`.
struct FreshConfig {
  std::filesystem::path assets;
  std::filesystem::path web;
  std::filesystem::path data = "data";
  std::vector<std::string> trusted_proxies = {};
};
[[nodiscard]] std::string fresh_config(const FreshConfig& fresh);

[[nodiscard]] bool is_loopback(std::string_view address);

}  // namespace yiping::collector
