package org.wangchuan.engine.command.ata;

import java.util.Optional;

/**
 * The registers that a drive answered with, from the ATA Status Return descriptor in SCSI sense data (SAT, descriptor type 09h).
 *
 * @param status the ATA STATUS field
 * @param error the ATA ERROR field
 * @param extended the upper halves of COUNT and LBA were filled in (EXTEND bit)
 * @param count the COUNT field: 16 bits if the command was of that kind, otherwise 8
 * @param address the LBA field: 48 bits if the command was of that kind, otherwise 28
 */
public record AtaRegisters(int status, int error, boolean extended, int count, long address) {
    private static final int STATUS_ERROR = 0x01;
    private static final int STATUS_DATA_REQUEST = 0x08;
    private static final int STATUS_DEVICE_FAULT = 0x20;
    private static final int STATUS_READY = 0x40;
    private static final int STATUS_BUSY = 0x80;

    private static final int DESCRIPTOR_FORMAT = 0x72;
    private static final int FIXED_FORMAT = 0x70;
    private static final int FIXED_BYTES = 18;
    private static final int VALID = 0x80;
    private static final int ABORTED_COMMAND = 0x0b;
    private static final int ERROR_ABORT = 0x04;
    private static final int HEADER_BYTES = 8;
    private static final int ATA_STATUS_RETURN = 0x09;
    private static final int ATA_STATUS_RETURN_LENGTH = 12;

    /**
     * Empty if there is no such descriptor. Fixed-format sense data carries only 24 bits of an address and is not accepted: see {@link #failure}.
     */
    public static Optional<AtaRegisters> parse(byte[] sense) {
        if (sense.length < HEADER_BYTES || (sense[0] & 0x7f) != DESCRIPTOR_FORMAT) {
            return Optional.empty();
        }
        int end = Math.min(sense.length, HEADER_BYTES + at(sense, 7));
        int from = HEADER_BYTES;
        while (from + 2 <= end) {
            int length = at(sense, from + 1);
            if (at(sense, from) == ATA_STATUS_RETURN) {
                return length == ATA_STATUS_RETURN_LENGTH && from + 2 + length <= end
                        ? Optional.of(registers(sense, from))
                        : Optional.empty();
            }
            from += 2 + length;
        }
        return Optional.empty();
    }

    /**
     * The same of a command that the drive aborted, also from sense data in fixed format, as Linux makes it of failed commands unless the drive was set to
     * descriptors (D_SENSE). Of COUNT and LBA it holds the lower halves alone, so that no success is read from it. Where the fields are depends:
     * SAT-4 has ERROR and STATUS in INFORMATION, bytes 3 and 4, with VALID set, and LBA from byte 9 on; Linux before 6.11 had all of them five bytes, or
     * eight, further, without VALID ("libata-scsi: Fix offsets for the fixed format sense data").
     */
    public static Optional<AtaRegisters> failure(byte[] sense) {
        Optional<AtaRegisters> described = parse(sense);
        if (described.isPresent() || sense.length < FIXED_BYTES || (sense[0] & 0x7f) != FIXED_FORMAT) {
            return described;
        }
        boolean valid = (sense[0] & VALID) != 0;
        // The older one starts where COMMAND-SPECIFIC INFORMATION does.
        int error = at(sense, valid ? 3 : 8);
        int status = at(sense, valid ? 4 : 9);
        int count = at(sense, valid ? 6 : 11);
        int low = at(sense, valid ? 9 : 17);
        boolean aborted = (at(sense, 2) & 0x0f) == ABORTED_COMMAND
                && (status & (STATUS_ERROR | STATUS_READY | STATUS_BUSY)) == (STATUS_ERROR | STATUS_READY)
                && (error & ERROR_ABORT) != 0;
        return aborted ? Optional.of(new AtaRegisters(status, error, false, count, low)) : Optional.empty();
    }

    private static AtaRegisters registers(byte[] sense, int from) {
        boolean extend = (at(sense, from + 2) & 1) != 0;
        long low = at(sense, from + 7) | ((long) at(sense, from + 9) << 8) | ((long) at(sense, from + 11) << 16);
        long high = extend
                ? at(sense, from + 6) | ((long) at(sense, from + 8) << 8) | ((long) at(sense, from + 10) << 16)
                : at(sense, from + 12) & 0x0f; // bits 27:24 are in the DEVICE field
        int count = at(sense, from + 5) | (extend ? at(sense, from + 4) << 8 : 0);
        return new AtaRegisters(at(sense, from + 13), at(sense, from + 3), extend, count, low | (high << 24));
    }

    /** Whether the drive is ready and reports neither error nor fault. */
    public boolean succeeded() {
        return (status & (STATUS_ERROR | STATUS_DATA_REQUEST | STATUS_DEVICE_FAULT | STATUS_BUSY)) == 0
                && (status & STATUS_READY) != 0;
    }

    private static int at(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
