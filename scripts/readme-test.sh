#!/usr/bin/env bash
# Runs the commands of the READMEs and of the English guide to an operator's log (the Chinese one has the same): every
# fenced block that opens with ```sh test. A block must end with exit code 0, or with N where it opens with ```sh test exit=N.
# One that opens with ```sh test until=WORD goes on until it has printed WORD; then it gets an interrupt, as by Ctrl+C, and has
# to end with exit code 0. With --fast such blocks are left out.
# All blocks of a file run in one fresh folder, with a station of their own and `./wangchuan` as in a clone.
set -u
tier=${1-}
tree=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf -- "$scratch"' EXIT

# Writes the blocks of file $1 as numbered scripts into folder $2.
split_blocks() {
    awk -v folder="$2" '
        /^```sh test/ { n++; code = 0; if (match($0, /exit=[0-9]+/)) code = substr($0, RSTART + 5, RLENGTH - 5)
                        script = sprintf("%s/%02d-exit-%d.sh", folder, n, code); inside = 1
                        if (match($0, /until=[^ ]+/)) print substr($0, RSTART + 6, RLENGTH - 6) > (script ".until"); next }
        /^```/ { inside = 0; next }
        inside { print > script }' "$1"
}

# Runs block $1 until it prints what is in $1.until, interrupts it, and gives its exit code; 124 if it does not say it in time.
run_until() {
    local block=$1 word pid i
    word=$(<"$block.until")
    # In a session of its own, so that the interrupt reaches all of it and nobody else; background jobs ignore it otherwise.
    setsid env --default-signal=INT,QUIT bash -eu "$block" >"$scratch/output" 2>&1 </dev/null &
    pid=$!
    for ((i = 0; i < 600; i++)); do
        grep -qF -- "$word" "$scratch/output" && break
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.5
    done
    kill -INT -- "-$pid" 2>/dev/null
    wait "$pid"
    local code=$?
    grep -qF -- "$word" "$scratch/output" && return "$code"
    return 124
}

for readme in "$tree"/README.md "$tree"/README.zh.md "$tree"/docs/operators-log.md; do
    name=$(basename -- "$readme")
    folder=$scratch/$name.d
    blocks=$scratch/$name.blocks
    mkdir -p -- "$folder" "$blocks"
    export WANGCHUAN_HOME=$scratch/$name.station
    ln -s -- "$tree/wangchuan" "$folder/wangchuan"
    split_blocks "$readme" "$blocks"
    found=0
    for block in "$blocks"/*.sh; do
        [[ -e $block ]] || continue
        found=$((found + 1))
        wanted=${block##*-exit-}
        wanted=${wanted%.sh}
        if [[ -e $block.until && $tier == --fast ]]; then
            echo "skip - $name, block $found: left out by --fast"
            continue
        elif [[ -e $block.until ]]; then
            (cd -- "$folder" && run_until "$block")
        else
            (cd -- "$folder" && bash -eu "$block") >"$scratch/output" 2>&1 </dev/null
        fi
        code=$?
        if ((code != wanted)); then
            echo "not ok - $name, block $found: ended with $code instead of $wanted"
            cat -- "$block" >&2
            sed 's/^/    /' "$scratch/output" >&2
        else
            echo "ok - $name, block $found"
        fi
    done
    if ((found == 0)); then
        echo "not ok - $name has blocks that are run"
    fi
done
