package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;

/** A made SATA drive keeps to the order of commands that the standard asks for. */
class SataDriveTest {
    private static final int READ_NATIVE_MAX_EXT = 0x27;
    private static final int SET_MAX_EXT = 0x37;
    private static final int IDENTIFY = 0xec;

    @TempDir
    private Path folder;

    private Path cells;

    @BeforeEach
    void fill() throws IOException {
        cells = Files.write(folder.resolve("cells"), new byte[64 << 10]);
    }

    /** ATA PASS-THROUGH (16), EXTEND, with the registers wanted back; answers STATUS. */
    private static int command(LogicalUnit drive, int opcode, int lba) throws IOException {
        byte[] descriptor = new byte[16];
        descriptor[0] = (byte) 0x85;
        descriptor[1] = (byte) (opcode == IDENTIFY ? 0x09 : 0x07);
        descriptor[2] = 0x20;
        descriptor[8] = (byte) lba;
        descriptor[14] = (byte) opcode;
        ScsiAnswer answer = drive.execute(descriptor, new byte[512]);
        return Byte.toUnsignedInt(answer.sense()[21]);
    }

    private LogicalUnit drive() throws IOException {
        return new SataDrive(
                "S1", Firmware.that(new Conduct.Honest()).shaped(Firmware.Shape.HALF_HIDDEN), cells, System::nanoTime);
    }

    @Test
    void setMaxIsTakenRightAfterTheQuestion() throws IOException {
        try (LogicalUnit drive = drive()) {
            assertThat(command(drive, READ_NATIVE_MAX_EXT, 0)).isEqualTo(0x50);
            assertThat(command(drive, SET_MAX_EXT, 127)).isEqualTo(0x50);
        }
    }

    @Test
    void withoutTheQuestionOrWithAnythingBetweenItIsNot() throws IOException {
        try (LogicalUnit drive = drive()) {
            assertThat(command(drive, SET_MAX_EXT, 127)).isEqualTo(0x51);
            assertThat(command(drive, READ_NATIVE_MAX_EXT, 0)).isEqualTo(0x50);
            assertThat(command(drive, IDENTIFY, 0)).isEqualTo(0x50);
            assertThat(command(drive, SET_MAX_EXT, 127)).isEqualTo(0x51);
        }
    }
}
