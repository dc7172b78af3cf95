// SPDX-License-Identifier: Apache-2.0
// Services and ratings of a bench, each made of its number.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "collector/regions.hpp"
#include "collector/store.hpp"
#include "host/authored_settings.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"

namespace yiping::bench {

using namespace yiping::collector;

inline constexpr const char* kArea = "440300000000";
inline constexpr std::int64_t kPerReport = 500;

/// The default profile as shipped.
inline std::shared_ptr<const Regions> shipped_regions() {
  const std::filesystem::path assets = std::filesystem::path(YIPING_SOURCE_DIR) / "assets";
  std::vector<host::Fault> faults;
  auto regions = std::make_shared<Regions>();
  regions->standard = host::load_profile("default", {assets / "profiles"}, faults).value();
  regions->calendar = host::load_calendar({assets / "calendars"}, faults);
  if (!faults.empty()) throw std::runtime_error(host::describe(faults.front()));
  return regions;
}

/// The control of every figure here: what was refused costs nothing.
inline void require_stored(const std::optional<EvaluationPut>& put) {
  if (put != EvaluationPut::stored) throw std::runtime_error("a rating was not stored");
}

inline Id16 id_of(const std::string& seed) {
  const Hash32 hash = sha256(as_bytes(seed));
  Id16 id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

inline ReportedService service(std::int64_t number) {
  ReportedService event;
  event.area = kArea;
  event.case_digest = id_of("case " + std::to_string(number));
  event.case_no = "4403002611" + std::to_string(number);
  event.service_no = 1;
  event.service_name = "申报";
  event.service_time = std::chrono::duration_cast<std::chrono::seconds>(
                           std::chrono::system_clock::now().time_since_epoch())
                           .count();
  event.item_code = "item" + std::to_string(number % 40);
  event.item_name = "居住证签发";
  event.org_code = "org" + std::to_string(number % 12);
  event.org_name = "深圳市公安局";
  event.channel = number % 3 == 0 ? "window" : "mobile";
  event.rater_kind = "natural_person";
  event.status = "accepted";
  return event;
}

/// One in ten is bad, and opens a case. The document is as long as a usual one.
inline NewEvaluation rating(std::int64_t number) {
  NewEvaluation evaluation;
  evaluation.area = kArea;
  evaluation.submission = id_of("submission " + std::to_string(number));
  evaluation.case_digest = id_of("case " + std::to_string(number));
  evaluation.kind = "case";
  evaluation.via = "portal";
  evaluation.document = std::string(600, 'd') + to_hex(evaluation.submission);
  evaluation.digest = digest_of(evaluation.document);
  evaluation.receipt_hash = receipt_hash(receipt_of(440'300, evaluation.submission));
  evaluation.level = number % 10 == 0 ? Level::dissatisfied : Level::very_satisfied;
  evaluation.questionnaire_id = "online-item";
  evaluation.questionnaire_version = 1;
  evaluation.language = "zh-Hans";
  return evaluation;
}

}  // namespace yiping::bench
