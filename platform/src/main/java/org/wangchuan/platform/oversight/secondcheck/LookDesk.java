package org.wangchuan.platform.oversight.secondcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.bench.BenchChanged;
import org.wangchuan.platform.bench.BenchLanes;
import org.wangchuan.platform.bench.Lane;
import org.wangchuan.platform.bench.StationLooks;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.oversight.secondcheck.CheckException.Code;
import org.wangchuan.platform.oversight.secondcheck.LookTable.Erasure;
import org.wangchuan.platform.oversight.secondcheck.LookTable.Outcome;
import org.wangchuan.platform.oversight.secondcheck.LookTable.Row;
import org.wangchuan.platform.web.access.Visitor;

/** Where a second person has a station read a drawn device once more. Thread-safe. */
@Component
class LookDesk {
    private final LookTable table;
    private final SecondChecks checks;
    private final StationReads reads;
    private final Answers answers;
    private final Clearings clearings;
    private final Accounts accounts;
    private final BenchLanes lanes;
    private final Stations stations;
    private final Pacts pacts;
    private final ApplicationEventPublisher events;

    LookDesk(
            LookTable table,
            SecondChecks checks,
            StationReads reads,
            Answers answers,
            Clearings clearings,
            Accounts accounts,
            BenchLanes lanes,
            Stations stations,
            Pacts pacts,
            ApplicationEventPublisher events) {
        this.table = table;
        this.checks = checks;
        this.reads = reads;
        this.answers = answers;
        this.clearings = clearings;
        this.accounts = accounts;
        this.lanes = lanes;
        this.stations = stations;
        this.pacts = pacts;
        this.events = events;
    }

    /** What is chosen: which drive, and the lane in which it lies. */
    record Choice(UUID statement, UUID station, String lane) {
        /** As a form spells it. */
        String text() {
            return statement + " " + station + " " + lane;
        }

        static Optional<Choice> of(String text) {
            int first = text.indexOf(' ');
            int second = text.indexOf(' ', first + 1);
            if (first < 0 || second < 0) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Choice(
                        UUID.fromString(text.substring(0, first)),
                        UUID.fromString(text.substring(first + 1, second)),
                        text.substring(second + 1)));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }

    /**
     * Asks a station to read a drive of a drawn device.
     *
     * @throws CheckException if whoever asks had a hand in its erasure, if it is not drawn, or if the drive does not lie there
     */
    @Transactional
    public void ask(UUID device, Choice choice, SecondChecks.Asker by) throws CheckException {
        SecondChecks.ForLook drawn = checks.forLook(device, by.account());
        Clearings.Clearing one = drawn.clearing();
        if (!table.readable(one.statements()).contains(choice.statement())
                || reads.answered(one.id(), by.account()).contains(choice.statement())) {
            throw new CheckException(Code.LOOK_DRIVE, "not one that is to be read");
        }
        Erasure erasure = table.erasure(choice.statement())
                .orElseThrow(() -> new CheckException(Code.LOOK_NO_ORDER, "no task has erased it"));
        if (hasEnded(erasure)) {
            throw new CheckException(Code.LOOK_NO_ERASER, "the station that erased it has ended");
        }
        BenchLanes.Place place = lanes.of(one.site()).stream()
                .filter(found -> found.station().id().equals(choice.station())
                        && found.lane().name().equals(choice.lane()))
                .findFirst()
                .orElseThrow(() -> new CheckException(Code.LOOK_LANE, "not there"));
        if (!mayBe(place.lane(), erasure)) {
            throw new CheckException(Code.LOOK_OTHER_DRIVE, "another number or size");
        }
        if (isAvoidable(place.station().id(), erasure, one.site())) {
            throw new CheckException(Code.RECHECK_SAME_STATION, "another one works here");
        }
        if (place.isTaken()) {
            throw new CheckException(Code.LOOK_OPEN, "an erasure");
        }
        try {
            table.insert(
                    UUID.randomUUID(),
                    one.id(),
                    choice.statement(),
                    erasure.task(),
                    by,
                    drawn.isApart(),
                    choice.station(),
                    choice.lane());
        } catch (DuplicateKeyException e) {
            CheckException open = new CheckException(Code.LOOK_OPEN, "another look");
            open.initCause(e);
            throw open;
        }
        events.publishEvent(new BenchChanged(one.site(), Optional.of(choice.station())));
    }

