package org.wangchuan.platform.ledger.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.witness.append.AppendException;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.append.Sequencer;

/**
 * From the statements that were accepted into the log. A statement waits in its own row, written by the transaction that
 * accepted it; the row learns where its entries are after they are durable. Dying in between costs that they are sent once
 * more, and the log answers where they are: an event is there once. Used by one thread.
 */
@Component
class LogOutbox {
    static final int AT_ONCE = 500;

    /** The log has another entry under the event of this statement; it will never be there as it stands in the receipt. */
    static final String CONFLICT = "EVENT_CONFLICT";

    /** What lies in this row is no receipt any more: it was accepted as one, and the database, or somebody in it, has changed it since. */
    static final String UNREADABLE = PlatformLog.UNREADABLE;

    private static final Logger LOG = LoggerFactory.getLogger(LogOutbox.class);

    private final JdbcClient jdbc;
    private final Stations stations;
    private final AcceptedReceipts accepted;
    private volatile Consumer<Step> steps = _ -> {};

    LogOutbox(JdbcClient jdbc, Stations stations, AcceptedReceipts accepted) {
        this.jdbc = jdbc;
        this.stations = stations;
        this.accepted = accepted;
    }

    /** Where the process could die. */
    enum Step {
        READ,
        STARTS_LOGGED,
        CLEARINGS_LOGGED,
        MARKED
    }

    /** For tests: called after each step. */
    void watch(Consumer<Step> watcher) {
        steps = watcher;
    }

    private record Row(UUID event, String station, StatementEntries entries) {}

    /** Stations of which something waits, by their thumbprints. */
    Set<String> waiting() {
        return waitingStations().stream().map(this::thumbprint).collect(Collectors.toSet());
    }

    private List<UUID> waitingStations() {
        return jdbc.sql("""
                        SELECT DISTINCT station_id FROM ledger.statement
                        WHERE clearing_log_index IS NULL AND log_problem IS NULL""").query((row, _) -> row.getObject(1, UUID.class)).list();
    }

    private String thumbprint(UUID station) {
        return stations.find(station).orElseThrow().thumbprint();
    }

    /** How many statements wait. */
    int length() {
        return jdbc.sql("""
                        SELECT count(*) FROM ledger.statement
                        WHERE clearing_log_index IS NULL AND log_problem IS NULL""").query((row, _) -> row.getInt(1)).single();
    }

    /**
     * Brings what waits into the log, some at a time.
     *
     * @param operator with the ranges that count now: what a station has no open range for, waits
     * @param size of the log now
     * @return whether there may be more
     */
    boolean drain(Sequencer sequencer, TrustList.Operator operator, long size)
            throws AppendException, InterruptedException {
        List<Row> rows = rows(operator, size);
        steps.accept(Step.READ);
        if (rows.isEmpty()) {
            return false;
        }
        // The sequencer shuffles what it takes in together, and a clearing has to stand after its start.
        Map<UUID, OptionalLong> starts =
                send(sequencer, rows, row -> row.entries().start());
        steps.accept(Step.STARTS_LOGGED);
        Map<UUID, OptionalLong> clearings =
                send(sequencer, rows, row -> row.entries().clearing());
        steps.accept(Step.CLEARINGS_LOGGED);
        mark(rows, starts, clearings);
        steps.accept(Step.MARKED);
        return rows.size() == AT_ONCE;
    }

    private List<Row> rows(TrustList.Operator operator, long size) {
        Set<String> open = new HashSet<>();
        for (TrustList.Station range : operator.stations()) {
            if (range.endIndex().isEmpty() && range.firstIndex() <= size) {
                open.add(range.key().thumbprint());
            }
        }
        // What has to wait must not stand before what can go: the station is asked for, not passed over.
        String[] ready = waitingStations().stream()
                .filter(station -> open.contains(thumbprint(station)))
                .map(UUID::toString)
                .toArray(String[]::new);
        Map<UUID, String> known = new HashMap<>();
        List<Waiting> waiting = jdbc.sql("""
                        SELECT event_id, station_id, receipt FROM ledger.statement
                        WHERE clearing_log_index IS NULL AND log_problem IS NULL AND station_id = ANY(?::uuid[])
                        ORDER BY received_at, event_id LIMIT ?""")
                .param(ready)
                .param(AT_ONCE)
                .query((row, _) -> new Waiting(
                        row.getObject(1, UUID.class),
                        known.computeIfAbsent(row.getObject(2, UUID.class), this::thumbprint),
                        row.getString(3)))
                .list();
        return waiting.stream().flatMap(row -> readable(row).stream()).toList();
    }

