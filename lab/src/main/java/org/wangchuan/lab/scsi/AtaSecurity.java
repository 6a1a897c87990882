package org.wangchuan.lab.scsi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Way;

/** The Security feature set of a made drive (ACS-4, 4.18): user and master password, locked, frozen. */
final class AtaSecurity {
    private static final int PASSWORD_AT = 2;
    private static final int PASSWORD_BYTES = 32;

    private final boolean enhanced;
    private final boolean supported;
    private byte[] user = new byte[0];
    private byte[] master = new byte[PASSWORD_BYTES];
    private boolean locked;
    private boolean frozen;
    private boolean prepared;

    AtaSecurity(Firmware firmware) {
        enhanced = firmware.has(Way.SECURITY_ERASE_ENHANCED);
        supported = enhanced || firmware.has(Way.SECURITY_ERASE);
        switch (firmware.lock()) {
            case NONE -> {}
            case FROZEN, FROZEN_AGAIN -> frozen = true;
            case LOCKED -> {
                user = new byte[PASSWORD_BYTES];
                Arrays.fill(user, (byte) '?'); // somebody else's, and nobody's to know
                master = user;
                locked = true;
            }
        }
    }

    /** Whether it has the feature set at all. */
    boolean supported() {
        return supported;
    }

    /** Whether its erase can be enhanced. */
    boolean enhanced() {
        return enhanced;
    }

    boolean enabled() {
        return user.length > 0;
    }

    boolean locked() {
        return locked;
    }

    boolean frozen() {
        return frozen;
    }

    /** How it stands, in words: {@code open}, or of {@code password}, {@code locked} and {@code frozen} those that are so. */
    String words() {
        List<String> out = new ArrayList<>();
        if (enabled()) {
            out.add("password");
        }
        if (locked) {
            out.add("locked");
        }
        if (frozen) {
            out.add("frozen");
        }
        return out.isEmpty() ? "open" : String.join(" ", out);
    }

    /** Word 128 of IDENTIFY DEVICE. */
    int word128() {
        return (supported ? 0x01 : 0)
                | (enhanced ? 0x20 : 0)
                | (enabled() ? 2 : 0)
                | (locked ? 4 : 0)
                | (frozen ? 8 : 0);
    }

    private static byte[] password(byte[] data) {
        return Arrays.copyOfRange(data, PASSWORD_AT, PASSWORD_AT + PASSWORD_BYTES);
    }

    private boolean right(byte[] data) {
        return Arrays.equals(password(data), (data[0] & 1) == 0 ? user : master);
    }

    /** SECURITY SET PASSWORD; whether it was taken. */
    boolean set(byte[] data) {
        if (frozen || locked || data.length < 512) {
            return false;
        }
        if ((data[0] & 1) == 0) {
            user = password(data);
        } else {
            master = password(data);
        }
        return true;
    }

    boolean unlock(byte[] data) {
        if (frozen || data.length < 512 || !enabled() || !right(data)) {
            return false;
        }
        locked = false;
        return true;
    }

    boolean disable(byte[] data) {
        if (frozen || locked || data.length < 512 || !enabled() || !right(data)) {
            return false;
        }
        user = new byte[0];
        return true;
    }

    boolean prepare() {
        prepared = !frozen;
        return prepared;
    }

    /** Whether SECURITY ERASE UNIT may go on; the command before has to have been the preparation. */
    boolean mayErase(byte[] data) {
        boolean known = enhanced || (data.length > 0 && (data[0] & 2) == 0);
        return prepared && !frozen && known && data.length >= 512 && enabled() && right(data);
    }

    /** What an erasure that ended well leaves of a password: none. */
    void erased() {
        user = new byte[0];
        locked = false;
    }

    void freeze() {
        frozen = true;
    }

    /** Its power comes on: what was frozen is not, and a password locks it (ACS-4, the Security feature set, states after power on). */
    void powerOn() {
        frozen = false;
        prepared = false;
        locked = enabled();
    }

    /** Any other command comes between. */
    void forgetPreparation() {
        prepared = false;
    }
}
