// SPDX-License-Identifier: Apache-2.0
#include "fuzz/invariant.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace yiping::fuzz {
namespace {

std::vector<const Invariant*>& registry() {
  static std::vector<const Invariant*> all;
  return all;
}

void show(const char* name, std::string_view value) {
  std::fprintf(stderr, "  %s: %.*s\n", name, static_cast<int>(value.size()), value.data());
}

[[noreturn]] void broken(std::string_view promise) {
  show("broken", promise);
  std::abort();
}

}  // namespace

Invariant::Invariant(std::string_view promise) : promise_(promise) { registry().push_back(this); }

const std::vector<const Invariant*>& Invariant::all() { return registry(); }

void Invariant::spoil() const { is_spoiled_ = true; }

bool Invariant::look() const {
  ++looks_;
  return is_spoiled_;
}

void Invariant::same(std::string_view actual, std::string_view expected) const {
  std::string seen(actual);
  if (look()) seen += '?';
  if (seen == expected) return;
  show("actual", seen);
  show("expected", expected);
  broken(promise_);
}

void Invariant::holds(bool condition) const {
  if (look() || !condition) broken(promise_);
}

}  // namespace yiping::fuzz
