// SPDX-License-Identifier: Apache-2.0
// Checks of authored files: questionnaire, reason list, locale. Used by pack.cpp alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/json.hpp"
#include "host/pack.hpp"

namespace yiping::host {

/// One file as read: null when it could not be read, and then `faults` has the reason.
[[nodiscard]] Json load_authored(const std::filesystem::path& path, std::vector<Fault>& faults);

/// Collects what is wrong in one file. Each look-up reports its own fault and returns nothing then.
class Checker {
 public:
  Checker(std::filesystem::path path, std::vector<Fault>& faults)
      : path_(std::move(path)), faults_(faults) {}

  void fault(std::string pointer, std::string rule, std::string remedy);

  /// Nothing but `allowed` members, and all of `required`.
  void members(const Json& object, const std::string& at, std::span<const std::string_view> allowed,
               std::span<const std::string_view> required);
  /// The member when it is there and of that type; null pointer else.
  const Json* object(const Json& parent, const std::string& at, const char* name);
  const Json* array(const Json& parent, const std::string& at, const char* name);
  const std::string* text(const Json& parent, const std::string& at, const char* name);
  /// An identifier: 1 to 64 of a-z 0-9 _ - . after a letter.
  const std::string* id(const Json& parent, const std::string& at, const char* name);
  void number(const Json& parent, const std::string& at, const char* name, std::int64_t least,
              std::int64_t most);
  void one_of(const Json& parent, const std::string& at, const char* name,
              std::span<const std::string_view> choices);
  /// A map of non-empty texts.
  void texts(const Json& map, const std::string& at);

 private:
  std::filesystem::path path_;
  std::vector<Fault>& faults_;
};

void check_questionnaire(const std::filesystem::path& path, const Json& file,
                         std::vector<Fault>& faults);
void check_reasons(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults);
void check_locale(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults);

}  // namespace yiping::host
