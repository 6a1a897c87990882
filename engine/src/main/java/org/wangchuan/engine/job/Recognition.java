package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.Canaries;
import org.wangchuan.engine.purge.DrivePurge;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackFindings;
import org.wangchuan.engine.verify.ReadBackOutcome;

/**
 * Tells, when a job is gone on with, whether the medium is the one that it began on. Two things are asked, before
 * anything is written. It must hold what was flushed to it: a drive that lost its cache does not. And it must be
 * known by something that no other drive has: either its identity, or content that only this job can have
 * written. Else a drive without a serial number could take the credit for passes that were written to another one.
 */
final class Recognition {
    private final JobWork work;
    private final JobState state;
    private final PassSecrets secrets;

    Recognition(JobWork work, JobState state, PassSecrets secrets) {
        this.work = work;
        this.state = state;
        this.secrets = secrets;
    }

    /**
     * Before writing goes on. Empty if the medium is recognised.
     *
     * @param mark of the pass that is open; {@link Checkpoint#START} if none is
     */
    Optional<JobEnd> beforeWriting(Checkpoint mark) throws JournalException {
        int pass = state.pass();
        if (mark.highWaterBytes() > 0) {
            return check(List.of(pattern(pass)), mark);
        }
        if (pass == 1) {
            // Nothing was written that anybody counts, or that could speak for it. Where the pass stands in for what
            // the drive did, others have asked what it holds.
            boolean known = work.setup().identityHolds() || BeforePasses.areLookedAtAgain(work, state.drive());
            return known ? Optional.empty() : Optional.of(indistinctSoFar());
        }
        List<Pattern> patterns = new ArrayList<>();
        patterns.add(pattern(pass - 1));
        if (state.stage() == JobState.Stage.WRITE) {
            // Blocks of a pass without a mark may be there or not, each of them.
            patterns.add(pattern(pass));
        }
        return check(patterns, new Checkpoint(work.capacityBytes(), 0, work.unwritten(pass - 1), true));
    }

    /** Before the last pass is read back: that tells of its content, but not which drive got the passes before. */
    Optional<JobEnd> beforeReading() throws JournalException {
        if (work.setup().identityHolds()) {
            return Optional.empty();
        }
        Checkpoint whole = new Checkpoint(work.capacityBytes(), 0, List.of(), true);
        WindowCheck.Answer answer = read(List.of(pattern(state.pass())), whole);
        if (answer.stopped()) {
            return Optional.of(new JobEnd.Interrupted(state.pass(), Event.Phase.VERIFY));
        }
        return answer.own() ? Optional.empty() : Optional.of(nothingOfItsOwn());
    }

    /**
     * Before a result that is signed is given out at last: somebody may have used the medium in between, anywhere on it. Reads
     * all of it, which can be stopped.
     */
    Optional<JobEnd> afterwards() throws JournalException {
        Pattern pattern = pattern(state.pass());
        long patienceMillis = work.patienceMillis();
        if (Patience.ask(work.medium()::dropHostCache, patienceMillis).orElse(-1L) < 0) {
            return silent("caches that can be written back", "an error, or no answer");
        }
        ReadBack run = ReadBack.full(work.setup().lane(), work.medium().channel(), pattern, work.transferOptions());
        Phases phases = new Phases(state, work.capacityBytes());
        work.control().enter(() -> phases.verifying(run.progress()), run::cancel);
        return switch (run.run()) {
            case ReadBackOutcome.Interrupted _ -> Optional.of(new JobEnd.Interrupted(state.pass(), Event.Phase.VERIFY));
            case ReadBackOutcome.DeviceGone _ -> silent("the medium to stay", "it is gone");
            case ReadBackOutcome.Stalled _ -> silent("an answer within " + patienceMillis + " ms", "none");
            case ReadBackOutcome.Finished(ReadBackFindings findings) -> judge(pattern, findings);
        };
    }

