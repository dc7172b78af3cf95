// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <set>

#include "host/authored.hpp"

namespace yiping::host {
namespace {

using std::string_view;

void check_code(Checker& check, const Json& code, const std::string& at) {
  static constexpr std::array<string_view, 5> kMembers{"code", "level", "set", "texts", "retired"};
  static constexpr std::array<string_view, 4> kActive{"code", "level", "set", "texts"};
  static constexpr std::array<string_view, 3> kRetired{"code", "level", "texts"};
  static constexpr std::array<string_view, 2> kSets{"base", "extension"};
  check.only_true(code, at, "retired");
  check.members(code, at, kMembers, code.contains("retired") ? Names(kRetired) : Names(kActive));
  check.one_of(code, at, "level", kLevelNames);
  check.one_of(code, at, "set", kSets);
  const Json* texts = check.object(code, at, "texts");
  if (texts == nullptr) return;
  check.texts(*texts, pointer_to(at, "texts"));
  if (!texts->contains(kOfficialLanguage)) {
    check.fault(pointer_to(at, "texts"), "every code has its official text, zh-Hans", "add it");
  }
}

}  // namespace

void check_reasons(const std::filesystem::path& path, const Json& file,
                   std::vector<Fault>& faults) {
  static constexpr std::array<string_view, 5> kMembers{"schema", "id", "version", "source",
                                                       "codes"};
  Checker check(path, faults);
  check.members(file, "", kMembers, kMembers);
  check.schema(file, "yiping.reasons/1");
  check.file_name(check.id(file, "", "id"), "id", "reasons-");
  check.number(file, "", "version", 1, 65535);
  check.text(file, "", "source");
  const Json* codes = check.array(file, "", "codes");
  if (codes == nullptr) return;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < codes->size(); ++i) {
    const std::string at = pointer_to("/codes", i);
    const Json& code = (*codes)[i];
    if (!code.is_object()) {
      check.fault(at, "a code is an object", "write { }");
      continue;
    }
    const std::string* name = check.text(code, at, "code");
    if (name != nullptr && !seen.insert(*name).second) {
      check.fault(pointer_to(at, "code"), "a code stands once in a list",
                  "remove one of the two, or give it a code of its own");
    }
    check_code(check, code, at);
  }
}

}  // namespace yiping::host
