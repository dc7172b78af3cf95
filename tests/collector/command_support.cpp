// SPDX-License-Identifier: Apache-2.0
#include "command_support.hpp"

#include <sys/wait.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <fstream>

namespace yiping::collector::test {

Run run(const std::string& arguments, const std::string& input) {
  const std::string command =
      "printf '%s' '" + input + "' | '" YIPING_COLLECTOR "' " + arguments + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Run out;
  std::array<char, 4096> bytes;
  while (const std::size_t size = std::fread(bytes.data(), 1, bytes.size(), pipe)) {
    out.output.append(bytes.data(), size);
  }
  out.status = WEXITSTATUS(::pclose(pipe));
  return out;
}

std::string made(const Folder& folder, const std::string& store) {
  const Run init =
      run("init --dir '" + folder.path().string() + "' --assets '" YIPING_SOURCE_DIR "/assets'");
  INFO(init.output);
  REQUIRE(init.status == 0);
  configure(folder, [&](Json& config) {
    config.erase("web");
    config["port"] = 0;
    config["operator_port"] = 0;
    if (!store.empty()) config["store"] = store;
  });
  return "--config '" + (folder.path() / "collector.json").string() + "'";
}

void configure(const Folder& folder, const std::function<void(Json&)>& change) {
  const std::filesystem::path file = folder.path() / "collector.json";
  Json config = Json::parse(std::ifstream(file));
  change(config);
  std::ofstream(file) << config.dump();
}

}  // namespace yiping::collector::test
