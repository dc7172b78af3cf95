// SPDX-License-Identifier: Apache-2.0
#include "yiping/profile.hpp"

#include "eligibility/asset_support.hpp"
#include "yiping/eligibility.hpp"

using namespace yiping;
using test::json;

namespace {

constexpr const char* kRegions[] = {"guangdong-2019", "guangxi",      "dezhou", "meishan",
                                    "shanxi",         "taiyuan-2019", "bozhou", "siping"};

/// Pointers to the settings of a profile: /group/setting.
std::vector<std::string> settings_of(const json& file) {
  std::vector<std::string> found;
  for (const auto& [group, settings] : file.items()) {
    if (!settings.is_object()) continue;
    for (const auto& setting : settings.items()) found.push_back("/" + group + "/" + setting.key());
  }
  return found;
}

Error refusal(const json& file) {
  const auto profile = test::profile_from(file);
  REQUIRE_FALSE(profile);
  return profile.error();
}

json region() {
  return {{"schema", "yiping.profile/1"}, {"id", "here"},   {"version", 1},
          {"extends", "default"},         {"name", "Here"}, {"source", "test"}};
}

}  // namespace

TEST_CASE("the default profile is what its table says", "[profile][assets]") {
  const Profile& profile = test::default_profile();
  CHECK(profile.windows.rating == Span{7, DayUnit::natural});
  CHECK(profile.windows.correction_seconds == 600);
  CHECK(profile.windows.corrections == 1);
  CHECK(profile.windows.follow_up == Span{30, DayUnit::natural});
  CHECK(profile.windows.follow_ups == 1);
  CHECK(profile.deadlines.sign_for == Span{1, DayUnit::working});
  CHECK(profile.deadlines.reply == Span{15, DayUnit::natural});
  CHECK(profile.deadlines.evidence == Span{5, DayUnit::working});
  CHECK(profile.deadlines.appeal_review == Span{10, DayUnit::working});
  CHECK(profile.deadlines.call_back == Span{5, DayUnit::working});
  CHECK(profile.deadlines.call_back_attempts == 3);
  CHECK(profile.deadlines.extensions == 1);
  CHECK(profile.cases.short_way);
  CHECK_FALSE(profile.cases.reply_approval);
  CHECK(profile.labels == LabelSet::satisfaction);
  CHECK(profile.bad_level_reason == BadLevelReason::ask);
  CHECK(profile.small_cell == 5);
}

TEST_CASE("the window that the collector asks for is the default profile's", "[profile]") {
  const Span rating = test::default_profile().windows.rating;
  for (std::int64_t time = 1'795'276'800; time < 1'795'276'800 + 400 * 86'400; time += 7'201) {
    REQUIRE(window_closes(time) == *end_of(rating, time, Calendar{}));
  }
}

TEST_CASE("every region's profile reads on the default and is named after its file",
          "[profile][assets]") {
  for (const char* id : kRegions) {
    INFO(id);
    const json file = test::asset(std::string("profiles/") + id + ".json");
    const auto profile = test::profile_from(file, test::default_profile());
    REQUIRE(profile);
    CHECK(profile->id == id);
    CHECK_FALSE(settings_of(file).empty());
    CHECK(*test::as_cbor(file, base_of) == "default");
    // Alone it is not a profile: it extends.
    CHECK_FALSE(test::profile_from(file));
  }
  CHECK((*test::as_cbor(test::asset("profiles/default.json"), base_of)).empty());
}

TEST_CASE("places that fill in ratings are followed in their window only", "[profile][assets]") {
  for (const char* id : {"guangdong-2019", "guangxi"}) {
    const json file = test::asset(std::string("profiles/") + id + ".json");
    CHECK(file["note"].get<std::string>().find("the product records 未评 instead") !=
          std::string::npos);
  }
}

TEST_CASE("a profile that stands alone misses no setting", "[profile][hostile]") {
  const json whole = test::asset("profiles/default.json");
  REQUIRE(test::profile_from(whole));
  const auto settings = settings_of(whole);
  CHECK(settings.size() == 21);
  for (const std::string& setting : settings) {
    json file = whole;
    json& group = file[json::json_pointer(setting).parent_pointer()];
    group.erase(json::json_pointer(setting).back());
    const Error error = refusal(file);
    CHECK(error.code == ErrorCode::missing_field);
    CHECK(error.where == setting);
  }
}

