package org.wangchuan.platform.web.problem;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/**
 * Why a request failed that is no mistake of the program or of whoever asked: what the platform keeps its data in is away, and comes back.
 * Found by SQLSTATE (PostgreSQL, appendix A) and by what the system says of files.
 */
public enum Outage {
    /** There is no room on the disk of the platform or of its database. Nothing of a transaction that finds that out is kept. */
    STORAGE_FULL,
    /** The database does not answer: it starts, ends, was killed, or has no connection left. Whether the last commit was made is not known. */
    UNAVAILABLE;

    private static final String DISK_FULL = "53100";

    /** Connection, resources, "operator intervention" but for a statement that was cancelled, and the system below the database. */
    private static final List<String> AWAY = List.of("08", "53", "57P0", "58");

    /** What the pool says, without a state, of a connection that it has found broken. */
    private static final String CLOSED = "Connection is closed";

    /** How far a cause may lie below what was caught. */
    private static final int DEPTH_MAX = 20;

    /** The one behind an exception. */
    public static Optional<Outage> of(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
            Optional<Outage> found = switch (cause) {
                case SQLException sql -> ofState(sql);
                case FileSystemException file -> ofFile(file.getReason());
                case IOException io -> ofFile(io.getMessage());
                case TransactionSystemException second -> ofFirst(second.getApplicationException());
                default -> Optional.empty();
            };
            if (found.isPresent()) {
                return found;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** What went wrong first, where undoing it went wrong as well. */
    private static Optional<Outage> ofFirst(@Nullable Throwable first) {
        return first == null ? Optional.empty() : of(first);
    }

    private static Optional<Outage> ofState(SQLException sql) {
        String state = sql.getSQLState();
        if (DISK_FULL.equals(state)) {
            return Optional.of(STORAGE_FULL);
        }
        boolean isAway = sql instanceof SQLTransientConnectionException // no connection in time
                || CLOSED.equals(sql.getMessage())
                || (state != null && AWAY.stream().anyMatch(state::startsWith));
        return isAway ? Optional.of(UNAVAILABLE) : Optional.empty();
    }

    private static Optional<Outage> ofFile(@Nullable String said) {
        return said != null && said.contains("No space left on device") ? Optional.of(STORAGE_FULL) : Optional.empty();
    }
}
