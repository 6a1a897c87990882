package org.wangchuan.engine.job;

import org.jspecify.annotations.Nullable;

/** The journal can't be written: a full or failing disk on the station's side. The work stops and can be resumed. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what could not be written and why, without any content. */
    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
