#!/bin/bash
# The whole command, from typing to the receipt: `./wangchuan erase` with one stamped pass and its full verification
# (policy nist-clear on a magnetic medium), against fio writing and reading the same loop device over memory, in
# interleaved rounds. Needs root, fio, jq, and memory for the device. Nothing but its own loop device is written to.
#
#   benchmarks/command.sh [--rounds N] [--mib N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=5 mib=6144 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --mib) mib=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done
for tool in fio jq losetup; do
    command -v $tool > /dev/null || { echo "$tool is needed" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "loop devices need root" >&2; exit 1; }

work=$(mktemp -d "$dir/command.XXXXXX")
home=$(mktemp -d /var/tmp/command.XXXXXX) # the station's state lies on a disk, as it does in life
device=
clean() {
    [ -z "$device" ] || losetup -d "$device" || true
    rm -rf "$work" "$home"
}
trap clean EXIT
export WANGCHUAN_HOME=$home/station

dd if=/dev/zero of="$work/disk" bs=1M count="$mib" status=none
device=$(losetup -f --show "$work/disk")

median() { sort -g "$work/$1" | awk '{v[NR]=$1} END {print NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
run_fio() { # write | read: seconds
    fio --name=limit --filename="$device" --rw="$1" --bs=1M --direct=1 --ioengine=io_uring --iodepth=8 --zero_buffers \
        --size="${mib}M" --output-format=json | jq ".jobs[0].$1.runtime / 1e3"
}
run_ours() { # seconds from start to exit
    local from to
    from=$(date +%s.%N)
    ./wangchuan erase "$device" --policy nist-clear --medium magnetic --confirm "${device#/dev/}" --quiet --out "$home/out" > /dev/null
    to=$(date +%s.%N)
    echo "$from $to" | awk '{print $2 - $1}'
}

./wangchuan version > /dev/null # builds, if need be
run_ours > /dev/null            # makes the station's key and log
for round in $(seq "$rounds"); do
    echo "round $round of $rounds, load $(cut -d' ' -f1 /proc/loadavg)" >&2
    run_fio write >> "$work/write"
    run_fio read >> "$work/read"
    run_ours >> "$work/ours"
done
awk -v w="$(median write)" -v r="$(median read)" -v o="$(median ours)" -v m="$mib" -v n="$rounds" 'BEGIN {
    printf "%d MiB, medians of %d rounds: fio write %.3f s, fio read %.3f s, the whole command %.3f s\n", m, n, w, r, o
    ratio = (w + r) / o
    printf "(fio write + read) / whole command: %.2f   target 0.80 %s\n", ratio, (ratio >= 0.8 ? "met" : "MISSED")
}'
