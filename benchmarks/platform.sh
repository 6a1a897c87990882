# shellcheck shell=bash
# Sourced by those that measure a platform, in the root of the checkout: one that `up` starts with its database, durable, in a folder of its
# own on a disk as in life, and what they ask of it. The caller sets $port and $dir, and may set limits in the environment before
# start_platform: all load comes from one address here.
# shellcheck source=benchmarks/java.sh
source benchmarks/java.sh

./wangchuan version > /dev/null # builds, if need be
[ -f benchmarks/target/classes/org/wangchuan/benchmarks/StatementBenchmark.class ] || mvn -q -pl benchmarks -am compile
libraries=$(mvn -q -f benchmarks/pom.xml -pl :wangchuan-benchmarks help:evaluate -Dexpression=settings.localRepository -DforceStdout)
jar() { ls "$libraries/$1"/*/*.jar | sort -V | tail -1; }
classes=benchmarks/target/classes:proof/target/classes:canonical/target/classes:$(jar org/bouncycastle/bcprov-jdk18on)

work=$(mktemp -d "${dir:?}/benchmark.XXXXXX") # $work/data is the platform's, $work/out what it says
signed=$(mktemp -d /dev/shm/benchmark.XXXXXX) # the load's own files: they are not what is measured
base=http://localhost:${port:?}
up= beside=
tree() { # all processes below one
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do tree "$child"; done
}
clean() {
    [ -z "$beside" ] || kill -TERM "$beside" 2> /dev/null || true
    [ -z "$up" ] || kill -TERM "$up" 2> /dev/null || true
    wait 2> /dev/null || true
    rm -rf -- "$work" "$signed"
}
trap clean EXIT
start_platform() { # with what `up` is to be given besides
    WANGCHUAN_HOME=$work/station ./wangchuan up --sample --port "$port" --data "$work/data" "$@" > "$work/out" 2>&1 &
    up=$!
    until link=$(grep -o 'http://localhost:[0-9]*/enrol/[A-Za-z0-9_-]*' "$work/out"); do
        kill -0 "$up" 2> /dev/null || { cat "$work/out" >&2; exit 1; }
        sleep 0.2
    done
}
idle_station() { # before start_platform: the station of `up` believes that it works for somebody else
    mkdir -p "$work/station/agent"
    printf '%s' '{"address":"http://127.0.0.1:9","format":"wangchuan-pairing/v1","isOfThisMachine":false,"name":"idle","site":"00000000-0000-4000-8000-000000000000","station":"00000000-0000-4000-8000-000000000000","token":"none"}' > "$work/station/agent/pairing.json"
}
database() {
    PGPASSWORD=$(cat "$work/data/postgres.password") psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(sed -n 4p "$work/data/postgres/postmaster.pid")" -U postgres wangchuan "$@"
}
pairing_codes() { # as many, into $signed/codes: a station may ask 6,000 times a minute, so much load comes from several
    local i code
    for ((i = 0; i < $1; i++)); do echo "load-pairing-code-of-station-$i"; done > "$signed/codes"
    while read -r code; do
        echo "INSERT INTO identity.pairing_code SELECT sha256('$code'::bytea), s.id, now(), now() + interval '10 minutes' FROM identity.site s ORDER BY s.created_at LIMIT 1;"
    done < "$signed/codes" | database
}
page() { curl -s -b "$work/cookies" -c "$work/cookies" "$@"; }
sign_in() { # the administrator of the sample, who has all roles and sees all sites; only of a trial, where a link is enough
    local token
    token=$(page "$link" | grep -o 'name="_csrf" value="[^"]*"' | head -1 | sed 's/.*value="//; s/"$//')
    page -o /dev/null --data-urlencode "_csrf=$token" "$link"
    [ "$(page -o /dev/null -w '%{http_code}' "$base/bench")" = 200 ] || { echo "could not sign in" >&2; exit 1; }
    until [ "$(database -At -c "SELECT count(*) FROM identity.station WHERE seen_at IS NOT NULL")" = 1 ]; do sleep 0.2; done
}
ticks() { # of all processes of the platform together
    local pid sum=0
    for pid in $(tree "$up"); do
        sum=$((sum + $(awk '{print $14 + $15}' "/proc/$pid/stat" 2> /dev/null || echo 0)))
    done
    echo "$sum"
}
platform_process() {
    local pid
    for pid in $(tree "$up"); do
        if tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | grep -q 'platform.*PlatformApplication\|wangchuan.platform'; then echo "$pid"; fi
    done | tail -1
}
peak_memory() {
    awk '/VmHWM/ {printf "peak memory of the platform: %d MiB\n", $2 / 1024}' "/proc/$(platform_process)/status"
}
load() { echo "load $(cut -d' ' -f1-2 /proc/loadavg) before"; }
