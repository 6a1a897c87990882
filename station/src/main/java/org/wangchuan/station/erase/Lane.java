package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.HeadOfRecord;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.EraseJob;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobEnd;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.job.JobSetup;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.job.LeftBehindException;
import org.wangchuan.engine.job.RecheckKey;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.medium.open.KernelRescan;
import org.wangchuan.engine.medium.open.MediumOpener;
import org.wangchuan.engine.medium.open.NamespacesBeside;
import org.wangchuan.engine.medium.open.NotOpened;
import org.wangchuan.engine.medium.open.OpenMedium;
import org.wangchuan.engine.medium.open.Opened;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.VerdictRules;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.WorkHold;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.receipt.ReceiptFiles;

/** One medium from the exclusive open to the receipt. Runs once, in a thread of its own. */
final class Lane {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A kernel that does not come to know the new size is not asked for ever. */
    private static final int SIZE_CHANGES = 3;

    private static final String OTHER_SIZE =
            "the drive shows all of itself now, and the kernel still has its size of before; take the drive's power away and give it"
                    + " back, or restart the computer, and go on";

    private static final String OTHER_RESULT = "a signed result that is about another record";

    private static final String NOT_AGAIN =
            "; the drive shows all of itself now, and is to be opened anew at its new size: see to that, and go on";

    private final Candidate.Ready first;
    private final EraseOrder order;
    private final JobStore jobs;
    private final StationBooks books;
    private final PendingReceipts pending;
    private final ReceiptListener listener;
    private final InstantSource clock;
    private final String tool;
    private final JobControl control = new JobControl();

    /** As it was examined last: a drive that shows more of itself is examined again. */
    private Candidate.Ready target;

    private boolean resumes;
    private boolean sizeChanged;

    /** What makes a SAS drive show all that it has, before its job begins. */
    private final ShowingAll showing;

    /** Whether it shows more since, and no job has begun. */
    private boolean grown;

    /** The job, as soon as it can be found again by another run. */
    private Optional<JobTicket> recorded;

    Lane(
            Candidate.Ready target,
            EraseOrder order,
            JobStore jobs,
            StationBooks books,
            PendingReceipts pending,
            ReceiptListener listener,
            InstantSource clock,
            String tool) {
        this.first = target;
        this.target = target;
        this.resumes = order.resume();
        this.order = order;
        this.jobs = jobs;
        this.books = books;
        this.pending = pending;
        this.listener = listener;
        this.clock = clock;
        this.tool = tool;
        this.showing = new ShowingAll(clock, order.bestEffort());
        this.recorded = order.resume() ? target.open() : Optional.empty();
    }

    JobControl control() {
        return control;
    }

    LaneEnd run() {
        try {
            Optional<WorkHold> work = jobs.atWork(control::stopRequested);
            if (work.isEmpty()) {
                return resumable(new LaneEnd.Interrupted(0, Event.Phase.BETWEEN, StopCode.STOPPED, "", false));
            }
            try (WorkHold _ = work.get()) {
                return untilItsEnd();
            }
        } catch (IOException e) {
            return resumable(new LaneEnd.Interrupted(0, Event.Phase.BETWEEN, StopCode.STATE, reason(e), false));
        }
    }

    private LaneEnd untilItsEnd() {
        LaneEnd end = attempt();
        for (int i = 0; i < SIZE_CHANGES && grown; i++) {
            grown = false;
            Optional<LaneEnd> other = lookBeforeJob();
            end = other.isPresent() ? other.get() : attempt();
        }
        for (int i = 0; i < SIZE_CHANGES && sizeChanged; i++) {
            sizeChanged = false;
            Optional<LaneEnd> other = lookAgain();
            end = other.isPresent() ? other.get() : attempt();
        }
        return end instanceof LaneEnd.Interrupted interrupted ? resumable(interrupted) : end;
    }

