// SPDX-License-Identifier: Apache-2.0
#include "host/curl_exchange.hpp"

#include <new>

namespace yiping::host {
namespace {

constexpr int kPollMilliseconds = 1'000;

/// Must run once, before any other call and before a second thread can make one.
void start_library() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error("libcurl could not be started");
}

}  // namespace

CurlExchange::CurlExchange() {
  start_library();
  multi_.reset(curl_multi_init());
  easy_.reset(curl_easy_init());
  if (multi_ == nullptr || easy_ == nullptr) throw std::bad_alloc();
}

void CurlExchange::begin(const Common& common) {
  curl_easy_reset(easy_.get());
  // An empty proxy turns off what the environment names.
  set(CURLOPT_PROXY, common.proxy.c_str());
  if (!common.ca_file.empty()) set(CURLOPT_CAINFO, common.ca_file.c_str());
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(common.time_limit.count()));
  set(CURLOPT_NOSIGNAL, 1L);
  // A look-up of a name that hangs must not hold up the end of the program.
  set(CURLOPT_QUICK_EXIT, 1L);
}

CURLcode CurlExchange::run() {
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) return CURLE_FAILED_INIT;
  int running = 1;
  while (running > 0 && !cancelled_) {
    if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) break;
    if (running > 0) curl_multi_poll(multi_.get(), nullptr, 0, kPollMilliseconds, nullptr);
  }
  CURLcode code = CURLE_ABORTED_BY_CALLBACK;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) code = message->data.result;
  }
  curl_multi_remove_handle(multi_.get(), easy_.get());
  return code;
}

void CurlExchange::cancel() {
  cancelled_ = true;
  curl_multi_wakeup(multi_.get());
}

void CurlList::add(const std::string& line) {
  curl_slist* longer = curl_slist_append(list_.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list_.release());
  list_.reset(longer);
}

std::string described(CURLcode code, const std::string& rule) {
  return rule + " (" + curl_easy_strerror(code) + ")";
}

std::string described(CURLcode code) {
  switch (static_cast<int>(code)) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return described(
          code, "找不到主机，请检查地址与 DNS / the host was not found: check address and DNS");
    case CURLE_COULDNT_CONNECT:
      return described(
          code, "无法连接，请检查网络与对方服务 / no connection: check the network and the server");
    case CURLE_OPERATION_TIMEDOUT:
      return described(code, "超过时限没有完整应答 / no whole answer within the time limit");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return described(
          code,
          "证书或加密连接不可信，请检查 CA 文件与系统时间 / the certificate or the "
          "secure connection is not trusted: check the CA file and the system's clock");
    default:
      return described(code, "请求未完成 / the exchange did not finish");
  }
}

}  // namespace yiping::host
