package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelNvme.Reach;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** An NVMe device with two namespaces erases both, or is found out: what a sanitize is said to reach is looked at. */
class NativeBesideTest {
    private static final int CHANGES_MOST = 120;

    private final FaultyChannel first = FaultyChannel.device(8192, 512);
    private final FaultyChannel second = FaultyChannel.device(8192, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private NativeBench bench(Conduct conduct, Reach reach) {
        return bench(new ModelNvme(first.medium(), conduct).with(second.medium(), reach));
    }

    private NativeBench bench(ModelNvme drive) {
        NativeBench bench = new NativeBench(first, drive, journal);
        bench.beside = List.of(second);
        return bench;
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "NVME_.*", mode = EnumSource.Mode.MATCH_ANY)
    void anHonestOneErasesBothAndBothAreLookedAt(NativeTechnique technique) throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, Reach.BOTH);
        bench.open("nvme", technique);
        Evidence evidence = evidence(bench.job().start());
        assertThat(first.medium()).is(filledWith(0));
        assertThat(second.medium()).is(filledWith(0));
        Verdict verdict = VerdictRules.judge(evidence);
        boolean purges = technique.reaches() == SanitizationLevel.PURGED;
        assertThat(verdict.level())
                .as(verdict.toString())
                .isEqualTo(purges ? Verdict.Level.PURGED : Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
        NamespaceEvent.Planted planted =
                evidence.all(NamespaceEvent.Planted.class).getFirst();
        assertThat(planted.namespace()).isEqualTo(2);
        assertThat(planted.ranges()).hasSizeBetween(16, 64);
        assertThat(planted.ranges().getFirst().offset()).isZero();
        assertThat(planted.ranges().getLast().end()).isEqualTo(second.capacityBytes());
        assertThat(planted.secretDigest())
                .isNotEqualTo(evidence.all(DriveEvent.CanariesPlanted.class)
                        .getFirst()
                        .secretDigest());
        NamespaceEvent.Sampled looked =
                evidence.all(NamespaceEvent.Sampled.class).getFirst();
        assertThat(looked.found().canaryBytesRead()).isPositive();
        assertThat(looked.found().zeroBytes()).isEqualTo(looked.found().bytesRead());
        NativeOutcome outcome = NativeOutcome.of(evidence).orElseThrow();
        assertThat(outcome.canaryBytes())
                .isEqualTo(looked.found().canaryBytesRead()
                        + evidence.all(DriveEvent.SamplingFinished.class)
                                .getFirst()
                                .canaryBytesRead());
        assertThat(outcome.canaryBytesFound()).isZero();
    }

