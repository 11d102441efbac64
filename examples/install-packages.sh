#!/bin/sh
# install-packages.sh PACKAGE…: installs those Debian packages that are missing.
# Where none is missing it does nothing and asks for nothing.
set -eu

is_installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

missing=
for package in "$@"; do
  is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Paquets à installer / packages to install:$missing" >&2
as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "Il faut être root ou avoir sudo / root or sudo is needed" >&2
    exit 1
  }
  as_root=sudo
fi
$as_root apt-get update -q >&2
# shellcheck disable=SC2086  # the names are separated by spaces
$as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get install -q -y --no-install-recommends $missing >&2
