package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.ordered.DistantPeople;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneCable;
import org.wangchuan.station.phone.PhoneEnd;
import org.wangchuan.station.phone.PhoneLane;
import org.wangchuan.station.phone.PhoneOrder;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTask;
import org.wangchuan.station.phone.PhoneTicket;

/**
 * One task of a phone, in a thread of its own: its lane from the first look to the receipt, and how it ended. The job is named as the task is; what it came to
 * its own record says, and here is only whether the platform said yes. {@link #run} once; {@link #stop} from any thread.
 */
final class PhoneRun {
    private static final String DAMAGED = "JOURNAL_DAMAGED";
    private static final String INTERNAL = "INTERNAL";
    private static final String LANE_DIFFERS = "LANE_DIFFERS";

    /** How long the end of a task waits for its last turn to be told. */
    private static final Duration LAST_TURN = Duration.ofSeconds(2);

    private final Workshop shop;
    private final Ends ends;
    private final Phones phones;
    private final DistantPeople people;
    private final TaskSocket socket;
    private final PhoneStore store;
    private String told;
    private Optional<String> unclaimed = Optional.empty();
    private volatile boolean isStopped;
    private volatile @Nullable PhoneLane lane;

    /**
     * What is needed for phones.
     *
     * @param claimFirst how long to wait before a platform that is away is asked again for the claim, at first
     */
    record Phones(PhoneBench bench, PhoneLane.Means means, Duration claimFirst, Duration claimLongest) {}

    /**
     * One run of a task.
     *
     * @param socket of the task, for all its runs
     * @param told the code of the last interruption that was told of for this task; empty if none
     */
    PhoneRun(Workshop shop, Ends ends, Phones phones, DistantPeople people, TaskSocket socket, String told) {
        this.shop = shop;
        this.ends = ends;
        this.phones = phones;
        this.people = people;
        this.socket = socket;
        this.store = new PhoneStore(shop.home());
        this.told = told;
    }

    /** The code of the last interruption that was told of. */
    String told() {
        return told;
    }

    /** Why the platform refused the claim, where nothing of the task is kept for it: whether it wants it at all its next lists say. */
    Optional<String> unclaimed() {
        return unclaimed;
    }

    /** The lane ends where it can be gone on with. */
    void stop() {
        isStopped = true;
        PhoneLane now = lane;
        if (now != null) {
            now.stop();
        }
    }

    /**
     * Does the task, or the rest of it.
     *
     * @param known what is kept of it; absent for one that is new here
     */
    void run(Task task, Optional<TaskRecord> known) throws IOException {
        TaskRecord record = known.orElse(TaskRecord.preparing(task));
        Optional<PhoneTicket> job;
        try {
            job = store.findOrFail(task.id());
        } catch (IOException e) {
            hold(record, "INTERRUPTED", Refusals.cause(String.valueOf(e.getMessage())));
            return;
        }
        if (people.isWithdrawn()) {
            takeBack(record);
            return;
        }
        if (job.isEmpty() && isOver(record)) {
            return;
        }
        Optional<Policy> policy = task.rules();
        Optional<UsbPlace> place =
                UsbPlace.parse(task.lane()).filter(one -> !one.root()).map(phones.bench()::known);
        if (policy.isEmpty() || place.isEmpty()) {
            Refusal why = policy.isEmpty() ? Refusals.unknownVersion(task) : Refusals.laneDiffers();
            if (job.isEmpty()) {
                ends.refuse(record, why);
            } else {
                hold(record, why.code(), why.reason());
            }
            return;
        }
        if (!isStopped) {
            work(record, known.isPresent(), job, place.get(), policy.get());
        }
    }

    /** What is known of a task whose job is not under way: told at once, but for one of which nothing came about yet. */
    private boolean isOver(TaskRecord record) throws IOException {
        Optional<String> receipt = ends.receipt(record.task().id());
        if (receipt.isPresent()) {
            ends.conclude(record, TaskEnd.finished(receipt.get()));
            return true;
        }
        if (record.state() == TaskRecord.State.ERASING) {
            broken(record, "RECORD_GONE", Refusals.recordGone());
            return true;
        }
        UUID task = record.task().id();
        boolean isSpoilt = store.isPutAway(task)
                || store.hasTicket(task); // nobody can go on with it, nor begin another of its name
        if (isSpoilt || record.isClaimed()) {
            ends.refuse(record, PhoneReasons.notBegun(PhoneEnd.Reason.NO_RECORD));
            return true;
        }
        return false;
    }

