# SPDX-License-Identifier: Apache-2.0
# The steps of tools/package.
# shellcheck shell=bash

PACKAGE_VERSION=$(sed -n 's/^project(yiping VERSION \([0-9.]*\).*/\1/p' "$ROOT/CMakeLists.txt")
PACKAGES="$BUILD/package"

package_file() { printf '%s/yiping-collector_%s_%s.deb' "$PACKAGES" "$1" "$(dpkg --print-architecture)"; }

# write_changelog VERSION: in the form that Debian's tools read; what changed is in ours.
write_changelog() {
  cat <<END
yiping-collector ($1) stable; urgency=medium

  * What is new: CHANGELOG.md of the project.

 -- $(sed -n 's/^Maintainer: //p' packaging/debian/control)  $(date -R -d "@$(git log -1 --format=%ct)")
END
}

# write_manual VERSION TREE: what --help says, as manual pages.
write_manual() {
  local version=$1 manual="$2/usr/share/man/man1" program name about
  mkdir -p "$manual" || return
  for program in "$2"/usr/bin/*; do
    name=${program##*/}
    case "$name" in
      yiping) about='checks questionnaires, locales, profiles and calendars of Yiping' ;;
      *) about='takes ratings of government services and keeps them' ;;
    esac
    help2man --no-info --version-string="$version" --name="$about" --locale=C.UTF-8 "$program" |
      gzip -9n >"$manual/$name.1.gz" || return
  done
}

# make_package VERSION
make_package() {
  local version=$1 tree="$PACKAGES/tree" doc depends file
  file=$(package_file "$version")
  rm -rf "$tree" && mkdir -p "$tree/DEBIAN" || return
  doc="$tree/usr/share/doc/yiping-collector"
  install -D -s "$BUILD/release/native/collector/yiping-collector" "$tree/usr/bin/yiping-collector" &&
    install -D -s "$BUILD/release/tools/cli/yiping" "$tree/usr/bin/yiping" &&
    install -D -m 0644 packaging/debian/yiping-collector.service \
      "$tree/lib/systemd/system/yiping-collector.service" &&
    install -D -m 0644 packaging/nginx/yiping.conf "$doc/examples/nginx.conf" &&
    install -m 0644 packaging/debian/copyright docs/operate.md docs/collector.md "$doc/" &&
    write_changelog "$version" | gzip -9n >"$doc/changelog.gz" || return
  write_manual "$version" "$tree" || return
  mkdir -p "$tree/usr/share/yiping" || return
  cp -r assets "$tree/usr/share/yiping/assets" && cp -r "$BUILD/web" "$tree/usr/share/yiping/web" || return
  rm -rf "$tree/usr/share/yiping/web/test"
  chmod -R u=rwX,go=rX "$tree/usr"
  # dpkg-shlibdeps wants a source package: a name is enough of one.
  mkdir -p "$PACKAGES/debian" && printf 'Source: yiping\n' >"$PACKAGES/debian/control"
  depends=$(cd "$PACKAGES" && dpkg-shlibdeps -O --ignore-missing-info tree/usr/bin/* 2>/dev/null |
    sed -n 's/^shlibs:Depends=//p')
  [ -n "$depends" ] || die 'dpkg-shlibdeps found no libraries' 'run it by hand in build/package'
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$(dpkg --print-architecture)/" \
    -e "s/@SIZE@/$(du -sk "$tree/usr" | cut -f1)/" -e "s/@DEPENDS@/$depends/" \
    packaging/debian/control >"$tree/DEBIAN/control" &&
    install -m 0755 packaging/debian/{postinst,prerm,postrm} "$tree/DEBIAN/" &&
    (cd "$tree" && find usr lib -type f -exec md5sum {} + >DEBIAN/md5sums) &&
    dpkg-deb --root-owner-group -Zxz --build "$tree" "$file" >/dev/null || return
  rm -rf "$tree"
  note "$file: $(($(stat -c %s "$file") / 1024)) KiB"
}

check_package() {
  lintian --fail-on error --tag-display-limit 0 --allow-root "$(package_file "$PACKAGE_VERSION")"
}

can_try() {
  # shellcheck disable=SC2016  # expanded over there
  [ "$(id -u)" -eq 0 ] && unshare --mount --propagation private sh -c '
    here=$(mktemp -d) && mount -t tmpfs tmpfs "$here" && mkdir "$here/u" "$here/w" "$here/r" &&
    mount -t overlay overlay -o "lowerdir=/,upperdir=$here/u,workdir=$here/w" "$here/r"' 2>/dev/null
}

# A mount namespace of its own: what is mounted goes with it.
try_package() {
  if ! can_try; then
    die 'the package cannot be tried here' 'that needs root, and a kernel that lets it mount an overlay'
  fi
  make_package "$PACKAGE_VERSION+1" || return
  unshare --mount --propagation private "$ROOT/packaging/debian/try" \
    "$(package_file "$PACKAGE_VERSION")" "$(package_file "$PACKAGE_VERSION+1")"
}
