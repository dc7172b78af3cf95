# SPDX-License-Identifier: Apache-2.0
# The steps of tools/coverage.
# shellcheck shell=bash

COVERED_LINES=95
COVERED_BRANCHES=85

build_covered() {
  configure coverage || return
  cmake --build --preset coverage --parallel "$JOBS"
}

# Counts of an earlier run would add up.
run_covered() {
  find "$BUILD/coverage" -name '*.gcda' -delete
  ctest --preset coverage --label-regex '^(core|abi|vectors|scenarios)$' --no-tests=error
}

# Assertions of the standard library are no branches of ours.
report_coverage() {
  local options=(--root "$ROOT" --filter 'core/src/' --exclude-throw-branches
    --exclude-unreachable-branches)
  mkdir -p "$BUILD/coverage/report"
  gcovr "${options[@]}" --html-details "$BUILD/coverage/report/index.html" \
    --fail-under-line "$COVERED_LINES" --fail-under-branch "$COVERED_BRANCHES" \
    --print-summary "$BUILD/coverage"
}
