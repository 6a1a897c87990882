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
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.journal.PhoneFileJournal;

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

    /** Does the whole job, or the rest of it. */
    public PhoneEnd run() {
        try {
            return attempt();
        } catch (BooksRefusedException e) {
            return new PhoneEnd.Refused(
                    e.code().name(), new BilingualText("工作站的账簿拒绝继续：" + e.getMessage(), e.getMessage() + ""));
        } catch (JournalException e) {
            return FileJournal.isDamage(e)
                    ? PhoneSigning.damaged(String.valueOf(e.getMessage()))
                    : cutShort(String.valueOf(e.getMessage()), PhoneStep.LOOK);
        } catch (IOException e) {
            return cutShort(String.valueOf(e.getMessage()), PhoneStep.LOOK);
        } catch (RuntimeException e) {
            return new PhoneEnd.Broken(e);
        }
    }

    /** Nobody may be told to go on with what is not recorded: a full disk let no job begin, or the state folder has vanished. */
    private PhoneEnd cutShort(String cause, PhoneStep step) {
        PhoneTicket made = ticket;
        return made != null && store.isThere(made)
                ? new PhoneEnd.Interrupted(step, cause, false)
                : new PhoneEnd.Unrecorded(home.phones(), cause);
    }

    private PhoneEnd attempt() throws IOException, JournalException {
        Optional<PhoneContact> there = order.resumed().isPresent() ? Optional.empty() : cable.now();
        if (order.resumed().isEmpty() && there.isEmpty()) {
            return new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE);
        }
        StationBooks books = StationBooks.open(home, means.clock());
        Optional<PhoneTicket> resumed = order.resumed();
        PhoneTicket mine = resumed.isPresent() ? resumed.get() : newTicket(there.orElseThrow());
        Optional<Policy> policy = resumed.isPresent() ? mine.rules() : Optional.of(order.policy());
        if (policy.isEmpty()) {
            return new PhoneEnd.Refused(
                    "POLICY_VERSION",
                    new BilingualText(
                            "此作业按另一版本的规则开始，本程序没有该版本",
                            "the job began under a version of its rules that this program" + " does not have"));
        }
        if (resumed.isPresent() && !store.isThere(mine)) {
            return new PhoneEnd.Refused(
                    "JOB_ENDED", new BilingualText("此作业已经结束", "this job has come to its end already"));
        }
        store.sweep();
        Optional<PhoneStore.Held> held = resumed.isPresent() ? store.hold(mine) : Optional.of(store.create(mine));
        if (held.isEmpty()) {
            return new PhoneEnd.Refused(
                    "JOB_IN_USE", new BilingualText("另一个程序正在处理此作业", "another program works on this job just now"));
        }
        ticket = mine;
        try (PhoneStore.Held _ = held.get()) {
            if (store.isPlaceHeldByAnother(mine, order.place())) {
                return placeInUse(mine);
            }
            means.moments().at(PhoneMoment.MADE);
            try (PhoneFileJournal journal = PhoneFileJournal.open(store.folder(mine))) {
                return work(mine, policy.get(), books, journal);
            }
        }
    }

    private PhoneEnd placeInUse(PhoneTicket mine) throws IOException {
        if (order.resumed().isEmpty()) {
            store.discard(mine);
        }
        return new PhoneEnd.Refused(
                "PLACE_IN_USE",
                new BilingualText("另一个程序正在处理此插口上的手机", "another program works on the phone at this place just now"));
    }

    private PhoneEnd work(PhoneTicket mine, Policy policy, StationBooks books, PhoneFileJournal journal)
            throws IOException, JournalException {
        PhoneJob job = job(mine, policy, journal);
        PhoneSigning signing =
                new PhoneSigning(mine, books, new PendingReceipts(home), store, order.out(), means.moments());
        PhoneSetting setting = new PhoneSetting(order, policy, people, means.times(), means.moments());
        CableWatch watch = new CableWatch(cable, means.times(), () -> stopped);
        try (PhoneKeys keys = PhoneKeys.of(mine.job(), journal, means.random())) {
            PhoneTalk talk = new PhoneTalk(job, journal, keys, cable, setting, watch, means.random());
            Optional<PhoneEnd.Reason> none = new PhoneSteps(job, setting, watch, talk, signing).run();
            if (none.isPresent()) {
                return nothingBegun(mine, none.get(), keys, journal);
            }
        } catch (PeopleAwayException e) {
            return away(mine, job, journal, String.valueOf(e.getMessage()));
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

    /** What nobody agreed to, or wanted, leaves nothing behind. */
    private PhoneEnd nothingBegun(PhoneTicket mine, PhoneEnd.Reason reason, PhoneKeys keys, PhoneFileJournal journal)
            throws IOException, JournalException {
        keys.settle(cable);
        journal.destroySecrets();
        journal.destroyDigestKey();
        store.discard(mine);
        return new PhoneEnd.NotBegun(reason);
    }

    /** Nobody answers. Before the owner has agreed there is nothing to go on with. */
    private PhoneEnd away(PhoneTicket mine, PhoneJob job, PhoneFileJournal journal, String cause)
            throws IOException, JournalException {
        if (job.history().isConsented()) {
            return cutShort(cause.equals("stopped") ? "" : cause, job.step());
        }
        journal.destroySecrets();
        journal.destroyDigestKey();
        store.discard(mine);
        return new PhoneEnd.NotBegun(PhoneEnd.Reason.NOBODY);
    }

    private PhoneTicket newTicket(PhoneContact contact) {
        UUID job = UUID.randomUUID();
        return new PhoneTicket(
                job,
                order.place(),
                order.policy().id(),
                order.policy().version(),
                order.asset(),
                contact.isMade(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "phone-" + STAMP.format(means.clock().instant()) + "-"
                        + job.toString().substring(0, 8));
    }
}
