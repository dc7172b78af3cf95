// SPDX-License-Identifier: Apache-2.0
// One HTTP client, blocking, for small exchanges with one collector over a connection that is kept.
// Why libcurl: docs/adr/0009-libcurl-is-the-client.md.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yiping::host {

struct HttpClientOptions {
  std::filesystem::path ca_file;  // PEM; empty: the system's authorities
  std::string proxy;              // "http://proxy:3128"; empty: none, whatever the environment says
  std::string unix_socket = {};   // a path to connect to, whatever host the address names
  /// For the whole exchange, from the look-up of the name to the last byte.
  std::chrono::milliseconds time_limit = std::chrono::seconds(15);
  std::size_t answer_limit = std::size_t{1} << 20U;  // bytes of a body, and of all headers together
};

struct HttpRequest {
  std::string method;  // "GET", "POST"
  std::string url;     // http or https
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// Either a whole answer, whatever its status, or an error: half an answer is none.
struct HttpAnswer {
  int status = 0;
  std::string body;
  std::chrono::seconds retry_after{0};  // 0: not asked for
  std::string error;                    // for the operator, in Chinese and English
  [[nodiscard]] explicit operator bool() const { return error.empty(); }
};

/// Never follows a redirect, and verifies certificates. One thread at a time may call `perform`.
class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  [[nodiscard]] HttpAnswer perform(const HttpRequest& request);

  /// From any thread: ends the request under way, and refuses every later one.
  void cancel();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace yiping::host
