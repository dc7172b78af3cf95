// SPDX-License-Identifier: Apache-2.0
#include "host/mail_client.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

#include "host/curl_exchange.hpp"

namespace yiping::host {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kFirstRefusal = 400;

/// What is said on both sides, as libcurl tells it.
struct Talk {
  bool of_message = false;  // from MAIL to QUIT; before, it is about us
  std::vector<MailReply> refusals;
  std::string last_refusal;  // of anything
};

void hear(Talk& talk, std::string_view line) {
  constexpr std::size_t kCode = 3;
  int code = 0;
  const char* end = line.data() + std::min(line.size(), kCode);
  if (std::from_chars(line.data(), end, code).ptr != end || code < kFirstRefusal) return;
  // "550-" goes on in the next line.
  if (line.size() > kCode && line[kCode] == '-') return;
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  talk.last_refusal = line;
  if (talk.of_message) talk.refusals.push_back({code, talk.last_refusal});
}

int take_talk(CURL*, curl_infotype kind, char* data, std::size_t size, void* target) {
  auto& talk = *static_cast<Talk*>(target);
  const std::string_view line(data, size);
  if (kind == CURLINFO_HEADER_OUT) {
    if (line.starts_with("MAIL ")) talk.of_message = true;
    if (line.starts_with("QUIT")) talk.of_message = false;
  }
  if (kind == CURLINFO_HEADER_IN) hear(talk, line);
  return 0;
}

std::size_t give_text(char* into, std::size_t size, std::size_t count, void* source) {
  auto& text = *static_cast<std::string_view*>(source);
  const std::size_t given = std::min(text.size(), size * count);
  std::memcpy(into, text.data(), given);
  text.remove_prefix(given);
  return given;
}

std::string describe(CURLcode code, const Talk& talk) {
  std::string out;
  switch (static_cast<int>(code)) {
    case CURLE_LOGIN_DENIED:
      out = described(code,
                      "邮件服务器不接受用户名或密码 / the mail server does not take user and "
                      "password");
      break;
    case CURLE_USE_SSL_FAILED:
      out = described(code,
                      "邮件服务器不提供 STARTTLS，未发送 / the mail server offers no STARTTLS, and "
                      "nothing was sent");
      break;
    default:
      out = described(code);
  }
  return talk.last_refusal.empty() ? out : talk.last_refusal + ": " + out;
}

}  // namespace

struct MailClient::Parts {
  MailClientOptions options;
  // What libcurl is given to use, for as long as it might.
  std::string_view unsent;
  Talk talk;
  Clock::time_point end;
  CurlExchange exchange;

  void prepare(const Mail& mail, const CurlList& to);
};

namespace {

/// libcurl waits for the answer to QUIT in one piece: this alone can end that.
int is_over(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& parts = *static_cast<const MailClient::Parts*>(target);
  return parts.exchange.cancelled() || Clock::now() > parts.end ? 1 : 0;
}

}  // namespace

void MailClient::Parts::prepare(const Mail& mail, const CurlList& to) {
  unsent = mail.text;
  talk = {};
  // A little later than libcurl's own limit, whose error says more.
  end = Clock::now() + options.time_limit + std::chrono::milliseconds(500);
  exchange.begin({options.ca_file, {}, options.time_limit});
  exchange.set(CURLOPT_URL, options.url.c_str());
  exchange.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  exchange.set(CURLOPT_USE_SSL,
               static_cast<long>(options.start_tls == StartTls::required ? CURLUSESSL_ALL
                                                                         : CURLUSESSL_NONE));
  if (!options.user.empty()) {
    exchange.set(CURLOPT_USERNAME, options.user.c_str());
    exchange.set(CURLOPT_PASSWORD, options.password.c_str());
  }
  exchange.set(CURLOPT_MAIL_FROM, mail.from.c_str());
  exchange.set(CURLOPT_MAIL_RCPT, to.get());
  // An address that is gone keeps the message from nobody else. libcurl 8.2 spells it with two l
  // and knows this name as well.
  exchange.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  exchange.set(CURLOPT_UPLOAD, 1L);
  exchange.set(CURLOPT_READFUNCTION, give_text);
  exchange.set(CURLOPT_READDATA, static_cast<void*>(&unsent));
  // A connection that is kept would be closed with a QUIT that nothing bounds.
  exchange.set(CURLOPT_FORBID_REUSE, 1L);
  exchange.set(CURLOPT_VERBOSE, 1L);  // to the function alone
  exchange.set(CURLOPT_DEBUGFUNCTION, take_talk);
  exchange.set(CURLOPT_DEBUGDATA, static_cast<void*>(&talk));
  exchange.set(CURLOPT_NOPROGRESS, 0L);
  exchange.set(CURLOPT_XFERINFOFUNCTION, is_over);
  exchange.set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
}

MailClient::MailClient(MailClientOptions options) : parts_(std::make_unique<Parts>()) {
  parts_->options = std::move(options);
}

MailClient::~MailClient() = default;

MailAnswer MailClient::send(const Mail& mail) {
  CurlList to;
  for (const std::string& address : mail.to) to.add(address);
  parts_->prepare(mail, to);
  const CURLcode code = parts_->exchange.run();
  MailAnswer answer{std::move(parts_->talk.refusals), {}};
  if (code != CURLE_OK) answer.error = describe(code, parts_->talk);
  return answer;
}

void MailClient::cancel() { parts_->exchange.cancel(); }

}  // namespace yiping::host
