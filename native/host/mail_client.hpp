// SPDX-License-Identifier: Apache-2.0
// Hands a message to a mail server, blocking: SMTP, RFC 5321.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace yiping::host {

/// Whether a connection that begins in the clear must be made secure before anything is said.
enum class StartTls : std::uint8_t { required, none };

struct MailClientOptions {
  std::string url;  // "smtps://mail.example.gov.cn:465", or smtp
  StartTls start_tls = StartTls::required;
  std::filesystem::path ca_file = {};  // PEM; empty: the system's authorities
  std::string user = {};               // empty: without signing in
  std::string password = {};
  /// From the look-up of the name to the end of the connection.
  std::chrono::milliseconds time_limit = std::chrono::seconds(15);
};

struct Mail {
  std::string from;             // addresses alone, which the caller has checked
  std::vector<std::string> to;  // at least one
  std::string text;             // RFC 5322, lines that end with CR LF
};

/// "550 5.1.1 no such user"
struct MailReply {
  int code = 0;
  std::string text;  // with its code
};

/// A server may take a message for some who are to have it and not for others: then there is no
/// error, and `refusals` says who.
struct MailAnswer {
  std::vector<MailReply> refusals;  // of this message, 4xx or 5xx
  std::string error;  // for the operator, in Chinese and English; empty: taken for one at least
  [[nodiscard]] explicit operator bool() const { return error.empty(); }
};

/// Verifies certificates. One thread at a time may call `send`.
class MailClient {
 public:
  explicit MailClient(MailClientOptions options);
  ~MailClient();
  MailClient(const MailClient&) = delete;
  MailClient& operator=(const MailClient&) = delete;

  [[nodiscard]] MailAnswer send(const Mail& mail);

  /// From any thread: ends what is under way, and refuses every later one.
  void cancel();

  struct Parts;

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace yiping::host
