#!/bin/bash
# Complete signed statements that a platform accepts, verifies, stores and brings into its log, from another process over HTTP on
# loopback: as many as are taken, then at half that rate while somebody looks at pages. The platform is the one that `up`
# starts, with its database, durable, on a real folder. Prints what the platform and its database used.
#
#   benchmarks/statements.sh [--count N] [--clients N] [--stations N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

count=10000 clients=8 stations=16 port=18490 dir=/var/tmp
while [ $# -gt 0 ]; do
    case $1 in
        --count) count=$2; shift 2 ;;
        --clients) clients=$2; shift 2 ;;
        --stations) stations=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

source benchmarks/platform.sh
idle_station
WANGCHUAN_REQUESTSPERMINUTE=1000000 start_platform
pairing_codes "$stations"
load
before=$(ticks)
"$JAVA_HOME/bin/java" -Xmx2g -cp "$classes" org.wangchuan.benchmarks.StatementBenchmark \
    "$base" "$signed/codes" "$signed" "$count" "$clients"
awk -v a="$before" -v b="$(ticks)" -v hz="$(getconf CLK_TCK)" -v n=$((2 * count + 1000)) \
    'BEGIN {printf "the platform and its database used %.1f ms of processor time a statement\n", (b - a) / hz / n * 1000}'
peak_memory
