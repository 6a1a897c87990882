package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Before;
import org.wangchuan.lab.drive.Firmware.Lock;
import org.wangchuan.lab.drive.MachineSleep;
import org.wangchuan.lab.drive.Way;

/** A made SATA drive that was kept from being frozen stays free until its power was off (ACS-4, "Sanitize Device feature set"): blocks in digits. */
class AntifreezeTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The keys are "FrLk", "Anti" and "BkEr"; the last has one letter changed. */
    private static final String FREEZE = "85072000200000466b004c007240b400";

    private static final String ANTIFREEZE = "8507200040000041690074006e40b400";
    private static final String ERASE = "8507200012000042720045006b40b400";
    private static final String OTHER_KEY = "85072000400000416a0074006e40b400";
    private static final String STATUS = "8507200000000000000000000040b400";
    private static final String IDENTIFY = "85080e0000000100000000000040ec00";

    private static final int FROZEN = 0x2000;
    private static final int ANTIFROZEN = 0x1000;
    private static final int RUNNING = 0x4000;

    @TempDir
    private Path folder;

    private final AtomicLong slept = new AtomicLong();

    private LogicalUnit drive(Firmware firmware) throws IOException {
        Path cells = Files.write(folder.resolve("cells"), new byte[64 << 10]);
        return new SataDrive("S1", firmware, cells, System::nanoTime, new MachineSleep(slept::get));
    }

    private LogicalUnit drive() throws IOException {
        return drive(Firmware.that(new Conduct.Honest()));
    }

    private static byte[] sense(LogicalUnit drive, String block) throws IOException {
        return drive.execute(HEX.parseHex(block), new byte[0]).sense();
    }

    /** COUNT of what was taken. */
    private static int taken(LogicalUnit drive, String block) throws IOException {
        byte[] sense = sense(drive, block);
        assertThat(sense[21]).isEqualTo((byte) 0x50);
        return Short.toUnsignedInt(ByteBuffer.wrap(sense).getShort(12));
    }

    /** The reason, in LBA bits 7:0, of what was aborted. */
    private static int reason(LogicalUnit drive, String block) throws IOException {
        byte[] sense = sense(drive, block);
        assertThat(sense[21]).isEqualTo((byte) 0x51);
        assertThat(sense[11]).isEqualTo((byte) 0x04);
        return sense[15];
    }

    @Test
    void whatWasKeptFromItIsNotFrozenAndErasesItself() throws IOException {
        try (LogicalUnit drive = drive()) {
            assertThat(reason(drive, OTHER_KEY)).isEqualTo(2);
            assertThat(taken(drive, ANTIFREEZE)).isEqualTo(ANTIFROZEN);
            assertThat(reason(drive, FREEZE)).isEqualTo(4);
            assertThat(taken(drive, STATUS)).isEqualTo(ANTIFROZEN);
            assertThat(taken(drive, ERASE)).isEqualTo(ANTIFROZEN | RUNNING);
        }
    }

    @Test
    void untilItsPowerWasOff() throws IOException {
        try (LogicalUnit drive = drive()) {
            assertThat(taken(drive, ANTIFREEZE)).isEqualTo(ANTIFROZEN);
            slept.set(30_000);
            assertThat(taken(drive, STATUS)).isZero();
            assertThat(taken(drive, FREEZE)).isEqualTo(FROZEN);
        }
    }

    @Test
    void whatIsFrozenStaysSo() throws IOException {
        try (LogicalUnit drive = drive(Firmware.that(new Conduct.Honest()).with(Lock.FROZEN))) {
            assertThat(reason(drive, ANTIFREEZE)).isEqualTo(3);
            assertThat(reason(drive, FREEZE)).isEqualTo(3);
            assertThat(reason(drive, ERASE)).isEqualTo(3);
            assertThat(taken(drive, STATUS)).isEqualTo(FROZEN);
        }
    }

    /** While it is at work, and where its last one failed, it can be kept from being frozen, and can't be frozen. */
    @Test
    void whatIsAtWorkIsNotFrozen() throws IOException {
        for (Before before : new Before[] {Before.RUNNING, Before.LAST_FAILED}) {
            try (LogicalUnit drive = drive(Firmware.that(new Conduct.Honest()).after(before))) {
                assertThat(reason(drive, FREEZE)).isZero();
                assertThat(taken(drive, ANTIFREEZE) & ANTIFROZEN).isEqualTo(ANTIFROZEN);
                assertThat(reason(drive, FREEZE)).isEqualTo(4);
            }
        }
    }

    /** Word 59 bit 10. */
    @Test
    void aDriveThatDoesNotSanitizeKnowsNeither() throws IOException {
        Firmware secure = Firmware.that(new Conduct.Honest()).offering(Set.of(Way.SECURITY_ERASE));
        try (LogicalUnit drive = drive(secure);
                LogicalUnit other = drive()) {
            assertThat(word59(drive)).isZero();
            assertThat(word59(other) & 0x1400).isEqualTo(0x1400);
            assertThat(reason(drive, ANTIFREEZE)).isZero();
            assertThat(reason(drive, FREEZE)).isZero();
        }
    }

    private static int word59(LogicalUnit drive) throws IOException {
        byte[] page = drive.execute(HEX.parseHex(IDENTIFY), new byte[512]).data();
        return Short.toUnsignedInt(
                ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getShort(59 * 2));
    }
}
