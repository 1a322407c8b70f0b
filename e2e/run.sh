#!/usr/bin/env bash
# Proof with real clients: one line per client, then "clients N passed N". Needs Go, Node 20 or newer, Chromium and pebble
# (Debian's package, or: go install github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.1). Everything runs on loopback.
# E2E_DIRECT=1 leaves the gateway out; arguments go to the test binary (-test.run Slack).
set -euo pipefail
cd "$(dirname "$0")"

node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' || { echo "e2e: Node 20 or newer is needed" >&2; exit 1; }
PATH="$PATH:$(go env GOPATH)/bin"
export PATH
command -v pebble >/dev/null || { echo "e2e: pebble is missing" >&2; exit 1; }
CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
[ -n "$CHROMIUM" ] || { echo "e2e: Chromium is missing" >&2; exit 1; }
export CHROMIUM

if ! cmp -s package-lock.json node_modules/.installed-lock; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json node_modules/.installed-lock
fi

build="$(mktemp -d)"
trap 'rm -rf "$build"' EXIT
go build -tags e2e -o "$build/gateway" ./gateway
go test -tags e2e -c -o "$build/e2e.test" .
export E2E_GATEWAY="$build/gateway"
timeout --foreground --kill-after=10 300 "$build/e2e.test" -test.timeout 290s "$@"
