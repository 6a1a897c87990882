package org.wangchuan.platform.ledger;

import java.util.Locale;
import java.util.Set;
import org.wangchuan.proof.statement.Target;

/**
 * What a station may have erased that is no device anybody hands in. A station says so itself ({@code volume-only}, {@code image-only});
 * this is the second look, at what it says the medium was reached through, for a station that leaves the word out. Outside a trial
 * nothing of these proves a device.
 */
public final class NoMedium {
    /**
     * By the kernel's drivers, each of which hands writes to something else, as the station's engine names them: {@code loop} to a file;
     * {@code dm} and {@code md} to other devices, in an order of their own; {@code virtio} to the host of a virtual machine, a file or
     * volume there, and of the medium beneath that nothing is known; {@code file} is a file; {@code other} is what is none of the buses
     * that drives are on: memory (ram, zram), a network (nbd, rbd), another virtual machine's disk (xvd), a test driver (nullb).
     */
    private static final Set<String> BUSES = Set.of("loop", "dm", "md", "virtio", "file", "other");

    /** The kernel's simulated SCSI drive (drivers/scsi/scsi_debug.c), on a bus that true drives are on, too: memory. */
    private static final String SIMULATED = "scsi_debug";

    private NoMedium() {}

    /** Whether what is reached through this bus, and calls itself by this name, is none; an empty word says nothing. */
    public static boolean is(String bus, String model) {
        return BUSES.contains(bus) || model.toLowerCase(Locale.ROOT).contains(SIMULATED);
    }

    static boolean is(Target target) {
        return target.kind() != Target.Kind.BLOCK
                || is(target.bus(), target.model().orElse(""));
    }
}
