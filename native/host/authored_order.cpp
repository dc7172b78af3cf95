// SPDX-License-Identifier: Apache-2.0
#include "host/authored_order.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "host/authored.hpp"
#include "host/authored_condition.hpp"
#include "host/authored_item.hpp"

namespace yiping::host {
namespace {

/// A condition that waits: the items of `owner` cannot be shown before it is decided.
struct Wait {
  std::size_t owner;      // position of the first item that waits
  std::size_t last;       // and of the last one
  std::string condition;  // its place
  Reference asked;
};

std::vector<std::string> offered_levels(const Json& file) {
  std::vector<std::string> levels;
  if (const auto own = file.find("levels"); own != file.end() && own->is_array()) {
    for (const Json& level : *own) {
      if (level.is_string()) levels.push_back(level.get<std::string>());
    }
  }
  if (levels.empty()) levels.assign(kLevelNames.begin(), kLevelNames.end());
  return levels;
}

class OrderCheck {
 public:
  OrderCheck(Checker& check, const Json& file) : check_(check), file_(file), items_(file["items"]) {
    const std::vector<std::string> levels = offered_levels(file);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].is_object()) {
        asked_.push_back({});
        continue;
      }
      asked_.push_back(
          {text_of(items_[i], "id"), text_of(items_[i], "kind"), answers_of(items_[i], levels)});
      positions_.try_emplace(asked_.back().id, i);
    }
  }

  void sections() {
    const auto found = file_.find("sections");
    const bool has_sections = found != file_.end() && found->is_array();
    std::map<std::string, std::size_t> order;
    for (std::size_t i = 0; has_sections && i < found->size(); ++i) {
      if ((*found)[i].is_object()) order.try_emplace(text_of((*found)[i], "id"), i);
    }
    std::size_t reached = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].is_object()) section_of(i, has_sections, order, reached);
    }
  }

  void conditions() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].is_object()) continue;
      for (const char* name : {"shown_if", "enabled_if", "required_if"}) {
        if (!items_[i].contains(name)) continue;
        const std::string at = pointer_to(pointer_to("/items", i), name);
        const auto references = check_condition(check_, items_[i][name], at, asked_);
        if (name == std::string_view("required_if")) continue;
        for (const Reference& reference : references) waits_.push_back({i, i, at, reference});
      }
    }
    section_conditions();
    for (const Wait& wait : waits_) backwards(wait);
  }

 private:
  void section_of(std::size_t index, bool has_sections,
                  const std::map<std::string, std::size_t>& order, std::size_t& reached) {
    const std::string at = pointer_to("/items", index);
    if (!items_[index].contains("section")) {
      if (has_sections) {
        check_.fault(at, "either every item has a section or none has", "add its section");
      }
      return;
    }
    const std::string place = pointer_to(at, "section");
    const std::string name = text_of(items_[index], "section");
    const auto known = order.find(name);
    if (known == order.end()) {
      check_.fault(place, "section names one of /sections: there is no " + name,
                   "correct the name or add the section");
      return;
    }
    if (known->second < reached) {
      check_.fault(place, "items of a section stand together, sections in the order of /sections",
                   "move this item up to those of " + name);
      return;
    }
    reached = known->second;
  }

  /// A section's condition counts as part of each of its items' own.
  void section_conditions() {
    const auto found = file_.find("sections");
    if (found == file_.end() || !found->is_array()) return;
    for (std::size_t i = 0; i < found->size(); ++i) {
      const Json& section = (*found)[i];
      if (!section.is_object() || !section.contains("shown_if")) continue;
      const std::string at = pointer_to(pointer_to("/sections", i), "shown_if");
      const auto references = check_condition(check_, section["shown_if"], at, asked_);
      const auto [first, last] = span_of(text_of(section, "id"));
      if (first == items_.size()) continue;
      if (first == 0) {
        check_.fault(at, "the level is always shown, and so is its section",
                     "remove the condition, or give the level a section of its own");
      }
      for (const Reference& reference : references) waits_.push_back({first, last, at, reference});
      folded(section, first, last);
    }
  }

  /// Each item's own condition and its section's together have the limits of one.
  void folded(const Json& section, std::size_t first, std::size_t last) {
    for (std::size_t i = first; i <= last; ++i) {
      if (!items_[i].is_object() || !items_[i].contains("shown_if")) continue;
      const Json& own = items_[i]["shown_if"];
      if (is_oversized(own) || !is_oversized(both(section["shown_if"], own))) continue;
      check_.fault(pointer_to(pointer_to("/items", i), "shown_if"),
                   "a condition together with its section's has 64 operators and values at most, "
                   "and operators nest 5 deep",
                   "make one of the two shorter");
    }
  }

  /// First and last item of a section; the number of items when it has none.
  [[nodiscard]] std::pair<std::size_t, std::size_t> span_of(const std::string& section) const {
    std::pair<std::size_t, std::size_t> span{items_.size(), items_.size()};
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].is_object() || text_of(items_[i], "section") != section) continue;
      if (span.first == items_.size()) span.first = i;
      span.second = i;
    }
    return span;
  }

  void backwards(const Wait& wait) {
    const auto known = positions_.find(wait.asked.item);
    if (known == positions_.end() || known->second < wait.owner) return;
    std::string rule =
        "shown_if and enabled_if ask about earlier items: " + wait.asked.item + " is not earlier";
    if (const std::string circle = circle_of(wait, known->second); !circle.empty()) {
      rule += ", and they wait for each other: " + circle;
    }
    check_.fault(wait.asked.pointer, rule, "move the item up, or ask about an earlier one");
  }

  /// "a → b → a" when what the condition asks about waits for its owner in turn.
  [[nodiscard]] std::string circle_of(const Wait& wait, std::size_t asked) const {
    // A section waits as one; what it asks about inside itself stands for all of it.
    const std::size_t start = asked >= wait.owner && asked <= wait.last ? asked : wait.owner;
    std::vector<std::size_t> path{start};
    std::set<std::size_t> seen;
    if (!leads(asked, start, path, seen)) return {};
    std::string circle;
    for (const std::size_t item : path) {
      if (!circle.empty()) circle += " → ";
      circle += asked_[item].id;
    }
    return circle;
  }

  bool leads(std::size_t from, std::size_t to, std::vector<std::size_t>& path,
             std::set<std::size_t>& seen) const {
    path.push_back(from);
    if (from == to) return true;
    if (seen.insert(from).second) {
      for (const Wait& wait : waits_) {
        if (from < wait.owner || from > wait.last) continue;
        const auto next = positions_.find(wait.asked.item);
        if (next != positions_.end() && leads(next->second, to, path, seen)) return true;
      }
    }
    path.pop_back();
    return false;
  }

  Checker& check_;
  const Json& file_;
  const Json& items_;
  std::vector<AskedItem> asked_;
  std::map<std::string, std::size_t> positions_;
  std::vector<Wait> waits_;
};

}  // namespace

void check_order(Checker& check, const Json& file) {
  OrderCheck order(check, file);
  order.sections();
  order.conditions();
}

}  // namespace yiping::host
