package org.wangchuan.station.producer;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Statements of producers are kept that can't be told: nobody knows whether one of them takes another one out of force. */
public final class ProducerStoreException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Names what is in the way.
     *
     * @param file it, or the folder
     * @param message what is wrong with it
     */
    ProducerStoreException(Path file, String message) {
        super(message);
        this.file = file.toString();
    }

    /** What is in the way. */
    public String file() {
        return file;
    }
}
