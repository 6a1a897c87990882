# shellcheck shell=bash
# `./wangchuan test`: everything that CI runs. The last line is `N passed, N failed, N skipped`, and
# the exit code is 0 only if something ran and nothing failed.

test_help() {
    cat <<'END'
Usage: ./wangchuan test [--fast | --long]

Runs the checks of form, the whole build with all tests, the tests of the launcher, and the
commands of the README.

  --fast   less than three minutes, needs no root and installs nothing: leaves out the tests
           tagged `slow` and `long`
  --long   everything, also what takes hours (hundreds of kills, long fuzzing)

Without an option the tests tagged `long` are left out. Tests that need root or a device fail
when they have neither: run as root, best in a machine of their own. Debian packages that the tests
need (scripts/test-packages.txt) are installed first, if this user may.

A test with a browser, a server or a machine that failed is run once more; what passes only then is
told at the end, and more than three of them are a failure.

The last line is `N passed, N failed, N skipped`; the exit code is 0 only if nothing failed.
END
}

passed=0 failed=0 skipped=0
failures=() # their names, told again at the end, for Maven says much
flaky=()    # what passed only when it was run again; a few are told, more are a failure (decision 0129)
flaky_max=3

# Runs a check that counts as one test.
check() {
    local name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        failures+=("$name")
    fi
}

# Adds what a script has said: `ok - …`, `not ok - …` and `skip - …`.
count_lines() {
    local line
    while IFS= read -r line; do
        case $line in
            'ok - '*) passed=$((passed + 1)) ;;
            'not ok - '*) failed=$((failed + 1)) && failures+=("${line#not ok - }") ;;
            'skip - '*) skipped=$((skipped + 1)) && say "skipped: ${line#skip - }" ;;
        esac
    done
}

# Runs a script that says these, and counts.
check_script() { count_lines < <(bash "$@" || echo "not ok - $1 ended early"); }

missing_packages() {
    local name
    while read -r name _; do
        [[ -z $name || $name == '#'* ]] && continue
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || echo "$name"
    done <"$root/scripts/test-packages.txt"
}

# On a machine with systemd the package of adbd starts a shell of root's for whoever reaches its port, and that of usbmuxd pairs with each
# iPhone; that of smartmontools asks every drive, again and again. The tests start their own; whoever had the packages before keeps what they do.
keep_services_off() {
    local prefix name
    [[ -d /run/systemd/system ]] || return 0
    prefix=$(root_prefix) || return 0
    # shellcheck disable=SC2086 # the prefix is words
    for name in "$@"; do
        case $name in
            adbd | usbmuxd | smartmontools) $prefix systemctl mask --quiet "$name.service" || say "could not keep $name.service from starting" ;;
        esac
    done
}

require_test_packages() {
    local missing
    if ! command -v dpkg-query >/dev/null; then
        say "not a Debian system: the tests need the programs of the packages in scripts/test-packages.txt"
        return
    fi
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} == 0)) && return
    keep_services_off "${missing[@]}"
    install_packages "${missing[@]}"
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} == 0)) || ask_for_packages "${missing[@]}"
}

# The tests leave files in the tree. In a checkout of somebody else they run in a copy.
choose_test_tree() {
    tree=$root
    [[ -O $root && -w $root ]] && return
    state_in_cache
    tree=$state/test
    say "this checkout belongs to another user; testing a copy in $tree"
    rm -rf -- "$tree" && mkdir -p -- "$tree" &&
        (cd -- "$root" && tar -cf - --exclude=target --exclude=.wangchuan --exclude=.git .) | tar -xf - -C "$tree" --no-same-owner
}

# What is written, synced, killed and looked at again needs no disk: also a file system in memory outlives a process (decision 0156). Only where
# there is plenty, also for whoever may use but a part of the machine; else the tests take longer.
mount_memory() {
    local available limit
    ((EUID == 0)) || return 0
    sweep_memory
    available=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
    limit=$(cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | grep -E '^[0-9]+$' | sort -n | head -1)
    ((${available:-0} >= 14 << 20 && ${limit:-$((1 << 60))} >= 14 << 30)) || return 0
    mkdir -- "$scratch/memory"
    if mount -t tmpfs -o size=8g,mode=1777 wangchuan-test "$scratch/memory" 2>/dev/null; then
        memory=$scratch/memory
        # shellcheck disable=SC2034 # open, and so in use, as long as this runs
        exec {memory_held}>"$memory/held"
    fi
}

# Of runs that were killed. That of one that runs beside this one is in use.
sweep_memory() {
    local left
    while read -r left; do
        umount -- "$left" 2>/dev/null && rmdir -- "$left"
    done < <(awk '$1 == "wangchuan-test" { print $2 }' /proc/mounts)
}

leave_scratch() {
    [[ -z $memory ]] || umount --lazy -- "$memory"
    rm -rf -- "$scratch"
}

