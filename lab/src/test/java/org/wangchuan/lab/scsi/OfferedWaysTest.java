package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Medium;
import org.wangchuan.lab.drive.Way;

/** A made SATA or SAS drive says that it has the ways that it has, and takes no others. */
class OfferedWaysTest {
    private static final int IDENTIFY = 0xec;
    private static final int SANITIZE = 0xb4;
    private static final int SET_PASSWORD = 0xf1;
    private static final int TAKEN = 0x50;
    private static final int ABORTED = 0x51;
    private static final long KEY_BLOCK = 0x426b_4572L;
    private static final long KEY_CRYPTO = 0x4372_7970L;

    @TempDir
    private Path folder;

    private Path cells;

    @BeforeEach
    void fill() throws IOException {
        cells = Files.write(folder.resolve("cells"), new byte[64 << 10]);
    }

    private static Firmware with(Way... ways) {
        return Firmware.that(new Conduct.Honest()).offering(Set.of(ways));
    }

    private LogicalUnit sata(Firmware firmware) throws IOException {
        return new SataDrive("S1", firmware, cells, System::nanoTime);
    }

    private LogicalUnit sas(Firmware firmware) throws IOException {
        return new SasDrive("S1", firmware, cells, System::nanoTime);
    }

    /** ATA PASS-THROUGH (16), EXTEND, with the registers wanted back (SAT-4, 13.2.3). */
    private static ScsiAnswer ata(LogicalUnit drive, int opcode, int feature, long lba) throws IOException {
        byte[] descriptor = new byte[16];
        descriptor[0] = (byte) 0x85;
        descriptor[1] = (byte) (opcode == IDENTIFY ? 0x09 : opcode == SET_PASSWORD ? 0x0b : 0x07);
        descriptor[2] = (byte) (opcode == IDENTIFY ? 0x08 : 0x20);
        descriptor[4] = (byte) feature;
        descriptor[8] = (byte) lba;
        descriptor[10] = (byte) (lba >>> 8);
        descriptor[12] = (byte) (lba >>> 16);
        descriptor[7] = (byte) (lba >>> 24);
        descriptor[14] = (byte) opcode;
        return drive.execute(descriptor, new byte[512]);
    }

    private static int status(LogicalUnit drive, int opcode, int feature, long lba) throws IOException {
        return Byte.toUnsignedInt(ata(drive, opcode, feature, lba).sense()[21]);
    }

    /** Words of IDENTIFY DEVICE (ACS-4, 7.13.6). */
    private static int word(LogicalUnit drive, int number) throws IOException {
        return Short.toUnsignedInt(ByteBuffer.wrap(ata(drive, IDENTIFY, 0, 0).data())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort(number * 2));
    }

    @Test
    void aSataDriveThatErasesBlocksTakesNothingElse() throws IOException {
        try (LogicalUnit drive = sata(with(Way.SANITIZE_BLOCK))) {
            assertThat(word(drive, 59) & 0xf000).isEqualTo(0x9000);
            assertThat(word(drive, 82) & 2).isZero();
            assertThat(word(drive, 128)).isZero();
            assertThat(status(drive, SET_PASSWORD, 0, 0)).isEqualTo(ABORTED);
            assertThat(status(drive, SANITIZE, 0x11, KEY_CRYPTO)).isEqualTo(ABORTED);
            assertThat(status(drive, SANITIZE, 0x12, KEY_BLOCK)).isEqualTo(TAKEN);
        }
    }

    @Test
    void aSataDriveWithItsSecurityAloneDoesNotSanitize() throws IOException {
        try (LogicalUnit drive = sata(with(Way.SECURITY_ERASE))) {
            assertThat(word(drive, 59)).isZero();
            assertThat(word(drive, 82) & 2).isEqualTo(2);
            assertThat(word(drive, 128) & 0x21).as("not enhanced").isEqualTo(0x01);
            assertThat(status(drive, SANITIZE, 0, 0)).isEqualTo(ABORTED);
            assertThat(status(drive, SANITIZE, 0x12, KEY_BLOCK)).isEqualTo(ABORTED);
            assertThat(status(drive, SET_PASSWORD, 0, 0)).isEqualTo(TAKEN);
        }
        try (LogicalUnit drive = sata(with(Way.SECURITY_ERASE_ENHANCED))) {
            assertThat(word(drive, 128) & 0x21).isEqualTo(0x21);
        }
    }

    /** The second half of what is sent says which: bit 1 of its first word asks for the enhanced one (ACS-4, 7.36). */
    @Test
    void anEnhancedEraseIsTakenFromThatDriveAlone() {
        byte[] wanted = new byte[512];
        wanted[0] = 2;
        for (boolean enhanced : new boolean[] {false, true}) {
            AtaSecurity security = new AtaSecurity(with(enhanced ? Way.SECURITY_ERASE_ENHANCED : Way.SECURITY_ERASE));
            assertThat(security.set(new byte[512])).isTrue();
            assertThat(security.prepare()).isTrue();
            assertThat(security.mayErase(wanted)).isEqualTo(enhanced);
            assertThat(security.mayErase(new byte[512])).isTrue();
        }
    }

