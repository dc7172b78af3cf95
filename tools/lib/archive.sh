# SPDX-License-Identifier: Apache-2.0
# Third-party sources from the Debian archive, by name, without touching the system:
# an apt folder of our own under build/deps, fed by the mirror that this machine already uses.
# apt checks the archive's signature, then every hash down to the file; we check a pinned hash too.
# shellcheck shell=bash

# Sources: suite, version, hash of the .dsc (which holds the hashes of the rest), a file to find.
HTTPLIB_VERSION=0.41.0+ds-3
HTTPLIB=(forky "$HTTPLIB_VERSION" 462d7f953c81fcb2c699dd694cea9989cf11c4762e9b4cd30f4b2b6d6a190a49 httplib.h)
IMGUI_VERSION=1.92.2b+ds-1
IMGUI=(forky "$IMGUI_VERSION" 0f236215e7c81c0a28122a6f8bfb534c0d9880ba59ebd89f1f096e08442de9f6 imgui.h)

CATCH2_SUITE=bookworm-backports
CATCH2_VERSION=3.7.1-0.4~bpo12+1
# shellcheck disable=SC2034  # read through the architecture's name
CATCH2_SHA256_amd64=1dbb62ed9f177e1cf51e573903cc553241764bd3b6655f5a98889ad361d008dc

ARCHIVE_KEYS=/usr/share/keyrings/debian-archive-keyring.gpg

machine_mirror() {
  local codename
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
  # shellcheck disable=SC2016  # apt expands it
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $codename" |
    head -n 1
}

# The isolated apt: own lists, own cache, no preferences, no hooks.
own_apt() {
  local folder=$1
  shift
  apt-get -q -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder" -o APT::Default-Release= \
    -o APT::Update::Post-Invoke= -o APT::Update::Error-Mode=any -o APT::Sandbox::User= \
    -o Acquire::Languages=none "$@"
}

open_archive() {
  local folder=$1 line=$2 mirror
  mirror=$(machine_mirror)
  [ -n "$mirror" ] || die 'this machine has no Debian mirror configured' \
    'add a deb line for Debian 12 (bookworm) to /etc/apt and run apt-get update'
  mkdir -p "$folder/lists/partial" "$folder/archives/partial"
  printf '%s\n' "${line//MIRROR/[signed-by=$ARCHIVE_KEYS] $mirror}" >"$folder/sources.list"
  own_apt "$folder" update || die 'the Debian mirror could not be read' \
    'check the network and the mirror in /etc/apt, then run tools/setup again'
}

check_pin() {
  local file=$1 expected=$2 actual
  actual=$(sha256sum "$file" | cut -d ' ' -f 1)
  [ "$actual" = "$expected" ] || die "$(basename "$file") has the hash $actual, expected $expected" \
    'the archive changed a published file: compare the two, then correct tools/lib/archive.sh'
}

# fetch_source NAME SUITE VERSION SHA256 FILE: the Debian source package NAME in build/deps/NAME.
fetch_source() {
  local name=$1 suite=$2 version=$3 pin=$4 file=$5 folder="$DEPS/apt-$1" source
  if stamp_is "$name" "$version $pin" && [ -f "$DEPS/$name/$file" ]; then
    skipped "$name $version is there"
    return
  fi
  open_archive "$folder" "deb-src MIRROR $suite main"
  cd "$folder" || return
  rm -f ./*.dsc ./*.tar.*
  if own_apt "$folder" source --download-only "$name=$version"; then
    check_pin "$(ls "$name"_*.dsc)" "$pin"
  else
    warn "the mirror no longer has $name $version: taking its newest, signature-checked"
    own_apt "$folder" source --download-only "$name" || die "$name could not be fetched" \
      'check the network, then run tools/setup again'
  fi
  source=$(ls "$name"_*.dsc)
  rm -rf "${DEPS:?}/$name"
  dpkg-source -x "$source" "$DEPS/$name" || return
  [ -f "$DEPS/$name/$file" ] || die "$file is not in $source"
  stamp "$name" "$version $pin"
}

fetch_httplib() { fetch_source cpp-httplib "${HTTPLIB[@]}"; }

# Built here, once, without sanitizers: every preset links the same archives.
fetch_imgui() {
  local folder="$DEPS/imgui-build" key
  fetch_source imgui "${IMGUI[@]}" || return
  key="$IMGUI_VERSION $(hash_of "$ROOT/cmake/imgui/CMakeLists.txt") $(c++ -dumpfullversion)"
  if stamp_is imgui-build "$key" && [ -f "$folder/libyiping_imgui.a" ]; then return; fi
  cmake -S "$ROOT/cmake/imgui" -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DIMGUI_DIR="$DEPS/imgui" &&
    cmake --build "$folder" --parallel "$JOBS" && stamp imgui-build "$key"
}

fetch_catch2() {
  local folder="$DEPS/apt-catch2" arch pin
  arch=$(dpkg --print-architecture)
  pin="CATCH2_SHA256_$arch"
  if stamp_is catch2 "$CATCH2_VERSION $arch" && [ -f "$DEPS/catch2/usr/lib/libCatch2.a" ]; then
    skipped "Catch2 $CATCH2_VERSION is there"
    return
  fi
  open_archive "$folder" "deb MIRROR $CATCH2_SUITE main"
  cd "$folder" || return
  rm -f ./*.deb
  if own_apt "$folder" download "libcatch2-dev=$CATCH2_VERSION"; then
    if [ -n "${!pin:-}" ]; then check_pin "$(ls libcatch2-dev_*.deb)" "${!pin}"; fi
  else
    warn "the mirror no longer has Catch2 $CATCH2_VERSION: taking its newest, signature-checked"
    own_apt "$folder" download libcatch2-dev || die 'Catch2 could not be fetched' \
      'check the network, then run tools/setup again'
  fi
  rm -rf "$DEPS/catch2"
  dpkg-deb -x "$(ls libcatch2-dev_*.deb)" "$DEPS/catch2" || return
  stamp catch2 "$CATCH2_VERSION $arch"
}
