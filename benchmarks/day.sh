#!/bin/bash
# The day of a large operator as fast as a platform takes it, from another process over HTTP on loopback: devices are registered by a
# plant's program, told in lanes, erased and signed; a million events are 83 334 devices. The platform is the one that `up` starts, with its
# database, durable, on a real folder. Prints rate, times and memory in tenths of the day.
#
#   benchmarks/day.sh [--devices N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh

devices=83340 stations=40 port=18491 dir=/var/tmp
while [ $# -gt 0 ]; do
    case $1 in
        --devices) devices=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

./wangchuan version > /dev/null # builds, if need be
mvn -q -pl benchmarks -am compile
libraries=$(mvn -q -f benchmarks/pom.xml -pl :wangchuan-benchmarks help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jar() { ls "$libraries/$1"/*/*.jar | sort -V | tail -1; }
classes=benchmarks/target/classes:proof/target/classes:canonical/target/classes:$(jar org/bouncycastle/bcprov-jdk18on)

work=$(mktemp -d "$dir/day.XXXXXX") # on a disk, as in life
signed=$(mktemp -d /dev/shm/day.XXXXXX) # the station's own log is not what is measured
up=
tree() { # all processes below one
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do tree "$child"; done
}
clean() {
    [ -z "$up" ] || kill -TERM "$up" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf -- "$work" "$signed"
}
trap clean EXIT
# The station of `up` would take the one pairing that is offered; it believes that it works for somebody else.
mkdir -p "$work/station/agent"
printf '%s' '{"address":"http://127.0.0.1:9","format":"wangchuan-pairing/v1","isOfThisMachine":false,"name":"idle","site":"00000000-0000-4000-8000-000000000000","station":"00000000-0000-4000-8000-000000000000","token":"none"}' > "$work/station/agent/pairing.json"
# All come from one address here.
WANGCHUAN_REQUESTSPERMINUTE=1000000 WANGCHUAN_HOME=$work/station ./wangchuan up --sample --port "$port" --data "$work/data" > "$work/out" 2>&1 &
up=$!
until [ -s "$work/data/station-pairing" ]; do
    kill -0 "$up" 2> /dev/null || { cat "$work/out" >&2; exit 1; }
    sleep 0.1
done
database() {
    PGPASSWORD=$(cat "$work/data/postgres.password") psql -X -q -h 127.0.0.1 -p "$(sed -n 4p "$work/data/postgres/postmaster.pid")" -U postgres wangchuan "$@"
}
# A program's key, in the name of somebody who works there: made at a page with a passkey, so here beside it.
key=wck_daydayda_0123456789abcdefghijklmnopqrstuv
database -v ON_ERROR_STOP=1 -v "key=$key" << 'END'
INSERT INTO exchange.api_key (id, organisation_id, name, prefix, digest, scopes, responsible, ends_at, state)
SELECT gen_random_uuid(), s.organisation_id, 'day', 'daydayda', sha256(:'key'::bytea), ARRAY['orders:write', 'verdicts:read'],
  (SELECT id FROM identity.account LIMIT 1), now() + interval '1 day', 'active'
FROM identity.site s ORDER BY s.created_at LIMIT 1;
END
# As many stations as a plant has: each of them has a limit, for one tells little.
for ((i = 0; i < stations; i++)); do echo "day-pairing-code-of-station-$i"; done > "$signed/codes"
while read -r code; do
    echo "INSERT INTO identity.pairing_code SELECT sha256('$code'::bytea), s.id, now(), now() + interval '10 minutes' FROM identity.site s ORDER BY s.created_at LIMIT 1;"
done < "$signed/codes" | database -v ON_ERROR_STOP=1
platform= postgres=$(head -1 "$work/data/postgres/postmaster.pid")
for pid in $(tree "$up"); do
    if tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | grep -q 'platform.*PlatformApplication\|wangchuan.platform'; then platform=$pid; fi
done
echo "load $(cut -d' ' -f1-2 /proc/loadavg) before"
"$JAVA_HOME/bin/java" -Xmx1g -cp "$classes" org.wangchuan.benchmarks.DayBenchmark \
    "http://localhost:$port" "$signed/codes" "$signed" "$devices" "$key" "$platform"
for pid in $platform; do
    awk '/VmHWM/ {printf "peak memory of the platform: %d MiB\n", $2 / 1024}' "/proc/$pid/status"
done
echo "all of PostgreSQL's processes, proportional: $(for pid in $(tree "$postgres"); do awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup" 2> /dev/null; done | awk '{sum += $1} END {printf "%d MiB", sum / 1024}')"
du -sh "$work/data" | awk '{print "folder: " $1}'