    /** IDENTIFY DEVICE word 217; VPD page B1h, bytes 4 and 5 (SBC-4, 6.6.2). */
    @Test
    void aMagneticDriveTurns() throws IOException {
        byte[] inquiry = {0x12, 1, (byte) 0xb1, 0, 64, 0};
        for (Medium medium : Medium.values()) {
            int rate = medium == Medium.FLASH ? 1 : 7200;
            Firmware firmware = with(Way.SANITIZE_OVERWRITE).of(medium);
            try (LogicalUnit drive = sata(firmware);
                    LogicalUnit other = sas(firmware)) {
                assertThat(word(drive, 217)).isEqualTo(rate);
                assertThat(ByteBuffer.wrap(drive.execute(inquiry, new byte[64]).data())
                                .getShort(4))
                        .isEqualTo((short) rate);
                assertThat(ByteBuffer.wrap(other.execute(inquiry, new byte[64]).data())
                                .getShort(4))
                        .isEqualTo((short) rate);
            }
        }
    }

    /** DATA SET MANAGEMENT, TRIM of two ranges: 2 blocks from 1, and 1 from 126; then one that goes over the end (ACS-4, words 105 and 169). */
    @Test
    void aSataDriveOfFlashLetsGoOfWhatIsTrimmed() throws IOException {
        byte[] full = new byte[64 << 10];
        Arrays.fill(full, (byte) 7);
        byte[] ranges = HexFormat.of().parseHex("0100000000000200" + "7e00000000000100" + "00".repeat(496));
        byte[] beyond = HexFormat.of().parseHex("7f00000000000200" + "00".repeat(504));
        byte[] trim = HexFormat.of().parseHex("850d0600010001000000000000400600");
        for (Conduct conduct : List.of(new Conduct.Honest(), new Conduct.Lying())) {
            Files.write(cells, full);
            try (LogicalUnit drive = sata(Firmware.that(conduct))) {
                assertThat(word(drive, 105)).isPositive();
                assertThat(word(drive, 169)).isEqualTo(1);
                assertThat(drive.execute(trim, ranges).sense()).isEmpty();
                assertThat(drive.execute(trim, beyond).sense()[11])
                        .as("ID not found")
                        .isEqualTo((byte) 0x10);
            }
            byte[] left = Files.readAllBytes(cells);
            for (int block = 0; block < 128; block++) {
                boolean trimmed = conduct instanceof Conduct.Honest && (block == 1 || block == 2 || block == 126);
                assertThat(left[block * 512]).as("block %d", block).isEqualTo((byte) (trimmed ? 0 : 7));
            }
        }
        try (LogicalUnit drive = sata(with(Way.SANITIZE_OVERWRITE).of(Medium.MAGNETIC))) {
            assertThat(word(drive, 169)).isZero();
            assertThat(drive.execute(trim, ranges).sense()[11]).isEqualTo((byte) 0x04);
        }
    }

    /** REPORT SUPPORTED OPERATION CODES of one command and service action (SPC-5, 6.35): SUPPORT is 3 or 1. */
    private static boolean supports(LogicalUnit drive, int opcode, int action) throws IOException {
        byte[] asked = {
            (byte) 0xa3, 0x0c, (byte) (action == 0 ? 1 : 2), (byte) opcode, 0, (byte) action, 0, 0, 0, 64, 0, 0
        };
        return (drive.execute(asked, new byte[64]).data()[1] & 7) == 3;
    }

    private static boolean takes(LogicalUnit drive, int... descriptor) throws IOException {
        byte[] bytes = new byte[descriptor.length];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) descriptor[at];
        }
        return drive.execute(bytes, new byte[0]).sense().length == 0;
    }

    @Test
    void aSasDriveThatChangesItsKeyTakesNothingElse() throws IOException {
        try (LogicalUnit drive = sas(with(Way.SANITIZE_CRYPTO))) {
            assertThat(supports(drive, 0x48, 3)).isTrue();
            assertThat(supports(drive, 0x48, 2)).isFalse();
            assertThat(supports(drive, 0x04, 0)).isFalse();
            assertThat(takes(drive, 0x48, 0x82, 0, 0, 0, 0, 0, 0, 0, 0)).isFalse();
            assertThat(takes(drive, 0x04, 0, 0, 0, 0, 0)).isFalse();
            assertThat(takes(drive, 0x48, 0x83, 0, 0, 0, 0, 0, 0, 0, 0)).isTrue();
        }
    }

    @Test
    void aSasDriveThatOnlyFormatsDoesNotSanitize() throws IOException {
        try (LogicalUnit drive = sas(with(Way.FORMAT_UNIT))) {
            assertThat(supports(drive, 0x48, 2)).isFalse();
            assertThat(supports(drive, 0x48, 0x1f)).isFalse();
            assertThat(takes(drive, 0x48, 0x82, 0, 0, 0, 0, 0, 0, 0, 0)).isFalse();
            assertThat(takes(drive, 0x04, 0, 0, 0, 0, 0)).isTrue();
        }
    }
}
