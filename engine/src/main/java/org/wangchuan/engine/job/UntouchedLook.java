package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.purge.DrivePurge;
import org.wangchuan.engine.purge.PurgeControl;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.verify.SampleFindings;
import org.wangchuan.engine.verify.SampleRead;

/**
 * Whether a drive that has erased itself was used since. An NVMe controller says so in its sanitize log; the others keep no such record, and only
 * what is on them now can speak for them.
 */
final class UntouchedLook {
    /** A record holds 64 of an attempt, before its end and again after it. */
    private static final int TOLD_MOST = 60;

    private final JobWork work;
    private final JobState job;

    UntouchedLook(JobWork work, JobState job) {
        this.work = work;
        this.job = job;
    }

    /** Puts on record what the drive says, if it has a word for it. What that means is for the verdict. */
    void record() throws JournalException {
        if (job.drive().toldAfterwards() < TOLD_MOST) {
            Optional<DeviceCommand> answer = ask();
            if (answer.isPresent()) {
                work.journal().append(new DriveEvent.NativeTold(job.drive().attempt(), answer.get()));
            }
        }
    }

    /** Before a result that is signed is given out at last. Reads all of a drive that does not say it, which can be stopped. */
    Optional<JobEnd> beforeGivingOut(PassSecrets secrets) throws JournalException {
        if (!work.setup().identityHolds()) {
            return Optional.of(Recognition.nothingOfItsOwn());
        }
        return switch (ask().map(DrivePurge::untouched).orElse(Told.NOT_TOLD)) {
            case YES -> Optional.empty();
            case NO -> strange("nothing to be written since the drive erased itself", "that it says otherwise", false);
            default -> readAll(secrets);
        };
    }

    private Optional<DeviceCommand> ask() {
        return work.medium()
                .passThrough()
                .flatMap(passThrough -> new DrivePurge(
                                passThrough, work.setup().clock(), work.times(), new PurgeControl())
                        .askUntouched(job.drive().current()));
    }

    /** Blocks of nothing but zeros or ones hold nobody's data; noise may be the drive's own or somebody's. */
    private Optional<JobEnd> readAll(PassSecrets secrets) throws JournalException {
        Plantings planted = new Plantings(job.drive(), secrets);
        Optional<Long> missing = missing();
        if (missing.isPresent()) {
            return strange(
                    "namespace " + missing.get() + " of the drive, which was erased with it, to be read again",
                    "none of its number and size",
                    true);
        }
        for (ErasableNamespace namespace : work.medium().namespaces()) {
            Optional<JobEnd> strange = readAll(namespace, work.setup().lane() + "-n" + namespace.number(), planted);
            if (strange.isPresent()) {
                return strange;
            }
        }
        return readAll(work.medium(), work.setup().lane(), planted);
    }

    /** A namespace that the record is about, and that is not here as it was: nobody knows what became of what it held. */
    private Optional<Long> missing() {
        return job.drive().beside().stream()
                .map(NativeState.Beside::planted)
                .filter(planted -> work.medium().namespaces().stream().noneMatch(here -> isThat(here, planted)))
                .map(NamespaceEvent.Planted::namespace)
                .findFirst();
    }

    private static boolean isThat(ErasableNamespace here, NamespaceEvent.Planted planted) {
        return here.number() == planted.namespace()
                && here.channel().capacityBytes() == planted.capacityBytes()
                && here.channel().blockBytes() == planted.blockBytes();
    }

    private Optional<JobEnd> readAll(ErasableBlocks blocks, String lane, Plantings planted) {
        long capacity = blocks.channel().capacityBytes();
        if (Patience.ask(blocks::dropHostCache, work.patienceMillis()).orElse(-1L) < 0) {
            return strange("caches that can be written back", "an error, or no answer", true);
        }
        SampleRead read = new SampleRead(
                lane,
                blocks.channel(),
                List.of(new ByteRange(0, capacity)),
                planted.blocksFor(blocks.channel()),
                work.transferOptions());
        work.control().enter(() -> new Phases(job, capacity).sampling(read.progress()), read::cancel);
        return switch (read.run()) {
            case Transfer.Cancelled _ -> Optional.of(new JobEnd.Interrupted(1, Event.Phase.NATIVE));
            case Transfer.Gone _, Transfer.NoRoom _ -> strange("the medium to stay", "it is gone", true);
            case Transfer.Stalled _ -> strange("an answer in time", "none", true);
            case Transfer.Done _ -> judge(read.findings(0));
        };
    }

    private Optional<JobEnd> judge(SampleFindings found) {
        if (found.unreadableBytes() > 0) {
            return strange("readable bytes", found.unreadableBytes() + " that are not", true);
        }
        if (found.zeroBytes() + found.oneBytes() < found.bytesRead()) {
            return strange(
                    "zeros or ones alone, on a drive that does not say whether anything was written since it erased itself",
                    "other contents",
                    false);
        }
        // What was read first may have been written to before the last of it was read.
        List<String> differences = work.differences();
        return differences.isEmpty()
                ? Optional.empty()
                : strange("nobody to touch the medium while it was read", String.join("; ", differences), false);
    }

    private static Optional<JobEnd> strange(String expected, String found, boolean unreadable) {
        return Optional.of(new JobEnd.NotRecognised(expected, found, unreadable));
    }
}
