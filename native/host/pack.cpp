// SPDX-License-Identifier: Apache-2.0
#include "host/pack.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "host/authored.hpp"
#include "host/files.hpp"
#include "yiping/questionnaire.hpp"
#include "yiping/sha256.hpp"

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

/// A file that was read and found whole by its own rules.
struct Authored {
  fs::path path;
  Json file;
};

/// A questionnaire with its lists: what the hash is made of.
struct Sources {
  fs::path assets;
  Authored questionnaire;
  std::vector<Authored> lists;
};

using Check = void (*)(const fs::path&, const Json&, std::vector<Fault>&);

Authored load_checked(const fs::path& path, Check check, std::vector<Fault>& faults) {
  const std::size_t before = faults.size();
  Authored authored{path, load_authored(path, faults)};
  if (faults.size() == before) check(path, authored.file, faults);
  return authored;
}

Sources load_sources(const fs::path& assets, const fs::path& path, std::vector<Fault>& faults) {
  Sources sources{assets, load_checked(path, check_questionnaire, faults), {}};
  if (!faults.empty()) return sources;
  const Json& items = sources.questionnaire.file["items"];
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].contains("list")) continue;
    const auto& id = items[i]["list"].get_ref<const std::string&>();
    const fs::path list = assets / "codes" / ("reasons-" + id + ".json");
    std::error_code error;
    if (!fs::exists(list, error)) {
      faults.push_back({path, pointer_to(pointer_to("/items", i), "list"),
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

/// Active codes, base set first; the list's order within a set.
Json packed_list(const Json& list) {
  Json codes = Json::array();
  for (const char* set : {"base", "extension"}) {
    for (const Json& code : list["codes"]) {
      if (code.contains("retired") || code["set"] != set) continue;
      codes.push_back({{"code", code["code"]}, {"level", code["level"]}, {"set", set}});
    }
  }
  return {{"id", list["id"]}, {"version", list["version"]}, {"codes", std::move(codes)}};
}

Json packed_questionnaire(const Sources& sources, const std::string& hash) {
  const Json& file = sources.questionnaire.file;
  Json lists = Json::array();
  for (const Authored& list : sources.lists) lists.push_back(packed_list(list.file));
  return {{"id", file["id"]},       {"version", file["version"]}, {"hash", hash},
          {"title", file["title"]}, {"items", file["items"]},     {"lists", std::move(lists)}};
}

/// A text to go on with after a fault, so that the next one is found too.
constexpr std::string_view kPlaceholder = "?";

/// Adds a wording that the questionnaire names; its own texts rule over the locale's.
void add_named(const Sources& sources, const std::string& language, const std::string& pointer,
               Json& texts, std::vector<Fault>& faults) {
  const Json& file = sources.questionnaire.file;
  const auto& key = file.at(Json::json_pointer(pointer)).get_ref<const std::string&>();
  if (const auto own = file["texts"][language].find(key); own != file["texts"][language].end()) {
    texts[key] = *own;
  } else if (!texts.contains(key)) {
    faults.push_back({sources.questionnaire.path, pointer,
                      "the wording " + key + " has a text in " + language,
                      "add it at " + pointer_to("/texts", language)});
    texts[key] = kPlaceholder;
  }
}

void add_reasons(const Authored& list, const std::string& language, Json& texts,
                 std::vector<Fault>& faults) {
  const Json& codes = list.file["codes"];
  const std::string prefix = "reason." + list.file["id"].get<std::string>() + ".";
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i].contains("retired")) continue;
    const std::string key = prefix + codes[i]["code"].get<std::string>();
    const auto text = codes[i]["texts"].find(language);
    if (text == codes[i]["texts"].end()) {
      faults.push_back({list.path, pointer_to(pointer_to("/codes", i), "texts"),
                        "a code that is offered has a text in " + language, "add it"});
    }
    texts[key] = text == codes[i]["texts"].end() ? Json(kPlaceholder) : *text;
  }
}

Json packed_texts(const Sources& sources, const std::string& language, const Json& locale,
                  std::vector<Fault>& faults) {
  Json texts = locale["texts"];
  const Json& items = sources.questionnaire.file["items"];
  add_named(sources, language, "/title", texts, faults);
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const char* member : {"label", "hint"}) {
      if (!items[i].contains(member)) continue;
      const std::string at = pointer_to(pointer_to("/items", i), member);
      add_named(sources, language, at, texts, faults);
    }
  }
  for (const Authored& list : sources.lists) add_reasons(list, language, texts, faults);
  return texts;
}

