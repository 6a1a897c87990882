package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.tcg.Tper;

/** A made SATA or SAS drive with TCG storage gives and takes no block while it is locked, and is opened by its own commands: blocks and messages in digits. */
class LockedDriveTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String SERIAL = "LAB00007";
    private static final String READ = "28000000000000000100";
    private static final String WRITE = "2a000000000000000100";
    private static final String SANITIZE = "48820000000000000000"; // block erase
    private static final String IDENTIFY = "85080e0000000100000000000040ec00";
    private static final String STATUS_OF_CALL = "f1f9f0000000f1";
    private static final int GOOD = 0;
    private static final int CHECK_CONDITION = 2;

    @TempDir
    private Path folder;

    private Path cells;

    @BeforeEach
    void fill() throws IOException {
        byte[] full = new byte[64 << 10];
        Arrays.fill(full, (byte) 7);
        cells = Files.write(folder.resolve("cells"), full);
    }

    private static Firmware firmware(Conduct conduct) {
        return Firmware.that(conduct).taking(Duration.ZERO).trusted(Trust.LOCKED);
    }

    private static ScsiAnswer execute(LogicalUnit drive, String block, byte[] data) throws IOException {
        return drive.execute(HEX.parseHex(block), data);
    }

    private static int status(LogicalUnit drive, String block) throws IOException {
        return execute(drive, block, new byte[512]).status();
    }

    private static byte[] message(String session, String tokens) {
        int data = tokens.length() / 2;
        int filled = (data + 3) / 4 * 4;
        String digits = "00000000" + "07fe0000" + "00".repeat(8) + HEX.toHexDigits(filled + 36) + session
                + "00".repeat(12) + HEX.toHexDigits(filled + 12) + "00".repeat(8) + HEX.toHexDigits(data) + tokens;
        return Arrays.copyOf(HEX.parseHex(digits), 512);
    }

    private static byte[] start() {
        return message(
                "0".repeat(16),
                "f8a800000000000000ffa8000000000000ff02f0" + "8169" + "a80000020500000001" + "01" + "f200" + "d020"
                        + HEX.formatHex(Tper.psid(SERIAL).getBytes(StandardCharsets.US_ASCII)) + "f3" + "f203"
                        + "a8000000090001ff01" + "f3" + STATUS_OF_CALL);
    }

    private static byte[] revert(byte[] started) {
        // SyncSession names the host's session and then the device's, of two bytes.
        String tokens = HEX.formatHex(started).substring(112 + 40);
        assertThat(tokens).startsWith("816982");
        String device = tokens.substring(6, 10);
        return message("0000" + device + "00000069", "f8a80000020500000001a80000000600000202f0" + STATUS_OF_CALL);
    }

    /** Opens a drive by the blocks that send, fetch, and ask for Level 0 Discovery. */
    private static void opens(LogicalUnit drive, String send, String fetch, String discovery) throws IOException {
        assertThat(status(drive, READ)).isEqualTo(CHECK_CONDITION);
        assertThat(status(drive, WRITE)).isEqualTo(CHECK_CONDITION);
        assertThat(execute(drive, discovery, new byte[2048]).data()[48 + 16 + 4])
                .as("supported, enabled, locked, encrypts")
                .isEqualTo((byte) 0x0f);
        assertThat(execute(drive, send, start()).status()).isEqualTo(GOOD);
        assertThat(execute(drive, send, start()).status())
                .as("an answer waits to be fetched")
                .isEqualTo(CHECK_CONDITION);
        byte[] started = execute(drive, fetch, new byte[2048]).data();
        assertThat(drive.reverts()).isZero();
        assertThat(execute(drive, send, revert(started)).status()).isEqualTo(GOOD);
        byte[] reverted = execute(drive, fetch, new byte[2048]).data();
        assertThat(HEX.formatHex(reverted).substring(112)).startsWith("f0f1f9f0000000f1");
        assertThat(drive.reverts()).isEqualTo(1);
        assertThat(execute(drive, discovery, new byte[2048]).data()[48 + 16 + 4])
                .as("supported, encrypts")
                .isEqualTo((byte) 0x09);
        assertThat(status(drive, READ)).isEqualTo(GOOD);
        assertThat(status(drive, WRITE)).isEqualTo(GOOD);
    }

    /** As this program sends it, and then by the block of twelve bytes that sedutil sends. */
    @Test
    void aSataDriveByItsOwnCommands() throws IOException {
        try (LogicalUnit drive = new SataDrive(SERIAL, firmware(new Conduct.Honest()), cells, System::nanoTime)) {
            byte[] identify = execute(drive, IDENTIFY, new byte[512]).data();
            assertThat(HEX.formatHex(identify, 96, 98)).as("word 48").isEqualTo("0140");
            assertThat(status(drive, "b50107fe0000000002000000"))
                    .as("its translation knows no SECURITY PROTOCOL OUT")
                    .isEqualTo(CHECK_CONDITION);
            opens(
                    drive,
                    "850a06000100010000" + "00fe0007405e00",
                    "85080e000100040000" + "00fe0007405c00",
                    "85080e000100040000" + "0001000040" + "5c00");
        }
        byte[] full = new byte[512];
        Arrays.fill(full, (byte) 7);
        assertThat(Arrays.copyOfRange(Files.readAllBytes(cells), 1024, 1536))
                .as("a new key")
                .isNotEqualTo(full);
    }

    @Test
    void aSataDriveByTheShorterBlock() throws IOException {
        try (LogicalUnit drive = new SataDrive(SERIAL, firmware(new Conduct.Honest()), cells, System::nanoTime)) {
            opens(drive, "a10a060101" + "00fe07005e0000", "a1080e0104" + "00fe07005c0000", "a1080e0104000100005c0000");
        }
    }

    @Test
    void aSasDriveInBlocksAndInBytes() throws IOException {
        for (String[] blocks : new String[][] {
            {"b50107fe8000000000010000", "a20107fe8000000000040000", "a20100018000000000040000"},
            {"b50107fe0000000002000000", "a20107fe0000000008000000", "a20100010000000008000000"}
        }) {
            try (LogicalUnit drive = new SasDrive(SERIAL, firmware(new Conduct.Honest()), cells, System::nanoTime)) {
                opens(drive, blocks[0], blocks[1], blocks[2]);
            }
        }
    }

    @Test
    void whatIsLockedDoesNotEraseItself() throws IOException {
        try (LogicalUnit drive = new SasDrive(SERIAL, firmware(new Conduct.Honest()), cells, System::nanoTime)) {
            assertThat(status(drive, SANITIZE)).isEqualTo(CHECK_CONDITION);
            assertThat(status(drive, "040000000000")).isEqualTo(CHECK_CONDITION);
        }
        try (LogicalUnit drive = new SataDrive(SERIAL, firmware(new Conduct.Honest()), cells, System::nanoTime)) {
            assertThat(status(drive, "8507200012000042720045006b40b400")).isEqualTo(CHECK_CONDITION);
            assertThat(status(drive, "850a06000000010000000000004" + "0f100")).isEqualTo(CHECK_CONDITION);
        }
        assertThat(Files.readAllBytes(cells)).containsOnly(7);
    }

    @Test
    void aDriveWithoutItKnowsNoneOfThem() throws IOException {
        Firmware plain = Firmware.that(new Conduct.Honest());
        try (LogicalUnit sata = new SataDrive(SERIAL, plain, cells, System::nanoTime);
                LogicalUnit sas = new SasDrive(SERIAL, plain, cells, System::nanoTime)) {
            assertThat(execute(sata, "85080e000100040000" + "0001000040" + "5c00", new byte[2048])
                            .status())
                    .isEqualTo(CHECK_CONDITION);
            assertThat(execute(sas, "a20100018000000000040000", new byte[2048]).status())
                    .isEqualTo(CHECK_CONDITION);
        }
    }
}
