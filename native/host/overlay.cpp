// SPDX-License-Identifier: Apache-2.0
#include "host/overlay.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "host/authored.hpp"
#include "host/files.hpp"

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOfficeRank = 100;
constexpr std::size_t kItemRank = 200;

/// A division code without the zeros that fill it up: 440300 is 4403, a city.
std::string_view significant(std::string_view area) {
  while (area.size() > 6 && area.ends_with("000")) area.remove_suffix(3);
  while (area.size() <= 6 && area.size() > 2 && area.ends_with("00")) area.remove_suffix(2);
  return area;
}

/// Nothing when the overlay does not fit; else the later it applies, the higher.
std::optional<std::size_t> rank_of(const Json& whom, const Place& place) {
  std::size_t rank = 0;
  if (whom.contains("areas")) {
    std::size_t longest = 0;
    for (const Json& area : whom["areas"]) {
      const std::string_view part = significant(area.get_ref<const std::string&>());
      if (place.area.starts_with(part)) longest = std::max(longest, part.size());
    }
    if (longest == 0) return std::nullopt;
    rank = longest;
  }
  const auto one_of = [&](const char* member, const std::string& code, std::size_t its_rank) {
    if (!whom.contains(member)) return true;
    rank = its_rank;
    const Json& codes = whom[member];
    return std::find(codes.begin(), codes.end(), Json(code)) != codes.end();
  };
  const bool fits =
      one_of("offices", place.office, kOfficeRank) && one_of("items", place.item, kItemRank);
  return fits ? std::optional(rank) : std::nullopt;
}

/// Items and texts while overlays are applied, each member with its origin.
class Merger {
 public:
  Merger(const Authored& base, std::vector<Fault>& faults) : base_(base), faults_(faults) {
    for (const Json& item : base.file["items"]) items_.push_back({item, {}, {}});
    texts_ = base.file["texts"];
    version_ = base.file["version"].get<std::int64_t>();
    id_ = base.file["id"].get<std::string>();
    files_.push_back(base.path);
  }

  void apply(const Authored& overlay) {
    const Json& file = overlay.file;
    if (file["base"]["version"] != base_.file["version"]) {
      faults_.push_back({overlay.path, "/base/version",
                         base_.path.string() + " has version " + base_.file["version"].dump(),
                         "look through the changes, then raise this and the overlay's version"});
      return;
    }
    files_.push_back(overlay.path);
    id_ += "." + file["id"].get<std::string>();
    version_ += file["version"].get<std::int64_t>();
    for (std::size_t i = 0; i < file["changes"].size(); ++i) {
      change(overlay, file["changes"][i], pointer_to("/changes", i));
    }
    if (file.contains("texts")) put_texts(overlay);
  }

  Merged take() {
    Merged out;
    out.file = base_.file;
    out.files = std::move(files_);
    out.file["id"] = std::move(id_);
    out.file["version"] = version_;
    out.file["texts"] = std::move(texts_);
    out.origins = std::move(origins_);
    Json items = Json::array();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const std::string at = pointer_to("/items", i);
      for (const auto& [member, origin] : items_[i].members) {
        out.origins.emplace(pointer_to(at, member), origin);
      }
      out.origins.emplace(at, items_[i].origin ? *items_[i].origin : base_origin(items_[i].value));
      items.push_back(std::move(items_[i].value));
    }
    out.file["items"] = std::move(items);
    return out;
  }

 private:
  struct Part {
    Json value;
    std::optional<Origin> origin;           // nothing: the base
    std::map<std::string, Origin> members;  // those that were set
  };

  Origin base_origin(const Json& item) const {
    const Json& items = base_.file["items"];
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i]["id"] == item["id"]) return {base_.path, pointer_to("/items", i)};
    }
    return {base_.path, "/items"};
  }

  std::vector<Part>::iterator find(const Json& id) {
    return std::find_if(items_.begin(), items_.end(),
                        [&](const Part& part) { return part.value["id"] == id; });
  }

  /// The item that a change names; nothing after a fault.
  Part* named(const Authored& overlay, const Json& change, const std::string& at,
              const char* member) {
    const auto part = find(change[member]);
    const std::string pointer = pointer_to(at, member);
    if (part == items_.end()) {
      faults_.push_back(
          {overlay.path, pointer,
           "the item " + change[member].get<std::string>() + " is there when this change applies",
           "correct the id, or remove the change"});
      return nullptr;
    }
    if (part == items_.begin() && member != std::string_view("after")) {
      faults_.push_back({overlay.path, pointer, "the level item stays as it is and where it is",
                         "remove the change"});
      return nullptr;
    }
    return &*part;
  }

  void change(const Authored& overlay, const Json& change, const std::string& at) {
    if (change.contains("add")) {
      add(overlay, change, at);
    } else if (change.contains("set")) {
      Part* part = named(overlay, change, at, "set");
      if (part == nullptr) return;
      for (const auto& [member, value] : change["members"].items()) {
        part->value[member] = value;
        part->members[member] = {overlay.path, pointer_to(at + "/members", member)};
      }
    } else if (const Part* part = named(overlay, change, at, "remove")) {
      items_.erase(items_.begin() + (part - items_.data()));
    }
  }

  void add(const Authored& overlay, const Json& change, const std::string& at) {
    const Json& item = change["add"];
    if (find(item["id"]) != items_.end()) {
      faults_.push_back({overlay.path, at + "/add/id",
                         "the item " + item["id"].get<std::string>() +
                             " is not there yet when this change applies",
                         "give it another id, or set members of the one that is there"});
      return;
    }
    const Part* before = named(overlay, change, at, "after");
    if (before == nullptr) return;
    items_.insert(items_.begin() + (before - items_.data()) + 1,
                  {item, Origin{overlay.path, at + "/add"}, {}});
  }

  void put_texts(const Authored& overlay) {
    for (const auto& [language, texts] : overlay.file["texts"].items()) {
      const std::string at = pointer_to("/texts", language);
      for (const auto& [key, text] : texts.items()) {
        texts_[language][key] = text;
        const std::string place = pointer_to(at, key);
        origins_.insert_or_assign(place, Origin{overlay.path, place});
      }
    }
  }

  const Authored& base_;
  std::vector<Fault>& faults_;
  std::vector<Part> items_;
  Json texts_;
  std::int64_t version_ = 0;
  std::string id_;
  std::vector<fs::path> files_;
  std::map<std::string, Origin> origins_;
};

