#!/usr/bin/env bash
# Builds the live image twice, in folders of their own and at other times, from the same packages and the same build of the
# commands, and compares. Ends with 0 if both are the same byte for byte; otherwise names what differs, file by file.
#
#   image/check-reproducible.sh [--cache FOLDER]
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/wangchuan-twice.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
for run in first second; do
    mkdir -p "$work/tmp-$run"
    TMPDIR=$work/tmp-$run ./wangchuan image --out "$work/$run" "$@"
    sleep 2 # file systems know seconds
done
differs=0
for file in initrd.img vmlinuz wangchuan-live.cdx.json wangchuan-live.img netboot/{bios.0,shimx64.efi,grubx64.efi,grub/grub.cfg,live/vmlinuz,live/initrd.img}; do
    if cmp -s -- "$work/first/$file" "$work/second/$file"; then
        echo "same: $file $(sha256sum <"$work/first/$file" | cut -c 1-16)"
    else
        differs=1
        echo "differs: $file, $(cmp -l -- "$work/first/$file" "$work/second/$file" 2>&1 | wc -l) bytes; the first: $(cmp -- "$work/first/$file" "$work/second/$file" 2>&1 | head -n 1)"
    fi
done
if ! cmp -s -- "$work/first/initrd.img" "$work/second/initrd.img"; then
    for run in first second; do
        mkdir -p "$work/un-$run"
        (cd -- "$work/un-$run" && zstd -q -dc "$work/$run/initrd.img" | cpio -i --quiet --no-absolute-filenames)
    done
    diff -rq --no-dereference "$work/un-first" "$work/un-second" || true
fi
exit "$differs"
