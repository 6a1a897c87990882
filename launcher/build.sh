# shellcheck shell=bash
# Builds the commands from a copy of the sources, so that nothing in the checkout changes and a
# build that is interrupted leaves only a copy that the next one overwrites.

build_log=
copy_sources() {
    local work=$1
    rm -rf -- "$work/new" && mkdir -p -- "$work/new" &&
        (cd -- "$root" && tar -cf - --exclude=target pom.xml .mvn ./*/pom.xml ./*/src/main) |
        tar -xf - -C "$work/new" 2>&1 | sed -n 1,2p >&2
    # On a full disk tar complains of every file; two are enough, and its exit code is what counts.
    [[ ${PIPESTATUS[*]} == '0 0 0' ]]
}

# Runs Maven in folder $1 with a line of progress; what it says goes to the log.
run_maven_build() {
    local pid line shown='' preparing
    preparing=$(say preparing 准备中 2>&1)
    preparing=${preparing#wangchuan: }
    (
        cd -- "$1" || exit
        # What is set for a run is not for the build: the platform is started by it once, and would take a
        # variable of ours for a setting that it does not know.
        unset "${!WANGCHUAN_@}"
        # Without the checks of our own sources: they are for those who change them, and a newer
        # JDK may warn of something that this one does not.
        JAVA_HOME=$java_home exec mvn -B -ntp -T 1C -pl cli,platform,lab -am package -Dmaven.test.skip=true \
            -Dcompile.warnings.fail=false -Dcompile.checks=-XDchecks=none
    ) >"$build_log" 2>&1 </dev/null 8>&- &
    pid=$!
    trap 'kill $pid 2>/dev/null; exit 130' INT
    trap 'kill $pid 2>/dev/null; exit 143' TERM HUP
    if [[ -t 2 ]]; then
        while kill -0 "$pid" 2>/dev/null; do
            line=$(grep -o 'Building Wangchuan.*' -- "$build_log" | tail -n 1 | tr -s ' ')
            [[ $line != "$shown" ]] && printf '\r\033[Kwangchuan: %s' "${line:-$preparing}" >&2
            shown=$line
            sleep 0.3
        done
        printf '\r\033[K' >&2
    fi
    wait "$pid"
}

# Whether less than a mebibyte is left at folder $1.
is_full() {
    local free
    free=$(df -Pk -- "$1" 2>/dev/null | awk 'NR == 2 { print $4 }')
    [[ -n $free ]] && ((free < 1024))
}

build_failed() {
    # The first errors, with their files; Maven's own advice on Maven helps nobody here.
    grep -E '^\[ERROR\] [^[]' -- "$build_log" | grep -v -E 'Re-run Maven|To see the full|For more information|mvn <args>|resuming|the problems' |
        head -n 12 | cut -c 1-240 >&2
    grep -q '^\[ERROR\]' -- "$build_log" || tail -n 20 -- "$build_log" >&2
    say "the build failed; the whole log is $build_log" "构建失败；完整记录在 $build_log"
    if grep -q -E 'Could not (transfer|find) artifact|Unknown host|Connection (refused|timed out)' -- "$build_log"; then
        say "Maven Central could not be reached for a library: check the network or the proxy in ~/.m2/settings.xml, then start again" \
            "无法从 Maven Central 取得某个库：请检查网络或 ~/.m2/settings.xml 中的代理，然后重新启动"
    elif grep -q -E 'No space left on device|Disk quota exceeded' -- "$build_log" 2>/dev/null || is_full "$state"; then
        say "the disk of $state is full: make room, then start again" \
            "$state 所在的磁盘已满：请腾出空间，然后重新启动"
    else
        say "start again to build again; if the sources are unchanged, report the log" \
            "重新启动即再次构建；若源码未改动，请报告该记录"
    fi
    exit 1
}

# Old builds that no running command uses. The lock is on the file that use_dist locks.
remove_idle_builds() {
    local old current
    current=$(readlink -f -- "$state/dist")
    for old in "$state"/dist-*; do
        [[ $old -ef $current || ! -d $old ]] && continue
        if [[ ! -e $old/fingerprint ]]; then
            rm -rf -- "$old"
        else
            (flock -x -n 7 && rm -rf -- "$old") 7<"$old/fingerprint"
        fi
    done
}

# picocli's classes are of Java 5; without stack maps they stay out of the start cache.
modernize() {
    "$java_home/bin/java" "$root/launcher/Modernize.java" "$1"/picocli-*.jar >>"$build_log" 2>&1 ||
        say "picocli was left as it is (see $build_log); commands start slower" \
            "picocli 未能改写（见 $build_log）；命令启动会较慢"
}

# One run that fills the cache of loaded and linked classes (JEP 483, JEP 514). A build without
# the cache works, only slower, so a failure here is no failure of the build.
train() {
    local folder=$1 rehearsal
    rehearsal=$(mktemp -d) || return 0
    (
        java_options "$folder"
        "$java_home/bin/java" "${options[@]}" -XX:AOTCacheOutput="$folder/start.aot" \
            -m org.wangchuan.cli/org.wangchuan.cli.Main rehearse "$rehearsal"
    ) >>"$build_log" 2>&1 </dev/null || say "no start cache was made (see $build_log); commands start slower" \
        "未能生成启动缓存（见 $build_log）；命令启动会较慢"
    rm -rf -- "$rehearsal"
}

# The same for the platform, with a database of its own for that run.
train_platform() {
    local folder=$1 rehearsal
    rehearsal=$(mktemp -d) || return 0
    "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx384m -Xss512k -XX:-UsePerfData \
        --enable-native-access=ALL-UNNAMED -XX:AOTCacheOutput="$folder/platform.aot" -cp "$(platform_class_path "$folder/platform")" \
        org.wangchuan.platform.Rehearsal "$rehearsal/data" >>"$build_log" 2>&1 </dev/null ||
        say "no start cache was made for the platform (see $build_log); it starts slower" \
            "未能为平台生成启动缓存（见 $build_log）；平台启动会较慢"
    rm -rf -- "$rehearsal"
}

# In one order everywhere: the cache is good for that order only.
platform_class_path() {
    local LC_ALL=C jars=("$1"/*.jar) IFS=:
    printf '%s' "${jars[*]}"
}

build_dist() {
    local started=$SECONDS folder
    umask 022
    mkdir -p -- "$state" || {
        say "cannot write to $state" "无法写入 $state"
        exit 1
    }
    exec 8>"$state/lock"
    flock -n 8 || {
        say "another ./wangchuan is building; waiting for it" "另一个 ./wangchuan 正在构建；等待中"
        flock 8
    }
    if [[ -r $state/dist/fingerprint && $(<"$state/dist/fingerprint") == "$fingerprint" ]]; then
        exec 8>&-
        return
    fi

    build_log=$state/build.log
    say "building (on first use, and after a change of the sources; log: $build_log)" \
        "正在构建（首次使用时，以及源码改动之后；记录：$build_log）"
    [[ -f $state/.gitignore ]] || echo '*' >"$state/.gitignore"
    copy_sources "$state/work" || {
        say "cannot copy the sources to $state/work (is the disk full?)" "无法把源码复制到 $state/work（磁盘已满？）"
        exit 1
    }
    run_maven_build "$state/work/new" || build_failed

    folder=$(mktemp -d "$state/dist-XXXXXX") || exit 1
    chmod 755 "$folder"
    mkdir -p "$folder/modules"
    cp -- "$state"/work/new/cli/target/{modules,.}/*.jar "$folder/modules/" || build_failed
    # The platform is a process of its own, on a class path of its own: see decision 0041.
    mkdir -p "$folder/platform"
    cp -- "$state"/work/new/platform/target/{jars,.}/*.jar "$folder/platform/" || build_failed
    # The virtual bench (decision 0110) is for this checkout alone: nothing of it is among the modules.
    mkdir -p "$folder/lab"
    cp -- "$state"/work/new/lab/target/*.jar "$folder/lab/" || build_failed
    modernize "$folder/modules"
    train "$folder" &
    train_platform "$folder"
    wait $!
    printf '%s\n' "$fingerprint" >"$folder/fingerprint"
    ln -sfn -- "${folder##*/}" "$state/dist.new" || build_failed
    mv -T -- "$state/dist.new" "$state/dist" || build_failed
    rm -rf -- "$state/work"
    remove_idle_builds
    exec 8>&-
    say "built in $((SECONDS - started)) s" "构建完成，用时 $((SECONDS - started)) 秒"
}
