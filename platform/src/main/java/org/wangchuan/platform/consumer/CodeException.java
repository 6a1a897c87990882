package org.wangchuan.platform.consumer;

/** What was typed is not the code that stands on the counter's screen. */
final class CodeException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean isLocked;

    /**
     * @param isLocked too many tries: none counts for an hour
     */
    CodeException(boolean isLocked) {
        super(isLocked ? "too many tries" : "not the code");
        this.isLocked = isLocked;
    }

    boolean isLocked() {
        return isLocked;
    }
}
