# SPDX-License-Identifier: Apache-2.0
# The parts of tools/test. Each step says how many passed and failed; run_tests adds them up.
# shellcheck shell=bash

passed_total=0
failed_total=0

# run_tests TITLE COMMAND...: a step whose output holds a count of tests, in the words of ctest,
# of node --test, or as 'N passed, N failed'. No count: the command itself is the one test.
run_tests() {
  local title=$1 state passed failed log
  run_step "$@"
  state=$?
  log=$(log_of "$title")
  read -r passed failed < <(count_tests "$log")
  if [ "$((passed + failed))" -eq 0 ]; then
    passed=$((state == 0 ? 1 : 0))
  fi
  # A runner that ends badly without a failed test (a crash, a leak) is a failure all the same.
  if [ "$state" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  passed_total=$((passed_total + passed))
  failed_total=$((failed_total + failed))
  note "$passed passed, $failed failed"
  return "$state"
}

# count_tests LOG: prints 'PASSED FAILED', summed over every runner in it.
count_tests() {
  awk '
    /^[0-9]+% tests passed, [0-9]+ tests? failed out of [0-9]+/ { failed += $4; passed += $NF - $4 }
    /^(ℹ|#) pass [0-9]+$/ { passed += $3 }
    /^(ℹ|#) (fail|cancelled) [0-9]+$/ { failed += $3 }
    /^[0-9]+ passed, [0-9]+ failed/ { passed += $1; failed += $3 }
    END { print passed + 0, failed + 0 }' "$1"
}

# ctest_label PRESET REGEX [OPTION]...
ctest_label() {
  ctest --preset "$1" --label-regex "$2" --parallel "$JOBS" --no-tests=error "${@:3}"
}

# node_tests FILE...: one at a time, because browsers and collectors share two cores.
node_tests() {
  use_node
  node --test --test-reporter=spec --test-concurrency=1 --test-timeout=300000 "$@"
}

part_lint() {
  run_tests 'lint: the tools themselves' node_tests tests/tools/*.test.mjs
  run_tests 'lint: include rules' lint_rules includes
  run_tests 'lint: house rules' lint_rules house
  run_tests 'lint: C++ format' lint_format
  run_tests 'lint: TypeScript types' lint_types
  run_tests 'lint: eslint' lint_scripts
  run_tests 'lint: prettier' lint_prettier
  run_tests 'lint: shell scripts' lint_shell
  run_tests 'lint: clang-tidy, changed files' lint_tidy
}

part_core() {
  need_built dev || return
  run_tests 'core, ABI, scenarios, corpora (ctest, dev)' ctest_label dev '^(core|abi|scenarios|vectors|host|cli|fuzz)$'
  run_tests 'mutation: 20 changes of the rules' mutate --count 20
}

part_collector() {
  need_built dev || return
  # What was said over HTTP, for the comparison with the interface's description.
  export YIPING_EXCHANGES="$BUILD/exchanges"
  rm -rf "$YIPING_EXCHANGES" && mkdir -p "$YIPING_EXCHANGES"
  run_tests 'collector (ctest, dev)' with_postgresql ctest_label dev '^collector$'
  run_tests 'collector: what was said, and docs/openapi.yaml' node_tests tests/collector/openapi.test.mjs
}

part_web() {
  local files
  need_built release wasm web || return
  mapfile -t files < <(list_tests tests/web/unit)
  [ "${#files[@]}" -eq 0 ] || run_tests 'web: units, sizes' node_tests "${files[@]}"
  mapfile -t files < <(list_tests tests/scenarios)
  [ "${#files[@]}" -eq 0 ] || run_tests 'web: scenarios in wasm and wasm2js' node_tests "${files[@]}"
  run_tests 'web: vectors in wasm' node_tests tests/vectors/vectors.test.mjs
  mapfile -t files < <(list_tests tests/web/e2e)
  [ "${#files[@]}" -eq 0 ] || run_tests 'web: journeys in Chromium' node_tests "${files[@]}"
  run_step 'package: made' make_package "$PACKAGE_VERSION" || return
  if can_try; then
    run_step 'package: installed, upgraded, removed, purged' try_package
  else
    note 'the package was not tried: that needs root, and a kernel that lets it mount an overlay'
  fi
}

# A program, not a function of ours, is what xvfb-run can start.
on_virtual_screen() { xvfb-run --auto-servernum --server-args='-screen 0 1920x1920x24' "$@"; }

part_kiosk() {
  local files
  need_built dev release kiosk || return
  run_tests 'kiosk: rules, screens, outbox (ctest, dev)' ctest_label dev '^kiosk$'
  run_tests 'kiosk: its window under Xvfb (ctest, release)' on_virtual_screen \
    ctest --preset release --label-regex '^window$' --no-tests=error
  mapfile -t files < <(list_tests tests/kiosk/e2e)
  run_tests 'kiosk: visits in a window under Xvfb' node_tests "${files[@]}"
}

list_tests() { if [ -d "$1" ]; then find "$1" -name '*.test.mjs' | sort; fi; }

# The figures belong on the screen: a count of losses means nothing without the count of tries.
part_faults() {
  local title='faults: plans and their controls (ctest, release)' state
  need_built release kiosk faults || return
  run_tests "$title" with_postgresql ctest_label release '^faults$' --verbose
  state=$?
  grep -o 'plan=.*' "$(log_of "$title")" | sed 's/^/   /'
  return "$state"
}
