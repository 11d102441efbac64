#!/bin/sh
# office.sh FOLDER: makes the small office of Sikasso in which the tutorial of the README takes place.
# The people in it are invented.
#
#   adembele   case manager       fsanogo       supervisor
#   okeita     administrator      mcoulibaly    statistics officer
#
#   POS_PROGRAM   the program; else build/release/pos, else pos
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ $# = 1 ] || { echo "usage: sh examples/tutorial/office.sh FOLDER" >&2; exit 2; }
[ ! -e "$1" ] || { echo "$1: existe déjà / already there" >&2; exit 1; }
mkdir -p -m 700 "$1/keys"
office=$(CDPATH='' cd -- "$1" && pwd)
keys=$office/keys
trap '[ -f "$office/env.sh" ] || rm -rf "$office"' EXIT

program=${POS_PROGRAM:-$here/../../build/release/pos}
[ -x "$program" ] || program=$(command -v pos)
pos() { "$program" --no-input "$@" </dev/null >/dev/null 2>"$office/messages" || { cat "$office/messages" >&2; exit 1; }; }

export POS_VAULT="$office/vault" POS_NOW=2026-02-23T08:00:00Z
as() { export POS_IDENTITY="$keys/$1.key"; }

staff='okeita Oumar Keïta
fsanogo Fatoumata Sanogo
adembele Aminata Dembélé
mcoulibaly Modibo Coulibaly'

# Without a passphrase only because nobody is here to type it.
echo "$staff" | while read -r code name; do
  pos key new "$keys/$code.key" --no-passphrase
  "$program" key card "$keys/$code.key" --code "$code" --name "$name" >"$keys/$code.yaml"
done

as okeita
fingerprint=$("$program" init "$office/vault" --code DRPFEF-SIK --name "DRPFEF de Sikasso (tutoriel)" \
  --region SIK --structure DRPFEF-SIK --card "$keys/okeita.yaml" \
  --recovery "$keys/recovery.key" 2>"$office/messages")
pos people add --card "$keys/fsanogo.yaml" --role supervisor --unit enfance \
  --recovery "$keys/recovery.key"
pos people add --card "$keys/mcoulibaly.yaml" --role statistics_officer \
  --recovery "$keys/recovery.key"
pos people add --card "$keys/adembele.yaml" --role case_manager --unit enfance --supervisor fsanogo
for code in okeita mcoulibaly adembele fsanogo; do
  as "$code"
  pos key trust "$fingerprint"
done
for entry in "$here"/directory/*.yaml; do
  pos directory add "$(basename "$entry" .yaml)" --from "$entry"
done
rm "$office/messages"

# Last, so that its being there says that the office is whole.
cat >"$office/env.sh" <<END
# . this file: the tutorial's vault, and two words that let months pass: as CODE, at TIME.
export POS_VAULT='$office/vault' POS_IDENTITY='$keys/adembele.key'
as() { export POS_IDENTITY='$keys'/"\$1".key; }
at() { export POS_NOW="\$1"; }
PATH='$(CDPATH='' cd -- "$(dirname -- "$program")" && pwd)':\$PATH
END
