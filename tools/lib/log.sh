# SPDX-License-Identifier: Apache-2.0
# Steps with their time. Sourced by tools/*; needs bash.
# shellcheck shell=bash

step_failures=0
step_table=''
step_advice=''

say() { printf '%s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
warn() { printf '   warning: %s\n' "$*" >&2; }

# Tells what would help if the steps that follow fail: a step is a process of its own and cannot.
advise() { step_advice=$*; }

# Ends the step that is running; the reader sees what failed and what to do.
die() {
  printf '   failed: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf '   what to do: %s\n' "$2" >&2
  exit 1
}

now_ms() { date +%s%3N; }

as_seconds() { printf '%d.%d s' "$(($1 / 1000))" "$(($1 % 1000 / 100))"; }

log_of() { printf '%s/%s.log' "$LOG_FOLDER" "$(printf '%s' "$1" | tr -c 'a-zA-Z0-9' '-')"; }

# run_step TITLE COMMAND...: runs it in a subshell, prints a line with its time and remembers both.
# Its output goes to a log file and is shown when it fails (YIPING_VERBOSE=1: always).
run_step() {
  local title=$1 started state log
  shift
  log=$(log_of "$title")
  mkdir -p "$LOG_FOLDER"
  printf '%-46s ' "$title"
  started=$(now_ms)
  if [ "${YIPING_VERBOSE:-0}" = 1 ]; then
    printf '\n'
    ("$@") 2>&1 | tee "$log"
    state=${PIPESTATUS[0]}
  else
    ("$@") >"$log" 2>&1
    state=$?
  fi
  finish_step "$title" "$state" "$(($(now_ms) - started))" "$log"
}

finish_step() {
  local title=$1 state=$2 spent=$3 log=$4 word=ok
  if [ "$state" -ne 0 ]; then
    word=FAILED
    step_failures=$((step_failures + 1))
  elif grep -q '^   skipped' "$log"; then
    word='ok (nothing to do)'
  fi
  printf '%-20s %9s\n' "$word" "$(as_seconds "$spent")"
  step_table+=$(printf '%-46s %-20s %9s' "$title" "$word" "$(as_seconds "$spent")")$'\n'
  grep -h '^   \(warning\|note\):' "$log" | grep -v '^$' || true
  [ "$state" -eq 0 ] || show_failure "$log"
  return "$state"
}

show_failure() {
  local log=$1
  printf '%s\n' '   --- end of its output ---'
  tail -n "${YIPING_TAIL:-60}" "$log" | cut -c 1-400 | sed 's/^/   | /'
  printf '   whole output: %s\n' "${log#"$ROOT"/}"
  [ -z "$step_advice" ] || printf '   what to do: %s\n' "$step_advice"
}

skipped() { printf '   skipped: %s\n' "$*"; }
