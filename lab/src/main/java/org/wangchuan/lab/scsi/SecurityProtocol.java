package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.tcg.Tper;

/** What carries a trusted peripheral's messages: SECURITY PROTOCOL IN and OUT (SPC-5), TRUSTED RECEIVE and SEND (ACS-4). */
final class SecurityProtocol {
    private static final int OUT = 0xb5;
    private static final int TRUSTED_SEND = 0x5e;
    private static final int TRUSTED_SEND_DMA = 0x5f;
    private static final int BLOCK_BYTES = 512;

    /** More than any message or answer here, bytes. */
    private static final int BYTES_MAX = 64 << 10;

    private SecurityProtocol() {}

    /** The trusted peripheral of a drive, if it has one. */
    static Optional<Tper> tper(Firmware firmware, Cells cells, String serial, LongSupplier nanoTime) {
        return firmware.trust() == Trust.NONE
                ? Optional.empty()
                : Optional.of(new Tper(firmware, cells, serial, nanoTime));
    }

    /** Whether it is one of the SCSI commands. */
    static boolean is(int opcode) {
        return opcode == 0xa2 || opcode == OUT;
    }

    /** Lengths are counted in blocks of 512 bytes where INC_512 says so, or in bytes. */
    static ScsiAnswer execute(Tper tper, byte[] descriptor, byte[] data) throws IOException {
        int protocol = Byte.toUnsignedInt(descriptor[1]);
        int specific = Short.toUnsignedInt(ByteBuffer.wrap(descriptor).getShort(2));
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(descriptor).getInt(6))
                * ((descriptor[4] & 0x80) != 0 ? BLOCK_BYTES : 1);
        boolean sends = Byte.toUnsignedInt(descriptor[0]) == OUT;
        if (length > BYTES_MAX || (sends && length != data.length)) {
            return ScsiAnswer.invalidField();
        }
        Tper.Answer answer =
                sends ? tper.send(protocol, specific, data) : tper.receive(protocol, specific, (int) length);
        return switch (answer.verdict()) {
            case TAKEN -> ScsiAnswer.data(answer.data());
            case INVALID -> ScsiAnswer.invalidField();
            case OUT_OF_SEQUENCE -> ScsiAnswer.check(ScsiAnswer.ILLEGAL_REQUEST, 0x2c, 0);
        };
    }

    /** FEATURE holds the protocol, LBA 23:8 what is specific to it; how many blocks is in LBA 7:0 and COUNT. */
    static AtaAnswer trusted(Tper tper, AtaCommand command, byte[] data) throws IOException {
        int protocol = command.feature() & 0xff;
        int specific = (int) (command.lba() >>> 8) & 0xffff;
        int bytes = ((int) (command.lba() & 0xff) << 8 | (command.count() & 0xff)) * BLOCK_BYTES;
        boolean sends = command.opcode() == TRUSTED_SEND || command.opcode() == TRUSTED_SEND_DMA;
        if (bytes == 0 || bytes > BYTES_MAX || bytes != data.length) {
            return AtaAnswer.aborted();
        }
        Tper.Answer answer = sends ? tper.send(protocol, specific, data) : tper.receive(protocol, specific, bytes);
        return switch (answer.verdict()) {
            case TAKEN -> AtaAnswer.data(answer.data());
            case INVALID, OUT_OF_SEQUENCE -> AtaAnswer.aborted();
        };
    }
}