TEST_CASE("every member of a profile is read by its kind and place", "[profile][hostile]") {
  const json whole = test::asset("profiles/default.json");
  std::size_t tried = 0;
  const json members = whole.flatten();
  for (const auto& [pointer, value] : members.items()) {
    if (pointer.find("/stages/") != std::string::npos) continue;
    for (const json& other :
         {json(nullptr), json(true), json(json::array()), json(json::object())}) {
      if (value.is_boolean() && other.is_boolean()) continue;
      json file = whole;
      file[json::json_pointer(pointer)] = other;
      const Error error = refusal(file);
      CHECK(name_of(error.code) == "wrong_type");
      CHECK(error.where == pointer);
      ++tried;
    }
  }
  CHECK(tried > 150);
}

TEST_CASE("a member that no setting has is refused at every depth", "[profile][hostile]") {
  for (const char* pointer : {"/colour", "/windows/grace", "/deadlines/reply/days",
                              "/services/theme/weight", "/form/labels/default"}) {
    json file = test::asset("profiles/default.json");
    file[json::json_pointer(pointer)] = 1;
    const Error error = refusal(file);
    CHECK(error.code == ErrorCode::unknown_field);
    CHECK(error.where == pointer);
  }
}

TEST_CASE("numbers of a profile have bounds", "[profile][hostile]") {
  struct Bound {
    const char* pointer;
    std::uint32_t least;
    std::uint32_t most;
  };
  for (const Bound& bound :
       {Bound{"/windows/rating/count", 1, 366}, Bound{"/windows/correction/seconds", 0, 86'400},
        Bound{"/windows/follow_up/times", 0, 99}, Bound{"/windows/device_clock/seconds", 0, 86'400},
        Bound{"/deadlines/call_back/times", 1, 99}, Bound{"/services/promised/least", 0, 99},
        Bound{"/publication/small_cell/count", 1, 1'000}, Bound{"/version", 1, 65'535}}) {
    INFO(bound.pointer);
    json file = test::asset("profiles/default.json");
    json& value = file[json::json_pointer(bound.pointer)];
    for (const std::uint32_t within : {bound.least, bound.most}) {
      value = within;
      CHECK(test::profile_from(file));
    }
    value = bound.most + 1;
    CHECK(refusal(file).where == bound.pointer);
    value = 4'294'967'295U;
    CHECK(refusal(file).where == bound.pointer);
    if (bound.least == 0) continue;
    value = bound.least - 1;
    CHECK(refusal(file).where == bound.pointer);
  }
}

TEST_CASE("stages are named, once each, and never the whole", "[profile][hostile]") {
  const json whole = test::asset("profiles/default.json");
  for (const json& wrong :
       {json("cooking"), json("overall"), json("intake"), json(""), json(3), json()}) {
    json file = whole;
    file["services"]["theme"]["stages"] = {"intake", wrong};
    const Error error = refusal(file);
    CHECK(error.code == ErrorCode::bad_value);
    CHECK(error.where == "/services/theme/stages/1");
  }
  json file = whole;
  file["services"]["theme"]["stages"] = json::array();
  CHECK(refusal(file).where == "/services/theme/stages");
  file = whole;
  file["services"]["immediate"]["most"] = 1;
  file["services"]["immediate"]["least"] = 2;
  CHECK(refusal(file).where == "/services/immediate/most");
}

TEST_CASE("what a region does not state is its base's, what it states is its own", "[profile]") {
  json file = region();
  file["deadlines"]["sign_for"] = {{"count", 2}, {"unit", "natural"}, {"source", "test"}};
  const auto profile = test::profile_from(file, test::default_profile());
  REQUIRE(profile);
  CHECK(profile->deadlines.sign_for == Span{2, DayUnit::natural});
  CHECK(profile->deadlines.reply == test::default_profile().deadlines.reply);
  CHECK(profile->id == "here");

  file = region();
  file["id"] = "county";
  file["extends"] = "here";
  const auto county = test::profile_from(file, *profile);
  REQUIRE(county);
  CHECK(county->deadlines.sign_for == Span{2, DayUnit::natural});
  CHECK(test::profile_from(file, test::default_profile()).error().where == "/extends");
}

TEST_CASE("the head of a profile is needed whatever it extends", "[profile][hostile]") {
  for (const char* member : {"schema", "id", "version", "name", "source", "extends"}) {
    json file = region();
    file.erase(member);
    const auto profile = test::profile_from(file, test::default_profile());
    REQUIRE_FALSE(profile);
    CHECK(profile.error().code == ErrorCode::missing_field);
    CHECK(profile.error().where == std::string("/") + member);
  }
  json file = region();
  file["extends"] = 1;
  CHECK_FALSE(test::as_cbor(file, base_of));
  CHECK_FALSE(test::as_cbor(json::array(), base_of));
}
