package org.wangchuan.engine.medium.ata;

import java.util.HexFormat;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaMaxAddress;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/**
 * The ATA commands that are sent, each as an ATA PASS-THROUGH (16) block (SAT, "ATA PASS-THROUGH (16) command"). None of them changes the
 * drive.
 */
@SuppressWarnings("ImmutableEnumChecker") // a request is immutable; it holds copies of arrays
public enum AtaCommand {
    /** IDENTIFY DEVICE (ACS), reads 512 bytes. */
    IDENTIFY_DEVICE(0xec, AtaInquiry.identify()),

    /** READ NATIVE MAX ADDRESS EXT (ATA/ATAPI-6 to ACS-2): the highest address, whatever the host protected area hides. */
    READ_NATIVE_MAX_ADDRESS_EXT(0x27, AtaMaxAddress.readNativeMaxExt()),

    /** READ NATIVE MAX ADDRESS, of drives without 48-bit addresses. */
    READ_NATIVE_MAX_ADDRESS(0xf8, AtaMaxAddress.readNativeMax()),

    /** GET NATIVE MAX ADDRESS EXT: ACCESSIBLE MAX ADDRESS CONFIGURATION, feature 0000h (ACS-3). */
    GET_NATIVE_MAX_ADDRESS_EXT(0x78, AtaMaxAddress.getNativeMax()),

    /** DEVICE CONFIGURATION IDENTIFY: DEVICE CONFIGURATION OVERLAY, feature C2h (ATA/ATAPI-6 to ACS-2), reads 512 bytes. */
    DEVICE_CONFIGURATION_IDENTIFY(0xb1, AtaMaxAddress.overlayIdentify());

    /** Size of what the reading ones read. */
    public static final int BLOCK_BYTES = 512;

    private final int command;
    private final ScsiRequest request;

    AtaCommand(int command, ScsiRequest request) {
        this.command = command;
        this.request = request;
    }

    /** The command block; a new array each time. */
    public byte[] block() {
        return request.block();
    }

    /** Bytes to read, 512 or 0. */
    public int readBytes() {
        return request.readBytes();
    }

    @Override
    public String toString() {
        return name() + " (" + HexFormat.of().withUpperCase().toHexDigits((byte) command) + "h)";
    }
}
