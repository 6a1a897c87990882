package org.wangchuan.platform.intake.travel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.WorkOrder;

/** Departures, arrivals and what owners said between and after them: only ever added. Thread-safe. */
@Component
public class TravelTable {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    TravelTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Travel of(WorkOrder order) {
        return of(List.of(order)).values().iterator().next();
    }

    /** Of several orders, with as many questions as of one. */
    public Map<UUID, Travel> of(Collection<WorkOrder> orders) {
        String[] ids = orders.stream().map(order -> order.id().toString()).toArray(String[]::new);
        Map<UUID, Travel.Departure> departures = byOrder(
                "SELECT * FROM intake.departure WHERE order_id = ANY(?::uuid[])",
                ids,
                row -> new Travel.Departure(
                        Optional.ofNullable(row.getString("bag_number")),
                        row.getString("said_by").equals("owner"),
                        row.getBoolean("has_begun"),
                        row.getBoolean("was_past_return"),
                        at(row)));
        Map<UUID, Travel.Arrival> arrivals = byOrder(
                "SELECT * FROM intake.arrival WHERE order_id = ANY(?::uuid[])",
                ids,
                row -> new Travel.Arrival(row.getObject("run_id", UUID.class), row.getBoolean("is_as_sent"), at(row)));
        Map<UUID, Travel.Word> words = byOrder(
                """
                SELECT DISTINCT ON (order_id) * FROM intake.owner_word WHERE order_id = ANY(?::uuid[])
                ORDER BY order_id, id DESC""",
                ids,
                row -> new Travel.Word(
                        Travel.Said.valueOf(row.getString("said").toUpperCase(Locale.ROOT)),
                        row.getBoolean("after_arrival"),
                        at(row)));
        Map<UUID, Turns> turns = byOrder(
                """
                SELECT DISTINCT ON (order_id) *,
                  bool_or(what = 'sent_back') OVER (PARTITION BY order_id) AS was_sent_back,
                  bool_or(what = 'home') OVER (PARTITION BY order_id) AS was_said_home
                FROM intake.travel_turn WHERE order_id = ANY(?::uuid[]) ORDER BY order_id, id DESC""",
                ids,
                row -> new Turns(
                        new Travel.Turn(
                                Travel.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                                row.getString("said_by").equals("owner"),
                                row.getBoolean("is_tracked"),
                                at(row)),
                        row.getBoolean("was_sent_back"),
                        row.getBoolean("was_said_home")));
        return orders.stream()
                .collect(Collectors.toMap(
                        WorkOrder::id,
                        order -> new Travel(
                                order.channel(),
                                Optional.ofNullable(departures.get(order.id())),
                                Optional.ofNullable(arrivals.get(order.id())),
                                Optional.ofNullable(words.get(order.id())),
                                Optional.ofNullable(turns.get(order.id())).map(Turns::last),
                                Optional.ofNullable(turns.get(order.id()))
                                        .filter(Turns::wasSentBack)
                                        .isPresent(),
                                Optional.ofNullable(turns.get(order.id()))
                                        .filter(Turns::wasSaidHome)
                                        .isPresent())));
    }

    private record Turns(Travel.Turn last, boolean wasSentBack, boolean wasSaidHome) {}

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> Map<UUID, T> byOrder(String sql, String[] orders, Reading<T> reading) {
        return jdbc
                .sql(sql)
                .param(orders)
                .query((row, _) -> Map.entry(row.getObject("order_id", UUID.class), reading.of(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
