// SPDX-License-Identifier: Apache-2.0
#include "collector/questionnaires.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "host/pack.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kOffered = "online-item";

}  // namespace

const ServedQuestionnaire::Language* ServedQuestionnaire::language(std::string_view tag) const {
  const auto found = std::find_if(languages.begin(), languages.end(),
                                  [&](const Language& each) { return each.tag == tag; });
  return found == languages.end() ? nullptr : &*found;
}

Questionnaires::Questionnaires(const std::filesystem::path& assets) {
  const host::Packs made = host::make_packs(assets);
  if (!made) {
    std::string text = "问卷文件有误 / the questionnaire files have faults:";
    for (const host::Fault& fault : made.faults) text += "\n  " + host::describe(fault);
    throw std::runtime_error(text);
  }
  for (const host::Pack& pack : made.packs) {
    auto [entry, is_new] = all_.try_emplace({pack.questionnaire, pack.version});
    ServedQuestionnaire& served = entry->second;
    if (is_new) {
      Result<Questionnaire> read = read_pack(pack.cbor);
      if (!read) throw std::runtime_error(pack.questionnaire + ": " + read.error().where);
      served.questionnaire = *std::move(read);
    } else if (const Status added = add_locale(served.questionnaire, pack.cbor); !added) {
      throw std::runtime_error(pack.questionnaire + ": " + added.error().where);
    }
    served.languages.push_back({pack.language, std::string(pack.cbor.begin(), pack.cbor.end()),
                                "\"" + to_hex(sha256(pack.cbor)).substr(0, 32) + "\""});
  }
  // By id, then version: the last one that fits is the newest.
  for (const auto& [key, served] : all_) {
    if (key.first == kOffered) offered_ = &served;
  }
  if (offered_ == nullptr) {
    throw std::runtime_error((assets / "questionnaires" / kOffered).string() +
                             ".json: 缺少默认问卷 / the default questionnaire is missing");
  }
}

const ServedQuestionnaire* Questionnaires::find(std::string_view id, std::int64_t version) const {
  const auto found = all_.find({std::string(id), version});
  return found == all_.end() ? nullptr : &found->second;
}

}  // namespace yiping::collector
