package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.medium.MediumIdentity;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** The bench: several media at once, each in its own lane. */
public final class Bench {
    private final StationHome home;
    private final InstantSource clock;
    private final String tool;

    /**
     * A bench of this station.
     *
     * @param tool name and version of this program, for the record
     */
    public Bench(StationHome home, InstantSource clock, String tool) {
        this.home = home;
        this.clock = clock;
        this.tool = tool;
    }

    /** Looks at every target of an order, in its order; touches nothing. */
    public List<Candidate> examine(EraseOrder order) throws IOException {
        Examiner examiner = new Examiner(new JobStore(home));
        List<Candidate> out = new ArrayList<>();
        for (Path target : order.targets()) {
            out.add(examiner.examine(target, order));
        }
        return withoutDoubles(out);
    }

    /** Two targets that can't be told apart, or are one and the same, are both refused. */
    private static List<Candidate> withoutDoubles(List<Candidate> candidates) {
        List<Candidate> out = new ArrayList<>();
        for (Candidate candidate : candidates) {
            boolean doubled = candidate instanceof Candidate.Ready ready
                    && candidates.stream().anyMatch(other -> other != candidate && sameMedium(ready, other));
            out.add(
                    doubled
                            ? new Candidate.Rejected(
                                    candidate.path(),
                                    List.of(Refusal.safety(
                                            "SAME_MEDIUM",
                                            "两个目标是同一介质，或报告相同的序列号",
                                            "two targets are the same medium, or report the same serial number")))
                            : candidate);
        }
        return out;
    }

    private static boolean sameMedium(Candidate.Ready one, Candidate other) {
        if (!(other instanceof Candidate.Ready two)) {
            return false;
        }
        MediumIdentity a = one.medium().identity();
        MediumIdentity b = two.medium().identity();
        boolean sameSerial = a.serial().isPresent() && a.serial().equals(b.serial());
        boolean sameBacking = a.backingFile().isPresent() && a.backingFile().equals(b.backingFile());
        return sameSerial
                || sameBacking
                || one.medium().realPath().equals(two.medium().realPath());
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
        StationBooks books = StationBooks.open(home, clock);
        JobStore jobs = new JobStore(home);
        List<Lane> lanes = new ArrayList<>();
        for (Candidate.Ready target : targets) {
            lanes.add(new Lane(target, order, jobs, books, clock, tool));
        }
        onStart.accept(lanes.stream().map(Lane::control).toList());
        List<FutureTask<LaneEnd>> running = new ArrayList<>();
        for (Lane lane : lanes) {
            FutureTask<LaneEnd> task = new FutureTask<>(lane::run);
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

    private static LaneEnd end(FutureTask<LaneEnd> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return new LaneEnd.Broken(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
