package org.wangchuan.platform.web.large;

import java.io.IOException;

/** A form has not come as a whole. */
public final class NotArrivedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    NotArrivedException(Why why) {
        super("not arrived: " + why);
        this.why = why;
    }

    /** Whose fault it is. */
    public Why why() {
        return why;
    }

    /** Whose fault it is. */
    public enum Why {
        /** There was no room for it in time. */
        BUSY,
        /** It came more slowly than a form may. */
        SLOW,
        /** Whoever sent it went away. */
        GONE
    }
}
