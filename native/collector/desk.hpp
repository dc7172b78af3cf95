// SPDX-License-Identifier: Apache-2.0
// Signing in to the desk, and who a request of the desk is from.
#pragma once

#include <optional>
#include <string>

#include "collector/context.hpp"

namespace yiping::collector {

/// The officer whose session cookie the request carries. Throws signed_out.
[[nodiscard]] FoundSession require_officer(Context& context, const Request& request);

/// For every change: the session, its page's mark, our own origin. Throws signed_out or
/// csrf_refused.
[[nodiscard]] FoundSession require_change(Context& context, const Request& request);

struct SignedIn {
  FoundSession found;
  std::string cookie;  // Set-Cookie
};

/// Throws slow_down (too many failures), busy (too many sign-ins at once) or password_wrong.
[[nodiscard]] SignedIn sign_in(Context& context, const std::string& name,
                               const std::string& password);

/// Set-Cookie that ends the session in the browser.
[[nodiscard]] std::string expired_cookie(const Context& context);

/// The hash of the session cookie, when there is one.
[[nodiscard]] std::optional<Hash32> session_hash(const Context& context, const Request& request);

}  // namespace yiping::collector
