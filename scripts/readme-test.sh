#!/usr/bin/env bash
# Runs the commands of the READMEs and of the English guide to an operator's log (the Chinese one has the same): every
# fenced block that opens with ```sh test. A block must end with exit code 0, or with N where it opens with ```sh test exit=N.
# All blocks of a file run in one fresh folder, with a station of their own and `./wangchuan` as in a clone.
set -u
tree=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf -- "$scratch"' EXIT

# Writes the blocks of file $1 as numbered scripts into folder $2.
split_blocks() {
    awk -v folder="$2" '
        /^```sh test/ { n++; code = 0; if (match($0, /exit=[0-9]+/)) code = substr($0, RSTART + 5, RLENGTH - 5)
                        script = sprintf("%s/%02d-exit-%d.sh", folder, n, code); inside = 1; next }
        /^```/ { inside = 0; next }
        inside { print > script }' "$1"
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
        (cd -- "$folder" && bash -eu "$block") >"$scratch/output" 2>&1 </dev/null
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
