#!/bin/bash
# Pages and answers of a platform that is nearly empty, and of the same one with years of devices in it: medians of each, and how many
# times as long the full one takes. On loopback, with a database of its own. Needs psql, curl and some 4 GB of disk for each million.
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
        *) sed -n '2,5s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

source benchmarks/platform.sh
WANGCHUAN_METRICSPORT=$((port + 1)) start_platform --trial
sign_in

addresses() {
    local device order
    read -r device order < <(database -At -F ' ' -c "SELECT d.code, w.code FROM custody.device d JOIN intake.work_order w ON w.device_id = d.id ORDER BY d.registered_at LIMIT 1")
    id=$(database -At -c "SELECT id FROM intake.work_order ORDER BY created_at LIMIT 1")
    cat << END
/intake
/intake?state=closed
/intake?q=$order
/intake?q=ZZZZ-ZZZZ
/intake/$id
/statements/$id
/stock
/stock?state=in_stock
/stock?state=handed_over
/stock?q=$device
/hand-overs
/bench
/bench/erasures
/payments
/second-checks
/data-protection
/rights
/incidents
/people
/sites
/log/checkpoint
/seller-register
/verify
metrics
END
}

# The median of some rounds in milliseconds, or the status if it is none of 200.
median() {
    local url=$base$1 i
    [ "$1" != metrics ] || url=http://127.0.0.1:$((port + 1))/metrics
    for ((i = 0; i < rounds + 3; i++)); do
        page -o /dev/null -w '%{http_code} %{time_total}\n' "$url"
    done | tail -n "$rounds" | sort -n -k2 | awk '{status = $1; t[NR] = $2} END {if (status != 200) print "status " status; else printf "%.1f\n", t[int((NR + 1) / 2)] * 1000}'
}

measure() { # into the file $1
    local path
    while read -r path; do
        printf '%s\t%s\n' "$(sed "s/[0-9a-f-]\{36\}/ID/; s/q=ZZZZ-ZZZZ/q=NONE/; s/q=[2-9B-Z]\{4\}-[2-9B-Z]\{4\}/q=CODE/" <<< "$path")" "$(median "$path")"
    done < <(addresses) > "$1"
}

load
measure "$work/warm" # compiled code for both
measure "$work/empty"
filled=$SECONDS
database -v "count=$count" -f benchmarks/devices.sql
echo "$count devices filled in within $((SECONDS - filled)) s; the database has $(database -At -c "SELECT pg_size_pretty(pg_database_size('wangchuan'))")"
measure "$work/full"
paste "$work/empty" "$work/full" | awk -F '\t' '{printf "%-28s %8s ms  %8s ms  %s\n", $1, $2, $4, ($2 > 0 ? sprintf("%.1f times", $4 / $2) : "")}'
