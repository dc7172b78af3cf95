# SPDX-License-Identifier: Apache-2.0
# The demo's terminal: enrolled once at window 3, with a counter that always has a next errand.
# shellcheck shell=bash

KIOSK="$BUILD/release/native/kiosk/app/yiping-kiosk"
KIOSK_DEMO="$DEMO/kiosk"
KIOSK_PICTURE="$DEMO/kiosk.png"
KIOSK_WINDOW=3
counter_pid=''

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

enrol_demo_kiosk() {
  local code
  if [ -f "$KIOSK_DEMO/data/device.json" ]; then
    skipped 'the terminal is enrolled'
    return
  fi
  rm -rf "$KIOSK_DEMO"
  "$KIOSK" init --dir "$KIOSK_DEMO" --collector "$COLLECTOR_URL" --assets "$ROOT/assets" \
    --fonts "$FONTS" || return
  code=$("$COLLECTOR" device invite --config "$DEMO/collector.json" --area 440300000000 \
    --window "$KIOSK_WINDOW" --hall 市民中心) || return
  "$KIOSK" enrol --config "$KIOSK_DEMO/kiosk.json" --code "$code"
}

# What a hall's queueing system does: an errand is done, the next one comes when it was rated.
start_counter() {
  YIPING_KEY_SECRET=$(demo_secret) node "$ROOT/tools/lib/demo_counter.mjs" --key-id demo-portal \
    --collector "$COLLECTOR_URL" --window "$KIOSK_WINDOW" >"$LOG_FOLDER/demo-counter.log" 2>&1 &
  counter_pid=$!
}

# A window that fits an ordinary screen, in the shape of a terminal that stands.
run_kiosk() {
  "$KIOSK" run --config "$KIOSK_DEMO/kiosk.json" --size "${YIPING_KIOSK_SIZE:-540x960}" \
    2>"$LOG_FOLDER/demo-kiosk.log"
}

picture_of_kiosk() {
  local shown
  coproc SCREEN { exec Xvfb -displayfd 1 -screen 0 1080x1920x24 -nolisten tcp 2>/dev/null; }
  # A step is a process of its own: it ends what it began.
  # shellcheck disable=SC2064  # the id of now
  trap "kill $SCREEN_PID" EXIT
  read -r -t 20 -u "${SCREEN[0]}" shown || die 'no virtual screen' 'install xvfb, then try again'
  DISPLAY=":$shown" timeout 60 "$KIOSK" run --config "$KIOSK_DEMO/kiosk.json" --size 1080x1920 \
    --picture "$KIOSK_PICTURE"
}

stop_kiosk() {
  if kill -0 "$counter_pid" 2>/dev/null; then kill -TERM "$counter_pid"; fi
}
