package org.wangchuan.engine.command;

import java.util.List;

/**
 * One command of the table in docs/commands.md.
 *
 * @param family in whose language
 * @param name as the standard calls it
 * @param source the standard
 * @param ours what we would send, in this order
 * @param peer the program and arguments that send the same; empty if none here can be made to
 * @param apart what is not compared, as it stands in the table; empty for nothing
 */
record CommandRow(Family family, String name, String source, List<Sent> ours, List<String> peer, List<Apart> apart) {

    static final int BUFFER = -1;
    static final int PASS_THROUGH_12 = -2;

    enum Family {
        ATA,
        SCSI,
        NVMe,
        MMC,
        UFS,
        TCG
    }

    /**
     * Bits that two programs set in different ways, of which neither means anything to the drive; EXTEND is about what a bridge answers. An
     * offset of {@link #BUFFER} is for the length of the buffer, where the command itself says how much is to come; one of {@link #PASS_THROUGH_12}
     * for the same ATA command in the shorter of the two blocks that carry it.
     */
    record Apart(int offset, int bits, String what) {}

    CommandRow {
        ours = List.copyOf(ours);
        if (ours.isEmpty()) {
            throw new IllegalArgumentException(name + ": a comparison of nothing holds for anything");
        }
        peer = List.copyOf(peer);
        apart = List.copyOf(apart);
    }

    Sent masked(Sent sent) {
        Sent out = sent;
        for (Apart one : apart) {
            out = switch (one.offset()) {
                case BUFFER -> out.withoutLength();
                case PASS_THROUGH_12 -> out.inSixteen();
                default -> out.without(one.offset(), one.bits());
            };
        }
        return out;
    }
}
