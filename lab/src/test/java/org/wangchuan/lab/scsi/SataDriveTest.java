package org.wangchuan.lab.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** READ LOG EXT of one page of a log. */
    private static byte[] log(LogicalUnit drive, int log, int page) throws IOException {
        byte[] descriptor = new byte[16];
        descriptor[0] = (byte) 0x85;
        descriptor[1] = 0x09; // PIO in, EXTEND
        descriptor[6] = 1;
        descriptor[8] = (byte) log;
        descriptor[10] = (byte) page;
        descriptor[14] = 0x2f;
        return drive.execute(descriptor, new byte[512]).data();
    }

    private static long told(byte[] page, int offset) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    }

    /** Offsets, and bits 63 (supported) and 62 (valid), are of ACS-4, "Device Statistics log". */
    @Test
    void whatItCountsIsInTheDeviceStatisticsLog() throws IOException {
        Firmware counting = Firmware.that(new Conduct.Honest()).counting(Firmware.Counting.TOLD);
        try (LogicalUnit drive = new SataDrive("S1", counting, cells, System::nanoTime)) {
            assertThat(told(log(drive, 0x00, 0), 8) & 0xffff)
                    .as("pages of log 04h")
                    .isEqualTo(8);
            assertThat(told(log(drive, 0x04, 0), 8)).isEqualTo(0x04_03_01_00_04L);
            assertThat(told(log(drive, 0x04, 1), 16)).as("hours").isEqualTo(0xc000_0000_0000_04d2L);
            assertThat(told(log(drive, 0x04, 1), 24)).as("sectors").isEqualTo(0xc000_0000_0000_0000L);
            assertThat(told(log(drive, 0x04, 3), 32)).as("replaced").isEqualTo(0xc000_0000_0000_0003L);
            byte[] write = new byte[10];
            write[0] = 0x2a;
            write[8] = 2;
            ScsiAnswer _ = drive.execute(write, new byte[1024]);
            assertThat(told(log(drive, 0x04, 1), 24)).isEqualTo(0xc000_0000_0000_0002L);
            assertThat(told(log(drive, 0x04, 3), 32)).isEqualTo(0xc000_0000_0000_0005L);
            assertThat(told(log(drive, 0x04, 4), 0)).isEqualTo(0x04_0001L);
            assertThat(command(drive, 0x2f, 4)).as("no page is asked for").isEqualTo(0x51);
        }
        try (LogicalUnit drive = drive()) {
            assertThat(log(drive, 0x04, 3)).as("one without it").isEmpty();
        }
    }
}
