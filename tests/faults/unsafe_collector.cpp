// SPDX-License-Identifier: Apache-2.0
// The control: the same collector, but it answers before the commit. It must lose under kill -9, or
// the kill test could not see a loss. `serve --config <file>`, as the real one.
#include <iostream>
#include <string_view>

#include "collector/collector.hpp"

int main(int argc, char** argv) {
  using namespace yiping::collector;
  if (argc != 4 || std::string_view(argv[1]) != "serve" ||
      std::string_view(argv[2]) != "--config") {
    std::cerr << "usage: yiping-collector-unsafe serve --config <file>\n";
    return 2;
  }
  try {
    Collector collector(read_config(argv[3]), {}, Acknowledge::before_commit);
    std::cout << "listening on port " << collector.bind() << std::endl;
    collector.run();
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
