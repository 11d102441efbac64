#!/bin/sh
# sh tests/run.sh [WORD…]: builds the tests and runs them: all, or those whose names contain a WORD.
#
# They are shared out over the cores; what a program or script prints stays in one piece.
# The last line says alone how many passed and failed. No test found is a failure.
#   POS_TEST_PRESET   the preset to build and test: release (the default), dev or sanitize
#   POS_TEST_LONG     1: long loops (faults, crashes, random work) turn at full length; the preset
#                     sanitize leaves them out, and three of four pieces of the tests of commands,
#                     where neither this nor a WORD asks for them
#   POS_TEST_COMMAND  the beginning of a command: faults, kills and power cuts are tried on those alone
#   POS_FUZZ_SECONDS  how long each fuzz target runs; 2 seconds or 20000 runs without it. They run
#                     with the presets release and dev (of the WORDs one must say `fuzz`), built by
#                     Clang with its sanitizers. What they find is kept in build/sanitize/found.
#   POS_AGE_TESTKIT   the folder of the public age vectors; set for the test "age testkit"
set -eu

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
preset=${POS_TEST_PRESET:-release}
build=$top/build/$preset
sanitized=$top/build/sanitize
export POS_PROGRAM="$build/pos"
# A quarter faster; for the whole story of a finding, run its test with ASAN_OPTIONS empty.
export ASAN_OPTIONS="${ASAN_OPTIONS-malloc_context_size=2:quarantine_size_mb=16}"
words=$*

# Doctest takes patterns between commas and ignores case; a comma in a word becomes "any character".
patterns=
for word in "$@"; do
  patterns="$patterns,*$(printf '%s' "$word" | tr ',' '?')*"
done
patterns=${patterns#,}

# What these run, other tests run too, and each turn costs the sanitizers many times as much.
loops=
if [ "$preset" = sanitize ] && [ "${POS_TEST_LONG:-}" != 1 ] && [ $# -eq 0 ]; then
  loops='census*,*survives*,replicas that*,*killed*'
fi

install_packages() {
  set -- g++ cmake ninja-build libcli11-dev libyaml-dev libfmt-dev libsodium-dev \
    libutf8proc-dev doctest-dev libyaml-cpp-dev zlib1g-dev age git mandoc python3 python3-yaml strace
  if [ "$preset" = sanitize ] || [ "$fuzzes" = 1 ]; then
    set -- "$@" clang-14 libclang-rt-14-dev
  fi
  sh "$top/examples/install-packages.sh" "$@"
}

build_tests() {
  set -- --preset "$preset" -DPOS_TESTS=ON
  [ "$preset" != sanitize ] || set -- "$@" -DCMAKE_CXX_COMPILER=clang++-14
  (cd "$top" && cmake "$@" && cmake --build --preset "$preset") >&2 || return 1
  [ "$fuzzes" = 0 ] || (
    cd "$top"
    cmake --preset sanitize -DPOS_TESTS=ON -DCMAKE_CXX_COMPILER=clang++-14
    cmake --build --preset sanitize --target fuzz_targets
  ) >&2
}

# What doctest printed, on standard input: how many tests it found, how many passed or failed.
number_of_found() { sed -n 's/.*passing the current filters: *\([0-9]*\).*/\1/p'; }
number_of() { sed -n "s/^\[doctest\] test cases:.*| *\([0-9]*\) $1.*/\1/p"; }

# The tests FIRST to LAST of a program's FOUND ones.
run_program() {
  program=$build/tests/$1 first=$2 last=$3 found=$4
  tests=$((last - first + 1))
  echo "== $1: $first to $last of $found"
  ended=0
  "$program" --no-colors=true --first="$first" --last="$last" \
    ${patterns:+"--test-case=$patterns"} ${loops:+"--test-case-exclude=$loops"} >"$log" 2>&1 ||
    ended=$?
  cat "$log"
  bad=$(number_of failed <"$log")
  if [ -z "$bad" ] || { [ "$ended" -ne 0 ] && [ "$bad" -eq 0 ]; }; then  # it broke off
    bad=$tests
  fi
  passed=$((tests - bad))
  failed=$bad
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
  echo "== $1"
  case $1 in
    *.py) interpreter=python3 ;;
    *) interpreter=sh ;;
  esac
  if "$interpreter" "$top/tests/$1"; then
    passed=1
  else
    failed=1
    echo "$1: failed"
  fi
}