/// Faults of the result, told where the author finds them.
Merged checked(Merged merged, std::vector<Fault>& faults) {
  std::vector<Fault> found;
  check_merged_questionnaire(merged.files.front(), merged.file, found);
  for (Fault& fault : found) {
    Origin origin = merged.origin(fault.pointer);
    faults.push_back({std::move(origin.path), std::move(origin.pointer), std::move(fault.rule),
                      std::move(fault.remedy)});
  }
  return merged;
}

}  // namespace

Origin Merged::origin(const std::string& pointer) const {
  for (std::string at = pointer; !at.empty(); at.erase(at.rfind('/'))) {
    const auto found = origins.find(at);
    if (found == origins.end()) continue;
    return {found->second.path, found->second.pointer + pointer.substr(at.size())};
  }
  return {files.front(), pointer};
}

std::vector<Authored> fitting_overlays(const fs::path& assets, const Authored& base,
                                       const Place& place, std::vector<Fault>& faults) {
  std::vector<std::tuple<std::size_t, std::string, Authored>> ranked;
  for (const fs::path& path : files_in(assets / "overlays", ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    const std::size_t before = faults.size();
    Authored overlay = load_checked(path, check_overlay, faults);
    if (faults.size() != before || overlay.file["base"]["id"] != base.file["id"]) continue;
    const auto rank = rank_of(overlay.file["for"], place);
    if (!rank) continue;
    std::string id = overlay.file["id"];
    ranked.emplace_back(*rank, std::move(id), std::move(overlay));
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  std::vector<Authored> overlays;
  overlays.reserve(ranked.size());
  for (auto& [rank, id, overlay] : ranked) overlays.push_back(std::move(overlay));
  return overlays;
}

Merged merge(const Authored& base, const std::vector<Authored>& overlays,
             std::vector<Fault>& faults) {
  Merger merger(base, faults);
  for (const Authored& overlay : overlays) merger.apply(overlay);
  return merger.take();
}

Merged load_merged(const fs::path& assets, const fs::path& base, const Place& place,
                   std::vector<Fault>& faults) {
  const std::size_t before = faults.size();
  Authored whole = load_checked(base, check_questionnaire, faults);
  if (faults.size() != before) return {};
  if (place.is_empty()) return {std::move(whole.file), {base}, {}};
  const auto overlays = fitting_overlays(assets, whole, place, faults);
  if (faults.size() != before) return {};
  Merged merged = merge(whole, overlays, faults);
  return faults.size() == before && !overlays.empty() ? checked(std::move(merged), faults)
                                                      : std::move(merged);
}

Merged load_alone(const fs::path& assets, const Authored& overlay, std::vector<Fault>& faults) {
  const auto id = overlay.file["base"]["id"].get<std::string>();
  const fs::path base = assets / "questionnaires" / (id + ".json");
  std::error_code error;
  if (!fs::exists(base, error)) {
    faults.push_back({overlay.path, "/base/id",
                      "a base is a questionnaire: " + base.string() + " does not exist",
                      "correct the name or add the file"});
    return {};
  }
  const std::size_t before = faults.size();
  const Authored whole = load_checked(base, check_questionnaire, faults);
  if (faults.size() != before) return {};
  Merged merged = merge(whole, {overlay}, faults);
  return faults.size() == before ? checked(std::move(merged), faults) : std::move(merged);
}

}  // namespace yiping::host
