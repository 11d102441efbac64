#!/bin/sh
# sh examples/quickstart.sh [FOLDER]: from a fresh Debian 12 to a first look at `pos`.
#
# Installs what is missing (as root, or through sudo), builds the program, makes the demonstration
# office in ./demo-office or FOLDER, and shows it. What is already there is not made again.
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
office=${1:-demo-office}
program=$top/build/release/pos

case ${POS_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}} in
  en*) say() { printf '\n%s\n' "$2"; } ;;
  *) say() { printf '\n%s\n' "$1"; } ;;
esac

sh "$top/examples/install-packages.sh" g++ cmake ninja-build libcli11-dev libyaml-dev \
  libfmt-dev libsodium-dev libutf8proc-dev

# A build folder that has the tests keeps them; only the program is built here.
cd_and_build() {
  cd "$top"
  [ -f build/release/build.ninja ] || cmake --preset release -DPOS_TESTS=OFF
  cmake --build --preset release --target pos
}
say "Compilation…" "Building…" >&2
(cd_and_build) >&2

if [ ! -f "$office/env.sh" ]; then
  say "Création du bureau de démonstration dans $office (une minute environ)…" \
    "Making the demonstration office in $office (about a minute)…" >&2
  POS_PROGRAM=$program sh "$top/examples/demo-office.sh" "$office"
fi
office=$(CDPATH='' cd -- "$office" && pwd)
. "$office/env.sh"
awa=$(sed -n 's/^awa //p' "$office/cases.txt")
as() { export POS_IDENTITY="$office/keys/$1.key"; }

say "1. Ce qui est dû : pos due (la gestionnaire de cas, le 2 novembre 2026)" \
  "1. What is due: pos due (the case manager, on 2 November 2026)"
as adiarra
"$program" due --within P7D

say "2. Un dossier, vu par sa gestionnaire de cas : pos show $awa --names" \
  "2. A case, as its case manager sees it: pos show $awa --names"
"$program" show "$awa" --names

say "3. Le même, vu par sa superviseure, sans nom : pos show $awa" \
  "3. The same, as its supervisor sees it, without a name: pos show $awa"
as mkone
"$program" show "$awa"

say "4. La fiche du mois dernier, par le chargé des statistiques : pos report --month 2026-10" \
  "4. Last month's sheet, by the statistics officer: pos report --month 2026-10"
as bsidibe
"$program" report --month 2026-10

say "Pour continuer : . $office/env.sh   puis   pos --help" \
  "To go on: . $office/env.sh   then   pos --help"
