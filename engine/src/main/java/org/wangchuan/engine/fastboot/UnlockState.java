package org.wangchuan.engine.fastboot;

import java.util.Locale;
import java.util.Optional;

/** What a boot loader says of whether it starts what anybody gives it. It is the boot loader's word, and an unlocked one can say anything. */
public enum UnlockState {
    LOCKED,
    UNLOCKED,
    /** It doesn't say, or says something else than yes or no. */
    UNPROVEN;

    /** The word used in documents. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** From the variable "unlocked", which is yes or no (AOSP system/core/fastboot/README.md, "Client Variables"). */
    static UnlockState of(Optional<String> variable) {
        return switch (variable.orElse("")) {
            case "yes" -> UNLOCKED;
            case "no" -> LOCKED;
            default -> UNPROVEN;
        };
    }
}
