// SPDX-License-Identifier: Apache-2.0
#include "collector/collector.hpp"

#include <filesystem>
#include <utility>

#include "collector/application.hpp"
#include "collector/context.hpp"
#include "collector/http_server.hpp"
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

}  // namespace

/// In the order of dependence: each part outlives those after it.
struct Collector::Parts {
  Parts(Config given, const std::function<Seconds()>& clock, Acknowledge acknowledge)
      : config(std::move(given)),
        problems(problems_file(config)),
        questionnaires(config.assets),
        files(static_files(config)),
        form(config, files),
        store(with(store_options(config), clock, acknowledge)),
        context{.config = config,
                .store = store,
                .questionnaires = questionnaires,
                .problems = problems,
                .form = form,
                .tokens = Tokens(config.token_keys, config.case_key),
                .seal = Seal(config.token_keys),
                .clock = clock},
        application(context, files),
        server(server_options(config), application, application.routes()) {}

  const Config config;
  const Problems problems;
  const Questionnaires questionnaires;
  const StaticFiles files;
  const Form form;
  Store store;
  Context context;
  Application application;
  HttpServer server;
};

Collector::Collector(Config config, std::function<Seconds()> clock, Acknowledge acknowledge)
    : parts_(std::make_unique<Parts>(std::move(config), clock_or_system(std::move(clock)),
                                     acknowledge)) {}

Collector::~Collector() = default;

int Collector::bind() { return parts_->server.bind(); }

void Collector::run() { parts_->server.run(); }

void Collector::stop() { parts_->server.stop(); }

Store& Collector::store() { return parts_->store; }

void check(const Config& config) {
  const Problems problems(problems_file(config));
  const Questionnaires questionnaires(config.assets);
  const StaticFiles files = static_files(config);
  const Form form(config, files);
}

StoreOptions store_options(const Config& config) {
  std::filesystem::create_directories(config.data);
  StoreOptions options;
  options.store = config.store.empty() ? (config.data / "yiping.sqlite").string() : config.store;
  options.collector = config.collector;
  options.publication_min_gain = config.publication_min_gain;
  options.snapshot_seconds = config.snapshot_seconds;
  return options;
}

}  // namespace yiping::collector
