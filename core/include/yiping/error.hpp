// SPDX-License-Identifier: Apache-2.0
// Error codes and Result: the core returns, it never throws. Table: docs/abi.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace yiping {

/// Stable numbers, grouped by hundreds: form, definition, intent, evaluation, boundary, rule.
enum class ErrorCode : std::int32_t {
  bad_cbor = 101,
  too_deep = 102,
  duplicate_key = 103,
  not_utf8 = 104,
  too_large = 105,
  unknown_field = 201,
  missing_field = 202,
  wrong_type = 203,
  bad_value = 204,
  missing_text = 205,
  duplicate_id = 206,
  unknown_item = 301,
  unknown_option = 302,
  unknown_level = 303,
  reason_of_other_level = 304,
  unknown_intent = 305,
  wrong_phase = 306,
  language_missing = 307,
  unknown_mode = 308,
  hidden_item = 309,
  no_page = 310,
  nothing_to_undo = 311,
  unknown_paging = 312,
  level_missing = 401,
  text_too_long = 402,
  questionnaire_mismatch = 403,
  not_canonical = 404,
  answer_missing = 405,
  stale_handle = 501,
  too_many_handles = 502,
  bad_argument = 503,
  calendar_gap = 601,
  bad_weights = 610,
  illegal_move = 620,
  not_yours = 621,
  reason_missing = 622,
  too_late = 623,
  too_early = 624,
  ambiguous_code = 631,
  unknown_table = 632,
  forbidden_constant = 633,
  unknown_fact = 634,
};

/// The code's name, as in docs/abi.md: "text_too_long".
[[nodiscard]] std::string_view name_of(ErrorCode code);

struct Error {
  ErrorCode code;
  /// JSON pointer or item id of what is at fault; empty when it is the whole input.
  std::string where;
};

/// Success is the default state: `Status{}`; failure carries an Error, apart, so that the browser
/// does not pay for a text's destruction wherever a step may fail.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error);  // NOLINT(google-explicit-constructor)
  explicit Status(ErrorCode code, std::string_view where = {});
  Status(Status&&) = default;
  Status& operator=(Status&&) = default;
  Status(const Status&) = delete;
  Status& operator=(const Status&) = delete;
  ~Status();

  explicit operator bool() const { return error_ == nullptr; }

  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::unique_ptr<Error> error_;
};

/// A value or an Error. Names follow std::expected, which C++20 does not have.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  Result(Error error) : status_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  /// Of a step that failed.
  Result(Status status) : status_(std::move(status)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return value_.has_value(); }

  [[nodiscard]] const T& operator*() const& { return *value_; }

  [[nodiscard]] T& operator*() & { return *value_; }

  [[nodiscard]] T&& operator*() && { return std::move(*value_); }

  [[nodiscard]] const T* operator->() const { return &*value_; }

  [[nodiscard]] T* operator->() { return &*value_; }

  [[nodiscard]] const Error& error() const { return status_.error(); }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace yiping
