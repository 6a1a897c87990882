package org.wangchuan.station.phone;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.PhoneFileJournal;
import org.wangchuan.station.journal.WorkHold;

/**
 * One phone from plugging in to the receipt, in one thread: {@link #run} once. Lanes share nothing but the station's books, whose lock is never held while a
 * phone or a person is waited for. After any interruption a lane with the same ticket goes on where the record ends.
 */
public final class PhoneLane {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final PhoneOrder order;
    private final PhoneCable cable;
    private final PhonePeople people;
    private final StationHome home;
    private final Means means;
    private final PhoneStore store;
    private volatile boolean stopped;
    private boolean isGivenUp;
    private volatile @Nullable CableWatch watching;
    private @Nullable PhoneTicket ticket;

    /**
     * What a lane runs with.
     *
     * @param clock for the record
     * @param tool name and version of this program
     * @param random for keys, names and samples
     */
    public record Means(
            InstantSource clock, String tool, PhoneTimes times, SecureRandom random, PhoneMoment.Listener moments) {
        /** At a bench. */
        public static Means real(InstantSource clock, String tool) {
            return new Means(clock, tool, PhoneTimes.DEFAULTS, new SecureRandom(), PhoneMoment.Listener.NOBODY);
        }
    }

    /** A lane of this station. */
    public PhoneLane(PhoneOrder order, PhoneCable cable, PhonePeople people, StationHome home, Means means) {
        this.order = order;
        this.cable = cable;
        this.people = people;
        this.home = home;
        this.means = means;
        this.store = new PhoneStore(home);
    }

    /** Asks it to stop where it can be gone on with; from any thread. */
    public void stop() {
        stopped = true;
    }

    /** Whether it has seen, by its number, that the phone of its job hangs where it looks; from any thread. */
    public boolean hasFoundItsPhone() {
        CableWatch now = watching;
        return now != null && now.hasFound();
    }

    /**
     * Gives up the job that the order names: one that something was set off in is closed as it is and signed, with the receipt that says so; any other leaves
     * nothing. Nobody is asked anything. What was set off is asked only what it shows anybody: one that is not seen there then is not there. From any other what was left on it
     * is taken away, if it hangs there and lets this bench in by itself.
     *
     * @throws IllegalStateException if the order names none
     */
    public PhoneEnd giveUp() {
        if (order.resumed().isEmpty()) {
            throw new IllegalStateException("expected the job to give up, found none");
        }
        isGivenUp = true;
        return run();
    }

    /** Does the whole job, or the rest of it. */
    public PhoneEnd run() {
        try {
            Optional<WorkHold> work = WorkHold.atWork(home, () -> stopped);
            if (work.isEmpty()) {
                ticket = order.resumed().orElse(null);
                return cutShort(StopCode.STOPPED.name(), "", PhoneStep.LOOK);
            }
            try (WorkHold _ = work.get()) {
                return attempt();
            }
        } catch (PeopleAwayException _) {
            return new PhoneEnd.NotBegun(PhoneEnd.Reason.NOBODY); // stopped before anything was begun
        } catch (BooksRefusedException e) {
            return refusedByTheBooks(e);
        } catch (JournalException e) {
            return FileJournal.isDamage(e)
                    ? PhoneSigning.damaged(String.valueOf(e.getMessage()))
                    : cutShort(StopCode.JOURNAL.name(), String.valueOf(e.getMessage()), PhoneStep.LOOK);
        } catch (IOException e) {
            return cutShort(StopCode.STATE.name(), String.valueOf(e.getMessage()), PhoneStep.LOOK);
        } catch (RuntimeException | VirtualMachineError e) { // also where memory is short: the others go on
            return new PhoneEnd.Broken(e);
        }
    }

    /** Where something was set off nobody may be told that nothing was: the result waits for the books. */
    private PhoneEnd refusedByTheBooks(BooksRefusedException e) {
        PhoneTicket mine = ticket;
        if (mine != null && store.isThere(mine) && isSetOff(mine)) {
            return new PhoneEnd.Interrupted(PhoneStep.CLOSED, e.code().name(), String.valueOf(e.getMessage()), false);
        }
        return PhoneRefusals.books(e.code().name(), String.valueOf(e.getMessage()));
    }

