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
import org.wangchuan.platform.oversight.secondcheck.LookTable.Row;
import org.wangchuan.proof.statement.RecheckClaims;

/** What stations do with the looks that they were asked for: each step whole, and safe to repeat. Thread-safe. */
@Component
class LookWork implements StationLooks {
    private final LookTable table;
    private final SecondChecks checks;
    private final Answers answers;
    private final Rechecks rechecks;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    LookWork(
            LookTable table,
            SecondChecks checks,
            Answers answers,
            Rechecks rechecks,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.checks = checks;
        this.answers = answers;
        this.rechecks = rechecks;
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

    /** With them it begins, which is counted: how often it has begun is shown beside what it found. */
    @Override
    @Transactional
    public Optional<String> files(Stations.Station station, UUID look) throws RefusedException {
        Row row = open(station, look);
        if (row.hasFiles()) {
            table.begun(look);
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
        // Once they are here, somebody reads by them, and no word of the one that erased ends that.
        if (row.recipient().isEmpty() || row.hasFiles()) {
            throw new RefusedException(Code.LOOK_RECIPIENT);
        }
        table.refused(look, station.id(), why);
        events.publishEvent(new BenchChanged(row.site(), Optional.of(row.station())));
    }

    @Override
    public void progress(Stations.Station station, UUID look, Progress progress) throws RefusedException {
        var _ = own(station, table.find(look));
        table.progress(look, station.id(), progress);
    }

    /**
     * Whatever a station has signed is judged: also of a look that was taken back meanwhile, for what differs differs. What can't be taken is
     * kept with what it says, and shown; where that passes, the station is told no, keeps it as well, and brings it again.
     */
    @Override
    public void found(Stations.Station station, UUID look, String file) throws RefusedException {
        Row row = own(station, table.find(look));
        try {
            transaction.executeWithoutResult(_ -> judge(look, file));
        } catch (NotTakenException e) {
            boolean isKept = Boolean.TRUE.equals(transaction.execute(_ -> keep(row, file, e.why)));
            // Who lacks its list is told so, and brings that first.
            if (e.why.code() == CheckException.Code.RECHECK_TRUST_LIST) {
                throw new RefusedException(Code.TRUST_LIST_MISSING);
            }
            if (!isKept || e.why.code().isPassing()) {
                throw new RefusedException(Code.LOOK_NOT_NOW);
            }
        }
        events.publishEvent(new BenchChanged(row.site(), Optional.of(row.station())));
    }

    private void judge(UUID look, String file) {
        try {
            UUID event = checks.answered(look, file.getBytes(StandardCharsets.UTF_8));
            if (!table.find(look).orElseThrow().isSettled()) {
                table.read(look, event);
            }
        } catch (CheckException e) {
            throw new NotTakenException(e);
        }
    }

    /** Whether it is here now. Whoever asked may have it read once more then, unless it may be taken later. */
    private boolean keep(Row row, String file, CheckException why) {
        Optional<RecheckClaims.Result> result = rechecks.result(file.getBytes(StandardCharsets.UTF_8), row.asked());
        Row now = table.lock(row.id()).orElseThrow();
        boolean isTaken = why.code() == CheckException.Code.RECHECK_USED;
        if (!isTaken && !answers.keep(row.id(), file, result, why)) {
            return false;
        }
        if (!now.isSettled() && !why.code().isPassing()) {
            table.notTaken(row.id(), why.code());
        }
        return true;
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

    @Override
    @Transactional
    public void refused(Stations.Station station, UUID look, Word why) throws RefusedException {
        Row row = own(station, table.lock(look));
        if (!row.isSettled()) { // of one that was taken back it says that nobody reads any more
            table.refused(look, station.id(), why);
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
