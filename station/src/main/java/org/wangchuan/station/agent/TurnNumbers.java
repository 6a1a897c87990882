package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * Numbers the turns that a platform is told, ascending over restarts, whatever becomes of the clock: it passes over what is not higher. The clock counts where
 * nothing is kept. How far the numbers may have come is kept before they are used, many at a time. Not thread-safe.
 */
final class TurnNumbers {
    private static final String FORMAT = "wangchuan-agent-turns/v1";
    private static final long AT_ONCE = 1000;

    private final AgentFolder folder;
    private final InstantSource clock;
    private long last;
    private long kept;

    TurnNumbers(AgentFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The next number. */
    long next() throws IOException {
        if (last == 0) {
            last = Math.max(read(), clock.millis());
        }
        if (last >= kept) {
            long further = last + AT_ONCE;
            AgentFolder.write(
                    folder.turns(),
                    Json.object().put("format", FORMAT).put("last", further).build());
            kept = further;
        }
        last++;
        return last;
    }

    private long read() throws IOException {
        if (!Files.exists(folder.turns())) {
            return 0;
        }
        try {
            return AgentFolder.read(folder.turns(), TurnNumbers::last);
        } catch (DamagedFileException _) {
            return 0; // the clock counts
        }
    }

    private static long last(Json.Fields in) throws ShapeException {
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, in.text("format"));
        }
        return in.whole("last", 0, JsonValue.Whole.MAX / 2);
    }
}
