// SPDX-License-Identifier: Apache-2.0
#include "collector/desk.hpp"

#include <array>

#include "collector/password.hpp"
#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr Seconds kSessionSeconds = 8 * 60 * 60;

/// `__Host-` binds the cookie to this very host over TLS; browsers refuse it without TLS.
std::string cookie_name(const Context& context) {
  return context.config.is_https() ? "__Host-yiping-desk" : "yiping-desk";
}

std::string cookie(const Context& context, std::string_view value, Seconds seconds) {
  std::string out = cookie_name(context);
  out.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  out.append(std::to_string(seconds));
  if (context.config.is_https()) out.append("; Secure");
  return out;
}

std::string random_text() {
  std::array<std::uint8_t, 16> bytes;
  host::fill_random(bytes);
  return host::base64url(bytes);
}

std::string_view cookie_value(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view one = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
      return one.substr(name.size() + 1);
    }
  }
  return {};
}

/// What an unknown name is compared with, so that it takes as long as a known one.
const std::string& nobody_s_hash() {
  static const std::string hash = hash_password(random_text());
  return hash;
}

bool matches(Context& context, const std::optional<Staff>& staff, const std::string& password) {
  if (!context.hashing.enter()) throw Problem("busy").retry_in(1);
  const bool matched = is_password(password, staff ? staff->password_hash : nobody_s_hash());
  context.hashing.leave();
  return matched && staff.has_value();
}

}  // namespace

std::optional<Hash32> session_hash(const Context& context, const Request& request) {
  const std::string_view value = cookie_value(request.header("Cookie"), cookie_name(context));
  if (value.empty()) return std::nullopt;
  return sha256(as_bytes(value));
}

FoundSession require_officer(Context& context, const Request& request) {
  const auto hash = session_hash(context, request);
  if (!hash) throw Problem("signed_out");
  auto found = context.store.find_session(*hash);
  if (!found) throw Problem("signed_out");
  return *std::move(found);
}

FoundSession require_change(Context& context, const Request& request) {
  FoundSession found = require_officer(context, request);
  const bool own = request.header("Origin").empty() || is_own_origin(context, request);
  const std::string_view mark = request.header("X-Yiping-CSRF");
  if (!own || !host::equal_constant_time(as_bytes(mark), as_bytes(found.session.csrf))) {
    throw Problem("csrf_refused");
  }
  return found;
}

SignedIn sign_in(Context& context, const std::string& name, const std::string& password) {
  const Seconds now = context.clock();
  if (const Seconds wait = context.sign_ins.shut_for(name, now); wait > 0) {
    throw Problem("slow_down").retry_in(wait);
  }
  const std::optional<Staff> staff = context.store.find_staff(name);
  if (!matches(context, staff, password)) {
    context.sign_ins.failed(name, now);
    if (staff) context.store.audit({"staff.refused", staff->area, staff->name, "session"});
    throw Problem("password_wrong");
  }
  context.sign_ins.succeeded(name);

  const std::string value = random_text();
  StaffSession session;
  session.token_hash = sha256(as_bytes(value));
  session.staff = staff->name;
  session.csrf = random_text();
  session.created = now;
  session.expires = now + kSessionSeconds;
  context.store.put_session(session);
  context.store.audit({"staff.signed_in", staff->area, staff->name, "session"});
  return {{session, *staff}, cookie(context, value, kSessionSeconds)};
}

std::string expired_cookie(const Context& context) { return cookie(context, "", 0); }

}  // namespace yiping::collector