    /** The drive shows more of itself before its job has begun, and is examined as it is now; empty if it can be opened. */
    private Optional<LaneEnd> lookBeforeJob() {
        control.looksAgain();
        try {
            Candidate now = new Examiner(jobs).examine(placeAfterRescan(), order);
            boolean same = now instanceof Candidate.Ready ready
                    && first.medium().identity().matches(ready.medium().identity()).stream()
                            .allMatch(difference -> difference.what().equals(JobTicket.CAPACITY));
            if (same && now instanceof Candidate.Ready ready) {
                target = ready;
                return Optional.empty();
            }
            return Optional.of(
                    new LaneEnd.Refused(
                            now instanceof Candidate.Rejected(var _, var _, List<Refusal> refusals, var _, var _)
                                    ? refusals.getFirst()
                                    : Refusal.of(
                                            new Refused(
                                                    Refused.Code.CHANGED,
                                                    first.path()
                                                            + ": was told to show all that it has, and another medium is in its place"))));
        } catch (IOException e) {
            return Optional.of(
                    new LaneEnd.Interrupted(0, Event.Phase.BETWEEN, StopCode.STATE, String.valueOf(reason(e)), false));
        }
    }

    /** The kernel is told to read its size anew. Found anew it may have another name, and links to it may not have followed yet. */
    private Path placeAfterRescan() {
        return new KernelRescan()
                .tell(target.medium())
                .filter(now -> !now.equals(target.medium().name()))
                .map(now -> Path.of("/dev", now))
                .orElse(first.path());
    }

    /** The drive shows more of itself, and is opened as it is now; empty if it can be. */
    private Optional<LaneEnd> lookAgain() {
        control.looksAgain();
        try {
            Candidate now = new Examiner(jobs).examine(placeAfterRescan(), order.resuming());
            if (now instanceof Candidate.Ready ready
                    && ready.open()
                            .filter(ticket -> ticket.isSurelyOn(ready.medium()))
                            .equals(recorded)) {
                goesOnWith(ready);
                return Optional.empty();
            }
            String why = now instanceof Candidate.Rejected(var _, var _, List<Refusal> refusals, var _, var _)
                    ? refusals.getFirst().reason().en()
                    : "another medium is in its place";
            return Optional.of(
                    new LaneEnd.Interrupted(1, Event.Phase.NATIVE, StopCode.NOT_FOUND_AGAIN, why + NOT_AGAIN, false));
        } catch (IOException e) {
            return Optional.of(new LaneEnd.Interrupted(1, Event.Phase.NATIVE, StopCode.STATE, reason(e), false));
        }
    }

    /** The drive of this lane, as it was found anew; perhaps under another name, which another drive may have had when the order was given. */
    void goesOnWith(Candidate.Ready found) {
        target = found;
        resumes = true;
    }

    /** What somebody gave for the drive of this lane, by the name that it had then. */
    Optional<Psid> psid() {
        return order.psids().of(first.path());
    }

    /** Nobody may be told to resume what is not recorded: a full disk let no job begin, or the state folder has vanished. */
    private LaneEnd resumable(LaneEnd.Interrupted end) {
        return recorded.filter(jobs::isThere).isPresent()
                ? end
                : new LaneEnd.Unrecorded(
                        recorded.isPresent(), recorded.map(jobs::folder).orElseGet(jobs::parent), end.cause());
    }

    private LaneEnd attempt() {
        try {
            return switch (new MediumOpener().open(target.medium())) {
                case NotOpened(Refused refused) -> new LaneEnd.Refused(Refusal.of(refused));
                case Opened(OpenMedium medium) -> {
                    try (medium) {
                        yield onMedium(medium);
                    }
                }
            };
        } catch (IOException | JournalException e) {
            StopCode code = e instanceof JournalException ? StopCode.JOURNAL : StopCode.STATE;
            return new LaneEnd.Interrupted(0, Event.Phase.BETWEEN, code, reason(e), false);
        } catch (RuntimeException e) {
            return new LaneEnd.Broken(e);
        }
    }

