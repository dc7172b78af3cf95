// SPDX-License-Identifier: Apache-2.0
// A configuration file, read member by member, so that every message names file and place.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "host/json.hpp"
#include "host/operator_error.hpp"

namespace yiping::host {

/// Names the file and the field (JSON pointer), the rule and what to do, in Chinese and English.
class ConfigError : public OperatorError {
  using OperatorError::OperatorError;
};

/// Both halves of a rule; a reader of either language finds the whole.
struct ConfigRule {
  std::string zh;
  std::string en;
};

/// The file as JSON. `remedy`: what to do when there is none, in both languages.
[[nodiscard]] Json read_config_file(const std::filesystem::path& file, std::string_view remedy);

/// One object of it. File and value must outlive the reader.
class ConfigReader {
 public:
  ConfigReader(const std::filesystem::path& file, const Json& value, std::string pointer = {});

  /// Refuses every other member.
  void allow(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] bool has(std::string_view name) const { return value_.contains(name); }

  // Each fails when the member is missing or breaks the rule.
  [[nodiscard]] std::string text(std::string_view name) const;  // not empty
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t least,
                                     std::int64_t most) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  [[nodiscard]] std::vector<ConfigReader> objects(std::string_view name) const;
  [[nodiscard]] ConfigReader object(std::string_view name) const;

  /// JSON pointer of a member.
  [[nodiscard]] std::string at(std::string_view name) const { return pointer_to(pointer_, name); }
  [[noreturn]] void fail(const std::string& pointer, const ConfigRule& rule) const;

 private:
  [[nodiscard]] const Json& required(std::string_view name) const;
  [[nodiscard]] const Json& list(std::string_view name) const;

  const std::filesystem::path& file_;
  const Json& value_;
  std::string pointer_;
};

/// Scheme, lower-case host and optional port, nothing after: what a browser sends as Origin.
[[nodiscard]] bool is_origin(std::string_view text);
extern const ConfigRule kOriginRule;

/// 行政区划代码: 12 digits, the first not 0.
[[nodiscard]] bool is_area(std::string_view code);

}  // namespace yiping::host