# A fixed seed: the same tree gives the same inputs, as far as the time goes.
run_fuzz_target() {
  target=$1
  echo "== $target"
  fresh=$(mktemp -d)
  mkdir -p "$sanitized/found"
  set -- "$sanitized/tests/fuzz/$target" -seed=1 -timeout=60 -rss_limit_mb=4096 \
    -artifact_prefix="$sanitized/found/$target-" -max_total_time="${POS_FUZZ_SECONDS:-2}" "$fresh"
  [ -n "${POS_FUZZ_SECONDS:-}" ] || set -- "$@" -runs=20000
  [ ! -d "$top/tests/fuzz/corpus/$target" ] || set -- "$@" "$top/tests/fuzz/corpus/$target"
  if "$@" >"$log" 2>&1; then
    passed=1
    grep '^Done' "$log" || true
  else
    failed=1
    tail -n 40 "$log"
    echo "$target: failed"
  fi
  rm -rf "$fresh"
}

# A program is cut into pieces of this many tests, so that no core waits for another's long one.
piece=60

pieces_of() {
  found=$("$build/tests/$1" --no-colors=true --count ${patterns:+"--test-case=$patterns"} \
    ${loops:+"--test-case-exclude=$loops"} | number_of_found)
  step=$piece
  if [ -n "$loops" ] && [ "$1" = cli_tests ]; then
    step=$((4 * piece))
  fi
  first=1
  while [ "$first" -le "${found:-0}" ]; do
    last=$((first + piece - 1))
    [ "$last" -le "$found" ] || last=$found
    echo "run_program $1 $first $last $found"
    first=$((first + step))
  done
}

# What is to be run, a line each.
list_jobs() {
  for program in "$build"/tests/*_tests; do
    [ ! -x "$program" ] || pieces_of "$(basename "$program")"
  done
  # The scripts look at the program from outside; the sanitizers have looked at all of it above.
  [ "$preset" != sanitize ] || return 0
  for source in "$top"/tests/fuzz/*_fuzz.cc; do
    if [ "$fuzzes" = 1 ] && is_wanted "$source" "$@"; then
      echo "run_fuzz_target $(basename "$source" .cc)"
    fi
  done
  for script in "$top"/tests/*.py "$top"/tests/*.sh; do
    case $script in */run.sh) continue ;; esac
    if [ -f "$script" ] && is_wanted "$script" "$@"; then
      echo "run_script $(basename "$script")"
    fi
  done
}

# Takes jobs that no other worker has taken until there are none; prints the number of each it has
# done. A job's output and sums are kept in the folder of that number.
work_off() {
  number=0
  while read -r job <&3; do
    number=$((number + 1))
    mkdir "$work/$number" 2>/dev/null || continue
    log=$work/$number/log
    passed=0 failed=0
    $job >"$work/$number/output" 2>&1 </dev/null 3<&- || failed=1
    echo "$passed $failed" >"$work/$number/sums"
    echo "$number"
  done 3<"$work/jobs"
}

# One worker a core; what each job printed is shown in one piece.
run_jobs() {
  {
    for worker in $(seq "$(nproc)"); do
      work_off &
    done
    wait
  } | while read -r number; do
    cat "$work/$number/output"
  done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Workers are deaf to an interrupt at the terminal (POSIX): all of the group is ended.
trap 'trap "" TERM; kill 0; exit 130' INT TERM

# A WORD asks for fuzz targets only where it says so: their libraries are built for them alone.
case $preset/${*:-fuzz} in
  sanitize/*) fuzzes=0 ;;
  *fuzz*) fuzzes=1 ;;
  *) fuzzes=0 ;;
esac
if ! { install_packages && build_tests; }; then
  echo "0 passed, 1 failed"
  exit 1
fi
list_jobs "$@" >"$work/jobs"
run_jobs

passed=0
failed=0
number=0
while read -r job; do
  number=$((number + 1))
  sums="0 1"  # of a job that broke off
  [ ! -f "$work/$number/sums" ] || sums=$(cat "$work/$number/sums")
  passed=$((passed + ${sums% *}))
  failed=$((failed + ${sums#* }))
done <"$work/jobs"

[ $((passed + failed)) -gt 0 ] || echo "no test found: $words" >&2
echo "$passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ]