    private LaneEnd onMedium(OpenMedium medium) throws IOException, JournalException {
        // Held alone, it has no job that is at work; whatever refuses this one, what an earlier one lifted is put back.
        List<String> unlocked = lockBoots(medium.medium());
        LaneEnd end = lockedOnMedium(medium);
        if (unlocked.isEmpty() || !(end instanceof LaneEnd.Interrupted interrupted)) {
            return end;
        }
        return new LaneEnd.Interrupted(
                interrupted.pass(),
                interrupted.phase(),
                StopCode.PART_UNLOCKED,
                interrupted.cause()
                        + (interrupted.cause().isEmpty() ? "" : "; ")
                        + "the kernel's lock against writes could not be put back on "
                        + String.join(", ", unlocked)
                        + " (force_ro): it is as it was after the computer is started anew",
                interrupted.receiptOnly());
    }

    /** Names of those that could not be locked. */
    private List<String> lockBoots(Medium card) throws IOException {
        List<String> out = new ArrayList<>();
        for (JobTicket ticket : jobs.open()) {
            if (ticket.isSurelyOn(card)) {
                out.addAll(CardParts.lockBoots(card, BegunPlan.parts(jobs.folder(ticket))));
            }
        }
        return out;
    }

    private LaneEnd lockedOnMedium(OpenMedium medium) throws IOException, JournalException {
        // Being open exclusively keeps off mounts of the device itself, not of what else stands on the same bytes.
        List<Refusal> inTheWay = Refusal.blocking(new ObstacleCheck().fromSystem(medium.medium()));
        if (!inTheWay.isEmpty()) {
            return new LaneEnd.Refused(inTheWay.getFirst());
        }
        Optional<Difference> moved = medium.movedSince(target.places().kept());
        if (moved.isPresent()) {
            return new LaneEnd.Refused(Refusal.of(
                    new Refused(Refused.Code.CHANGED, target.path() + ": is not what was examined: " + moved.get())));
        }
        // Before anything that was left of an earlier job is put away: a refusal leaves all as it was.
        try (CardParts parts = CardParts.hold(medium.medium(), target.plan().partIds())) {
            Optional<Refusal> part = Beside.inTheWay(parts);
            if (part.isPresent()) {
                return new LaneEnd.Refused(part.get());
            }
            List<String> caps = target.facts().caps();
            if (!Beside.erasesItself(target.plan())) {
                return onMediumAlone(new HeldMedium(medium, caps, parts.held(), List.of()));
            }
            try (NamespacesBeside beside = NamespacesBeside.hold(medium.medium())) {
                Optional<Refusal> others = Beside.inTheWay(beside, order.also());
                return others.isPresent()
                        ? new LaneEnd.Refused(others.get())
                        : onMediumAlone(new HeldMedium(medium, caps, parts.held(), beside.held()));
            }
        }
    }

    private LaneEnd onMediumAlone(HeldMedium medium) throws IOException, JournalException {
        Optional<JobTicket> open = resumes ? target.open() : Optional.empty();
        if (target.plan().showsAllFirst() && (open.isEmpty() || !BegunPlan.isBegun(jobs.folder(open.get())))) {
            switch (showing.run(medium.passThrough(), target)) {
                case ShowingAll.Settled(Candidate.Ready known) -> target = known;
                case ShowingAll.Unknown(Refusal refusal) -> {
                    return new LaneEnd.Refused(refusal);
                }
                case ShowingAll.OtherSize _ -> {
                    grown = true;
                    return new LaneEnd.Refused(Refusal.of(new Refused(
                            Refused.Code.CHANGED, target.path() + ": shows more since it was told to show all")));
                }
            }
        }
        JobTicket ticket = open.isPresent() ? open.get() : newTicket();
        if (open.isEmpty()) {
            // Begun anew, on purpose: what was interrupted on this medium before must never be gone on with.
            jobs.retire(this::isOfThisDrive, this::tellOfSigned);
        }
        Optional<JobHold> held = open.isEmpty() ? Optional.of(jobs.create(ticket)) : jobs.hold(ticket);
        if (held.isEmpty()) {
            return new LaneEnd.Refused(
                    Refusal.safety("JOB_IN_USE", "另一个程序正在处理此任务", "another program works on this job just now"));
        }
        recorded = Optional.of(ticket);
        try (JobHold _ = held.get();
                FileJournal journal = FileJournal.open(jobs.folder(ticket))) {
            return work(medium, ticket, journal, open.isPresent());
        }
    }

