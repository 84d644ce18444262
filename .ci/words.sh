#!/bin/sh
# Words that the glossary has a better one for: no name, sentence or test of the program uses them.
set -eu
cd "$(dirname "$0")/.."
words='scribe|clerk|errand|courier|sieve|platter|shelf|stranger|caret|handout|yardstick|clash|clashes|overtakes|promises'
if git grep -iwnE "$words" -- src tests benches; then
    echo "Each of these words has a plainer one." >&2
    exit 1
fi
phrases='called after|takes home|one file a[ .,]|what stands'
if git grep -inE "$phrases" -- src '*.md'; then
    echo "Say it plainly: named after, recovers, one file per, what is recorded." >&2
    exit 1
fi
