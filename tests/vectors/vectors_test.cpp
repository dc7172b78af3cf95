// SPDX-License-Identifier: Apache-2.0
// Each vector on the native core. tests/vectors/vectors.test.mjs asks the same of the wasm.
#include "vectors.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "host/files.hpp"
#include "host/json.hpp"

using namespace yiping;
using host::Json;

namespace {

const std::filesystem::path kRoot = YIPING_SOURCE_DIR;

Json read(const std::filesystem::path& path) {
  const auto file = host::read_file(path);
  INFO(path << ": " << file.error);
  REQUIRE(file);
  auto parsed = host::parse_json(file.bytes);
  REQUIRE(parsed);
  return std::move(parsed.value);
}

/// Puts the content of a file in place of {"$file": path}.
void embed_files(Json& value) {
  if (value.is_object() && value.size() == 1 && value.contains("$file")) {
    value = read(kRoot / value["$file"].get<std::string>());
    return;
  }
  if (!value.is_structured()) return;
  for (Json& element : value) embed_files(element);
}

}  // namespace

TEST_CASE("every vector is answered as it says", "[vectors]") {
  std::size_t asked = 0;
  for (const auto& path : host::files_in(kRoot / "tests/vectors", ".json")) {
    const Json file = read(path);
    REQUIRE(file["schema"] == "yiping.vectors/1");
    for (const Json& vector : file["vectors"]) {
      INFO(path << ": " << vector["name"].get<std::string>());
      INFO(vector["why"].get<std::string>());
      Json question{
          {"module", file["module"]}, {"call", vector["call"]}, {"input", vector["input"]}};
      embed_files(question["input"]);
      CHECK(Json::parse(vectors::run(host::to_cbor(question))) == vector["expect"]);
      ++asked;
    }
  }
  CHECK(asked > 0);
}
