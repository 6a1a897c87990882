package org.wangchuan.platform.intake;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.ledger.Involvement;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ValidationClaims.Deed;

/** Who took a device in, at the counter, at the door or out of its parcel, and who gave it back or handed it over. */
@Component
final class CounterInvolvement implements Involvement {
    private final JdbcClient jdbc;
    private final HandOvers handOvers;

    CounterInvolvement(JdbcClient jdbc, HandOvers handOvers) {
        this.jdbc = jdbc;
        this.handOvers = handOvers;
    }

    @Override
    public List<Done> of(UUID order, Bytes32 receipt) {
        Instant since = jdbc.sql("SELECT created_at FROM intake.work_order WHERE id = ?")
                .param(order)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        Stream<Done> takenIn = jdbc
                .sql("""
                        SELECT created_by FROM intake.work_order WHERE id = ?
                        UNION SELECT account_id FROM intake.departure WHERE order_id = ? AND account_id IS NOT NULL
                        UNION SELECT account_id FROM intake.arrival WHERE order_id = ?
                        UNION SELECT actor_id FROM intake.order_event
                          WHERE order_id = ? AND kind = 'corrected' AND actor_id IS NOT NULL
                        UNION SELECT account_id FROM intake.travel_turn
                          WHERE order_id = ? AND what = 'found' AND account_id IS NOT NULL
                        UNION SELECT account_id FROM intake.loss WHERE order_id = ?""")
                .params(order, order, order, order, order, order)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .map(account -> new Done(Deed.TOOK_IN, Optional.of(account), since));
        Stream<UUID> givenBack = jdbc
                .sql("""
                        SELECT actor_id FROM intake.order_event WHERE order_id = ? AND actor = 'staff'
                          AND (to_state IN (?, ?) OR kind = 'travel-sent-back') AND actor_id IS NOT NULL""")
                .params(order, OrderState.RETURNED_UNTOUCHED.id(), OrderState.RETURNED_ERASED.id())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream();
        Stream<UUID> handedOver = jdbc
                .sql("SELECT device_id FROM intake.work_order WHERE id = ?")
                .param(order)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .flatMap(device -> handOvers.givers(device).stream());
        return Stream.concat(
                        takenIn,
                        Stream.concat(givenBack, handedOver)
                                .map(account -> new Done(Deed.HANDED_OVER, Optional.of(account), since)))
                .distinct()
                .toList();
    }
}