    private boolean isSetOff(PhoneTicket mine) {
        try {
            return store.events(mine).stream().anyMatch(PhoneEvent.SetOff.class::isInstance);
        } catch (IOException _) {
            return true; // nobody can say that it was not
        }
    }

    /** Nobody may be told to go on with what is not recorded: a full disk let no job begin, or the state folder has vanished. */
    private PhoneEnd cutShort(String code, String cause, PhoneStep step) {
        PhoneTicket made = ticket;
        return made != null && store.isThere(made)
                ? new PhoneEnd.Interrupted(step, code, cause, false)
                : new PhoneEnd.Unrecorded(home.phones(), cause);
    }

    private PhoneEnd attempt() throws IOException, JournalException, PeopleAwayException {
        ticket = order.resumed().orElse(null); // whatever fails from here on, there is a job to go on with
        boolean isOfAnOrder = order.resumed().flatMap(PhoneTicket::order).isPresent();
        if (isOfAnOrder && order.task().isEmpty() && !isGivenUp) {
            return PhoneRefusals.ofAnOrder(order.resumed().orElseThrow()); // nobody here can claim it
        }
        Optional<PhoneContact> there = order.resumed().isPresent() ? Optional.empty() : hanging();
        if (order.resumed().isEmpty() && there.isEmpty()) {
            return new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE);
        }
        if (order.resumed().isEmpty() && cable.isNumberShared()) {
            return PhoneRefusals.sameNumber();
        }
        Optional<PhoneEnd> taken = order.resumed().isPresent() ? Optional.empty() : taken();
        if (taken.isPresent()) {
            return taken.get();
        }
        StationBooks books = StationBooks.open(home, means.clock());
        Optional<PhoneTicket> resumed = order.resumed();
        PhoneTicket mine = resumed.isPresent() ? resumed.get() : newTicket(there.orElseThrow());
        Optional<Policy> policy = resumed.isPresent() && !isGivenUp ? mine.rules() : Optional.of(order.policy());
        if (policy.isEmpty()) {
            return PhoneRefusals.policyVersion();
        }
        if (resumed.isPresent() && !store.isThere(mine)) {
            return PhoneRefusals.ended();
        }
        store.sweep();
        Optional<JobHold> held = resumed.isPresent() ? store.hold(mine) : Optional.of(store.create(mine));
        if (held.isEmpty()) {
            return PhoneRefusals.jobInUse();
        }
        ticket = mine;
        try (JobHold _ = held.get()) {
            return held(mine, policy.get(), books);
        }
    }

    /** What hangs there: that nobody has looked for a moment is no reason to begin nothing. */
    private Optional<PhoneContact> hanging() throws PeopleAwayException {
        return new CableWatch(cable, means.times(), () -> stopped).looked().there();
    }

    /** A port may have two names, and a job may have begun by the other. */
    private boolean isHere(UsbPlace place) {
        return place.equals(order.place()) || cable.isOf(place);
    }

    /** At one place one job at a time: a second one would hide the first, whose phone hangs there perhaps, half done. */
    private Optional<PhoneEnd> taken() throws IOException {
        Optional<PhoneTicket> unfinished = store.unfinished(this::isHere);
        if (unfinished.isEmpty()) {
            return Optional.empty();
        }
        Optional<JobHold> held = store.hold(unfinished.get());
        if (held.isEmpty()) {
            return Optional.of(PhoneRefusals.placeInUse());
        }
        held.get().close();
        return Optional.of(PhoneRefusals.unfinished(unfinished.get(), order.place()));
    }

    private PhoneEnd held(PhoneTicket mine, Policy policy, StationBooks books) throws IOException, JournalException {
        if (store.isPlaceHeldByAnother(mine, this::isHere)) {
            if (order.resumed().isEmpty()) {
                store.discard(mine);
            }
            return PhoneRefusals.placeInUse();
        }
        means.moments().at(PhoneMoment.MADE);
        PhoneEnd end = recorded(mine, policy, books);
        if (PhoneSigning.isDamaged(end) && store.isThere(mine)) {
            store.retire(mine); // it would hold its place, and the keys of a phone, for ever
        }
        return end;
    }

    private PhoneEnd recorded(PhoneTicket mine, Policy policy, StationBooks books)
            throws IOException, JournalException {
        try (PhoneFileJournal journal = PhoneFileJournal.open(store.folder(mine))) {
            return work(mine, policy, books, journal);
        } catch (JournalException e) {
            if (!FileJournal.isDamage(e)) {
                throw e;
            }
            return PhoneSigning.damaged(String.valueOf(e.getMessage()));
        }
    }

    private PhoneEnd work(PhoneTicket mine, Policy policy, StationBooks books, PhoneFileJournal journal)
            throws IOException, JournalException {
        PhoneSigning signing =
                new PhoneSigning(mine, books, new PendingReceipts(home), store, home, order.out(), means.moments());
        if (isGivenUp && !PhoneJob.begun(journal)) {
            return signing.notBegun(PhoneEnd.Reason.GIVEN_UP);
        }
        PhoneJob job = job(mine, policy, journal);
        PhoneCable own = new OwnKindCable(cable, mine.isTest(), people);
        PhoneSetting setting = new PhoneSetting(order, policy, people, means.times(), means.moments());
        CableWatch watch = new CableWatch(own, means.times(), () -> stopped);
        watching = watch;
        try (PhoneKeys keys = PhoneKeys.of(mine.job(), journal, means.random())) {
            PhoneTalk talk = new PhoneTalk(job, journal, keys, own, setting, watch, means.random());
            PhoneSteps steps = new PhoneSteps(job, setting, watch, talk, signing);
            Optional<PhoneEnd.Reason> none = isGivenUp ? steps.giveUp() : steps.run();
            if (none.isPresent()) {
                new LeaveTaking(job, journal, keys.keys(), setting, watch, talk).take();
                keys.settle(cable, people);
                keys.forget(); // a phone that hangs may still be asked: nothing is kept any more in what is put away
                return signing.notBegun(none.get());
            }
        } catch (PeopleAwayException e) {
            return away(job, signing, String.valueOf(e.getMessage()));
        }
        means.moments().at(PhoneMoment.CLOSED);
        try {
            return signing.finish(PhoneEvidence.read(journal.evidence()), journal);
        } catch (EvidenceException e) {
            return PhoneSigning.damaged(String.valueOf(e.getMessage()));
        }
    }

    private PhoneJob job(PhoneTicket mine, Policy policy, PhoneFileJournal journal) throws JournalException {
        if (PhoneJob.begun(journal)) {
            return PhoneJob.resume(journal, means.clock());
        }
        journal.startOver(); // it was cut before its head was whole: nothing was asked of anybody
        return PhoneJob.begin(journal, new JobFacts(mine.job(), means.tool(), policy), means.clock(), means.random());
    }

    /** Nobody answers. Before the owner has agreed there is nothing to go on with. */
    private PhoneEnd away(PhoneJob job, PhoneSigning signing, String cause) throws IOException {
        if (job.history().isConsented()) {
            return cause.equals("stopped")
                    ? cutShort(StopCode.STOPPED.name(), "", job.step())
                    : cutShort(PhoneEnd.Interrupted.NOBODY, cause, job.step());
        }
        return signing.notBegun(PhoneEnd.Reason.NOBODY);
    }

    private PhoneTicket newTicket(PhoneContact contact) {
        UUID job = order.task().map(PhoneTask::id).orElseGet(UUID::randomUUID);
        return new PhoneTicket(
                job,
                order.place(),
                order.policy().id(),
                order.policy().version(),
                order.asset(),
                order.task().map(PhoneTask::order),
                contact.isMade(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "phone-" + STAMP.format(means.clock().instant()) + "-"
                        + job.toString().substring(0, 8));
    }
}
