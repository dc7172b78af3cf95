// SPDX-License-Identifier: Apache-2.0
// The boundary of the test-only wasm: a question in, an answer out.
#include <cstdint>
#include <new>

#include "vectors.hpp"

#define YV_API(name) extern "C" __attribute__((export_name(#name), used))

namespace {

std::string& answer() {
  static auto* const only = new std::string;
  return *only;
}

}  // namespace

YV_API(yv_alloc) std::uint8_t* yv_alloc(std::uint32_t size) {
  return static_cast<std::uint8_t*>(::operator new(size, std::nothrow));
}

YV_API(yv_free) void yv_free(std::uint8_t* memory) { ::operator delete(memory); }

YV_API(yv_run) std::uint32_t yv_run(const std::uint8_t* question, std::uint32_t size) {
  answer() = yiping::vectors::run({question, size});
  return static_cast<std::uint32_t>(answer().size());
}

YV_API(yv_answer) const char* yv_answer() { return answer().data(); }
