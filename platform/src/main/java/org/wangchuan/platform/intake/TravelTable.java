package org.wangchuan.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.BagNumber;

/** Departures, arrivals and what owners said between and after them: only ever added. Thread-safe. */
@Component
class TravelTable {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    TravelTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Travel of(WorkOrder order) {
        return new Travel(
                order.channel(),
                jdbc.sql("SELECT * FROM intake.departure WHERE order_id = ?")
                        .param(order.id())
                        .query((row, _) -> new Travel.Departure(
                                Optional.ofNullable(row.getString("bag_number")),
                                row.getString("said_by").equals("owner"),
                                row.getBoolean("has_begun"),
                                row.getBoolean("was_past_return"),
                                at(row)))
                        .optional(),
                jdbc.sql("SELECT * FROM intake.arrival WHERE order_id = ?")
                        .param(order.id())
                        .query((row, _) -> new Travel.Arrival(
                                row.getObject("run_id", UUID.class), row.getBoolean("is_as_sent"), at(row)))
                        .optional(),
                jdbc.sql("SELECT * FROM intake.owner_word WHERE order_id = ? ORDER BY id DESC LIMIT 1")
                        .param(order.id())
                        .query((row, _) -> new Travel.Word(
                                Travel.Said.valueOf(row.getString("said").toUpperCase(Locale.ROOT)),
                                row.getBoolean("after_arrival"),
                                at(row)))
                        .optional(),
                jdbc.sql("SELECT * FROM intake.travel_turn WHERE order_id = ? ORDER BY id DESC LIMIT 1")
                        .param(order.id())
                        .query((row, _) -> new Travel.Turn(
                                Travel.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                                row.getString("said_by").equals("owner"),
                                row.getBoolean("is_tracked"),
                                at(row)))
                        .optional(),
                hasTurned(order.id(), Travel.What.SENT_BACK),
                hasTurned(order.id(), Travel.What.HOME));
    }

    private boolean hasTurned(UUID order, Travel.What what) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM intake.travel_turn WHERE order_id = ? AND what = ?)")
                .params(order, what.id())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    void departed(WorkOrder order, Optional<BagNumber> bag, Optional<UUID> staff, boolean hasBegun) {
        jdbc.sql("INSERT INTO intake.departure VALUES (?, ?, ?, ?, ?, ?, ?)")
                .param(order.id())
                .param(bag.map(BagNumber::text).orElse(null))
                .param(staff.isPresent() ? "staff" : "owner")
                .param(staff.orElse(null))
                .param(hasBegun)
                .param(!order.state().isBeforeNoReturn())
                .param(now())
                .update();
    }

    void arrived(UUID order, UUID run, boolean isAsSent, UUID by) {
        jdbc.sql("INSERT INTO intake.arrival VALUES (?, ?, ?, ?, ?)")
                .params(order, run, isAsSent, by, now())
                .update();
    }

    void said(UUID order, Travel.Said said, boolean isAfterArrival) {
        jdbc.sql("INSERT INTO intake.owner_word (order_id, said, after_arrival, at) VALUES (?, ?, ?, ?)")
                .params(order, said.id(), isAfterArrival, now())
                .update();
    }

    /**
     * What became of it, and who says so.
     *
     * @param isTracked of a loss, and of nothing else
     */
    void turned(UUID order, Travel.What what, Actor by, Optional<Boolean> isTracked) {
        boolean isStaff = by.kind() == Actor.Kind.STAFF;
        jdbc.sql(
                        "INSERT INTO intake.travel_turn (order_id, what, said_by, account_id, is_tracked, at) VALUES (?, ?, ?, ?, ?, ?)")
                .param(order)
                .param(what.id())
                .param(isStaff ? "staff" : "owner")
                .param(isStaff ? by.id().orElseThrow() : null)
                .param(isTracked.orElse(null))
                .param(now())
                .update();
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
