package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.ata.AtaPassThrough.Transfer;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/** What sets how much of a drive the host may address: host protected area, accessible max address, device configuration overlay. */
public final class AtaMaxAddress {
    private static final int READ_NATIVE_MAX_EXT = 0x27;
    private static final int SET_MAX_EXT = 0x37;
    private static final int READ_NATIVE_MAX = 0xf8;
    private static final int SET_MAX = 0xf9;
    private static final int ACCESSIBLE_MAX = 0x78;
    private static final int GET_NATIVE_MAX = 0x0000;
    private static final int SET_ACCESSIBLE_MAX = 0x0001;
    private static final int FREEZE_ACCESSIBLE_MAX = 0x0002;
    private static final int OVERLAY = 0xb1;
    private static final int OVERLAY_RESTORE = 0xc0;
    private static final int OVERLAY_FREEZE_LOCK = 0xc1;
    private static final int OVERLAY_IDENTIFY = 0xc2;
    private static final int VALUE_VOLATILE = 1; // COUNT bit 0, "VV": the value outlives a power cycle if set

    /** How long a host protected area lasts. */
    public enum Lasting {
        UNTIL_POWER_CYCLE,
        FOR_GOOD
    }

    private AtaMaxAddress() {}

    /** READ NATIVE MAX ADDRESS EXT (ACS-2). */
    public static ScsiRequest readNativeMaxExt() {
        return AtaPassThrough.plain("READ NATIVE MAX ADDRESS EXT", READ_NATIVE_MAX_EXT, 0, Transfer.NONE_48);
    }

    /** READ NATIVE MAX ADDRESS, of drives without 48-bit addresses (ACS-2). */
    public static ScsiRequest readNativeMax() {
        return AtaPassThrough.plain("READ NATIVE MAX ADDRESS", READ_NATIVE_MAX, 0, Transfer.NONE_28);
    }

    /** SET MAX ADDRESS EXT (ACS-2); READ NATIVE MAX ADDRESS EXT has to come just before it. */
    public static ScsiRequest setMaxExt(long highestAddress, Lasting lasting) {
        return set("SET MAX ADDRESS EXT", SET_MAX_EXT, 0, highestAddress, lasting, Transfer.NONE_48);
    }

    /** SET MAX ADDRESS (ACS-2); READ NATIVE MAX ADDRESS has to come just before it. */
    public static ScsiRequest setMax(long highestAddress, Lasting lasting) {
        return set("SET MAX ADDRESS", SET_MAX, 0, highestAddress, lasting, Transfer.NONE_28);
    }

    /** GET NATIVE MAX ADDRESS EXT (ACS-4, "ACCESSIBLE MAX ADDRESS CONFIGURATION"). */
    public static ScsiRequest getNativeMax() {
        return AtaPassThrough.plain("GET NATIVE MAX ADDRESS EXT", ACCESSIBLE_MAX, GET_NATIVE_MAX, Transfer.NONE_48);
    }

    /** SET ACCESSIBLE MAX ADDRESS EXT: lasts over power cycles, and is taken once between two of them. */
    public static ScsiRequest setAccessibleMax(long highestAddress) {
        return new AtaPassThrough(
                        "SET ACCESSIBLE MAX ADDRESS EXT",
                        ACCESSIBLE_MAX,
                        SET_ACCESSIBLE_MAX,
                        0,
                        highestAddress,
                        Transfer.NONE_48)
                .request(new byte[0]);
    }

    /** FREEZE ACCESSIBLE MAX ADDRESS EXT: no further change until a power cycle. */
    public static ScsiRequest freezeAccessibleMax() {
        return AtaPassThrough.plain(
                "FREEZE ACCESSIBLE MAX ADDRESS EXT", ACCESSIBLE_MAX, FREEZE_ACCESSIBLE_MAX, Transfer.NONE_48);
    }

    /** DEVICE CONFIGURATION IDENTIFY (ACS-2). */
    public static ScsiRequest overlayIdentify() {
        return new AtaPassThrough("DEVICE CONFIGURATION IDENTIFY", OVERLAY, OVERLAY_IDENTIFY, 1, 0, Transfer.READ_28)
                .request(new byte[0]);
    }

    /** DEVICE CONFIGURATION RESTORE (ACS-2): as the drive was made. Refused while a host protected area is set. */
    public static ScsiRequest overlayRestore() {
        return AtaPassThrough.plain("DEVICE CONFIGURATION RESTORE", OVERLAY, OVERLAY_RESTORE, Transfer.NONE_28);
    }

    /** DEVICE CONFIGURATION FREEZE LOCK (ACS-2). */
    public static ScsiRequest overlayFreezeLock() {
        return AtaPassThrough.plain("DEVICE CONFIGURATION FREEZE LOCK", OVERLAY, OVERLAY_FREEZE_LOCK, Transfer.NONE_28);
    }

    private static ScsiRequest set(
            String name, int command, int feature, long highestAddress, Lasting lasting, Transfer transfer) {
        int count = lasting == Lasting.FOR_GOOD ? VALUE_VOLATILE : 0;
        return new AtaPassThrough(name, command, feature, count, highestAddress, transfer).request(new byte[0]);
    }
}
