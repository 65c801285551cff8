#!/usr/bin/env bash
# Throws made-up requests at a server of the sample reports, and holds each answer against src/serve/openapi.json.
# Installs schemathesis (PyPI) into build/fuzz-api at the first run; needs python3-venv, and says what is missing with
# status 77. The system tests run a smaller part of it where that folder is there.
#
#   tools/fuzz_api.sh [EXAMPLES [SEED]]     requests for each operation (default 50); what to make them up from
set -euo pipefail
cd "$(dirname "$0")/.."
version=4.32.5
folder=build/fuzz-api
dragoman=${DRAGOMAN:-$PWD/build/release/dragoman}
[ -x "$dragoman" ] || { echo "fuzz_api: no $dragoman; build it, or name it in DRAGOMAN" >&2; exit 2; }
if ! "$folder/bin/schemathesis" --version 2>/dev/null | grep -qF " $version"; then
  python3 -m venv "$folder" 2>/dev/null || { echo "skipped: no virtual environments (package python3-venv)"; exit 77; }
  "$folder/bin/pip" install --quiet "schemathesis==$version" || { echo "skipped: schemathesis cannot be installed"; exit 77; }
fi
export DRAGOMAN=$dragoman DRAGOMAN_SAMPLES=${DRAGOMAN_SAMPLES:-$PWD/samples} SCHEMATHESIS=$PWD/$folder/bin/schemathesis
export FUZZ_EXAMPLES=${1:-50} FUZZ_SEED=${2:-1}
exec python3 -B tests/system/test_fuzz_api.py
