// SPDX-License-Identifier: Apache-2.0
// What is shipped in assets/ and has no code that would fail without it.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "host/authored.hpp"
#include "host/files.hpp"
#include "host/json.hpp"
#include "host/lint.hpp"

using namespace yiping::host;

namespace {

const std::filesystem::path kAssets = std::filesystem::path(YIPING_SOURCE_DIR) / "assets";

Json read(const std::filesystem::path& path) {
  const FileBytes file = read_file(path);
  INFO(file.error);
  REQUIRE(file);
  ParsedJson parsed = parse_json(file.bytes);
  INFO(path << " " << parsed.fault.code << " " << parsed.fault.pointer);
  REQUIRE(parsed);
  return std::move(parsed.value);
}

std::multiset<std::string> placeholders(const Json& text) {
  std::multiset<std::string> found;
  const auto& all = text.get_ref<const std::string&>();
  for (auto at = all.find('{'); at != std::string::npos; at = all.find('{', at + 1)) {
    found.insert(all.substr(at, all.find('}', at) - at + 1));
  }
  return found;
}

template <std::size_t N>
bool is_one_of(const Json& value, const std::array<const char*, N>& names) {
  return std::find(names.begin(), names.end(), value.get<std::string>()) != names.end();
}

bool is_code(const Json& value, std::size_t size) {
  const auto& text = value.get_ref<const std::string&>();
  return text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

std::vector<Json> sample_services() {
  std::vector<Json> all;
  for (const auto& file : files_in(kAssets / "samples", ".json")) {
    const Json whole = read(file);
    for (const Json& service : whole["services"]) all.push_back(service);
  }
  return all;
}

}  // namespace

TEST_CASE("every authored file that is shipped is whole", "[host][assets]") {
  std::size_t asked = 0;
  for (const char* folder : {"calendars", "codes", "composites", "locales", "mappings", "overlays",
                             "points", "profiles", "questionnaires", "sheets"}) {
    for (const auto& file : files_in(kAssets / folder, ".json")) {
      const Json content = read(file);
      // JSON Schemas, and texts that only one host has, are of no kind that authors write.
      if (!content.contains("schema")) continue;
      INFO(file);
      for (const Fault& fault : lint(file)) UNSCOPED_INFO(describe(fault));
      CHECK(lint(file).empty());
      ++asked;
    }
  }
  CHECK(asked > 70);
}

TEST_CASE("every locale has the same texts with the same placeholders", "[host][assets]") {
  const Json chinese = read(kAssets / "locales/zh-Hans.json")["texts"];
  const Json english = read(kAssets / "locales/en.json")["texts"];
  CHECK(chinese.size() == english.size());
  for (const auto& [key, text] : chinese.items()) {
    INFO(key);
    REQUIRE(english.contains(key));
    CHECK(placeholders(text) == placeholders(english[key]));
  }
}

TEST_CASE("every problem is worded in both languages with the same placeholders",
          "[host][assets]") {
  const Json problems = read(kAssets / "locales/problems.json");
  CHECK(problems.size() >= 40);
  for (const auto& [code, wording] : problems.items()) {
    INFO(code);
    CHECK_FALSE(wording.at("title").get<std::string>().empty());
    for (const char* part : {"message", "remedy"}) {
      CHECK(placeholders(wording.at(part).at("zh-Hans")) ==
            placeholders(wording.at(part).at("en")));
    }
  }
}

TEST_CASE("the reason list holds the forty codes of 2020, eight a level, and the retired ones",
          "[host][assets]") {
  const Json list = read(kAssets / "codes/reasons-national-2020.json");
  std::map<std::string, std::pair<std::size_t, std::size_t>> levels;
  for (const Json& code : list["codes"]) {
    auto& [active, retired] = levels[code["level"]];
    ++(code.contains("retired") ? retired : active);
    // The first digit of a code is its level, 5 the best.
    const std::string digit = code["code"].get<std::string>().substr(0, 1);
    static const std::map<std::string, std::string> kDigits{{"very_satisfied", "5"},
                                                            {"satisfied", "4"},
                                                            {"basically_satisfied", "3"},
                                                            {"dissatisfied", "2"},
                                                            {"very_dissatisfied", "1"}};
    CHECK(digit == kDigits.at(code["level"]));
  }
  REQUIRE(levels.size() == 5);
  for (const auto& [level, count] : levels) CHECK(count.first == 8);
  CHECK(levels["satisfied"].second == 4);
}

TEST_CASE("the samples are forty services in the form of the interface", "[host][assets]") {
  constexpr std::array kChannels{"pc", "mobile", "qr", "window", "kiosk", "telephone", "sms"};
  constexpr std::array kRaters{"natural_person", "organisation"};
  constexpr std::array kStatuses{"applied", "accepted", "finished"};
  constexpr std::array kServices{"咨询", "申报", "补正", "缴费", "签收"};
  std::set<std::string> areas, offices, channels, items;
  std::set<std::tuple<std::string, std::string, std::int64_t>> keys;
  const auto services = sample_services();
  CHECK(services.size() == 40);
  for (const Json& service : services) {
    INFO(service.dump());
    CHECK(is_code(service["area"], 12));
    CHECK(is_code(service["org_code"], 18));
    CHECK(is_code(service["item_code"], 31));
    CHECK(is_one_of(service["channel"], kChannels));
    CHECK(is_one_of(service["rater_kind"], kRaters));
    CHECK(is_one_of(service["status"], kStatuses));
    CHECK(is_one_of(service["service_name"], kServices));
    CHECK_FALSE(service.contains("service_time"));
    const auto offset = service["service_time_offset"].get<std::int64_t>();
    CHECK((offset < 0 && offset > -5 * 86'400));
    CHECK(keys.emplace(service["area"], service["case_no"], service["service_no"]).second);
    areas.insert(service["area"]);
    offices.insert(service["org_name"]);
    channels.insert(service["channel"]);
    items.insert(service["item_name"]);
  }
  CHECK(areas.size() >= 4);
  CHECK(offices.size() >= 12);
  CHECK(items.size() >= 12);
  CHECK(channels.size() == kChannels.size());
}

TEST_CASE("the services of a sample case are numbered in the order of time", "[host][assets]") {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> last;
  std::size_t later = 0;
  for (const Json& service : sample_services()) {
    auto& [number, offset] = last.try_emplace(service["case_no"], 0, -1'000'000).first->second;
    CHECK(service["service_no"].get<std::int64_t>() == number + 1);
    CHECK(service["service_time_offset"].get<std::int64_t>() > offset);
    number = service["service_no"];
    offset = service["service_time_offset"];
    if (number > 1) ++later;
  }
  CHECK(later >= 5);
}

TEST_CASE("the schema for editors knows the members and kinds that the check knows",
          "[host][assets]") {
  const Json schema = read(kAssets / "questionnaires/questionnaire.schema.json");
  const Json& item = schema["$defs"]["item"]["properties"];
  const auto rule_at = [](const Json& file, const std::string& pointer) {
    std::vector<Fault> faults;
    check_questionnaire("q.json", file, faults);
    for (const Fault& fault : faults) {
      if (fault.pointer == pointer) return fault.rule;
    }
    return std::string();
  };
  const auto names_of = [](std::string rule) {
    for (const char* lead : {"the members here are ", "kind is one of "}) {
      if (rule.starts_with(lead)) rule.erase(0, std::string_view(lead).size());
    }
    std::set<std::string> names;
    for (std::size_t at = 0; at < rule.size();) {
      const std::size_t end = std::min(rule.find(", ", at), rule.size());
      names.insert(rule.substr(at, end - at));
      at = end + 2;
    }
    return names;
  };
  const auto keys_of = [](const Json& object) {
    std::set<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.insert(key);
    return keys;
  };
  const Json file = Json::parse(R"({"what": 1, "items": [{"kind": "none", "what": 1}]})");
  CHECK(names_of(rule_at(file, "/what")) == keys_of(schema["properties"]));
  CHECK(names_of(rule_at(file, "/items/0/what")) == keys_of(item));
  CHECK(names_of(rule_at(file, "/items/0/kind")) ==
        item["kind"]["enum"].get<std::set<std::string>>());
}

TEST_CASE("every shipped questionnaire words all that it shows, in both languages, and no more",
          "[host][assets]") {
  for (const auto& path : files_in(kAssets / "questionnaires", ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    INFO(path);
    const Json file = read(path);
    std::set<std::string> shown{file["title"].get<std::string>()};
    const Json sections = file.value("sections", Json::array());
    for (const Json& section : sections) shown.insert(section["title"].get<std::string>());
    for (const Json& item : file["items"]) {
      shown.insert(item["label"].get<std::string>());
      if (item.contains("hint")) shown.insert(item["hint"].get<std::string>());
      const Json options = item.value("options", Json::array());
      for (const Json& option : options) {
        shown.insert(item["id"].get<std::string>() + "." + option.get<std::string>());
      }
    }
    for (const char* language : {"zh-Hans", "en"}) {
      std::set<std::string> worded;
      for (const auto& [key, text] : file["texts"][language].items()) worded.insert(key);
      CHECK(worded == shown);
    }
  }
}
