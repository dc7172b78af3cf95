// SPDX-License-Identifier: Apache-2.0
#include "collector/questionnaires.hpp"

#include <brotli/encode.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

#include "host/pack.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

/// By Occasion.
constexpr std::string_view kOffered[] = {"online-item", "re-rating",    "batch",
                                         "theme",       "window-visit", "general"};
static_assert(std::size(kOffered) == kOccasions);
/// What an invitation names first.
constexpr std::string_view kFirstLanguage = "zh-Hans";

std::string compressed(std::span<const std::uint8_t> bytes) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = out.size();
  if (BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                            bytes.size(), bytes.data(), &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_FALSE) {
    throw std::runtime_error("brotli");
  }
  out.resize(size);
  return out;
}

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
                                compressed(pack.cbor), to_hex(sha256(pack.cbor)).substr(0, 32)});
  }
  for (auto& [key, served] : all_) {
    std::stable_partition(served.languages.begin(), served.languages.end(),
                          [](const auto& language) { return language.tag == kFirstLanguage; });
  }
  // By id, then version: the last one that fits is the newest.
  for (const auto& [key, served] : all_) {
    for (std::size_t i = 0; i < kOccasions; ++i) {
      if (key.first == kOffered[i]) offered_[i] = &served;
    }
  }
  const ServedQuestionnaire* const otherwise = offered_[0];
  if (otherwise == nullptr) {
    throw std::runtime_error((assets / "questionnaires" / kOffered[0]).string() +
                             ".json: 缺少默认问卷 / the default questionnaire is missing");
  }
  std::replace(offered_.begin(), offered_.end(), static_cast<const ServedQuestionnaire*>(nullptr),
               otherwise);
}

const ServedQuestionnaire* Questionnaires::find(std::string_view id, std::int64_t version) const {
  const auto found = all_.find({std::string(id), version});
  return found == all_.end() ? nullptr : &found->second;
}

}  // namespace yiping::collector
