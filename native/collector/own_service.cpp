// SPDX-License-Identifier: Apache-2.0
#include "collector/own_service.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "collector/signature.hpp"
#include "host/clock.hpp"
#include "host/operator_error.hpp"

namespace yiping::collector {
namespace {

constexpr int kTries = 5;
constexpr std::chrono::seconds kPause{2};

std::string address_of(const Config& config) {
  const bool is_any = config.listen == "0.0.0.0" || config.listen == "::";
  std::string host = is_any ? "127.0.0.1" : config.listen;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(config.port);
}

}  // namespace

OwnService::OwnService(const Config& config, const SystemKey& key)
    : key_(key), address_(address_of(config)) {}

host::HttpAnswer OwnService::post(const std::string& path, const host::Json& body) {
  host::HttpRequest request{"POST", address_ + path, {}, body.dump()};
  host::HttpAnswer answer;
  for (int tries = 0; tries < kTries; ++tries) {
    if (tries > 0) std::this_thread::sleep_for(std::max(kPause, answer.retry_after));
    request.headers = {{"Content-Type", "application/json"},
                       {"Authorization", sign(key_, "POST", path, request.body, host::unix_now())}};
    answer = client_.perform(request);
    if (answer && answer.status < 500 && answer.status != 429) return answer;
  }
  throw host::OperatorError(
      address_ + path + ": " +
      (answer ? std::to_string(answer.status) + " " + answer.body : answer.error) +
      "\n收集器没有运行，或没有接受。此前已接受的不受影响，可重新执行本命令。\n"
      "the collector does not run, or does not take it. What it took until then is there: run the "
      "command again.");
}

}  // namespace yiping::collector
