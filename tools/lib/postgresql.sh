# SPDX-License-Identifier: Apache-2.0
# A PostgreSQL server of the tests' own: a fresh cluster, reachable by one unix socket alone, whose
# folder only its owner may enter. It never runs as root, and nothing of it outlives the command.
# shellcheck shell=bash

# Names the folder of the last run, for when that was killed.
PG_NOTE="$BUILD/postgresql-folder"
PG_PORT=5432

pg_programs() { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1; }

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# end_postgresql FOLDER: by its pid, and only if that pid is still the server of this folder.
end_postgresql() {
  local folder=$1 pid='' tries
  [ -z "$folder" ] || [ ! -d "$folder" ] && return
  [ -r "$folder/data/postmaster.pid" ] && read -r pid <"$folder/data/postmaster.pid"
  if [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$folder/data"; then
    kill -QUIT "$pid"
    for tries in $(seq 100); do
      [ -d "/proc/$pid" ] || break
      sleep 0.1
    done
    [ "$tries" -lt 100 ] || kill -KILL "$pid"
  fi
  rm -rf "${folder:?}"
}

end_leftover_postgresql() {
  local folder
  [ -r "$PG_NOTE" ] || return 0
  folder=$(cat "$PG_NOTE")
  case "$folder" in
    */yiping-pg-??????) end_postgresql "$folder" ;;
  esac
  rm -f "$PG_NOTE"
}

# Not below build/: its path may be too long for a socket (107 bytes), or closed to that user.
start_postgresql() {
  local folder=$1 programs
  programs=$(pg_programs)
  [ -n "$programs" ] || die 'PostgreSQL is not installed' 'run tools/setup, then try again'
  printf '%s' "$folder" >"$PG_NOTE"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder" || return; fi
  cd "$folder" || return
  # An order of texts that is not ours: ours must not depend on it.
  as_postgres "$programs/initdb" -D "$folder/data" -U yiping -A trust -E UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=zh --no-instructions >/dev/null || die 'initdb failed'
  printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$folder'" "port = $PG_PORT" \
    'max_connections = 200' | as_postgres tee -a "$folder/data/postgresql.conf" >/dev/null
  PG_START=$(printf '%q ' "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w -s start)
  if [ "$(id -u)" -eq 0 ]; then PG_START="runuser -u postgres -- $PG_START"; fi
  bash -c "$PG_START" || die "the server did not start" "read $folder/log"
  cd "$ROOT" || return
}

# with_postgresql COMMAND...: YIPING_POSTGRESQL is the server's URI, YIPING_POSTGRESQL_DATA its
# folder, YIPING_POSTGRESQL_START what starts it again.
with_postgresql() (
  end_leftover_postgresql
  folder=$(mktemp -d "${TMPDIR:-/tmp}/yiping-pg-XXXXXX") || exit
  trap 'end_postgresql "$folder"; rm -f "$PG_NOTE"' EXIT
  trap 'exit 130' INT TERM
  start_postgresql "$folder" || exit
  export YIPING_POSTGRESQL="postgresql:///postgres?host=$folder&port=$PG_PORT&user=yiping"
  export YIPING_POSTGRESQL_DATA="$folder/data" YIPING_POSTGRESQL_START=$PG_START
  "$@"
)
