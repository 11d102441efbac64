#!/bin/sh
# with-stick.sh VAULT COPY: brings a vault and its copy on a stick together, both ways.
#
# The first time the copy is made. Exit 13: something was not taken over, and stays where it is.
#   POS_PROGRAM   the program; else pos
set -eu
umask 077

[ $# = 2 ] || { echo "usage: sh with-stick.sh VAULT COPY" >&2; exit 2; }
pos=${POS_PROGRAM:-pos}
vault=$1
copy=$2

if [ ! -e "$copy/pos.yaml" ]; then
  mkdir -p "$copy"
  cp -R "$vault/." "$copy/"
  rm -rf "$copy/.git"
  exit 0
fi
status=0
"$pos" --vault "$vault" merge --from "$copy" || status=$?
"$pos" --vault "$copy" merge --from "$vault" || status=$?
sync
exit "$status"
