// SPDX-License-Identifier: Apache-2.0
#include "collector/tell/mail_teller.hpp"

#include <algorithm>
#include <utility>

#include "collector/tell/message.hpp"
#include "collector/tell/notice.hpp"

namespace yiping::collector {
namespace {

constexpr int kPermanent = 500;

/// RFC 4954: about how we signed in, of which the message does not know.
bool is_of_sign_in(int code) { return code == 530 || code == 534 || code == 535 || code == 538; }

bool is_final(const host::MailReply& reply) {
  return reply.code >= kPermanent && !is_of_sign_in(reply.code);
}

host::MailClientOptions options_of(const MailConfig& config) {
  return {.url = config.server,
          .start_tls = config.start_tls ? host::StartTls::required : host::StartTls::none,
          .ca_file = config.ca_file,
          .user = config.user,
          .password = config.password};
}

}  // namespace

Attempt judge(const host::MailAnswer& answer, std::int64_t attempts, Seconds now) {
  const auto& refusals = answer.refusals;
  // Some have it. Were it sent again for the others, those would have it every hour; so it waits
  // where an operator sees for whom it is not.
  if (answer && !refusals.empty()) return refused(refusals.front().text);
  if (answer) return {};
  if (!refusals.empty() && std::all_of(refusals.begin(), refusals.end(), is_final)) {
    return refused(refusals.back().text);
  }
  return later(attempts, now, answer.error);
}

MailTeller::MailTeller(Store& store, MailConfig config, std::string public_url)
    : store_(store),
      config_(std::move(config)),
      public_url_(std::move(public_url)),
      client_(options_of(config_)) {}

Attempt MailTeller::tell(const Delivery& delivery, Seconds now) {
  const auto notice = find_notice(store_, delivery, now);
  if (!notice) return {};
  const Letter letter = letter_of(*notice, public_url_);
  const std::string id = identity_of(delivery);
  const std::string text = written(Message{.from = config_.from,
                                           .to = config_.to,
                                           .id = id,
                                           .date = now,
                                           .subject = letter.subject,
                                           .body = letter.body});
  return judge(client_.send({config_.from, config_.to, text}), delivery.attempts, now);
}

}  // namespace yiping::collector
