package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Lock;
import org.wangchuan.lab.drive.Firmware.Shape;
import org.wangchuan.lab.drive.MachineSleep;

/**
 * A made SATA drive of 128 blocks that hides some shows them by the commands of ACS-2 or of ACS-3, and by no others: blocks in digits, written out as ATA
 * PASS-THROUGH (16) has them (SAT-4, 13.2.3).
 */
class ShownBlocksTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String IDENTIFY = "85080e0000000100000000000040ec00";

    /** ACS-3: the highest address is asked for, set to 127, 63 and 128, and frozen. */
    private static final String NATIVE = "85072000000000000000000000407800";

    private static final String TO_ALL = "85072000010000007f00000000407800";
    private static final String TO_HALF = "85072000010000003f00000000407800";
    private static final String TO_MORE = "85072000010000008000000000407800";
    private static final String FREEZE = "85072000020000000000000000407800";

    /** ACS-2: the same, to 127 and 63, to last (COUNT bit 0) or until the power goes; short, too. */
    private static final String READ_NATIVE = "85072000000000000000000000402700";

    private static final String READ_NATIVE_28 = "8506200000000000000000000040f800";
    private static final String SET_ALL = "85072000000001007f00000000403700";
    private static final String SET_HALF = "85072000000001003f00000000403700";
    private static final String SET_ALL_FOR_NOW = "85072000000000007f00000000403700";
    private static final String SET_HALF_28 = "85062000000001003f0000000040f900";

    private static final String RESTORE = "85062000c0000000000000000040b100";
    private static final String OVERLAY_FREEZE = "85062000c1000000000000000040b100";
    private static final String OVERLAY = "85080e00c2000100000000000040b100";

    private static final int TAKEN = 0x5000;
    private static final int ABORTED = 0x5104;
    private static final int NOT_FOUND = 0x5110;

    @TempDir
    private Path folder;

    private Path cells;
    private final AtomicLong slept = new AtomicLong();

    @BeforeEach
    void fill() throws IOException {
        cells = Files.write(folder.resolve("cells"), new byte[64 << 10]);
    }

    private LogicalUnit drive(Shape shape, Lock lock) throws IOException {
        Firmware firmware = Firmware.that(new Conduct.Honest()).shaped(shape).with(lock);
        return new SataDrive("S1", firmware, cells, System::nanoTime, new MachineSleep(slept::get));
    }

    private LogicalUnit drive(Shape shape) throws IOException {
        return drive(shape, Lock.NONE);
    }

    /** Takes the power away and gives it back. */
    private void cycle() {
        slept.addAndGet(30_000);
    }

    private static ScsiAnswer send(LogicalUnit drive, String block) throws IOException {
        return drive.execute(HEX.parseHex(block), new byte[512]);
    }

    /** STATUS and ERROR. */
    private static int told(LogicalUnit drive, String block) throws IOException {
        byte[] sense = send(drive, block).sense();
        return sense.length == 0 ? TAKEN : (Byte.toUnsignedInt(sense[21]) << 8) | Byte.toUnsignedInt(sense[11]);
    }

    /** LBA. */
    private static long address(LogicalUnit drive, String block) throws IOException {
        byte[] sense = send(drive, block).sense();
        assertThat(sense[21]).isEqualTo((byte) 0x50);
        return sense[15] | (sense[17] << 8) | (sense[19] << 16);
    }

    /** By READ CAPACITY(10), which the kernel goes by; IDENTIFY DEVICE words 100 to 103 and 60 have to say the same. */
    private static long shown(LogicalUnit drive) throws IOException {
        long blocks =
                ByteBuffer.wrap(send(drive, "25000000000000000000").data()).getInt() + 1L;
        ByteBuffer words = ByteBuffer.wrap(send(drive, IDENTIFY).data()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(words.getLong(200)).isEqualTo(blocks);
        assertThat(words.getInt(120)).isEqualTo((int) blocks);
        boolean last = send(drive, HEX.formatHex(new byte[] {0x28, 0, 0, 0, 0, (byte) (blocks - 1), 0, 0, 1, 0}))
                        .sense()
                        .length
                == 0;
        boolean next = send(drive, HEX.formatHex(new byte[] {0x28, 0, 0, 0, 0, (byte) blocks, 0, 0, 1, 0}))
                        .sense()
                        .length
                == 0;
        assertThat(last).isTrue();
        assertThat(next).isFalse();
        return blocks;
    }

    private static int word(LogicalUnit drive, int number) throws IOException {
        return Short.toUnsignedInt(ByteBuffer.wrap(send(drive, IDENTIFY).data())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort(number * 2));
    }

    @Test
    void theAccessibleMaxAddressIsSetOnceBetweenTwoPowerCyclesAndLasts() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_BEYOND)) {
            assertThat(shown(drive)).isEqualTo(64);
            assertThat(address(drive, NATIVE)).isEqualTo(127);
            assertThat(told(drive, TO_MORE)).isEqualTo(NOT_FOUND);
            assertThat(told(drive, TO_ALL)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(128);
            assertThat(told(drive, TO_HALF)).isEqualTo(ABORTED);
            assertThat(shown(drive)).isEqualTo(128);
            cycle();
            assertThat(shown(drive)).isEqualTo(128);
            assertThat(told(drive, TO_HALF)).isEqualTo(TAKEN);
            cycle();
            assertThat(shown(drive)).isEqualTo(64);
        }
    }

    /** Words 82 bit 10, 83 bit 11, 119 bit 8, which counts by word 86 bit 15. */
    @Test
    void aDriveHasTheOneOrTheOther() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_BEYOND)) {
            assertThat(word(drive, 82) & 0x0400).isZero();
            assertThat(word(drive, 85) & 0x0400).isZero();
            assertThat(word(drive, 83)).isEqualTo(0x7400);
            assertThat(word(drive, 86)).isEqualTo(0xb400);
            assertThat(word(drive, 119)).isEqualTo(0x4100);
            for (String old : new String[] {READ_NATIVE, READ_NATIVE_28, SET_ALL, SET_HALF_28, RESTORE, OVERLAY}) {
                assertThat(told(drive, old)).as(old).isEqualTo(ABORTED);
            }
        }
        for (Shape shape : new Shape[] {Shape.PLAIN, Shape.HALF_HIDDEN, Shape.HALF_OVERLAID}) {
            try (LogicalUnit drive = drive(shape)) {
                assertThat(word(drive, 82) & 0x0400).isEqualTo(0x0400);
                assertThat(word(drive, 83)).isEqualTo(0x7c00);
                assertThat(word(drive, 86)).isEqualTo(0x3c00);
                assertThat(word(drive, 119)).isZero();
                assertThat(told(drive, NATIVE)).isEqualTo(ABORTED);
                assertThat(told(drive, TO_ALL)).isEqualTo(ABORTED);
            }
        }
    }

    @Test
    void aFrozenAddressIsToldAndStaysUntilThePowerWasOff() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_BEYOND_FROZEN)) {
            assertThat(address(drive, NATIVE)).isEqualTo(127);
            assertThat(told(drive, TO_ALL)).isEqualTo(ABORTED);
            cycle();
            assertThat(told(drive, FREEZE)).isEqualTo(TAKEN);
            assertThat(told(drive, TO_ALL)).isEqualTo(ABORTED);
            assertThat(shown(drive)).isEqualTo(64);
            cycle();
            assertThat(told(drive, TO_ALL)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(128);
        }
    }

    @Test
    void someTellSuccessAndStayAsTheyAre() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_BEYOND_UNMOVED)) {
            assertThat(told(drive, TO_ALL)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(64);
            assertThat(address(drive, NATIVE)).isEqualTo(127);
        }
        try (LogicalUnit drive = drive(Shape.HALF_OVERLAID_UNMOVED)) {
            assertThat(told(drive, RESTORE)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(64);
            assertThat(highest(drive)).isEqualTo(127);
        }
    }

    /** COUNT bit 0, VV; a second one that lasts is refused by ID NOT FOUND until the power was off. */
    @Test
    void aHostProtectedAreaLastsWhereThatWasSaid() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_HIDDEN)) {
            assertThat(address(drive, READ_NATIVE)).isEqualTo(127);
            assertThat(told(drive, SET_ALL_FOR_NOW)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(128);
            cycle();
            assertThat(shown(drive)).isEqualTo(64);
            assertThat(told(drive, READ_NATIVE)).isEqualTo(TAKEN);
            assertThat(told(drive, SET_ALL)).isEqualTo(TAKEN);
            assertThat(told(drive, READ_NATIVE)).isEqualTo(TAKEN);
            assertThat(told(drive, SET_HALF)).isEqualTo(NOT_FOUND);
            cycle();
            assertThat(shown(drive)).isEqualTo(128);
        }
    }

    private static long highest(LogicalUnit drive) throws IOException {
        byte[] page = send(drive, OVERLAY).data();
        int sum = 0;
        for (byte one : page) {
            sum += one;
        }
        assertThat(sum & 0xff).isZero();
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(6);
    }

    @Test
    void anOverlayIsRestoredOnce() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_OVERLAID)) {
            assertThat(shown(drive)).isEqualTo(64);
            assertThat(address(drive, READ_NATIVE)).isEqualTo(63);
            assertThat(highest(drive)).isEqualTo(127);
            assertThat(told(drive, RESTORE)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(128);
            assertThat(address(drive, READ_NATIVE)).isEqualTo(127);
            assertThat(told(drive, RESTORE)).as("there is none any more").isEqualTo(ABORTED);
            cycle();
            assertThat(shown(drive)).isEqualTo(128);
        }
        try (LogicalUnit drive = drive(Shape.HALF_OVERLAID_KEPT)) {
            assertThat(highest(drive)).isEqualTo(127);
            assertThat(told(drive, RESTORE)).isEqualTo(ABORTED);
            assertThat(shown(drive)).isEqualTo(64);
        }
    }

    @Test
    void notWhileAHostProtectedAreaIsSet() throws IOException {
        try (LogicalUnit drive = drive(Shape.QUARTER_SHOWN)) {
            assertThat(shown(drive)).isEqualTo(32);
            assertThat(told(drive, RESTORE)).isEqualTo(ABORTED);
            assertThat(address(drive, READ_NATIVE)).isEqualTo(63);
            assertThat(told(drive, SET_ALL)).as("more than the overlay leaves").isEqualTo(ABORTED);
            assertThat(told(drive, READ_NATIVE)).isEqualTo(TAKEN);
            assertThat(told(drive, SET_HALF)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(64);
            assertThat(told(drive, RESTORE)).isEqualTo(TAKEN);
            assertThat(shown(drive)).isEqualTo(128);
        }
    }

    @Test
    void aFrozenOverlayTellsNothing() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_OVERLAID_FROZEN)) {
            for (String one : new String[] {OVERLAY, RESTORE, OVERLAY_FREEZE}) {
                assertThat(told(drive, one)).as(one).isEqualTo(ABORTED);
            }
            cycle();
            assertThat(highest(drive)).isEqualTo(127);
            assertThat(told(drive, OVERLAY_FREEZE)).isEqualTo(TAKEN);
            assertThat(told(drive, OVERLAY)).isEqualTo(ABORTED);
        }
    }

    @Test
    void aLockedDriveTellsWhatItHidesAndChangesNothing() throws IOException {
        try (LogicalUnit drive = drive(Shape.HALF_HIDDEN, Lock.LOCKED)) {
            assertThat(word(drive, 83)).as("without an overlay").isEqualTo(0x7400);
            assertThat(told(drive, OVERLAY)).isEqualTo(ABORTED);
            assertThat(address(drive, READ_NATIVE)).isEqualTo(127);
            assertThat(told(drive, SET_ALL)).isEqualTo(ABORTED);
        }
        try (LogicalUnit drive = drive(Shape.HALF_BEYOND, Lock.LOCKED)) {
            assertThat(address(drive, NATIVE)).isEqualTo(127);
            assertThat(told(drive, TO_ALL)).isEqualTo(ABORTED);
            assertThat(told(drive, FREEZE)).isEqualTo(ABORTED);
        }
    }
}
