// SPDX-License-Identifier: Apache-2.0
#include "collector/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <vector>

namespace yiping::collector {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Seconds. A rating takes milliseconds; past eight seconds a request is cut.
const prometheus::Histogram::BucketBoundaries kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                       0.1,   0.25,   0.5,   1,    2.5,   8};

MetricFamily single(const char* name, const char* help, MetricType type, double value) {
  ClientMetric metric;
  if (type == MetricType::Counter) metric.counter.value = value;
  if (type == MetricType::Gauge) metric.gauge.value = value;
  return {name, help, type, {metric}};
}

MetricFamily counter(const char* name, const char* help, std::uint64_t value) {
  return single(name, help, MetricType::Counter, static_cast<double>(value));
}

MetricFamily gauge(const char* name, const char* help, double value) {
  return single(name, help, MetricType::Gauge, value);
}

void add_store(std::vector<MetricFamily>& to, const StoreFigures& store, bool ready) {
  to.push_back(gauge("yiping_store_ready", "1 when the last write was stored", ready ? 1 : 0));
  to.push_back(counter("yiping_store_groups_total", "Commits, of many rows each", store.groups));
  to.push_back(counter("yiping_store_rows_total", "Rows in them", store.rows));
  to.push_back(counter("yiping_store_replayed_groups_total",
                       "Groups that were rolled back and replayed row by row",
                       store.replayed_groups));
  to.push_back(counter("yiping_store_refused_total",
                       "Writes that were refused because the queue "
                       "was full or too slow",
                       store.refused));
  to.push_back(gauge("yiping_store_largest_group_rows", "Rows of the largest commit so far",
                     static_cast<double>(store.largest_group)));
  to.push_back(gauge("yiping_store_in_flight", "Requests under way that will write",
                     static_cast<double>(store.in_flight)));
}

ClientMetric labelled(const char* label, const std::string& of, double value) {
  ClientMetric metric;
  metric.label = {{label, of}};
  metric.gauge.value = value;
  return metric;
}

ClientMetric of_target(const TargetFigures& one, double value) {
  return labelled("target", one.target, value);
}

void add_devices(std::vector<MetricFamily>& to, const DeviceFigures& devices) {
  const auto in_state = [](const char* state, std::int64_t count) {
    return labelled("state", state, static_cast<double>(count));
  };
  to.push_back({"yiping_devices",
                "Enrolled terminals: seen within five minutes, or silent",
                MetricType::Gauge,
                {in_state("seen", devices.seen), in_state("silent", devices.silent)}});
  to.push_back({"yiping_device_ratings",
                "What terminals hold, as they said last; missing: numbered and never arrived, "
                "while later ones did",
                MetricType::Gauge,
                {in_state("waiting", devices.waiting), in_state("refused", devices.refused),
                 in_state("missing", devices.missing)}});
}

void add_told(std::vector<MetricFamily>& to, const std::vector<TargetFigures>& told, Seconds now) {
  if (told.empty()) return;
  MetricFamily waiting{"yiping_deliveries_waiting",
                       "What another system is still to be told",
                       MetricType::Gauge,
                       {}};
  MetricFamily refused{
      "yiping_deliveries_refused", "What it refused for good", MetricType::Gauge, {}};
  MetricFamily lag{
      "yiping_delivery_lag_seconds", "Age of the oldest that waits", MetricType::Gauge, {}};
  for (const TargetFigures& one : told) {
    const Seconds oldest = one.figures.oldest;
    waiting.metric.push_back(of_target(one, static_cast<double>(one.figures.waiting)));
    refused.metric.push_back(of_target(one, static_cast<double>(one.figures.dead)));
    lag.metric.push_back(of_target(one, oldest == 0 ? 0 : static_cast<double>(now - oldest)));
  }
  for (MetricFamily& family : std::vector{waiting, refused, lag}) to.push_back(std::move(family));
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// By the names that dashboards know from every Prometheus client.
void add_process(std::vector<MetricFamily>& to) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  to.push_back(single("process_cpu_seconds_total", "User and system CPU", MetricType::Counter,
                      seconds(used.ru_utime) + seconds(used.ru_stime)));
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  to.push_back(gauge("process_resident_memory_bytes", "Resident memory",
                     static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE))));
  std::error_code error;
  const auto open = std::distance(std::filesystem::directory_iterator("/proc/self/fd", error), {});
  to.push_back(gauge("process_open_fds", "Open file descriptors", static_cast<double>(open)));
}

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter()
          .Name("yiping_requests_total")
          .Help("Requests answered, by route and status")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& spent =
      prometheus::BuildHistogram()
          .Name("yiping_request_seconds")
          .Help("From a request's first byte to its answer, by route")
          .Register(registry);
  prometheus::Counter& turned_away =
      prometheus::BuildCounter()
          .Name("yiping_connections_refused_total")
          .Help("Connections that found no worker and no place in the line")
          .Register(registry)
          .Add({});
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view method, std::string_view route, int status,
                       std::chrono::steady_clock::duration spent) {
  const prometheus::Labels of_route{{"method", std::string(method)}, {"route", std::string(route)}};
  prometheus::Labels all = of_route;
  all.emplace("status", std::to_string(status));
  families_->requests.Add(all).Increment();
  families_->spent.Add(of_route, kBuckets).Observe(std::chrono::duration<double>(spent).count());
}

void Metrics::recounted(std::int64_t differences, Seconds at) {
  prometheus::BuildGauge()
      .Name("yiping_recount_differences")
      .Help("What the last recount of everything found different from what is stored")
      .Register(families_->registry)
      .Add({})
      .Set(static_cast<double>(differences));
  prometheus::BuildGauge()
      .Name("yiping_recount_timestamp_seconds")
      .Help("When the last recount ended")
      .Register(families_->registry)
      .Add({})
      .Set(static_cast<double>(at));
}

void Metrics::turned_away() { families_->turned_away.Increment(); }

std::string Metrics::text(const Readings& readings) const {
  std::vector<MetricFamily> all = families_->registry.Collect();
  add_store(all, readings.store, readings.ready);
  add_told(all, readings.told, readings.now);
  if (readings.devices) add_devices(all, *readings.devices);
  add_process(all);
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace yiping::collector