/// The core is the judge; what it misses in the locale is reported as one fault a text.
void ask_core(const Sources& sources, const fs::path& locale, Json& whole, Pack& pack,
              std::vector<Fault>& faults) {
  while (true) {
    pack.cbor = to_cbor(whole);
    const auto opened = read_pack(pack.cbor);
    Status checked = opened ? check_definition(*opened) : Status(opened.error());
    if (checked) checked = check_texts(*opened, opened->locales.front());
    if (checked) return;
    const Error& error = checked.error();
    if (error.code == ErrorCode::missing_text) {
      faults.push_back({locale, "/texts", "the core shows " + error.where, "add this text"});
      whole["locale"]["texts"][error.where] = kPlaceholder;
      continue;
    }
    std::string rule = "the core opens the pack; it says " + std::string(name_of(error.code));
    if (error.code == ErrorCode::too_large) {
      rule = "a pack has " + std::to_string(kMaxPackBytes) + " bytes at most; this one has " +
             std::to_string(pack.cbor.size());
    }
    if (!error.where.empty()) rule += " at " + error.where;
    faults.push_back({sources.questionnaire.path, "", std::move(rule), "correct what it names"});
    return;
  }
}

/// Adds the pack of one language, or its faults.
void add_pack(const Sources& sources, const std::string& language, Packs& out) {
  const Json& file = sources.questionnaire.file;
  if (!file["texts"].contains(language)) {
    out.faults.push_back({sources.questionnaire.path, "/texts",
                          "a language that is asked for has texts: " + language + " has none",
                          "add them, or ask for another language"});
    return;
  }
  const fs::path path = sources.assets / "locales" / (language + ".json");
  const std::size_t before = out.faults.size();
  const Authored locale = load_checked(path, check_locale, out.faults);
  if (out.faults.size() != before) return;
  Pack pack{file["id"], file["version"], language, hash_of(sources), {}};
  Json whole{{"schema", "yiping.pack/1"},
             {"questionnaire", packed_questionnaire(sources, pack.hash)},
             {"locale",
              {{"lang", locale.file["lang"]},
               {"name", locale.file["name"]},
               {"dir", locale.file["dir"]},
               {"writing_mode", locale.file["writing_mode"]},
               {"texts", packed_texts(sources, language, locale.file, out.faults)}}}};
  ask_core(sources, path, whole, pack, out.faults);
  out.packs.push_back(std::move(pack));
}

void add_packs(const fs::path& assets, const fs::path& questionnaire, Packs& out) {
  Packs own;
  const Sources sources = load_sources(assets, questionnaire, own.faults);
  if (own) {
    for (const auto& [language, texts] : sources.questionnaire.file["texts"].items()) {
      add_pack(sources, language, own);
    }
  }
  std::move(own.packs.begin(), own.packs.end(), std::back_inserter(out.packs));
  std::move(own.faults.begin(), own.faults.end(), std::back_inserter(out.faults));
}

/// A fault in a file that two questionnaires or languages share is told once.
Packs settle(Packs packs) {
  std::set<std::string> told;
  std::erase_if(packs.faults,
                [&](const Fault& fault) { return !told.insert(describe(fault)).second; });
  if (!packs) packs.packs.clear();
  return packs;
}

}  // namespace

std::string describe(const Fault& fault) {
  std::string line = fault.path.string() + ": ";
  if (!fault.pointer.empty()) line += fault.pointer + ": ";
  return line + fault.rule + ". Remedy: " + fault.remedy + ".";
}

Packs make_pack(const fs::path& assets, std::string_view id, std::string_view language) {
  Packs out;
  const fs::path path = assets / "questionnaires" / (std::string(id) + ".json");
  const Sources sources = load_sources(assets, path, out.faults);
  if (out) add_pack(sources, std::string(language), out);
  return settle(std::move(out));
}

Packs make_packs(const fs::path& assets) {
  Packs out;
  const fs::path folder = assets / "questionnaires";
  for (const fs::path& path : files_in(folder, ".json")) {
    if (!path.string().ends_with(".schema.json")) add_packs(assets, path, out);
  }
  if (out && out.packs.empty()) {
    out.faults.push_back(
        {folder, "", "there is one questionnaire at least", "check the assets folder's path"});
  }
  return settle(std::move(out));
}

std::vector<Fault> lint(const fs::path& path) {
  std::vector<Fault> faults;
  const Json file = load_authored(path, faults);
  if (!faults.empty()) return faults;
  const std::string schema =
      file.contains("schema") && file["schema"].is_string() ? file["schema"] : Json("");
  if (schema == "yiping.questionnaire/1") {
    Packs packs;
    add_packs(path.parent_path().parent_path(), path, packs);
    return settle(std::move(packs)).faults;
  }
  if (schema == "yiping.reasons/1") {
    check_reasons(path, file, faults);
  } else if (schema == "yiping.locale/1") {
    check_locale(path, file, faults);
  } else {
    faults.push_back({path, "/schema",
                      "schema is yiping.questionnaire/1, yiping.reasons/1 or yiping.locale/1",
                      "write the one that this file is"});
  }
  return faults;
}

}  // namespace yiping::host
