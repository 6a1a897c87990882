#!/bin/bash
# The platform from typing to the first page: `./wangchuan up` on a fresh data folder, then on the same one again, with the
# start cache and without it, in interleaved rounds; and the memory that it holds when a page was seen, as its share of all
# (PSS): platform, database, and the process that keeps them, with the station. On loopback, in folders of its own.
#
#   benchmarks/up.sh [--rounds N] [--port N]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=5 port=18480
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

./wangchuan version > /dev/null # builds, if need be
dist=$(readlink -f .wangchuan/dist)
cache=$dist/platform.aot
[ -r "$cache" ] || { echo "the build made no start cache: see .wangchuan/build.log" >&2; exit 1; }
work=$(mktemp -d /var/tmp/up.XXXXXX) # on a disk, as in life
up=
clean() {
    [ -z "$up" ] || kill -TERM "$up" 2> /dev/null || true
    wait 2> /dev/null || true
    [ ! -e "$cache.away" ] || mv -- "$cache.away" "$cache"
    rm -rf -- "$work"
}
trap clean EXIT
export WANGCHUAN_HOME=$work/station

page() { # whether the first page is there
    local status
    { exec 9<> "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null || return 1
    printf 'GET /verify HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "$port" >&9
    read -r _ status _ <&9 || status=
    exec 9>&-
    [ "${status-}" = 200 ]
}
tree() { # all processes below one
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do tree "$child"; done
}
memory() { # MB of a process's share; those that have ended count nothing
    awk '/^Pss:/ { sum += $2 } END { print int(sum / 1024) }' "/proc/$1/smaps_rollup" 2> /dev/null || echo 0
}
run() { # name of the measurement: seconds to the first page; memory into memory-NAME
    local from to pid all=0 platform=0 share
    from=$(date +%s.%N)
    ./wangchuan up --port "$port" --data "$work/data" > "$work/out" 2>&1 &
    up=$!
    until page; do
        kill -0 "$up" 2> /dev/null || { cat "$work/out" >&2; exit 1; }
        sleep 0.02
    done
    to=$(date +%s.%N)
    echo "$from $to" | awk '{ print $2 - $1 }' >> "$work/$1"
    sleep 3
    for pid in $(tree "$up"); do
        share=$(memory "$pid")
        all=$((all + share))
        tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | grep -q PlatformApplication && platform=$((platform > share ? platform : share))
    done
    echo "$platform" >> "$work/platform-$1"
    echo "$all" >> "$work/all-$1"
    kill -TERM "$up"
    wait "$up" || true
    up=
}
median() { sort -g "$work/$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

for round in $(seq "$rounds"); do
    echo "round $round of $rounds, load $(cut -d' ' -f1 /proc/loadavg)" >&2
    rm -rf -- "$work/data" "$WANGCHUAN_HOME"
    run fresh
    run again
    mv -- "$cache" "$cache.away"
    run plain
    mv -- "$cache.away" "$cache"
done
for name in fresh again plain; do
    case $name in
        fresh) what='a fresh data folder, with the start cache' ;;
        again) what='the same folder again, with the start cache' ;;
        plain) what='the same folder again, without it' ;;
    esac
    printf '%-46s %5.2f s to the first page, platform %s MB, all together %s MB\n' \
        "$what" "$(median $name)" "$(median "platform-$name")" "$(median "all-$name")"
done
awk -v a="$(median again)" -v p="$(median plain)" 'BEGIN { printf "with / without the cache: %.2f\n", a / p }'
