# SPDX-License-Identifier: Apache-2.0
# Where everything is. Sourced by tools/*; ROOT is set by the caller.
# shellcheck shell=bash disable=SC2034

BUILD="$ROOT/build"
DEPS="$BUILD/deps"
STAMPS="$BUILD/stamps"
LOG_FOLDER="$BUILD/log"

# Two compilers at most unless told: small machines and shared ones stay usable.
JOBS=${YIPING_JOBS:-$(n=$(nproc) && [ "$n" -le 2 ] && echo "$n" || echo $((n - 1)))}

# stamp_is NAME KEY: true when the step NAME was last done with exactly this KEY.
stamp_is() { [ -f "$STAMPS/$1" ] && [ "$(cat "$STAMPS/$1")" = "$2" ]; }

stamp() {
  mkdir -p "$STAMPS"
  printf '%s' "$2" >"$STAMPS/$1"
}

hash_of() { cat -- "$@" | sha256sum | cut -d ' ' -f 1; }
