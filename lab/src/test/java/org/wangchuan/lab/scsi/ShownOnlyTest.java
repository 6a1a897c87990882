package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Shape;

/** A made SAS drive of 128 blocks that was made to show half of them sanitizes what it shows alone, or all of it, as its firmware has it. */
class ShownOnlyTest {
    private static final int BYTES = 128 * 512;
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SANITIZE_BLOCK = HEX.parseHex("48820000000000000000");
    private static final byte[] TEST_UNIT_READY = new byte[6];
    private static final byte[] MODE_SELECT = HEX.parseHex("55100000000000001000");

    /** Of a header and one short descriptor: a number of all ones, of 512 bytes each (SBC-4). */
    private static final byte[] ALL_BLOCKS = HEX.parseHex("0000000000000008" + "ffffffff" + "00000200");

    @TempDir
    private Path folder;

    private Path cells;

    @BeforeEach
    void fill() throws IOException {
        byte[] full = new byte[BYTES];
        Arrays.fill(full, (byte) 7);
        cells = Files.write(folder.resolve("cells"), full);
    }

    private LogicalUnit drive(Conduct conduct, Shape shape) throws IOException {
        Firmware firmware = Firmware.that(conduct).shaped(shape).taking(Duration.ZERO);
        return new SasDrive("S1", firmware, cells, System::nanoTime);
    }

    private void sanitize(LogicalUnit drive) throws IOException {
        assertThat(drive.execute(SANITIZE_BLOCK, new byte[0]).status()).isZero();
        assertThat(drive.execute(TEST_UNIT_READY, new byte[0]).status()).isZero();
    }

    /** READ CAPACITY(10). */
    private static int shown(LogicalUnit drive) throws IOException {
        byte[] command = HEX.parseHex("25000000000000000000");
        return ByteBuffer.wrap(drive.execute(command, new byte[0]).data()).getInt(0) + 1;
    }

    private long left() throws IOException {
        long left = 0;
        for (byte one : Files.readAllBytes(cells)) {
            left += one == 7 ? 1 : 0;
        }
        return left;
    }

    @Test
    void whatItDoesNotShowIsLeft() throws IOException {
        try (LogicalUnit drive = drive(new Conduct.ShownOnly(), Shape.HALF_HIDDEN)) {
            assertThat(shown(drive)).isEqualTo(64);
            sanitize(drive);
            assertThat(left()).isEqualTo(BYTES / 2);
        }
    }

    @Test
    void oncePutToShowAllItErasesAll() throws IOException {
        try (LogicalUnit drive = drive(new Conduct.ShownOnly(), Shape.HALF_HIDDEN)) {
            assertThat(drive.execute(MODE_SELECT, ALL_BLOCKS).status()).isZero();
            assertThat(shown(drive)).isEqualTo(128);
            sanitize(drive);
            assertThat(left()).isZero();
        }
    }

    @Test
    void oneThatKeepsThemHiddenRefusesAndLeavesThem() throws IOException {
        try (LogicalUnit drive = drive(new Conduct.ShownOnly(), Shape.HALF_KEPT)) {
            assertThat(drive.execute(MODE_SELECT, ALL_BLOCKS).status()).isNotZero();
            assertThat(shown(drive)).isEqualTo(64);
            sanitize(drive);
            assertThat(left()).isEqualTo(BYTES / 2);
        }
    }

    /** As the standard has it. */
    @Test
    void anHonestOneErasesAllWhateverItShows() throws IOException {
        try (LogicalUnit drive = drive(new Conduct.Honest(), Shape.HALF_KEPT)) {
            sanitize(drive);
            assertThat(left()).isZero();
        }
    }
}
