package org.wangchuan.engine.apple.model;

/** How far a pairing is, for who stands at the counter. */
public enum PairingState {
    /** The phone is locked by its passcode and doesn't even ask its owner; it has to be unlocked. */
    PASSWORD_PROTECTED,
    /** It asks its owner whether to trust this computer. */
    DIALOG_PENDING,
    /** The owner said no. */
    USER_DENIED,
    /** Its management, or the way it is attached, forbids it. */
    PROHIBITED,
    PAIRED
}
