// SPDX-License-Identifier: Apache-2.0
#include "host/files.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "assets_copy.hpp"

using namespace yiping::host;

TEST_CASE("a file is read back as it was written, over an older one too", "[host][files]") {
  const AssetsCopy assets;
  const auto path = assets.folder() / "x.bin";
  const std::string bytes("\0\xFF\r\n", 4);
  CHECK(write_file(path, "older and longer").empty());
  CHECK(write_file(path, bytes).empty());
  CHECK(read_file(path).bytes == bytes);
  CHECK_FALSE(std::filesystem::exists(assets.folder() / "x.bin.new"));
}

TEST_CASE("an error of a file names its path", "[host][files]") {
  const AssetsCopy assets;
  const auto missing = assets.folder() / "missing/x";
  CHECK(read_file(missing).error.find(missing.string()) != std::string::npos);
  CHECK(write_file(missing, "x").find(missing.string()) != std::string::npos);
  CHECK_FALSE(read_file(assets.folder()));
  CHECK(write_file(assets.folder() / "big", "12345").empty());
  CHECK(read_file(assets.folder() / "big", 5));
  CHECK(read_file(assets.folder() / "big", 4).error.find("more than 4 bytes") != std::string::npos);
}

TEST_CASE("the files of a folder come by name", "[host][files]") {
  const AssetsCopy assets;
  const auto found = files_in(assets.folder() / "locales", ".json");
  REQUIRE(found.size() >= 2);
  CHECK(std::is_sorted(found.begin(), found.end()));
  CHECK(files_in(assets.folder() / "nowhere", ".json").empty());
}
