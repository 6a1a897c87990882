package org.wangchuan.station.journal;

import java.io.IOException;

/** The bytes are there and are not what was written. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
