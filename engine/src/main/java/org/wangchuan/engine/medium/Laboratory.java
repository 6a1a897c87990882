package org.wangchuan.engine.medium;

import java.util.Set;

/**
 * The switch for tests of this program: with {@code WANGCHUAN_LAB=1} in the environment what could never be taken for a drive passes for one, namely
 * files that stand for disks, NVMe over TCP and logical units of the kernel's own loop of SCSI. The record says so, and all that is signed
 * about it is a test, which never verifies as real (decisions 0024 and 0110).
 */
public final class Laboratory {
    /** The variable, which is on if it is 1. */
    public static final String VARIABLE = "WANGCHUAN_LAB";

    /** NVMe over TCP that is to pass for a drive's own. */
    public static final String NVME = "lab-tcp";

    /** A logical unit of tcm_loop that says that it speaks ATA. */
    public static final String SATA = "lab-sata";

    /** One that speaks SCSI. */
    public static final String SAS = "lab-sas";

    private static final Set<String> TRANSPORTS = Set.of(NVME, SATA, SAS);

    private Laboratory() {}

    /** Whether it is switched on for this process. */
    public static boolean on() {
        return "1".equals(System.getenv(VARIABLE));
    }

    /** Whether something passes for a drive by this switch alone. */
    public static boolean passes(Attachment attachment) {
        return TRANSPORTS.contains(attachment.transport());
    }
}
