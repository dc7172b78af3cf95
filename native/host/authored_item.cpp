// SPDX-License-Identifier: Apache-2.0
#include "host/authored_item.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "host/authored.hpp"

namespace yiping::host {
namespace {

using std::string_view;

constexpr std::size_t kMostOptions = 64;

/// What an item of a kind has besides id, kind, label, hint and section.
struct KindRule {
  string_view kind;
  std::initializer_list<string_view> may;
  std::initializer_list<string_view> must;
};

const std::array<KindRule, 7>& kind_rules() {
  static const std::array<KindRule, 7> kRules{{
      {"level", {}, {}},
      {"rating", {"shown_if", "enabled_if", "required_if"}, {}},
      {"multi", {"list", "options", "shown_if", "enabled_if", "required_if"}, {}},
      {"single", {"shown_if", "enabled_if", "required_if"}, {"options"}},
      {"text", {"purpose", "beside", "shown_if", "enabled_if", "required_if"}, {"limit"}},
      {"contact", {"shown_if", "enabled_if"}, {"hint", "notice_version"}},
      {"statement", {"shown_if"}, {}},
  }};
  return kRules;
}

/// Of a kind that does not exist, any member that some kind has: one fault is enough.
void check_members(Checker& check, const Json& item, const std::string& at, string_view kind) {
  std::vector<string_view> may{"id", "kind", "label", "hint", "section"};
  std::vector<string_view> must{"id", "kind", "label"};
  bool known = false;
  for (const KindRule& rule : kind_rules()) known = known || rule.kind == kind;
  for (const KindRule& rule : kind_rules()) {
    if (known && rule.kind != kind) continue;
    may.insert(may.end(), rule.may);
    for (const string_view name : rule.must) {
      if (std::find(may.begin(), may.end(), name) == may.end()) may.push_back(name);
    }
    if (known) must.insert(must.end(), rule.must);
  }
  check.members(item, at, may, must);
}

void check_options(Checker& check, const Json& item, const std::string& at) {
  const Json* options = check.array(item, at, "options");
  if (options == nullptr) return;
  const std::string place = pointer_to(at, "options");
  if (options->size() < 2 || options->size() > kMostOptions) {
    check.fault(place, "an item has 2 to 64 options", "add some, or split the question");
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i < options->size(); ++i) {
    const Json& option = (*options)[i];
    if (!option.is_string() || !is_name(option.get_ref<const std::string&>())) {
      check.fault(pointer_to(place, i),
                  "an option has 1 to 64 of a-z 0-9 _ - . and begins with a letter", "rename it");
    } else if (!seen.insert(option.get<std::string>()).second) {
      check.fault(pointer_to(place, i), "an option stands once in an item",
                  "remove one of the two");
    }
  }
}

}  // namespace

std::string text_of(const Json& object, string_view name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void check_item(Checker& check, const Json& item, const std::string& at) {
  static constexpr std::array<string_view, 3> kPurposes{"name", "tel", "email"};
  std::vector<string_view> kinds;
  for (const KindRule& rule : kind_rules()) kinds.push_back(rule.kind);
  for (const char* name : {"id", "label", "hint", "section", "list"}) check.id(item, at, name);
  check.one_of(item, at, "kind", kinds);
  const std::string kind = text_of(item, "kind");
  check_members(check, item, at, kind);
  check.number(item, at, "limit", 1, 2000);
  check.number(item, at, "notice_version", 1, 65535);
  check.one_of(item, at, "purpose", kPurposes);
  check.only_true(item, at, "beside");
  check_options(check, item, at);
  if (kind == "multi" && item.contains("list") == item.contains("options")) {
    check.fault(at, "a multi has a list of reasons or options of its own, not both",
                "write list or options");
  }
}

std::vector<std::string> answers_of(const Json& item, const std::vector<std::string>& levels) {
  const std::string kind = text_of(item, "kind");
  if (kind == "level" || kind == "rating") return levels;
  if (kind == "contact") return {kWays.begin(), kWays.end()};
  std::vector<std::string> answers;
  if (const auto options = item.find("options"); options != item.end() && options->is_array()) {
    for (const Json& option : *options) {
      if (option.is_string()) answers.push_back(option.get<std::string>());
    }
  }
  return answers;
}

}  // namespace yiping::host
