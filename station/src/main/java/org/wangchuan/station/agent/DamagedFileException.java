package org.wangchuan.station.agent;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** What a file of the agent holds is not what was written: cut off, or spoilt. The file itself could be read. */
final class DamagedFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    DamagedFileException(Path file, Exception cause) {
        super("damaged: " + file + ": " + cause.getMessage(), cause);
    }
}
