package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * Drives full of what looks like noise, as of an owner who encrypts. They say success, and what was planted on them is gone: it was written last. Whether the rest
 * is gone tells nothing but what the same blocks held before.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativeBaselineTest {
    private static final int BLOCKS = 8192;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
    private final MemoryJournal journal = new MemoryJournal();
    private final List<ByteRange> newest = new CopyOnWriteArrayList<>();

    NativeBaselineTest() {
        new Random(5).nextBytes(channel.medium());
        channel.with(request -> {
            if (request.kind() == Request.Kind.WRITE) {
                newest.add(new ByteRange(request.offset(), request.length()));
            }
            return new Fault.Nothing();
        });
    }

    /** What was written last is noise of a new key, as a cache that was dropped would be read; all else stays. */
    private void newestOnly(byte[] medium) {
        Random random = new Random(6);
        for (ByteRange range : newest) {
            byte[] other = new byte[(int) range.length()];
            random.nextBytes(other);
            System.arraycopy(other, 0, medium, (int) range.offset(), other.length);
        }
    }

    private static Consumer<byte[]> newKey(long seed) {
        return medium -> new Random(seed).nextBytes(medium);
    }

    private static PassThrough drive(NativeTechnique technique, byte[] medium, Consumer<byte[]> left) {
        return switch (technique.bus()) {
            case NVME -> new ModelNvme(medium, Conduct.HONEST).leaving(left);
            case ATA -> new ModelAta(medium, Conduct.HONEST).leaving(left);
            case SCSI -> new ModelScsi(medium, Conduct.HONEST).leaving(left);
            default -> throw new AssertionError(technique);
        };
    }

    private NativeBench bench(NativeTechnique technique, Consumer<byte[]> left) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive(technique, channel.medium(), left), journal);
        bench.open(technique.bus().name().toLowerCase(Locale.ROOT), technique);
        return bench;
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static Verdict verdict(JobEnd end) {
        return VerdictRules.judge(evidence(end));
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.class,
            names = {
                "NVME_SANITIZE_CRYPTO",
                "NVME_FORMAT_CRYPTO",
                "NVME_FORMAT_USER_DATA",
                "ATA_SANITIZE_CRYPTO",
                "ATA_SECURITY_ERASE_ENHANCED",
                "SCSI_SANITIZE_CRYPTO"
            })
    void whoDropsItsCacheAloneIsFoundOut(NativeTechnique technique) throws JournalException {
        Evidence evidence = evidence(bench(technique, this::newestOnly).job().start());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.BLOCKS_UNCHANGED).doesNotContain(Reason.CANARY_FOUND);
        BaselineEvent.Taken taken = evidence.the(BaselineEvent.Taken.class);
        assertThat(taken.bytesRead()).isEqualTo(512 * 512);
        assertThat(taken.bytesKept()).isEqualTo(taken.bytesRead());
        BaselineEvent.Compared compared = evidence.the(BaselineEvent.Compared.class);
        assertThat(compared.bytesRead()).isEqualTo(taken.bytesKept());
        // Where something was planted it is another block than before; that is a small part of it.
        assertThat(compared.bytesUnchanged()).isGreaterThan(taken.bytesKept() / 4);
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "(NVME|ATA|SCSI)_.*CRYPTO", mode = EnumSource.Mode.MATCH_ALL)
    void anHonestOneIsNotHeldBack(NativeTechnique technique) throws JournalException {
        Evidence evidence = evidence(bench(technique, newKey(9)).job().start());
        assertThat(VerdictRules.judge(evidence).reasons()).doesNotContain(Reason.BLOCKS_UNCHANGED);
        assertThat(evidence.the(BaselineEvent.Compared.class).bytesUnchanged()).isZero();
        assertThat(evidence.the(BaselineEvent.Compared.class).bytesRead()).isEqualTo(512 * 512);
    }

    /** A small part of it is enough. */
    @Test
    void whoKeepsATwentiethIsFoundOut() throws JournalException {
        byte[] before = channel.medium().clone();
        int from = 3000 * 512;
        int bytes = BLOCKS / 20 * 512;
        Verdict verdict = verdict(bench(NativeTechnique.NVME_SANITIZE_CRYPTO, medium -> {
                    newKey(9).accept(medium);
                    System.arraycopy(before, from, medium, from, bytes);
                    newestOnly(medium);
                })
                .job()
                .start());
        assertThat(verdict.reasons()).contains(Reason.BLOCKS_UNCHANGED);
    }

    /** It was erased before, and holds nothing that could be told again: that it reads the same is no wonder. */
    @ParameterizedTest
    @ValueSource(ints = {0, 0xff, 0x55})
    void whatOnlyRepeatsIsNotCompared(int filler) throws JournalException {
        Arrays.fill(channel.medium(), (byte) filler);
        Consumer<byte[]> same = medium -> Arrays.fill(medium, (byte) filler);
        Evidence evidence =
                evidence(bench(NativeTechnique.NVME_SANITIZE_CRYPTO, same).job().start());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(evidence.the(BaselineEvent.Taken.class).bytesKept()).isZero();
    }

    /** Nothing of the blocks is in the record, nor are their digests. */
    @Test
    void theRecordHoldsNumbersAlone() throws JournalException {
        Evidence evidence = evidence(
                bench(NativeTechnique.NVME_SANITIZE_CRYPTO, newKey(9)).job().start());
        String lines = new String(evidence.bytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("baseline-"))
                .toList()
                .toString();
        assertThat(lines).hasSizeLessThan(600);
        assertThat(journal.secrets().length).isGreaterThan(512 * 16);
    }

    /** Wherever the power goes: what was seen before is compared when the job is gone on with. */
    @Test
    void whoeverComesBackComparesToo() throws Exception {
        boolean compared = false;
        for (int good = 0; good < 60; good++) {
            NativeBaselineTest run = new NativeBaselineTest();
            NativeBench bench = run.bench(NativeTechnique.NVME_SANITIZE_CRYPTO, run::newestOnly);
            run.journal.failAfter(good, false);
            boolean isCut = bench.job().start() instanceof JobEnd.Interrupted;
            run.journal.repair();
            if (!isCut) {
                assertThat(compared).isTrue();
                return;
            }
            JobEnd end = bench.job().resume();
            if (end instanceof JobEnd.Finished finished) {
                Verdict verdict = VerdictRules.judge(finished.evidence());
                assertThat(verdict.level()).as("cut at %d: %s", good, verdict).isGreaterThanOrEqualTo(Level.UNPROVEN);
                assertThat(verdict.reasons()).as("cut at %d", good).contains(Reason.BLOCKS_UNCHANGED);
                compared = true;
            }
        }
        throw new AssertionError("never came to its end");
    }

    /** Wherever the power goes, the drive is used until it is back, or is another of its number: what it holds then is compared. */
    @Test
    void whatItHoldsByThenIsWhatIsCompared() throws Exception {
        boolean compared = false;
        for (int good = 0; good < 60; good++) {
            NativeBaselineTest run = new NativeBaselineTest();
            NativeBench bench = run.bench(NativeTechnique.NVME_SANITIZE_CRYPTO, run::newestOnly);
            run.journal.failAfter(good, false);
            boolean isCut = bench.job().start() instanceof JobEnd.Interrupted;
            run.journal.repair();
            if (!isCut) {
                assertThat(compared).isTrue();
                return;
            }
            boolean isPlanted = Evidence.readOpen(run.journal.evidence()).stream()
                    .anyMatch(DriveEvent.CanariesPlanted.class::isInstance);
            if (!isPlanted) {
                new Random(77).nextBytes(run.channel.medium());
                run.newest.clear();
            }
            if (bench.job().resume() instanceof JobEnd.Finished finished) {
                Verdict verdict = VerdictRules.judge(finished.evidence());
                assertThat(verdict.reasons()).as("cut at %d", good).contains(Reason.BLOCKS_UNCHANGED);
                compared = true;
            }
        }
        throw new AssertionError("never came to its end");
    }

    /** One that could not be read at first, and was gone on with when it could. */
    @Test
    void whoCouldNotBeReadAtFirstIsLookedAtOnceItCan() throws JournalException {
        NativeBench bench = bench(NativeTechnique.NVME_SANITIZE_CRYPTO, this::newestOnly);
        var locked = new AtomicBoolean(true);
        channel.with(_ -> locked.get() ? new Fault.Fails(Fault.EIO) : new Fault.Nothing());
        JobEnd first = bench.job().start();
        assertThat(((JobEnd.Interrupted) first).code()).isEqualTo(StopCode.NOT_PLANTED);
        locked.set(false);
        newest.clear();
        Evidence evidence = evidence(bench.job().resume());
        assertThat(evidence.all(BaselineEvent.Taken.class)).hasSize(2);
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.BLOCKS_UNCHANGED);
    }

    /** An honest one is told twice, and leaves another noise each time. */
    @Test
    void anHonestOneThatIsToldTwiceIsNotHeldBack() throws Exception {
        int purged = 0;
        for (int good = 0; good < 60; good++) {
            NativeBaselineTest run = new NativeBaselineTest();
            Random key = new Random(1000 + good);
            NativeBench bench = run.bench(NativeTechnique.NVME_SANITIZE_CRYPTO, key::nextBytes);
            run.journal.failAfter(good, false);
            boolean isCut = bench.job().start() instanceof JobEnd.Interrupted;
            run.journal.repair();
            if (!isCut) {
                assertThat(purged).isGreaterThan(3);
                return;
            }
            if (bench.job().resume() instanceof JobEnd.Finished finished) {
                Verdict verdict = VerdictRules.judge(finished.evidence());
                assertThat(verdict.reasons()).as("cut at %d", good).doesNotContain(Reason.BLOCKS_UNCHANGED);
                purged += verdict.level() == Level.PURGED ? 1 : 0;
            }
        }
        throw new AssertionError("never came to its end");
    }

    /** Where a rule set has passes in reserve they follow, and make it good. */
    @Test
    void itIsOverwrittenWhereARuleSetHasPassesForThat() throws JournalException {
        NativeBench bench = new NativeBench(
                channel, drive(NativeTechnique.NVME_SANITIZE_BLOCK, channel.medium(), this::newestOnly), journal);
        bench.open("nvme", PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow(), NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.CLEARED);
        assertThat(verdict.reasons()).containsExactly(Reason.NOT_READ_AS_ERASED, Reason.BLOCKS_UNCHANGED);
        assertThat(evidence.all(Event.PassStarted.class)).hasSize(1);
    }

    /** Blocks that can't be read any more are not called changed. */
    @Test
    void whatCanNotBeReadAgainIsNotChanged() throws JournalException {
        NativeBench bench = bench(NativeTechnique.NVME_SANITIZE_CRYPTO, newKey(9));
        channel.with(request -> {
            boolean comparing = new String(journal.evidence(), StandardCharsets.UTF_8).contains("sampling-started")
                    && !new String(journal.evidence(), StandardCharsets.UTF_8).contains("baseline-compared");
            return comparing && request.kind() == Request.Kind.READ && request.offset() < 64 * 512
                    ? new Fault.Fails(Fault.EIO)
                    : new Fault.Nothing();
        });
        Evidence evidence = evidence(bench.job().start());
        BaselineEvent.Compared compared = evidence.the(BaselineEvent.Compared.class);
        assertThat(compared.bytesRead())
                .isLessThan(evidence.the(BaselineEvent.Taken.class).bytesKept());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.UNREACHABLE_BLOCKS);
    }

    /** Who stops the comparison once it has found something does not choose the answer. */
    @Test
    void whoStopsItDoesNotChooseTheAnswer() throws JournalException {
        NativeBench bench = bench(NativeTechnique.NVME_SANITIZE_CRYPTO, this::newestOnly);
        var stopped = new AtomicBoolean();
        channel.with(_ -> {
            boolean searching = new String(journal.evidence(), StandardCharsets.UTF_8).contains("sampling-started");
            if (searching && !stopped.getAndSet(true)) {
                bench.control.orElseThrow().stop();
            }
            return new Fault.Nothing();
        });
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        newKey(9).accept(channel.medium());
        assertThat(verdict(bench.job().resume()).reasons()).contains(Reason.BLOCKS_UNCHANGED);
    }

    /** Another namespace can keep what the first is rid of. */
    @ParameterizedTest
    @CsvSource({"true,PURGED", "false,UNPROVEN"})
    void theOtherNamespaceIsComparedAsWell(boolean honest, Level level) throws JournalException {
        FaultyChannel second = FaultyChannel.device(BLOCKS, 512);
        new Random(7).nextBytes(second.medium());
        List<ByteRange> newestThere = new CopyOnWriteArrayList<>();
        second.with(request -> {
            if (request.kind() == Request.Kind.WRITE) {
                newestThere.add(new ByteRange(request.offset(), request.length()));
            }
            return new Fault.Nothing();
        });
        var erased = new AtomicInteger();
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST)
                .leaving(medium -> {
                    if (erased.getAndIncrement() % 2 == 0 || honest) {
                        newKey(8 + erased.get()).accept(medium);
                    } else {
                        newestThere.forEach(
                                range -> Arrays.fill(medium, (int) range.offset(), (int) range.end(), (byte) 0));
                    }
                })
                .with(second.medium(), ModelNvme.Reach.BOTH);
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.beside = List.of(second);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_CRYPTO);
        Evidence evidence = evidence(bench.job().start());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(evidence.all(BaselineEvent.Compared.class)).hasSize(2);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons().contains(Reason.BLOCKS_UNCHANGED)).isNotEqualTo(honest);
    }
}
