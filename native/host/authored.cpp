// SPDX-License-Identifier: Apache-2.0
#include "host/authored.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace yiping::host {
namespace {

using Names = std::span<const std::string_view>;
using std::string_view;

constexpr std::array<string_view, 5> kLevelNames{
    "very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"};

void check_schema(Checker& check, const Json& file, string_view schema) {
  const std::array<string_view, 1> only{schema};
  check.one_of(file, "", "schema", only);
}

void check_file_name(Checker& check, const std::filesystem::path& path, const std::string* name,
                     const char* member, const std::string& prefix) {
  if (name == nullptr || path.stem() == prefix + *name) return;
  check.fault(pointer_to("", member), "the file is named " + prefix + *name + ".json",
              "rename the file or change this member");
}

/// Members that an item has besides id, kind and label.
void check_item_kind(Checker& check, const Json& item, const std::string& at,
                     const std::string& kind) {
  static constexpr std::array<string_view, 4> kPlain{"id", "kind", "label", "hint"};
  static constexpr std::array<string_view, 5> kMulti{"id", "kind", "label", "hint", "list"};
  static constexpr std::array<string_view, 5> kText{"id", "kind", "label", "hint", "limit"};
  static constexpr std::array<string_view, 3> kBase{"id", "kind", "label"};
  static constexpr std::array<string_view, 4> kNeedList{"id", "kind", "label", "list"};
  static constexpr std::array<string_view, 4> kNeedLimit{"id", "kind", "label", "limit"};
  if (kind == "multi") {
    check.members(item, at, kMulti, kNeedList);
    check.id(item, at, "list");
  } else if (kind == "text") {
    check.members(item, at, kText, kNeedLimit);
    check.number(item, at, "limit", 1, 2000);
  } else {
    check.members(item, at, kPlain, kBase);
  }
}

void check_items(Checker& check, const Json& items) {
  static constexpr std::array<string_view, 4> kKinds{"level", "multi", "rating", "text"};
  if (items.empty() || items.size() > 64) {
    check.fault("/items", "a questionnaire has 1 to 64 items", "split it");
  }
  std::set<std::string> ids;
  std::size_t lists = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string at = pointer_to("/items", i);
    const Json& item = items[i];
    if (!item.is_object()) {
      check.fault(at, "an item is an object", "write { }");
      continue;
    }
    const std::string* id = check.id(item, at, "id");
    if (id != nullptr && !ids.insert(*id).second) {
      check.fault(pointer_to(at, "id"), "an id stands once in a questionnaire",
                  "rename this item or remove it");
    }
    check.id(item, at, "label");
    check.id(item, at, "hint");
    check.one_of(item, at, "kind", kKinds);
    const auto named = item.find("kind");
    const std::string kind =
        named != item.end() && named->is_string() ? named->get<std::string>() : std::string();
    check_item_kind(check, item, at, kind);
    if ((i == 0) != (kind == "level")) {
      check.fault(pointer_to(at, "kind"),
                  "the level is the first item and the only one of its kind",
                  "put one item of kind level first");
    }
    if (kind == "multi" && ++lists > 1) {
      check.fault(pointer_to(at, "kind"), "a questionnaire has one item of kind multi at most",
                  "remove this one");
    }
  }
}

void check_code(Checker& check, const Json& code, const std::string& at) {
  static constexpr std::array<string_view, 5> kMembers{"code", "level", "set", "texts", "retired"};
  static constexpr std::array<string_view, 4> kActive{"code", "level", "set", "texts"};
  static constexpr std::array<string_view, 3> kRetired{"code", "level", "texts"};
  static constexpr std::array<string_view, 2> kSets{"base", "extension"};
  const auto retired = code.find("retired");
  const bool is_retired = retired != code.end();
  if (is_retired && *retired != Json(true)) {
    check.fault(pointer_to(at, "retired"), "retired is true or absent", "remove it");
  }
  check.members(code, at, kMembers, is_retired ? Names(kRetired) : Names(kActive));
  check.one_of(code, at, "level", kLevelNames);
  check.one_of(code, at, "set", kSets);
  const Json* texts = check.object(code, at, "texts");
  if (texts == nullptr) return;
  check.texts(*texts, pointer_to(at, "texts"));
  if (!texts->contains("zh-Hans")) {
    check.fault(pointer_to(at, "texts"), "every code has its official text, zh-Hans", "add it");
  }
}

}  // namespace

void check_questionnaire(const std::filesystem::path& path, const Json& file,
                         std::vector<Fault>& faults) {
  static constexpr std::array<string_view, 6> kMembers{"schema", "id",    "version",
                                                       "title",  "items", "texts"};
  Checker check(path, faults);
  check.members(file, "", kMembers, kMembers);
  check_schema(check, file, "yiping.questionnaire/1");
  check_file_name(check, path, check.id(file, "", "id"), "id", "");
  check.number(file, "", "version", 1, 65535);
  check.id(file, "", "title");
  if (const Json* items = check.array(file, "", "items")) check_items(check, *items);
  const Json* languages = check.object(file, "", "texts");
  if (languages == nullptr) return;
  if (languages->empty()) check.fault("/texts", "there is one language at least", "add zh-Hans");
  for (const auto& [language, value] : languages->items()) {
    if (const Json* texts = check.object(*languages, "/texts", language.c_str())) {
      check.texts(*texts, pointer_to("/texts", language));
    }
  }
}

void check_reasons(const std::filesystem::path& path, const Json& file,
                   std::vector<Fault>& faults) {
  static constexpr std::array<string_view, 5> kMembers{"schema", "id", "version", "source",
                                                       "codes"};
  Checker check(path, faults);
  check.members(file, "", kMembers, kMembers);
  check_schema(check, file, "yiping.reasons/1");
  check_file_name(check, path, check.id(file, "", "id"), "id", "reasons-");
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

void check_locale(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults) {
  static constexpr std::array<string_view, 7> kMembers{"schema",       "lang",        "name", "dir",
                                                       "writing_mode", "reviewed_by", "texts"};
  static constexpr std::array<string_view, 6> kRequired{"schema", "lang",         "name",
                                                        "dir",    "writing_mode", "texts"};
  static constexpr std::array<string_view, 2> kDirections{"ltr", "rtl"};
  static constexpr std::array<string_view, 3> kModes{"horizontal-tb", "vertical-lr", "vertical-rl"};
  static constexpr std::array<string_view, 7> kPrefixes{"level.", "action.", "notice.", "announce.",
                                                        "error.", "kind.",   "ui."};
  Checker check(path, faults);
  check.members(file, "", kMembers, kRequired);
  check_schema(check, file, "yiping.locale/1");
  check_file_name(check, path, check.text(file, "", "lang"), "lang", "");
  check.text(file, "", "name");
  check.text(file, "", "reviewed_by");
  check.one_of(file, "", "dir", kDirections);
  check.one_of(file, "", "writing_mode", kModes);
  const Json* texts = check.object(file, "", "texts");
  if (texts == nullptr) return;
  check.texts(*texts, "/texts");
  for (const auto& [key, value] : texts->items()) {
    const auto fits = [&key = key](string_view prefix) { return key.starts_with(prefix); };
    if (std::none_of(kPrefixes.begin(), kPrefixes.end(), fits)) {
      check.fault(
          pointer_to("/texts", key),
          "a shared wording begins with level. action. notice. announce. error. kind. or ui.",
          "rename it, or move it to the questionnaire that needs it");
    }
  }
}

}  // namespace yiping::host
