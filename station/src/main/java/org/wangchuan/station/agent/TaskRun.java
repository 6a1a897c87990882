package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.JobTicket;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.SignedBefore;
import org.wangchuan.station.home.DurableFiles;

/**
 * One task, in a thread of its own, from the first look to its end. Nothing is written to a medium before the platform has
 * said yes to the claim and that is kept. Owner and technician have confirmed at the platform: nobody is asked here, and
 * everything that may stand in the way of an erasure stands in the way of this one.
 */
final class TaskRun {
    /** What does not heal by waiting: the record of the job and the medium do not go together any more. */
    private static final Set<String> FINAL = Set.of(
            "JOURNAL_DAMAGED",
            "CONDITIONS_CHANGED",
            "NOT_RECOGNISED",
            "OTHER_ORDER",
            "POLICY",
            "ANOTHER_MEDIUM",
            SignedBefore.CODE);

    /** What a drive was told to show all for, and did not: it would be told again with each try. */
    private static final String CHANGES_DRIVE = "HIDDEN_AREAS_UNKNOWN";

    /** What is over in a moment, as a rule: the system looks into each drive that is plugged in. */
    private static final Set<String> PASSING = Set.of("IN_USE", "NO_ANSWER");

    private final Workshop shop;
    private final Ends ends;
    private final Control control;
    private String told = "";

    /** How a run is watched and stopped. */
    interface Control {
        /** The erasure begins; it can be held by this. */
        void began(Task task, JobControl job);

        /** Whether somebody wants the agent to stop. */
        boolean isStopping();

        /** Whether what passes is waited for once more, before it is told as a refusal: the task is tried again by itself then. */
        boolean waits();
    }

    /** @param told the code of the last interruption that the platform was told of for this task; empty if none */
    TaskRun(Workshop shop, Ends ends, Control control, String told) {
        this.shop = shop;
        this.ends = ends;
        this.control = control;
        this.told = told;
    }

    /** The code of the last interruption that the platform was told of. */
    String told() {
        return told;
    }

    /** A task that is not claimed, as far as this station knows. */
    void begin(Task task, Optional<BenchLane> place)
            throws IOException, PlatformRefusedException, InterruptedException {
        TaskRecord record = TaskRecord.claimed(task);
        Optional<Policy> policy = task.rules();
        if (policy.isEmpty()) {
            ends.refuse(record, Refusals.unknownVersion(task));
            return;
        }
        if (place.isEmpty() || !place.get().state().serial().equals(task.serial())) {
            ends.refuse(record, Refusals.laneDiffers());
            return;
        }
        BenchLane lane = place.get();
        switch (examine(task, policy.get(), lane.path(), false)) {
            case Candidate.Rejected rejected -> {
                Refusal refusal = rejected.refusals().getFirst();
                if (!isWaitedFor(refusal)) {
                    ends.refuse(record, refusal);
                }
            }
            case Candidate.Ready ready -> {
                if (!lane.holds(ready)) {
                    ends.refuse(record, Refusals.laneDiffers());
                } else if (!control.isStopping() && claim(record, lane)) {
                    shop.records().keep(record);
                    shop.reached(Step.CLAIM_KEPT);
                    erase(record, ready, policy.get());
                }
            }
        }
    }

    private boolean isWaitedFor(Refusal refusal) {
        return PASSING.contains(refusal.code()) && control.waits();
    }

