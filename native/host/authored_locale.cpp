// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "host/authored.hpp"

namespace yiping::host {
namespace {

using std::string_view;

void check_fallback(Checker& check, const Json& file) {
  const std::string* fallback = check.text(file, "", "fallback");
  if (fallback == nullptr) return;
  if (file.contains("lang") && file["lang"] == kOfficialLanguage) {
    check.fault("/fallback", "zh-Hans has no fallback: every chain ends there", "remove it");
  } else if (!is_language_tag(*fallback)) {
    check.fault("/fallback", "a fallback is the lang of another locale", "correct it");
  }
}

void check_keys(Checker& check, const Json& texts) {
  static constexpr std::array<string_view, 9> kPrefixes{"level.",    "level_quality.", "contact.",
                                                        "kind.",     "action.",        "notice.",
                                                        "announce.", "error.",         "ui."};
  for (const auto& [key, value] : texts.items()) {
    const auto fits = [&key = key](string_view prefix) { return key.starts_with(prefix); };
    if (std::none_of(kPrefixes.begin(), kPrefixes.end(), fits)) {
      check.fault(pointer_to("/texts", key),
                  "a shared wording begins with one of " + list_of(kPrefixes),
                  "rename it, or move it to the questionnaire that needs it");
    }
  }
}

}  // namespace

void check_locale(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults) {
  static constexpr std::array<string_view, 8> kMembers{
      "schema", "lang", "name", "dir", "writing_mode", "fallback", "reviewed_by", "texts"};
  static constexpr std::array<string_view, 6> kRequired{"schema", "lang",         "name",
                                                        "dir",    "writing_mode", "texts"};
  static constexpr std::array<string_view, 2> kDirections{"ltr", "rtl"};
  static constexpr std::array<string_view, 3> kModes{"horizontal-tb", "vertical-lr", "vertical-rl"};
  Checker check(path, faults);
  check.members(file, "", kMembers, kRequired);
  check.schema(file, "yiping.locale/1");
  const std::string* language = check.text(file, "", "lang");
  check.file_name(language, "lang", "");
  if (language != nullptr && !is_language_tag(*language)) {
    check.fault("/lang", "a language is a tag such as zh-Hans or en", "correct it");
  }
  check.text(file, "", "name");
  check.text(file, "", "reviewed_by");
  check.one_of(file, "", "dir", kDirections);
  check.one_of(file, "", "writing_mode", kModes);
  check_fallback(check, file);
  const Json* texts = check.object(file, "", "texts");
  if (texts == nullptr) return;
  check.texts(*texts, "/texts");
  check_keys(check, *texts);
}

}  // namespace yiping::host
