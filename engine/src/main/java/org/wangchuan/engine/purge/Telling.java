package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.SanitizeState.Running;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * Which of a drive's many answers are kept: the first, each change of state, each sixteenth of the way, and the last. A record holds
 * {@value #MOST} of an attempt; a drive that keeps changing its mind does not drive out the last.
 */
final class Telling {
    /** The record's limit is 64; the last one always has room. */
    static final int MOST = 60;

    private static final int SIXTEENTH = 65536 / 16;

    private final PurgeRecord record;
    private int kept;
    private @Nullable SanitizeState keptState;
    private Optional<DeviceCommand> pending = Optional.empty();
    private SanitizeState pendingState = new SanitizeState.NotTold();

    /** @param already how many the record has */
    Telling(PurgeRecord record, int already) {
        this.record = record;
        this.kept = already;
    }

    void heard(DeviceCommand answer, SanitizeState state) throws IOException {
        if (kept < MOST && isNews(state)) {
            keep(answer, state);
        } else {
            pending = Optional.of(answer);
            pendingState = state;
        }
    }

    /** Whether only the last has room yet. */
    boolean isFull() {
        return kept >= MOST;
    }

    /** Keeps what was heard last, if it isn't: on it the result rests. */
    void close() throws IOException {
        if (pending.isPresent()) {
            keep(pending.get(), pendingState);
        }
    }

    private boolean isNews(SanitizeState state) {
        if (keptState instanceof Running(int before) && state instanceof Running(int now)) {
            return now < before || now / SIXTEENTH != before / SIXTEENTH;
        }
        return !state.equals(keptState);
    }

    private void keep(DeviceCommand answer, SanitizeState state) throws IOException {
        record.told(answer);
        kept++;
        keptState = state;
        pending = Optional.empty();
    }
}
