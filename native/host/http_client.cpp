// SPDX-License-Identifier: Apache-2.0
#include "host/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <new>
#include <stdexcept>

namespace yiping::host {
namespace {

constexpr int kPollMilliseconds = 1'000;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

/// Must run once, before any other call and before a second thread can make one.
void start_library() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error("libcurl could not be started");
}

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

List list_of(const HttpRequest& request) {
  List list;
  const auto add = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  };
  for (const auto& [name, value] : request.headers) {
    std::string line = name;
    line.append(": ").append(value);
    add(line);
  }
  // With a body of more than a megabyte libcurl would first ask whether it may come.
  add("Expect:");
  return list;
}

std::string describe(CURLcode code, const Received& received) {
  if (received.too_large) {
    return "应答过大，未读取 / the answer is larger than the limit and was not read";
  }
  const std::string detail = std::string(" (") + curl_easy_strerror(code) + ")";
  switch (static_cast<int>(code)) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return "地址应以 http:// 或 https:// 开头 / the address must begin with http:// or "
             "https://" +
             detail;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "找不到主机，请检查地址与 DNS / the host was not found: check address and DNS" +
             detail;
    case CURLE_COULDNT_CONNECT:
      return "无法连接，请检查网络与对方服务 / no connection: check the network and the server" +
             detail;
    case CURLE_OPERATION_TIMEDOUT:
      return "超过时限没有完整应答 / no whole answer within the time limit" + detail;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return "证书或加密连接不可信，请检查 CA 文件与系统时间 / the certificate or the secure "
             "connection is not trusted: check the CA file and the system's clock" +
             detail;
    default:
      return "请求未完成 / the exchange did not finish" + detail;
  }
}

}  // namespace

struct HttpClient::Parts {
  HttpClientOptions options;
  std::unique_ptr<CURLM, FreeMulti> multi;  // keeps the connection between requests
  std::unique_ptr<CURL, FreeEasy> easy;
  std::atomic<bool> cancelled{false};

  void prepare(const HttpRequest& request, const curl_slist* headers, Received& received);
  [[nodiscard]] CURLcode run();
};

void HttpClient::Parts::prepare(const HttpRequest& request, const curl_slist* headers,
                                Received& received) {
  CURL* handle = easy.get();
  bool set = true;
  const auto option = [&](CURLoption name, auto value) {
    set = curl_easy_setopt(handle, name, value) == CURLE_OK && set;
  };
  curl_easy_reset(handle);
  option(CURLOPT_URL, request.url.c_str());
  option(CURLOPT_PROTOCOLS_STR, "http,https");
  option(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  option(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  option(CURLOPT_HTTPHEADER, headers);
  if (request.method != "GET") {
    option(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    option(CURLOPT_POSTFIELDS, request.body.c_str());
  }
  option(CURLOPT_FOLLOWLOCATION, 0L);
  // An empty proxy turns off what the environment names.
  option(CURLOPT_PROXY, options.proxy.c_str());
  if (!options.unix_socket.empty()) {
    option(CURLOPT_UNIX_SOCKET_PATH, options.unix_socket.c_str());
  }
  if (!options.ca_file.empty()) option(CURLOPT_CAINFO, options.ca_file.c_str());
  option(CURLOPT_TIMEOUT_MS, static_cast<long>(options.time_limit.count()));
  option(CURLOPT_NOSIGNAL, 1L);
  // A look-up of a name that hangs must not hold up the end of the program.
  option(CURLOPT_QUICK_EXIT, 1L);
  option(CURLOPT_WRITEFUNCTION, take_body);
  option(CURLOPT_WRITEDATA, static_cast<void*>(&received));
  option(CURLOPT_HEADERFUNCTION, take_header);
  option(CURLOPT_HEADERDATA, static_cast<void*>(&received));
  if (!set) throw std::runtime_error("libcurl lacks an option that is needed");
}

CURLcode HttpClient::Parts::run() {
  if (curl_multi_add_handle(multi.get(), easy.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  int running = 1;
  while (running > 0 && !cancelled) {
    if (curl_multi_perform(multi.get(), &running) != CURLM_OK) break;
    if (running > 0) curl_multi_poll(multi.get(), nullptr, 0, kPollMilliseconds, nullptr);
  }
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  }
  curl_multi_remove_handle(multi.get(), easy.get());
  return code;
}

HttpClient::HttpClient(HttpClientOptions options) : parts_(std::make_unique<Parts>()) {
  start_library();
  parts_->options = std::move(options);
  parts_->multi.reset(curl_multi_init());
  parts_->easy.reset(curl_easy_init());
  if (parts_->multi == nullptr || parts_->easy == nullptr) throw std::bad_alloc();
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::perform(const HttpRequest& request) {
  Received received;
  received.limit = parts_->options.answer_limit;
  const List headers = list_of(request);
  parts_->prepare(request, headers.get(), received);
  HttpAnswer answer;
  if (const CURLcode code = parts_->run(); code != CURLE_OK) {
    answer.error = describe(code, received);
    return answer;
  }
  long status = 0;
  curl_off_t seconds = 0;
  curl_easy_getinfo(parts_->easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(parts_->easy.get(), CURLINFO_RETRY_AFTER, &seconds);
  answer.status = static_cast<int>(status);
  answer.body = std::move(received.body);
  answer.retry_after = std::chrono::seconds(std::max<curl_off_t>(0, seconds));
  return answer;
}

void HttpClient::cancel() {
  parts_->cancelled = true;
  curl_multi_wakeup(parts_->multi.get());
}

}  // namespace yiping::host
