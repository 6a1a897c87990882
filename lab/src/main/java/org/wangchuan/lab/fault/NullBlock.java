package org.wangchuan.lab.fault;

import java.util.List;

/**
 * The kernel's {@code null_blk} with memory behind it, whose bad blocks can neither be written nor read: a request that touches one fails as a
 * whole (Documentation/block/null_blk.rst, drivers/block/null_blk).
 *
 * @param blockBytes its logical block, bytes: 512 to 4096
 */
public record NullBlock(int blockBytes, List<Blocks> bad) implements Fault {
    private static final int MEBIBYTES = 2;

    /** Keeps its own list. */
    public NullBlock {
        bad = List.copyOf(bad);
    }

    private static String device(Slot slot) {
        return "nullb" + slot.number();
    }

    private static String folder(Slot slot) {
        return "/sys/kernel/config/nullb/" + device(slot);
    }

    @Override
    public String prepare() {
        return """
                modprobe configfs; modprobe null_blk nr_devices=0
                grep -qs ' /sys/kernel/config ' /proc/mounts || mount -t configfs config /sys/kernel/config
                """;
    }

    @Override
    public String attach(Slot slot) {
        StringBuilder out = new StringBuilder(
                """
                mkdir %1$s
                echo %2$d > %1$s/size; echo %3$d > %1$s/blocksize; echo 1 > %1$s/memory_backed; echo 1 > %1$s/discard; echo 1 > %1$s/power
                fault_found %4$s %5$s
                fault_copied %6$s /dev/%5$s oflag=direct
                """.formatted(folder(slot), MEBIBYTES, blockBytes, slot.name(), device(slot), slot.inGuest()));
        bad.forEach(one -> out.append(change('+', one, slot)));
        return out.toString();
    }

    @Override
    public String heal(Slot slot) {
        StringBuilder out = new StringBuilder();
        bad.forEach(one -> out.append(change('-', one, slot)));
        return out + "fault_copied /dev/%s %s iflag=direct\n".formatted(device(slot), slot.inGuest());
    }

    private static String change(char sign, Blocks which, Slot slot) {
        return "echo %c%d-%d > %s/badblocks\n".formatted(sign, which.first(), which.last(), folder(slot));
    }
}
