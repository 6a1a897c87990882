package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.Duplicates;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.certify.Certification;
import org.wangchuan.station.certify.Certifier;
import org.wangchuan.station.certify.CertifyingLog;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** The bench: several media at once, each in its own lane. */
public final class Bench {
    private static final String SAME_MEDIUM = "SAME_MEDIUM";
    private static final String IN_USE = "IN_USE";

    private final StationHome home;
    private final InstantSource clock;
    private final String tool;
    private final ReceiptListener listener;

    /**
     * A bench of this station.
     *
     * @param tool name and version of this program, for the record
     */
    public Bench(StationHome home, InstantSource clock, String tool) {
        this(home, clock, tool, ReceiptListener.NOBODY);
    }

    /**
     * A bench of this station, of whose receipts somebody is to learn.
     *
     * @param tool name and version of this program, for the record
     */
    public Bench(StationHome home, InstantSource clock, String tool, ReceiptListener listener) {
        this.home = home;
        this.clock = clock;
        this.tool = tool;
        this.listener = listener;
    }

    /**
     * Looks at every target of an order, all at once, so that one that hangs costs the others no time; touches nothing.
     *
     * @return in the order of the targets
     */
    public List<Candidate> examine(EraseOrder order) throws IOException {
        List<FutureTask<Candidate>> looks = new ArrayList<>();
        for (Path target : order.targets()) {
            FutureTask<Candidate> look =
                    new FutureTask<>(() -> new Examiner(new JobStore(home)).examine(target, order));
            looks.add(look);
            Thread.ofPlatform().daemon().name("examine-" + looks.size()).start(look);
        }
        List<Candidate> out = new ArrayList<>();
        for (FutureTask<Candidate> look : looks) {
            out.add(looked(look));
        }
        return withoutDoubles(out);
    }

    /**
     * Looks at the one target of an order of a new job, and keeps what other rules need to be planned by: the device is asked once for all of them.
     * Touches nothing.
     */
    public Survey survey(EraseOrder order) throws IOException {
        Path target = order.targets().getFirst();
        FutureTask<Survey> look = new FutureTask<>(() -> new Examiner(new JobStore(home)).survey(target, order));
        Thread.ofPlatform().daemon().name("survey").start(look);
        Survey seen = looked(look);
        return withoutTwin(seen, Bench::withAttached);
    }

    /**
     * One that shares its number with another is not touched, whatever the rules are: also where those that it was looked at for can't be met.
     *
     * @param beside some media, and what else is attached
     */
    static Survey withoutTwin(Survey seen, UnaryOperator<List<Medium>> beside) {
        return seen.outlook()
                .flatMap(outlook -> Duplicates.sameSerial(beside.apply(List.of(outlook.medium()))).stream()
                        .filter(group -> group.contains(outlook.medium()))
                        .findFirst())
                .map(group -> new Survey(refused(seen.candidate(), sameSerial(group)), Optional.empty()))
                .orElse(seen);
    }

    private static Refusal sameSerial(List<Medium> group) {
        String names = String.join(", ", group.stream().map(Medium::name).toList());
        return Refusal.safety(
                "SAME_SERIAL", "多个设备报告相同的序列号：" + names, "several devices report the same serial number: " + names);
    }

    /** Those of these media that a job of this station is open on; they surely are the ones that it was begun on. */
    public List<Medium> interrupted(List<Medium> media) throws IOException {
        List<JobTicket> open = new JobStore(home).open();
        return media.stream()
                .filter(medium -> open.stream().anyMatch(ticket -> ticket.isSurelyOn(medium)))
                .toList();
    }

    /** The open job on the first of some media that surely has one; what it was begun with is what goes on. */
    public Optional<JobTicket> openOn(List<Medium> media) throws IOException {
        List<JobTicket> open = new JobStore(home).open();
        return media.stream()
                .flatMap(medium -> open.stream().filter(ticket -> ticket.isSurelyOn(medium)))
                .findFirst();
    }

    /** The open job on a medium that was examined, whether it may be gone on with just now or not. */
    public Optional<JobTicket> openOn(Candidate candidate) throws IOException {
        Optional<Medium> medium = medium(candidate);
        return medium.isPresent() ? new JobStore(home).openOn(medium.get()) : Optional.empty();
    }

    /** Moves a job out of the way that is not gone on with any more; not if somebody works on it. */
    public void giveUp(JobTicket job) throws IOException {
        new JobStore(home).retire(job::equals, _ -> {});
    }

