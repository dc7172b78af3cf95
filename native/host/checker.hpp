// SPDX-License-Identifier: Apache-2.0
// What every check of an authored file is made of.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/fault.hpp"
#include "host/json.hpp"

namespace yiping::host {

using Names = std::span<const std::string_view>;

/// A file as read. Its content is an object once it was found whole.
struct Authored {
  std::filesystem::path path;
  Json file;
};

/// One file as read: null when it could not be read, and then `faults` has the reason.
[[nodiscard]] Json load_authored(const std::filesystem::path& path, std::vector<Fault>& faults);

using Check = void (*)(const std::filesystem::path& path, const Json& file,
                       std::vector<Fault>& faults);

/// Reads a file and checks it by its own rules, without the files beside it.
[[nodiscard]] Authored load_checked(const std::filesystem::path& path, Check check,
                                    std::vector<Fault>& faults);

/// 1 to 64 of a-z 0-9 _ - . after a letter: ids and wording keys.
[[nodiscard]] bool is_name(std::string_view text);

/// A language tag as it may stand in a file name: letters, digits and hyphens, 35 at most.
[[nodiscard]] bool is_language_tag(std::string_view text);

/// "a, b, c".
[[nodiscard]] std::string list_of(Names names);

/// Collects what is wrong in one file. Each look-up reports its own fault and returns nothing then.
class Checker {
 public:
  Checker(std::filesystem::path path, std::vector<Fault>& faults)
      : path_(std::move(path)), faults_(faults) {}

  void fault(std::string pointer, std::string rule, std::string remedy);

  void schema(const Json& file, std::string_view name);
  /// The file is named <prefix><name>.json after its own member.
  void file_name(const std::string* name, const char* member, const std::string& prefix);
  /// Nothing but `allowed` members, and all of `required`.
  void members(const Json& object, const std::string& at, Names allowed, Names required);
  /// The member when it is there and of that type; null pointer else.
  const Json* object(const Json& parent, const std::string& at, const char* name);
  const Json* array(const Json& parent, const std::string& at, const char* name);
  const std::string* text(const Json& parent, const std::string& at, const char* name);
  const std::string* id(const Json& parent, const std::string& at, const char* name);
  void number(const Json& parent, const std::string& at, const char* name, std::int64_t least,
              std::int64_t most);
  void one_of(const Json& parent, const std::string& at, const char* name, Names choices);
  /// Absent, or true.
  void only_true(const Json& parent, const std::string& at, const char* name);
  /// A map of non-empty texts.
  void texts(const Json& map, const std::string& at);
  /// A map of languages to such maps.
  void languages(const Json& map, const std::string& at);

 private:
  std::filesystem::path path_;
  std::vector<Fault>& faults_;
};

}  // namespace yiping::host
