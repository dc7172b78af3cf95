# SPDX-License-Identifier: Apache-2.0
# Debian packages: which are needed, which are missing, how to install them.
# shellcheck shell=bash disable=SC2034

BUILD_PACKAGES=(
  build-essential cmake ninja-build pkg-config ccache git ca-certificates dpkg-dev xz-utils help2man
  debian-archive-keyring brotli
  emscripten node-acorn
  libssl-dev libpq-dev libsqlite3-dev nlohmann-json3-dev libargon2-dev libcli11-dev libspdlog-dev libbrotli-dev libqrencode-dev libcsv-dev
  prometheus-cpp-dev
  librapidcheck-dev
  libcurl4-openssl-dev libsdl2-dev libgl-dev libgl1-mesa-dri libfreetype-dev libpango1.0-dev
  libgooglepinyin0-dev fonts-noto-cjk fonts-noto-core python3-fonttools
)
TEST_PACKAGES=(
  clang-format-14 clang-14 clang-tidy-14 shellcheck nginx chromium postgresql sqlite3 procps curl systemd xvfb xauth xdotool w3m lynx webp
  libfaketime
)

check_machine() {
  local id='' version=''
  if [ -r /etc/os-release ]; then
    # shellcheck source=/dev/null
    id=$(. /etc/os-release && printf '%s' "${ID:-}")
    # shellcheck source=/dev/null
    version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
  fi
  if [ "$id" != debian ]; then
    die "this is not Debian (found: ${id:-unknown})" \
      'use Debian 12 or newer, or a container of it (debian:bookworm)'
  fi
  if [ -n "$version" ] && [ "$version" -lt 12 ]; then
    die "Debian $version is too old" 'use Debian 12 (bookworm) or newer'
  fi
  check_disk "$1"
}

# check_disk MEGABYTES: a build that ends half-way for want of space is the worst message.
check_disk() {
  local free
  mkdir -p "$BUILD" || die "$BUILD cannot be created" 'check who owns the folder'
  free=$(df -Pm "$BUILD" | awk 'NR == 2 { print $4 }')
  note "$free MB free, $1 MB needed"
  if [ "$free" -lt "$1" ] && [ ! -d "$BUILD/release" ]; then
    die "only $free MB are free where build/ is" "free at least $1 MB"
  fi
}

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s\n' "$name"
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die 'installing packages needs root, and there is no sudo' "run as root: $*"
  fi
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -eq 0 ]; then
    skipped 'every package is installed'
    return
  fi
  note "installing: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update ||
    die 'apt-get update failed' 'check the network and /etc/apt, then run tools/setup again'
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
    install "${missing[@]}" ||
    die 'apt-get install failed' "try it by hand: apt-get install ${missing[*]}"
}