    /** A job that was begun on this drive: at its size of now, or at the one that it showed before it was told to show all. */
    boolean isOfThisDrive(JobTicket earlier) {
        return earlier.isSurelyOn(target.medium()) || earlier.isSurelyOn(first.medium());
    }

    /** A bad result that nobody has heard of must not be lost by beginning anew; of one whose receipt would be refused nobody hears. */
    private void tellOfSigned(JobTicket earlier) throws IOException {
        if (books.isSigned(earlier.clearingEvent()) && !saysMoreThanNow(earlier)) {
            listener.leftBehind(target, books.receiptOf(earlier.clearingEvent()));
        }
    }

    /** By rules of before more may have been signed than the record shows by those of now. Where there is none to be read nobody can say so. */
    private boolean saysMoreThanNow(JobTicket earlier) throws IOException {
        try {
            Evidence evidence = Evidence.read(FileJournal.read(jobs.folder(earlier)));
            return clearing(earlier, evidence).statement() instanceof Statement.Clearing signed
                    && SignedBefore.isBetter(signed.claims(), ClaimsOfEvidence.claims(evidence, earlier.startEvent()));
        } catch (EvidenceException | JournalException e) {
            return false;
        }
    }

    private LaneEnd work(HeldMedium medium, JobTicket ticket, FileJournal journal, boolean resumed)
            throws IOException, JournalException {
        JobSetup setup = new JobSetup(
                laneName(),
                options(),
                ticket.isSurelyOn(target.medium()),
                clock,
                digest -> beacon(),
                first.told().earlier(),
                psid());
        EraseJob job = new EraseJob(medium, journal, setup, control);
        // A job that was cut before its head was whole has destroyed nothing; it starts like a new one.
        boolean begun = resumed && EraseJob.begun(journal);
        if (begun) {
            if (!EraseJob.isOf(ticket.job().toString(), journal)) {
                return damaged("the record of another job");
            }
            Optional<Refusal> changed = Conditions.changed(journal.evidence(), target);
            if (changed.isPresent()) {
                return new LaneEnd.Refused(changed.get());
            }
            medium.open().compareAlsoWith(journal.places());
        } else {
            journal.startOver();
            journal.keepPlaces(medium.open().places());
            job.open(ticket.job().toString(), tool, target.facts(), target.hidden(), target.plan());
        }
        Optional<Asset> asset = ticket.asset().map(Asset::new);
        IssuedStatement start;
        try {
            start = books.start(
                    ticket.startEvent(),
                    Disclosed.ofStart(ClaimsOfEvidence.target(whole(journal)), asset),
                    purpose(target.facts()));
        } catch (BooksRefusedException e) {
            // Resuming would meet the same: a person has to mend the station first.
            return new LaneEnd.Refused(
                    Refusal.safety(e.code().name(), "工作站的账簿拒绝继续：" + e.getMessage(), e.getMessage() + ""));
        }
        if (books.isSigned(ticket.clearingEvent())) {
            return begun ? receiptOnly(ticket, start, job, journal) : damaged("a signed result, but no record of it");
        }
        return switch (begun ? job.resume() : job.start()) {
            case JobEnd.Finished(Evidence evidence) -> finish(ticket, start, evidence, journal);
            case JobEnd.Interrupted(var pass, var phase, var code, var failure) ->
                new LaneEnd.Interrupted(pass, phase, code, failure, false);
            case JobEnd.NotRecognised strange -> Strange.refused(strange);
            case JobEnd.SizeChanged _ -> {
                sizeChanged = true;
                yield new LaneEnd.Interrupted(1, Event.Phase.NATIVE, StopCode.SIZE_CHANGED, OTHER_SIZE, false);
            }
        };
    }

