#!/bin/sh
# Every reader under libFuzzer for a bounded time, on stable Rust: the coverage comes from LLVM's own pass, and no sanitizer is used,
# since the program has no unsafe code. What breaks an invariant ends the run, and the input is printed.
# FUZZ_SECONDS is the time for each reader; FUZZ_BINARY is a fuzzer that was built already.
set -eu
cd "$(dirname "$0")/.."
seconds="${FUZZ_SECONDS:-15}"
host="$(rustc -vV | sed -n 's/^host: //p')"
binary="${FUZZ_BINARY:-fuzz/target/$host/release/prepcom-fuzz}"
if [ -z "${FUZZ_BINARY:-}" ]; then
    RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares" \
        cargo build --locked --release --target "$host" --manifest-path fuzz/Cargo.toml --target-dir fuzz/target
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/corpus" "$work/found"

# Two at a time; each keeps what it said, and its exit code stands in a file of its own.
one() {
    reader="$1"
    mkdir -p "$work/corpus/$reader" "$work/found/$reader"
    code=0
    PREPCOM_READER="$reader" "$binary" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 \
        -print_final_stats=1 -artifact_prefix="$work/found/$reader/" "$work/corpus/$reader" "fuzz/seeds/$reader" \
        >"$work/$reader.log" 2>&1 || code=$?
    echo "$code" >"$work/$reader.code"
}
count=0
for reader in fuzz/seeds/*; do
    one "$(basename "$reader")" &
    count=$((count + 1))
    if [ $((count % 2)) -eq 0 ]; then wait; fi
done
wait

failed=0
for reader in fuzz/seeds/*; do
    reader="$(basename "$reader")"
    runs="$(sed -n 's/^stat::number_of_executed_units: //p' "$work/$reader.log")"
    coverage="$(sed -n 's/.*cov: \([0-9]*\) .*/\1/p' "$work/$reader.log" | tail -n 1)"
    echo "fuzz $reader: ${runs:-0} inputs, coverage ${coverage:-0}"
    if [ "$(cat "$work/$reader.code")" != 0 ] || [ "${runs:-0}" -eq 0 ]; then
        failed=1
        tail -n 40 "$work/$reader.log"
        for found in "$work/found/$reader"/*; do
            [ -f "$found" ] || continue
            echo "The input, in base64; put it in fuzz/seeds/$reader/ to have the tests replay it:"
            base64 "$found"
        done
    fi
done
exit "$failed"
