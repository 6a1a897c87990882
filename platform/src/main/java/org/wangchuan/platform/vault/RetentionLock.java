package org.wangchuan.platform.vault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * That one process at a time deletes. The lock lives as long as its connection: of a process that was killed the database lets it go. Thread-safe.
 */
@Component
class RetentionLock {
    /** Any number that nobody else of this database takes an advisory lock by. */
    private static final long LOCK = 0x7265_7465_6e74_696fL;

    private final DataSource database;
    private final JdbcClient jdbc;

    RetentionLock(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** A lock that is held until it is closed. */
    static final class Held implements AutoCloseable {
        private final Connection connection;

        private Held(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void close() {
            try (connection;
                    PreparedStatement query = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
                query.setLong(1, LOCK); // the connection goes back to a pool, and would keep it
                query.execute();
            } catch (SQLException e) {
                // It broke, and the lock with it.
            }
        }
    }

    /** The lock, if nobody has it. */
    Optional<Held> take() {
        try {
            Connection fresh = database.getConnection();
            boolean isTaken = false;
            try (PreparedStatement query = fresh.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                query.setLong(1, LOCK);
                try (ResultSet row = query.executeQuery()) {
                    isTaken = row.next() && row.getBoolean(1);
                }
            } finally {
                if (!isTaken) {
                    fresh.close();
                }
            }
            return isTaken ? Optional.of(new Held(fresh)) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("the lock of retention could not be asked for", e);
        }
    }

    /** Whether somebody has it now. */
    boolean isTaken() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND classid::bigint = ? AND objid::bigint = ?)""")
                .params(LOCK >>> 32, LOCK & 0xffff_ffffL)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }
}
