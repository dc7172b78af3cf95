// SPDX-License-Identifier: Apache-2.0
// For wasm alone: the C library's copy is unrolled for megabytes and costs 215 bytes (brotli) of
// the page's budget; what crosses this boundary is a few kilobytes.
#include <cstddef>

extern "C" __attribute__((no_builtin("memcpy"))) void* memcpy(void* to, const void* from,
                                                              std::size_t size) {
  auto* out = static_cast<char*>(to);
  const auto* in = static_cast<const char*>(from);
  for (std::size_t i = 0; i < size; ++i) out[i] = in[i];
  return to;
}
