// SPDX-License-Identifier: Apache-2.0
// One command for every kind of file: how kinds are told apart, and settings that the core reads.
#include "host/lint.hpp"

#include <catch2/catch_test_macros.hpp>

#include "assets_copy.hpp"
#include "authored_support.hpp"
#include "host/authored_settings.hpp"

using namespace yiping;
using namespace yiping::host;

namespace {

/// Readers of the core, as far as a check sees them.
struct Sheet {
  std::size_t size;
};

Error told;  // what a test has told the next two to say

Result<Sheet> read_bytes(std::span<const std::uint8_t> cbor) {
  if (told.where == "/fine") return Sheet{cbor.size()};
  return Error{told.code, told.where};
}

Result<Sheet> read_root(const CborValue& root) {
  if (told.where == "/fine") return Sheet{root.size()};
  return Error{told.code, told.where};
}

constexpr SettingsReader kReaders[] = {{"yiping.bytes/1", reads_bytes<Sheet, read_bytes>},
                                       {"yiping.root/1", reads_root<Sheet, read_root>}};

std::vector<Fault> checked(ErrorCode code, const char* where) {
  told = {code, where};
  std::vector<Fault> faults;
  for (const SettingsReader& reader : kReaders) {
    check_settings(reader, "test.json", Json::object(), faults);
  }
  return faults;
}

}  // namespace

TEST_CASE("a file of no known kind is told which there are", "[host][lint]") {
  const AssetsCopy assets;
  for (const char* text : {R"({"schema": "yiping.unknown/1"})", R"({"schema": 7})", "{}"}) {
    assets.write("overlays/x.json", text);
    const auto faults = lint(assets.folder() / "overlays/x.json");
    REQUIRE(faults.size() == 1);
    CHECK(tells(faults, "/schema", "yiping.questionnaire/1, yiping.overlay/1, yiping.reasons/1"));
    for (const SettingsReader& reader : settings_readers()) {
      CHECK(tells(faults, "/schema", reader.schema));
    }
  }
}

TEST_CASE("what is no file, no JSON or no object is one fault", "[host][lint]") {
  const AssetsCopy assets;
  CHECK(lint(assets.folder()).size() == 1);
  CHECK(lint(assets.folder() / "nowhere.json").size() == 1);
  for (const char* text : {"", "[]", "{", "\xFF", "7"}) {
    assets.write("locales/x.json", text);
    CHECK(lint(assets.folder() / "locales/x.json").size() == 1);
  }
  assets.write("locales/x.json", std::string(100'000, '['));
  CHECK(lint(assets.folder() / "locales/x.json").size() == 1);
}

TEST_CASE("what the core says of settings is worded, with its place", "[host][lint]") {
  CHECK(tells(checked(ErrorCode::missing_field, "/days/0/date"), "/days/0/date", "required"));
  CHECK(tells(checked(ErrorCode::unknown_field, "/colour"), "/colour", "only members"));
  CHECK(tells(checked(ErrorCode::bad_cbor, ""), "", "not negative"));
  CHECK(tells(checked(ErrorCode::stale_handle, "/x"), "/x", "stale_handle"));
  CHECK(checked(ErrorCode::missing_field, "/a").size() == 2);
  CHECK(checked(ErrorCode::missing_field, "/fine").empty());
}

TEST_CASE("settings that no CBOR can hold are refused before the core sees them", "[host][lint]") {
  told = {ErrorCode::bad_value, "/fine"};
  std::vector<Fault> faults;
  check_settings(kReaders[1], "test.json", Json{{"days", -1}}, faults);
  CHECK(tells(faults, "", "not negative"));
}