    private JobOptions options() {
        return order.options()
                .withBestEffort(order.bestEffort())
                .withStandstill(Laboratory.standstillMillis(target.medium().attachment()));
    }

    /** With all that it has, also what it hides just now. */
    private MediumFacts whole(FileJournal journal) throws JournalException {
        try {
            return HeadOfRecord.in(Evidence.readOpen(journal.evidence()))
                    .map(HeadOfRecord::wholeMedium)
                    .orElse(target.facts());
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    /** It was signed when it was true; only its receipt is missing. Of another medium it would be a lie. */
    private LaneEnd receiptOnly(JobTicket ticket, IssuedStatement start, EraseJob job, FileJournal journal)
            throws IOException, JournalException {
        Evidence evidence;
        try {
            evidence = Evidence.read(journal.evidence());
            ClearingClaims now = ClaimsOfEvidence.claims(evidence, ticket.startEvent());
            IssuedStatement clearing = clearing(ticket, evidence);
            if (!isAbout(clearing, evidence) || !(clearing.statement() instanceof Statement.Clearing signed)) {
                return damaged(OTHER_RESULT);
            }
            // Its signature may be one of before, by rules that the same record does not satisfy any more.
            if (SignedBefore.isBetter(signed.claims(), now)) {
                return SignedBefore.refused(signed.claims().verdict(), now.verdict());
            }
            Optional<JobEnd> strange = signed.claims().verdict().isGood() ? job.strangeAfterwards() : Optional.empty();
            if (strange.isPresent() && strange.get() instanceof JobEnd.Interrupted stopped) {
                return new LaneEnd.Interrupted(
                        stopped.pass(), stopped.phase(), stopped.code(), stopped.journalFailure(), false);
            }
            if (strange.isPresent() && strange.get() instanceof JobEnd.NotRecognised other) {
                return other.unreadable() ? notReadable(other) : Strange.refused(other);
            }
        } catch (EvidenceException e) {
            return damaged(reason(e));
        } catch (JournalException e) {
            if (FileJournal.isDamage(e)) {
                return damaged(reason(e));
            }
            throw e; // it may be readable the next time
        }
        return finish(ticket, start, evidence, journal);
    }

    /** A medium that gives no answer just now says nothing against a result that was signed when it did. */
    private LaneEnd notReadable(JobEnd.NotRecognised silent) {
        String cause =
                "the erasure is done and signed; before its receipt is given out the medium is looked at, and can't"
                        + " be read just now: expected " + silent.expected() + ", found " + silent.found();
        return betweenPasses(StopCode.MEDIUM_SILENT, cause, false);
    }

    /** All that was to be done to the medium is done. */
    private LaneEnd betweenPasses(StopCode code, String cause, boolean receiptOnly) {
        return new LaneEnd.Interrupted(target.plan().passes().size(), Event.Phase.BETWEEN, code, cause, receiptOnly);
    }

    private static LaneEnd damaged(String found) {
        return new LaneEnd.Refused(Refusal.damaged(found));
    }

    /** Why the listener could not be told, if it could not: the person gets the receipt all the same. */
    private Optional<IOException> told(Receipt receipt) {
        try {
            listener.signed(target, receipt);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    /** Signed now, or as it was before. */
    private IssuedStatement clearing(JobTicket ticket, Evidence evidence) throws IOException {
        return books.clearing(
                ticket.clearingEvent(),
                ClaimsOfEvidence.claims(evidence, ticket.startEvent()),
                ClaimsOfEvidence.disclosed(evidence, ticket.asset()),
                purpose(evidence.medium()));
    }

    private LaneEnd finish(JobTicket ticket, IssuedStatement start, Evidence evidence, FileJournal journal)
            throws IOException, JournalException {
        IssuedStatement clearing = clearing(ticket, evidence);
        if (!isAbout(clearing, evidence)) {
            return damaged(OTHER_RESULT);
        }
        Receipt receipt = books.receipt(start, clearing);
        Optional<IOException> untold = told(receipt);
        Optional<byte[]> recheckKey = recheckKey(evidence, journal);
        ReceiptFiles files;
        try {
            files = ReceiptFiles.write(order.out(), ticket.baseName(), receipt, evidence.bytes(), recheckKey);
        } catch (IOException e) {
            String cause = "the erasure is done and signed, but its receipt can't be written to " + order.out() + ": "
                    + reason(e);
            return betweenPasses(StopCode.RECEIPT_FOLDER, cause, true);
        }
        if (purpose(evidence.medium()) == Purpose.REAL) {
            // Before the job is finished: a receipt that nobody remembers would never get its certificate by itself.
            pending.add(new PendingReceipt(ticket.clearingEvent(), files.receipt()));
        }
        if (untold.isPresent()) {
            String cause = "the erasure is done and signed, and its receipt is written to " + files.receipt()
                    + "; the platform can't be told, for nothing can be kept in the station's folder: "
                    + reason(untold.get());
            return betweenPasses(StopCode.PLATFORM_UNTOLD, cause, false);
        }
        if (recheckKey.isPresent()) {
            journal.keepRecheckKey(recheckKey.get());
        }
        journal.keepReceipt(files.receipt());
        try {
            jobs.finish(ticket);
        } catch (IOException e) {
            if (jobs.isThere(ticket)) {
                throw e;
            }
            // It is out of the way. Should a loss of power bring it back, it is brought to this end once more.
        }
        return new LaneEnd.Finished(
                evidence,
                VerdictRules.judge(evidence),
                ConformityRules.judge(evidence),
                receipt,
                files,
                Optional.empty());
    }

    /** Without it nobody looks at the medium again, and the receipt is as good: no damage to it holds the receipt up. */
    private static Optional<byte[]> recheckKey(Evidence evidence, FileJournal journal) throws JournalException {
        try {
            Optional<RecheckKey> key = RecheckKey.of(evidence, journal);
            if (key.isPresent()) {
                LeftBehind _ = LeftBehind.of(evidence, key);
            }
            return key.map(RecheckKey::toBytes);
        } catch (LeftBehindException e) {
            return Optional.empty();
        } catch (JournalException e) {
            if (FileJournal.isDamage(e)) {
                return Optional.empty();
            }
            throw e; // it may be readable the next time
        }
    }

    /** A medium that a switch for tests let pass proves nothing about a device, whoever has set the switch. */
    private static Purpose purpose(MediumFacts medium) {
        return medium.isTest() ? Purpose.TEST : Purpose.REAL;
    }

    private static boolean isAbout(IssuedStatement clearing, Evidence evidence) {
        return clearing.statement() instanceof Statement.Clearing signed
                && signed.claims().evidence().digest().equals(Bytes32.sha256(evidence.bytes()));
    }

    private JobTicket newTicket() {
        UUID job = UUID.randomUUID();
        return new JobTicket(
                job,
                target.medium().realPath().toString(),
                target.medium().identity(),
                Presence.of(target.medium()),
                order.policy().id(),
                order.policy().version(),
                order.verify(),
                order.declared(),
                order.asset(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                fileName(target.confirmName()) + "-" + STAMP.format(clock.instant()) + "-"
                        + job.toString().substring(0, 8),
                target.plan().hiddenAreas().isEmpty()
                        ? 0
                        : target.facts().capacityBytes() + target.hidden().hiddenBytes());
    }

    private Optional<String> beacon() {
        try {
            return Optional.of(books.logRoot());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String laneName() {
        return fileName(target.medium().name());
    }

    /** Letters, digits, dot, hyphen and underscore stay; names of devices and files can hold anything. */
    private static String fileName(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.substring(0, Math.min(plain.length(), 60));
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
