// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "host/authored.hpp"
#include "host/authored_item.hpp"
#include "host/authored_order.hpp"

namespace yiping::host {
namespace {

using std::string_view;

constexpr std::size_t kMostItems = 64;
constexpr std::size_t kMostSections = 16;

/// The levels offered: a part of the five in their order, with a good one and a bad one.
void check_levels(Checker& check, const Json& file) {
  const Json* levels = check.array(file, "", "levels");
  if (levels == nullptr) return;
  std::size_t next = 0;
  std::size_t good = 0;
  for (std::size_t i = 0; i < levels->size(); ++i) {
    const Json& level = (*levels)[i];
    const std::string name = level.is_string() ? level.get<std::string>() : std::string();
    const auto found = std::find(kLevelNames.begin(), kLevelNames.end(), name);
    const auto place = static_cast<std::size_t>(found - kLevelNames.begin());
    if (found == kLevelNames.end() || place < next) {
      check.fault(pointer_to("/levels", i),
                  "levels are some of " + list_of(kLevelNames) + ", in this order, each once",
                  "correct or move it");
      return;
    }
    next = place + 1;
    if (place < 3) ++good;
  }
  // The last two of the five are 差评: 国办发〔2019〕51号.
  if (good == 0 || good == levels->size()) {
    check.fault("/levels", "one level is good and one is bad at least",
                "offer one of the first three and one of the last two");
  }
}

void check_sections(Checker& check, const Json& file) {
  static constexpr std::array<string_view, 3> kMembers{"id", "title", "shown_if"};
  static constexpr std::array<string_view, 2> kRequired{"id", "title"};
  const Json* sections = check.array(file, "", "sections");
  if (sections == nullptr) return;
  if (sections->empty() || sections->size() > kMostSections) {
    check.fault("/sections", "there are 1 to 16 sections", "join or remove some");
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i < sections->size(); ++i) {
    const std::string at = pointer_to("/sections", i);
    const Json& section = (*sections)[i];
    if (!section.is_object()) {
      check.fault(at, "a section is an object", "write { }");
      continue;
    }
    check.members(section, at, kMembers, kRequired);
    check.id(section, at, "title");
    const std::string* id = check.id(section, at, "id");
    if (id != nullptr && !seen.insert(*id).second) {
      check.fault(pointer_to(at, "id"), "an id stands once among the sections", "rename this one");
    }
  }
}

/// Rules between items that go by kind.
class KindCheck {
 public:
  explicit KindCheck(Checker& check) : check_(check) {}

  void next(const Json& item, std::size_t index, const std::string& at) {
    const std::string kind = text_of(item, "kind");
    if ((index == 0) != (kind == "level")) {
      check_.fault(pointer_to(at, "kind"),
                   "the level is the first item and the only one of its kind",
                   "put one item of kind level first");
    }
    if (item.contains("list") && ++lists_ > 1) {
      check_.fault(pointer_to(at, "list"),
                   "a questionnaire has one item of kind multi with a list at most",
                   "remove this one or give it options of its own");
    }
    if (kind == "contact" && ++contacts_ > 1) {
      check_.fault(pointer_to(at, "kind"), "a questionnaire has one item of kind contact at most",
                   "remove this one");
    }
    if (item.contains("beside") && contacts_ == 0) {
      check_.fault(pointer_to(at, "beside"),
                   "personal data are asked of who chose to be known: a contact item stands before",
                   "add an item of kind contact before this one");
    }
  }

 private:
  Checker& check_;
  std::size_t lists_ = 0;
  std::size_t contacts_ = 0;
};

/// Options become a list that is named like the item.
void check_list_names(Checker& check, const Json& items) {
  std::set<std::string> lists;
  for (const Json& item : items) {
    if (item.is_object()) lists.insert(text_of(item, "list"));
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_object()) continue;
    const bool has_own = items[i].contains("options") || text_of(items[i], "kind") == "contact";
    const std::string id = text_of(items[i], "id");
    if (!has_own || id.empty() || !lists.contains(id)) continue;
    check.fault(pointer_to(pointer_to("/items", i), "id"),
                "an item with options of its own is not named like a reason list", "rename it");
  }
}

void check_items(Checker& check, const Json& items) {
  if (items.empty() || items.size() > kMostItems) {
    check.fault("/items", "a questionnaire has 1 to 64 items", "split it");
  }
  std::set<std::string> ids;
  KindCheck kinds(check);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string at = pointer_to("/items", i);
    const Json& item = items[i];
    if (!item.is_object()) {
      check.fault(at, "an item is an object", "write { }");
      continue;
    }
    check_item(check, item, at);
    kinds.next(item, i, at);
    const std::string id = text_of(item, "id");
    if (!id.empty() && !ids.insert(id).second) {
      check.fault(pointer_to(at, "id"), "an id stands once in a questionnaire",
                  "rename this item or remove it");
    }
  }
  check_list_names(check, items);
}

void check_content(Checker& check, const Json& file) {
  static constexpr std::array<string_view, 9> kMembers{
      "schema", "id", "version", "title", "levels", "label_set", "sections", "items", "texts"};
  static constexpr std::array<string_view, 6> kRequired{"schema", "id",    "version",
                                                        "title",  "items", "texts"};
  static constexpr std::array<string_view, 2> kLabelSets{"satisfaction", "quality"};
  check.members(file, "", kMembers, kRequired);
  check.schema(file, "yiping.questionnaire/1");
  check.number(file, "", "version", 1, 65535);
  check.id(file, "", "title");
  check.one_of(file, "", "label_set", kLabelSets);
  check_levels(check, file);
  check_sections(check, file);
  if (const Json* items = check.array(file, "", "items")) {
    check_items(check, *items);
    if (items->size() <= kMostItems) check_order(check, file);
  }
  const Json* languages = check.object(file, "", "texts");
  if (languages == nullptr) return;
  if (languages->empty()) check.fault("/texts", "there is one language at least", "add zh-Hans");
  check.languages(*languages, "/texts");
}

}  // namespace

void check_questionnaire(const std::filesystem::path& path, const Json& file,
                         std::vector<Fault>& faults) {
  Checker check(path, faults);
  check.file_name(check.id(file, "", "id"), "id", "");
  check_content(check, file);
}

void check_merged_questionnaire(const std::filesystem::path& base, const Json& merged,
                                std::vector<Fault>& faults) {
  Checker check(base, faults);
  check.id(merged, "", "id");
  check_content(check, merged);
}

}  // namespace yiping::host
