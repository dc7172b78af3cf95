// SPDX-License-Identifier: Apache-2.0
// The C ABI as a script drives it, with what each call promises. Arguments lie in memory of
// exactly their size, so that the sanitizer sees a byte read too far.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::fuzz {

/// The bytes of the last call's result.
[[nodiscard]] std::string result();

/// Fails unless a refusal says in JSON what it returned.
void check_status(std::int32_t status);

/// One open session; closed with it.
class AbiSession {
 public:
  enum class Thaws : std::uint8_t { no, yes };

  explicit AbiSession(std::uint32_t handle);
  ~AbiSession();
  AbiSession(const AbiSession&) = delete;
  AbiSession& operator=(const AbiSession&) = delete;

  [[nodiscard]] std::uint32_t handle() const { return handle_; }

  std::int32_t choose_level(std::uint32_t level, std::uint32_t now);
  std::int32_t toggle(std::string_view item, std::string_view option, std::uint32_t now);
  std::int32_t set_text(std::string_view item, std::string_view text, std::uint32_t now);
  std::int32_t apply(std::uint32_t intent, std::string_view argument, std::uint32_t now);
  [[nodiscard]] std::string save() const;
  /// Fails unless the view is JSON, and the one that was seen since the last intent that succeeded.
  void check_view();

 private:
  /// What an intent that returned `status` promises of the session after it.
  std::int32_t settle(std::int32_t status, Thaws thaws = Thaws::no);
  void check_frozen(Thaws thaws);

  std::uint32_t handle_;
  std::string saved_;
  std::string view_;    // empty until it is asked for after a change
  std::string record_;  // of the evaluation, while it is frozen
};

/// Every function that takes a handle, with one that is not open.
void check_stale(std::uint32_t handle);

}  // namespace yiping::fuzz
