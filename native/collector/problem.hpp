// SPDX-License-Identifier: Apache-2.0
// What a caller is told when something is refused: RFC 9457 bodies in both languages.
// Codes and statuses: docs/http.md. Wording: assets/locales/problems.json.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collector/http.hpp"
#include "host/json.hpp"
#include "yiping/rectification.hpp"

namespace yiping::collector {

/// Handlers throw it; the server turns it into a response in one place.
class Problem : public std::exception {
 public:
  /// What `{name}` in the wording stands for.
  struct Value {
    std::string name;
    std::string text;
  };

  explicit Problem(std::string code, std::string field = {}, std::vector<Value> values = {})
      : code_(std::move(code)), field_(std::move(field)), values_(std::move(values)) {}

  [[nodiscard]] const std::string& code() const { return code_; }
  /// JSON pointer; empty when no field is at fault.
  [[nodiscard]] const std::string& field() const { return field_; }
  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  [[nodiscard]] const char* what() const noexcept override { return code_.c_str(); }

  /// Seconds for `Retry-After`; 0 for none.
  [[nodiscard]] std::int64_t retry_after() const { return retry_after_; }
  [[nodiscard]] Problem retry_in(std::int64_t seconds) && {
    retry_after_ = seconds;
    return std::move(*this);
  }

  /// Our clock, told to a caller whose own is off; 0: not told.
  [[nodiscard]] std::int64_t now() const { return now_; }
  [[nodiscard]] Problem with_now(std::int64_t seconds) && {
    now_ = seconds;
    return std::move(*this);
  }

 private:
  std::string code_;
  std::string field_;
  std::vector<Value> values_;
  std::int64_t retry_after_ = 0;
  std::int64_t now_ = 0;
};

/// `move_refused`, naming the moves that the case's state allows to whoever asked.
[[nodiscard]] Problem move_refused(const std::vector<CaseMove>& allowed);

/// Every code that the interface has, with its status.
struct ProblemStatus {
  std::string_view code;
  int status;
};
[[nodiscard]] const std::vector<ProblemStatus>& problem_statuses();
[[nodiscard]] int status_of(std::string_view code);

/// The wording of all codes, read once at start.
class Problems {
 public:
  /// Throws std::runtime_error naming the file and what it lacks: a code without wording in both
  /// languages would reach a citizen as a blank.
  explicit Problems(const std::filesystem::path& file);

  [[nodiscard]] Response response(const Problem& problem) const;

 private:
  std::map<std::string, host::Json, std::less<>> wording_;
};

}  // namespace yiping::collector
