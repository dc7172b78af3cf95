# SPDX-License-Identifier: Apache-2.0
# Node 22 or newer, and the packages of web/.
# shellcheck shell=bash

NODE_MAJOR=22

# Puts our own Node first on PATH, when setup had to fetch one.
use_node() {
  if [ -x "$BUILD/node/bin/node" ]; then PATH="$BUILD/node/bin:$PATH"; fi
  export PATH
}

node_is_new_enough() {
  command -v node >/dev/null &&
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$NODE_MAJOR" ]
}

npm_packages() { if ! command -v npm >/dev/null; then echo npm; fi; }

npm_ci() {
  npm ci --no-fund --no-audit --no-update-notifier "$@" || die 'npm ci failed' \
    'check that npm reaches its registry (npm ping), then run tools/setup again'
}

fetch_node() {
  local key machine
  use_node
  if node_is_new_enough; then
    skipped "node $(node --version)"
    return
  fi
  key=$(hash_of "$ROOT/tools/node/package-lock.json")
  case "$(uname -m)" in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) die "no Node $NODE_MAJOR for $(uname -m) on npm" "install Node $NODE_MAJOR or newer by hand" ;;
  esac
  rm -rf "$BUILD/node"
  mkdir -p "$BUILD/node/bin"
  cp "$ROOT"/tools/node/package*.json "$ROOT/tools/node/.npmrc" "$BUILD/node/"
  (cd "$BUILD/node" && npm_ci --ignore-scripts) || return
  ln -s "../node_modules/node-linux-$machine/bin/node" "$BUILD/node/bin/node"
  use_node
  node_is_new_enough || die 'the fetched Node does not run' 'see the lines above'
  stamp node "$key"
  note "node $(node --version) in build/node"
}

install_web_packages() {
  local key
  use_node
  key="$(hash_of "$ROOT/web/package-lock.json") $(node --version)"
  if stamp_is web-packages "$key" && [ -d "$ROOT/web/node_modules" ]; then
    skipped 'web/node_modules matches the lock file'
    return
  fi
  (cd "$ROOT/web" && npm_ci) || return
  stamp web-packages "$key"
}
