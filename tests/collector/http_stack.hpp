// SPDX-License-Identifier: Apache-2.0
// A whole collector in this process: real sockets, real store, real questionnaires; two areas.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "collector/collector.hpp"
#include "collector/token.hpp"
#include "store_support.hpp"
#include "support/http_client.hpp"
#include "yiping/level.hpp"

namespace yiping::collector::test {

using yiping::Level;
using yiping::test::Headers;
using yiping::test::Reply;
using Json = nlohmann::json;

inline constexpr const char* kOtherArea = "510100000000";
inline constexpr const char* kOrigin = "https://portal.sz.example";       // of kArea
inline constexpr const char* kOtherOrigin = "https://portal.cd.example";  // of kOtherArea
inline constexpr const char* kPassword = "correct horse battery";

class Stack {
 public:
  /// `change` may turn the configuration before the start.
  explicit Stack(const std::function<void(Config&)>& change = {});
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  [[nodiscard]] int port() const { return ports_.service; }
  /// Where the configuration has one.
  [[nodiscard]] int operator_port() const { return ports_.operators.value(); }
  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] Store& store() { return collector_->store(); }
  [[nodiscard]] const Collector& collector() const { return *collector_; }
  [[nodiscard]] Tokens tokens() const { return {config_.token_keys, config_.case_key}; }
  void set_clock(Seconds now) { *now_ = now; }
  /// As on a signal: returns when the requests under way are answered.
  void stop();

  Reply get(std::string_view target, const Headers& headers = {}) const;
  Reply post(std::string_view target, std::string body, const Headers& headers = {}) const;

  /// A POST that is signed by the key of kArea unless another is named.
  Reply post_signed(std::string_view target, std::string body, std::size_t key = 0) const;
  /// POST /v1/services.
  Reply push(const std::string& body, std::size_t key = 0) const;
  /// Pushes one service and returns its token.
  [[nodiscard]] std::string invited(std::int64_t number = 1);
  Reply rate(const std::string& token, std::string_view document,
             const Headers& headers = {}) const;

  /// Everything logged so far.
  [[nodiscard]] std::string log() const;

 private:
  Folder folder_;
  std::ostringstream log_;
  std::shared_ptr<std::atomic<Seconds>> now_ = std::make_shared<std::atomic<Seconds>>(kNow);
  Config config_;
  std::unique_ptr<Collector> collector_;
  Ports ports_;
  bool stopped_ = false;
  std::thread thread_;
};

/// A configuration as the tests use it; the folder is for its data.
[[nodiscard]] Config test_config(const std::filesystem::path& folder);

/// Body of one service event, ready to be changed.
[[nodiscard]] Json service_event(std::int64_t number);

struct Rating {
  Level level = Level::satisfied;
  std::vector<std::string> reasons = {};
  std::string text = {};
  std::uint8_t submission = 1;
};
/// A rating that may be answered: what travels, with the contact part beside it.
struct WithContact {
  std::string document;
  std::string contact;
};
/// Of the questionnaire `window-visit`. `way`: call_back or named.
[[nodiscard]] WithContact with_contact(std::string_view way, const std::string& phone, Level level,
                                       std::uint8_t submission = 7);

/// The document that the core writes for these answers.
[[nodiscard]] std::string document(const Rating& rating);
/// The document of a saved session (base64url) after another level was chosen and all was sent.
[[nodiscard]] std::string restored_and_sent(const std::string& snapshot, Level level);
[[nodiscard]] std::string envelope(std::string_view document);
/// The document with a JSON pointer's value replaced, in canonical form.
[[nodiscard]] std::string changed(const std::string& document, const char* pointer,
                                  const Json& value);

[[nodiscard]] Headers with_token(const std::string& token);

/// Status, code, both languages, a remedy, and no placeholder left open. Returns the body.
Json require_problem(const Reply& reply, int status, std::string_view code);

}  // namespace yiping::collector::test
