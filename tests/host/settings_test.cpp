// SPDX-License-Identifier: Apache-2.0
// Profiles and calendars from more than one folder: a region's own before those that are shipped.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "host/authored_settings.hpp"
#include "support/folder.hpp"

using namespace yiping;
using namespace yiping::host;
namespace fs = std::filesystem;

namespace {

const fs::path kAssets = fs::path(YIPING_SOURCE_DIR) / "assets";

void write(const fs::path& file, std::string_view text) { std::ofstream(file) << text; }

std::string profile(std::string_view id, std::string_view extends, int days) {
  return R"({"schema": "yiping.profile/1", "id": ")" + std::string(id) +
         R"(", "version": 1, "extends": ")" + std::string(extends) +
         R"(", "name": "某市", "source": "a test", "windows": {"rating": {"count": )" +
         std::to_string(days) + R"(, "unit": "working", "source": "a test"}}})";
}

}  // namespace

TEST_CASE("a region's profile may extend a shipped one, and stand in for it", "[host][settings]") {
  const yiping::test::Folder own;
  const Folders folders = {own.path(), kAssets / "profiles"};
  std::vector<Fault> faults;
  write(own.path() / "county.json", profile("county", "dezhou", 3));
  const auto county = load_profile("county", folders, faults);
  REQUIRE(county);
  CHECK(county->windows.rating == Span{3, DayUnit::working});
  CHECK(county->deadlines.reply == Span{5, DayUnit::working});  // of dezhou
  write(own.path() / "dezhou.json", profile("dezhou", "default", 9));
  CHECK(load_profile("dezhou", folders, faults)->windows.rating == Span{9, DayUnit::working});
  CHECK(load_profile("county", folders, faults)->deadlines.reply == Span{15, DayUnit::natural});
  CHECK(faults.empty());
}

TEST_CASE("a fault in a profile names its file and place", "[host][settings]") {
  const yiping::test::Folder own;
  const Folders folders = {own.path(), kAssets / "profiles"};
  const auto fault = [&](const char* id) {
    std::vector<Fault> faults;
    CHECK_FALSE(load_profile(id, folders, faults));
    REQUIRE(faults.size() == 1);
    return faults.front();
  };
  CHECK(fault("nowhere").path == own.path() / "nowhere.json");
  write(own.path() / "broken.json", "{");
  CHECK(fault("broken").path == own.path() / "broken.json");
  write(own.path() / "orphan.json", profile("orphan", "nowhere", 3));
  CHECK(fault("orphan").pointer == "/extends");
  write(own.path() / "round.json", profile("round", "round", 3));
  CHECK(fault("round").pointer == "/extends");
  write(own.path() / "wild.json", profile("wild", "default", 367));
  CHECK(fault("wild").pointer == "/windows/rating/count");
}

TEST_CASE("a region's calendar stands in for the national one of its name", "[host][settings]") {
  const yiping::test::Folder own;
  const fs::path shipped = kAssets / "calendars" / "cn-2026.json";
  std::vector<Fault> faults;
  const Calendar national = load_calendar({kAssets / "calendars"}, faults);
  CHECK(national.years.size() == 4);
  std::ifstream in(shipped);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.replace(text.find("\"version\": 1"), 12, "\"version\": 2");
  write(own.path() / "cn-2026.json", text);
  const Calendar regional = load_calendar({own.path(), kAssets / "calendars"}, faults);
  CHECK(faults.empty());
  REQUIRE(regional.years.size() == 4);
  // The same year under another name is there twice.
  write(own.path() / "own-2026.json", text);
  CHECK(load_calendar({own.path(), kAssets / "calendars"}, faults).years.size() == 4);
  CHECK_FALSE(faults.empty());
}
