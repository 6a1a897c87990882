package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.verify.Baseline;

/**
 * Looks, before anything is planted, at what blocks all over a drive hold, and at the same blocks once it has erased itself. What is planted is a small part of a drive,
 * written a moment before: one that drops what it was given last is rid of it, and keeps all else. Where noise is what may be left, nothing else tells that.
 */
final class BaselineStep {
    /** A drive with many bad blocks may take seconds for each: from then on half of them is enough to go by. */
    private static final long TAKE_MILLIS = 60_000;

    /** From then on whatever was seen has to be; the same for all that are compared. */
    private static final long MOST_MILLIS = 600_000;

    /** Of one of many namespaces. */
    private static final int BLOCKS_OF_NAMESPACE = Baseline.BLOCKS_MAX / 4;

    private final JobWork work;
    private final JobState job;
    private final PassSecrets secrets;

    BaselineStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.secrets = secrets;
    }

    /** Empty once it is on record, of every namespace that is planted and at last of the medium. */
    Optional<JobEnd> take() throws JournalException {
        for (ErasableNamespace namespace : new NamespacesStep(work, job, secrets).all()) {
            Optional<JobEnd> ended = take(OptionalLong.of(namespace.number()), namespace, BLOCKS_OF_NAMESPACE);
            if (ended.isPresent()) {
                return ended;
            }
        }
        return take(OptionalLong.empty(), work.medium(), Baseline.BLOCKS_MAX);
    }

    private Optional<JobEnd> take(OptionalLong namespace, ErasableBlocks of, int most) throws JournalException {
        int before = (int) job.drive().baselines().stream()
                .filter(taken -> taken.namespace().equals(namespace))
                .count();
        if (before >= BaselineEvent.TAKEN_MAX) {
            return Optional.empty(); // those of before stand
        }
        BlockChannel channel = of.channel();
        Baseline baseline = Baseline.of(channel);
        long beginNanos = System.nanoTime();
        long read = 0;
        long kept = 0;
        List<Long> places = Baseline.places(channel, most);
        long planned = (long) places.size() * baseline.blockBytes();
        for (int next = 0; next < places.size() && !isEnough(read * 2 >= planned, beginNanos); ) {
            if (work.control().stopRequested()) {
                return NativeStep.stopped(work);
            }
            List<Optional<byte[]>> blocks = readSome(baseline, channel, places.subList(next, places.size()));
            if (blocks.isEmpty()) {
                return NativeStep.interrupted(
                        StopCode.NO_ANSWER,
                        "the drive gives no answer to what it is to read; nothing more was sent to it");
            }
            for (Optional<byte[]> block : blocks) {
                long offset = places.get(next++);
                if (block.isPresent()) {
                    read += baseline.blockBytes();
                    kept += baseline.keep(offset, block.get()) ? baseline.blockBytes() : 0;
                }
            }
        }
        String digest = secrets.keepBaseline(namespace, before, baseline);
        work.journal().keepSecrets(secrets.toBytes());
        work.journal().append(new BaselineEvent.Taken(namespace, digest, planned, read, kept, work.now()));
        return Optional.empty();
    }

    private static boolean isEnough(boolean halfIsRead, long beginNanos) {
        long millis = (System.nanoTime() - beginNanos) / 1_000_000;
        return millis > MOST_MILLIS || (halfIsRead && millis > TAKE_MILLIS);
    }

    /** Within a search. Empty unless somebody asked to stop. */
    Optional<JobEnd> compare() throws JournalException {
        NamespacesStep beside = new NamespacesStep(work, job, secrets);
        for (ErasableNamespace namespace : beside.all()) {
            if (beside.isAsBefore(namespace) && compare(OptionalLong.of(namespace.number()), namespace)) {
                return NativeStep.stopped(work);
            }
        }
        return compare(OptionalLong.empty(), work.medium()) ? NativeStep.stopped(work) : Optional.empty();
    }

    /** Whether somebody asked to stop. What was found by then is on record: another look could not undo it, and stopping must not. */
    private boolean compare(OptionalLong namespace, ErasableBlocks blocks) throws JournalException {
        List<Baseline> baselines = secrets.baselines(namespace, job.drive().baselines());
        if (baselines.isEmpty() || hostKeepsAnything(blocks)) {
            return false;
        }
        BlockChannel channel = blocks.channel();
        long read = 0;
        long unchanged = 0;
        boolean stopped = false;
        boolean answers = true;
        long beginNanos = System.nanoTime();
        for (Baseline baseline : baselines) {
            List<Long> places = baseline.offsets();
            for (int next = 0; next < places.size() && answers && !stopped; ) {
                List<Optional<byte[]>> found = readSome(baseline, channel, places.subList(next, places.size()));
                // One that does not answer is met again in the search, which tells what becomes of it.
                answers = !found.isEmpty();
                for (Optional<byte[]> block : found) {
                    long offset = places.get(next++);
                    if (block.isPresent()) {
                        read += baseline.blockBytes();
                        unchanged += baseline.isUnchanged(offset, block.get()) ? baseline.blockBytes() : 0;
                    }
                }
                answers &= !isEnough(false, beginNanos);
                stopped = work.control().stopRequested();
            }
        }
        if (!stopped || unchanged > 0) {
            work.journal().append(new BaselineEvent.Compared(namespace, read, unchanged, work.now()));
        }
        return stopped;
    }

    /** Nothing if it gives no answer. */
    private List<Optional<byte[]>> readSome(Baseline baseline, BlockChannel channel, List<Long> places) {
        return Patience.ask(() -> baseline.readSome(channel, places), work.patienceMillis())
                .orElse(List.of());
    }

    /** What would be read then proves nothing, and is not on record as read. */
    private boolean hostKeepsAnything(ErasableBlocks blocks) {
        return Patience.ask(blocks::dropHostCache, work.patienceMillis()).orElse(-1L) < 0;
    }
}
