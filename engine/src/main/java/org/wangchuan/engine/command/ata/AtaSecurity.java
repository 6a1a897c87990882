package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.ata.AtaPassThrough.Transfer;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/** The Security feature set: passwords, and the erase that needs one (ACS-4). */
public final class AtaSecurity {
    /** Bytes of a password; shorter ones are filled up with zeros, as hdparm does. */
    public static final int PASSWORD_BYTES = 32;

    private static final int SET_PASSWORD = 0xf1;
    private static final int UNLOCK = 0xf2;
    private static final int ERASE_PREPARE = 0xf3;
    private static final int ERASE_UNIT = 0xf4;
    private static final int FREEZE_LOCK = 0xf5;
    private static final int DISABLE_PASSWORD = 0xf6;

    private static final int MASTER = 1; // word 0 bit 0
    private static final int ENHANCED = 1 << 1; // word 0 bit 1 of SECURITY ERASE UNIT
    private static final int MAXIMUM = 1; // word 0 bit 8 of SECURITY SET PASSWORD

    /** Whose password is given. */
    public enum Identifier {
        USER,
        MASTER
    }

    /** What a master password may do once a user password is set. */
    public enum Capability {
        HIGH,
        MAXIMUM
    }

    /** What SECURITY ERASE UNIT writes. */
    public enum EraseMode {
        /** Zeros or ones to all user data. */
        NORMAL,
        /** A pattern of the maker's to all user data, also to sectors that are no longer in use. */
        ENHANCED
    }

    private AtaSecurity() {}

    /**
     * SECURITY SET PASSWORD. With a user password the drive is locked after each power cycle from now on; a master password alone locks
     * nothing. The capability counts with a user password, the revision with a master password; the drive overlooks the other.
     *
     * @param password at most 32 bytes
     * @param masterRevision for the master password: 1 to FFFEh, or 0 to leave the drive's number as it is (ACS-4, word 17)
     */
    public static ScsiRequest setPassword(
            Identifier whose, Capability capability, byte[] password, int masterRevision) {
        if (masterRevision < 0 || masterRevision > 0xfffe) {
            throw new IllegalArgumentException("master revision: 0 to FFFEh");
        }
        byte[] data = data(whose, 0, password);
        data[1] = (byte) (capability == Capability.MAXIMUM ? MAXIMUM : 0);
        data[34] = (byte) masterRevision;
        data[35] = (byte) (masterRevision >>> 8);
        return send("SECURITY SET PASSWORD", SET_PASSWORD, data);
    }

    /** SECURITY UNLOCK: until the next power cycle. Five wrong passwords make the drive deaf until then. */
    public static ScsiRequest unlock(Identifier whose, byte[] password) {
        return send("SECURITY UNLOCK", UNLOCK, data(whose, 0, password));
    }

    /** SECURITY ERASE PREPARE: has to come just before {@link #eraseUnit}. */
    public static ScsiRequest erasePrepare() {
        return AtaPassThrough.plain("SECURITY ERASE PREPARE", ERASE_PREPARE, 0, Transfer.NONE_28);
    }

    /** SECURITY ERASE UNIT: erases, and takes the user password away; if it is broken off the password stays. */
    public static ScsiRequest eraseUnit(Identifier whose, EraseMode mode, byte[] password) {
        return send(
                "SECURITY ERASE UNIT", ERASE_UNIT, data(whose, mode == EraseMode.ENHANCED ? ENHANCED : 0, password));
    }

    /** SECURITY FREEZE LOCK: none of the others until the next power cycle. */
    public static ScsiRequest freezeLock() {
        return AtaPassThrough.plain("SECURITY FREEZE LOCK", FREEZE_LOCK, 0, Transfer.NONE_28);
    }

    /** SECURITY DISABLE PASSWORD, of a drive that is unlocked. */
    public static ScsiRequest disablePassword(Identifier whose, byte[] password) {
        return send("SECURITY DISABLE PASSWORD", DISABLE_PASSWORD, data(whose, 0, password));
    }

    private static byte[] data(Identifier whose, int flags, byte[] password) {
        if (password.length > PASSWORD_BYTES) {
            throw new IllegalArgumentException("password: at most " + PASSWORD_BYTES + " bytes");
        }
        byte[] data = new byte[AtaPassThrough.BLOCK_BYTES];
        data[0] = (byte) (flags | (whose == Identifier.MASTER ? MASTER : 0));
        System.arraycopy(password, 0, data, 2, password.length);
        return data;
    }

    private static ScsiRequest send(String name, int command, byte[] data) {
        return new AtaPassThrough(name, command, 0, 1, 0, Transfer.SEND_28).request(data);
    }
}
