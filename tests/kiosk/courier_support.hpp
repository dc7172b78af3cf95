// SPDX-License-Identifier: Apache-2.0
// What the courier's tests share: plausible orders, a courier that can be waited for, and a
// collector that says what a test wants to hear.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/json.hpp"
#include "kiosk/courier/courier.hpp"
#include "support/folder.hpp"
#include "support/scripted_server.hpp"

namespace yiping::kiosk::test {

using host::Json;
using yiping::test::Heard;
using yiping::test::http_answer;
using yiping::test::ScriptedServer;

inline constexpr std::uint32_t kReceiptArea = 440'300;

struct Folder : yiping::test::Folder {
  [[nodiscard]] std::filesystem::path outbox() const { return path() / "outbox.db"; }
};

// Everything follows from the number.
[[nodiscard]] SubmissionId id_of(int number);
[[nodiscard]] KeepDraft draft(int number);
[[nodiscard]] KeepRating rating(int number);

[[nodiscard]] std::string bytes_of_file(const std::filesystem::path& file);

/// Against `collector`, with short waits, as an enrolled terminal.
[[nodiscard]] CourierOptions options_for(const Folder& folder, const std::string& collector);

/// A courier and all that it reported.
class Terminal {
 public:
  explicit Terminal(CourierOptions options);

  void post(Order order) { courier_->post(std::move(order)); }
  /// Ends the courier; its last reports can still be counted.
  void stop();

  /// Waits for the `count`-th report of this kind; false after five seconds.
  template <typename R>
  [[nodiscard]] bool heard(std::size_t count = 1) {
    return wait([&] { return all<R>().size() >= count; });
  }
  template <typename R>
  [[nodiscard]] std::vector<R> all() const {
    std::vector<R> found;
    for (const Report& report : reports_) {
      if (const R* one = std::get_if<R>(&report)) found.push_back(*one);
    }
    return found;
  }
  /// False after five seconds.
  [[nodiscard]] bool waits(const std::function<bool()>& done) { return wait(done); }
  /// Waits for a state of the link.
  [[nodiscard]] bool reached(const std::function<bool(const LinkState&)>& state);
  /// Nothing more is heard of this kind for a while.
  template <typename R>
  [[nodiscard]] bool quiet(std::chrono::milliseconds patience = std::chrono::milliseconds(300)) {
    take();
    const std::size_t before = all<R>().size();
    const auto until = std::chrono::steady_clock::now() + patience;
    static_cast<void>(wait([&] { return std::chrono::steady_clock::now() > until; }));
    return all<R>().size() == before;
  }

 private:
  [[nodiscard]] bool wait(const std::function<bool()>& done);
  void take();

  std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Report> reports_;
  std::unique_ptr<Courier> courier_;  // last: it calls `wake`
};

/// Stores by docs/http.md, verifies each signature, and can be told to misbehave.
class FakeCollector {
 public:
  FakeCollector();

  /// Before its own answer; an empty optional leaves the answer to it.
  using Script = std::function<std::optional<std::string>(const Heard&)>;
  void play(Script script);
  /// Runs after the answer was made: what it returns is sent in its place.
  using Twist = std::function<std::string(const Heard&, std::string)>;
  void twist(Twist twist);

  void invite(const std::string& token);  // empty: idle
  void set_clock(std::int64_t now) { clock_ = now; }

  [[nodiscard]] std::string url() const { return server_.url(); }
  [[nodiscard]] std::size_t stored() const;
  [[nodiscard]] int arrivals(const std::string& submission) const;  // of a batch's row
  [[nodiscard]] int requests(const std::string& target) const;
  /// What the terminal said of itself last.
  [[nodiscard]] Json report() const;
  /// Of the ratings in order of arrival, "<series> <number>".
  [[nodiscard]] std::vector<std::string> numbers() const;
  [[nodiscard]] int forgeries() const { return forgeries_; }

 private:
  [[nodiscard]] std::string answer(const Heard& heard);
  [[nodiscard]] std::string take_batch(const std::string& body);
  [[nodiscard]] std::string next() const;

  mutable std::mutex mutex_;
  Script script_;
  Twist twist_;
  std::int64_t invited_until_ = 0;
  std::string invited_;
  std::map<std::string, std::string> stored_;  // document by submission
  std::map<std::string, std::string> by_token_;
  std::map<std::string, int> arrivals_;
  std::map<std::string, int> requests_;
  Json report_ = Json::object();
  std::vector<std::string> numbers_;
  std::atomic<std::int64_t> clock_;
  std::atomic<int> forgeries_{0};
  ScriptedServer server_;  // last: it uses all of the above
};

[[nodiscard]] std::string problem(int status, const std::string& code, Json more = Json::object());

}  // namespace yiping::kiosk::test
