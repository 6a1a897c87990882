#!/bin/bash
# Owners who watch their erasures live, from another process over HTTP on loopback: how long it takes until each of them is told of
# what a station has said, while all stations say something new each second, and how long pages of an owner and of staff take meanwhile. The
# stations are one statement of SQL a second; everything else is the platform that `up` starts, with its database. Needs psql.
#
#   benchmarks/watchers.sh [--count N] [--seconds N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh

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

./wangchuan version > /dev/null # builds, if need be
[ -f benchmarks/target/classes/org/wangchuan/benchmarks/WatchBenchmark.class ] || mvn -q -pl benchmarks -am compile
work=$(mktemp -d "$dir/watchers.XXXXXX") # on a disk, as in life
up= stations=
tree() { # all processes below one
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do tree "$child"; done
}
clean() {
    [ -z "$stations" ] || kill -TERM "$stations" 2> /dev/null || true
    [ -z "$up" ] || kill -TERM "$up" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf -- "$work"
}
trap clean EXIT
# All come from one address here.
WANGCHUAN_OWNERREQUESTSPERMINUTE=1000000 WANGCHUAN_REQUESTSPERMINUTE=1000000 WANGCHUAN_HOME=$work/station ./wangchuan up --sample --trial --port "$port" --data "$work/data" > "$work/out" 2>&1 &
up=$!
until link=$(grep -o 'http://localhost:[0-9]*/enrol/[A-Za-z0-9_-]*' "$work/out"); do
    kill -0 "$up" 2> /dev/null || { cat "$work/out" >&2; exit 1; }
    sleep 0.2
done
base=http://localhost:$port
database() {
    PGPASSWORD=$(cat "$work/data/postgres.password") psql -X -q -h 127.0.0.1 -p "$(sed -n 4p "$work/data/postgres/postmaster.pid")" -U postgres wangchuan "$@"
}
page() { curl -s -b "$work/cookies" -c "$work/cookies" "$@"; }
token=$(page "$link" | grep -o 'name="_csrf" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//')
page -o /dev/null --data-urlencode "_csrf=$token" "$link"
[ "$(page -o /dev/null -w '%{http_code}' "$base/bench")" = 200 ] || { echo "could not sign in" >&2; exit 1; }
until [ "$(database -At -c "SELECT count(*) FROM identity.station WHERE seen_at IS NOT NULL")" = 1 ]; do sleep 0.2; done
database -v "count=$count" -f benchmarks/watchers.sql
order=$(database -At -c "SELECT order_id FROM bench.task WHERE lane = 'watched-1'")

# What the stations say holds the time at which they said it, in milliseconds, in the place of what is left.
database > /dev/null << END &
UPDATE bench.task SET progress_at = clock_timestamp(), progress = progress || jsonb_build_object(
    'doneBytes', (progress ->> 'doneBytes')::bigint + 200000000, 'remainingSeconds', (extract(epoch FROM clock_timestamp()) * 1000)::bigint) WHERE lane LIKE 'watched-%' \\watch 1
END
stations=$!
ticks() { # of all processes of the platform together
    local pid sum=0
    for pid in $(tree "$up"); do
        sum=$((sum + $(awk '{print $14 + $15}' "/proc/$pid/stat" 2> /dev/null || echo 0)))
    done
    echo "$sum"
}
echo "load $(cut -d' ' -f1-2 /proc/loadavg) before"
session=$(awk '$6 ~ /session$/ {print $6 "=" $7}' "$work/cookies" | head -1)
before=$(ticks) started=$(date +%s%N)
"$JAVA_HOME/bin/java" -Xmx512m -cp benchmarks/target/classes org.wangchuan.benchmarks.WatchBenchmark \
    "$base" "$count" "$seconds" "$session" "$order"
awk -v a="$before" -v b="$(ticks)" -v hz="$(getconf CLK_TCK)" -v t="$(($(date +%s%N) - started))" \
    'BEGIN {printf "the platform and its database used %.2f cores\n", (b - a) / hz / (t / 1e9)}'
for pid in $(tree "$up"); do
    if grep -q platform "/proc/$pid/cmdline" 2> /dev/null && grep -q VmHWM "/proc/$pid/status"; then
        awk -v name="$(tr '\0' ' ' < "/proc/$pid/cmdline" | cut -c 1-20)" '/VmHWM/ {printf "peak memory of %s: %d MiB\n", name, $2 / 1024}' "/proc/$pid/status"
    fi
done
