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

    enum Family {
        ATA,
        SCSI,
        NVMe,
        MMC,
        UFS
    }

    /** Bits that two programs set in different ways, of which neither means anything to the device. */
    record Apart(int offset, int bits, String what) {}

    CommandRow {
        ours = List.copyOf(ours);
        peer = List.copyOf(peer);
        apart = List.copyOf(apart);
    }

    Sent masked(Sent sent) {
        Sent out = sent;
        for (Apart one : apart) {
            out = out.without(one.offset(), one.bits());
        }
        return out;
    }
}
