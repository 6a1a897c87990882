package org.wangchuan.engine.verdict;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.engine.command.scsi.VitalProductData;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * What recorded bytes of a command are: which technique, or which question. Fields and values by NVMe Base 2.0 ("Sanitize", "Format NVM"), ACS-4 and
 * SAT-4 ("SANITIZE DEVICE", "SECURITY ERASE UNIT", "ATA PASS-THROUGH (16)"), SBC-4 ("SANITIZE", "FORMAT UNIT") and SPC-5; the name that stands beside the
 * bytes says nothing.
 */
final class TechniqueBytes {
    private static final HexFormat HEX = HexFormat.of();

    private static final int ATA_SANITIZE = 0xb4;
    private static final int ATA_SECURITY_SET_PASSWORD = 0xf1;
    private static final int ATA_SECURITY_ERASE_UNIT = 0xf4;
    private static final int ATA_IDENTIFY = 0xec;
    private static final long CRYPTO_KEY = 0x4372_7970L;
    private static final long BLOCK_KEY = 0x426b_4572L;
    private static final long OVERWRITE_KEY = 0x4f57L;
    private static final int PASSWORD_BLOCK_BYTES = 512;
    private static final int ENHANCED = 1 << 1;

    private static final int SCSI_FORMAT_UNIT = 0x04;
    private static final int SCSI_SANITIZE = 0x48;
    private static final int SCSI_REQUEST_SENSE = 0x03;
    private static final int SCSI_INQUIRY = 0x12;
    private static final int SANITIZE_IMMEDIATE = 1 << 7;
    private static final int OVERWRITE_HEADER_BYTES = 4;
    private static final int FORMAT_DATA = 1 << 4;
    private static final int FORMAT_HEADER_BYTES = 4;
    private static final int FORMAT_IMMEDIATE = 1 << 1;
    private static final int INITIALIZATION_PATTERN = 1 << 3;
    private static final int SERVICE_ACTION_IN_16 = 0x9e;
    private static final int READ_CAPACITY_16 = 0x10;
    private static final int MAINTENANCE_IN = 0xa3;
    private static final int REPORT_SUPPORTED_OPERATION_CODES = 0x0c;

    private TechniqueBytes() {}

    /** Whether a command is the one that this technique is known by. */
    static boolean are(NativeTechnique technique, DeviceCommand command) {
        return switch (technique) {
            case NVME_SANITIZE_BLOCK -> nvmeSanitize(command, 2);
            case NVME_SANITIZE_OVERWRITE -> nvmeSanitize(command, 3);
            case NVME_SANITIZE_CRYPTO -> nvmeSanitize(command, 4);
            case NVME_FORMAT_USER_DATA -> nvmeFormat(command, 1);
            case NVME_FORMAT_CRYPTO -> nvmeFormat(command, 2);
            case ATA_SANITIZE_CRYPTO -> ataSanitize(command, 0x11, CRYPTO_KEY, 0);
            case ATA_SANITIZE_BLOCK -> ataSanitize(command, 0x12, BLOCK_KEY, 0);
            // The pattern is in the lower 32 bits.
            case ATA_SANITIZE_OVERWRITE -> ataSanitize(command, 0x14, OVERWRITE_KEY, 32);
            case ATA_SECURITY_ERASE -> ataErase(command, 0);
            case ATA_SECURITY_ERASE_ENHANCED -> ataErase(command, ENHANCED);
            case SCSI_SANITIZE_OVERWRITE -> scsi(command, SCSI_SANITIZE, 10, 0x01) && overwritePattern(command);
            case SCSI_SANITIZE_BLOCK -> scsi(command, SCSI_SANITIZE, 10, 0x02) && listLength(command) == 0;
            case SCSI_SANITIZE_CRYPTO -> scsi(command, SCSI_SANITIZE, 10, 0x03) && listLength(command) == 0;
            case SCSI_FORMAT_UNIT -> scsi(command, SCSI_FORMAT_UNIT, 6, -1) && wholeFormat(command);
            // What goes before it is weighed with it.
            case MMC_ERASE_SANITIZE -> MmcRules.sanitizes(command);
            case TCG_PSID_REVERT -> SecurityBlock.reverts(command);
        };
    }

