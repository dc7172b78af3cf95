// SPDX-License-Identifier: Apache-2.0
// Runs a target over its corpus without libFuzzer: what was found once stays mended. Fails when
// the corpus is empty, when it never comes to one of the target's invariants, and when an
// invariant that sees a wrong value does not end the process.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/files.hpp"
#include "yiping/sha256.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace yiping::fuzz {
namespace {

using Inputs = std::vector<std::string>;

void run(const Inputs& inputs) {
  for (const std::string& input : inputs) {
    // A copy of exactly its size: a byte read too far is seen.
    const std::vector<std::uint8_t> bytes(as_bytes(input).begin(), as_bytes(input).end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
}

/// Whether the corpus trips the invariant, in a process of its own, once it sees wrong values.
bool trips(const Invariant& invariant, const Inputs& inputs) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    // What it prints is a finding that is none.
    static_cast<void>(std::freopen("/dev/null", "w", stderr));
    invariant.spoil();
    run(inputs);
    _exit(0);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
         WTERMSIG(status) == SIGABRT;
}

int fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

int replay(const std::string& folder) {
  Inputs inputs;
  for (const auto& path : host::files_in(folder, "")) {
    host::FileBytes file = host::read_file(path);
    if (!file) return fail(file.error);
    inputs.push_back(std::move(file.bytes));
  }
  if (inputs.empty()) return fail(folder + " has no inputs: run tools/fuzz --merge");
  run(inputs);
  int silent = 0;
  for (const Invariant* invariant : Invariant::all()) {
    const bool is_live = invariant->looks() > 0 && trips(*invariant, inputs);
    if (!is_live) ++silent;
    std::printf("%8zu  %s%s\n", invariant->looks(), std::string(invariant->promise()).c_str(),
                is_live ? "" : "  <- NOT CAUGHT when it is broken");
  }
  std::printf("%zu inputs, %zu invariants, %d not caught\n", inputs.size(), Invariant::all().size(),
              silent);
  return silent == 0 ? 0 : 1;
}

}  // namespace
}  // namespace yiping::fuzz

int main(int argc, char** argv) {
  if (argc != 2) return yiping::fuzz::fail("usage: fuzz_<target> CORPUS-FOLDER");
  return yiping::fuzz::replay(argv[1]);
}