    private void work(TaskRecord record, boolean isKept, Optional<PhoneTicket> job, UsbPlace place, Policy policy)
            throws IOException {
        Task task = record.task();
        DurableFiles.createFolder(shop.folder().receipts(task.id()));
        if (!isKept) {
            shop.records().keep(record);
        }
        shop.reached(Step.PREPARING_KEPT);
        shop.notes().begins(task, job.isPresent());
        TaskClaim claim = new TaskClaim(shop, record, people, phones.claimFirst(), phones.claimLongest());
        PhoneEnd end = lane(task, job, place, policy, claim).run();
        if (end instanceof PhoneEnd.Finished finished) {
            certify(finished);
            // What the phone showed last is in no receipt; a platform that has not heard it has somebody look into the
            // phone.
            people.awaitHeard(LAST_TURN);
        }
        shop.reached(Step.LANE_ENDED);
        ended(shop.records().find(task.id()).orElse(record), end, claim);
    }

    private PhoneLane lane(Task task, Optional<PhoneTicket> job, UsbPlace place, Policy policy, PhoneTask.Claim claim) {
        PhoneOrder order = new PhoneOrder(
                place,
                policy,
                Optional.empty(),
                shop.folder().receipts(task.id()),
                Optional.of(task.asset()),
                job,
                Optional.of(new PhoneTask(task.id(), task.order(), claim)));
        PhoneLane made = new PhoneLane(order, cable(place), people, shop.home(), phones.means());
        lane = made;
        socket.workedAtBy(made);
        if (isStopped) {
            made.stop();
        }
        return made;
    }

    private PhoneCable cable(UsbPlace place) {
        return socket.cable().orElseGet(() -> phones.bench().at(place));
    }

    /** As soon as there is a receipt, as for drives; what comes of that changes nothing of how the task ended. */
    private void certify(PhoneEnd.Finished finished) throws IOException {
        Optional<Bench.Certifying> how = shop.certifying();
        if (how.isPresent() && !finished.isTest()) {
            var _ = shop.bench().certify(finished.files().receipt(), finished.receipt(), how.get());
        }
    }

