package org.wangchuan.lab.scenario;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.lab.guest.Guest;

/** What a guest does with SCSI and ATA drives: starts the program that they are, and has hdparm and sg3-utils tell them to erase themselves. */
final class LoopScript {
    private static final int READY_SECONDS = 300;

    private LoopScript() {}

    private static String argument(String name, Scenario scenario, String serial, Path cells) {
        return " %s %s %s %s/cells/%s".formatted(name, scenario.name(), serial, Guest.SHARED, cells.getFileName());
    }

    /** Starts all of them, and waits until the kernel has them. */
    static String start(List<MadeDrive> drives) {
        StringBuilder arguments = new StringBuilder(Guest.SHARED);
        drives.forEach(one -> arguments.append(argument(one.name(), one.scenario(), one.serial(), one.cells())));
        StringBuilder kept = new StringBuilder();
        drives.stream()
                .filter(one -> one.scenario().order() == Order.ATA_SANITIZE_FREEZE)
                .forEach(one -> kept.append("ata_antifreeze %s\n".formatted(one.name())));
        return start(arguments.toString()) + kept;
    }

    /** The same of drives for many lanes. */
    static String startLanes(List<LaneDrive> drives) {
        StringBuilder arguments = new StringBuilder(Guest.SHARED);
        drives.forEach(one -> arguments.append(argument(one.name(), one.scenario(), one.serial(), one.cells())));
        return start(arguments.toString());
    }

    private static String start(String arguments) {
        return """
                for one in target_core_user tcm_loop sd_mod sg; do modprobe $one; done
                mount -t configfs config /sys/kernel/config
                %1$s/bin/java -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=%2$s \\
                    --enable-native-access=ALL-UNNAMED -cp '%3$s' %4$s %5$s > %6$s/drives.txt 2>&1 &
                for time in $(seq %7$d); do [ -e %6$s/drives.ready ] && break; sleep 1; done
                loop_order() { # NAME COMMAND...
                    name=$1; shift
                    path=$(cat /mnt/$name.path) || return
                    timeout 20 "$@" $path > /mnt/$name.ordered 2>&1
                    echo $? > /mnt/$name.code
                }
                ata_password() { # NAME
                    path=$(cat /mnt/$1.path) && hdparm --user-master u --security-set-pass lab $path > /mnt/$1.password 2>&1
                }
                ata_antifreeze() { # NAME
                    path=$(cat /mnt/$1.path) && hdparm --yes-i-know-what-i-am-doing --sanitize-antifreeze-lock $path > /mnt/$1.antifreeze 2>&1
                }
                loop_uncached() { # nothing to be flushed when the machine goes to sleep: the drives' program stands still by then
                    for one in /sys/class/scsi_disk/*/cache_type; do echo 'temporary write through' > $one; done
                }
                ata_told() { # NAME
                    path=$(cat /mnt/$1.path) || return
                    hdparm -I $path > /mnt/$1.identify 2>&1
                    timeout 10 hdparm --sanitize-status $path > /mnt/$1.log 2>&1 || echo gone >> /mnt/$1.log
                }
                scsi_told() { # NAME
                    path=$(cat /mnt/$1.path) || return
                    timeout 10 sg_requests $path > /mnt/$1.log 2>&1 || echo gone >> /mnt/$1.log
                }
                """.formatted(
                                System.getProperty("java.home"),
                                Guest.SCRATCH,
                                classPath(),
                                GuestDrives.class.getName(),
                                arguments,
                                Guest.SHARED,
                                READY_SECONDS)
                + PsidScript.TOLD;
    }

    static String classPath() {
        return Path.of(LoopScript.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    static String order(MadeDrive drive) {
        Order order = drive.scenario().order();
        return (order.setsPassword() ? "ata_password %s\n".formatted(drive.name()) : "")
                + PsidScript.label(drive)
                + "loop_order %s %s\n".formatted(drive.name(), order.command());
    }

    static String told(MadeDrive drive) {
        if (drive.psid().isPresent()) {
            return PsidScript.told(drive);
        }
        return "%s %s\n".formatted(drive.scenario().family() == Family.ATA ? "ata_told" : "scsi_told", drive.name());
    }
}
