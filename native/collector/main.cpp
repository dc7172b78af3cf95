// SPDX-License-Identifier: Apache-2.0
// yiping-collector: takes ratings and keeps them. Its commands, and what each takes: --help.
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "collector/administration.hpp"
#include "collector/collector.hpp"
#include "collector/commands.hpp"
#include "collector/enrolment_code.hpp"
#include "collector/http_server.hpp"
#include "collector/import.hpp"
#include "collector/own_service.hpp"
#include "collector/password.hpp"
#include "collector/rating.hpp"
#include "collector/serve.hpp"
#include "collector/token.hpp"
#include "host/clock.hpp"
#include "host/command_line.hpp"
#include "host/files.hpp"
#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace {

namespace fs = std::filesystem;
using namespace yiping::collector;
using yiping::host::Json;

constexpr std::size_t kMinPassword = 10;

struct Arguments {
  std::string config = "collector.json";
  bool check = false;
  bool allow_direct = false;
  bool quiet = false;
  std::string folder;
  std::string assets = "assets";
  std::string web = "build/web";
  std::string data = "data";
  std::vector<std::string> proxies;
  Staff staff;
  std::string password_file;
  std::vector<std::string> roles;
  std::string area;
  std::string case_no;
  bool demo = false;
  std::int64_t service_no = 1;
  std::string via = "portal";
  std::int64_t seconds = 0;
  std::string window;
  std::string hall;
  std::string device;
  std::int64_t hours = 24;
  std::string file;  // of a backup
  Import import;
  std::string encoding = "utf-8";  // of it
};

void require_loopback(const std::string& where, const std::string& address) {
  if (is_loopback(address)) return;
  throw ConfigError(
      where + address +
      " 不是本机地址。请把 nginx 等反向代理放在前面；确需直接对外时加 --allow-direct。\n" + where +
      address +
      " is not a loopback address. Put a reverse proxy such as nginx in front; to be reachable "
      "directly all the same, add --allow-direct.");
}

void accept_behind_proxy(const Config& config) {
  const std::string where = config.file.string();
  require_loopback(where + ": /listen: ", config.listen);
  require_loopback(where + ": /operator_listen: ", config.operator_listen);
}

void accept_any(const Config&) {}

void run_server(const Arguments& arguments) {
  const auto accept = arguments.allow_direct ? accept_any : accept_behind_proxy;
  Config config = read_config(arguments.config);
  accept(config);
  if (arguments.check) {
    check(config);
    std::cout << arguments.config << ": 配置无误 / the configuration is sound\n";
    return;
  }
  if (arguments.quiet) spdlog::set_level(spdlog::level::warn);
  if (config.web.empty()) spdlog::warn("\"web\" is not set: no pages and no widget are served");
  serve(std::move(config), accept);
}

void init(const Arguments& arguments) {
  const fs::path file = fs::path(arguments.folder) / "collector.json";
  if (fs::exists(file)) {
    throw ConfigError(file.string() + ": 已存在，未改动；请换一个目录，或先移走它。\n" +
                      file.string() +
                      ": is there already and was left alone; choose another folder or move it.");
  }
  fs::create_directories(arguments.folder);
  // It holds the keys, from its first byte on.
  ::umask(S_IRWXG | S_IRWXO);
  const std::string error =
      yiping::host::write_file(file, fresh_config({.assets = fs::absolute(arguments.assets),
                                                   .web = fs::absolute(arguments.web),
                                                   .data = arguments.data,
                                                   .trusted_proxies = arguments.proxies}));
  if (!error.empty()) throw ConfigError(error);
  std::cout << file.string() << "\n下一步 / next: yiping-collector serve --config " << file.string()
            << "\n";
}

