# SPDX-License-Identifier: Apache-2.0
# The steps of tools/bench.
# shellcheck shell=bash

bench_core() {
  use_node
  node tests/bench/core.bench.mjs build/release/tests/bench/yiping_core_bench
}