run_shellcheck() {
    (cd -- "$tree" && shellcheck -a -x wangchuan && shellcheck -x .ci/run scripts/*-test.sh image/root/init image/root/session)
}

run_maven_tests() {
    (
        cd -- "$tree" || exit
        rm -rf -- */target/surefire-reports
        # Not with -Dmaven.test.failure.ignore: it also swallows a crash of the tests' process.
        JAVA_HOME=$java_home mvn -B -ntp --fail-at-end "${maven_options[@]}" verify "-Dtest.excluded.groups=$1" -Dtest.reruns=1 \
            ${memory:+"-Dtest.memory=$memory"}
    )
}

# A line for each test with one of these elements in its report (as of a regular expression): its name, where in it, and what was wrong.
# Who reads the end of a long output has to see why.
java_tests_with() {
    cat -- "$tree"/*/target/surefire-reports/TEST-*.xml 2>/dev/null | awk -v begins="<($1)[ >]" -v ends="</($1)>" '
        function attribute(line, name) {
            if (!match(line, " " name "=\"[^\"]*\"")) return ""
            return substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
        }
        function plain(text) {
            gsub(/&#(10|13|9);/, " ", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text)
            gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text); gsub(/&amp;/, "\\&", text)
            return substr(text, 1, 300)
        }
        function tell() {
            if (what != "") print class "." test place ": " what
            what = ""
        }
        /<testcase / {
            tell()
            class = attribute($0, "classname"); test = attribute($0, "name"); file = class
            sub(/.*\./, "", file); sub(/\$.*/, "", file)
        }
        $0 ~ begins {
            tell(); place = ""
            what = plain(attribute($0, "type") " " attribute($0, "message"))
        }
        what != "" && place == "" && (at = index($0, "(" file ".java:")) {
            place = substr($0, at + length(file) + 7); sub(/\).*/, "", place); place = ":" place
        }
        $0 ~ ends { tell() }
        END { tell() }'
}

# Adds what the reports of the Java tests say.
count_java_tests() {
    local suite word
    local -A count
    while read -r suite; do
        for word in tests errors failures skipped; do
            [[ $suite =~ \ $word=\"([0-9]+)\" ]] && count[$word]=$((${count[$word]-0} + BASH_REMATCH[1]))
        done
    done < <(cat -- "$tree"/*/target/surefire-reports/TEST-*.xml 2>/dev/null | tr '\n' ' ' | grep -o '<testsuite [^>]*>')
    # Which Java tests: Surefire names them in the tests' own output, far above.
    while read -r word; do failures+=("$word"); done < <(java_tests_with 'failure|error')
    while read -r word; do flaky+=("$word"); done < <(java_tests_with 'flakyFailure|flakyError')
    local bad=$((${count[errors]-0} + ${count[failures]-0}))
    passed=$((passed + ${count[tests]-0} - bad - ${count[skipped]-0}))
    failed=$((failed + bad))
    skipped=$((skipped + ${count[skipped]-0}))
    java_tests=${count[tests]-0}
    java_bad=$bad
}

run_all_tests() {
    # Two modules at once. Those that look at the machine's devices (engine, station, cli, acceptance) need each other,
    # so they never run at the same time.
    local excluded=long tier=${1-} name launcher_tests maven_options=(-T 2)
    case $tier in
        '') ;;
        --fast)
            excluded=slow,long
            ;;
        --long) excluded='' ;;
        -h | --help)
            test_help
            return 0
            ;;
        *)
            test_help >&2
            return 1
            ;;
    esac
    [[ $tier == --fast ]] || require_test_packages
    require_jdk
    require_maven
    choose_test_tree

    # The tests have a station of their own, never the one of this machine.
    scratch=$(mktemp -d) || return 1
    memory=''
    trap leave_scratch EXIT
    mount_memory
    export WANGCHUAN_HOME=$scratch/station

    if command -v shellcheck >/dev/null; then
        check "shell scripts are clean" run_shellcheck
    else
        say "skipped: shell scripts are clean (no shellcheck here)"
        skipped=$((skipped + 1))
    fi
    # They mostly wait, so they do it beside what follows.
    (bash "$tree/scripts/launcher-test.sh" || echo "not ok - the tests of the launcher ended early") >"$scratch/launcher" &
    launcher_tests=$!
    check "sources are formatted" env -C "$tree" JAVA_HOME="$java_home" mvn -q -B -ntp spotless:check
    # Built before the tests, because some start the real commands.
    check "the commands build" "$tree/wangchuan" version
    wait "$launcher_tests"
    count_lines <"$scratch/launcher"

    local maven_failed=0
    run_maven_tests "$excluded" || maven_failed=1
    count_java_tests
    if ((maven_failed && java_bad == 0)); then
        failed=$((failed + 1))
        failures+=("the build (see above)")
    fi
    if ((java_tests == 0)); then
        failed=$((failed + 1))
        failures+=("no Java test ran")
    fi
    check_script "$tree/scripts/live-image-test.sh"
    check_script "$tree/scripts/readme-test.sh" "$tier"

    for name in "${flaky[@]}"; do say "PASSED AT THE SECOND TRY: $name"; done
    if ((${#flaky[@]} > flaky_max)); then
        failed=$((failed + 1))
        failures+=("${#flaky[@]} tests passed only when they were run again; at most $flaky_max may")
    fi
    for name in "${failures[@]}"; do say "FAILED: $name"; done
    echo "$passed passed, $failed failed, $skipped skipped"
    ((failed == 0))
}
