package org.wangchuan.engine.phone.fill;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Our program does not run on a phone, ended without its end, or said what it can't mean. */
final class NoFillProgramException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean isWorthAnother;

    /** @param isWorthAnother whether it ran, and goes on where it was if it is started once more */
    NoFillProgramException(String message, boolean isWorthAnother, @Nullable Throwable cause) {
        super(message, cause);
        this.isWorthAnother = isWorthAnother;
    }

    boolean isWorthAnother() {
        return isWorthAnother;
    }
}
