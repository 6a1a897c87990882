package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.guest.Guest;

/** What a guest does to erase many drives in one run of the product, to stop it, and to go on. */
final class LaneScript {
    /** Longer than any lane here takes by itself; it only keeps a fault of ours from lasting for ever. */
    private static final int LOOKS_MAX = 1800;

    private LaneScript() {}

    /** The functions that the rest of a script calls. */
    static String functions() {
        return """
                mkdir -p /mnt/receipts
                stamped() { while IFS= read -r line; do read now _ < /proc/uptime; echo "$now $line"; done; }
                begin() { # NAME OPTION...: erases what /mnt/NAME.targets names
                    name=$1; shift
                    mkfifo %1$s/$name.pipe
                    stamped < %1$s/$name.pipe > /mnt/$name.lines &
                    : > %1$s/$name.status
                    read begun _ < /proc/uptime
                    export WANGCHUAN_STATUS_FD=3
                    wangchuan erase $(cat /mnt/$name.targets) --patience 60 --witness-seconds 0 --out /mnt/receipts --json "$@" \\
                        > /mnt/$name.json 2> %1$s/$name.pipe 3> %1$s/$name.status &
                    lanes=$!
                }
                end() { # Waits for the last word of the product, as its launcher does, and then for its end, which a drive may keep it from.
                    for time in $(seq %2$d); do
                        [ -s %1$s/$name.status ] && break
                        kill -0 $lanes 2> /dev/null || break
                        sleep 1
                    done
                    read ended _ < /proc/uptime
                    code=$(cat %1$s/$name.status)
                    for time in $(seq 20); do kill -0 $lanes 2> /dev/null || break; sleep 1; done
                    left=ended; kill -0 $lanes 2> /dev/null && left=hangs
                    echo "begun=$begun ended=$ended told=${told:-$begun} code=$code process=$left" > /mnt/$name.run
                    told=
                }
                tell() { # COUNT LINES: when so many lanes have ended, and so many lines were written since, it is told to stop.
                    for time in $(seq %2$d); do
                        [ $(grep -c ': ended' /mnt/$name.lines) -ge $1 ] && break
                        kill -0 $lanes 2> /dev/null || break
                        sleep 1
                    done
                    written=$(grep -c . /mnt/$name.lines)
                    for time in $(seq %2$d); do
                        [ $(grep -c . /mnt/$name.lines) -ge $((written + $2)) ] && break
                        kill -0 $lanes 2> /dev/null || break
                        sleep 1
                    done
                    read told _ < /proc/uptime
                    pkill -TERM -f org.wangchuan.cli.Main
                }
                """.formatted(Guest.SCRATCH, LOOKS_MAX);
    }

    /** From now on a drive that tells nothing new is given so long, seconds. */
    static String patient(int standstillSeconds) {
        return "export %s=%d\n".formatted(ManyLanes.STANDSTILL, standstillSeconds);
    }

    /** Begins a run on these drives. */
    static String begin(String name, List<LaneDrive> drives, String options) {
        StringBuilder out = new StringBuilder();
        for (LaneDrive drive : drives) {
            out.append("echo \"$(cat /mnt/%s.path) --confirm %s\" >> /mnt/%s.targets%n"
                    .formatted(drive.name(), drive.serial(), name));
        }
        return out + "begin %s %s%n".formatted(name, options);
    }
}