    private Optional<JobEnd> judge(Pattern pattern, ReadBackFindings findings) throws JournalException {
        List<ByteRange> unwritten = work.unwritten(state.pass()).stream()
                .map(range -> new ByteRange(range.offset(), range.length()))
                .toList();
        boolean covered = !findings.mismatches().isEmpty() && Ranges.covers(unwritten, findings.mismatches());
        if (findings.mismatchedBytes() > 0 && !covered) {
            long at = findings.mismatches().stream()
                    .mapToLong(ByteRange::offset)
                    .min()
                    .orElse(0);
            return Optional.of(new JobEnd.NotRecognised(
                    "what this job has written", "other contents, the first of them at or after byte " + at, false));
        }
        List<ByteRange> unreadable = findings.unreadable().stream()
                .map(range -> new ByteRange(range.offset(), range.length()))
                .toList();
        if (!Ranges.covers(unwritten, unreadable)) {
            return silent("readable bytes", findings.unreadableBytes() + " that are not");
        }
        // What was read first may have been written to before the last of it was read.
        List<String> differences = work.differences();
        if (!differences.isEmpty()) {
            return Optional.of(new JobEnd.NotRecognised(
                    "nobody to touch the medium while it was read", String.join("; ", differences), false));
        }
        boolean own = WindowCheck.isSecret(pattern) && findings.bytesRead() > findings.mismatchedBytes();
        return own || work.setup().identityHolds() ? Optional.empty() : Optional.of(nothingOfItsOwn());
    }

    static Optional<JobEnd> silent(String expected, String found) {
        return Optional.of(new JobEnd.NotRecognised(expected, found, true));
    }

    private Optional<JobEnd> check(List<Pattern> patterns, Checkpoint written) {
        WindowCheck.Answer answer = read(patterns, written);
        if (answer.stopped()) {
            return Optional.of(new JobEnd.Interrupted(state.pass(), Event.Phase.WRITE));
        }
        if (answer.strange().isPresent()) {
            return answer.strange().map(JobEnd.class::cast);
        }
        return answer.own() || work.setup().identityHolds() ? Optional.empty() : Optional.of(nothingOfItsOwn());
    }

    private WindowCheck.Answer read(List<Pattern> patterns, Checkpoint written) {
        work.control().enter(() -> new Phases(state, work.capacityBytes()).recognising(), () -> {});
        return new WindowCheck(
                        work.medium().channel(),
                        patterns,
                        written,
                        work.patienceMillis(),
                        work.control()::stopRequested)
                .run();
    }

    static JobEnd nothingOfItsOwn() {
        return indistinct(JobEnd.Why.INDISTINCT);
    }

    /** Before the first block that anybody counts: whether nothing was told to it either, is all there is to say. */
    private JobEnd indistinctSoFar() {
        return indistinct(state.leftAlone() ? JobEnd.Why.INDISTINCT_AND_UNTOUCHED : JobEnd.Why.INDISTINCT);
    }

    private static JobEnd indistinct(JobEnd.Why why) {
        return new JobEnd.NotRecognised(
                "a serial number, or contents that only this job can have written",
                "neither: another drive may look the same",
                why);
    }

