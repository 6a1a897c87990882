package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelMmc;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** After an eMMC has erased itself all of it is read: what it leaves out of its erase can be smaller than what lies between two samples. */
class NativeMmcReadWholeTest {
    private static final int BLOCKS = 32_768;
    private static final int STOPS_AT_READ = 6;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
    private final MemoryJournal journal = new MemoryJournal();
    private Optional<NativeBench> bench = Optional.empty();

    private JobEnd start(ModelMmc card) throws JournalException {
        NativeBench opened = new NativeBench(channel, card, journal);
        bench = Optional.of(opened);
        opened.open("mmc", NativeTechnique.MMC_ERASE_SANITIZE);
        return opened.job().start();
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private ModelMmc honest() {
        return new ModelMmc(channel.medium(), Conduct.HONEST);
    }

    /** One that keeps this part of itself, where it takes no writes either, and says nothing of it. */
    private ModelMmc sparing(int from, int to) {
        channel.with(Fault.badBlocks(from, to, Request.Kind.WRITE));
        return honest().sparing(from, to);
    }

    private boolean isReading() {
        return new String(journal.evidence(), StandardCharsets.UTF_8).contains("sampling-started");
    }

    /** While it is read afterwards, somebody stops the job. */
    private void stopInTheMidst() {
        AtomicInteger reads = new AtomicInteger();
        channel.with(request -> {
            if (request.kind() == Request.Kind.READ && isReading() && reads.incrementAndGet() == STOPS_AT_READ) {
                bench.flatMap(open -> open.control).orElseThrow().stop();
            }
            return new Fault.Nothing();
        });
    }

    @Test
    void allOfAnHonestCardIsReadAndThatItWasSampledIsNotSaid() throws JournalException {
        Evidence evidence = evidence(start(honest()));
        DriveEvent.SamplingFinished look = evidence.the(DriveEvent.SamplingFinished.class);
        assertThat(look.bytesPlanned()).isEqualTo(channel.capacityBytes());
        assertThat(look.bytesRead()).isEqualTo(channel.capacityBytes());
        assertThat(look.zeroBytes()).isEqualTo(channel.capacityBytes());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PURGED);
        assertThat(verdict.notProved()).doesNotContain(NotProved.SAMPLED_ONLY);
    }

    /** One block, which samples would miss nine times out of ten. */
    @RepeatedTest(4)
    void aSmallGroupThatItsEraseLeavesOutIsFound() throws JournalException {
        int from = 40 * 32_768 + 512;
        Evidence evidence = evidence(start(sparing(from, from + 512)));
        assertThat(channel.medium()[from]).isEqualTo((byte) 0x3C);
        assertThat(evidence.the(DriveEvent.SamplingFinished.class).canaryBytesFound())
                .isZero();
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.NOT_READ_AS_ERASED);
    }

    @Test
    void aBlockThatCantBeReadAgainIsUnproven() throws JournalException {
        long at = 3_000_000L / 512 * 512;
        Fault bad = Fault.badBlocks(at, at + 512, Request.Kind.READ);
        channel.with(request -> isReading() ? bad.answer(request) : new Fault.Nothing());
        Verdict verdict = VerdictRules.judge(evidence(start(honest())));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.UNREACHABLE_BLOCKS);
    }

    /** Nothing is against it so far. It is read from the first block on again; it keeps no record of what was written meanwhile. */
    @Test
    void whoStopsTheReadingHasItReadAgainFromItsBeginning() throws JournalException {
        stopInTheMidst();
        assertThat(start(honest())).isInstanceOf(JobEnd.Interrupted.class);
        Evidence evidence = evidence(bench.orElseThrow().job().resume());
        assertThat(evidence.all(DriveEvent.SamplingStarted.class)).hasSize(2);
        DriveEvent.SamplingFinished look = evidence.the(DriveEvent.SamplingFinished.class);
        assertThat(look.end()).isEqualTo(Event.VerificationEnd.COMPLETED);
        assertThat(look.bytesRead()).isEqualTo(channel.capacityBytes());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.UNWATCHED);
    }

    /** What was kept lies where the reading begins. */
    @Test
    void whoStopsTheReadingOnceItHasFoundWhatWasKeptEndsTheJob() throws JournalException {
        stopInTheMidst();
        Evidence evidence = evidence(start(sparing(512, 1024)));
        assertThat(evidence.the(DriveEvent.SamplingFinished.class).end()).isEqualTo(Event.VerificationEnd.STOPPED);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.notProved()).contains(NotProved.SAMPLED_ONLY);
    }

    /** The power goes while it is read, so that not even a stop is on record. */
    @Test
    void cutOffInTheMidstOfTheReadingItIsReadAgainWhole() throws Exception {
        channel.with(request -> {
            if (isReading() && request.kind() == Request.Kind.READ) {
                journal.failAfter(0, false);
            }
            return new Fault.Nothing();
        });
        assertThat(start(honest())).isNotInstanceOf(JobEnd.Finished.class);
        journal.repair();
        channel.repair();
        Evidence evidence = evidence(bench.orElseThrow().job().resume());
        assertThat(evidence.all(DriveEvent.SamplingFinished.class).getLast().bytesRead())
                .isEqualTo(channel.capacityBytes());
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.UNWATCHED);
    }
}
