package org.wangchuan.station.issue;

import java.io.IOException;
import java.io.Serial;

/** Another program holds the station's books, for longer than any that works. */
public final class BooksHeldException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    BooksHeldException(String message) {
        super(message);
    }
}
