# SPDX-License-Identifier: Apache-2.0
# The two servers of the demo. Only what we started is ended, by its id.
# shellcheck shell=bash

DEMO="$BUILD/demo"
COLLECTOR_URL=http://localhost:8080
PORTAL_URL=http://localhost:8081
collector_pid=''
portal_pid=''

COLLECTOR="$BUILD/release/native/collector/yiping-collector"

write_demo_config() {
  use_node
  node "$ROOT/tools/lib/demo_config.mjs" "$DEMO"
}

# One officer; the password is made here, and printed by the demo each time.
add_officer() {
  local file="$DEMO/officer-password"
  if [ -s "$file" ]; then
    skipped 'the officer has an account'
    return
  fi
  (umask 077 && od -An -N6 -tx1 /dev/urandom | tr -d ' \n' >"$file.new") || return
  "$COLLECTOR" staff add --config "$DEMO/collector.json" --name officer --display-name 值班员 \
    --area 440300000000 <"$file.new" || return
  mv "$file.new" "$file"
}

# A free port is checked by binding it: a later failure would be found in a log file only.
check_port() {
  use_node
  node -e 'require("node:net").createServer().once("error", () => process.exit(1))
    .listen(Number(process.argv[1]), "127.0.0.1", () => process.exit(0))' "$1" ||
    die "port $1 of this machine is in use" \
      "stop the program that has it (ss -ltnp 'sport = :$1' names it), then run tools/demo again"
}

check_ports() { check_port 8080 && check_port 8081; }

# wait_for URL PID: until it answers, at most 20 s, or its process has ended.
wait_for() {
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    kill -0 "$2" 2>/dev/null || return 1
    if answers "$1"; then return 0; fi
    sleep 0.1
  done
  return 1
}

answers() {
  node -e 'fetch(process.argv[1], { signal: AbortSignal.timeout(1000) })
    .then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"
}

start_collector() {
  # The program itself, not a shell around it: its id is what we end.
  "$COLLECTOR" serve --config "$DEMO/collector.json" >"$LOG_FOLDER/demo-collector.log" 2>&1 &
  collector_pid=$!
  wait_for "$COLLECTOR_URL/readyz" "$collector_pid" || show_log demo-collector
}

demo_secret() {
  node -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1])).system_keys[0].secret' \
    "$DEMO/collector.json"
}

start_portal() {
  YIPING_KEY_SECRET=$(demo_secret) node "$ROOT/web/pages/portal/server.mjs" --key-id demo-portal \
    --collector "$COLLECTOR_URL" --port 8081 --seed-ratings 300 >"$LOG_FOLDER/demo-portal.log" 2>&1 &
  portal_pid=$!
  wait_for "$PORTAL_URL/" "$portal_pid" || show_log demo-portal
}

show_log() {
  printf '   failed: %s did not start\n' "$1" >&2
  tail -n 20 "$LOG_FOLDER/$1.log" | sed 's/^/   | /' >&2
  return 1
}

stop_servers() {
  local pid
  for pid in $portal_pid $collector_pid; do
    if kill -0 "$pid" 2>/dev/null; then kill -TERM "$pid"; fi
  done
  for pid in $portal_pid $collector_pid; do wait "$pid" 2>/dev/null; done
  portal_pid=''
  collector_pid=''
}
