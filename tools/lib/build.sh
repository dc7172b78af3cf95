# SPDX-License-Identifier: Apache-2.0
# Configuring and building through the presets, each once per run.
# shellcheck shell=bash

declare -A built=()

# A checkout that was moved starts anew: CMake's cache holds absolute paths.
configure() {
  local cache="$BUILD/$1/CMakeCache.txt"
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$cache"; then
    rm -rf "${cache:?}" "$BUILD/$1/CMakeFiles"
  fi
  cmake --preset "$1" || die "cmake could not configure preset $1" 'run tools/setup, then try again'
}

build_preset() {
  configure "$1" || return
  cmake --build --preset "$1" --parallel "$JOBS"
}

build_web() {
  local key
  use_node
  key=$(web_inputs | sort -z | xargs -0 sha256sum | hash_of)
  if stamp_is web "$key" && [ -f "$BUILD/web/manifest.json" ]; then
    skipped 'build/web is of these sources'
    return
  fi
  (cd "$ROOT/web" && npm run --silent build) && stamp web "$key"
}

# All that a byte of build/web depends on.
web_inputs() {
  find web assets -name node_modules -prune -o -type f -print0
  printf '%s\0' build/wasm/core.wasm build/release/tools/cli/yiping
}

# Programs only: the tests run under the sanitizers of dev.
# build_release TARGET...
build_release() {
  configure release || return
  cmake --build --preset release --parallel "$JOBS" --target "$@"
}

# need_built dev|release|kiosk|gallery|faults|wasm|web ...: stops at the first that does not build.
need_built() {
  local what
  for what in "$@"; do
    if [ -z "${built[$what]:-}" ]; then
      build_step "$what"
      built[$what]=$?
    fi
    [ "${built[$what]}" -eq 0 ] || return
  done
}

build_step() {
  case "$1" in
    dev) run_step 'build: dev (ASan, UBSan)' build_preset dev ;;
    release) run_step 'build: release' build_release yiping yiping-collector ;;
    kiosk) run_step 'build: kiosk' build_release yiping-kiosk kiosk_window_tests ;;
    gallery) run_step 'build: gallery of the kiosk' build_release yiping_kiosk_gallery ;;
    faults) run_step 'build: fault tests' build_release fault_tests ;;
    wasm) run_step 'build: core.wasm' build_preset wasm ;;
    web) run_step 'build: web' build_web ;;
  esac
}
