#!/usr/bin/env bash
# Tests of the launcher, with a JDK and a Maven that are small scripts: they stand for the real ones in
# all that the launcher sees of them. No network, no root, a few seconds.
set -u
tree=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P) || exit 1
scratch=$(mktemp -d) || exit 1
started=()
finish() {
    local pid
    for pid in "${started[@]}"; do kill -KILL "$pid" 2>/dev/null; done
    rm -rf -- "$scratch"
}
trap finish EXIT

fail() {
    echo "not ok - $*"
    [[ -s $scratch/out ]] && sed 's/^/    out: /' "$scratch/out" >&2
    [[ -s $scratch/err ]] && sed 's/^/    err: /' "$scratch/err" >&2
}
expect() { # sentence, wanted, found
    if [[ $2 == "$3" ]]; then echo "ok - $1"; else fail "$1: expected '$2', found '$3'"; fi
}
expect_line() { # sentence, regular expression, file
    if grep -q -E -- "$2" "$3"; then echo "ok - $1"; else fail "$1: no line like '$2'"; fi
}

# A JDK of version $2 in folder $1.
make_jdk() {
    mkdir -p -- "$1/bin"
    printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
    printf '#!/bin/sh\n' >"$1/bin/javac"
    cat >"$1/bin/java" <<'JAVA'
#!/usr/bin/env bash
for word in "$@"; do
    case $word in
        -XX:AOTCacheOutput=*) touch -- "${word#*=}" && exit ;;
        */Modernize.java) exit ;;
    esac
