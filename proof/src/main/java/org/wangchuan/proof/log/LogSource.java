package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.Optional;

/** What anybody can read of a log: its checkpoint, tiles and entry bundles (C2SP tlog-tiles). */
@FunctionalInterface
public interface LogSource {
    /** Largest file of a log in bytes: a full bundle of entries, each with its length in two bytes before it. */
    int BYTES_MAX = TilePath.WIDTH * (2 + 0xFFFF);

    /**
     * One whole file; empty if there is none. Where the log may grow meanwhile, the beginning of a full tile stands in
     * for a partial one that has gone ({@link GrowingLog}).
     *
     * @param path relative to the log, such as {@code checkpoint} or that of a {@link TilePath}
     * @throws IOException if it can't be read, or is larger than {@link #BYTES_MAX}
     */
    Optional<byte[]> read(String path) throws IOException;
}
