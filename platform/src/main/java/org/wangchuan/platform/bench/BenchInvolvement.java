package org.wangchuan.platform.bench;

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
 * Who chose a lane for a device, wherever a station began with it. What no task has brought was begun at a station, by somebody whom
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
        Stream<UUID> queued = jdbc
                .sql("SELECT DISTINCT queued_by FROM bench.task WHERE order_id = ? AND claimed_at IS NOT NULL")
                .param(order)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream();
        boolean isOfATask = jdbc.sql("SELECT count(*) FROM bench.task WHERE order_id = ? AND receipt_digest = ?")
                        .params(order, receipt.toBytes())
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
        return Stream.concat(
                        queued.map(account -> new Done(Deed.BEGAN, Optional.of(account))),
                        isOfATask ? Stream.of() : Stream.of(new Done(Deed.BEGAN, Optional.empty())))
                .toList();
    }
}
