// SPDX-License-Identifier: Apache-2.0
#include "collector/collector.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

#include "collector/application.hpp"
#include "collector/context.hpp"
#include "collector/courier.hpp"
#include "collector/http_server.hpp"
#include "collector/night.hpp"
#include "collector/reply.hpp"
#include "collector/routes.hpp"
#include "collector/static_files.hpp"
#include "host/clock.hpp"

namespace yiping::collector {
namespace {

std::function<Seconds()> clock_or_system(std::function<Seconds()> clock) {
  if (clock) return clock;
  return host::unix_now;
}

StoreOptions with(StoreOptions options, std::function<Seconds()> clock, Acknowledge acknowledge) {
  options.clock = std::move(clock);
  options.acknowledge = acknowledge;
  return options;
}

std::filesystem::path problems_file(const Config& config) {
  return config.assets / "locales" / "problems.json";
}

StaticFiles static_files(const Config& config) {
  return config.web.empty() ? StaticFiles() : StaticFiles(config.web);
}

ServerOptions server_options(const Config& config) {
  ServerOptions options;
  options.listen = config.listen;
  options.port = config.port;
  options.workers = static_cast<std::size_t>(config.workers);
  options.trusted_proxies = config.trusted_proxies;
  return options;
}

/// A few workers that nothing else can occupy: who looks after a busy collector is answered.
ServerOptions operator_options(const Config& config) {
  ServerOptions options;
  options.listen = config.operator_listen;
  options.port = *config.operator_port;
  options.setting = "operator_port";
  options.workers = 2;
  options.waiting = 16;
  return options;
}

/// For commands of the same user.
ServerOptions control_options(std::string socket) {
  ServerOptions options;
  options.listen = std::move(socket);
  options.workers = 1;
  options.waiting = 16;
  // A reload reads every file before it answers.
  options.request_deadline = std::chrono::minutes(1);
  return options;
}

/// What answers beside the service: operators on their port, commands at their socket.
struct Side {
  Side(Context& context, ServerOptions options, std::vector<Route> routes)
      : application(context, files, std::move(routes)),
        server(std::move(options), application, application.routes()) {}

  void start() {
    thread = std::thread([this] { server.run(); });
  }
  void stop() {
    server.stop();
    thread.join();
  }

  const StaticFiles files;
  Application application;
  HttpServer server;
  std::thread thread;
};

}  // namespace

/// In the order of dependence: each part outlives those after it.
struct Collector::Parts {
  Parts(Config given, const std::function<Seconds()>& clock, Acknowledge acknowledge)
      : config(std::move(given)),
        problems(problems_file(config)),
        questionnaires(config.assets),
        regions(read_regions(config)),
        files(static_files(config)),
        form(config, files),
        store(with(store_options(config, regions), clock, acknowledge)),
        context{.config = config,
                .store = store,
                .questionnaires = questionnaires,
                .problems = problems,
                .form = form,
                .regions = *regions,
                .contacts = Contacts(config),
                .tokens = Tokens(config.token_keys, config.case_key),
                .seal = Seal(config.token_keys),
                .clock = clock,
                .reply_levels = read_reply_levels(config.assets)},
        application(context, files, service_routes(context)),
        server(server_options(config), application, application.routes()) {
    if (config.operator_port) {
      operators.emplace(context, operator_options(config), operator_routes(context));
    }
    const std::string socket = control_socket(config);
    if (socket.empty()) {
      spdlog::warn(
          "{}: 路径过长，运行中无法执行 staff 等命令 / the path is too long for a socket: "
          "commands such as staff wait until the collector is stopped",
          config.data.string());
    } else {
      control.emplace(context, control_options(socket),
                      control_routes(context, [this] { return reload(); }));
    }
    if (config.recount) night.emplace(store, context.metrics, clock);
    if (config.relay) {
      relay.emplace(store, Target::relay, relay_teller(store, *config.relay), clock);
    }
    if (config.notices) {
      notices.emplace(store, Target::notices, notices_teller(store, config), clock);
    }
  }

  const Config config;
  const Problems problems;
  const Questionnaires questionnaires;
  const std::shared_ptr<const Regions> regions;
  const StaticFiles files;
  const Form form;
  Store store;
  Context context;
  Application application;
  HttpServer server;
  Reload reload = [] { return std::string(); };
  std::optional<Side> operators;
  std::optional<Side> control;
  std::optional<Night> night;
  std::optional<Courier> relay;
  std::optional<Courier> notices;
};

Collector::Collector(Config config, std::function<Seconds()> clock, Acknowledge acknowledge)
    : parts_(std::make_unique<Parts>(std::move(config), clock_or_system(std::move(clock)),
                                     acknowledge)) {}

Collector::~Collector() = default;

Ports Collector::bind(HeldSockets held) {
  Ports ports{parts_->server.bind(std::move(held.service)), std::nullopt};
  if (parts_->operators)
    ports.operators = parts_->operators->server.bind(std::move(held.operators));
  if (parts_->control) static_cast<void>(parts_->control->server.bind());
  return ports;
}

void Collector::on_reload(Reload reload) { parts_->reload = std::move(reload); }

void Collector::run() {
  for (auto* side : {&parts_->operators, &parts_->control}) {
    if (*side) (*side)->start();
  }
  parts_->server.run();
  // Nobody waits for a recount of millions: neither the next configuration nor the end.
  parts_->store.end_verifying();
  // To the end: that it is stopping can be seen until it has.
  for (auto* side : {&parts_->control, &parts_->operators}) {
    if (*side) (*side)->stop();
  }
}

void Collector::stop() {
  parts_->context.stopping = true;
  parts_->server.stop();
}

HeldSockets Collector::hand_over() {
  HeldSockets held;
  if (parts_->operators) held.operators = parts_->operators->server.hand_over();
  held.service = parts_->server.hand_over();
  return held;
}

Store& Collector::store() { return parts_->store; }

std::vector<std::pair<std::string, std::string>> Collector::routes() const {
  std::vector<std::pair<std::string, std::string>> all;
  const auto add = [&](const Application& application) {
    for (const Route& route : application.routes()) all.emplace_back(route.method, route.pattern);
  };
  add(parts_->application);
  if (parts_->operators) add(parts_->operators->application);
  return all;
}

void check(const Config& config) {
  const Problems problems(problems_file(config));
  const Questionnaires questionnaires(config.assets);
  const auto regions = read_regions(config);
  const StaticFiles files = static_files(config);
  const Form form(config, files);
}

StoreOptions store_options(const Config& config, std::shared_ptr<const Regions> regions) {
  std::filesystem::create_directories(config.data);
  StoreOptions options;
  options.store = config.store.empty() ? (config.data / "yiping.sqlite").string() : config.store;
  options.regions = std::move(regions);
  options.collector = config.collector;
  options.publication_min_gain = config.publication_min_gain;
  options.snapshot_seconds = config.snapshot_seconds;
  options.quarantine_seconds = config.quarantine_days * Seconds{86'400};
  options.relays = config.relay.has_value();
  options.notifies = config.notices.has_value();
  return options;
}

StoreOptions command_store_options(const Config& config) {
  StoreOptions options = store_options(config, read_regions(config));
  options.publishing = Publishing::by_hand;
  return options;
}

}  // namespace yiping::collector
