#!/bin/bash
# Pages and answers of a platform that is nearly empty, of the same one with some thousands of devices, so that each list fills its first
# page, and with years of devices in it: medians of each, and how many times as long the last takes as the first and as the second. On
# loopback, with a database of its own. Needs psql, curl and some 8 GB of disk for each million.
#
#   benchmarks/devices.sh [--count N] [--rounds N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

count=1000000 rounds=15 port=18500 dir=/var/tmp
while [ $# -gt 0 ]; do
    case $1 in
        --count) count=$2; shift 2 ;;
        --rounds) rounds=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,7s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

source benchmarks/platform.sh
WANGCHUAN_METRICSPORT=$((port + 1)) start_platform --trial
sign_in

# A program's key and an owner's link with the browser that came in by it, for what they may ask; all that staff and anybody may open without
# naming anything, by the table of who may call what; and lists that are searched or narrowed. Left out is what is as long as the years are:
# files of everything, and streams.
key=wck_benchkey_0123456789abcdefghijklmnopqrstuv link=benchmark-link-number-0001 browser=benchmark-browser-1
known() {
    database -v "key=$key" -v "link=$link" -v "browser=$browser" << 'END'
INSERT INTO exchange.api_key (id, organisation_id, name, prefix, digest, scopes, responsible, ends_at, state)
SELECT gen_random_uuid(), s.organisation_id, 'benchmark', 'benchkey', sha256(:'key'::bytea), ARRAY['orders:write', 'verdicts:read'],
  (SELECT id FROM identity.account LIMIT 1), now() + interval '1 day', 'active'
FROM identity.site s ORDER BY s.created_at LIMIT 1;
CREATE TEMP TABLE first AS SELECT id FROM intake.work_order ORDER BY created_at DESC LIMIT 1;
INSERT INTO consumer.link (order_id, generation, digest, tries, bound_at, created_at) SELECT id, 0, sha256(:'link'::bytea), 0, now(), now() FROM first
ON CONFLICT (order_id) DO UPDATE SET digest = excluded.digest, bound_at = now();
INSERT INTO consumer.browser (digest, order_id, let_in_at, came_by) SELECT sha256(:'browser'::bytea), id, now(), 'link' FROM first;
END
}
addresses() {
    local device order id
    read -r device order < <(database -At -F ' ' -c "SELECT d.code, w.code FROM custody.device d JOIN intake.work_order w ON w.device_id = d.id ORDER BY d.registered_at DESC LIMIT 1")
    # One of the sample: what is sealed in those of years can't be opened.
    id=$(database -At -v "browser=$browser" <<< "SELECT order_id FROM consumer.browser WHERE digest = sha256(:'browser'::bytea)")
    cat << END
/intake?state=closed
/intake?q=$order
/intake?q=ZZZZ-ZZZZ
/intake/$id
/stock?state=in_stock
/stock?state=handed_over
/stock?q=$device
/o/$link
/api/v1/assets
/api/v1/events
metrics
END
    grep -oE '^\| GET \| `[^`{]*` \| (anyone|staff)' docs/platform-access.md | grep -oE '/[^`]*' | grep -vE 'csv$|^/(bench/events|exports/devices|error|switch)$'
}

# The median of some rounds in milliseconds, and the status if it is none of 200.
median() {
    local url=$base$1 i with=()
    case $1 in
        metrics) url=http://127.0.0.1:$((port + 1))/metrics ;;
        /api/v1/*) with=(-H "Authorization: Bearer $key") ;;
        /o/*) with=(-L -b "owner=$browser") ;; # leads on to the step that is due
    esac
    for ((i = 0; i < rounds + 3; i++)); do
        if [ "${#with[@]}" -gt 0 ]; then
            curl -s "${with[@]}" -o /dev/null -w '%{http_code} %{time_total}\n' "$url"
        else
            page -o /dev/null -w '%{http_code} %{time_total}\n' "$url"
        fi
    done | tail -n "$rounds" | sort -n -k2 | awk '{status = $1; t[NR] = $2} END {printf "%.1f\t%s\n", t[int((NR + 1) / 2)] * 1000, (status == 200 ? "" : status)}'
}

measure() { # into the file $1
    local path
    while read -r path; do
        printf '%s\t%s\n' "$(sed "s/[0-9a-f-]\{36\}/ID/; s/q=ZZZZ-ZZZZ/q=NONE/; s/q=[2-9B-Z]\{4\}-[2-9B-Z]\{4\}/q=CODE/; s/$link/LINK/" <<< "$path")" "$(median "$path")"
    done < <(addresses) > "$1"
}
table() { # of the files $1, $2 and $3
    paste "$1" "$2" "$3" | awk -F '\t' '{printf "%-28s %7s %3s %7s %3s %7s ms %3s  %.1f and %.1f times\n", $1, $2, $3, $5, $6, $8, $9, $8 / $2, $8 / $5}'
}

known
load
measure "$work/warm" # compiled code for both
measure "$work/empty"
few=6000
database -v first=1 -v "count=$few" -f benchmarks/devices.sql
measure "$work/few"
# What the platform asks meanwhile would read tables whose indexes are gone, from one end to the other.
held=$(platform_process)
hold() {
    until kill -STOP "$held" && [ "$(database -At -c "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()")" = 0 ]; do
        kill -CONT "$held" # in the middle of a transaction it would hold what is filled
        sleep 0.1
    done
    trap 'kill -CONT "$held" 2> /dev/null; clean' EXIT
}
filled=$SECONDS
hold
database -v "first=$((few + 1))" -v "count=$count" -f benchmarks/devices.sql
kill -CONT "$held"
trap clean EXIT
echo "$count devices filled in within $((SECONDS - filled)) s; the database has $(database -At -c "SELECT pg_size_pretty(pg_database_size('wangchuan'))")"
measure "$work/full"
table "$work/empty" "$work/few" "$work/full"
