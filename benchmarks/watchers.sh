#!/bin/bash
# Owners who watch their erasures live, from another process over HTTP on loopback: how long it takes until each of them is told of
# what a station has said, while all stations say something new each second, and how long pages of an owner and of staff take meanwhile. The
# stations are one statement of SQL a second; everything else is the platform that `up` starts, with its database. Needs psql.
#
#   benchmarks/watchers.sh [--count N] [--seconds N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

count=200 seconds=60 port=18520 dir=/var/tmp
while [ $# -gt 0 ]; do
    case $1 in
        --count) count=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

source benchmarks/platform.sh
WANGCHUAN_OWNERREQUESTSPERMINUTE=1000000 WANGCHUAN_REQUESTSPERMINUTE=1000000 start_platform --trial
sign_in
database -v "count=$count" -f benchmarks/watchers.sql
order=$(database -At -c "SELECT order_id FROM bench.task WHERE lane = 'watched-1'")

# What the stations say holds the time at which they said it, in milliseconds, in the place of what is left.
database > /dev/null << END &
UPDATE bench.task SET progress_at = clock_timestamp(), progress = progress || jsonb_build_object(
    'doneBytes', (progress ->> 'doneBytes')::bigint + 200000000, 'remainingSeconds', (extract(epoch FROM clock_timestamp()) * 1000)::bigint) WHERE lane LIKE 'watched-%' \\watch 1
END
beside=$!
load
session=$(awk '$6 ~ /session$/ {print $6 "=" $7}' "$work/cookies" | head -1)
before=$(ticks) started=$(date +%s%N)
"$JAVA_HOME/bin/java" -Xmx512m -cp "$classes" org.wangchuan.benchmarks.WatchBenchmark \
    "$base" "$count" "$seconds" "$session" "$order"
awk -v a="$before" -v b="$(ticks)" -v hz="$(getconf CLK_TCK)" -v t="$(($(date +%s%N) - started))" \
    'BEGIN {printf "the platform and its database used %.2f cores\n", (b - a) / hz / (t / 1e9)}'
peak_memory
