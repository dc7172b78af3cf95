// SPDX-License-Identifier: Apache-2.0
#include "collector/tell/teller.hpp"

#include <algorithm>
#include <variant>

#include "collector/tell/http_teller.hpp"
#include "collector/tell/mail_teller.hpp"
#include "collector/tell/notice.hpp"
#include "collector/tell/sms_teller.hpp"
#include "yiping/sha256.hpp"
#include "yiping/text.hpp"

namespace yiping::collector {
namespace {

constexpr Seconds kLongestPause = 3'600;
constexpr std::int64_t kDoublings = 12;
constexpr std::size_t kMaxReason = 500;

struct MakeTeller {
  Store& store;
  const Config& config;

  std::unique_ptr<Teller> operator()(const TargetConfig& target) const {
    return std::make_unique<HttpTeller>(store, target);
  }
  std::unique_ptr<Teller> operator()(const MailConfig& mail) const {
    return std::make_unique<MailTeller>(store, mail, config.public_url);
  }
  std::unique_ptr<Teller> operator()(const SmsConfig& sms) const {
    return std::make_unique<SmsTeller>(store, sms);
  }
};

}  // namespace

std::unique_ptr<Teller> relay_teller(Store& store, const TargetConfig& relay) {
  return std::make_unique<HttpTeller>(store, relay);
}

std::unique_ptr<Teller> notices_teller(Store& store, const Config& config) {
  return std::visit(MakeTeller{store, config}, config.notices.value());
}

std::string identity_of(const Delivery& delivery) {
  std::string out = to_hex(delivery.id) + "-" + delivery.kind;
  // A case has several deadlines; a rating is told of once.
  if (is_of_case(delivery)) out += "-" + std::to_string(delivery.created);
  return out;
}

Attempt later(std::int64_t attempts, Seconds now, std::string_view error) {
  const Seconds pause = std::min(kLongestPause, Seconds{1} << std::min(attempts, kDoublings));
  return {Attempt::Result::later, now + pause, one_line(error)};
}

Attempt refused(std::string_view error) { return {Attempt::Result::refused, 0, one_line(error)}; }

std::string one_line(std::string_view text) {
  std::string out(text.substr(0, kMaxReason));
  if (text.size() > kMaxReason) {
    while (!out.empty() && !is_utf8(out) && out.size() + 4 > kMaxReason) out.pop_back();
  }
  // Another system may say what is no UTF-8 at all, which neither a store nor JSON takes.
  const bool foreign = !is_utf8(out);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ') c = ' ';
    if (byte > '~' && foreign) c = '?';
  }
  return out;
}

}  // namespace yiping::collector
