#!/bin/sh
# with-git.sh VAULT: one exchange of a vault with the repository it was cloned from.
#
# Commit, pull, fold, commit, push. Where both sides changed a file git runs `pos merge`
# (`pos init --git` has set that up). Exit 13: something was not merged, and stays where it is;
# `pos check` says what. Everything else has travelled all the same.
#   POS_PROGRAM   the program; else pos
set -eu
umask 077

[ $# = 1 ] || { echo "usage: sh with-git.sh VAULT" >&2; exit 2; }
pos=${POS_PROGRAM:-pos}
cd "$1"

commit() {
  git add -A
  git diff --cached --quiet || git commit -q -m "$1"
}

# Another machine may push in between: then once more.
exchange() {
  if git ls-remote --exit-code --heads origin >/dev/null; then
    git pull -q --no-rebase --no-edit origin "$branch"
  fi
  folded=0
  "$pos" --vault . merge --conflicts >/dev/null || folded=$?
  commit "pos: parts folded"
  git push -q -u origin "$branch"
}

branch=$(git symbolic-ref --short HEAD)
commit "pos: $(date -u +%Y-%m-%dT%H:%M:%SZ)"
exchange || exchange || exchange
exit "$folded"