done
until [[ $1 == org.wangchuan.cli/* ]]; do shift; done
shift
case $1 in
    say) shift; printf '%s\n' "$@" ;;
    home) dirname -- "$(dirname -- "$0")" ;;
    platform) ls "$WANGCHUAN_PLATFORM" ;;
    exit) exit "$2" ;;
    word) echo "$2" >&3; exit 70 ;;
    stuck) # as if a thread hung in the kernel: the last word is said, and nothing ends the process
        trap '' TERM INT HUP
        echo $$ >"$2"
        echo "$3" >&3
        while :; do sleep 1; done
        ;;
    wait) # ends in its own time after a signal
        trap 'sleep 0.5; echo "$code" >&3; exit "$code"' INT TERM
        code=$3
        echo $$ >"$2"
        while :; do sleep 0.1; done
        ;;
    cat) cat ;;
    descriptors) readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2 | xargs >"$2" ;;
esac
JAVA
    chmod +x "$1/bin/java" "$1/bin/javac"
}

# A checkout in folder $1, as small as the launcher permits.
make_checkout() {
    mkdir -p -- "$1/.mvn" "$1/cli/src/main" &&
        cp -R -- "$tree/wangchuan" "$tree/launcher" "$1/" &&
        touch -- "$1/pom.xml" "$1/cli/pom.xml" "$1/.mvn/jvm.config" "$1/cli/src/main/Source.java"
}

mkdir -p "$scratch/bin" "$scratch/home"
cat >"$scratch/bin/mvn" <<'MVN'
#!/usr/bin/env bash
echo build >>"$BUILDS"
env | grep '^WANGCHUAN_' >"$BUILDS.variables"
sleep "${BUILD_SECONDS:-0}"
[[ -z ${BUILD_BREAKS-} ]] || { echo "[ERROR] /x/Broken.java:[1,2] not a statement"; exit 1; }
mkdir -p cli/target/modules platform/target/jars lab/target
touch cli/target/modules/picocli-1.jar cli/target/wangchuan-cli-1.jar
touch platform/target/jars/spring-1.jar platform/target/wangchuan-platform-1.jar lab/target/wangchuan-lab-1.jar
MVN
chmod +x "$scratch/bin/mvn"
export PATH=$scratch/bin:$PATH HOME=$scratch/home BUILDS=$scratch/builds XDG_CACHE_HOME=$scratch/cache
unset SDKMAN_DIR
make_jdk "$scratch/jdk 25" 25.0.3
make_jdk "$scratch/jdk17" 17.0.21
export JAVA_HOME="$scratch/jdk 25"
checkout="$scratch/a checkout"
make_checkout "$checkout"
: >"$BUILDS"

run() { (cd -- "$scratch" && "$checkout/wangchuan" "$@") >"$scratch/out" 2>"$scratch/err"; }
builds() { grep -c build "$BUILDS"; }

WANGCHUAN_PLATFORM_JAVA_OPTIONS=-Xmx64m WANGCHUAN_METRICSPORT=9000 run say hello "two words" ''
expect "the first start builds and runs, in a path with a blank" 0 $?
expect "arguments come through as they are" $'hello\ntwo words\n' "$(cat "$scratch/out"; echo)"$'\n'
expect_line "it says that it builds" 'building' "$scratch/err"
expect "what is set for a run is not for the build" "" "$(cat "$BUILDS.variables")"
run say again
expect "the second start does not build" 1 "$(builds)"
expect "and says nothing of its own" "" "$(cat "$scratch/err")"

ln -s "$checkout/wangchuan" "$scratch/bin/wc-link"
ln -s wc-link "$scratch/bin/wc-link2"
expect "it runs through symbolic links, from any folder" "linked" "$(cd / && wc-link2 say linked 2>&1)"
expect "standard input comes through" "typed" "$(echo typed | "$checkout/wangchuan" cat 2>&1)"

"$checkout/wangchuan" exit 4 >&- 2>"$scratch/err"
expect "with a closed standard output the exit code comes through" 4 $?
expect "and the launcher does not stumble over it" "" "$(cat "$scratch/err")"
"$checkout/wangchuan" descriptors "$scratch/seen" <&- >&- 2>&-
expect "closed descriptors are opened on nothing, before a file can get their numbers" \
    "/dev/null /dev/full /dev/null" "$(cat "$scratch/seen")"

run platform
expect "the platform lies beside the commands, and they are told where" "spring-1.jar wangchuan-platform-1.jar" "$(xargs <"$scratch/out")"
run exit 4
expect "the exit code of the process comes through" 4 $?
run word 6
expect "the last word of the process comes first" 6 $?

sleep 0.01
echo 'class Source {}' >"$checkout/cli/src/main/Source.java"
run say changed
expect "a changed source is built" 2 "$(builds)"
rm -- "$checkout/cli/src/main/Source.java"
run say removed
expect "a removed source is built without" 3 "$(builds)"
touch -d '2001-01-01' "$checkout/cli/src/main/Old.java"
run say older
expect "a new source with an old date is built" 4 "$(builds)"
expect "builds that nobody uses are removed" 1 "$(find "$checkout/.wangchuan" -maxdepth 1 -name 'dist-*' | wc -l)"

touch "$checkout/cli/src/main/New.java"
BUILD_BREAKS=1 run say broken
expect "a build that fails is an error" 1 $?
expect_line "it shows the error with its file" 'Broken.java' "$scratch/err"
expect_line "and where the log is" 'log is .*/build.log' "$scratch/err"
run say repaired
expect "after the repair it runs" 0 $?

: >"$BUILDS"
touch "$checkout/cli/src/main/Both.java"
(BUILD_SECONDS=1 "$checkout/wangchuan" say one >"$scratch/one" 2>&1) &
(BUILD_SECONDS=1 "$checkout/wangchuan" say two >"$scratch/two" 2>&1) &
wait
expect "two starts at once build once" 1 "$(builds)"
expect "and both run" "one two" "$(tail -qn 1 "$scratch/one" "$scratch/two" | xargs)"

: >"$BUILDS"
touch "$checkout/cli/src/main/Cut.java"
BUILD_SECONDS=5 setsid "$checkout/wangchuan" say cut >/dev/null 2>&1 &
group=$!
sleep 0.7
kill -KILL -- "-$group"
wait "$group" 2>/dev/null
run say whole
expect "a build that was killed is done again" "whole" "$(cat "$scratch/out")"

# The pid of the process that the launcher started, when it has said it.
process_in() {
    local tries
    for ((tries = 0; tries < 1200; tries++)); do
        [[ -s $1 ]] && cat "$1" && return
        sleep 0.05
    done
}

rm -f "$scratch/pid"
seconds=$SECONDS
run stuck "$scratch/pid" 2
expect "it returns the last word of a process that cannot end" 2 $?
expect "and does not wait for it" yes "$( ((SECONDS - seconds < 60)) && echo yes)"
expect_line "and says that it is still there" 'has not ended yet' "$scratch/err"
started+=("$(process_in "$scratch/pid")")
kill -KILL "${started[-1]}"

# What it says of a process that does not end, whose threads wait in the kernel at looks that match $1.
said_of_waiting() {
    (
        say() { echo "$1"; }
        # shellcheck source=launcher/run.sh
        source "$tree/launcher/run.sh"
        sleep 60 &
        child=$!
        exec {status}< <(exec sleep 60)
        look=0
        looks=$1
        # shellcheck disable=SC2317 # called by wait_a_moment
        waits_in_kernel() { look=$((look + 1)) && [[ $look =~ $looks ]]; }
        wait_a_moment
        kill "$child" $!
    )
}
said_of_waiting '^[123]$' >"$scratch/hangs" &
said_of_waiting '^[13]$' >"$scratch/slow" &
wait
expect_line "a thread that waits in the kernel at every look is a drive that hangs" 'a drive hangs in the kernel' "$scratch/hangs"
expect_line "one that is seen waiting now and then is a busy machine" 'has not ended yet, after 6 seconds' "$scratch/slow"

for signal in INT TERM; do
    rm -f "$scratch/pid"
    # A shell that starts in the background ignores Ctrl-C for ever; setsid with a fresh shell does not.
    env --default-signal=INT,QUIT "$checkout/wangchuan" wait "$scratch/pid" 6 >"$scratch/out" 2>"$scratch/err" &
    launcher=$!
    started+=("$(process_in "$scratch/pid")")
    sleep 0.3 # the launcher sets its traps while the process starts
    kill -"$signal" "$launcher"
    wait "$launcher"
    expect "SIG$signal reaches the process, which ends in its own time" 6 $?
    for ((tries = 0; tries < 600; tries++)); do kill -0 "${started[-1]}" 2>/dev/null || break; sleep 0.1; done
    expect "and leaves nothing behind" gone "$(kill -0 "${started[-1]}" 2>/dev/null || echo gone)"
done

# Finding a JDK, among these folders alone.
find_among() { # value of JAVA_HOME, folders…
    (
        JAVA_HOME=$1
        shift
        # shellcheck source=launcher/jdk.sh
        source "$tree/launcher/jdk.sh"
        listed=("$@")
        # shellcheck disable=SC2317,SC2034 # called by find_jdk, which reads what it lists
        list_jdk_folders() { jdk_folders=("${listed[@]}"); }
        java_home=''
        find_jdk && echo "$java_home"
    )
}
make_jdk "$scratch/jdk27" 27-ea
make_jdk "$scratch/jdk8" 1.8.0_432
make_jdk "$scratch/jre25" 25.0.3 && rm "$scratch/jre25/bin/javac"
expect "JAVA_HOME is used if it is new enough" "$scratch/jdk27" "$(find_among "$scratch/jdk27" "$scratch/jdk 25")"
expect "an older JAVA_HOME is passed over" "$scratch/jdk 25" "$(find_among "$scratch/jdk17" "$scratch/jdk8" "$scratch/jdk 25")"
expect "a JAVA_HOME that is gone is passed over" "$scratch/jdk 25" "$(find_among /nowhere "$scratch/jdk 25")"
expect "of several JDKs the oldest that is new enough is taken" "$scratch/jdk 25" \
    "$(find_among '' "$scratch/jdk27" "$scratch/jdk 25" "$scratch/jdk17")"
# On a bare machine the folder of the JDK appears while the launcher runs.
expect "a JDK that was installed just now is found" "$scratch/home/.jdks/jdk-25" "$(
    mkdir -p "$scratch/home"
    # shellcheck disable=SC2030 # for this subshell alone
    HOME=$scratch/home JAVA_HOME=
    # shellcheck source=launcher/jdk.sh
    source "$tree/launcher/jdk.sh"
    eval "every_$(declare -f list_jdk_folders)"
    # shellcheck disable=SC2317,SC2034 # called by find_jdk; what this machine has itself is left out
    list_jdk_folders() {
        local folder all=()
        every_list_jdk_folders
        for folder in "${jdk_folders[@]}"; do [[ $folder == "$scratch"/* ]] && all+=("$folder"); done
        jdk_folders=("${all[@]}")
    }
    # shellcheck disable=SC2317 # called by require_jdk
    install_packages() { mkdir -p "$HOME/.jdks" && ln -s "$scratch/jdk 25" "$HOME/.jdks/jdk-25"; }
    require_jdk >&2 && echo "$java_home"
)"
expect "a run-time without a compiler does not count" "" "$(find_among '' "$scratch/jre25" "$scratch/jdk17")"

# What it says when a package is missing that it may not install.
asked() { # function that stands for is_unknown_package, function that stands for sudo; as another user than root
    (
        # shellcheck disable=SC2317 # called by ask_for_packages
        say() { echo "$1"; }
        # shellcheck source=launcher/jdk.sh
        source "$tree/launcher/jdk.sh"
        # shellcheck disable=SC2317 # called by ask_for_packages
        command() { [[ $2 == apt-get || $2 == "$sudo" ]]; }
        # shellcheck disable=SC2034 # read by command
        sudo=$2
        eval "is_unknown_package() { $1; }"
        # shellcheck disable=SC2034 # read by ask_for_packages
        root=/here jdk_needed=25
        ask_for_packages openjdk-25-jdk-headless maven
    )
}
expect "it says what to type" yes "$([[ $(asked false sudo) == *'apt-get install openjdk-25-jdk-headless maven'* ]] && echo yes)"
expect "where the release has no such JDK, it says where there is one" yes \
    "$([[ $(asked true sudo) == *'https://adoptium.net'*'JAVA_HOME=/path/to/jdk-25 /here/wangchuan version' ]] && echo yes)"
if ((EUID == 0)); then
    expect "root is not told to type sudo" "" "$(asked false none | grep -E 'sudo|su -c')"
else
    expect "without sudo it names su" yes "$([[ $(asked false none) == *"su -c '"* ]] && echo yes)"
    expect "with sudo it names sudo" yes "$([[ $(asked false sudo) == *'sudo apt-get'* ]] && echo yes)"
fi
touch "$checkout/cli/src/main/Words.java"
env -u LC_ALL -u LC_MESSAGES LANG=zh_CN.UTF-8 "$checkout/wangchuan" say words >"$scratch/out" 2>"$scratch/err"
expect_line "it speaks Chinese where the locale does" '正在构建' "$scratch/err"

# A disk that fills up during the copy is told in a few lines.
if ((EUID == 0)) && mkdir -p "$scratch/small" && mount -t tmpfs -o size=200k tmpfs "$scratch/small" 2>/dev/null; then
    make_checkout "$scratch/small/checkout"
    for i in $(seq 20); do echo "class C$i {}" >"$scratch/small/checkout/cli/src/main/C$i.java"; done
    head -c 1m /dev/zero >"$scratch/small/fill" 2>/dev/null
    "$scratch/small/checkout/wangchuan" say full >"$scratch/out" 2>"$scratch/err"
    expect "a full disk is an error" 1 $?
    expect_line "it says that the disk may be full" 'is the disk full|cannot write' "$scratch/err"
    expect "in a few lines" yes "$( (($(wc -l <"$scratch/err") < 8)) && echo yes)"
    umount "$scratch/small"
else
    echo "skip - a full disk (needs root)"
fi

# Users. A build of one user never lands in a folder of another.
if ((EUID == 0)); then
    chmod 755 "$scratch"
    make_checkout "$scratch/theirs"
    chown -R 65534:65534 "$scratch/theirs"
    "$scratch/theirs/wangchuan" say rooted >"$scratch/out" 2>"$scratch/err"
    expect "root starts the checkout of another user" "rooted" "$(cat "$scratch/out")"
    expect "and leaves nothing there" "" "$(find "$scratch/theirs" -user 0)"
    name=$scratch/theirs && name=${name//\//-} && rm -rf -- "/var/cache/wangchuan/builds/${name#-}"

    make_checkout "$scratch/roots"
    mkdir -p "$scratch/nobody" && chown 65534 "$scratch/nobody" && chmod 666 "$BUILDS"
    as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$scratch/nobody" XDG_CACHE_HOME="")
    "${as_nobody[@]}" "$scratch/roots/wangchuan" say read-only >"$scratch/out" 2>"$scratch/err"
    expect "a checkout that cannot be written is built under the cache" "read-only" "$(cat "$scratch/out")"
    "$scratch/roots/wangchuan" say root >/dev/null 2>&1
    : >"$BUILDS"
    "${as_nobody[@]}" "$scratch/roots/wangchuan" say shared >"$scratch/out" 2>"$scratch/err"
    expect "a build by the owner of the checkout serves others" "shared 0" "$(cat "$scratch/out") $(builds)"
else
    echo "skip - checkouts of other users (needs root)"
fi
