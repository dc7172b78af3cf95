# SPDX-License-Identifier: Apache-2.0
# The steps of tools/bench.
# shellcheck shell=bash

bench_core() {
  use_node
  node tests/bench/core.bench.mjs build/release/tests/bench/yiping_core_bench
}

bench_store() { build/release/tests/bench/yiping_store_bench "$@"; }

PEERS="$BUILD/bench-peers"

# better-sqlite3 is compiled where there is nothing ready-made for this machine: with our Node's
# headers, so that nothing but npm's registry is asked.
install_peers() {
  local key
  use_node
  key="$(hash_of tests/bench/peers/package-lock.json) $(node --version)"
  mkdir -p "$PEERS"
  cp tests/bench/peers/{package.json,package-lock.json,.npmrc,server.mjs} "$PEERS/"
  if stamp_is bench-peers "$key" && [ -d "$PEERS/node_modules" ]; then
    skipped 'the packages match the lock file'
    return
  fi
  (
    cd "$PEERS" || exit
    npm_config_nodedir=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
    export npm_config_nodedir
    npm_ci && node -e 'new (require("better-sqlite3"))(":memory:")'
  ) || return
  stamp bench-peers "$key"
}

bench_overload() {
  use_node
  node tests/bench/overload.bench.mjs "$@"
}

bench_collector() {
  use_node
  YIPING_PEERS=$PEERS with_postgresql node tests/bench/collector.bench.mjs "$@"
}
