// SPDX-License-Identifier: Apache-2.0
#include "host/locales.hpp"

#include <algorithm>
#include <set>

#include "host/authored.hpp"

namespace yiping::host {
namespace {

std::multiset<std::string> placeholders(const std::string& text) {
  std::multiset<std::string> found;
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    found.insert(text.substr(at, text.find('}', at) - at + 1));
  }
  return found;
}

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out.empty() ? "none" : out;
}

void check_text(const std::filesystem::path& path, const std::string& key, const Json& official,
                const std::string& text, std::vector<Fault>& faults) {
  const std::string at = pointer_to("/texts", key);
  const auto known = official.find(key);
  if (known == official.end()) {
    faults.push_back({path, at, "a shared wording stands in zh-Hans too",
                      "correct its name, or add the Chinese text"});
    return;
  }
  const auto wanted = placeholders(known->get_ref<const std::string&>());
  if (placeholders(text) == wanted) return;
  faults.push_back({path, at,
                    "a translation has the placeholders of the Chinese text: " +
                        joined({wanted.begin(), wanted.end()}),
                    "write each of them once, unchanged"});
}

}  // namespace

const Locales::Read& Locales::read(const std::string& language) {
  const auto [entry, is_new] = read_.try_emplace(language);
  Read& read = entry->second;
  if (is_new) read.locale = load_checked(path_of(language), check_locale, read.faults);
  return read;
}

std::vector<const Authored*> Locales::chain(const std::string& language,
                                            std::vector<Fault>& faults) {
  std::vector<const Authored*> chain;
  std::vector<std::string> names;
  for (std::string next = language; !next.empty();) {
    if (!is_language_tag(next)) {
      faults.push_back({folder_, "", "a language is a tag such as zh-Hans or en", "correct it"});
      return {};
    }
    const bool is_circle = std::find(names.begin(), names.end(), next) != names.end();
    names.push_back(next);
    if (is_circle) {
      std::string round;
      for (const std::string& name : names) round += (round.empty() ? "" : " → ") + name;
      faults.push_back({chain.back()->path, "/fallback",
                        "fallbacks end at zh-Hans; these go round: " + round,
                        "let one of them fall back to zh-Hans"});
      return {};
    }
    const Read& found = read(next);
    if (!found.faults.empty()) {
      std::error_code error;
      if (chain.empty() || std::filesystem::exists(path_of(next), error)) {
        faults.insert(faults.end(), found.faults.begin(), found.faults.end());
      } else {
        faults.push_back({chain.back()->path, "/fallback",
                          "a fallback is a locale: " + path_of(next).string() + " does not exist",
                          "correct the name or add the file"});
      }
      return {};
    }
    chain.push_back(&found.locale);
    const bool is_last = next == kOfficialLanguage;
    next = is_last ? std::string()
                   : found.locale.file.value("fallback", std::string(kOfficialLanguage));
  }
  return chain;
}

void check_beside_locales(const Authored& locale, std::vector<Fault>& faults) {
  Locales locales(locale.path.parent_path());
  const auto chain = locales.chain(locale.file["lang"], faults);
  if (chain.empty()) return;
  const Json& official = chain.back()->file["texts"];
  for (const auto& [key, text] : locale.file["texts"].items()) {
    check_text(locale.path, key, official, text.get_ref<const std::string&>(), faults);
  }
}

}  // namespace yiping::host