    /**
     * The same, of a job that has written. One whose result is signed stays where it is: that is true of the medium that it was begun on, and may have to
     * be told yet.
     */
    public void giveUpUnproven(JobTicket job) throws IOException {
        if (!StationBooks.open(home, clock).isSigned(job.clearingEvent())) {
            giveUp(job);
        }
    }

    /** The same for all jobs that are open on a medium and surely were begun on it. */
    public void giveUpUnproven(Medium medium) throws IOException {
        for (JobTicket ticket : new JobStore(home).open()) {
            if (ticket.isSurelyOn(medium)) {
                giveUpUnproven(ticket);
            }
        }
    }

    /** Whether a job of this station surely was begun on a medium, and is open, or has come to its receipt. */
    public boolean hasBegun(Medium medium) throws IOException {
        return openOn(List.of(medium)).isPresent() || hasFinished(medium);
    }

    /** Whether the receipt of a job that surely was on a medium was written, and none is open on it. */
    public boolean hasFinished(Medium medium) throws IOException {
        return openOn(List.of(medium)).isEmpty()
                && new JobStore(home).receiptOf(medium).isPresent();
    }

    /** Whether the result of a job is signed and the job has not come to its end: until it does, somebody may not have been told of it. */
    public boolean holdsResult() throws IOException {
        List<JobTicket> open = new JobStore(home).open();
        if (open.isEmpty()) {
            return false;
        }
        StationBooks books = StationBooks.open(home, clock);
        for (JobTicket ticket : open) {
            if (books.isSigned(ticket.clearingEvent())) {
                return true;
            }
        }
        return false;
    }

