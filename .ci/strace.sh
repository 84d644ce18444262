#!/bin/sh
# What prepcom asks of the system: no network, no file but its own, and none that others can read. See docs/trust.md.
set -eu
cd "$(dirname "$0")/.."
if ! command -v strace >/dev/null || ! command -v python3 >/dev/null; then
    apt-get update -q && apt-get install -qy --no-install-recommends strace python3
fi
cargo build --locked --quiet
python3 .ci/strace.py "$PWD/target/debug/prepcom"
