// SPDX-License-Identifier: Apache-2.0
#include "fuzz/abi_player.hpp"

#include "fuzz/document.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/json.hpp"
#include "yiping/error.hpp"
#include "yiping/yiping_abi.h"

namespace yiping::fuzz {
namespace {

using host::Json;

const Invariant kRefusal("a refusal says in JSON what it returned");
const Invariant kUnchanged("a refused intent leaves the session as it was saved");
const Invariant kSteady("a refused intent leaves the view unchanged");
const Invariant kRevised("an intent that succeeds makes another revision");
const Invariant kShown("a view is JSON");
const Invariant kFrozen("a frozen evaluation stays as it is");
const Invariant kStale("a handle that is not open is refused by every function");

constexpr std::int32_t kStaleStatus = -static_cast<std::int32_t>(ErrorCode::stale_handle);

/// Null when empty: both must do.
class Argument {
 public:
  explicit Argument(std::string_view text) : bytes_(text.begin(), text.end()) {
    bytes_.shrink_to_fit();
  }
  [[nodiscard]] const std::uint8_t* data() const {
    return bytes_.empty() ? nullptr : bytes_.data();
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace

std::string result() { return {reinterpret_cast<const char*>(yp_result_data()), yp_result_size()}; }

void check_status(std::int32_t status) {
  if (status >= 0) return;
  const Json told = Json::parse(result(), nullptr, /*allow_exceptions=*/false);
  const bool is_whole = told.is_object() && told.contains("code") && told.contains("where");
  kRefusal.same(is_whole ? told["code"].dump() : "not an error", std::to_string(-status));
}

AbiSession::AbiSession(std::uint32_t handle) : handle_(handle), saved_(save()) {
  check_frozen(Thaws::yes);
}

AbiSession::~AbiSession() {
  yp_session_close(handle_);
  check_stale(handle_);
}

void AbiSession::check_view() {
  check_status(yp_session_view(handle_));
  std::string view = result();
  if (view_.empty()) {
    kShown.holds(Json::accept(view));
  } else {
    kSteady.same(view, view_);
  }
  view_ = std::move(view);
}

std::string AbiSession::save() const {
  check_status(yp_session_save(handle_));
  return result();
}

void AbiSession::check_frozen(Thaws thaws) {
  const std::int32_t status = yp_session_evaluation(handle_);
  check_status(status);
  std::string record = status == 0 ? result() : std::string();
  if (!record_.empty() && thaws == Thaws::no) kFrozen.same(record, record_);
  if (!record.empty() && record != record_) {
    const Json told = Json::parse(record);
    check_document(online_item(), told["document"].get_ref<const std::string&>());
  }
  record_ = std::move(record);
}

std::int32_t AbiSession::settle(std::int32_t status, Thaws thaws) {
  check_status(status);
  // A save holds all that a view is made of, its revision too. The view itself is asked for when
  // the first of a row of intents is refused, and compared at the end.
  std::string now = save();
  if (status < 0) {
    kUnchanged.same(now, saved_);
    if (view_.empty()) check_view();
  } else {
    kRevised.holds(now != saved_);
    view_.clear();
  }
  saved_ = std::move(now);
  check_frozen(status == 0 ? thaws : Thaws::no);
  return status;
}

std::int32_t AbiSession::choose_level(std::uint32_t level, std::uint32_t now) {
  return settle(yp_session_choose_level(handle_, level, now));
}

std::int32_t AbiSession::toggle(std::string_view item, std::string_view option, std::uint32_t now) {
  const Argument first(item);
  const Argument second(option);
  return settle(
      yp_session_toggle(handle_, first.data(), first.size(), second.data(), second.size(), now));
}

std::int32_t AbiSession::set_text(std::string_view item, std::string_view text, std::uint32_t now) {
  const Argument first(item);
  const Argument second(text);
  return settle(
      yp_session_set_text(handle_, first.data(), first.size(), second.data(), second.size(), now));
}

std::int32_t AbiSession::apply(std::uint32_t intent, std::string_view argument, std::uint32_t now) {
  const Argument bytes(argument);
  const bool thaws = intent == YP_EDIT || intent == YP_RESET;
  return settle(yp_session_apply(handle_, intent, bytes.data(), bytes.size(), now),
                thaws ? Thaws::yes : Thaws::no);
}

void check_stale(std::uint32_t handle) {
  const std::int32_t statuses[] = {
      yp_session_view(handle),
      yp_session_save(handle),
      yp_session_evaluation(handle),
      yp_session_close(handle),
      yp_session_choose_level(handle, YP_LEVEL_SATISFIED, 1),
      yp_session_toggle(handle, nullptr, 0, nullptr, 0, 1),
      yp_session_set_text(handle, nullptr, 0, nullptr, 0, 1),
      yp_session_apply(handle, YP_DECLINE, nullptr, 0, 1),
  };
  for (const std::int32_t status : statuses) kStale.holds(status == kStaleStatus);
}

}  // namespace yiping::fuzz
