#!/bin/bash
# Complete signed statements that a platform accepts, verifies, stores and brings into its log, from another process over HTTP on
# loopback: as many as are taken, then at half that rate while somebody looks at pages. The platform is the one that `up`
# starts, with its database, durable, on a real folder. Prints what the platform and its database used.
#
#   benchmarks/statements.sh [--count N] [--clients N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh

count=10000 clients=8 port=18490 dir=/var/tmp
while [ $# -gt 0 ]; do
    case $1 in
        --count) count=$2; shift 2 ;;
        --clients) clients=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

./wangchuan version > /dev/null # builds, if need be
[ -f benchmarks/target/classes/org/wangchuan/benchmarks/StatementBenchmark.class ] || mvn -q -pl benchmarks -am compile
libraries=$(mvn -q -f benchmarks/pom.xml -pl :wangchuan-benchmarks help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jar() { ls "$libraries/$1"/*/*.jar | sort -V | tail -1; }
classes=benchmarks/target/classes:proof/target/classes:canonical/target/classes:$(jar org/bouncycastle/bcprov-jdk18on)

work=$(mktemp -d "$dir/statements.XXXXXX") # on a disk, as in life
signed=$(mktemp -d /dev/shm/statements.XXXXXX) # the station's own log is not what is measured
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
WANGCHUAN_HOME=$work/station ./wangchuan up --sample --port "$port" --data "$work/data" > "$work/out" 2>&1 &
up=$!
until [ -s "$work/data/station-pairing" ]; do
    kill -0 "$up" 2> /dev/null || { cat "$work/out" >&2; exit 1; }
    sleep 0.1
done
ticks() { # of all processes of the platform together
    local pid sum=0
    for pid in $(tree "$up"); do
        sum=$((sum + $(awk '{print $14 + $15}' "/proc/$pid/stat" 2> /dev/null || echo 0)))
    done
    echo "$sum"
}
echo "load $(cut -d' ' -f1-2 /proc/loadavg) before"
before=$(ticks)
"$JAVA_HOME/bin/java" -Xmx2g -cp "$classes" org.wangchuan.benchmarks.StatementBenchmark \
    "http://localhost:$port" "$work/data" "$signed" "$count" "$clients"
awk -v a="$before" -v b="$(ticks)" -v hz="$(getconf CLK_TCK)" -v n=$((2 * count + 1000)) \
    'BEGIN {printf "the platform and its database used %.1f ms of processor time a statement\n", (b - a) / hz / n * 1000}'
for pid in $(tree "$up"); do
    if grep -q platform "/proc/$pid/cmdline" 2> /dev/null && grep -q VmHWM "/proc/$pid/status"; then
        awk -v name="$(tr '\0' ' ' < "/proc/$pid/cmdline" | cut -c 1-20)" '/VmHWM/ {printf "peak memory of %s: %d MiB\n", name, $2 / 1024}' "/proc/$pid/status"
    fi
done