    /**
     * Takes a look back that is not over. What the station has read by then counts all the same.
     *
     * @throws CheckException if it is over, or whoever takes it back had a hand in what is looked at
     */
    @Transactional
    public void withdraw(UUID device, UUID look, SecondChecks.Asker by) throws CheckException {
        checks.requireApart(clearings.latest(device).orElseThrow(), by.account());
        Row row = table.lock(look)
                .filter(one -> one.device().equals(device) && one.endedAt().isEmpty() && isOurs(one, by.pact()))
                .orElseThrow(() -> new CheckException(Code.LOOK_ENDED, "it is over"));
        checks.requireApart(clearings.find(row.clearing()).orElseThrow(), by.account());
        table.withdrawn(look, by.account());
        events.publishEvent(new BenchChanged(row.site(), Optional.of(row.station())));
    }

    /** Notes that somebody has seen to an answer that says that something else is there, and that could not be taken. */
    @Transactional
    public void see(UUID device, UUID answer, Visitor by) throws CheckException {
        checks.requireApart(clearings.latest(device).orElseThrow(), by.account());
        Clearings.Clearing asked = answers.clearing(device, answer)
                .flatMap(clearings::find)
                .orElseThrow(() -> new CheckException(Code.LOOK_ENDED, "no such answer"));
        checks.requireApart(asked, by.account());
        if (!answers.see(device, answer, by.account())) {
            throw new CheckException(Code.LOOK_ENDED, "somebody has");
        }
    }

    /** The file of an answer that was not taken, as it came. */
    Optional<byte[]> answer(UUID device, UUID answer) {
        return answers.file(device, answer);
    }

    private boolean hasEnded(Erasure erasure) {
        return stations.find(erasure.station()).filter(Stations.Station::isHere).isEmpty();
    }

    private static boolean mayBe(Lane lane, Erasure erasure) {
        return lane.serial().equals(erasure.serial())
                && (erasure.capacityBytes().isEmpty() || erasure.isOfSize(lane.capacityBytes()));
    }

    /** The one that erased reads it only where no other works. */
    private boolean isAvoidable(UUID station, Erasure erasure, UUID site) {
        return station.equals(erasure.station())
                && stations.ofSite(site).stream()
                        .anyMatch(other -> other.isHere() && !other.id().equals(station));
    }

    /** Of another company only what that has asked for. */
    private static boolean isOurs(Row row, Optional<UUID> pact) {
        return pact.isEmpty() || row.pact().equals(pact);
    }

    /**
     * Who looks at a page.
     *
     * @param pact by which, if they are of another company
     * @param mayAsk whether lanes are to be offered
     */
    record Viewer(Visitor visitor, Optional<UUID> pact, boolean mayAsk) {}

    /**
     * What the page shows.
     *
     * @param last the last clearing of the device
     */
    LookView view(Clearings.Clearing last, Viewer viewer) {
        List<Row> rows = table.ofDevice(last.device());
        List<Answers.Answer> kept = answers.of(last.device());
        List<LookView.Open> open = rows.stream()
                .filter(row -> row.endedAt().isEmpty())
                .map(row -> open(row, kept, isOurs(row, viewer.pact())))
                .toList();
        List<LookView.Past> past = rows.stream()
                .filter(row -> row.outcome().filter(end -> end != Outcome.READ).isPresent())
                .map(row -> past(row, viewer.visitor()))
                .toList();
        List<LookView.Kept> untaken = kept.stream()
                .map(one -> new LookView.Kept(
                        one.id(),
                        one.at(),
                        one.station(),
                        one.result(),
                        one.code(),
                        one.expected(),
                        one.found(),
                        one.isUnseen()))
                .toList();
        List<LookView.Offer> offers = new ArrayList<>();
        Optional<LookView.Unasked> unasked = Optional.empty();
        if (viewer.mayAsk()) {
            List<BenchLanes.Place> places = lanes.of(last.site());
            // What is read is read, but for whoever is to confirm from afar by what they asked for themselves.
            List<UUID> done = reads.areAll(last.id())
                    ? reads.answered(last.id(), viewer.visitor().account())
                    : reads.matching(last.id());
            for (UUID statement : table.readable(last.statements())) {
                if (done.contains(statement) || rows.stream().anyMatch(row -> isOpenOf(row, statement))) {
                    continue;
                }
                Optional<Erasure> erasure = table.erasure(statement);
                if (erasure.isEmpty()) {
                    unasked = Optional.of(LookView.Unasked.LOOK_NO_ORDER);
                } else if (hasEnded(erasure.get())) {
                    unasked = Optional.of(LookView.Unasked.LOOK_NO_ERASER);
                } else {
                    offers.addAll(offers(statement, erasure.get(), places, last.site()));
                }
            }
        }
        return new LookView(open, past, untaken, offers, unasked);
    }

