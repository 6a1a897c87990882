package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * The other parts of an eMMC, before anything is done to its user area. All are written before any is read back, and all are read back before any is
 * erased: a card that answers for one from the cells of another is found by that. A part has one line that says that it begins, before its lock is
 * lifted, and one that says how it ended, after that is back. Whoever comes back in between puts the locks back first, and begins all of them anew,
 * which is megabytes. One that is not erased stops the job while the user area is whole, unless somebody wants it erased all the same.
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

    /** Empty if it has come to an end, or the card has said what it has. */
    Optional<JobEnd> run(boolean announce) throws JournalException {
        if (announce) {
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
        List<PartRun> runs = new ArrayList<>();
        for (String id : job.parts().planned()) {
            Optional<ErasablePart> part = held(work, id);
            if (part.isEmpty()) {
                return interrupted(StopCode.PART_NOT_ERASED, id + " of the card is not held");
            }
            Optional<PartEvent.Started> before = job.parts().startOf(id);
            if (before.isPresent()
                    && before.get().capacityBytes() != part.get().channel().capacityBytes()) {
                return interrupted(StopCode.PART_NOT_ERASED, id + " of the card has another size than before");
            }
            secrets.drawPart(id);
            boolean locks = before.map(PartEvent.Started::locked)
                    .orElseGet(() -> part.get().locked() || CardPart.isBoot(id));
            runs.add(new PartRun(work, part.get(), secrets.part(id), locks));
        }
        work.journal().keepSecrets(secrets.toBytes());
        Optional<JobEnd> end;
        try {
            end = erase(runs);
        } finally {
            runs.forEach(PartRun::leave);
        }
        String open =
                runs.stream().filter(PartRun::leftUnlocked).map(PartRun::id).collect(Collectors.joining(", "));
        return open.isEmpty() ? end : Optional.of(unlocked(end, open));
    }

    /** Somebody has to know it, whatever else there is to be said. */
    private static JobEnd unlocked(Optional<JobEnd> end, String parts) {
        String why = end.filter(JobEnd.Interrupted.class::isInstance)
                .map(one -> ((JobEnd.Interrupted) one).journalFailure())
                .orElse("");
        return new JobEnd.Interrupted(
                FIRST_PASS,
                Event.Phase.NATIVE,
                StopCode.PART_UNLOCKED,
                why
                        + (why.isEmpty() ? "" : "; ")
                        + "the kernel's lock against writes could not be put back on "
                        + parts
                        + " of the card (force_ro): it is as it was after the computer is started anew");
    }

    /** What a run that was cut off lifted; whatever comes next. */
    static void putLocksBack(JobWork work, JobState job) {
        for (String id : job.parts().planned()) {
            if (job.parts().startOf(id).filter(PartEvent.Started::locked).isPresent()) {
                held(work, id).ifPresent(part -> {
                    long _ = Patience.ask(() -> part.lock(true), work.patienceMillis())
                            .orElse(-1L);
                });
            }
        }
    }

    private static Optional<ErasablePart> held(JobWork work, String id) {
        return work.medium().parts().stream()
                .filter(part -> part.id().equals(id))
                .findFirst();
    }

    private Optional<JobEnd> ask() throws JournalException {
        Optional<PassThrough> whole = work.medium().passThrough();
        if (whole.isEmpty()) {
            return interrupted(
                    StopCode.NO_WAY, "no way leads to this card's own commands: it is not the card that answers here");
        }
        Optional<DeviceCommand> told = erasure(whole.get()).ask();
        if (told.isEmpty()) {
            return interrupted(StopCode.NO_ANSWER, "the card gives no answer");
        }
        work.journal().append(new PartEvent.Asked(List.of(told.get())));
        return Optional.empty();
    }

    private PartErasure erasure(PassThrough passThrough) {
        return new PartErasure(passThrough, work.setup().clock(), work.times(), card);
    }

    private Optional<JobEnd> erase(List<PartRun> runs) throws JournalException {
        for (PartRun run : runs) {
            work.journal()
                    .append(new PartEvent.Started(
                            run.id(), run.capacityBytes(), run.locks(), secrets.partDigest(run.id()), work.now()));
            enter(run);
            run.write();
        }
        for (PartRun run : runs) {
            enter(run);
            run.readBack();
        }
        PartEvent.Compared found = new PartsApart(work, job).compare(runs);
        work.journal().append(found);
        // What is found to be wrong is on record by now also if somebody asks to stop: read again it could look right.
        boolean wrong = found.mismatchedBytes() > 0 || found.streamBytes() > 0;
        boolean allTheSame = wrong || work.setup().options().bestEffort();
        for (PartRun run : runs) {
            if (run.stopped() || (run.end() != PartEvent.End.COMPLETED && !allTheSame)) {
                return notErased(run);
            }
        }
        if (!allTheSame && found.bytesRead() < PartsApart.bytes(work, runs)) {
            return work.control().stopRequested()
                    ? stopped()
                    : interrupted(
                            StopCode.PART_NOT_ERASED,
                            "the beginning of the card's user area can't be read, so that nobody knows whether its parts were written there;"
                                    + " nothing was done to it");
        }
        for (PartRun run : runs) {
            enter(run);
            if (job.plan().techniques().contains(NativeTechnique.MMC_ERASE_SANITIZE.id())) {
                run.erase(lastAddress(run.capacityBytes()), this::erasure);
            } else {
                run.zero();
            }
            run.leave();
            if (run.stopped() || (run.end() != PartEvent.End.COMPLETED && !allTheSame)) {
                return notErased(run);
            }
            work.journal().append(run.finished());
        }
        return Optional.empty();
    }

    private void enter(PartRun run) {
        work.control().enter(() -> new Phases(job, work.capacityBytes()).recognising(), () -> {
            card.stop();
            run.stop();
        });
    }

    /** A card that does not say how it counts is told nothing. */
    private Optional<Long> lastAddress(long capacityBytes) {
        return job.parts()
                .card()
                .filter(told -> capacityBytes >= ExtendedCsd.SECTOR_BYTES)
                .map(told -> told.lastAddress(capacityBytes));
    }

    private static Optional<JobEnd> notErased(PartRun run) {
        return run.stopped()
                ? stopped()
                : interrupted(
                        StopCode.PART_NOT_ERASED,
                        run.id()
                                + " of the card could not be erased ("
                                + run.why()
                                + "); nothing was done to its user area");
    }

    private static Optional<JobEnd> stopped() {
        return Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE));
    }

    private static Optional<JobEnd> interrupted(StopCode code, String failure) {
        return Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE, code, failure));
    }
}
