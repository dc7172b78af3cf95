// SPDX-License-Identifier: Apache-2.0
// The collector's half of docs/http.md, "Devices", as a terminal reads and writes it. No I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/http_client.hpp"
#include "host/json.hpp"
#include "kiosk/courier/outbox.hpp"
#include "kiosk/errand.hpp"

namespace yiping::kiosk {

inline constexpr std::size_t kBatchRows = 100;
/// Of tokens and documents; the rest of the collector's 1 MiB is for what stands around them.
inline constexpr std::size_t kBatchBytes = (std::size_t{1} << 20U) - std::size_t{16} * 1024;

struct CollectorSays {
  enum class Kind : std::uint8_t {
    done,         // 2xx with a JSON object
    clock_wrong,  // our signature's time; `now` is the collector's
    refused,      // a problem of the collector's own wording, by `code`
    away,         // nothing, not now, or somebody else's answer, such as a captive portal's page
  };
  Kind kind = Kind::away;
  int status = 0;
  host::Json body;
  std::string code;
  std::optional<std::int64_t> now;  // Unix seconds
};

[[nodiscard]] CollectorSays read_answer(const host::HttpAnswer& answer);

/// Body of `POST /v1/evaluations:batch`, each document in its own bytes.
[[nodiscard]] std::string batch_body(const std::vector<ReadyRating>& batch,
                                     std::string_view series);

/// Body of `POST /v1/device/heartbeat`.
[[nodiscard]] std::string heartbeat_body(const Numbering& numbering, const OutboxCounts& counts);

/// One verdict for each rating, in their order; nothing when the body does not answer them.
/// Delivered is only what has a 2xx status and our receipt.
[[nodiscard]] std::optional<std::vector<Verdict>> read_verdicts(
    const host::Json& body, const std::vector<ReadyRating>& batch);

/// What `GET /v1/device/next` answered; nothing when it is not that.
struct NextErrand {
  std::optional<Errand> errand{};  // none: idle
  std::int64_t until = 0;          // Unix seconds, by the collector's clock
};
[[nodiscard]] std::optional<NextErrand> read_next(const host::Json& body);

}  // namespace yiping::kiosk
