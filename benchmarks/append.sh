#!/bin/bash
# Appends over HTTP on loopback: the log in one process, on a real folder, its stations in another; first at fixed rates,
# then as many as are taken; at last the whole log is checked. Every batch is synced, so the folder must lie on a disk and
# not in memory.
#
#   benchmarks/append.sh [--rates "5000 10000 20000"] [--stations N] [--interval MILLIS] [--seconds N] [--dir FOLDER] [--heap MIB]
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh

rates="5000 10000 20000" stations=8 interval=50 seconds=20 dir=/var/tmp heap=256 warm=8
while [ $# -gt 0 ]; do
    case $1 in
        --rates) rates=$2; shift 2 ;;
        --stations) stations=$2; shift 2 ;;
        --interval) interval=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        --heap) heap=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

[ -f benchmarks/target/classes/org/wangchuan/benchmarks/AppendBenchmark.class ] || mvn -q -pl benchmarks -am compile
libraries=$(mvn -q -f benchmarks/pom.xml -pl :wangchuan-benchmarks help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jar() { ls "$libraries/$1"/*/*.jar | sort -V | tail -1; }
classes=benchmarks/target/classes:witness/target/classes:proof/target/classes:canonical/target/classes:$(jar org/bouncycastle/bcprov-jdk18on)
ours=("$JAVA_HOME/bin/java" -XX:+UseSerialGC "-Xmx${heap}m" -cp "$classes")

work=$(mktemp -d "$dir/append.XXXXXX")
server=
clean() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    rm -rf "$work"
}
trap clean EXIT

"${ours[@]}" org.wangchuan.benchmarks.AppendBenchmark prepare "$work" "$stations" "$interval"
"${ours[@]}" org.wangchuan.benchmarks.AppendBenchmark serve "$work" &
server=$!
until [ -f "$work/address" ]; do kill -0 "$server"; sleep 0.1; done
ticks() { awk '{print $14 + $15}' "/proc/$server/stat"; }
echo "interval of $interval ms, load $(cut -d' ' -f1-2 /proc/loadavg) before"
for rate in $rates 0; do
    before=$(ticks) from=$SECONDS
    "${ours[@]}" org.wangchuan.benchmarks.AppendBenchmark load "$work" "$stations" "$rate" "$warm" "$seconds"
    awk -v a="$before" -v b="$(ticks)" -v hz="$(getconf CLK_TCK)" -v s=$((SECONDS - from)) \
        'BEGIN {printf "  the log used %.2f cores\n", (b - a) / hz / s}'
done
echo "load $(cut -d' ' -f1-2 /proc/loadavg) after; peak memory of the log $(awk '/VmHWM/ {print int($2 / 1024)}' "/proc/$server/status") MiB"
kill "$server"
wait "$server" || true
server=
"${ours[@]}" org.wangchuan.benchmarks.AppendBenchmark fsck "$work"
