// SPDX-License-Identifier: Apache-2.0
#include "core_support.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "host/pack.hpp"

namespace yiping::test {

std::vector<std::uint8_t> pack(std::string_view language) {
  const auto made = host::make_pack(YIPING_SOURCE_DIR "/assets", "online-item", language);
  for (const host::Fault& fault : made.faults) UNSCOPED_INFO(host::describe(fault));
  REQUIRE(made.packs.size() == 1);
  return made.packs.front().cbor;
}

const Questionnaire& online_item() {
  static const Questionnaire questionnaire = [] {
    auto read = read_pack(pack("zh-Hans"));
    REQUIRE(read);
    REQUIRE(add_locale(*read, pack("en")));
    return *std::move(read);
  }();
  return questionnaire;
}

SubmissionId counting_id() {
  SubmissionId id{};
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = static_cast<std::uint8_t>(i);
  return id;
}

Session open_session() {
  auto session = Session::open(online_item(), "zh-Hans", counting_id(), kArea);
  REQUIRE(session);
  return *std::move(session);
}

std::vector<std::uint8_t> cbor(std::string_view json) {
  return nlohmann::json::to_cbor(nlohmann::json::parse(json));
}

}  // namespace yiping::test
