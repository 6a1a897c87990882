package org.wangchuan.platform.consumer;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;

/**
 * Links of owners that were replaced. They open nothing any more, but a browser that had come in by one is told that, and can say that nobody
 * there had asked for it: a clerk who renews a link must not take an owner's place unseen. Thread-safe.
 */
@Component
public class ReplacedLinks {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final OrderStory story;

    ReplacedLinks(JdbcClient jdbc, InstantSource clock, Orders orders, OrderStory story) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = orders;
        this.story = story;
    }

    /**
     * What became of a link.
     *
     * @param at when it was replaced
     * @param objectedAt when somebody who had it said that they had not asked for that
     */
    public record Replaced(UUID order, Instant at, Optional<Instant> objectedAt) {}

    /**
     * A link that was renewed.
     *
     * @param by the role of whoever did it, as it stands in the database; absent for what was renewed before that was noted
     */
    public record Renewed(Instant at, Optional<String> by) {}

    /** The link of this secret, if it was replaced. */
    Optional<Replaced> find(String secret) {
        return jdbc.sql("SELECT order_id, at, objected_at FROM consumer.renewal WHERE digest = ?")
                .param(Secrets.digest(secret))
                .query((row, _) -> new Replaced(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .optional();
    }

    /** Whether this cookie is of a browser that had come in before, and is out since this link was replaced. */
    boolean wasPutOut(Replaced replaced, String cookie) {
        return jdbc.sql("SELECT count(*) FROM consumer.browser WHERE digest = ? AND order_id = ? AND ended_at = ?")
                        .params(
                                Secrets.digest(cookie),
                                replaced.order(),
                                replaced.at().atOffset(ZoneOffset.UTC))
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** Notes that whoever had a link had not asked for another one; twice is once. */
    @Transactional
    void object(String secret) throws OrderException {
        Optional<Replaced> replaced = find(secret);
        if (replaced.isEmpty()) {
            return;
        }
        var _ = orders.lock(replaced.get().order());
        int noted = jdbc.sql("UPDATE consumer.renewal SET objected_at = ? WHERE digest = ? AND objected_at IS NULL")
                .params(clock.instant().atOffset(ZoneOffset.UTC), Secrets.digest(secret))
                .update();
        if (noted == 1) {
            orders.note(replaced.get().order(), OrderStory.LINK_OBJECTED, Actor.owner());
        }
    }

    /** What was done to the link of an order at the counter, the first first. */
    List<Renewed> renewals(UUID order) {
        return story.of(order).stream()
                .filter(event -> event.kind().equals(OrderStory.LINK_RENEWED))
                .map(event -> new Renewed(event.at(), event.more().reason()))
                .toList();
    }
}