    /**
     * Before a drive erases itself, shows what it hides or has its parts erased, or goes on with that. As long as no command can have been sent since it was planted,
     * it must hold what was planted; afterwards that may be gone, and it is known by its identity, or by what of it still stands. Where nothing is planted on it
     * its identity alone decides: these steps come before the passes, which take it for known then.
     */
    Optional<JobEnd> beforeNative() throws JournalException {
        Optional<DriveEvent.CanariesPlanted> planted = state.drive().canaries();
        if (planted.isEmpty()) {
            // Nothing that it holds could speak for it, be a command sent to it or not: what it hides, its parts and
            // its own ways come before the first block of this job that anybody counts.
            return work.setup().identityHolds() ? Optional.empty() : Optional.of(indistinctSoFar());
        }
        // Whatever it says afterwards, without the key nothing of it could be looked for.
        List<Pattern> patterns = new ArrayList<>(secrets.planted(state.drive().plantings()));
        if (state.drive().stands()) {
            return allStands();
        }
        if (work.setup().identityHolds()) {
            return Optional.empty();
        }
        // Of what was being planted again part may stand, and what it replaced may be gone.
        secrets.plantedNext(state.drive().plantings()).ifPresent(patterns::add);
        work.control().enter(() -> new Phases(state, work.capacityBytes()).recognising(), () -> {});
        for (Pattern pattern : patterns.reversed()) {
            Optional<List<ByteRange>> standing =
                    new CanaryStep(work, pattern).standing(planted.get().ranges());
            if (standing.isEmpty()) {
                return silent("an answer within " + work.patienceMillis() + " ms", "none");
            }
            if (!standing.get().isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(nothingOfItsOwn());
    }

    /** Nothing was told to the drive since something was planted: whatever is missing of it is another's doing, or it is another drive. */
    Optional<JobEnd> allStands() throws JournalException {
        work.control().enter(() -> new Phases(state, work.capacityBytes()).recognising(), () -> {});
        Pattern last = secrets.planted(state.drive().plantings()).getLast();
        List<ByteRange> places = state.drive().plantings().getLast().ranges();
        Optional<List<ByteRange>> standing = new CanaryStep(work, last).standing(places);
        if (standing.isEmpty()) {
            return silent("an answer within " + work.patienceMillis() + " ms", "none");
        }
        return standing.get().size() == places.size()
                ? Optional.empty()
                : Optional.of(new JobEnd.NotRecognised(
                        "what was planted at " + places.size() + " places",
                        "it at " + standing.get().size(),
                        false));
    }

    /**
     * Before a drive that was out of sight since its last attempt is told to erase itself once more, which nobody can take back: by its identity alone
     * it could be one that came to its end, was taken out, and holds somebody's data by now.
     *
     * @param before what it says of itself just now; none if it says nothing
     */
    Optional<JobEnd> beforeErasingAgain(NativeTechnique technique, List<DeviceCommand> before) throws JournalException {
        boolean logged = technique.bus() == NativeTechnique.Bus.NVME && technique.sanitize();
        if (logged && !before.isEmpty() && DrivePurge.untouched(before.getLast()) == Told.YES) {
            return Optional.empty();
        }
        Optional<DriveEvent.CanariesPlanted> planted = state.drive().canaries();
        // Locked in still, and never told to revert: nothing of this job has erased it yet, so that the ranges that are
        // not locked hold what they held.
        boolean untold = !state.drive().revertSent() && DrivePurge.saysLockingEnabled(technique, before);
        if (untold && planted.isEmpty() && work.setup().identityHolds()) {
            return Optional.empty();
        }
        work.control().enter(() -> new Phases(state, work.capacityBytes()).recognising(), () -> {});
        List<ByteRange> places = planted.map(DriveEvent.CanariesPlanted::ranges)
                .orElseGet(() -> Canaries.places(work.medium().channel()));
        Optional<List<Canaries.Found>> found = looked(places, Optional.empty());
        if (found.isEmpty()) {
            return silent("an answer within " + work.patienceMillis() + " ms", "none");
        }
        long others = found.get().stream().filter(Canaries.Found.OTHER::equals).count();
        if (others > 0 && !onlyBehindOurs(places, found.get())) {
            return Optional.of(new JobEnd.NotRecognised(
                    "at " + places.size()
                            + " places what was planted, or zeros or ones alone, before the drive is told once more"
                            + " to erase itself",
                    "other contents at " + others,
                    false));
        }
        // A drive that failed takes neither reads nor writes until it is told again: nobody can have used it.
        // One that is still locked gives nobody a block, and who goes on has brought its PSID again.
        boolean shut = DrivePurge.saysFailed(technique, before) || DrivePurge.saysLocked(technique, before);
        // Where passes tell what can be written, a place that can't be read is no sign of somebody if others show
        // nobody.
        boolean nobodys = state.inReserve()
                && work.setup().identityHolds()
                && (found.get().contains(Canaries.Found.BLANK) || found.get().contains(Canaries.Found.STANDS));
        return shut || nobodys || !found.get().contains(Canaries.Found.UNREADABLE)
                ? Optional.empty()
                : silent("readable bytes where something was planted", "some that are not");
    }

    /**
     * A crypto erase leaves noise, of which the drive said that nobody wrote it, until it was planted again and that was cut off. What was planted then stands one
     * by one from the first block of the medium on, which nobody leaves as it is who uses a drive; behind it is still what the drive spoke of.
     */
    boolean onlyBehindOurs(List<ByteRange> places, List<Canaries.Found> found) {
        int standing = 0;
        while (standing < found.size() && found.get(standing) == Canaries.Found.STANDS) {
            standing++;
        }
        return secrets.untouchedWhenDrawn(state.drive().plantings())
                && places.getFirst().offset() == 0
                && standing > 0
                && !found.subList(standing, found.size()).contains(Canaries.Found.STANDS);
    }

    /**
     * What is at these places; empty if there is no answer. Whatever was planted, or was about to be, is nobody's.
     *
     * @param writing what else may stand there, of a pass that has begun
     */
    Optional<List<Canaries.Found>> looked(List<ByteRange> places, Optional<Pattern> writing) throws JournalException {
        List<DriveEvent.CanariesPlanted> recorded = state.drive().plantings();
        List<Pattern> known = new ArrayList<>(secrets.planted(recorded));
        secrets.plantedNext(recorded).ifPresent(known::add);
        writing.ifPresent(known::addFirst);
        // Where no key was ever drawn nothing can stand, and this is one that fits nothing.
        Pattern last = known.isEmpty() ? Pattern.zero() : known.getLast();
        return new CanaryStep(work, last, known).look(places);
    }

    private Pattern pattern(int pass) throws JournalException {
        return secrets.pattern(pass, state.plan().passes().get(pass - 1));
    }
}
