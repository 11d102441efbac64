#!/bin/sh
# sh tests/run.sh [WORD…]: builds the tests and runs them: all, or those whose names contain a WORD.
#
# The last line says alone how many passed and failed. No test found is a failure.
#   POS_TEST_PRESET   the preset to build and test: release (the default), dev or sanitize
#   POS_TEST_LONG     1: long loops (faults, crashes, random work) turn at full length
#   POS_FUZZ_SECONDS  how long each fuzz target runs (with the preset sanitize); 4 seconds or 20000
#                     runs without it. What it finds is kept in build/sanitize/found.
#   POS_AGE_TESTKIT   the folder of the public age vectors; set for the test "age testkit"
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
preset=${POS_TEST_PRESET:-release}
build=$top/build/$preset
export POS_PROGRAM="$build/pos"

passed=0
failed=0

# Doctest takes patterns between commas and ignores case; a comma in a word becomes "any character".
patterns=
for word in "$@"; do
  patterns="$patterns,*$(printf '%s' "$word" | tr ',' '?')*"
done
patterns=${patterns#,}

install_packages() {
  set -- g++ cmake ninja-build libcli11-dev libyaml-cpp-dev libfmt-dev libsodium-dev \
    libutf8proc-dev doctest-dev zlib1g-dev age git mandoc python3 python3-yaml strace
  [ "$preset" != sanitize ] || set -- "$@" clang-14 libclang-rt-14-dev
  sh "$top/examples/install-packages.sh" "$@"
}

build_tests() {
  set -- --preset "$preset" -DPOS_TESTS=ON
  [ "$preset" != sanitize ] || set -- "$@" -DCMAKE_CXX_COMPILER=clang++-14
  (cd "$top" && cmake "$@" && cmake --build --preset "$preset") >&2
}

# What doctest printed, on standard input: how many tests it found, how many passed or failed.
number_of_found() { sed -n 's/.*passing the current filters: *\([0-9]*\).*/\1/p'; }
number_of() { sed -n "s/^\[doctest\] test cases:.*| *\([0-9]*\) $1.*/\1/p"; }

run_program() {
  program=$1
  found=$("$program" --no-colors=true --count ${patterns:+"--test-case=$patterns"} |
    number_of_found)
  [ "${found:-0}" -gt 0 ] || return 0
  echo "== $(basename "$program"): $found"
  ended=0
  "$program" --no-colors=true ${patterns:+"--test-case=$patterns"} >"$log" 2>&1 || ended=$?
  cat "$log"
  good=$(number_of passed <"$log")
  bad=$(number_of failed <"$log")
  if [ -z "$good" ] || { [ "$ended" -ne 0 ] && [ "$bad" -eq 0 ]; }; then  # it broke off
    good=0
    bad=$found
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
}

# Of a script the file's name is the test's name.
is_wanted() {
  [ -n "$patterns" ] || return 0
  name=$(basename "$1" | tr '[:upper:]' '[:lower:]')
  shift
  for word in "$@"; do
    case $name in *"$(printf '%s' "$word" | tr '[:upper:]' '[:lower:]')"*) return 0 ;; esac
  done
  return 1
}

run_script() {
  echo "== $(basename "$2")"
  if "$1" "$2"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$(basename "$2"): failed"
  fi
}

# A fixed seed: the same tree gives the same inputs, as far as the time goes.
run_fuzz_target() {
  target=$(basename "$1")
  echo "== $target"
  fresh=$(mktemp -d)
  mkdir -p "$build/found"
  set -- "$1" -seed=1 -timeout=60 -rss_limit_mb=4096 -artifact_prefix="$build/found/$target-" \
    -max_total_time="${POS_FUZZ_SECONDS:-4}" "$fresh"
  [ -n "${POS_FUZZ_SECONDS:-}" ] || set -- "$@" -runs=20000
  [ ! -d "$top/tests/fuzz/corpus/$target" ] || set -- "$@" "$top/tests/fuzz/corpus/$target"
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    grep '^Done' "$log" || true
  else
    failed=$((failed + 1))
    tail -n 40 "$log"
    echo "$target: failed"
  fi
  rm -rf "$fresh"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

if ! { install_packages && build_tests; }; then
  echo "0 passed, 1 failed"
  exit 1
fi
for program in "$build"/tests/*_tests; do
  if [ -x "$program" ]; then
    run_program "$program"
  fi
done
for target in "$build"/tests/fuzz/*_fuzz; do
  if [ -x "$target" ] && is_wanted "$target" "$@"; then
    run_fuzz_target "$target"
  fi
done
# The scripts look at the program from outside; the sanitizers have looked at all of it above.
for script in "$top"/tests/*.py "$top"/tests/*.sh; do
  if [ "$preset" != sanitize ] && [ -f "$script" ] && is_wanted "$script" "$@"; then
    case $script in
      */run.sh) ;;
      *.py) run_script python3 "$script" ;;
      *) run_script sh "$script" ;;
    esac
  fi
done

[ $((passed + failed)) -gt 0 ] || echo "no test found: $*" >&2
echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
