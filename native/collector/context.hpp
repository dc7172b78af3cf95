// SPDX-License-Identifier: Apache-2.0
// What the routes work with.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "collector/config.hpp"
#include "collector/contacts.hpp"
#include "collector/form/form.hpp"
#include "collector/limits.hpp"
#include "collector/metrics.hpp"
#include "collector/problem.hpp"
#include "collector/questionnaires.hpp"
#include "collector/store.hpp"
#include "collector/token.hpp"
#include "host/json.hpp"
#include "yiping/code_table.hpp"

namespace yiping::collector {

struct Context {
  const Config& config;
  Store& store;
  const Questionnaires& questionnaires;
  const Problems& problems;
  const Form& form;
  const Regions& regions;
  Contacts contacts;
  Tokens tokens;
  Seal seal;  // of enrolment codes
  std::function<Seconds()> clock;
  CodeTable reply_levels;  // of messages that come back

  Metrics metrics{};
  std::atomic<bool> stopping{false};
  RateLimit receipts{60, 60};
  RateLimit enrolments{60, 60};
  RateLimit open_tokens{30, 30};  // by address and place
  Lockout sign_ins{};
  Gate hashing{2};

  /// Refused origins that the log has named already.
  std::mutex refused_mutex{};
  std::set<std::string> refused{};
};

/// 200 with a JSON body.
[[nodiscard]] Response json_response(const host::Json& body, int status = 200);

/// The first six digits, as a receipt carries them.
[[nodiscard]] std::uint32_t receipt_area(std::string_view area);

// Origins (来源): which page of another site may use this area.

/// A page that this collector served itself.
[[nodiscard]] bool is_own_origin(const Context& context, const Request& request);
/// Configured for any area, or our own.
[[nodiscard]] bool is_known_origin(const Context& context, const Request& request);
/// `area`: 12 digits, or the six of a receipt. Requests without an origin are no page's.
/// Throws origin_refused, and names it in the log once.
void require_origin(Context& context, const Request& request, std::string_view area);

}  // namespace yiping::collector
