package org.wangchuan.platform.bench;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.Involvement;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ValidationClaims.Deed;

/**
 * Who chose a lane for a device, wherever a station began with it, who answered what it asked of a phone, and who accounted for the phone's cards: what they
 * chose, saw and said is in what is proved. What no task has brought was begun at a station, by somebody whom
 * the platform doesn't know.
 */
@Component
final class BenchInvolvement implements Involvement {
    private final JdbcClient jdbc;

    BenchInvolvement(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Done> of(UUID order, Bytes32 receipt) {
        List<Done> queued = jdbc.sql("""
                        SELECT account, min(at) FROM (
                          SELECT queued_by AS account, queued_at AS at FROM bench.task WHERE order_id = :order AND claimed_at IS NOT NULL
                          UNION ALL SELECT actor_id, at FROM intake.order_event
                            WHERE order_id = :order AND actor_id IS NOT NULL AND kind LIKE 'phone-%' AND kind <> 'phone-chosen'
                          UNION ALL SELECT a.account_id, a.at FROM custody.card_account a JOIN intake.work_order o ON o.device_id = a.device_id
                            WHERE o.id = :order) did
                        GROUP BY account""")
                .param("order", order)
                .query((row, _) -> new Done(
                        Deed.BEGAN,
                        Optional.of(row.getObject(1, UUID.class)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
        boolean isOfATask = jdbc.sql("SELECT count(*) FROM bench.task WHERE order_id = ? AND receipt_digest = ?")
                        .params(order, receipt.toBytes())
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
        return Stream.concat(
                        queued.stream(),
                        isOfATask ? Stream.of() : Stream.of(new Done(Deed.BEGAN, Optional.empty(), Instant.EPOCH)))
                .toList();
    }
}
