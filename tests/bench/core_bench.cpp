// SPDX-License-Identifier: Apache-2.0
// What the core's calls take, over its C ABI, and a million updates of figures. Prints JSON: name
// -> median nanoseconds of one call. tests/bench/core.bench.mjs asks the same of the wasm.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/json.hpp"
#include "host/pack.hpp"
#include "yiping/counts.hpp"
#include "yiping/record.hpp"
#include "yiping/sha256.hpp"
#include "yiping/yiping_abi.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 31;
constexpr std::uint32_t kNow = 1'795'312'800;

/// Median over rounds of the mean over `calls`.
std::int64_t median_ns(int calls, const std::function<void()>& call) {
  std::vector<std::int64_t> rounds;
  for (int round = 0; round < kRounds; ++round) {
    const auto begin = Clock::now();
    for (int i = 0; i < calls; ++i) call();
    const std::chrono::nanoseconds spent = Clock::now() - begin;
    rounds.push_back(spent.count() / calls);
  }
  std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
  return rounds[kRounds / 2];
}

std::uint32_t handle(std::int32_t status) {
  if (status > 0) return static_cast<std::uint32_t>(status);
  std::fputs("core_bench: the core refused\n", stderr);
  std::exit(1);
}

struct Text {
  const std::uint8_t* data;
  std::uint32_t size;
  explicit Text(std::string_view text)
      : data(yiping::as_bytes(text).data()), size(static_cast<std::uint32_t>(text.size())) {}
};

/// A million records, each added and moved once, as a writer does: the whole of it in one go.
std::int64_t million_updates_ns() {
  std::vector<std::int64_t> rounds;
  for (int round = 0; round < 7; ++round) {
    yiping::Counts counts;
    const auto begin = Clock::now();
    for (std::uint32_t i = 0; i < 500'000; ++i) {
      yiping::Record rated;
      rated.outcome = yiping::Outcome::rated;
      rated.level = yiping::kLevels[i % 5];
      counts.add({});
      counts.move({}, rated);
    }
    const std::chrono::nanoseconds spent = Clock::now() - begin;
    if (counts.rated() != 500'000) std::exit(1);
    rounds.push_back(spent.count());
  }
  std::nth_element(rounds.begin(), rounds.begin() + 3, rounds.end());
  return rounds[3];
}

}  // namespace

int main(int argc, char** argv) {
  const char* const assets = argc > 1 ? argv[1] : "assets";
  const auto made = yiping::host::make_pack(assets, "online-item", "zh-Hans");
  if (!made) {
    std::fprintf(stderr, "core_bench: %s\n", yiping::host::describe(made.faults.front()).c_str());
    return 1;
  }
  const std::vector<std::uint8_t>& pack = made.packs.front().cbor;
  const auto pack_size = static_cast<std::uint32_t>(pack.size());
  const std::vector<std::uint8_t> id(16, 7);
  const Text language("zh-Hans");
  const Text reasons("reasons");
  const Text code("207");

  yiping::host::Json out;
  out["questionnaire open"] = median_ns(
      20, [&] { yp_questionnaire_close(handle(yp_questionnaire_open(pack.data(), pack_size))); });
  const std::uint32_t questionnaire = handle(yp_questionnaire_open(pack.data(), pack_size));
  const std::uint32_t session =
      handle(yp_session_open(questionnaire, language.data, language.size, id.data(), 440'300));
  yp_session_choose_level(session, YP_LEVEL_DISSATISFIED, kNow);
  out["intent"] = median_ns(500, [&] {
    yp_session_toggle(session, reasons.data, reasons.size, code.data, code.size, kNow);
  });
  out["view"] = median_ns(100, [&] { yp_session_view(session); });
  out["save"] = median_ns(200, [&] { yp_session_save(session); });
  yp_session_apply(session, YP_SUBMIT, nullptr, 0, kNow);
  out["evaluation"] = median_ns(100, [&] { yp_session_evaluation(session); });
  out["million updates"] = million_updates_ns();
  std::puts(out.dump().c_str());
  return 0;
}
