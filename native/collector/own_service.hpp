// SPDX-License-Identifier: Apache-2.0
// The collector of a configuration, called on its own machine as a business system calls it.
#pragma once

#include <string>

#include "collector/config.hpp"
#include "host/http_client.hpp"
#include "host/json.hpp"

namespace yiping::collector {

class OwnService {
 public:
  /// `key` must outlive it.
  OwnService(const Config& config, const SystemKey& key);

  /// Tries again what may pass later. The answer is a 200, or a refusal of the body; throws
  /// OperatorError when nobody takes it.
  [[nodiscard]] host::HttpAnswer post(const std::string& path, const host::Json& body);

 private:
  const SystemKey& key_;
  std::string address_;
  host::HttpClient client_;
};

}  // namespace yiping::collector
