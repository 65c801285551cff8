#!/usr/bin/env bash
# Builds the libFuzzer targets (clang, address and undefined-behaviour sanitizers) and runs them.
#
#   tools/fuzz.sh all 600        every target, 600 seconds each; then executions per target and in all
#   tools/fuzz.sh serve 60       one target
#   tools/fuzz.sh minimise NAME  what the long runs found new goes into tests/fuzz/corpus, as few files as cover it
#
# What runs find new lies in build/fuzz/found/NAME, inputs that crash in build/fuzz/crashes. `./setup fuzz` installs clang.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?target, all or minimise}
build=build/fuzz
cmake --preset fuzz >/dev/null
targets() { sed -n 's/^add_fuzz_target(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt; }

if [ "$what" = minimise ]; then
  name=${2:?name of a target}
  cmake --build --preset fuzz --target "fuzz_$name" >/dev/null
  small=$(mktemp -d)
  "$build/fuzz_$name" -merge=1 "$small" "tests/fuzz/corpus/$name" "$build/found/$name"
  cp -n "$small"/* "tests/fuzz/corpus/$name/"
  rm -r "$small"
  exit
fi

seconds=${2:-60}
names=$([ "$what" = all ] && targets || echo "$what")
mkdir -p "$build/crashes"
for name in $names; do cmake --build --preset fuzz --target "fuzz_$name" >"$build/build.log" 2>&1 || { tail -20 "$build/build.log"; exit 2; }; done
total=0 failed=0
for name in $names; do
  mkdir -p "$build/found/$name"
  log=$build/found/$name.log
  if "$build/fuzz_$name" -max_total_time="$seconds" -max_len=8192 -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 \
      -artifact_prefix="$build/crashes/$name-" "$build/found/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    verdict=clean
  else
    verdict="FAILED, see $log"
    failed=$((failed + 1))
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  printf '%-14s %12s executions  %s\n' "$name" "${runs:-?}" "$verdict"
  total=$((total + ${runs:-0}))
done
printf '%-14s %12s executions, %d targets failed\n' all "$total" "$failed"
[ "$failed" -eq 0 ]
