package org.wangchuan.engine.apple.model;

/**
 * What a device says of Find My, and with it of the activation lock, in three values. <b>There is none that says "not locked"</b>: after an erase, in
 * the setup assistant, {@code IsAssociated} of {@code com.apple.fmip} and {@code FMiPAccountExists} of the activation information both read
 * false while the phone still belongs to an account and its lock is on (libimobiledevice/libideviceactivation, issue 33). Only the maker's
 * activation server knows; that a phone gets past the setup assistant's lock screen is the nearest that can be observed.
 */
public enum FindMy {
    /** It says that it belongs to an account's Find My: it is locked. */
    ON,
    /** It says that it doesn't. On a phone that its owner still uses that is worth something; on one that was just erased, nothing. */
    SAYS_OFF,
    /** It doesn't say. */
    NOT_TOLD;

    /** From the answer to whether it is associated. */
    public static FindMy of(Answer<Boolean> associated) {
        return associated.toOptional().map(is -> is ? ON : SAYS_OFF).orElse(NOT_TOLD);
    }
}
