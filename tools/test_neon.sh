#!/bin/sh
# Runs the twin tests of the arithmetic as an ARM program, on any Linux: NEON must give the bits of the plain code.
# Needs g++-aarch64-linux-gnu, qemu-user (or qemu-user-static) and googletest (its sources in /usr/src/googletest),
# all of Debian; says what is missing and ends with status 77 where one is. Not part of the test suite.
#
#   tools/test_neon.sh [FOLDER]     FOLDER: where objects are kept from run to run; a temporary one without it
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cxx=${CXX_AARCH64:-aarch64-linux-gnu-g++}
gtest=${GTEST_SOURCE:-/usr/src/googletest/googletest}
qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static || true)
command -v "$cxx" >/dev/null || { echo "skipped: no $cxx (package g++-aarch64-linux-gnu)"; exit 77; }
[ -n "$qemu" ] || { echo "skipped: no qemu-aarch64 (package qemu-user)"; exit 77; }
[ -d "$gtest" ] || { echo "skipped: no $gtest (package googletest)"; exit 77; }

if [ $# -gt 0 ]; then
  out=$1
  mkdir -p "$out"
else
  out=$(mktemp -d)
  trap 'rm -rf "$out"' EXIT
fi
flags="-std=c++20 -Wall -Wextra -Wpedantic -ffp-contract=off -I$root/include -I$root/src -I$gtest/include"
[ -f "$out/gtest.o" ] || "$cxx" -std=c++20 "-I$gtest" "-I$gtest/include" -c "$gtest/src/gtest-all.cc" -o "$out/gtest.o"
# kernels.cc has flags of its own, see src/language/CMakeLists.txt.
"$cxx" $flags -O3 -fno-trapping-math -fno-math-errno -fno-thread-jumps -c "$root/src/language/kernels.cc" -o "$out/kernels.o"
"$cxx" $flags -c "$root/src/language/kernels_test.cc" -o "$out/kernels_test.o"
"$cxx" -static "-I$gtest/include" "$gtest/src/gtest_main.cc" "$out/kernels_test.o" "$out/kernels.o" "$out/gtest.o" \
  -pthread -o "$out/neon_test"
# The first processor has dot products, the second has not.
for cpu in max cortex-a53; do
  echo "== $cpu"
  "$qemu" -cpu "$cpu" "$out/neon_test" --gtest_brief=1
done