    private boolean claim(TaskRecord record, BenchLane lane)
            throws IOException, PlatformRefusedException, InterruptedException {
        Task task = record.task();
        try {
            shop.platform().claim(task, lane.state().lane(), lane.state().serial());
            shop.reached(Step.CLAIM_ASKED);
            return true;
        } catch (PlatformRefusedException e) {
            if (!e.isForGood()) {
                throw e;
            }
            // Withdrawn, ended or given to another: the platform knows, and nothing was touched here.
            shop.notes().refused("claim", e.code(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** A task that this station has claimed, in this run of the agent or in one before. */
    void goOn(TaskRecord record, Optional<BenchLane> place) throws IOException {
        Task task = record.task();
        Optional<String> receipt = ends.receipt(task.id());
        if (place.isEmpty()) {
            if (receipt.isPresent()) {
                ends.conclude(record, TaskEnd.finished(receipt.get()));
            } else {
                hold(record, "LANE_EMPTY", Refusals.laneEmpty());
            }
            return;
        }
        Optional<Policy> policy = task.rules();
        if (policy.isEmpty()) {
            notBegunOrBroken(record, Refusals.unknownVersion(task));
            return;
        }
        BenchLane lane = place.get();
        if (record.state() == TaskRecord.State.ERASING && resumed(record, policy.get(), lane)) {
            return;
        }
        switch (examine(task, policy.get(), lane.path(), false)) {
            case Candidate.Rejected rejected ->
                inTheWay(record, rejected.refusals().getFirst());
            case Candidate.Ready ready -> {
                if (receipt.isPresent()) {
                    ends.conclude(record, TaskEnd.finished(receipt.get()));
                } else if (!isMeant(record, lane, ready)) {
                    notBegunOrBroken(record, Refusals.laneDiffers());
                } else {
                    erase(record, ready, policy.get());
                }
            }
        }
    }

    /**
     * Goes on with the job of this task, and says whether there is one. It is asked for first: a drive that is at work, or locked by this very job, is
     * none that a new one could begin on. On a medium that can't be told from others it is given up: nothing of it is gone on with. If it has done nothing
     * yet, what the claim was for is begun anew like a task that was cut off before its job; else that is for people to say.
     */
    private boolean resumed(TaskRecord record, Policy policy, BenchLane lane) throws IOException {
        Candidate again = examine(record.task(), policy, lane.path(), true);
        // Not one that somebody had left there before.
        Optional<JobTicket> own = shop.bench()
                .openOn(again)
                .filter(open -> !Optional.of(open.job()).equals(record.jobBefore()));
        if (own.isEmpty()) {
            return false;
        }
        switch (again) {
            case Candidate.Rejected rejected ->
                inTheWay(record, rejected.refusals().getFirst());
            case Candidate.Ready ready -> {
                Optional<LaneEnd> end = run(record, ready, policy, true);
                if (end.filter(one -> takes(one, Refusal.Cure.NEW_JOB_AT_ONCE)).isPresent()) {
                    shop.bench().giveUp(own.get());
                    return false;
                }
                if (end.filter(one -> takes(one, Refusal.Cure.NEW_JOB_IF_MEANT)).isPresent()) {
                    unproven(record, own.get());
                } else if (end.isPresent()) {
                    ended(record, end.get(), true);
                }
            }
        }
        return true;
    }

    private static boolean takes(LaneEnd end, Refusal.Cure cure) {
        return end instanceof LaneEnd.Refused(Refusal refusal) && refusal.cure() == cure;
    }

    /**
     * What it has written may be on this medium or on its like. Only somebody who can look at it may say that it is to be erased all the same, which they do by
     * choosing its lane once more. The end of the task is kept first: without its job it would be begun anew.
     */
    private void unproven(TaskRecord record, JobTicket own) throws IOException {
        Optional<String> receipt = ends.receipt(record.task().id());
        if (receipt.isPresent()) {
            ends.conclude(record, TaskEnd.finished(receipt.get()));
            return;
        }
        broken(record, "NOT_RECOGNISED", Refusals.indistinct(own.shortId()));
        shop.bench().giveUpUnproven(own);
    }

    /** Whether what lies there is what the claim was for; a serial tells, and else that it never left. */
    private static boolean isMeant(TaskRecord record, BenchLane lane, Candidate.Ready ready) {
        Optional<String> serial = record.task().serial();
        return serial.isPresent()
                ? ready.medium().serial().equals(serial)
                : ready.medium().serial().isEmpty()
                        && LaneNames.of(lane.base(), ready.medium())
                                .equals(record.task().lane());
    }

    private Candidate examine(Task task, Policy policy, Path path, boolean resume) throws IOException {
        return shop.bench().examine(order(task, policy, path, resume)).getFirst();
    }

    private EraseOrder order(Task task, Policy policy, Path path, boolean resume) {
        return new EraseOrder(
                List.of(path),
                policy,
                Optional.empty(),
                VerifyMode.FULL,
                shop.folder().receipts(task.id()),
                Optional.of(task.asset()),
                resume,
                false,
                JobOptions.DEFAULTS);
    }

    private void erase(TaskRecord claimed, Candidate.Ready ready, Policy policy) throws IOException {
        TaskRecord record = claimed.erasing(ready.open().map(JobTicket::job));
        Optional<LaneEnd> end = run(record, ready, policy, false);
        if (end.isPresent()) {
            ended(record, end.get(), claimed.state() == TaskRecord.State.ERASING);
        }
    }

    /** Empty if the agent stops, and nothing was done. */
    private Optional<LaneEnd> run(TaskRecord record, Candidate.Ready ready, Policy policy, boolean resume)
            throws IOException {
        if (control.isStopping()) {
            return Optional.empty();
        }
        Task task = record.task();
        DurableFiles.createFolder(shop.folder().receipts(task.id()));
        shop.records().keep(record);
        shop.reached(Step.ERASING_KEPT);
        shop.notes().begins(task, resume);
        LaneEnd end = shop.bench()
                .erase(
                        order(task, policy, ready.path(), resume),
                        List.of(ready),
                        jobs -> control.began(task, jobs.getFirst()),
                        shop.certifying())
                .getFirst();
        shop.reached(Step.LANE_ENDED);
        return Optional.of(end);
    }

    void ended(TaskRecord record, LaneEnd end, boolean wasErasing) throws IOException {
        Optional<String> receipt = ends.receipt(record.task().id());
        if (receipt.isPresent()) {
            // Whatever the lane says besides: what was signed was true.
            ends.conclude(record, TaskEnd.finished(receipt.get()));
            return;
        }
        switch (end) {
            case LaneEnd.Finished _ -> throw new IllegalStateException("finished, and no receipt lies in its folder");
            case LaneEnd.Interrupted interrupted -> {
                boolean isWanted = interrupted.cause().isEmpty();
                hold(
                        record,
                        isWanted ? "STOPPED" : "INTERRUPTED",
                        isWanted ? Refusals.stopped() : Refusals.cause(interrupted.cause()));
            }
            case LaneEnd.Unrecorded lost -> {
                if (lost.begun()) {
                    broken(record, "RECORD_GONE", Refusals.recordGone());
                } else {
                    hold(record, "NOT_BEGUN", Refusals.cause(lost.cause()));
                }
            }
            case LaneEnd.Refused(Refusal refusal) -> {
                if (wasErasing && CHANGES_DRIVE.equals(refusal.code())) {
                    // A run before this one may have been cut off while it told the drive, or later: that nothing was
                    // written nobody can say.
                    broken(record, refusal.code(), refusal.reason());
                } else if (wasErasing) {
                    inTheWay(record, refusal);
                } else {
                    ends.refuse(record, refusal);
                }
            }
            case LaneEnd.Broken(Throwable cause) -> {
                shop.notes().trouble(cause.toString());
                broken(record, "INTERNAL", Refusals.internal());
            }
        }
    }

    /** A refusal is only told as one where nothing can have been written for this task. */
    private void inTheWay(TaskRecord record, Refusal refusal) throws IOException {
        if (record.state() == TaskRecord.State.CLAIMED && !isWaitedFor(refusal)) {
            ends.refuse(record, refusal);
        } else if (FINAL.contains(refusal.code())) {
            broken(record, refusal.code(), refusal.reason());
        } else {
            hold(record, refusal.code(), refusal.reason());
        }
    }

    private void notBegunOrBroken(TaskRecord record, Refusal refusal) throws IOException {
        if (record.state() == TaskRecord.State.CLAIMED) {
            ends.refuse(record, refusal);
        } else {
            broken(record, refusal.code(), refusal.reason());
        }
    }

    private void broken(TaskRecord record, String code, BilingualText text) throws IOException {
        ends.conclude(record, TaskEnd.of(TaskEnd.Outcome.BROKEN, code, text));
    }

    /** Told once for each reason: the agent tries again by itself. */
    private void hold(TaskRecord record, String code, BilingualText text) throws IOException {
        if (!told.equals(code)) {
            ends.interrupted(record, code, text);
            told = code;
        }
    }
}
