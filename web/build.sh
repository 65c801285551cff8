#!/usr/bin/env bash
# Builds the web desk into web/dist where what is there is older than its sources. Needs Node 18 and npm; says so and
# ends with 77 where they are not there.
set -euo pipefail
cd "$(dirname "$0")"
command -v node >/dev/null && command -v npm >/dev/null || { echo "web: no node and npm; the desk is left out" >&2; exit 77; }
sources=(src public index.html package.json package-lock.json vite.config.ts svelte.config.js ../src/serve/openapi.json)
if [ -f dist/index.html ] && [ -z "$(find "${sources[@]}" -newer dist/index.html -not -name openapi.ts -print -quit)" ]; then exit 0; fi
[ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent build >/dev/null
