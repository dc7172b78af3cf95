// SPDX-License-Identifier: Apache-2.0
#include "host/pack_parts.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "host/authored.hpp"
#include "host/authored_condition.hpp"
#include "host/authored_item.hpp"
#include "yiping/sha256.hpp"

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

/// Active codes of the levels offered, base set first; the list's order within a set.
Json packed_list(const Json& list, const std::vector<std::string>& levels) {
  Json codes = Json::array();
  for (const char* set : {"base", "extension"}) {
    for (const Json& code : list["codes"]) {
      if (code.contains("retired") || code["set"] != set) continue;
      if (std::find(levels.begin(), levels.end(), text_of(code, "level")) == levels.end()) continue;
      codes.push_back({{"code", code["code"]}, {"level", code["level"]}, {"set", set}});
    }
  }
  return {{"id", list["id"]}, {"version", list["version"]}, {"codes", std::move(codes)}};
}

bool has_own_options(const Json& item) {
  return item.contains("options") || item["kind"] == "contact";
}

Json own_list(const Json& item) {
  Json codes = Json::array();
  for (const std::string& answer : answers_of(item, {})) codes.push_back({{"code", answer}});
  return {{"id", item["id"]}, {"version", 0}, {"codes", std::move(codes)}};
}

Json packed_item(const Json& item, const Json& section) {
  Json packed = item;
  packed.erase("options");
  if (has_own_options(item)) packed["list"] = item["id"];
  if (section.contains("shown_if")) {
    packed["shown_if"] = both(section["shown_if"], item.value("shown_if", Json(true)));
  }
  // What always holds need not be asked.
  for (const char* name : {"shown_if", "enabled_if"}) {
    if (packed.contains(name) && packed[name] == Json(true)) packed.erase(name);
  }
  return packed;
}

Json section_named(const Json& file, const std::string& id) {
  if (!file.contains("sections")) return Json::object();
  for (const Json& section : file["sections"]) {
    if (section["id"] == id) return section;
  }
  return Json::object();
}

/// Sections that have an item.
Json packed_sections(const Json& file) {
  std::set<std::string> used;
  for (const Json& item : file["items"]) used.insert(text_of(item, "section"));
  Json sections = Json::array();
  for (const Json& section : file["sections"]) {
    if (!used.contains(text_of(section, "id"))) continue;
    sections.push_back({{"id", section["id"]}, {"title", section["title"]}});
  }
  return sections;
}

}  // namespace

Sources load_sources(const fs::path& assets, Merged questionnaire, std::vector<Fault>& faults) {
  Sources sources{std::move(questionnaire), {}};
  const Json& items = sources.questionnaire.file["items"];
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].contains("list")) continue;
    const auto& id = items[i]["list"].get_ref<const std::string&>();
    const fs::path list = assets / "codes" / ("reasons-" + id + ".json");
    std::error_code error;
    if (!fs::exists(list, error)) {
      const Origin origin =
          sources.questionnaire.origin(pointer_to(pointer_to("/items", i), "list"));
      faults.push_back({origin.path, origin.pointer,
                        "a list is a file: " + list.string() + " does not exist",
                        "correct the name or add the file"});
      continue;
    }
    sources.lists.push_back(load_checked(list, check_reasons, faults));
  }
  return sources;
}

std::string hash_of(const Sources& sources) {
  Json lists = Json::array();
  for (const Authored& list : sources.lists) lists.push_back(list.file);
  const Json whole{{"lists", std::move(lists)}, {"questionnaire", sources.questionnaire.file}};
  return to_hex(sha256(as_bytes(canonical(whole))));
}

std::vector<std::string> levels_of(const Json& questionnaire) {
  if (questionnaire.contains("levels")) {
    return questionnaire["levels"].get<std::vector<std::string>>();
  }
  return {kLevelNames.begin(), kLevelNames.end()};
}

Json packed_questionnaire(const Sources& sources, const std::string& hash) {
  const Json& file = sources.questionnaire.file;
  const auto levels = levels_of(file);
  Json lists = Json::array();
  for (const Authored& list : sources.lists) lists.push_back(packed_list(list.file, levels));
  Json items = Json::array();
  for (const Json& item : file["items"]) {
    if (has_own_options(item)) lists.push_back(own_list(item));
    items.push_back(packed_item(item, section_named(file, text_of(item, "section"))));
  }
  Json packed{{"id", file["id"]},       {"version", file["version"]}, {"hash", hash},
              {"title", file["title"]}, {"items", std::move(items)},  {"lists", std::move(lists)}};
  if (file.contains("levels")) packed["levels"] = file["levels"];
  if (file.contains("sections")) packed["sections"] = packed_sections(file);
  return packed;
}

}  // namespace yiping::host