    /** Before a late receipt a drive that keeps no record of writes is read whole, with each namespace that the record is about, or nothing is given out. */
    @Test
    void oneThatIsNotThereBeforeALateReceiptIsNotPassedOver() throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, Reach.BOTH);
        bench.open("nvme", NativeTechnique.NVME_FORMAT_USER_DATA);
        evidence(bench.job().start());
        assertThat(bench.job().strangeAfterwards()).isEmpty();
        for (List<FaultyChannel> here : List.of(List.<FaultyChannel>of(), List.of(FaultyChannel.device(4096, 512)))) {
            bench.beside = here;
            assertThat(bench.job().strangeAfterwards())
                    .get()
                    .isInstanceOfSatisfying(
                            JobEnd.NotRecognised.class,
                            strange -> assertThat(strange.expected()).contains("namespace 2"));
        }
        bench.beside = List.of(second);
        second.medium()[second.medium().length - 1] = 1;
        assertThat(bench.job().strangeAfterwards()).get().isInstanceOf(JobEnd.NotRecognised.class);
    }

    /** The one that was named first is blank, and so is what is said of the other; what it holds is not. */
    @ParameterizedTest
    @EnumSource(
            value = Reach.class,
            names = {"FIRST_ALONE", "SECOND_ALONE", "EXCHANGED"})
    void oneThatKeepsAnythingOfEitherIsFoundOut(Reach reach) throws JournalException {
        for (NativeTechnique technique : List.of(
                NativeTechnique.NVME_SANITIZE_BLOCK,
                NativeTechnique.NVME_SANITIZE_CRYPTO,
                NativeTechnique.NVME_SANITIZE_OVERWRITE,
                NativeTechnique.NVME_FORMAT_USER_DATA,
                NativeTechnique.NVME_FORMAT_CRYPTO)) {
            NativeBesideTest one = new NativeBesideTest();
            NativeBench bench = one.bench(Conduct.HONEST, reach);
            bench.open("nvme", technique);
            Evidence evidence = evidence(bench.job().start());
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(verdict.level()).as("%s: %s", technique, verdict).isEqualTo(Verdict.Level.FAILED);
            assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
            assertThat(NativeOutcome.of(evidence).orElseThrow().canaryBytesFound())
                    .isPositive();
        }
    }

    /** After a crypto erase noise is what belongs there: of a namespace that kept its own key only what was planted tells. */
    @Test
    void noiseAllOverIsNoSignThatBothWereErased() throws JournalException {
        Random noise = new Random(7);
        NativeBench bench = bench(new ModelNvme(first.medium(), Conduct.HONEST)
                .with(second.medium(), Reach.FIRST_ALONE)
                .leaving(noise::nextBytes));
        noise.nextBytes(second.medium());
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_CRYPTO);
        Verdict verdict = VerdictRules.judge(evidence(bench.job().start()));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
    }

    @Test
    void oneThatTakesNothingKeepsTheDriveFromBeingTold() throws JournalException {
        ModelNvme drive = new ModelNvme(first.medium(), Conduct.HONEST).with(second.medium(), Reach.BOTH);
        NativeBench bench = bench(drive);
        second.with(Fault.badBlocks(4096 * 512L, second.capacityBytes(), Request.Kind.WRITE));
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).code()).isEqualTo(StopCode.NOT_PLANTED);
        assertThat(drive.erasing()).isEmpty();
        bench.options = bench.options.withBestEffort(true);
        Verdict verdict = VerdictRules.judge(evidence(bench.job().resume()));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PARTIAL);
        assertThat(verdict.reasons()).containsExactly(Reason.OTHER_PARTS);
    }

    @Test
    void oneThatCannotBeReadAfterwardsIsNotShownToBeErased() throws JournalException {
        NativeBench bench = bench(new ModelNvme(first.medium(), Conduct.HONEST)
                .with(second.medium(), Reach.BOTH)
                .leaving(bytes -> {
                    Arrays.fill(bytes, (byte) 0);
                    second.with(Fault.badBlocks(0, 4096 * 512L, Request.Kind.READ));
                }));
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        Verdict verdict = VerdictRules.judge(evidence(bench.job().start()));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PARTIAL);
        assertThat(verdict.reasons()).containsExactly(Reason.OTHER_PARTS);
    }

    @Test
    void whatIsNotHeldIsNotShownToBeErased() throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, Reach.BOTH);
        bench.beside = List.of();
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        Verdict verdict = VerdictRules.judge(evidence(bench.job().start()));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PARTIAL);
        assertThat(verdict.reasons()).containsExactly(Reason.OTHER_PARTS);
    }

    /** The plug is pulled between any two lines: an honest drive comes to its verdict, and one that lies to none that is good. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(value = Reach.class)
    void cutOffAnywhereItIsGoneOnWith(Reach reach) throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeBesideTest fresh = new NativeBesideTest();
            if (fresh.cutOff(good, reach)) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    private boolean cutOff(int good, Reach reach) throws Exception {
        NativeBench bench = bench(Conduct.HONEST, reach);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_CRYPTO);
        journal.failAfter(good, good % 2 == 0);
        JobEnd end = bench.job().start();
        boolean through = end instanceof JobEnd.Finished;
        journal.repair();
        if (!through) {
            end = bench.job().resume();
        }
        if (reach == Reach.BOTH) {
            assertThat(end).as("change %d", good).isInstanceOf(JobEnd.Finished.class);
        }
        if (end instanceof JobEnd.Finished(Evidence evidence)) {
            Verdict verdict = VerdictRules.judge(evidence);
            if (reach == Reach.BOTH) {
                assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.PURGED);
            } else {
                assertThat(verdict.level())
                        .as("change %d: %s", good, verdict)
                        .isGreaterThanOrEqualTo(Verdict.Level.PARTIAL);
            }
        }
        return through;
    }

    /** Of another size it is another one, or was made anew: nothing is written to it. */
    @Test
    void oneOfAnotherSizeThanBeforeIsLeftAlone() throws Exception {
        NativeBench bench = bench(Conduct.HONEST, Reach.BOTH);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        // The question, what each held before, with its digests, the keys, what was planted on the second.
        journal.failAfter(7, true);
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
        assertThat(Evidence.readOpen(journal.evidence())).anyMatch(NamespaceEvent.Planted.class::isInstance);
        FaultyChannel other = FaultyChannel.device(4096, 512);
        bench.beside = List.of(other);
        JobEnd end = bench.job().resume();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).code()).isEqualTo(StopCode.NOT_PLANTED);
        assertThat(other.writes()).isZero();
    }

    /** A receipt that is still to be given out waits for nobody to have used either. */
    @Test
    void whatIsWrittenToTheOtherBeforeItsReceiptIsGivenOutIsSeen() throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, Reach.BOTH);
        bench.open("nvme", NativeTechnique.NVME_FORMAT_USER_DATA);
        Evidence _ = evidence(bench.job().start());
        assertThat(bench.job().strangeAfterwards()).isEmpty();
        Arrays.fill(second.medium(), 2_000_000, 2_000_512, (byte) 0x55);
        assertThat(bench.job().strangeAfterwards()).get().isInstanceOf(JobEnd.NotRecognised.class);
    }
}
