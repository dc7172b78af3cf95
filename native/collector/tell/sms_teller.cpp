// SPDX-License-Identifier: Apache-2.0
#include "collector/tell/sms_teller.hpp"

#include <utility>
#include <vector>

#include "collector/tell/notice.hpp"
#include "host/files.hpp"
#include "host/json.hpp"

namespace yiping::collector {

SmsTeller::SmsTeller(Store& store, SmsConfig config) : store_(store), config_(std::move(config)) {}

Attempt SmsTeller::tell(const Delivery& delivery, Seconds now) {
  const auto notice = find_notice(store_, delivery, now);
  if (!notice) return {};
  const std::string text = short_text_of(*notice);
  std::vector<host::NamedBytes> files;
  for (std::size_t i = 0; i < config_.to.size(); ++i) {
    const host::Json file = {{"schema", "yiping.sms/1"},
                             {"to", config_.to[i]},
                             {"text", text},
                             {"created", delivery.created}};
    files.push_back(
        {identity_of(delivery) + "-" + std::to_string(i) + ".json", host::canonical(file)});
  }
  const std::string error = host::put_files(config_.folder, files);
  return error.empty() ? Attempt{} : later(delivery.attempts, now, error);
}

}  // namespace yiping::collector
