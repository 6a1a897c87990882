package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.purge.testing.ModelTper;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** A drive that does not say who it is must not take the credit for passes that another one got. */
class RecognitionTest {
    private static final int BLOCK_BYTES = 512;
    private static final int BLOCKS = 16 * 2048;

    private final FaultyChannel first = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void aTwinFullOfTheSameConstantIsRefusedInAConstantPass() throws Exception {
        JobBench.open(journal, first, "gb-46864-2025", VerifyMode.FULL);
        interruptInPass(1);
        FaultyChannel twin = full((byte) 0);
        assertThat(nameless(twin).resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(twin.writes()).isZero();
    }

    /** Nothing that was written speaks for it, and its owner never agreed. */
    @Test
    void aTwinIsRefusedBeforeAnythingWasWritten() throws Exception {
        for (int good = 0; good < 8; good++) {
            MemoryJournal kept = new MemoryJournal();
            JobBench.open(kept, first, "nist-clear", VerifyMode.FULL);
            kept.failAfter(good, true);
            JobBench any = new JobBench(JobBench.PATIENT, false, List.of());
            assertThat(any.job(first, kept).start()).isInstanceOf(JobEnd.Interrupted.class);
            kept.repair();
            FaultyChannel twin = full((byte) 0x77);
            assertThat(why(any.job(twin, kept).resume())).isEqualTo(JobEnd.Why.INDISTINCT_AND_UNTOUCHED);
            assertThat(twin.writes()).isZero();
            if (Evidence.readOpen(kept.evidence()).getLast() instanceof Event.PassStarted) {
                return;
            }
        }
        throw new AssertionError("its pass never began");
    }

    /** What the drive did is no content that could speak for it, and its passes follow whatever it did. */
    @Test
    void aTwinIsRefusedBetweenARevertAndTheFirstMark() throws Exception {
        int cutOff = 0;
        for (int good = 0; good < 100; good++) {
            RevertBench reverted = new RevertBench(ModelTper.Manner.HONEST).open();
            reverted.journal.failAfter(good, false);
            JobEnd end = reverted.start();
            reverted.journal.repair();
            List<Event> kept = Evidence.readOpen(reverted.journal.evidence());
            if (kept.stream().noneMatch(DriveEvent.NativeFinished.class::isInstance)) {
                continue;
            }
            if (kept.stream().anyMatch(Event.PassFinished.class::isInstance)) {
                break;
            }
            assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
            RevertBench twin = reverted.twin();
            assertThat(why(twin.resume())).as("change " + good).isNotEqualTo(JobEnd.Why.INDISTINCT_AND_UNTOUCHED);
            assertThat(twin.channel.writes()).isZero();
            assertThat(twin.drive.sent()).isEmpty();
            assertThat(reverted.resume()).as("the drive itself").isInstanceOf(JobEnd.Finished.class);
            cutOff++;
        }
        assertThat(cutOff).as("between the revert and the end of the pass").isGreaterThan(2);
    }

    /** The same drive too: nobody can tell. It is erased from the beginning by a new job. */
    @Test
    void theSameDriveIsRefusedWhereOnlyAConstantSpeaksForIt() throws Exception {
        JobBench.open(journal, first, "gb-46864-2025", VerifyMode.FULL);
        interruptInPass(2);
        int before = first.writes();
        assertThat(why(nameless(first).resume())).isEqualTo(JobEnd.Why.INDISTINCT);
        assertThat(first.writes()).isEqualTo(before);
    }

    @Test
    void aDriveThatSaysWhoItIsGoesOnInAConstantPass() throws Exception {
        JobBench.open(journal, first, "gb-46864-2025", VerifyMode.FULL);
        interruptInPass(2);
        first.repair();
        assertThat(cleared(new JobBench(JobBench.PATIENT, true, List.of())
                        .job(first, journal)
                        .resume()))
                .isTrue();
    }

    @Test
    void aNamelessDriveIsKnownByWhatOnlyThisJobCanHaveWritten() throws Exception {
        JobBench.open(journal, first, "gb-46864-2025", VerifyMode.FULL);
        interruptInPass(3);
        first.repair();
        assertThat(cleared(nameless(first).resume())).isTrue();
    }

    @Test
    void aTwinIsRefusedInARandomPass() throws Exception {
        JobBench.open(journal, first, "gb-46864-2025", VerifyMode.FULL);
        interruptInPass(3);
        FaultyChannel twin = full((byte) 0xff);
        assertThat(nameless(twin).resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(twin.writes()).isZero();
    }

    /** Its last pass is a constant that is read back: of a twin that would come true. */
    @Test
    void aTwinIsRefusedBeforeAConstantIsReadBack() throws JournalException {
        JobBench.open(journal, first, "bmb21-2019", VerifyMode.FULL);
        journal.stopBeforeClosing(3);
        assertThat(nameless(first).start()).isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
        FaultyChannel twin = full((byte) 0xff);
        assertThat(nameless(twin).resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(new JobBench(JobBench.PATIENT, true, List.of())
                        .job(first, journal)
                        .resume())
                .isInstanceOf(JobEnd.Finished.class);
    }

    /** It has the whole patience for each piece, as everywhere: all of them together may take longer. */
    @Test
    void aDriveThatIsSlowAtAllOfTheWindowIsNotStuck() throws Exception {
        cutOffBeforeItIsReadBack();
        first.with(Fault.slow(200, Request.Kind.READ)); // of 16 pieces, 3,2 s at the least
        JobEnd end = new JobBench(new JobOptions(2_500, 2), false, List.of())
                .job(first, journal)
                .resume();
        assertThat(cleared(end)).isTrue();
    }

    @Test
    void whoStopsItWhileItIsLookedAtIsHeardBeforeAllOfTheWindowIsRead() throws Exception {
        cutOffBeforeItIsReadBack();
        JobBench.Held job = nameless(first);
        AtomicInteger reads = new AtomicInteger();
        first.with(request -> {
            if (request.kind() == Request.Kind.READ && reads.incrementAndGet() == 3) {
                job.control().stop();
            }
            return new Fault.Nothing();
        });
        assertThat(job.resume()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(reads).hasValue(3);
        first.repair();
        assertThat(cleared(nameless(first).resume())).isTrue();
    }

    private void cutOffBeforeItIsReadBack() throws JournalException {
        JobBench.open(journal, first, "nist-clear", VerifyMode.FULL);
        journal.stopBeforeClosing(3);
        assertThat(nameless(first).start()).isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
    }

    /** Old contents in the middle, far from both ends. */
    @Tag("slow")
    @Test
    void allOfItIsReadBeforeASignedResultIsGivenOut() throws Exception {
        FaultyChannel large = FaultyChannel.device(528 * 2048, BLOCK_BYTES);
        JobBench.open(journal, large, "nist-clear", VerifyMode.FULL);
        assertThat(cleared(nameless(large).start())).isTrue();
        assertThat(nameless(large).job().strangeAfterwards()).isEmpty();
        JobBench.Held stopped = nameless(large);
        stopped.control().stop();
        assertThat(stopped.job().strangeAfterwards()).get().isInstanceOf(JobEnd.Interrupted.class);
        large.medium()[264 << 20] ^= 1;
        assertThat(nameless(large).job().strangeAfterwards())
                .get()
                .isInstanceOfSatisfying(
                        JobEnd.NotRecognised.class,
                        other -> assertThat(other.found()).contains("byte " + (264 << 20)));
    }

    /** Reading takes hours: what was read first can be old contents again by the time that the last of it is read. */
    @Test
    void whatWasTouchedWhileItWasReadOnceMoreIsNotGivenOut() throws Exception {
        JobBench.open(journal, first, "nist-clear", VerifyMode.FULL);
        assertThat(cleared(nameless(first).start())).isTrue();
        JobBench touched = new JobBench(JobBench.PATIENT, true, List.of("written: 8 sectors"));
        assertThat(touched.job(first, journal).job().strangeAfterwards())
                .get()
                .isInstanceOfSatisfying(
                        JobEnd.NotRecognised.class,
                        other -> assertThat(other.found()).contains("written: 8 sectors"));
        assertThat(nameless(first).job().strangeAfterwards()).isEmpty();
    }

    private JobBench.Held nameless(FaultyChannel drive) {
        return new JobBench(JobBench.PATIENT, false, List.of()).job(drive, journal);
    }

    private static JobEnd.Why why(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.NotRecognised.class);
        return ((JobEnd.NotRecognised) end).why();
    }

    private static boolean cleared(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        Evidence evidence = ((JobEnd.Finished) end).evidence();
        return VerdictRules.judge(evidence).level() == Verdict.Level.CLEARED;
    }

    private static FaultyChannel full(byte constant) {
        FaultyChannel drive = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
        Arrays.fill(drive.medium(), constant);
        return drive;
    }

    /** With a mark above zero in that pass. */
    private void interruptInPass(int pass) throws Exception {
        first.with(Fault.slow(20, Request.Kind.WRITE));
        JobBench.Held job = nameless(first);
        Thread stopper = Thread.ofPlatform().daemon().start(() -> {
            try {
                Soon.until("pass " + pass + " has a mark", () -> marked(pass));
            } finally {
                job.control().stop();
            }
        });
        assertThat(job.start()).isInstanceOf(JobEnd.Interrupted.class);
        stopper.join();
        assertThat(marked(pass)).isTrue();
    }

    private boolean marked(int pass) {
        try {
            byte[] kept = journal.mark();
            if (kept.length == 0) {
                return false;
            }
            PassMark mark = PassMark.read(kept);
            return mark.pass() == pass && mark.checkpoint().highWaterBytes() > 0;
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
    }
}