    private void ended(TaskRecord record, PhoneEnd end, TaskClaim claim) throws IOException {
        Task task = record.task();
        Optional<String> receipt = ends.receipt(task.id());
        switch (end) {
            case PhoneEnd.Finished _ ->
                ends.conclude(
                        record,
                        TaskEnd.finished(receipt.orElseThrow(
                                () -> new IllegalStateException("finished, and no receipt lies in its folder"))));
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason, var _) -> notBegun(record, reason, claim);
            case PhoneEnd.Interrupted interrupted -> {
                if (people.isWithdrawn()) {
                    takeBack(record);
                } else if (interrupted.cause().isEmpty()) {
                    hold(record, "STOPPED", Refusals.stopped());
                } else {
                    hold(record, "INTERRUPTED", Refusals.cause(interrupted.cause()));
                }
            }
            case PhoneEnd.Unrecorded lost -> {
                if (isThere(task.id())) {
                    hold(record, "INTERRUPTED", Refusals.cause(lost.cause()));
                } else if (record.state() == TaskRecord.State.ERASING) {
                    broken(record, "RECORD_GONE", Refusals.recordGone());
                } else {
                    hold(record, "NOT_BEGUN", Refusals.cause(lost.cause()));
                }
            }
            case PhoneEnd.Refused(String code, BilingualText reason, var _) -> refused(record, code, reason);
            case PhoneEnd.Broken(Throwable cause) -> {
                if (!told.equals(INTERNAL)) {
                    shop.notes().trouble(cause.toString());
                }
                closeAsItIs(record);
            }
        }
    }

    /** Nobody may be told that its record is gone while it lies there: somebody has to go on with it. */
    private boolean isThere(UUID job) throws IOException {
        return store.findOrFail(job).isPresent() || store.hasTicket(job);
    }

    private void notBegun(TaskRecord record, PhoneEnd.Reason reason, TaskClaim claim) throws IOException {
        UUID task = record.task().id();
        if (people.isWithdrawn()) {
            withdrawn(record);
        } else if (reason == PhoneEnd.Reason.NOT_CLAIMED) {
            String code = claim.refusal().map(PlatformRefusedException::code).orElse("");
            if (code.equals(LANE_DIFFERS)) {
                ends.refuse(record, Refusals.laneDiffers());
            } else {
                // Withdrawn, ended or given to another: the platform knows, unless it goes on asking for it.
                shop.records().drop(task);
                unclaimed = Optional.of(code);
            }
        } else if (reason != PhoneEnd.Reason.NOBODY || !isStopped) { // else it begins anew at the next start
            ends.refuse(record, PhoneReasons.notBegun(reason));
        }
    }

    /** As long as its job is there it can be gone on with, whatever is in the way now. */
    private void refused(TaskRecord record, String code, BilingualText reason) throws IOException {
        boolean isJobThere = store.findOrFail(record.task().id()).isPresent();
        if (isJobThere && !code.equals(DAMAGED)) {
            hold(record, code, reason);
        } else if (record.state() == TaskRecord.State.ERASING) {
            broken(record, code, reason);
        } else {
            ends.conclude(record, TaskEnd.of(TaskEnd.Outcome.REFUSED, code, reason));
        }
    }

    /**
     * The platform wants it no longer. What was set off is closed as it is, and told with its receipt, which a platform that gave it up takes; of anything else
     * nothing is kept, and the platform, which told of it, is told nothing.
     */
    private void takeBack(TaskRecord record) throws IOException {
        Task task = record.task();
        Optional<PhoneEnd> end = putAway(task);
        Optional<String> receipt = ends.receipt(task.id());
        if (store.findOrFail(task.id()).isPresent()) {
            hold(record, "NOT_CLOSED", Refusals.cause(end.map(PhoneRun::cause).orElse("")));
        } else if (receipt.isPresent()) {
            ends.conclude(record, TaskEnd.finished(receipt.get()));
        } else if (record.state() == TaskRecord.State.ERASING
                && end.filter(PhoneEnd.NotBegun.class::isInstance).isEmpty()) {
            broken(record, "RECORD_GONE", Refusals.recordGone());
        } else {
            withdrawn(record);
        }
    }

    private void withdrawn(TaskRecord record) throws IOException {
        shop.records().drop(record.task().id());
        shop.notes().ends(record.task(), TaskEnd.Outcome.REFUSED.name(), PlatformRefusedException.TASK_WITHDRAWN);
    }

    /**
     * Something in this program is wrong: what is recorded is closed and signed as it is, if anything was set off. As long as that fails the task stays open, and
     * is tried again: a job whose task is over would be nobody's.
     */
    private void closeAsItIs(TaskRecord record) throws IOException {
        Task task = record.task();
        if (people.isWithdrawn()) {
            takeBack(record);
            return;
        }
        Optional<PhoneEnd> end = putAway(task);
        Optional<String> receipt = ends.receipt(task.id());
        if (store.findOrFail(task.id()).isPresent()) {
            hold(record, INTERNAL, Refusals.internal());
        } else if (receipt.isPresent()) {
            ends.conclude(record, TaskEnd.finished(receipt.get()));
        } else if (record.state() != TaskRecord.State.ERASING
                || end.filter(PhoneEnd.NotBegun.class::isInstance).isPresent()) {
            ends.conclude(record, TaskEnd.of(TaskEnd.Outcome.REFUSED, INTERNAL, Refusals.internal()));
        } else {
            broken(record, INTERNAL, Refusals.internal());
        }
    }

    /** Gives its job up; empty if there is none. */
    private Optional<PhoneEnd> putAway(Task task) throws IOException {
        Optional<PhoneTicket> job = store.findOrFail(task.id());
        if (job.isEmpty()) {
            return Optional.empty();
        }
        DurableFiles.createFolder(shop.folder().receipts(task.id()));
        PhoneEnd end = givenUp(task, job.get());
        if (end instanceof PhoneEnd.Finished finished) {
            certify(finished);
        }
        shop.reached(Step.LANE_ENDED);
        return Optional.of(end);
    }

    private static String cause(PhoneEnd end) {
        return switch (end) {
            case PhoneEnd.Interrupted interrupted -> interrupted.cause();
            case PhoneEnd.Unrecorded lost -> lost.cause();
            case PhoneEnd.Refused(String _, BilingualText reason, var _) -> reason.en();
            case PhoneEnd.Broken(Throwable cause) -> cause.toString();
            case PhoneEnd.Finished _, PhoneEnd.NotBegun _ -> "";
        };
    }

    private PhoneEnd givenUp(Task task, PhoneTicket job) {
        Policy policy = task.rules()
                .or(() -> PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID))
                .orElseThrow();
        PhoneTask.Claim none = _ -> false;
        PhoneOrder order = new PhoneOrder(
                job.place(),
                policy,
                Optional.empty(),
                shop.folder().receipts(task.id()),
                Optional.of(task.asset()),
                Optional.of(job),
                Optional.of(new PhoneTask(task.id(), task.order(), none)));
        return new PhoneLane(order, cable(job.place()), people, shop.home(), phones.means()).giveUp();
    }

    private void broken(TaskRecord record, String code, BilingualText text) throws IOException {
        ends.conclude(record, TaskEnd.of(TaskEnd.Outcome.BROKEN, code, text));
    }

    /** Told once for each reason: the agent tries again by itself. Before the claim the platform has no word for it but the turn. */
    private void hold(TaskRecord record, String code, BilingualText text) throws IOException {
        if (told.equals(code)) {
            return;
        }
        told = code;
        if (record.isClaimed() && !people.isWithdrawn()) {
            ends.interrupted(record, code, text);
        } else {
            shop.notes().ends(record.task(), TaskEnd.Outcome.INTERRUPTED.name(), code);
        }
    }
}
