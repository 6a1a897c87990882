#!/bin/bash
# From a plug to what a person sees: a phone appears on a cable of the bench, and a browser that shows the bench's page shows it. All in one
# piece: the station that `up` starts, the platform, its page's own script in chromium. The cable is a folder as Linux shows one, seen by these
# processes alone; nothing can be asked over it, so that the phone's own answers, for which it has 3 s, are not in it. Needs root, chromium, psql.
#
#   benchmarks/plug.sh [--rounds N] [--port N] [--dir FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=20 port=18540 dir=/var/tmp
arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --port) port=$2; shift 2 ;;
        --dir) dir=$2; shift 2 ;;
        *) sed -n '2,6s/^# \?//p' "$0" >&2; exit 1 ;;
    esac
done

if [ -z "${WANGCHUAN_OWN_BUS-}" ]; then
    WANGCHUAN_OWN_BUS=1 exec unshare --mount "$0" "${arguments[@]}"
fi
unset WANGCHUAN_OWN_BUS # or the platform would take it for a setting of its own
./wangchuan version > /dev/null # builds, if need be, with the machine as it is
mount -t tmpfs made /sys/bus
mkdir -p /sys/bus/usb/devices

source benchmarks/platform.sh
start_platform --trial
sign_in
load
session=$(awk '$6 ~ /session$/ {print $6 "=" $7}' "$work/cookies" | head -1)
"$JAVA_HOME/bin/java" -Xmx256m -cp "$classes:browser/target/classes" org.wangchuan.benchmarks.PlugBenchmark \
    "$base" "$rounds" "$session"
