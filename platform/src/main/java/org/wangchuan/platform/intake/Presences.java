package org.wangchuan.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What shows that owners were there while their device was erased, and of which erasure it is. One that begins later makes it a matter of an
 * earlier try: {@link Orders} does that in the move itself. Thread-safe.
 */
@Component
public class Presences {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final Orders orders;
    private final OrderStory story;
    private final OwnerRecords signing;

    Presences(
            JdbcClient jdbc,
            InstantSource clock,
            ApplicationEventPublisher events,
            Orders orders,
            OrderStory story,
            OwnerRecords signing) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.orders = orders;
        this.story = story;
        this.signing = signing;
    }

    /**
     * Notes what an owner shows themselves, if it is more than what is known: nobody's signature is undone by a tap on another button.
     * Presence is of an erasure that has begun, and nobody is there again who was noted to have left.
     */
    @Transactional
    public void shows(UUID order, Presence.Shown shown, Actor by) throws OrderException {
        Presence presence = shown.grade();
        WorkOrder known = orders.lock(order);
        if (!known.state().takesPresence() || !orders.hasBegun(order)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "presence is of an erasure");
        }
        if (presence != Presence.ABSENT && known.presence().equals(Optional.of(Presence.ABSENT))) {
            throw new OrderException(OrderException.Code.NOT_HERE, "they left");
        }
        if (known.presence().isEmpty() || known.presence().get().compareTo(presence) < 0) {
            present(order, shown, by);
        }
    }

    /**
     * Notes what shows that the owner was there, and signs it. Whoever sent a device away was not, whatever is clicked or signed.
     */
    @Transactional
    public void present(UUID order, Presence.Shown shown, Actor by) throws OrderException {
        Presence presence = shown.grade();
        WorkOrder known = orders.lock(order);
        if (presence != Presence.ABSENT
                && orders.travel(known).filter(travel -> !travel.isAtDoor()).isPresent()) {
            throw new OrderException(OrderException.Code.NOT_HERE, "the device is not where its owner is");
        }
        if (presence != Presence.ABSENT && isOfAnErasureOutside(order)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nobody was asked to watch that erasure");
        }
        if (presence != Presence.ABSENT && course(order).begunAt().isEmpty()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "presence is of an erasure");
        }
        jdbc.sql("""
                        UPDATE intake.work_order SET presence = ?, presence_at = ?, version = version + 1
                        WHERE id = ?""")
                .params(presence.id(), clock.instant().atOffset(ZoneOffset.UTC), order)
                .update();
        story.log(order, "presence-" + presence.id(), Optional.of(known.state()), known.state(), by);
        events.publishEvent(new OrderChanged(order, known.state()));
        signing.present(known, shown, course(order), by);
    }

    /**
     * The latest erasure of an order that somebody could have watched.
     *
     * @param begunAt when it began
     * @param endedAt when it had ended, if it had before presence was noted last
     */
    record Course(Optional<Instant> begunAt, Optional<Instant> endedAt) {}

    private Course course(UUID order) {
        return jdbc.sql("SELECT begun_at, CASE WHEN is_afterwards THEN ended_at END FROM intake.course(ARRAY[?::uuid])")
                .param(order)
                .query((row, _) -> {
                    Optional<Instant> began = instant(row, 1);
                    // A clock may have been set back meanwhile; nothing ends before it begins.
                    return new Course(
                            began,
                            instant(row, 2)
                                    .map(end -> began.filter(end::isBefore).orElse(end)));
                })
                .optional()
                .orElse(new Course(Optional.empty(), Optional.empty()));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Whether what shows presence was noted after the erasure that it is of had ended: somebody came, and perhaps watched nothing. */
    public boolean isAfterwards(UUID order) {
        return afterwards(List.of(order)).contains(order);
    }

    /** Those of several orders of which that is so. */
    public Set<UUID> afterwards(Collection<UUID> orders) {
        return Set.copyOf(jdbc.sql("""
                        SELECT o.id FROM intake.course(?::uuid[]) c JOIN intake.work_order o ON o.id = c.order_id
                        WHERE o.presence <> 'absent' AND c.is_afterwards""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** What an owner had shown for an earlier try, or for the erasure of another medium, and has not shown since. */
    public Optional<Presence> before(UUID order) {
        return jdbc.sql("""
                        SELECT presence_before FROM intake.work_order
                        WHERE id = ? AND presence IS NULL AND presence_before IS NOT NULL""")
                .param(order)
                .query((row, _) -> Presence.of(row.getString(1)))
                .optional();
    }

    /** The same of several orders; one of which nothing was shown is not in it. */
    public Map<UUID, Presence> before(Collection<UUID> orders) {
        return jdbc
                .sql("""
                        SELECT id, presence_before FROM intake.work_order
                        WHERE id = ANY(?::uuid[]) AND presence IS NULL AND presence_before IS NOT NULL""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), Presence.of(row.getString(2))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** When what shows presence was noted last. */
    public Optional<Instant> since(UUID order) {
        return jdbc.sql("SELECT presence_at FROM intake.work_order WHERE id = ? AND presence_at IS NOT NULL")
                .param(order)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /**
     * Whether it was erased, and nobody had asked anybody to watch: there is no medium whose latest erasure was ordered. What a match does
     * not count for takes nobody's word away.
     */
    public boolean isOfAnErasureOutside(UUID order) {
        return jdbc.sql("""
                        SELECT NOT EXISTS (SELECT 1 FROM intake.latest_begun(ARRAY[?::uuid]) WHERE NOT is_outside)
                        AND EXISTS (SELECT 1 FROM intake.order_event WHERE order_id = ? AND kind = 'matched-erased')""")
                .params(order, order)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether one of its media counts by an erasure that nobody ordered: what was shown is of the others. */
    public boolean isAnyErasedOutside(UUID order) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM intake.latest_begun(ARRAY[?::uuid]) WHERE is_outside)")
                .param(order)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }
}