    /** Whether a SANITIZE or FORMAT UNIT is answered at once (IMMED), and goes on after that; otherwise it is over when it is answered. */
    static boolean immediate(DeviceCommand command) {
        byte[] block = DriveAnswer.request(command);
        if (scsi(command, SCSI_SANITIZE, 10, -1)) {
            return (at(block, 1) & SANITIZE_IMMEDIATE) != 0;
        }
        return scsi(command, SCSI_FORMAT_UNIT, 6, -1)
                && (at(block, 1) & FORMAT_DATA) != 0
                && (formatOptions(command) & FORMAT_IMMEDIATE) != 0;
    }

    /** Whether a FORMAT UNIT names what is to be in the blocks afterwards (IP); otherwise that is left to the device. */
    static boolean namesPattern(DeviceCommand command) {
        return scsi(command, SCSI_FORMAT_UNIT, 6, -1)
                && (at(DriveAnswer.request(command), 1) & FORMAT_DATA) != 0
                && (formatOptions(command) & INITIALIZATION_PATTERN) != 0;
    }

    /** SECURITY SET PASSWORD or ERASE UNIT: after it the drive may be locked. */
    static boolean setsOrUsesPassword(DeviceCommand command) {
        return AtaBlock.of(command)
                .filter(block ->
                        block.command() == ATA_SECURITY_SET_PASSWORD || block.command() == ATA_SECURITY_ERASE_UNIT)
                .isPresent();
    }

    /** IDENTIFY DEVICE. */
    static boolean identifyDevice(DeviceCommand command) {
        return AtaBlock.of(command)
                .filter(block -> block.command() == ATA_IDENTIFY && block.protocol() == AtaBlock.PIO_IN)
                .isPresent();
    }

    /** SANITIZE STATUS EXT that clears nothing. */
    static boolean sanitizeStatus(DeviceCommand command) {
        return AtaBlock.of(command)
                .filter(block -> block.command() == ATA_SANITIZE
                        && block.protocol() == AtaBlock.NON_DATA
                        && block.extended()
                        && block.feature() == 0
                        && (block.count() & 1) == 0)
                .isPresent();
    }

    /** REQUEST SENSE. */
    static boolean requestSense(DeviceCommand command) {
        return scsi(command, SCSI_REQUEST_SENSE, 6, -1);
    }

    /** REPORT SUPPORTED OPERATION CODES of what this technique is known by. */
    static boolean asksFor(NativeTechnique technique, DeviceCommand command) {
        byte[] block = DriveAnswer.request(command);
        if (block.length != 12
                || at(block, 0) != MAINTENANCE_IN
                || (at(block, 1) & 0x1f) != REPORT_SUPPORTED_OPERATION_CODES) {
            return false;
        }
        int option = at(block, 2) & 7;
        int operation = at(block, 3);
        int action = at(block, 4) << 8 | at(block, 5);
        return switch (technique) {
            case SCSI_SANITIZE_OVERWRITE -> option == 2 && operation == SCSI_SANITIZE && action == 1;
            case SCSI_SANITIZE_BLOCK -> option == 2 && operation == SCSI_SANITIZE && action == 2;
            case SCSI_SANITIZE_CRYPTO -> option == 2 && operation == SCSI_SANITIZE && action == 3;
            case SCSI_FORMAT_UNIT -> option == 1 && operation == SCSI_FORMAT_UNIT;
            default -> false;
        };
    }

    /** INQUIRY of the standard data. */
    static boolean standardInquiry(DeviceCommand command) {
        byte[] block = DriveAnswer.request(command);
        return scsi(command, SCSI_INQUIRY, 6, -1) && (at(block, 1) & 1) == 0 && at(block, 2) == 0;
    }

    /** INQUIRY of the Device Identification page. */
    static boolean deviceIdentification(DeviceCommand command) {
        byte[] block = DriveAnswer.request(command);
        return scsi(command, SCSI_INQUIRY, 6, -1)
                && (at(block, 1) & 1) == 1
                && at(block, 2) == VitalProductData.DEVICE_IDENTIFICATION;
    }