    private record Waiting(UUID event, String station, String receipt) {}

    /** One that can't be read is set aside, and named: it must not keep those of everybody else out of the log. */
    private Optional<Row> readable(Waiting row) {
        try {
            StatementEntries entries =
                    accepted.take(row.event(), row.receipt()).orElseGet(() -> StatementEntries.of(row.receipt()));
            return Optional.of(new Row(row.event(), row.station(), entries));
        } catch (IllegalStateException _) {
            LOG.error("statement {} can't be read as a receipt any more, and is not in the log", row.event());
            problem(row.event(), UNREADABLE);
            return Optional.empty();
        }
    }

    /** Where each is, by the statement's event; empty where the log has another entry for it. */
    private static Map<UUID, OptionalLong> send(Sequencer sequencer, List<Row> rows, Function<Row, NewEntry> entry)
            throws AppendException, InterruptedException {
        Map<String, List<Row>> byStation = new HashMap<>();
        rows.forEach(row ->
                byStation.computeIfAbsent(row.station(), _ -> new ArrayList<>()).add(row));
        Map<String, CompletableFuture<Appended>> answers = new HashMap<>();
        for (Map.Entry<String, List<Row>> part : byStation.entrySet()) {
            answers.put(
                    part.getKey(),
                    sequencer.submit(
                            part.getKey(), part.getValue().stream().map(entry).toList()));
        }
        Map<UUID, OptionalLong> out = new HashMap<>();
        for (Map.Entry<String, List<Row>> part : byStation.entrySet()) {
            List<OptionalLong> indexes = await(java.util.Objects.requireNonNull(answers.get(part.getKey())))
                    .indexes();
            for (int i = 0; i < indexes.size(); i++) {
                out.put(part.getValue().get(i).event(), indexes.get(i));
            }
        }
        return out;
    }

    private static Appended await(CompletableFuture<Appended> answer) throws AppendException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AppendException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** All at once: each write by itself would wait for the disk. */
    private void mark(List<Row> rows, Map<UUID, OptionalLong> starts, Map<UUID, OptionalLong> clearings) {
        List<UUID> there = new ArrayList<>();
        List<Long> startIndexes = new ArrayList<>();
        List<Long> clearingIndexes = new ArrayList<>();
        for (Row row : rows) {
            OptionalLong start = starts.getOrDefault(row.event(), OptionalLong.empty());
            OptionalLong clearing = clearings.getOrDefault(row.event(), OptionalLong.empty());
            if (start.isPresent() && clearing.isPresent() && start.getAsLong() < clearing.getAsLong()) {
                there.add(row.event());
                startIndexes.add(start.getAsLong());
                clearingIndexes.add(clearing.getAsLong());
            } else {
                problem(row.event(), CONFLICT);
            }
        }
        jdbc.sql("""
                        UPDATE ledger.statement s SET start_log_index = logged.start, clearing_log_index = logged.clearing
                        FROM unnest(?::uuid[], ?::bigint[], ?::bigint[]) AS logged (event, start, clearing)
                        WHERE s.event_id = logged.event AND s.clearing_log_index IS NULL""")
                .param(there.stream().map(UUID::toString).toArray(String[]::new))
                .param(startIndexes.toArray(Long[]::new))
                .param(clearingIndexes.toArray(Long[]::new))
                .update();
    }

    private void problem(UUID event, String code) {
        jdbc.sql("UPDATE ledger.statement SET log_problem = ? WHERE event_id = ? AND clearing_log_index IS NULL")
                .params(code, event)
                .update();
    }
}
