package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.transfer.FailedRange;

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
            // Nothing was written that anybody counts.
            return Optional.empty();
        }
        List<Pattern> patterns = new ArrayList<>();
        patterns.add(pattern(pass - 1));
        if (state.stage() == JobState.Stage.WRITE) {
            // Blocks of a pass without a mark may be there or not, each of them.
            patterns.add(pattern(pass));
        }
        return check(patterns, new Checkpoint(work.capacityBytes(), 0, lastUnwritten(pass - 1), true));
    }

    /** Before the last pass is read back: that tells of its content, but not which drive got the passes before. */
    Optional<JobEnd> beforeReading() throws JournalException {
        if (work.setup().identityHolds()) {
            return Optional.empty();
        }
        Checkpoint whole = new Checkpoint(work.capacityBytes(), 0, List.of(), true);
        WindowCheck.Answer answer = read(List.of(pattern(state.pass())), whole);
        return answer.own() ? Optional.empty() : nothingOfItsOwn();
    }

    /**
     * Before a result that is signed is given out at last. Whoever used the medium in between has most likely written to
     * its beginning or its end.
     */
    Optional<JobEnd> afterwards() throws JournalException {
        List<Pattern> pattern = List.of(pattern(state.pass()));
        List<FailedRange> unwritten = lastUnwritten(state.pass());
        long capacityBytes = work.capacityBytes();
        long headBytes = Math.min(WindowCheck.WINDOW_BYTES, capacityBytes);
        List<FailedRange> unwrittenInHead =
                unwritten.stream().filter(range -> range.end() <= headBytes).toList();
        Optional<JobEnd> head = check(pattern, new Checkpoint(headBytes, 0, unwrittenInHead, true));
        return head.isPresent() || headBytes == capacityBytes
                ? head
                : check(pattern, new Checkpoint(capacityBytes, 0, unwritten, true));
    }

    private Optional<JobEnd> check(List<Pattern> patterns, Checkpoint written) {
        WindowCheck.Answer answer = read(patterns, written);
        if (answer.strange().isPresent()) {
            return answer.strange().map(JobEnd.class::cast);
        }
        return answer.own() || work.setup().identityHolds() ? Optional.empty() : nothingOfItsOwn();
    }

    private WindowCheck.Answer read(List<Pattern> patterns, Checkpoint written) {
        work.control().enter(() -> new Phases(state, work.capacityBytes()).recognising(), () -> {});
        long patienceMillis = work.patienceMillis();
        WindowCheck window = new WindowCheck(work.medium().channel(), patterns, written);
        return Patience.ask(window::run, patienceMillis)
                .orElseGet(() -> WindowCheck.Answer.unreadable("an answer within " + patienceMillis + " ms", "none"));
    }

    private static Optional<JobEnd> nothingOfItsOwn() {
        return Optional.of(new JobEnd.NotRecognised(
                "a serial number, or contents that only this job can have written",
                "neither: another drive may look the same",
                false));
    }

    private Pattern pattern(int pass) throws JournalException {
        return secrets.pattern(pass, state.plan().passes().get(pass - 1));
    }

    private List<FailedRange> lastUnwritten(int pass) throws JournalException {
        try {
            return Evidence.readOpen(work.journal().evidence()).stream()
                    .filter(event -> event instanceof Event.PassFinished finished && finished.pass() == pass)
                    .flatMap(event -> ((Event.PassFinished) event).unwritten().stream())
                    .map(e -> new FailedRange(e.range().offset(), e.range().length(), Math.max(1, e.errno())))
                    .toList();
        } catch (EvidenceException e) {
            throw new JournalException("the journal can't be read: " + e.getMessage(), e);
        }
    }
}
