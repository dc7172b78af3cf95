// SPDX-License-Identifier: Apache-2.0
// What the clients share of libcurl: one exchange at a time, within a limit, ended at any moment.
// For native/host alone; why libcurl: docs/adr/0009-libcurl-is-the-client.md.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace yiping::host {

class CurlExchange {
 public:
  CurlExchange();

  struct Common {
    std::filesystem::path ca_file;  // PEM; empty: the system's authorities
    std::string proxy;              // empty: none, whatever the environment says
    std::chrono::milliseconds time_limit{0};
  };
  /// Forgets every option of the exchange before.
  void begin(const Common& common);

  template <typename Value>
  void set(CURLoption name, Value value) {
    if (curl_easy_setopt(easy_.get(), name, value) != CURLE_OK) {
      throw std::runtime_error("libcurl lacks an option that is needed");
    }
  }
  template <typename Value>
  void get(CURLINFO name, Value* value) const {
    curl_easy_getinfo(easy_.get(), name, value);
  }

  /// CURLE_ABORTED_BY_CALLBACK when it was cancelled.
  [[nodiscard]] CURLcode run();

  /// From any thread: ends the exchange under way, and every later one.
  void cancel();
  [[nodiscard]] bool cancelled() const { return cancelled_; }

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  std::unique_ptr<CURLM, FreeMulti> multi_;  // keeps the connection between exchanges
  std::unique_ptr<CURL, FreeEasy> easy_;
  std::atomic<bool> cancelled_{false};
};

/// A list of libcurl's.
class CurlList {
 public:
  void add(const std::string& line);
  [[nodiscard]] const curl_slist* get() const { return list_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> list_;
};

/// For the operator, in Chinese and English.
[[nodiscard]] std::string described(CURLcode code);
/// "rule (what libcurl says)".
[[nodiscard]] std::string described(CURLcode code, const std::string& rule);

}  // namespace yiping::host
