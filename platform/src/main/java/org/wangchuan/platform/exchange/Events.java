package org.wangchuan.platform.exchange;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Recoveries;

/** What has happened to registered devices, for whoever asks and for whoever is sent it. Thread-safe. */
@Component
class Events {
    /** Of one answer. */
    static final int LIMIT_MAX = 500;

    /** The types there are. */
    static final List<String> TYPES = List.of("asset.registered", "asset.verdict", "asset.gate");

    static final String SELECT = """
            SELECT e.*, a.external_id, a.batch, d.code AS device, o.code AS order_code FROM exchange.event e
            JOIN exchange.asset a ON a.id = e.asset_id JOIN custody.device d ON d.id = a.device_id
            JOIN intake.work_order o ON o.id = a.order_id\s""";

    private final JdbcClient jdbc;
    private final Recoveries recoveries;

    Events(JdbcClient jdbc, Recoveries recoveries) {
        this.jdbc = jdbc;
        this.recoveries = recoveries;
    }

    /** A statement that counted then. */
    record Statement(UUID id, String digest) {}

    /**
     * What it is about. No verdict: what is true by the time that it is read is asked for.
     *
     * @param change of a gate: {@code opened} or {@code closed}
     */
    record Data(
            UUID asset,
            String externalId,
            UUID site,
            String batch,
            String device,
            String order,
            Optional<String> change,
            List<Statement> statements) {}

    /**
     * One of them, the same wherever it is told.
     *
     * @param number from 1, without a gap, for all of the company
     * @param sequence from 1, without a gap, for the address that it is sent to; absent where it is asked for
     * @param epoch of the last restore; absent as long as there was none. Under another one numbers begin to be given anew from where the back-up was
     */
    record Event(
            UUID id,
            String type,
            Instant timestamp,
            long number,
            Optional<Long> sequence,
            Optional<UUID> epoch,
            Data data) {
        Event at(long place) {
            return new Event(id, type, timestamp, number, Optional.of(place), epoch, data);
        }
    }

    /**
     * Some of them.
     *
     * @param next the place up to which the reader has seen all that is theirs
     */
    record Page(List<Event> events, String next, boolean isMore, Optional<UUID> epoch) {}

    /** A place among them: a number alone would mean another event after a restore. */
    record Cursor(Optional<UUID> epoch, long number) {
        String text() {
            return epoch.map(UUID::toString).orElse("0") + "." + number;
        }

        static Cursor of(String text) throws PlantProblem {
            try {
                int dot = text.indexOf('.');
                String epoch = text.substring(0, Math.max(dot, 0));
                long number = Long.parseLong(text.substring(dot + 1));
                if (dot < 0 || number < 0) {
                    throw new IllegalArgumentException("no cursor");
                }
                return new Cursor(epoch.equals("0") ? Optional.empty() : Optional.of(UUID.fromString(epoch)), number);
            } catch (IllegalArgumentException e) {
                throw PlantProblem.unprocessable("CURSOR", "expected the next of another answer, or none");
            }
        }
    }

    /** Those after a place that are a key's; all, if none is given. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Page after(ApiKey key, Optional<Cursor> place, int limit) throws PlantProblem {
        Optional<UUID> epoch = epoch();
        if (place.filter(one -> !one.epoch().equals(epoch)).isPresent()) {
            throw new PlantProblem(
                    org.springframework.http.HttpStatus.CONFLICT,
                    "CURSOR_EPOCH",
                    "the platform was put back since: ask from the beginning, without after");
        }
        long number = place.map(Cursor::number).orElse(0L);
        long last = jdbc.sql("SELECT coalesce(max(last), 0) FROM exchange.counter WHERE organisation_id = ?")
                .param(key.organisation())
                .query((row, _) -> row.getLong(1))
                .single();
        if (number > last) {
            throw new PlantProblem(
                    org.springframework.http.HttpStatus.CONFLICT,
                    "CURSOR_AHEAD",
                    "expected at most " + last + ": it is another company's place");
        }
        List<Object> parameters = new ArrayList<>(List.of(key.organisation(), number));
        key.site().ifPresent(parameters::add);
        parameters.add(limit);
        List<Event> events = jdbc.sql(SELECT + "WHERE e.organisation_id = ? AND e.number > ?"
                        + (key.site().isPresent() ? " AND e.site_id = ?" : "") + " ORDER BY e.number LIMIT ?")
                .params(parameters)
                .query((row, _) -> read(row, epoch))
                .list();
        boolean isMore = events.size() == limit;
        long seen = isMore ? events.getLast().number() : Math.max(number, last);
        return new Page(events, new Cursor(epoch, seen).text(), isMore, epoch);
    }

    /** The last restore, by which a receiver knows that numbers begin anew. */
    Optional<UUID> epoch() {
        return recoveries.latest().map(Recoveries.Recovery::id);
    }

    static Event read(ResultSet row, Optional<UUID> epoch) throws SQLException {
        UUID[] ids = (UUID[]) row.getArray("statements").getArray();
        String[] digests = (String[]) row.getArray("digests").getArray();
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            statements.add(new Statement(ids[i], digests[i]));
        }
        return new Event(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("number"),
                Optional.empty(),
                epoch,
                new Data(
                        row.getObject("asset_id", UUID.class),
                        row.getString("external_id"),
                        row.getObject("site_id", UUID.class),
                        row.getString("batch"),
                        row.getString("device"),
                        row.getString("order_code"),
                        Optional.ofNullable(row.getString("change")),
                        statements));
    }
}
