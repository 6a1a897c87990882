package org.wangchuan.platform.oversight.secondcheck;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.bench.BenchChanged;
import org.wangchuan.platform.bench.Progress;
import org.wangchuan.platform.bench.StationLooks;
import org.wangchuan.platform.bench.StationLooks.RefusedException.Code;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.Rechecks;
import org.wangchuan.platform.oversight.secondcheck.LookTable.Outcome;
import org.wangchuan.platform.oversight.secondcheck.LookTable.Row;

/** What stations do with the looks that they were asked for: each step whole, and safe to repeat. Thread-safe. */
@Component
class LookWork implements StationLooks {
    private final LookTable table;
    private final SecondChecks checks;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    LookWork(
            LookTable table,
            SecondChecks checks,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.checks = checks;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<Asked> wanted(UUID station) {
        return table.openOfStation(station).stream()
                .map(row ->
                        new Asked(row.id(), row.lane(), row.serial(), row.statement(), row.digest(), row.challenge()))
                .toList();
    }

    @Override
    public List<HandOver> handOvers(UUID station) {
        return table.waitingFor(station).stream()
                .map(row -> new HandOver(
                        row.id(), row.task(), row.statement(), row.recipient().orElseThrow()))
                .toList();
    }

    @Override
    @Transactional
    public void claim(Stations.Station station, UUID look, String lane, Optional<String> serial, String recipient)
            throws RefusedException {
        Row row = open(station, look);
        if (!row.lane().equals(lane) || !row.serial().equals(serial)) {
            throw new RefusedException(Code.LANE_DIFFERS);
        }
        table.claimed(look, recipient);
        events.publishEvent(new BenchChanged(row.site(), Optional.of(row.eraser())));
    }

    @Override
    public Optional<String> files(Stations.Station station, UUID look) throws RefusedException {
        Row row = own(station, table.find(look));
        if (row.endedAt().isPresent()) {
            throw new RefusedException(Code.LOOK_ENDED);
        }
        return table.sealed(look);
    }

    @Override
    @Transactional
    public void handedOver(Stations.Station station, UUID look, String recipient, String sealed)
            throws RefusedException {
        Row row = ofEraser(station, look);
        if (!row.recipient().equals(Optional.of(recipient))) {
            throw new RefusedException(Code.LOOK_RECIPIENT);
        }
        table.handedOver(look, sealed);
    }

    @Override
    @Transactional
    public void cannotHandOver(Stations.Station station, UUID look, Word why) throws RefusedException {
        Row row = ofEraser(station, look);
        table.ended(look, Outcome.REFUSED, Optional.of(why));
        events.publishEvent(new BenchChanged(row.site(), Optional.of(row.station())));
    }

    @Override
    public void progress(Stations.Station station, UUID look, Progress progress) throws RefusedException {
        var _ = own(station, table.find(look));
        table.progress(look, station.id(), progress);
    }

    /**
     * Whatever a station has signed is judged: also of a look that was taken back meanwhile, for what differs differs. What does not hold is
     * not kept, and the look says why; that it was told is told to the station all the same, for nothing would be otherwise the next time.
     */
    @Override
    public void found(Stations.Station station, UUID look, String file) throws RefusedException {
        Row row = own(station, table.find(look));
        boolean isSettled =
                row.outcome().filter(end -> end != Outcome.WITHDRAWN).isPresent();
        try {
            transaction.executeWithoutResult(_ -> judge(row, file, isSettled));
        } catch (NotTakenException e) {
            if (!isSettled) {
                String code = e.why.code().name();
                String detail = e.why.found().isEmpty() ? "" : e.why.expected() + " / " + e.why.found();
                transaction.executeWithoutResult(_ -> {
                    table.ended(look, Outcome.NOT_TAKEN, Optional.of(new Word(code, cut(detail), cut(detail))));
                });
            }
        }
        events.publishEvent(new BenchChanged(row.site(), Optional.of(row.station())));
    }

    private void judge(Row row, String file, boolean isSettled) {
        try {
            UUID event = checks.read(
                    row.device(),
                    file.getBytes(StandardCharsets.UTF_8),
                    row.account(),
                    Optional.of(new Rechecks.Asked(row.statement(), row.station(), row.challenge())));
            if (!isSettled) {
                table.read(row.id(), event);
            }
        } catch (CheckException e) {
            throw new NotTakenException(e);
        }
    }

    /** Rolls back what was begun; what follows is another transaction. */
    private static final class NotTakenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final CheckException why;

        NotTakenException(CheckException why) {
            super(why);
            this.why = why;
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 500));
    }

    @Override
    @Transactional
    public void refused(Stations.Station station, UUID look, Word why) throws RefusedException {
        Row row = own(station, table.lock(look));
        if (row.endedAt().isEmpty()) {
            table.ended(look, Outcome.REFUSED, Optional.of(why));
            events.publishEvent(new BenchChanged(row.site(), Optional.of(row.station())));
        }
    }

    private Row open(Stations.Station station, UUID look) throws RefusedException {
        Row row = own(station, table.lock(look));
        if (row.endedAt().isPresent()) {
            throw new RefusedException(Code.LOOK_ENDED);
        }
        return row;
    }

    private static Row own(Stations.Station station, Optional<Row> row) throws RefusedException {
        return row.filter(one -> one.station().equals(station.id()))
                .orElseThrow(() -> new RefusedException(Code.LOOK_NOT_FOUND));
    }

    private Row ofEraser(Stations.Station station, UUID look) throws RefusedException {
        Row row = table.lock(look)
                .filter(one -> one.eraser().equals(station.id()))
                .orElseThrow(() -> new RefusedException(Code.LOOK_NOT_FOUND));
        if (row.endedAt().isPresent()) {
            throw new RefusedException(Code.LOOK_ENDED);
        }
        return row;
    }
}