/// The first line of a file, or of standard input: never an argument, which every user could see.
std::string read_password(const std::string& file) {
  std::string password;
  if (file.empty()) {
    std::getline(std::cin, password);
  } else {
    const yiping::host::FileBytes read = yiping::host::read_file(file, 4'096);
    if (!read) throw ConfigError(read.error);
    password = read.bytes.substr(0, read.bytes.find_first_of("\r\n"));
  }
  if (password.size() < kMinPassword || password.size() > kMaxPasswordBytes) {
    const std::string range =
        std::to_string(kMinPassword) + " … " + std::to_string(kMaxPasswordBytes);
    throw ConfigError("口令应为一行，" + range + " 字节。\nthe password is one line of " + range +
                      " bytes.");
  }
  return password;
}

void require_area(const Config& config, const std::string& area) {
  if (config.area(area) != nullptr) return;
  throw ConfigError("--area " + area + ": 配置里没有这个区划 / is not one of the configured areas");
}

constexpr const char* kRoles[] = {"handler",        "co_handler", "approver", "dispatcher",
                                  "administration", "supervisor", "caller"};

/// Nobody rules on himself: who answers for cases is not who rules on them, and of who rules or is
/// called in it must be known whose he is.
std::vector<yiping::CaseRole> read_roles(const std::vector<std::string>& names,
                                         const std::string& unit) {
  using yiping::CaseRole;
  std::vector<CaseRole> roles;
  roles.reserve(names.size());
  for (const std::string& name : names) roles.push_back(*yiping::case_role_named(name));
  const auto has = [&](CaseRole role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  if (has(CaseRole::administration) && (has(CaseRole::handler) || has(CaseRole::approver))) {
    throw ConfigError(
        "--role: administration 不能与 handler、approver 由同一账号担任，认定不得由承办单位作出。\n"
        "--role: administration is not for an account that is handler or approver: nobody rules on "
        "himself.");
  }
  if ((has(CaseRole::administration) || has(CaseRole::co_handler)) && unit.empty()) {
    throw ConfigError(
        "--role: administration 和 co_handler 须用 --unit 指明所属单位。\n"
        "--role: administration and co_handler need --unit: whose they are.");
  }
  return roles;
}

void order(const Config& config, const Json& what) {
  const Json answer = administer(config, what);
  for (const Json& line : answer["lines"]) std::cout << line.get<std::string>() << "\n";
}

void add_staff(Arguments& arguments) {
  const Config config = read_config(arguments.config);
  require_area(config, arguments.staff.area);
  if (!arguments.roles.empty()) {
    arguments.staff.roles = read_roles(arguments.roles, arguments.staff.unit);
  }
  const Staff& staff = arguments.staff;
  Json roles = Json::array();
  for (const yiping::CaseRole role : staff.roles) roles.push_back(yiping::name_of(role));
  order(config, {{"order", "staff.put"},
                 {"name", staff.name},
                 {"display_name", staff.display_name},
                 {"area", staff.area},
                 {"password_hash", hash_password(read_password(arguments.password_file))},
                 {"roles", std::move(roles)},
                 {"unit", staff.unit}});
}

void mint_token(const Arguments& arguments) {
  const Config config = read_config(arguments.config);
  const Tokens tokens(config.token_keys, config.case_key);
  Token token;
  token.area = arguments.area;
  token.case_digest = tokens.case_digest(arguments.area, arguments.case_no, arguments.service_no);
  token.via = *via_named(arguments.via);
  const std::int64_t lasts =
      arguments.seconds != 0 ? arguments.seconds : config.token_days * std::int64_t{86'400};
  token.expires = static_cast<std::uint32_t>(yiping::host::unix_now() + lasts);
  std::cout << tokens.mint(token) << "\n";
}

/// By the interface, as a business system would, so that all of it is tried.
void mint_demo_token(const Arguments& arguments) {
  const Config config = read_config(arguments.config);
  const std::string area = arguments.area.empty() ? config.areas.front().code : arguments.area;
  require_area(config, area);
  const auto key = std::find_if(
      config.system_keys.begin(), config.system_keys.end(), [&](const SystemKey& each) {
        return std::find(each.areas.begin(), each.areas.end(), area) != each.areas.end();
      });
  if (key == config.system_keys.end()) {
    throw ConfigError("system_keys: 没有可以推送区划 " + area +
                      " 的密钥。\nsystem_keys: none may report for the area " + area + ".");
  }
  std::array<std::uint8_t, 4> number{};
  yiping::host::fill_random(number);
  Json event = {{"area", area},
                {"case_no", "DEMO-" + yiping::to_hex(number)},
                {"service_no", 1},
                {"service_name", "办结"},
                {"service_time", yiping::host::unix_now()},
                {"item_code", "DEMO"},
                {"item_name", "演示事项"},
                {"org_code", "DEMO"},
                {"org_name", "演示单位"},
                {"channel", "pc"},
                {"rater_kind", "natural_person"},
                {"status", "finished"}};
  Json body;
  body["services"].push_back(std::move(event));
  const auto answer = OwnService(config, *key).post("/v1/services", body);
  const Json told = yiping::host::parse_json(answer.body).value;
  if (answer.status != 200 || !told["services"][0].contains("token")) {
    throw ConfigError("/v1/services: " + std::to_string(answer.status) + " " + answer.body);
  }
  const auto token = told["services"][0]["token"].get<std::string>();
  std::cout << token << "\n" << form_address(config, token) << "\n";
}

void invite_device(const Arguments& arguments) {
  const Config config = read_config(arguments.config);
  require_area(config, arguments.area);
  if (!is_window_name(arguments.window)) {
    const std::string limit = std::to_string(kMaxWindowBytes);
    throw ConfigError("--window: 应为 1 至 " + limit + " 字节的窗口号，不含 / 和控制字符。\n" +
                      "--window: a window's name has 1 to " + limit +
                      " bytes, without / and control characters.");
  }
  if (!is_hall_name(arguments.hall)) {
    const std::string limit = std::to_string(kMaxHallBytes);
    throw ConfigError("--hall: 应为一行 1 至 " + limit + " 字节的大厅名称。\n" +
                      "--hall: a hall's name is one line of 1 to " + limit + " bytes.");
  }
  EnrolmentCode code;
  yiping::host::fill_random(code.nonce);
  code.area = arguments.area;
  code.window = arguments.window;
  code.hall = arguments.hall;
  code.expires = static_cast<std::uint32_t>(yiping::host::unix_now() + arguments.hours * 3'600);
  std::cout << mint(Seal(config.token_keys), code) << "\n";
}

void define_import(CLI::App& app, Arguments& arguments) {
  Import& import = arguments.import;
  CLI::App* command = app.add_subcommand(
      "import", "导入旧系统的评价 / bring in the ratings of an older system, while this one runs");
  command->add_option("FILE", import.file, "CSV, its first row the names of the columns")
      ->required();
  command->add_option("--config", arguments.config, "configuration file")->capture_default_str();
  command
      ->add_option("--mapping", import.mapping,
                   "映射文件 / what the columns mean: assets/mappings, docs/mapping.md")
      ->required();
  command->add_option("--key", import.key, "id of a system key with \"entries\": true")->required();
  command->add_option("--area", import.area, "12 digits, of rows that name no area");
  command->add_option("--encoding", arguments.encoding, "gb18030 also reads GBK and GB2312")
      ->check(CLI::IsMember({"utf-8", "gb18030"}))
      ->capture_default_str();
  command->add_option("--rejects", import.rejects,
                      "write rows that are refused there, each with the reason");
  command->add_flag("--dry-run", import.dry_run, "试运行 / read and report, send nothing");
  command->footer(
      "Rows that a system filled in by itself (系统默认) are reported as services, never as "
      "ratings."
      "\nThe same file again changes nothing.");
  command->callback([&] {
    if (arguments.encoding == "gb18030") arguments.import.encoding = Encoding::gb18030;
    import_ratings(read_config(arguments.config), arguments.import, std::cout);
  });
}

void define(CLI::App& app, Arguments& arguments) {
  app.require_subcommand(1);
  const auto config = [&](CLI::App* command) {
    command->add_option("--config", arguments.config, "configuration file")->capture_default_str();
  };

  CLI::App* serve_command = app.add_subcommand("serve", "启动 / run the collector");
  config(serve_command);
  serve_command->add_flag("--check-config", arguments.check, "check everything, then end");
  serve_command->add_flag("--allow-direct", arguments.allow_direct,
                          "listen on an address that is not loopback, without a proxy");
  serve_command->add_flag("--quiet", arguments.quiet, "log warnings and errors only");
  serve_command->footer(
      "\"store\" in the configuration is a file, or a postgresql:// URI. Its password belongs in a"
      " file\nthat PGPASSFILE or passfile= names: docs/collector.md.");
  serve_command->callback([&] { run_server(arguments); });

  CLI::App* init_command =
      app.add_subcommand("init", "生成配置和新密钥 / write a configuration with fresh keys");
  init_command->add_option("--dir", arguments.folder, "folder for it")->required();
  init_command->add_option("--assets", arguments.assets, "questionnaires, codes, locales")
      ->capture_default_str();
  init_command->add_option("--web", arguments.web, "the web build")->capture_default_str();
  init_command
      ->add_option("--data", arguments.data, "what it keeps; a relative one is beside the file")
      ->capture_default_str();
  init_command->add_option("--proxy", arguments.proxies,
                           "address of a proxy of yours in front of it, as 127.0.0.1");
  init_command->callback([&] { init(arguments); });

  CLI::App* staff_command = app.add_subcommand("staff", "工作人员账号 / accounts of the desk");
  staff_command->require_subcommand(1);
  CLI::App* add_command =
      staff_command->add_subcommand("add", "add or replace one; the password is read from stdin");
  config(add_command);
  add_command->add_option("--name", arguments.staff.name, "to sign in with")->required();
  add_command->add_option("--display-name", arguments.staff.display_name, "shown")->required();
  add_command->add_option("--area", arguments.staff.area, "12 digits")->required();
  add_command
      ->add_option("--role", arguments.roles,
                   "as what; may be given again; default: handler (docs/rectification.md)")
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(kRoles), std::end(kRoles))));
  add_command->add_option("--unit", arguments.staff.unit,
                          "组织机构代码 / whose cases; default: every unit's of the area");
  add_command->add_option("--password-file", arguments.password_file,
                          "read the password from this file instead");
  add_command->callback([&] { add_staff(arguments); });
  CLI::App* list_staff = staff_command->add_subcommand("list", "every account, with its roles");
  config(list_staff);
  list_staff->callback([&] { order(read_config(arguments.config), {{"order", "staff.list"}}); });
  CLI::App* remove_staff =
      staff_command->add_subcommand("remove",
                                    "delete an account and sign it out; what it did keeps "
                                    "its name");
  config(remove_staff);
  remove_staff->add_option("--name", arguments.staff.name, "as it signs in")->required();
  remove_staff->callback([&] {
    order(read_config(arguments.config),
          {{"order", "staff.remove"}, {"name", arguments.staff.name}});
  });

  CLI::App* token_command =
      app.add_subcommand("token", "生成一张评价邀请 / make the invitation token of a service");
  config(token_command);
  CLI::Option* area = token_command->add_option("--area", arguments.area, "12 digits");
  CLI::Option* case_no = token_command->add_option("--case-no", arguments.case_no, "办件编号");
  token_command->add_option("--service-no", arguments.service_no, "服务次数")
      ->capture_default_str();
  token_command->add_option("--via", arguments.via, "portal, sms, qr or window")
      ->check(CLI::IsMember({"portal", "sms", "qr", "window"}))
      ->capture_default_str();
  token_command->add_option("--seconds", arguments.seconds,
                            "lifetime; negative for one that has expired; default: token_days");
  token_command
      ->add_flag(
          "--demo", arguments.demo,
          "试用 / report a made-up service to the running collector, and print its token and "
          "the address of its form; it counts like any other, so not on a live system")
      ->excludes(case_no);
  token_command->callback([&, area, case_no] {
    if (arguments.demo) return mint_demo_token(arguments);
    if (area->empty()) throw CLI::RequiredError("--area");
    if (case_no->empty()) throw CLI::RequiredError("--case-no");
    mint_token(arguments);
  });

  CLI::App* device_command =
      app.add_subcommand("device", "一体机和评价器 / kiosks and window evaluators");
  device_command->require_subcommand(1);
  CLI::App* invite_command = device_command->add_subcommand(
      "invite", "生成一次性登记码 / make a one-time code by which a device enrols");
  config(invite_command);
  invite_command->add_option("--area", arguments.area, "12 digits")->required();
  invite_command
      ->add_option("--window", arguments.window, "窗口号 / the window's name, as in \"3\"")
      ->required();
  invite_command->add_option("--hall", arguments.hall, "大厅 / the hall's name")->required();
  invite_command->add_option("--hours", arguments.hours, "有效小时数 / how long it may be used")
      ->check(CLI::Range(1, 168))
      ->capture_default_str();
  invite_command->callback([&] { invite_device(arguments); });
  CLI::App* list_devices = device_command->add_subcommand(
      "list", "各终端的状况 / every terminal, when it was heard, and what it holds");
  config(list_devices);
  list_devices->callback([&] {
    order(read_config(arguments.config),
          {{"order", "device.list"}, {"now", yiping::host::unix_now()}});
  });
  CLI::App* remove_device = device_command->add_subcommand(
      "remove", "注销一台终端 / forget one: it must enrol again, what it sent stays");
  config(remove_device);
  remove_device->add_option("--device", arguments.device, "16 hex digits, as listed")->required();
  remove_device->callback([&] {
    order(read_config(arguments.config),
          {{"order", "device.remove"}, {"device", arguments.device}});
  });

  CLI::App* reload_command = app.add_subcommand(
      "reload",
      "重新载入配置，不中断服务 / have the running collector read its configuration anew");
  config(reload_command);
  reload_command->callback([&] {
    ask_to_reload(read_config(arguments.config));
    std::cout << arguments.config << ": 已载入 / reloaded\n";
  });

  define_import(app, arguments);

  CLI::App* backup_command = app.add_subcommand(
      "backup", "备份，可在运行中进行 / copy the database, also while the collector runs");
  config(backup_command);
  backup_command->add_option("--to", arguments.file, "the new file; never over another")
      ->required();
  backup_command->callback(
      [&] { back_up(read_config(arguments.config), arguments.file, std::cout); });

  CLI::App* restore_command = app.add_subcommand(
      "restore", "恢复备份，须先停止 / put a backup in place, while the collector is stopped");
  config(restore_command);
  restore_command->add_option("--from", arguments.file, "the backup")->required();
  restore_command->callback(
      [&] { restore(read_config(arguments.config), arguments.file, std::cout); });

  CLI::App* verify_command = app.add_subcommand(
      "verify", "全面核对，可在运行中进行 / count everything again, also while the collector runs");
  config(verify_command);
  verify_command->callback([&] { verify(read_config(arguments.config), std::cout); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"一评收集器 / the Yiping collector"};
  Arguments arguments;
  define(app, arguments);
  return yiping::host::run_commands(app, "collector", argc, argv);
}
