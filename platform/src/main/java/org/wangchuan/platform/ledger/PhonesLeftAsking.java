package org.wangchuan.platform.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether what proved a phone to be cleared left it past its first setup, with debugging on. It is noted with each statement; of those that came before it was, their
 * receipts say it. Thread-safe.
 */
@Component
public class PhonesLeftAsking {
    private final JdbcClient jdbc;

    PhonesLeftAsking(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether any of these statements did. */
    public boolean isAny(Collection<UUID> statements) {
        return of(statements).stream().anyMatch(One::is);
    }

    /** Notes what was never noted of these statements, for whoever asks the database alone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(Collection<UUID> statements) {
        of(statements).stream()
                .filter(one -> !one.isNoted())
                .forEach(one -> jdbc.sql(
                                "UPDATE ledger.statement SET is_left_asking = ? WHERE event_id = ? AND is_left_asking IS NULL")
                        .params(one.is(), one.statement())
                        .update());
    }

    private record One(UUID statement, boolean isNoted, boolean is) {}

    /** Only what was not noted is read: of a drive, whose receipt has passes, it is no. */
    private List<One> of(Collection<UUID> statements) {
        return jdbc.sql("""
                        SELECT event_id, is_left_asking, CASE WHEN is_left_asking IS NULL AND passes IS NULL THEN receipt END AS receipt
                        FROM ledger.statement WHERE event_id = ANY (?::uuid[])""")
                .param(statements.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> {
                    boolean isNoted = row.getObject("is_left_asking") != null;
                    boolean is = isNoted
                            ? row.getBoolean("is_left_asking")
                            : Optional.ofNullable(row.getString("receipt"))
                                    .flatMap(PhoneResult::of)
                                    .filter(PhoneResult::isLeftAsking)
                                    .isPresent();
                    return new One(row.getObject("event_id", UUID.class), isNoted, is);
                })
                .list();
    }
}
