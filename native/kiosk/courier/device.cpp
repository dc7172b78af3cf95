// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/device.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "host/config_reader.hpp"
#include "host/files.hpp"
#include "host/hmac.hpp"
#include "host/json.hpp"
#include "host/request_signature.hpp"
#include "yiping/sha256.hpp"

namespace yiping::kiosk {
namespace {

namespace fs = std::filesystem;

using host::Json;

constexpr std::size_t kIdentityBytes = 4'096;
constexpr std::size_t kReceiptDigits = 6;

[[noreturn]] void refuse(const fs::path& file, const std::string& chinese,
                         const std::string& english) {
  throw DeviceError(file.string() + ": " + chinese + "\n" + file.string() + ": " + english);
}

std::string text(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Nothing when the file is not there; an unreadable one may hold a key, and is left alone.
std::optional<Identity> load(const fs::path& file) {
  if (!fs::exists(file)) return std::nullopt;
  const host::FileBytes read = host::read_file(file, kIdentityBytes);
  const host::ParsedJson parsed = host::parse_json(read.bytes);
  const auto seed = parsed && parsed.value.is_object() ? host::from_hex(text(parsed.value, "seed"))
                                                       : std::nullopt;
  Identity identity;
  if (!read || !seed || seed->size() != identity.seed.size()) {
    refuse(file, "不是终端的身份文件，未改动。请恢复备份，或移走它后重新登记。",
           "is not a terminal's identity and was left alone. Restore a backup, or move it and "
           "enrol anew.");
  }
  std::copy(seed->begin(), seed->end(), identity.seed.begin());
  identity.id = host::device_id_of(host::public_key_of(identity.seed));
  identity.area = text(parsed.value, "area");
  identity.window = text(parsed.value, "window");
  identity.hall = text(parsed.value, "hall");
  return identity;
}

void save(const fs::path& file, const Identity& identity) {
  Json value{{"seed", to_hex(identity.seed)}};
  if (host::is_area(identity.area)) {
    value["id"] = identity.id;
    value["area"] = identity.area;
    value["window"] = identity.window;
    value["hall"] = identity.hall;
  }
  std::string error = host::write_file(file, value.dump(2) + "\n", host::Access::owner);
  if (error.empty()) error = host::sync_folder(file.parent_path());
  if (!error.empty())
    refuse(file, "无法保存（" + error + "）。", "cannot be saved: " + error + ".");
}

Identity new_identity(const fs::path& file) {
  const host::SigningKey key = host::make_signing_key();
  Identity identity;
  identity.seed = key.seed;
  identity.id = host::device_id_of(key.public_key);
  save(file, identity);
  return identity;
}

/// What the collector said against it, in its own words.
std::string reason_of(const host::HttpAnswer& answer) {
  const host::ParsedJson parsed = host::parse_json(answer.body);
  if (!parsed || text(parsed.value, "code").empty()) {
    return "应答不是来自采集端（" + std::to_string(answer.status) +
           "），请检查 collector 地址与网络 / the answer is not a collector's: check the address "
           "`collector` and the network";
  }
  std::string reason = text(parsed.value, "code");
  for (const char* part : {"message", "remedy"}) {
    const auto found = parsed.value.find(part);
    if (found == parsed.value.end() || !found->is_object()) continue;
    reason.append("\n").append(text(*found, "zh-Hans"));
    reason.append(" / ").append(text(*found, "en"));
  }
  return reason;
}

}  // namespace

std::uint32_t Identity::receipt_area() const {
  std::uint32_t digits = 0;
  std::from_chars(area.data(), area.data() + std::min(area.size(), kReceiptDigits), digits);
  return digits;
}

Identity read_identity(const fs::path& file) {
  std::optional<Identity> identity = load(file);
  if (!identity || !host::is_area(identity->area)) {
    refuse(file, "本终端尚未登记。请向采集端管理员索取登记码，然后运行 yiping-kiosk enrol。",
           "this terminal is not enrolled. Ask the collector's operator for a code, then run "
           "yiping-kiosk enrol.");
  }
  return *identity;
}

Identity enrol(const fs::path& file, std::string_view collector, std::string_view code,
               host::HttpClient& client) {
  std::optional<Identity> identity = load(file);
  if (identity && host::is_area(identity->area)) {
    refuse(file, "本终端已登记，未改动。要重新登记，请先移走此文件。",
           "this terminal is enrolled and was left alone. To enrol anew, move this file first.");
  }
  if (!identity) identity = new_identity(file);
  const Json body{{"code", code},
                  {"public_key", host::base64url(host::public_key_of(identity->seed))}};
  const host::HttpAnswer answer = client.perform({"POST",
                                                  std::string(collector) + "/v1/devices:enrol",
                                                  {{"Content-Type", "application/json"}},
                                                  body.dump()});
  if (!answer) throw DeviceError(answer.error);
  if (answer.status != 200 && answer.status != 201) throw DeviceError(reason_of(answer));
  const host::ParsedJson parsed = host::parse_json(answer.body);
  const bool ours = parsed && text(parsed.value, "device") == identity->id &&
                    host::is_area(text(parsed.value, "area"));
  if (!ours) throw DeviceError(reason_of(answer));
  identity->area = text(parsed.value, "area");
  identity->window = text(parsed.value, "window");
  identity->hall = text(parsed.value, "hall");
  save(file, *identity);
  return *identity;
}

}  // namespace yiping::kiosk
