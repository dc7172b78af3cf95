# SPDX-License-Identifier: Apache-2.0
# The steps of tools/mutate.
# shellcheck shell=bash

# mutate [PART]... [OPTION]...: needs build/dev.
mutate() {
  use_node
  node tools/mutate.d/run.mjs --jobs "$JOBS" "$@"
}
