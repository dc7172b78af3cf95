// SPDX-License-Identifier: Apache-2.0
#include "host/http_client.hpp"

#include <algorithm>
#include <utility>

#include "host/curl_exchange.hpp"

namespace yiping::host {
namespace {

struct Received {
  std::string body;
  std::size_t header_bytes = 0;
  std::size_t limit = 0;
  bool too_large = false;
};

std::size_t refuse(Received& received) {
  received.too_large = true;
  return 0;
}

std::size_t take_body(const char* data, std::size_t, std::size_t size, void* target) {
  auto& received = *static_cast<Received*>(target);
  if (size > received.limit - received.body.size()) return refuse(received);
  received.body.append(data, size);
  return size;
}

std::size_t take_header(const char*, std::size_t, std::size_t size, void* target) {
  auto& received = *static_cast<Received*>(target);
  received.header_bytes += size;
  return received.header_bytes > received.limit ? refuse(received) : size;
}

CurlList list_of(const HttpRequest& request) {
  CurlList list;
  for (const auto& [name, value] : request.headers) {
    std::string line = name;
    line.append(": ").append(value);
    list.add(line);
  }
  // With a body of more than a megabyte libcurl would first ask whether it may come.
  list.add("Expect:");
  return list;
}

std::string describe(CURLcode code, const Received& received) {
  if (received.too_large) {
    return "应答过大，未读取 / the answer is larger than the limit and was not read";
  }
  if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT) {
    return described(code,
                     "地址应以 http:// 或 https:// 开头 / the address must begin with http:// or "
                     "https://");
  }
  return described(code);
}

}  // namespace

struct HttpClient::Parts {
  HttpClientOptions options;
  CurlExchange exchange;

  void prepare(const HttpRequest& request, const CurlList& headers, Received& received);
};

void HttpClient::Parts::prepare(const HttpRequest& request, const CurlList& headers,
                                Received& received) {
  exchange.begin({options.ca_file, options.proxy, options.time_limit});
  exchange.set(CURLOPT_URL, request.url.c_str());
  exchange.set(CURLOPT_PROTOCOLS_STR, "http,https");
  exchange.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  exchange.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  exchange.set(CURLOPT_HTTPHEADER, headers.get());
  if (request.method != "GET") {
    exchange.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    exchange.set(CURLOPT_POSTFIELDS, request.body.c_str());
  }
  exchange.set(CURLOPT_FOLLOWLOCATION, 0L);
  if (!options.unix_socket.empty()) {
    exchange.set(CURLOPT_UNIX_SOCKET_PATH, options.unix_socket.c_str());
  }
  exchange.set(CURLOPT_WRITEFUNCTION, take_body);
  exchange.set(CURLOPT_WRITEDATA, static_cast<void*>(&received));
  exchange.set(CURLOPT_HEADERFUNCTION, take_header);
  exchange.set(CURLOPT_HEADERDATA, static_cast<void*>(&received));
}

HttpClient::HttpClient(HttpClientOptions options) : parts_(std::make_unique<Parts>()) {
  parts_->options = std::move(options);
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::perform(const HttpRequest& request) {
  Received received;
  received.limit = parts_->options.answer_limit;
  const CurlList headers = list_of(request);
  parts_->prepare(request, headers, received);
  HttpAnswer answer;
  if (const CURLcode code = parts_->exchange.run(); code != CURLE_OK) {
    answer.error = describe(code, received);
    return answer;
  }
  long status = 0;
  curl_off_t seconds = 0;
  parts_->exchange.get(CURLINFO_RESPONSE_CODE, &status);
  parts_->exchange.get(CURLINFO_RETRY_AFTER, &seconds);
  answer.status = static_cast<int>(status);
  answer.body = std::move(received.body);
  answer.retry_after = std::chrono::seconds(std::max<curl_off_t>(0, seconds));
  return answer;
}

void HttpClient::cancel() { parts_->exchange.cancel(); }

}  // namespace yiping::host
