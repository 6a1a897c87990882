#!/usr/bin/env bash
# Makes the pictures of the READMEs with the product itself: erases an image file in a terminal that
# `script` records, draws what it showed, and prints a page of the receipt.
# Pictures of another run differ: times, keys and speeds are those of the run.
# Needs `script` (bsdutils or util-linux-extra) and `pdftoppm` (poppler-utils).
set -eu
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
root=${here%/docs/pictures}
# shellcheck source=../../launcher/jdk.sh
source "$root/launcher/jdk.sh"
find_jdk || { echo "no JDK $jdk_needed was found" >&2; exit 1; }

# A neutral folder, since its name is in the pictures.
demo=/tmp/demo
mkdir -- "$demo" # another one of that name is not ours to erase
trap 'rm -rf -- "$demo"' EXIT
"$root/wangchuan" version >/dev/null # a build would be in the picture

# Records one erasure in language $1 (of LANG $2) and draws it; page $3 of the receipt becomes a picture, too.
record() {
    local language=$1 page=$3 command='./wangchuan erase practice.img --confirm practice.img --out receipts'
    local work=$demo/$language
    mkdir -- "$work"
    ln -s -- "$root/wangchuan" "$demo/wangchuan"
    truncate -s 2G -- "$demo/practice.img" # long enough for a live line of every pass
    (
        cd -- "$demo"
        export WANGCHUAN_HOME=$work/station TERM=xterm
        script -q -e -c "stty cols 90 rows 30; exec env -u LANGUAGE -u LC_ALL -u LC_MESSAGES LANG=$2 $command" \
            -O "$work/out" -T "$work/times" </dev/null >/dev/null
    )
    "$java_home/bin/java" "$here/TerminalPicture.java" \
        "$work/out" "$work/times" "$command" ' 3/3 .*[0-9] MB/s' >"$here/erase-$language.svg"
    pdftoppm -r 72 -png -singlefile -f "$page" -l "$page" "$demo"/receipts/*.receipt.pdf "$here/receipt-$language"
    rm -rf -- "$demo/receipts" "$demo/practice.img" "$demo/wangchuan"
}

record zh zh_CN.UTF-8 1
record en C.UTF-8 3

if grep -l -e "$(hostname)" -e "$root" -- "$here"/erase-*.svg; then
    echo "a picture names this machine" >&2
    exit 1
fi
ls -l -- "$here"
