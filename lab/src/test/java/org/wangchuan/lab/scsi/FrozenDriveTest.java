package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Lock;
import org.wangchuan.lab.drive.MachineSleep;

/** A made drive that is frozen thaws when its machine has slept, unless the firmware freezes it again. */
class FrozenDriveTest {
    /** IDENTIFY DEVICE and SANITIZE STATUS EXT by ATA PASS-THROUGH (16) (SAT-4, 13.2.3). */
    private static final byte[] IDENTIFY = descriptor(0x08, 0x0e, 0, 1, 0xec);

    private static final byte[] STATUS = descriptor(0x07, 0x20, 0, 0, 0xb4);

    @TempDir
    private Path folder;

    private final AtomicLong slept = new AtomicLong();

    private static byte[] descriptor(int protocol, int flags, int feature, int count, int command) {
        byte[] out = new byte[16];
        out[0] = (byte) 0x85;
        out[1] = (byte) protocol;
        out[2] = (byte) flags;
        out[4] = (byte) feature;
        out[6] = (byte) count;
        out[13] = 0x40;
        out[14] = (byte) command;
        return out;
    }

    private SataDrive drive(Lock lock) throws IOException {
        Path cells = Files.write(folder.resolve("cells"), new byte[1 << 20]);
        return new SataDrive(
                "S1",
                Firmware.that(new Conduct.Honest()).with(lock),
                cells,
                System::nanoTime,
                new MachineSleep(slept::get));
    }

    /** Word 128 bit 3 of IDENTIFY DEVICE (ACS-4). */
    private static boolean securityFrozen(SataDrive drive) throws IOException {
        return (drive.execute(IDENTIFY, new byte[512]).data()[256] & 8) != 0;
    }

    /** COUNT bit 13 of SANITIZE STATUS EXT (ACS-4), in the ATA Status Return descriptor of the sense data. */
    private static boolean sanitizeFrozen(SataDrive drive) throws IOException {
        return (drive.execute(STATUS, new byte[0]).sense()[8 + 4] & 0x20) != 0;
    }

    @Test
    void itThawsWhenTheMachineHasSlept() throws IOException {
        try (SataDrive drive = drive(Lock.FROZEN)) {
            assertThat(securityFrozen(drive)).isTrue();
            assertThat(sanitizeFrozen(drive)).isTrue();
            slept.set(30_000);
            assertThat(securityFrozen(drive)).isFalse();
            assertThat(sanitizeFrozen(drive)).isFalse();
        }
    }

    @Test
    void orIsFrozenAgain() throws IOException {
        try (SataDrive drive = drive(Lock.FROZEN_AGAIN)) {
            slept.set(30_000);
            assertThat(securityFrozen(drive)).isTrue();
            assertThat(sanitizeFrozen(drive)).isTrue();
        }
    }

    /** The two clocks are read one after the other. */
    @Test
    void aBlinkIsNoSleep() throws IOException {
        try (SataDrive drive = drive(Lock.FROZEN)) {
            slept.set(20);
            assertThat(securityFrozen(drive)).isTrue();
        }
    }
}
