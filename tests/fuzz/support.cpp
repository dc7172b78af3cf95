// SPDX-License-Identifier: Apache-2.0
#include "fuzz/support.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "host/pack.hpp"

namespace yiping::fuzz {
namespace {

/// Without its packs a target would find nothing wrong with anything.
[[noreturn]] void cannot_start(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(2);
}

std::vector<std::uint8_t> made(std::string_view language) {
  host::Packs packs = host::make_pack(YIPING_SOURCE_DIR "/assets", "online-item", language);
  if (!packs) cannot_start(host::describe(packs.faults.front()));
  return std::move(packs.packs.front().cbor);
}

}  // namespace

const std::vector<std::uint8_t>& chinese_pack() {
  static const auto pack = made("zh-Hans");
  return pack;
}

const std::vector<std::uint8_t>& english_pack() {
  static const auto pack = made("en");
  return pack;
}

const Questionnaire& online_item() {
  static const Questionnaire questionnaire = [] {
    auto read = read_pack(chinese_pack());
    if (!read || !add_locale(*read, english_pack())) cannot_start("the core refuses its own pack");
    return *std::move(read);
  }();
  return questionnaire;
}

std::uint8_t Script::byte() {
  if (rest_.empty()) return 0;
  const std::uint8_t first = rest_.front();
  rest_ = rest_.subspan(1);
  return first;
}

std::size_t Script::below(std::size_t bound) { return byte() % bound; }

std::uint32_t Script::number() {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | byte();
  return value;
}

std::string Script::text() {
  const std::size_t asked = byte();
  const std::size_t size = std::min(asked, rest_.size());
  std::string out(as_text(rest_.first(size)));
  rest_ = rest_.subspan(size);
  return out;
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace yiping::fuzz
