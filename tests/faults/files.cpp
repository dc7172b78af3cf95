// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace yiping::faults {

std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace yiping::faults