    private static boolean isOpenOf(Row row, UUID statement) {
        return row.endedAt().isEmpty() && row.statement().equals(statement);
    }

    private List<LookView.Offer> offers(UUID statement, Erasure erasure, List<BenchLanes.Place> places, UUID site) {
        return places.stream()
                .filter(place -> !place.isTaken()
                        && mayBe(place.lane(), erasure)
                        && !isAvoidable(place.station().id(), erasure, site))
                .map(place -> new LookView.Offer(
                        new Choice(statement, place.station().id(), place.lane().name()).text(),
                        place.station().name(),
                        place.lane().name(),
                        (place.lane().model() + " " + place.lane().maskedSerial()).strip(),
                        place.lane().size(),
                        place.station().id().equals(erasure.station())))
                .toList();
    }

    private LookView.Past past(Row row, Visitor viewer) {
        boolean isEraser =
                row.saidBy().equals(Optional.of(row.eraser())) && !row.eraser().equals(row.station());
        String how = row.outcome().orElseThrow().id();
        if (row.outcome().equals(Optional.of(Outcome.WITHDRAWN))
                && row.claimedAt().isPresent()) {
            how = "withdrawn_late";
        } else if (isEraser) {
            how = "no_files";
        } else if (row.outcome().equals(Optional.of(Outcome.REFUSED))
                && row.saidBy().isEmpty()) {
            how = "overtaken";
        } else if (row.outcome().equals(Optional.of(Outcome.NOT_TAKEN)) && isCode(row, Code.RECHECK_USED)) {
            how = "used";
        }
        return new LookView.Past(
                row.endedAt().orElseThrow(),
                isEraser ? row.eraserName() : row.stationName(),
                how,
                row.word().map(StationLooks.Word::code).orElse(""),
                row.word().map(StationLooks.Word::en).orElse(""),
                row.word().map(StationLooks.Word::zh).orElse(""),
                row.tries(),
                row.withdrawnBy()
                        .filter(account -> isColleague(account, viewer))
                        .flatMap(accounts::workName),
                row.withdrawnBy()
                        .filter(account -> !isColleague(account, viewer))
                        .flatMap(pacts::companyOf));
    }

    /** Nobody reads the names of another company's people. */
    private boolean isColleague(UUID account, Visitor viewer) {
        return viewer.organisation()
                .filter(company -> accounts.isOf(company, account))
                .isPresent();
    }

    private static boolean isCode(Row row, Code code) {
        return row.word().filter(word -> word.code().equals(code.name())).isPresent();
    }

    private static LookView.Open open(Row row, List<Answers.Answer> kept, boolean isOurs) {
        LookView.Step step;
        if (kept.stream().anyMatch(one -> one.look().equals(row.id()))) {
            step = LookView.Step.HELD;
        } else if (row.claimedAt().isEmpty()) {
            step = LookView.Step.ASKED;
        } else if (!row.hasFiles()) {
            step = LookView.Step.FILES;
        } else {
            step = LookView.Step.READING;
        }
        return new LookView.Open(
                row.id(),
                row.stationName(),
                row.lane(),
                row.eraserName(),
                step,
                row.read(),
                row.tries(),
                row.askedAt(),
                isOurs);
    }
}
