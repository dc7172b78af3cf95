# SPDX-License-Identifier: Apache-2.0
# The steps of tools/fuzz.
# shellcheck shell=bash disable=SC2034

FUZZ_TARGETS=(cbor questionnaire intents services submission token)
FUZZ_PACKAGES=(clang-14 libclang-rt-14-dev)
FUZZ_BUILD=${YIPING_FUZZ_BUILD:-$BUILD/fuzz}
FUZZ_SOURCE=$ROOT/tests/fuzz

# The largest input that is tried: past these more bytes only cost time.
declare -A FUZZ_BYTES=([cbor]=2048 [questionnaire]=4096 [intents]=1024 [services]=4096 [submission]=4096 [token]=512)

# fuzz_arguments SECONDS TARGET...: whether they can be.
fuzz_arguments() {
  local target
  [[ $1 =~ ^[1-9][0-9]*$ ]] || return
  for target in "${@:2}"; do
    [ -n "${FUZZ_BYTES[$target]:-}" ] || return
  done
}

build_fuzz() {
  cmake --preset fuzz -B "$FUZZ_BUILD" || die 'cmake could not configure preset fuzz' 'run tools/setup'
  cmake --build "$FUZZ_BUILD" --target fuzz_targets --parallel "$JOBS"
}

# The options that running and merging share.
# run_libfuzzer TARGET [OPTION|FOLDER]...
run_libfuzzer() {
  local target=$1 options=(-timeout=10 -rss_limit_mb=2048)
  local dictionary="$FUZZ_SOURCE/dict/$target.dict"
  options+=(-max_len="${FUZZ_BYTES[$target]}" -artifact_prefix="$FUZZ_BUILD/found/$target-")
  [ ! -f "$dictionary" ] || options+=(-dict="$dictionary")
  mkdir -p "$FUZZ_BUILD/found" "$FUZZ_BUILD/corpus/$target"
  nice -n 5 "$FUZZ_BUILD/tests/fuzz/fuzz_$target" "${options[@]}" "${@:2}"
}

# New inputs go to the build folder; those that we keep are read only.
fuzz_target() {
  run_libfuzzer "$1" -max_total_time="$2" -print_final_stats=1 \
    "$FUZZ_BUILD/corpus/$1" "$FUZZ_SOURCE/corpus/$1"
}

# show_figures TITLE: from libFuzzer's own words; coverage is of the program's edges.
show_figures() {
  awk '
    match($0, /[0-9]+ inline 8-bit counters/) { edges = substr($0, RSTART) + 0 }
    / cov: / { for (i = 1; i < NF; ++i) if ($i == "cov:") covered = $(i + 1) }
    $1 == "stat::number_of_executed_units:" { runs = $2 }
    $1 == "stat::average_exec_per_sec:" { rate = $2 }
    $1 == "stat::new_units_added:" { added = $2 }
    END {
      printf "   %d executions, %d a second, %d of %d edges, %d new inputs\n",
        runs, rate, covered, edges, added
    }' "$(log_of "$1")"
}

# The fewest inputs that reach every edge that all of them reach; how often is not counted, because
# a corpus is replayed by every tools/test and stays small. What was once a finding stays for good.
merge_corpus() {
  local kept="$FUZZ_SOURCE/corpus/$1" merged="$FUZZ_BUILD/merged/$1"
  rm -rf "$merged"
  mkdir -p "$merged" "$kept"
  run_libfuzzer "$1" -set_cover_merge=1 -use_counters=0 "$merged" "$kept" "$FUZZ_BUILD/corpus/$1" || return
  find "$kept" -name 'regression-*' -exec cp -t "$merged" {} +
  rm -rf "$kept"
  cp -r "$merged" "$kept"
  note "$(find "$kept" -type f | wc -l) inputs, $(du -sb "$kept" | cut -f 1) bytes"
}
