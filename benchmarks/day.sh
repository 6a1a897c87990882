#!/bin/bash
# The day of a large operator as fast as a platform takes it, from another process over HTTP on loopback: devices are registered by a
# plant's program, told in lanes, erased and signed; a million events are 83 334 devices. The platform is the one that `up` starts, with its
# database, durable, on a real folder. Prints rate, times and memory (resident, and alive after a collection) in tenths of the day.
#
#   benchmarks/day.sh [--devices N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

devices=83340 stations=40 port=18491 dir=/var/tmp
while [ $# -gt 0 ]; do
    case $1 in
        --devices) devices=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

source benchmarks/platform.sh
idle_station
WANGCHUAN_REQUESTSPERMINUTE=1000000 start_platform
# A program's key, in the name of somebody who works there: made at a page with a passkey, so here beside it.
key=wck_daydayda_0123456789abcdefghijklmnopqrstuv
database -v "key=$key" << 'END'
INSERT INTO exchange.api_key (id, organisation_id, name, prefix, digest, scopes, responsible, ends_at, state)
SELECT gen_random_uuid(), s.organisation_id, 'day', 'daydayda', sha256(:'key'::bytea), ARRAY['orders:write', 'verdicts:read'],
  (SELECT id FROM identity.account LIMIT 1), now() + interval '1 day', 'active'
FROM identity.site s ORDER BY s.created_at LIMIT 1;
END
# As many stations as a plant has: each of them has a limit, for one tells little.
pairing_codes "$stations"
postgres=$(head -1 "$work/data/postgres/postmaster.pid")
load
"$JAVA_HOME/bin/java" -Xmx1g -cp "$classes" org.wangchuan.benchmarks.DayBenchmark \
    "$base" "$signed/codes" "$signed" "$devices" "$key" "$(platform_process)"
peak_memory
echo "all of PostgreSQL's processes, proportional: $(for pid in $(tree "$postgres"); do awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup" 2> /dev/null; done | awk '{sum += $1} END {printf "%d MiB", sum / 1024}')"
du -sh "$work/data" | awk '{print "folder: " $1}'
