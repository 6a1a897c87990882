#!/bin/bash
# Whole-process throughput against fio, dd and nwipe on one loop device over memory, in interleaved rounds; then eight
# devices at once, each held to 500 MB/s. Needs root, fio, jq. Nothing but its own loop devices is written to.
#
#   benchmarks/throughput.sh [--rounds N] [--mib N] [--nwipe PATH] [--dir FOLDER] [--eight-only | --no-eight] [--hang SECONDS] [--quiet SECONDS]
#
# Absolute figures drift with whatever else the machine does; the ratios are what counts. --quiet makes each run wait for
# up to so many seconds until the processors are idle.
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/java.sh

rounds=5 mib=2048 nwipe= dir=/dev/shm single=yes eight=yes hang=10 quiet=0
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --mib) mib=$2; shift 2 ;;
        --nwipe) nwipe=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        --hang) hang=$2; shift 2 ;;
        --quiet) quiet=$2; shift 2 ;;
        --eight-only) single=no; shift ;;
        --no-eight) eight=no; shift ;;
        *) sed -n '2,8s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done
for tool in fio jq losetup dd; do
    command -v $tool > /dev/null || { echo "$tool is needed" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "loop devices need root" >&2; exit 1; }

java=$JAVA_HOME/bin/java
classes=benchmarks/target/classes:engine/target/classes:canonical/target/classes
[ -f benchmarks/target/classes/org/wangchuan/benchmarks/EraseBenchmark.class ] || mvn -q -pl benchmarks -am compile
ours=("$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx64m -cp "$classes" org.wangchuan.benchmarks.EraseBenchmark)

work=$(mktemp -d "$dir/throughput.XXXXXX")
loops=()
group=/sys/fs/cgroup/blkio/wangchuan-throughput-$$
bench=
clean() {
    [ -z "$bench" ] || kill "$bench" 2> /dev/null || true
    for loop in "${loops[@]}"; do losetup -d "$loop" || true; done
    rm -rf "$work"
    [ ! -d "$group" ] || rmdir "$group" || true
}
trap clean EXIT

attach() { # name, MiB -> loop in $attached; blocks are allocated first, so that nobody pays for it in the measurement
    dd if=/dev/zero of="$work/$1" bs=1M count="$2" status=none
    attached=$(losetup -f --show "$work/$1")
    loops+=("$attached")
}
note() { echo "$2" >> "$work/figures.$1"; }
median() { sort -g "$work/figures.$1" 2> /dev/null | awk '{v[NR]=$1} END {if (NR) print NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2; else print "nan"}'; }
spread() { sort -g "$work/figures.$1" 2> /dev/null | awk 'NR==1 {a=$1} {b=$1} END {printf "%.0f to %.0f", a, b}'; }

busy() { awk '/^cpu / {print $2 + $3 + $4 + $6 + $7 + $8 + $9, $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9}' /proc/stat; }
quiet() { # waits until nobody else uses the processors, up to the limit
    local deadline=$((SECONDS + quiet)) before
    while [ "$SECONDS" -lt "$deadline" ]; do
        before=$(busy)
        sleep 0.3
        if awk -v a="$before" -v b="$(busy)" 'BEGIN {split(a, x); split(b, y); exit !((y[1] - x[1]) < 0.1 * (y[2] - x[2]))}'; then return; fi
    done
}

run_fio() { # write | read
    quiet
    fio --name=limit --filename="$device" --rw="$1" --bs=1M --direct=1 --ioengine=io_uring --iodepth=8 --zero_buffers \
        --size="${mib}M" --output-format=json | jq ".jobs[0].$1.bw_bytes / 1e6"
}
run_dd() {
    quiet
    LC_ALL=C dd if=/dev/zero of="$device" bs=4M oflag=direct count=$((mib / 4)) 2>&1 |
        awk '/copied/ {for (i = 1; i <= NF; i++) if ($i == "s,") print $1 / $(i-1) / 1e6}'
}
run_nwipe() { # figure, options: its own figure counts bytes written plus bytes verified, over the time of both without set-up
    local figure=$1 from to
    shift
    rm -f "$work/nwipe.log"
    quiet
    from=$(date +%s.%N)
    "$nwipe" --autonuke --nogui --nowait --rounds=1 --noblank --verify=last --PDFreportpath=noPDF --logfile="$work/nwipe.log" "$@" "$device" > /dev/null 2>&1 || true
    to=$(date +%s.%N)
    local own
    own=$(awk '/Total Throughput/ {for (i = 1; i < NF; i++) if ($i == "Throughput") print $(i+1)/2}' "$work/nwipe.log")
    [ -n "$own" ] || { echo "nwipe did not finish: $(tail -1 "$work/nwipe.log")" >&2; exit 1; }
    note "$figure" "$own"
    note "$figure-wall" "$(echo "$mib $from $to" | awk '{print $1 * 1.048576 / ($3 - $2)}')"
}
run_ours() { # pattern, verify: seconds of our process, which stays alive between rounds as a bench's does
    quiet
    echo "$1 $2 $device" >&"${to_bench}"
    local line figures=
    while read -r line <&"${from_bench}" && [ "$line" != done ]; do figures=$line; done
    [ -n "$figures" ] || { echo "our own process failed" >&2; exit 1; }
    if [ "$2" = verify ]; then
        note "ours-$1-write" "$(awk '{print $2 / $3 / 1e6}' <<< "$figures")"
        note "ours-$1-read" "$(awk '{print $2 / $4 / 1e6}' <<< "$figures")"
        note "ours-$1-both" "$(awk '{print $2 / ($3 + $4) / 1e6}' <<< "$figures")"
    else
        note "ours-$1-only" "$(awk '{print $2 / $3 / 1e6}' <<< "$figures")"
    fi
}
run_cold() { # a fresh process with all of its start
    local from to
    quiet
    from=$(date +%s.%N)
    "${ours[@]}" "$1" verify "$device" > /dev/null
    to=$(date +%s.%N)
    note "cold-$1" "$(echo "$mib $from $to" | awk '{print $1 * 1.048576 / ($3 - $2)}')"
}

if [ $single = yes ]; then
    attach disk "$mib"
    device=$attached
    coproc BENCH { exec "${ours[@]}"; }
    bench=$BENCH_PID from_bench=${BENCH[0]} to_bench=${BENCH[1]}
    for pattern in zero stamped random; do run_ours $pattern verify; done # the warm-up round, not counted
    rm -f "$work"/figures.*
    for round in $(seq "$rounds"); do
        echo "round $round of $rounds, load $(cut -d' ' -f1 /proc/loadavg)" >&2
        note fio-write "$(run_fio write)"
        run_ours zero no-verify
        note dd "$(run_dd)"
        note fio-read "$(run_fio read)"
        run_ours stamped verify
        [ -z "$nwipe" ] || run_nwipe nwipe-zero --method=zero --prng=splitmix64
        note fio-write "$(run_fio write)"
        run_ours zero verify
        [ -z "$nwipe" ] || run_nwipe nwipe-random --method=random --prng=splitmix64
        run_ours random verify
        note fio-read "$(run_fio read)"
        run_cold stamped
        run_cold random
    done
    peak=$(awk '/VmHWM/ {print $2 / 1024}' "/proc/$bench/status")
    printf '\n%-52s %8s   %s\n' "MB/s of the device, median of $rounds rounds" median spread
    for figure in fio-write fio-read dd nwipe-zero nwipe-zero-wall nwipe-random nwipe-random-wall ours-zero-only \
        ours-zero-{write,read,both} ours-stamped-{write,read,both} ours-random-{write,read,both} cold-stamped cold-random; do
        [ ! -f "$work/figures.$figure" ] || printf '%-52s %8.0f   %s\n' "$figure" "$(median $figure)" "$(spread $figure)"
    done
    ratio() { awk -v n="$1" -v a="$2" -v b="$3" -v t="$4" 'BEGIN {r = a / b; printf "%-52s %8.2f   target %.2f %s\n", n, r, t, (r >= t ? "met" : "MISSED")}'; }
    w=$(median fio-write) r=$(median fio-read)
    ceiling=$(awk -v w="$w" -v r="$r" 'BEGIN {print 1 / (1 / w + 1 / r)}')
    printf '\n%-52s %8s\n' "ratio of medians" ""
    ratio "zero pass / fio write" "$(median ours-zero-only)" "$w" 0.95
    ratio "zero pass / dd" "$(median ours-zero-only)" "$(median dd)" 1.1
    ratio "stamped + verification / fio ceiling" "$(median ours-stamped-both)" "$ceiling" 0.95
    ratio "random + verification / fio ceiling" "$(median ours-random-both)" "$ceiling" 0.75
    if [ -n "$nwipe" ]; then
        ratio "stamped + verification / nwipe zero verify=last" "$(median ours-stamped-both)" "$(median nwipe-zero)" 1.25
        ratio "random + verification / nwipe splitmix64 verify=last" "$(median ours-random-both)" "$(median nwipe-random)" 1.7
    fi
    awk -v p="$peak" 'BEGIN {printf "%-52s %8.0f   target < 256 %s\n", "peak memory, MiB", p, (p < 256 ? "met" : "MISSED")}'
    exec {to_bench}>&-
    wait "$bench" || true
    bench=
fi

if [ $eight = yes ]; then
    if ! mkdir "$group" 2> /dev/null; then
        echo "eight devices: left out, no blkio control group (v1) here" >&2
        exit 0
    fi
    many=()
    for i in 1 2 3 4 5 6 7 8; do
        attach "eight$i" 1024
        many+=("$attached")
    done
    limit() { # device, bytes a second
        echo "$(cat "/sys/block/${1#/dev/}/dev") $2" | tee "$group/blkio.throttle.write_bps_device" > "$group/blkio.throttle.read_bps_device"
    }
    cpu() { awk -v hz="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); print ($12 + $13) / hz}' "/proc/$bench/stat"; }
    command_eight() { # lines of all devices into the file
        echo "stamped verify ${many[*]}" >&"${to_bench}"
        : > "$work/lanes"
        local line
        while read -r line <&"${from_bench}" && [ "$line" != done ]; do echo "$line" >> "$work/lanes"; done
    }
    eight() { # what it is, seconds for which the first device hangs
        local device from to before after
        for device in "${many[@]}"; do limit "$device" 500000000; done
        if [ "$2" -gt 0 ]; then
            (sleep 1; limit "${many[0]}" 1; sleep "$2"; limit "${many[0]}" 500000000) &
        fi
        before=$(cpu) from=$(date +%s.%N)
        command_eight
        after=$(cpu) to=$(date +%s.%N)
        printf '\n%s: MB/s of each (writing, reading back), its longest pause in writing\n' "$1"
        awk '/^.dev/ {printf "  %-12s %5.0f %5.0f   %6d ms\n", $1, $2 / $3 / 1e6, $2 / $4 / 1e6, $5}' "$work/lanes"
        awk -v a="$before" -v b="$after" -v f="$from" -v t="$to" 'BEGIN {printf "  processor time of ours: %.2f s in %.2f s = %.2f cores\n", b - a, t - f, (b - a) / (t - f)}'
    }
    coproc BENCH { echo "$BASHPID" > "$group/cgroup.procs" && exec "${ours[@]}"; }
    bench=$BENCH_PID from_bench=${BENCH[0]} to_bench=${BENCH[1]}
    command_eight # the warm-up round, not limited and not counted
    eight "eight devices at 500 MB/s each" 0
    [ "$hang" = 0 ] || eight "eight, the first one hangs for $hang s" "$hang"
    exec {to_bench}>&-
    wait "$bench" || true
    bench=
fi
