// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "host/authored.hpp"
#include "host/authored_item.hpp"

namespace yiping::host {
namespace {

using std::string_view;

constexpr std::size_t kMostChanges = 256;

bool is_digits(string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_area_code(string_view text) {
  return (text.size() == 6 || text.size() == 12) && is_digits(text) && text[0] != '0';
}

bool is_office_code(string_view text) {
  return text.size() == 18 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

bool is_item_code(string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

struct CodeRule {
  const char* member;
  bool (*fits)(string_view);
  const char* rule;
};

void check_for(Checker& check, const Json& file) {
  static constexpr std::array<string_view, 3> kMembers{"areas", "offices", "items"};
  static constexpr CodeRule kRules[] = {
      {"areas", is_area_code, "an area is a division code of 6 or 12 digits"},
      {"offices", is_office_code, "an office is a social credit code of 18 digits and capitals"},
      {"items", is_item_code, "an item is its code: 1 to 64 digits, capitals and hyphens"},
  };
  const Json* whom = check.object(file, "", "for");
  if (whom == nullptr) return;
  check.members(*whom, "/for", kMembers, {});
  if (whom->empty()) {
    check.fault("/for", "an overlay is for areas, offices or items", "add one of the three");
  }
  for (const CodeRule& rule : kRules) {
    const Json* codes = check.array(*whom, "/for", rule.member);
    if (codes == nullptr) continue;
    const std::string at = pointer_to("/for", rule.member);
    if (codes->empty()) check.fault(at, "there is one code at least", "add it, or remove this");
    for (std::size_t i = 0; i < codes->size(); ++i) {
      const Json& code = (*codes)[i];
      if (code.is_string() && rule.fits(code.get_ref<const std::string&>())) continue;
      check.fault(pointer_to(at, i), rule.rule, "correct it");
    }
  }
}

void check_set(Checker& check, const Json& change, const std::string& at) {
  static constexpr std::array<string_view, 2> kMembers{"set", "members"};
  check.members(change, at, kMembers, kMembers);
  check.id(change, at, "set");
  const Json* members = check.object(change, at, "members");
  if (members == nullptr) return;
  const std::string inside = pointer_to(at, "members");
  if (members->empty()) check.fault(inside, "there is one member at least", "add it");
  for (const char* name : {"id", "kind"}) {
    if (!members->contains(name)) continue;
    check.fault(pointer_to(inside, name), "an item keeps its id and its kind",
                "remove the item and add another one");
  }
  if (members->contains("list")) {
    check.fault(pointer_to(inside, "list"), "localities change no reason list", "remove this");
  }
}

void check_change(Checker& check, const Json& change, const std::string& at) {
  static constexpr std::array<string_view, 2> kAdd{"add", "after"};
  static constexpr std::array<string_view, 1> kRemove{"remove"};
  if (change.contains("set")) {
    check_set(check, change, at);
  } else if (change.contains("add")) {
    check.members(change, at, kAdd, kAdd);
    check.id(change, at, "after");
    const Json* item = check.object(change, at, "add");
    if (item != nullptr) check_item(check, *item, pointer_to(at, "add"));
  } else if (change.contains("remove")) {
    check.members(change, at, kRemove, kRemove);
    check.id(change, at, "remove");
  } else {
    check.fault(at, "a change is add with after, set with members, or remove",
                "write one of these");
  }
}

}  // namespace

void check_overlay(const std::filesystem::path& path, const Json& file,
                   std::vector<Fault>& faults) {
  static constexpr std::array<string_view, 8> kMembers{"schema", "id",     "version", "base",
                                                       "for",    "source", "changes", "texts"};
  static constexpr std::array<string_view, 7> kRequired{"schema", "id",     "version", "base",
                                                        "for",    "source", "changes"};
  static constexpr std::array<string_view, 2> kBase{"id", "version"};
  Checker check(path, faults);
  check.members(file, "", kMembers, kRequired);
  check.schema(file, "yiping.overlay/1");
  check.file_name(check.id(file, "", "id"), "id", "");
  check.number(file, "", "version", 1, 65535);
  check.text(file, "", "source");
  if (const Json* base = check.object(file, "", "base")) {
    check.members(*base, "/base", kBase, kBase);
    check.id(*base, "/base", "id");
    check.number(*base, "/base", "version", 1, 65535);
  }
  check_for(check, file);
  if (const Json* texts = check.object(file, "", "texts")) check.languages(*texts, "/texts");
  const Json* changes = check.array(file, "", "changes");
  if (changes == nullptr) return;
  if (changes->size() > kMostChanges) {
    check.fault("/changes", "an overlay has 256 changes at most", "make a questionnaire of it");
    return;
  }
  for (std::size_t i = 0; i < changes->size(); ++i) {
    const std::string at = pointer_to("/changes", i);
    if ((*changes)[i].is_object()) {
      check_change(check, (*changes)[i], at);
    } else {
      check.fault(at, "a change is an object", "write { }");
    }
  }
}

}  // namespace yiping::host
