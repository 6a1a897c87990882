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

./wangchuan version > /dev/null # builds, if need be
work=$(mktemp -d "$dir/devices.XXXXXX") # on a disk, as in life
up=
clean() {
    [ -z "$up" ] || kill -TERM "$up" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf -- "$work"
}
trap clean EXIT
WANGCHUAN_METRICSPORT=$((port + 1)) WANGCHUAN_HOME=$work/station ./wangchuan up --sample --trial --port "$port" --data "$work/data" > "$work/out" 2>&1 &
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
# The administrator of the sample has all roles, and sees all sites.
token=$(page "$link" | grep -o 'name="_csrf" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//')
page -o /dev/null --data-urlencode "_csrf=$token" "$link"
[ "$(page -o /dev/null -w '%{http_code}' "$base/stock")" = 200 ] || { echo "could not sign in" >&2; exit 1; }
until [ "$(database -At -c "SELECT count(*) FROM identity.station WHERE seen_at IS NOT NULL")" = 1 ]; do sleep 0.2; done

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

echo "load $(cut -d' ' -f1-2 /proc/loadavg) before"
measure "$work/warm" # compiled code for both
measure "$work/empty"
filled=$SECONDS
database -v "count=$count" -f benchmarks/devices.sql
echo "$count devices filled in within $((SECONDS - filled)) s; the database has $(database -At -c "SELECT pg_size_pretty(pg_database_size('wangchuan'))")"
measure "$work/full"
paste "$work/empty" "$work/full" | awk -F '\t' '{printf "%-28s %8s ms  %8s ms  %s\n", $1, $2, $4, ($2 > 0 ? sprintf("%.1f times", $4 / $2) : "")}'
