package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.PartErasure;
import org.wangchuan.engine.purge.PurgeControl;

/**
 * The next of the other parts of an eMMC, before anything is done to its user area. A part has one line that says that it begins, before its lock is
 * lifted, and one that says how it ended, after that is back: whoever comes back in between puts the lock back first, and begins the part anew, which is
 * megabytes. One that is not erased stops the job while its user area is whole, unless somebody wants it erased all the same.
 */
final class PartsStep {
    private static final int FIRST_PASS = 1;

    private final JobWork work;
    private final JobState job;
    private final PassSecrets secrets;
    private final PurgeControl card = new PurgeControl();

    PartsStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.secrets = secrets;
    }

    /** Empty if the part has come to an end. */
    Optional<JobEnd> run(boolean announce) throws JournalException {
        if (announce) {
            putLockBack();
            Optional<JobEnd> strange = new Recognition(work, job, secrets).beforeNative();
            if (strange.isPresent()) {
                return strange;
            }
            work.journal().append(new Event.Resumed(FIRST_PASS, Event.Phase.NATIVE, 0, 0, work.now()));
        }
        work.control().enter(() -> new Phases(job, work.capacityBytes()).recognising(), card::stop);
        if (job.parts().asked().isEmpty()) {
            return ask();
        }
        String id = job.parts().next();
        Optional<ErasablePart> part = held(id);
        return part.isEmpty() ? interrupted(id + " of the card is not held") : erase(part.get());
    }

    /** What a run that was cut off lifted; whatever comes next. */
    private void putLockBack() {
        job.parts()
                .open()
                .filter(PartEvent.Started::locked)
                .flatMap(open -> held(open.part()))
                .ifPresent(part -> lock(part, true));
    }

    private Optional<ErasablePart> held(String id) {
        return work.medium().parts().stream()
                .filter(part -> part.id().equals(id))
                .findFirst();
    }

    private Optional<JobEnd> ask() throws JournalException {
        Optional<PassThrough> whole = work.medium().passThrough();
        if (whole.isEmpty()) {
            return interrupted("no way leads to this card's own commands: it is not the card that answers here");
        }
        Optional<DeviceCommand> told = erasure(whole.get()).ask();
        if (told.isEmpty()) {
            return interrupted("the card gives no answer");
        }
        work.journal().append(new PartEvent.Asked(List.of(told.get())));
        return Optional.empty();
    }

    private PartErasure erasure(PassThrough passThrough) {
        return new PartErasure(passThrough, work.setup().clock(), work.times(), card);
    }

    private Optional<JobEnd> erase(ErasablePart part) throws JournalException {
        long capacity = part.channel().capacityBytes();
        Optional<PartEvent.Started> before = job.parts().startOf(part.id());
        if (before.isPresent() && before.get().capacityBytes() != capacity) {
            return interrupted(part.id() + " of the card has another size than before");
        }
        boolean locked =
                before.map(PartEvent.Started::locked).orElseGet(() -> part.locked() || CardPart.isBoot(part.id()));
        secrets.drawPart(part.id());
        work.journal().keepSecrets(secrets.toBytes());
        work.journal()
                .append(new PartEvent.Started(part.id(), capacity, locked, secrets.partDigest(part.id()), work.now()));
        PartRun run = new PartRun(work, part, secrets.part(part.id()));
        boolean lockedAgain = false;
        long startNanos = System.nanoTime();
        try {
            if (part.locked()) {
                lock(part, false);
            }
            work.control().enter(() -> new Phases(job, work.capacityBytes()).recognising(), () -> {
                card.stop();
                run.stop();
            });
            run.overwrite();
            if (job.plan().techniques().contains(NativeTechnique.MMC_ERASE_SANITIZE.id())) {
                run.erase(lastAddress(capacity), this::erasure);
            } else {
                run.zero();
            }
        } finally {
            lockedAgain = locked && lock(part, true) >= 0;
        }
        return ended(part.id(), run, lockedAgain, (System.nanoTime() - startNanos) / 1_000_000);
    }

    /** A card that does not say how it counts is told nothing. */
    private Optional<Long> lastAddress(long capacityBytes) {
        return job.parts()
                .card()
                .filter(told -> capacityBytes >= ExtendedCsd.SECTOR_BYTES)
                .map(told -> told.lastAddress(capacityBytes));
    }

    private Optional<JobEnd> ended(String id, PartRun run, boolean lockedAgain, long durationMillis)
            throws JournalException {
        // What is found to be wrong is put on record also if somebody asks to stop: read again it could look right.
        boolean wrong = run.mismatchedBytes() > 0;
        if (run.stopped() && !wrong) {
            return interrupted("");
        }
        boolean goesOn = run.end() == PartEvent.End.COMPLETED
                || wrong
                || work.setup().options().bestEffort();
        if (!goesOn) {
            return interrupted(id
                    + " of the card could not be erased ("
                    + run.why()
                    + "); nothing was done to its user area. With --resume it is tried again, with --resume --best-effort the rest is erased all"
                    + " the same");
        }
        work.journal()
                .append(new PartEvent.Finished(
                        id,
                        run.end(),
                        run.bytesWritten(),
                        run.bytesRead(),
                        run.mismatchedBytes(),
                        run.zeroedBytes(),
                        run.commands(),
                        lockedAgain,
                        durationMillis,
                        work.now()));
        return Optional.empty();
    }

    /** A negated errno also where no answer came in time. */
    private long lock(ErasablePart part, boolean locked) {
        return Patience.ask(() -> part.lock(locked), work.patienceMillis()).orElse(-1L);
    }

    private static Optional<JobEnd> interrupted(String failure) {
        return Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE, failure));
    }
}
