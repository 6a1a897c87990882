package org.wangchuan.lab.fault;

import java.util.List;

/**
 * A disk of the kernel's {@code scsi_debug}, with memory of its own behind it (drivers/scsi/scsi_debug.c).
 *
 * @param load how the module is loaded, which is for all disks of a machine
 * @param errors what this disk answers to some commands
 * @param bad the blocks that can't be read for good
 */
public record ScsiDebug(Load load, List<Answer> errors, List<Blocks> bad) implements Fault {
    /** Keeps its own lists. */
    public ScsiDebug {
        errors = List.copyOf(errors);
        bad = List.copyOf(bad);
    }

    /** How the module is loaded, and what it is told once its disks are full. */
    public enum Load {
        /** It takes unmapping, and promises nothing of what is read afterwards. */
        PLAIN("lbprz=0", "opts", 0, 0),
        /** The same, with a second for each command; 250 ticks are one (CONFIG_HZ of Debian's kernel). */
        SLOW("lbprz=0", "delay", 250, 1),
        /** Reads of {@link #UNREADABLE} fail. */
        UNREADABLE_BLOCKS(
                "medium_error_start=%d medium_error_count=%d".formatted(UNREADABLE.first(), UNREADABLE.count()),
                "opts",
                2,
                0);

        private final String words;
        private final String setting;
        private final int faulty;
        private final int healed;

        Load(String words, String setting, int faulty, int healed) {
            this.words = words;
            this.setting = setting;
            this.faulty = faulty;
            this.healed = healed;
        }

        private String set(int value) {
            return "echo %d > /sys/bus/pseudo/drivers/scsi_debug/%s\n".formatted(value, setting);
        }
    }

    /** What can't be read where the module is loaded so. */
    public static final Blocks UNREADABLE = new Blocks(1500, 10);

    /**
     * What is answered in place of doing something: a line of the disk's file {@code error} in debugfs, as scsi_debug.c describes them.
     *
     * @param kind 0 for no answer at all, 2 for a status
     * @param times how often; the kernel counts down from a negative number, and never ends with 1
     * @param command the operation code, as 0x2a
     * @param status what is answered: host byte, driver byte, status, sense key, code and qualifier; empty for no answer
     */
    public record Answer(int kind, int times, String command, String status) {
        /** Good, with nothing done, for ever. */
        public static Answer good(String command) {
            return new Answer(2, 1, command, "0 0 0 0 0 0");
        }

        /** A medium error: WRITE ERROR (SPC, sense key 3h, 0Ch/00h). */
        public static Answer writeError(int times) {
            return new Answer(2, times, "0x2a", "0 0 2 3 0xc 0");
        }

        /** Nothing, so that the kernel's patience ends. */
        public static Answer none(int times, String command) {
            return new Answer(0, times, command, "");
        }
    }

    @Override
    public String machine() {
        return "-" + load.name();
    }

    @Override
    public String prepare() {
        return """
                modprobe sd_mod; modprobe scsi_debug add_host=0 per_host_store=1 dev_size_mb=2 lbpu=1 lbpws=1 lbpws10=1 %s
                grep -qs ' /sys/kernel/debug ' /proc/mounts || mount -t debugfs debug /sys/kernel/debug
                fault_hosts=0
                fault_host() { # NAME: one more, which has a serial number that nobody chose
                    echo 1 > /sys/bus/pseudo/drivers/scsi_debug/add_host
                    for time in $(seq 100); do
                        for one in /sys/bus/pseudo/devices/adapter$fault_hosts/host*/target*/*:*/block/*; do
                            [ -b "/dev/${one##*/}" ] || continue
                            echo /dev/${one##*/} > /mnt/$1.path
                            tail -c +5 $one/device/vpd_pg80 | tr -d ' \\0' > /mnt/$1.confirm
                            echo 2 > $one/device/timeout
                            # All of them tell one ATA serial number there, and would be taken for one drive.
                            mount --bind /dev/null $one/device/vpd_pg89
                            one=${one%%/block/*}; echo /sys/kernel/debug/scsi_debug/${one##*/}/error > /mnt/$1.errors
                            fault_hosts=$((fault_hosts + 1))
                            return
                        done
                        sleep 0.1
                    done
                }
                """.formatted(load.words);
    }

    @Override
    public String attach(Slot slot) {
        StringBuilder out = new StringBuilder("""
                fault_host %1$s
                fault_copied %2$s $(cat /mnt/%1$s.path) oflag=direct
                """.formatted(slot.name(), slot.inGuest()));
        for (Answer one : errors) {
            out.append("echo '%d %d %s %s' > $(cat /mnt/%s.errors)\n"
                    .formatted(one.kind(), one.times(), one.command(), one.status(), slot.name()));
        }
        return out.toString();
    }

    @Override
    public String begin() {
        return load.set(load.faulty);
    }

    @Override
    public String heal(Slot slot) {
        StringBuilder out = new StringBuilder(load.set(load.healed));
        for (Answer one : errors) {
            out.append("echo '- %d %s' > $(cat /mnt/%s.errors)\n".formatted(one.kind(), one.command(), slot.name()));
        }
        return out + "fault_copied $(cat /mnt/%s.path) %s iflag=direct\n".formatted(slot.name(), slot.inGuest());
    }
}
