// SPDX-License-Identifier: Apache-2.0
// The network's thread: sends what waits, asks what the counter wants rated, and says how the
// terminal is doing.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/http_client.hpp"
#include "kiosk/courier/backoff.hpp"
#include "kiosk/courier/batch.hpp"
#include "kiosk/courier/device.hpp"
#include "kiosk/courier/outbox.hpp"
#include "kiosk/courier/reports.hpp"

namespace yiping::kiosk {

struct LinkOptions {
  std::string collector;  // "https://collector.example.gov.cn", without a slash at the end
  Identity device;
  host::HttpClientOptions http;
  std::chrono::milliseconds poll = std::chrono::seconds(2);
  std::chrono::milliseconds heartbeat = std::chrono::minutes(1);
  // While the collector is away.
  std::chrono::milliseconds backoff_first = std::chrono::seconds(1);
  std::chrono::milliseconds backoff_most = std::chrono::minutes(1);
  std::function<std::int64_t()> clock;  // Unix seconds; empty: the system's
};

class Link {
 public:
  Link(LinkOptions options, Outbox& outbox, Reports& reports);
  ~Link();  // ends a request under way: it will be repeated, and recognised
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// From any thread: there is something to send. Sent now, unless the collector is away.
  void wake();

 private:
  using Clock = Backoff::Clock;

  /// One of the calls: each has its own pace, and the log hears of its fault once, not at each
  /// try.
  struct Call {
    const char* method;
    const char* path;
    Backoff pace;
    std::chrono::seconds retry_after{0};  // of its last answer
    std::string complaint{};

    void succeeded(std::chrono::milliseconds pause);
    void failed();
    void complain(const std::string& about);
  };

  void loop();
  void send();
  void poll();
  void beat();
  [[nodiscard]] CollectorSays ask(Call& call, const std::string& body);
  [[nodiscard]] CollectorSays ask_once(Call& call, const std::string& body);
  void take_clock(std::int64_t collector_now);
  void take_verdicts(const std::vector<Verdict>& verdicts);
  void take_refusal(const CollectorSays& says, const std::vector<ReadyRating>& batch);
  void take_errand(NextErrand next);
  void withdraw_errand();

  LinkOptions options_;
  Outbox& outbox_;
  Reports& reports_;
  host::HttpClient client_;
  Call sending_;
  Call polling_;
  Call beating_;
  std::size_t batch_rows_ = kBatchRows;
  std::int64_t clock_offset_ = 0;
  bool online_ = false;             // the last poll was answered
  std::int64_t offered_until_ = 0;  // Unix seconds, by the collector's clock
  std::string offered_;             // the token last told of, or seen to be in the outbox

  std::mutex mutex_;
  std::condition_variable changed_;
  bool waiting_ = true;  // ratings of an earlier run, perhaps
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace yiping::kiosk
