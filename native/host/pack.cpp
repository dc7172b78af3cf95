// SPDX-License-Identifier: Apache-2.0
#include "host/pack.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "host/files.hpp"
#include "host/pack_parts.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping::host {
namespace {

namespace fs = std::filesystem;

/// A text to go on with after a fault, so that the next one is found too.
constexpr std::string_view kPlaceholder = "?";

/// The core is the judge; what it misses in the locale is reported as one fault a text.
void ask_core(const Sources& sources, const fs::path& official, Json& whole, Pack& pack,
              std::vector<Fault>& faults) {
  while (true) {
    pack.cbor = to_cbor(whole);
    const auto opened = read_pack(pack.cbor);
    Status checked = opened ? check_definition(*opened) : Status(opened.error());
    if (checked) checked = check_texts(*opened, opened->locales.front());
    if (checked) return;
    const Error& error = checked.error();
    if (error.code == ErrorCode::missing_text && !whole["locale"]["texts"].contains(error.where)) {
      faults.push_back({official, "/texts", "the core shows " + error.where, "add this text"});
      whole["locale"]["texts"][error.where] = kPlaceholder;
      continue;
    }
    std::string rule = "the core opens the pack; it says " + std::string(name_of(error.code));
    if (error.code == ErrorCode::too_large && pack.cbor.size() > kMaxPackBytes) {
      rule = "a pack has " + std::to_string(kMaxPackBytes) + " bytes at most; this one has " +
             std::to_string(pack.cbor.size());
    }
    if (!error.where.empty()) rule += " at " + error.where;
    faults.push_back(
        {sources.questionnaire.files.front(), "", std::move(rule), "correct what it names"});
    return;
  }
}

/// Adds the pack of one language, or its faults.
void add_pack(const Sources& sources, Locales& locales, const std::string& language, Packs& out) {
  const Json& file = sources.questionnaire.file;
  const std::size_t before = out.faults.size();
  const auto chain = locales.chain(language, out.faults);
  if (out.faults.size() != before) return;
  const auto has_texts = [&](const Authored* locale) {
    return file["texts"].contains(locale->file["lang"].get_ref<const std::string&>());
  };
  if (std::none_of(chain.begin(), chain.end(), has_texts)) {
    out.faults.push_back(
        {sources.questionnaire.files.front(), "/texts",
         "a language that is asked for, or one that stands in for it, has texts: " + language +
             " has none",
         "add them, or ask for another language"});
    return;
  }
  const Json& locale = chain.front()->file;
  Pack pack{file["id"], file["version"], language, hash_of(sources), {}};
  Json whole{{"schema", "yiping.pack/1"},
             {"questionnaire", packed_questionnaire(sources, pack.hash)},
             {"locale",
              {{"lang", locale["lang"]},
               {"name", locale["name"]},
               {"dir", locale["dir"]},
               {"writing_mode", locale["writing_mode"]},
               {"texts", packed_texts(sources, chain, out.faults)}}}};
  ask_core(sources, chain.back()->path, whole, pack, out.faults);
  out.packs.push_back(std::move(pack));
}

/// In the language asked for; in all that it has texts in when none is.
void add_packs(const fs::path& assets, Merged merged, const std::string& language, Packs& out) {
  Packs own;
  const Sources sources = load_sources(assets, std::move(merged), own.faults);
  if (own) {
    Locales locales(assets / "locales");
    if (!language.empty()) add_pack(sources, locales, language, own);
    for (const auto& [tag, texts] : sources.questionnaire.file["texts"].items()) {
      if (language.empty()) add_pack(sources, locales, tag, own);
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

Packs make_pack(const fs::path& assets, std::string_view id, std::string_view language,
                const Place& place) {
  Packs out;
  const fs::path path = assets / "questionnaires" / (std::string(id) + ".json");
  Merged merged = load_merged(assets, path, place, out.faults);
  if (out && language.empty()) {
    out.faults.push_back({path, "/texts", "a pack has a language", "name one, such as zh-Hans"});
  }
  if (out) add_packs(assets, std::move(merged), std::string(language), out);
  return settle(std::move(out));
}

Packs make_packs(const fs::path& assets) {
  Packs out;
  const fs::path folder = assets / "questionnaires";
  for (const fs::path& path : files_in(folder, ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    const std::size_t before = out.faults.size();
    Merged merged = load_merged(assets, path, {}, out.faults);
    if (out.faults.size() == before) add_packs(assets, std::move(merged), {}, out);
  }
  if (out && out.packs.empty()) {
    out.faults.push_back(
        {folder, "", "there is one questionnaire at least", "check the assets folder's path"});
  }
  return settle(std::move(out));
}

Packs make_packs_of(const fs::path& assets, const Merged& merged) {
  Packs out;
  add_packs(assets, merged, {}, out);
  return settle(std::move(out));
}

}  // namespace yiping::host
