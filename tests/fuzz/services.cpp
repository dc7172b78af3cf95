// SPDX-License-Identifier: Apache-2.0
// The body of POST /v1/services: what is accepted keeps to its limits, all else is a known problem.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "collector/regions.hpp"
#include "collector/service_check.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/refusal.hpp"
#include "fuzz/support.hpp"
#include "host/json.hpp"
#include "yiping/text.hpp"

namespace yiping::fuzz {
namespace {

using collector::Config;
using collector::Problem;
using collector::Regions;
using collector::ReportedService;
using collector::SystemKey;
using collector::Tokens;
using host::Json;

constexpr std::string_view kOurs = "440300000000";
constexpr std::string_view kAnothers = "510100000000";

const Invariant kStable("what is accepted is read the same again");
const Invariant kSpelled("how a body is spelled does not matter, once it is accepted");
const Invariant kMany("there are 1 to 500 services, as many as were sent");
const Invariant kArea("a service is of an area that the key may speak for");
const Invariant kTexts("texts are UTF-8 without control characters, not empty, and not too long");
const Invariant kTimes("times fit 32 bits, and a window closes after its service");
const Invariant kChannel("a channel is one that we know");
const Invariant kGroup("a group is there for what is handled together, and for nothing else");
const Invariant kDigest("the digest is that of area, case and service");

/// A collector's settings without a collector.
struct World {
  World() : tokens(config.token_keys, config.case_key) {}

  static Config made() {
    Config config;
    config.assets = YIPING_SOURCE_DIR "/assets";
    for (const std::string_view area : {kOurs, kAnothers}) {
      config.areas.push_back({std::string(area), {}, {}});
    }
    config.token_keys = {{1, std::vector<std::uint8_t>(32, 1)}};
    config.case_key = std::vector<std::uint8_t>(32, 2);
    return config;
  }

  const Config config = made();
  const Tokens tokens;
  const std::shared_ptr<const Regions> regions = collector::read_regions(config);
  const SystemKey key{"fuzz", std::vector<std::uint8_t>(32, 3), {std::string(kOurs)}};
};

const World& world() {
  static const World all;
  return all;
}

bool is_text(std::string_view text, std::size_t limit) {
  return !text.empty() && is_utf8(text) && code_points(text) <= limit &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t';
         });
}

void check_service(const ReportedService& event) {
  kArea.same(event.area, kOurs);
  kTexts.holds(is_text(event.case_no, collector::kMaxCode) &&
               is_text(event.item_code, collector::kMaxCode) &&
               is_text(event.org_code, collector::kMaxCode) &&
               is_text(event.item_name, collector::kMaxName) &&
               is_text(event.org_name, collector::kMaxName) &&
               is_text(event.service_name, collector::kMaxName));
  kTimes.holds(event.service_time > 0 && event.service_time <= collector::kMaxTime &&
               event.window_closes >= event.service_time);
  kChannel.holds(std::find(std::begin(collector::kChannels), std::end(collector::kChannels),
                           event.channel) != std::end(collector::kChannels));
  kGroup.holds((event.business == Business::single) == event.group.empty());
  kDigest.holds(event.case_digest ==
                world().tokens.case_digest(event.area, event.case_no, event.service_no));
}

std::optional<std::vector<ReportedService>> accepted(std::string_view body) {
  const World& all = world();
  try {
    return collector::read_services({all.config, all.tokens, *all.regions}, all.key, body);
  } catch (const Problem& problem) {
    check_refusal(body, problem);
    return std::nullopt;
  }
}

void check(std::string_view body) {
  const auto events = accepted(body);
  if (!events) return;
  const Json value = host::parse_json(body).value;
  kMany.holds(!events->empty() && events->size() <= collector::kMaxServices &&
              events->size() == value["services"].size());
  for (const ReportedService& event : *events) check_service(event);
  kStable.holds(accepted(body) == events);
  kSpelled.holds(accepted(host::canonical(value)) == events);
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::check(yiping::fuzz::as_text({data, size}));
  return 0;
}
