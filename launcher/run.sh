# shellcheck shell=bash
# Starts the commands and returns what they return.
#
# A drive can hang for ever inside the kernel, and then the process that waits for it cannot end,
# not even by SIGKILL. So the launcher does not wait for the process alone: the process says its
# exit code over a pipe as the last thing that it does, and the launcher returns on that word.

java_options() {
    options=(
        -XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -Xms24m -Xss512k -XX:ReservedCodeCacheSize=48m
        # Ctrl-\ lets the virtual machine print its threads, which must not land among the results.
        -Xlog:disable -Xlog:all=error:stderr -XX:+DisplayVMOutputToStderr
        # It would leave the command line, with its asset tag, in a file below /tmp.
        -XX:-UsePerfData
        --module-path "$1/modules" --enable-native-access=org.wangchuan.engine
    )
}

run_commands() {
    local out status child how code='' own_options
    java_options "$dist"
    if [[ -r $dist/start.aot ]]; then
        # A cache that does not fit this JDK is ignored in silence (AOTMode=auto).
        options+=(-XX:AOTCache="$dist/start.aot")
    fi
    # Passes, and a log that is read as a whole, need the optimizing compiler; without it a pass is ten times
    # slower. All else is over before that compiler pays. It is not to compile ahead what the rehearsal
    # found hot: that competes with the start, and the hot loops of a pass are compiled in milliseconds.
    case ${1-} in
        # The bench agent erases as well, several lanes at once, and keeps certificates in its hands.
        up | station) options+=(-Xmx192m -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining) ;;
        erase | log) options+=(-Xmx96m -XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining) ;;
        # Files from anybody are read here; they may be large, and nothing is measured by it.
        *) options+=(-Xmx384m -XX:TieredStopAtLevel=1) ;;
    esac
    # Last, so that they win: for whoever measures, or starts many commands that erase little.
    read -r -a own_options <<<"${WANGCHUAN_JAVA_OPTIONS-}"
    options+=("${own_options[@]}")
    unset WANGCHUAN_JAVA_OPTIONS # or the platform would take it for a setting of its own
    # The language is ours to choose the words by; file names are bytes, read as UTF-8 anywhere.
    export WANGCHUAN_LANG=${LC_ALL:-${LC_MESSAGES:-${LANG-}}}
    unset LC_ALL
    export LC_CTYPE=C.UTF-8 WANGCHUAN_STATUS_FD=3 WANGCHUAN_COMMAND=$0 WANGCHUAN_PLATFORM=$dist/platform
    export -n JAVA_TOOL_OPTIONS 2>/dev/null

    exec {out}>&1
    # A process in the background would ignore Ctrl-C; the trap gives it back.
    exec {status}< <(
        trap - INT QUIT TERM HUP
        exec 3>&1 1>&"$out" {out}>&-
        exec "$java_home/bin/java" "${options[@]}" -m org.wangchuan.cli/org.wangchuan.cli.Main "$@"
    )
    child=$!
    exec {out}>&-
    # The terminal sends Ctrl-C to both; a second one to the process is harmless there.
    for how in INT TERM HUP; do
        # shellcheck disable=SC2064 # the process is known now
        trap "kill -$how $child 2>/dev/null" "$how"
    done
    until read -r -u "$status" code || ! kill -0 "$child" 2>/dev/null; do
        [[ -n $code ]] && break
    done
    if [[ -n $code ]]; then
        wait_a_moment
        exit "$code"
    fi
    wait "$child"
    how=$?
    while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        how=$?
    done
    exit "$how"
}

# Whether the thread with the status file $1 waits in the kernel for something that no signal ends (proc(5), state D).
waits_in_kernel() { grep -qs '^State:[[:space:]]*D' "$1"; }

# Lets a process that has said its last word end: then its end of the pipe closes, and all that is left is
# to take it off the list of processes. One that cannot end is left to the kernel; one that is only slow, on a
# busy machine, is given as much time, and nothing is said of drives: there any thread waits for a disk now and
# then, but hardly the same one at each look.
wait_a_moment() {
    local tries thread still waiting=("/proc/$child/task/"*/status)
    for tries in 1 2 3; do
        if read -r -t 2 -u "$status" _ || (($? <= 128)); then
            wait "$child" 2>/dev/null
            return
        fi
        still=()
        for thread in "${waiting[@]}"; do waits_in_kernel "$thread" && still+=("$thread"); done
        waiting=("${still[@]}")
    done
    if ((${#waiting[@]})); then
        say "the process $child cannot end: a drive hangs in the kernel. It ends when the drive answers or is unplugged." \
            "进程 $child 无法结束：有硬盘在内核中没有应答。硬盘应答或拔下后它即结束。"
        return
    fi
    say "the process $child has not ended yet, after $((2 * tries)) seconds; its answer is complete." \
        "$((2 * tries)) 秒后进程 $child 仍未结束；其答案是完整的。"
}
