package org.wangchuan.engine.medium;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The switch for tests of this program: with {@code WANGCHUAN_LAB=1} in the environment what could never be taken for a drive passes for one, namely
 * files that stand for disks, NVMe over TCP, logical units of the kernel's own loop of SCSI, and drives that a virtual machine emulates. The record says so, and all that is signed
 * about it is a test, which never verifies as real (decisions 0024, 0110 and 0158).
 */
public final class Laboratory {
    /** The variable, which is on if it is 1. */
    public static final String VARIABLE = "WANGCHUAN_LAB";

    /** NVMe over TCP that is to pass for a drive's own. */
    public static final String NVME = "lab-tcp";

    /** A logical unit of tcm_loop that says that it speaks ATA, or an emulated SATA drive. */
    public static final String SATA = "lab-sata";

    /** One that speaks SCSI, or an emulated SAS drive. */
    public static final String SAS = "lab-sas";

    /** An emulated SD card. */
    static final String SD = "lab-sd";

    /** What passes in place of an emulated drive of a transport; that of an eMMC has no such word, and passes for nothing. */
    private static final Map<String, String> EMULATED =
            Map.of("pcie", "lab-pcie", "sata", SATA, "sas", SAS, "usb", "lab-usb", "ufs", "lab-ufs", "SD", SD);

    private static final Set<String> TRANSPORTS =
            Stream.concat(Stream.of(NVME), EMULATED.values().stream()).collect(Collectors.toUnmodifiableSet());

    /**
     * The variable that shortens how long a made drive that erases itself may tell nothing new, in whole seconds, 1 to {@value
     * #STANDSTILL_SECONDS_MOST}. It means nothing without the switch, and counts for nothing but what passes by the switch alone: a real drive is
     * always given its two hours.
     */
    public static final String STANDSTILL = "WANGCHUAN_LAB_STANDSTILL_SECONDS";

    /** As long as any drive is given; it can only be shortened. */
    public static final int STANDSTILL_SECONDS_MOST = 7200;

    private static final int STANDSTILL_DIGITS_MOST = 4;

    private Laboratory() {}

    /** Whether it is switched on for this process. */
    public static boolean on() {
        return on(System.getenv());
    }

    /** Whether it is switched on in an environment. */
    public static boolean on(Map<String, String> environment) {
        return "1".equals(environment.get(VARIABLE));
    }

    /** Whether an environment has something to say of {@link #STANDSTILL}, sound or not. */
    public static boolean namesStandstill(Map<String, String> environment) {
        return environment.containsKey(STANDSTILL);
    }

    /**
     * How long a made drive that erases itself may tell nothing new, milliseconds; empty if an environment does not name it, names no such number,
     * or is none of the laboratory.
     */
    public static OptionalLong standstillMillis(Map<String, String> environment) {
        String named = environment.getOrDefault(STANDSTILL, "");
        boolean digits = !named.isEmpty()
                && named.length() <= STANDSTILL_DIGITS_MOST
                && named.chars().allMatch(one -> one >= '0' && one <= '9');
        int seconds = digits ? Integer.parseInt(named) : 0;
        return on(environment) && seconds >= 1 && seconds <= STANDSTILL_SECONDS_MOST
                ? OptionalLong.of(seconds * 1000L)
                : OptionalLong.empty();
    }

    /** The same of one device in this process: empty of whatever passes for a drive without the switch. */
    public static OptionalLong standstillMillis(Attachment attachment) {
        return standstillMillis(attachment, System.getenv());
    }

    static OptionalLong standstillMillis(Attachment attachment, Map<String, String> environment) {
        return passes(attachment) ? standstillMillis(environment) : OptionalLong.empty();
    }

    /** An emulated drive as it passes for one by this switch; as it is, if there is no such drive of its kind. */
    public static Attachment emulated(Attachment unit) {
        return Optional.ofNullable(EMULATED.get(unit.transport()))
                .map(transport -> new Attachment(unit.bus(), transport, unit.bridge(), unit.fabrics(), true))
                .orElse(unit);
    }

    /** Whether something passes for a drive by this switch alone. */
    public static boolean passes(Attachment attachment) {
        return TRANSPORTS.contains(attachment.transport());
    }
}