    /** READ CAPACITY(16). */
    static boolean readCapacity(DeviceCommand command) {
        return scsi(command, SERVICE_ACTION_IN_16, 16, READ_CAPACITY_16);
    }

    private static boolean nvmeSanitize(DeviceCommand command, int action) {
        Optional<NvmeBlock> block = NvmeBlock.of(command);
        // Of the bits above NDAS one asks for more than a plain one does (PREQ), which is weighed apart; the others ask
        // for a verification that keeps the drive from being read, or mean nothing that is known here.
        return block.isPresent()
                && block.get().is(NvmeBlock.SANITIZE)
                && (block.get().word10() & 7) == action
                && (block.get().word10() & ~NvmeBlock.PURGE_OR_FAIL) >>> 10 == 0;
    }

    private static boolean nvmeFormat(DeviceCommand command, int secureErase) {
        Optional<NvmeBlock> block = NvmeBlock.of(command);
        return block.isPresent()
                && block.get().is(NvmeBlock.FORMAT)
                && (block.get().word10() >>> 9 & 7) == secureErase
                && block.get().namespace() != 0;
    }

    private static boolean ataSanitize(DeviceCommand command, int feature, long key, int keyShift) {
        return AtaBlock.of(command)
                .filter(block -> block.command() == ATA_SANITIZE
                        && block.protocol() == AtaBlock.NON_DATA
                        && block.extended()
                        && block.feature() == feature
                        && block.address() >>> keyShift == key)
                .isPresent();
    }

    private static boolean ataErase(DeviceCommand command, int mode) {
        OptionalInt control =
                command.sent().isPresent() ? control(command.sent().get()) : OptionalInt.empty();
        return control.isPresent()
                && (control.getAsInt() & ENHANCED) == mode
                && AtaBlock.of(command)
                        .filter(block -> block.command() == ATA_SECURITY_ERASE_UNIT
                                && block.protocol() == AtaBlock.PIO_OUT
                                && block.count() == 1)
                        .isPresent();
    }

    private static OptionalInt control(String hex) {
        byte[] sent = HEX.parseHex(hex);
        return sent.length == PASSWORD_BLOCK_BYTES ? OptionalInt.of(at(sent, 0)) : OptionalInt.empty();
    }

    /** The parameter list of SANITIZE, OVERWRITE (SBC-4): one pass at least, none of the bits that are for tests, a pattern of the length that it names. */
    private static boolean overwritePattern(DeviceCommand command) {
        byte[] sent = sent(command);
        return sent.length > OVERWRITE_HEADER_BYTES
                && listLength(command) == sent.length
                && (at(sent, 0) & 0x1f) > 0
                && (at(sent, 0) & 0x60) == 0
                && (at(sent, 2) << 8 | at(sent, 3)) == sent.length - OVERWRITE_HEADER_BYTES;
    }

    /** PARAMETER LIST LENGTH of SANITIZE. */
    private static int listLength(DeviceCommand command) {
        byte[] block = DriveAnswer.request(command);
        return at(block, 7) << 8 | at(block, 8);
    }

    /** A fast format (FFMT, SBC-4) need not touch the medium at all; data that were announced and are not on record could say anything. */
    private static boolean wholeFormat(DeviceCommand command) {
        byte[] block = DriveAnswer.request(command);
        return (at(block, 4) & 3) == 0
                && ((at(block, 1) & FORMAT_DATA) == 0 || sent(command).length >= FORMAT_HEADER_BYTES);
    }

    private static int formatOptions(DeviceCommand command) {
        byte[] sent = sent(command);
        return sent.length < FORMAT_HEADER_BYTES ? 0 : at(sent, 1);
    }

    private static byte[] sent(DeviceCommand command) {
        return HEX.parseHex(command.sent().orElse(""));
    }

    /** @param action service action in bits 4:0 of byte 1, -1 if it has none */
    private static boolean scsi(DeviceCommand command, int operation, int bytes, int action) {
        byte[] block = DriveAnswer.request(command);
        return block.length == bytes
                && !(command.answer() instanceof DeviceCommand.Told)
                && at(block, 0) == operation
                && (action < 0 || (at(block, 1) & 0x1f) == action);
    }

    private static int at(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