    /** Each look has its own limits; none lasts. */
    private static <T> T looked(FutureTask<T> look) throws IOException {
        try {
            return join(look);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException ofTheStation -> throw ofTheStation;
                case null, default -> throw new IllegalStateException("examining a target", e.getCause());
            }
        }
    }

    /**
     * Targets that are one and the same, wholly or in part, and targets that share their serial with another
     * attached device (bridges make serials up), are refused: nobody could tell which was meant.
     */
    private static List<Candidate> withoutDoubles(List<Candidate> candidates) {
        List<Medium> told = new ArrayList<>();
        List<Medium> ready = new ArrayList<>();
        for (Candidate candidate : candidates) {
            medium(candidate).ifPresent(told::add);
            if (candidate instanceof Candidate.Ready one) {
                ready.add(one.medium());
            }
        }
        Map<Path, Refusal> doubled = new HashMap<>();
        for (Duplicates.Overlap overlap : Duplicates.overlapping(told)) {
            Refusal refusal = Refusal.safety(SAME_MEDIUM, "两个目标有重叠：" + overlap.reason(), overlap.reason());
            doubled.put(overlap.first().path(), refusal);
            doubled.put(overlap.second().path(), refusal);
        }
        for (List<Medium> group : Duplicates.sameSerial(withAttached(ready))) {
            Refusal refusal = sameSerial(group);
            group.forEach(medium -> doubled.putIfAbsent(medium.path(), refusal));
        }
        List<Candidate> out = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Refusal refusal = doubled.get(candidate.path());
            out.add(refusal == null ? candidate : refused(candidate, refusal));
        }
        return out;
    }

    private static Optional<Medium> medium(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Ready ready -> Optional.of(ready.medium());
            case Candidate.Rejected rejected -> rejected.medium();
        };
    }

    private static Candidate refused(Candidate candidate, Refusal doubled) {
        List<Refusal> refusals = new ArrayList<>();
        refusals.add(doubled);
        if (candidate instanceof Candidate.Rejected rejected) {
            // Two looks at one device go on at once, and each opens it exclusively: that it is in use may be ourselves.
            rejected.refusals().stream()
                    .filter(other ->
                            !doubled.code().equals(SAME_MEDIUM) || !other.code().equals(IN_USE))
                    .forEach(refusals::add);
        }
        return new Candidate.Rejected(candidate.path(), medium(candidate), refusals);
    }

    /** Targets, and what else is attached to this machine. */
    private static List<Medium> withAttached(List<Medium> targets) {
        List<Medium> out = new ArrayList<>(targets);
        if (targets.stream().anyMatch(target -> target.serial().isPresent())) {
            out.addAll(attachedBeside(targets));
        }
        return out;
    }

    /** What else is attached to this machine. */
    static List<Medium> attachedBeside(List<Medium> targets) {
        List<Medium> out = new ArrayList<>();
        for (DeviceInventory.Entry entry : new DeviceInventory().list()) {
            if (entry instanceof DeviceInventory.Listed(Medium medium, var _)
                    && targets.stream().noneMatch(target -> target.number().equals(medium.number()))) {
                out.add(medium);
            }
        }
        return out;
    }

    /**
     * Erases; returns when every lane has come to an end. A lane that fails or hangs costs itself only.
     *
     * @param onStart told once, before the first block is written, what the lanes can be held by, in the order of
     *     {@code targets}
     * @return how each lane ended, in the same order
     */
    public List<LaneEnd> erase(EraseOrder order, List<Candidate.Ready> targets, Consumer<List<JobControl>> onStart)
            throws IOException {
        return erase(order, targets, onStart, Optional.empty());
    }

    /**
     * The same, and asks witnesses as soon as a lane has its receipt. What comes of that changes neither the receipt
     * nor how the lane ended, and takes no longer than the limit.
     */
    public List<LaneEnd> erase(
            EraseOrder order,
            List<Candidate.Ready> targets,
            Consumer<List<JobControl>> onStart,
            Optional<Certifying> certifying)
            throws IOException {
        StationBooks books = StationBooks.open(home, clock);
        JobStore jobs = new JobStore(home);
        jobs.putAwayEnded();
        List<Lane> lanes = new ArrayList<>();
        for (Candidate.Ready target : targets) {
            lanes.add(new Lane(target, order, jobs, books, new PendingReceipts(home), listener, clock, tool));
        }
        onStart.accept(lanes.stream().map(Lane::control).toList());
        List<FutureTask<LaneEnd>> running = new ArrayList<>();
        for (Lane lane : lanes) {
            FutureTask<LaneEnd> task = new FutureTask<>(() -> certified(lane.run(), books, certifying));
            running.add(task);
            Thread.ofPlatform().daemon().name("lane-" + running.size()).start(task);
        }
        // Printing the first page takes a while in a new process; it gets ready while the drives are busy.
        Thread.ofPlatform().daemon().name("paper-warm-up").start(ReceiptPdf::warmUp);
        List<LaneEnd> ends = new ArrayList<>();
        for (FutureTask<LaneEnd> task : running) {
            ends.add(end(task));
        }
        return ends;
    }

    /**
     * How certificates are to be got at once.
     *
     * @param log the public log of a station with these books
     * @param limit for all waiting on it and on witnesses, per lane
     */
    public record Certifying(LogOfBooks log, Duration limit) {}

    /** Finds the log under which certificates are made. */
    @FunctionalInterface
    public interface LogOfBooks {
        /** The log for a station with these books. */
        CertifyingLog of(StationBooks books) throws IOException;
    }

    /** The medium is closed and the job finished by now: whatever happens here, the receipt is there. */
    private LaneEnd certified(LaneEnd end, StationBooks books, Optional<Certifying> certifying) {
        if (certifying.isEmpty() || !(end instanceof LaneEnd.Finished finished)) {
            return end;
        }
        try {
            return finished.with(certify(finished.files().receipt(), finished.receipt(), books, certifying.get()));
        } catch (VerificationException e) {
            return new LaneEnd.Broken(e);
        }
    }

    /**
     * Asks witnesses for one receipt of this station, of whatever was erased; takes no longer than the limit. What comes of it changes no receipt.
     *
     * @param receipt where it lies; its certificate goes beside it
     * @throws IOException if the books can't be opened
     */
    public Certification certify(Path receipt, Receipt content, Certifying how) throws IOException {
        try {
            return certify(receipt, content, StationBooks.open(home, clock), how);
        } catch (VerificationException e) {
            throw new IOException("what the station has signed is always readable", e);
        }
    }

    private Certification certify(Path receipt, Receipt content, StationBooks books, Certifying how)
            throws VerificationException {
        PendingReceipt place = Certifier.of(receipt, content);
        try {
            CertifyingLog log = how.log().of(books);
            Certifier certifier = new Certifier(home, books, log, clock);
            return certifier.certify(List.of(place), how.limit()).getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return pending(place, e);
        } catch (IOException | RuntimeException e) {
            return pending(place, e);
        }
    }

    private static Certification pending(PendingReceipt place, Exception e) {
        return new Certification.Pending(
                place.certificate(), Certification.Reason.STATE, String.valueOf(e.getMessage()), List.of());
    }

    private static LaneEnd end(FutureTask<LaneEnd> task) {
        try {
            return join(task);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return new LaneEnd.Broken(cause == null ? e : cause);
        }
    }

    /** An interrupt changes nothing here, and is kept for whoever asks later. */
    private static <T> T join(FutureTask<T> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
