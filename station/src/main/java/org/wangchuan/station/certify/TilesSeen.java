package org.wangchuan.station.certify;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.proof.log.LogSource;

/**
 * Asks for each tile once, while one certifying lasts: many proofs need the same few. What can't be read is told apart from
 * what can't be read of the station's own. Not thread-safe.
 */
final class TilesSeen implements LogSource {
    private final LogSource source;
    /** Some 2 MB; more than one proof needs by far. */
    private static final int TILES_MAX = 256;

    private final Map<String, byte[]> seen = new LinkedHashMap<>(TILES_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > TILES_MAX;
        }
    };

    TilesSeen(LogSource source) {
        this.source = source;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        byte[] known = seen.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> read;
        try {
            read = source.read(path);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
        read.ifPresent(bytes -> seen.put(path, bytes));
        return read;
    }

    /** The operator's log can't be read. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
