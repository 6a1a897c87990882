package org.wangchuan.engine.apple.model;

/**
 * What a device says of its activation. It says nothing of a lock: an erased phone is {@link #UNACTIVATED} whether or not an account still
 * holds it.
 */
public enum ActivationState {
    UNACTIVATED("Unactivated"),
    ACTIVATED("Activated"),
    FACTORY_ACTIVATED("FactoryActivated"),
    SOFT_ACTIVATION("SoftActivation"),
    WILDCARD_ACTIVATED("WildcardActivated"),
    MISMATCHED_ICCID("MismatchedICCID"),
    MISMATCHED_IMEI("MismatchedIMEI"),
    DEACTIVATED("Deactivated"),
    /** Told, but no word that is known here. */
    OTHER("");

    private final String word;

    ActivationState(String word) {
        this.word = word;
    }

    /** From the device's word. */
    public static ActivationState of(String word) {
        for (ActivationState state : values()) {
            if (state != OTHER && state.word.equals(word)) {
                return state;
            }
        }
        return OTHER;
    }
}
