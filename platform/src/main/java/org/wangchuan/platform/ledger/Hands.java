package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ValidationClaims.Deed;

/**
 * Who had a hand in what proves that a device is cleared: whoever began an erasure, matched one, or answered for a clause. Who took the
 * device in, or hands it over, has no part in what is proved of it. Thread-safe.
 */
@Component
public class Hands {
    private final JdbcClient jdbc;
    private final List<Involvement> involvements;

    Hands(JdbcClient jdbc, List<Involvement> involvements) {
        this.jdbc = jdbc;
        this.involvements = List.copyOf(involvements);
    }

    /** What somebody did. */
    public enum Work {
        /** Chose the lane. */
        BEGAN,
        /** Said whose erasure it was. */
        MATCHED,
        /** Answered for a clause that the evidence left open. */
        ANSWERED;

        /** As the database spells it. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One hand.
     *
     * @param account absent if nobody knows whose
     * @param since from when on it may have been done
     */
    public record Hand(Work work, Optional<UUID> account, Instant since) {}

    private record Statement(
            UUID event, Optional<UUID> order, Bytes32 receipt, Optional<UUID> matchedBy, Optional<Instant> matchedAt) {}

    /** Those in these statements; each at least once, and of a statement that is not known nobody's. */
    public List<Hand> of(Collection<UUID> statements) {
        List<Statement> known = jdbc.sql("""
                        SELECT event_id, coalesce(order_id, match_order_id) AS of_order, receipt_digest, match_account_id, matched_at
                        FROM ledger.statement WHERE event_id = ANY (?::uuid[])""")
                .param(statements.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> new Statement(
                        row.getObject(1, UUID.class),
                        Optional.ofNullable(row.getObject(2, UUID.class)),
                        Bytes32.of(row.getBytes(3)),
                        Optional.ofNullable(row.getObject(4, UUID.class)),
                        Optional.ofNullable(row.getObject(5, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .list();
        List<Hand> out = new ArrayList<>();
        for (Statement one : known) {
            one.order().ifPresent(order -> out.addAll(began(order, one.receipt())));
            one.matchedBy()
                    .ifPresent(by -> out.add(new Hand(
                            Work.MATCHED, Optional.of(by), one.matchedAt().orElse(Instant.EPOCH))));
            out.addAll(answered(one.event()));
        }
        if (out.stream().noneMatch(hand -> hand.work() == Work.BEGAN)) {
            out.add(new Hand(Work.BEGAN, Optional.empty(), Instant.EPOCH));
        }
        return out.stream().distinct().toList();
    }

    private List<Hand> began(UUID order, Bytes32 receipt) {
        return involvements.stream()
                .flatMap(one -> one.of(order, receipt).stream())
                .filter(done -> done.deed() == Deed.BEGAN)
                .map(done -> new Hand(Work.BEGAN, done.account(), done.since()))
                .toList();
    }

    private List<Hand> answered(UUID event) {
        return jdbc.sql("SELECT account_id, at FROM ledger.validation WHERE event_id = ?")
                .param(event)
                .query((row, _) -> new Hand(
                        Work.ANSWERED,
                        Optional.of(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
    }
}
