// SPDX-License-Identifier: Apache-2.0
#include "collector/administration.hpp"

#include <sys/un.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "collector/body.hpp"
#include "collector/collector.hpp"
#include "collector/routes.hpp"
#include "host/http_client.hpp"
#include "host/operator_error.hpp"

namespace yiping::collector {
namespace {

using host::Json;
using host::OperatorError;

constexpr std::string_view kOrders = "/orders";
constexpr std::string_view kReload = "/reload";
// A reload reads every file before it answers, a recount the whole database.
constexpr std::chrono::hours kPatience{12};

Staff read_staff(const Json& order) {
  Staff staff;
  staff.name = order.at("name");
  staff.display_name = order.at("display_name");
  staff.area = order.at("area");
  staff.password_hash = order.at("password_hash");
  staff.unit = order.at("unit");
  staff.roles.clear();
  for (const Json& role : order.at("roles")) {
    staff.roles.push_back(case_role_named(role.get<std::string>()).value());
  }
  return staff;
}

std::string line_of(const Staff& staff) {
  std::string line = staff.name + "  " + staff.display_name + "  " + staff.area + "  ";
  for (const CaseRole role : staff.roles) {
    if (!line.ends_with(' ')) line += ',';
    line += name_of(role);
  }
  return staff.unit.empty() ? line : line + "  " + staff.unit;
}

std::string line_of(const DeviceState& state, Seconds now) {
  const Device& device = state.device;
  std::string line = device.id + "  " + device.area + "  " + device.hall + "  " + device.window;
  if (state.seen == 0) return line + "  从未报告 / never reported";
  line += "  " + std::to_string((now - state.seen) / 60) + " 分钟前 / minutes ago";
  if (state.waiting > 0) line += "  待传 waiting: " + std::to_string(state.waiting);
  if (state.refused > 0) line += "  拒收 refused: " + std::to_string(state.refused);
  std::int64_t missing = 0;
  for (const DeviceSeries& series : state.series) {
    for (const NumberSpan& span : series.missing) missing += span.last - span.first + 1;
  }
  return missing == 0 ? line : line + "  缺号 missing: " + std::to_string(missing);
}

Json said(std::vector<std::string> lines) { return {{"lines", std::move(lines)}}; }

Json removed(bool was_there, const std::string& name) {
  if (!was_there) throw OperatorError(name + ": 没有 / there is none");
  return said({name + ": 已删除 / removed"});
}

Json told_of(const Verification& found) {
  std::vector<std::string> lines;
  const auto row = [&](const char* name, std::int64_t value) {
    lines.push_back(name + std::string(": ") + std::to_string(value));
  };
  row("办件服务 / services", found.services);
  row("评价 / ratings", found.evaluations);
  row("差评件 / cases", found.cases);
  row("隔离 / kept aside", found.quarantined);
  row("审计 / audit entries", found.audit_entries);
  row("断链 / of them not following", found.audit_broken);
  row("统计不符 / figures that differ", found.cells_different);
  row("令牌不符 / tokens astray", found.tokens_astray);
  Json answer = said(std::move(lines));
  answer["faults"] = found.faults();
  return answer;
}

/// What the running collector answered; nothing when none runs.
std::optional<Json> ask_running(const Config& config, std::string_view path, const Json& body) {
  host::HttpClientOptions options;
  options.unix_socket = control_socket(config);
  options.time_limit = kPatience;
  if (options.unix_socket.empty() || !std::filesystem::exists(options.unix_socket)) {
    return std::nullopt;
  }
  host::HttpClient client(options);
  const host::HttpAnswer answer = client.perform({"POST",
                                                  "http://localhost" + std::string(path),
                                                  {{"Content-Type", "application/json"}},
                                                  body.dump()});
  // Left behind by one that was killed: nobody answers.
  if (!answer) return std::nullopt;
  host::ParsedJson parsed = host::parse_json(answer.body);
  if (!parsed || !parsed.value.is_object() || answer.status != 200) {
    throw OperatorError("运行中的采集器没有完成：HTTP " + std::to_string(answer.status) +
                        "，请查看它的日志。\nthe running collector did not do it: HTTP " +
                        std::to_string(answer.status) + ", its log says why.");
  }
  if (parsed.value.contains("error")) throw OperatorError(parsed.value["error"]);
  return std::move(parsed.value);
}

Response told(const std::function<Json()>& work) {
  try {
    return json_response(work());
  } catch (const OperatorError& error) {
    return json_response({{"error", error.what()}});
  }
}

}  // namespace

Json administer(Store& store, const Json& order) {
  const std::string what = order.at("order");
  if (what == "staff.put") {
    Staff staff = read_staff(order);
    std::string line = staff.name + ": 已保存 / saved";
    store.put_staff(std::move(staff));
    return said({std::move(line)});
  }
  if (what == "staff.list") {
    std::vector<std::string> lines;
    for (const Staff& staff : store.list_staff()) lines.push_back(line_of(staff));
    return said(std::move(lines));
  }
  if (what == "staff.remove") {
    const std::string name = order.at("name");
    return removed(store.remove_staff(name), name);
  }
  if (what == "device.list") {
    const Seconds now = order.at("now");
    std::vector<std::string> lines;
    for (const DeviceState& one : store.list_devices()) lines.push_back(line_of(one, now));
    return said(std::move(lines));
  }
  if (what == "device.remove") {
    const std::string device = order.at("device");
    return removed(store.remove_device(device), device);
  }
  if (what == "verify") return told_of(store.verify());
  throw OperatorError(what +
                      ": 运行中的采集器不认识此命令，版本较旧？ / the running collector does "
                      "not know this order: is it of an older release?");
}

Json administer(const Config& config, const Json& order) {
  if (auto answered = ask_running(config, kOrders, order)) return *std::move(answered);
  Store store(command_store_options(config));
  return administer(store, order);
}

void ask_to_reload(const Config& config) {
  if (ask_running(config, kReload, Json::object())) return;
  throw OperatorError(config.file.string() + ": 没有采集器在运行 / no collector runs on it");
}

std::vector<Route> control_routes(Context& context, Reload reload) {
  return {{"POST", std::string(kOrders), Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts&) {
             const Json order = read_json(request.body);
             return told([&] { return administer(context.store, order); });
           }},
          {"POST", std::string(kReload), Sharing::none, kShortBody,
           [reload = std::move(reload)](const Request&, const PathParts&) {
             return told([&]() -> Json {
               const std::string error = reload();
               if (!error.empty()) throw OperatorError(error);
               return said({});
             });
           }}};
}

std::string control_socket(const Config& config) {
  std::string path = std::filesystem::absolute(config.data / "control.sock").string();
  return path.size() < sizeof(sockaddr_un::sun_path) ? path : std::string();
}

}  // namespace yiping::collector
