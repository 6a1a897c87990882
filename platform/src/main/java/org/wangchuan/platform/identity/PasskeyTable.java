package org.wangchuan.platform.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Somebody's passkeys as a list shows them. Thread-safe. */
@Component
public class PasskeyTable {
    private final JdbcClient jdbc;

    PasskeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What keeps a passkey, as far as it has said so. */
    public enum Kind {
        /** A password manager or an account of a maker, which copies it to all of its owner's devices. */
        SYNCED,
        /** A telephone, over the air. */
        PHONE,
        /** One computer or telephone. */
        DEVICE,
        /** A key that is plugged in or held to the device. */
        SECURITY_KEY,
        /** It has not said. */
        UNKNOWN;

        /** As it stands in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One.
     *
     * @param id the library's
     * @param label what its owner calls it
     * @param madeAt absent if it was not kept
     * @param usedAt when it was last shown; the same as when it was made if never since
     */
    public record Passkey(String id, String label, Kind kind, Optional<Instant> madeAt, Optional<Instant> usedAt) {}

    /** Those of an account, the oldest first. */
    public List<Passkey> of(UUID account) {
        return jdbc.sql("""
                        SELECT c.credential_id, c.label, c.backup_eligible, c.authenticator_transports, c.created, c.last_used
                        FROM identity.user_credentials c JOIN identity.user_entities e ON c.user_entity_user_id = e.id
                        WHERE e.name = ? ORDER BY c.created, c.credential_id""")
                .param(account.toString())
                .query((row, _) -> new Passkey(
                        row.getString("credential_id"),
                        row.getString("label"),
                        kind(row.getBoolean("backup_eligible"), row.getString("authenticator_transports")),
                        instant(row.getTimestamp("created")),
                        instant(row.getTimestamp("last_used"))))
                .list();
    }

    /** The library keeps times without a zone, in that of this process; so they are read. */
    static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    private static Kind kind(boolean isSynced, @Nullable String transports) {
        String ways = transports == null ? "" : transports;
        if (isSynced) {
            return Kind.SYNCED;
        }
        if (ways.contains("hybrid")) {
            return Kind.PHONE;
        }
        if (ways.contains("internal")) {
            return Kind.DEVICE;
        }
        return ways.isEmpty() ? Kind.UNKNOWN : Kind.SECURITY_KEY;
    }
}
