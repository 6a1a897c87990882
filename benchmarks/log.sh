#!/bin/bash
# The log in one process, on a real folder: durable appends in batches of 1, 256 and 8192, opening, known events again,
# and the full check, at two sizes. Every batch is synced, so the folder must lie on a disk and not in memory.
#
#   benchmarks/log.sh [--small ENTRIES] [--large ENTRIES] [--dir FOLDER] [--heap MIB] [--cold]
#
# --cold drops the page cache before the log is opened and before it is checked (needs root, slows everybody down).
# The large log takes about 130 bytes of disk per entry.
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh

small=1000000 large=20000000 dir=/var/tmp heap=64 cold=no
while [ $# -gt 0 ]; do
    case $1 in
        --small) small=$2; shift 2 ;;
        --large) large=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        --heap) heap=$2; shift 2 ;;
        --cold) cold=yes; shift ;;
        *) sed -n '2,8s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

mvn -q -pl benchmarks -am compile
libraries=$(mvn -q -f benchmarks/pom.xml -pl :wangchuan-benchmarks help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jar() { ls "$libraries/$1"/*/*.jar | sort -V | tail -1; }
classes=benchmarks/target/classes:proof/target/classes:canonical/target/classes:$(jar org/bouncycastle/bcprov-jdk18on)
ours=("$JAVA_HOME/bin/java" "-Xmx${heap}m" -cp "$classes" org.wangchuan.benchmarks.LogBenchmark)

work=$(mktemp -d "$dir/log.XXXXXX")
trap 'rm -rf "$work"' EXIT
fresh() { [ $cold = no ] || { sync; echo 3 > /proc/sys/vm/drop_caches; }; }

for size in "$small" "$large"; do
    echo "$size entries, heap of $heap MiB, load $(cut -d' ' -f1 /proc/loadavg)"
    "${ours[@]}" append "$work/log" "$size" 8192
    fresh
    "${ours[@]}" open "$work/log" 1
    "${ours[@]}" open "$work/log" 5
    "${ours[@]}" append "$work/log" 2000 1
    "${ours[@]}" append "$work/log" 100000 256
    "${ours[@]}" append "$work/log" 500000 8192
    "${ours[@]}" again "$work/log" 500000
    fresh
    "${ours[@]}" fsck "$work/log"
    du -sm "$work/log" | awk '{print $1 " MiB on the disk"}'
    rm -rf "$work/log"
done
