package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * Drives that say success, hold nothing any more of what was planted last, and leave other things where nobody planted anything: what is read all over them
 * counts, by what their technique can leave.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativeContentsTest {
    private static final int BLOCKS = 8192;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
    private final List<ByteRange> newest = new CopyOnWriteArrayList<>();
    private final Random random = new Random(1);
    private Optional<NativeBench> bench = Optional.empty();

    NativeContentsTest() {
        byte[] medium = channel.medium();
        for (int block = 0; block < BLOCKS; block++) {
            byte[] letter = "Dear friend, this is page %08d of what I never told anybody. "
                    .formatted(block)
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 512; i++) {
                medium[block * 512 + i] = letter[i % letter.length];
            }
        }
        channel.with(request -> {
            if (request.kind() == Request.Kind.WRITE) {
                newest.add(new ByteRange(request.offset(), request.length()));
            }
            return new Fault.Nothing();
        });
    }

    /** What was written last is gone, as from a cache or a block that is open; all else stays. */
    private void newestOnly(byte[] medium) {
        newest.forEach(range -> Arrays.fill(medium, (int) range.offset(), (int) range.end(), (byte) 0));
    }

    /** Another each time, as under a new key. */
    private void noise(byte[] medium) {
        random.nextBytes(medium);
    }

    private static void pattern(byte[] medium) {
        byte[] pattern = {0x33, (byte) 0xcc, 0x55, (byte) 0xaa};
        for (int i = 0; i < medium.length; i++) {
            medium[i] = pattern[i % pattern.length];
        }
    }

    private PassThrough drive(NativeTechnique technique, Consumer<byte[]> left) {
        return switch (technique.bus()) {
            case NVME -> new ModelNvme(channel.medium(), Conduct.HONEST).leaving(left);
            case ATA -> new ModelAta(channel.medium(), Conduct.HONEST).leaving(left);
            case SCSI -> new ModelScsi(channel.medium(), Conduct.HONEST).leaving(left);
            default -> throw new AssertionError(technique);
        };
    }

    private Evidence run(NativeTechnique technique, Consumer<byte[]> left) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive(technique, left), new MemoryJournal());
        bench.open(technique.bus().name().toLowerCase(Locale.ROOT), technique);
        return evidence(bench.job().start());
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static DriveEvent.SamplingFinished search(Evidence evidence) {
        return evidence.the(DriveEvent.SamplingFinished.class);
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "(NVME|ATA|SCSI)_.*", mode = EnumSource.Mode.MATCH_ALL)
    void whoErasesWhatWasWrittenLastAloneIsNeverGreen(NativeTechnique technique) throws JournalException {
        Evidence evidence = run(technique, this::newestOnly);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.NOT_READ_AS_ERASED).doesNotContain(Reason.CANARY_FOUND);
        assertThat(search(evidence).canaryBytesFound()).isZero();
        assertThat(search(evidence).others().orElseThrow().contentBytes()).isPositive();
        // Of what was read nothing is in the record.
        assertThat(new String(evidence.bytes(), StandardCharsets.UTF_8)).doesNotContain("Dear friend");
    }

    /** Its other blocks are zeros, and a small medium is read whole: one block is enough. */
    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "NVME_.*", mode = EnumSource.Mode.MATCH_ALL)
    void oneBlockOfContentsIsTooMuch(NativeTechnique technique) throws JournalException {
        FaultyChannel small = FaultyChannel.device(1500, 512);
        byte[] letter = Arrays.copyOfRange(channel.medium(), 0, 512);
        ModelNvme drive = new ModelNvme(small.medium(), Conduct.HONEST).leaving(medium -> {
            Arrays.fill(medium, (byte) 0);
            System.arraycopy(letter, 0, medium, 700 * 512, 512);
        });
        NativeBench bench = new NativeBench(small, drive, new MemoryJournal());
        bench.open("nvme", technique);
        Evidence evidence = evidence(bench.job().start());
        assertThat(search(evidence).others()).contains(new DriveEvent.OtherBlocks(0, 0, 512));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.NOT_READ_AS_ERASED);
    }

    @ParameterizedTest
    @CsvSource({
        "NVME_SANITIZE_BLOCK,pattern,PURGED",
        "NVME_SANITIZE_BLOCK,ones,PURGED",
        "NVME_SANITIZE_BLOCK,noise,UNPROVEN",
        "NVME_SANITIZE_OVERWRITE,zeros,PURGED",
        "NVME_SANITIZE_OVERWRITE,ones,UNPROVEN",
        "NVME_SANITIZE_OVERWRITE,pattern,UNPROVEN",
        "NVME_SANITIZE_OVERWRITE,noise,UNPROVEN",
        "NVME_SANITIZE_CRYPTO,noise,PURGED",
        "NVME_SANITIZE_CRYPTO,pattern,PURGED",
        "NVME_FORMAT_USER_DATA,pattern,CLEARED",
        "NVME_FORMAT_USER_DATA,noise,CLEARED",
        "NVME_FORMAT_CRYPTO,noise,CLEARED",
        "ATA_SANITIZE_BLOCK,pattern,PURGED",
        "ATA_SANITIZE_BLOCK,noise,UNPROVEN",
        "ATA_SANITIZE_OVERWRITE,pattern,UNPROVEN",
        "ATA_SANITIZE_OVERWRITE,zeros,PURGED",
        "ATA_SANITIZE_CRYPTO,noise,PURGED",
        "ATA_SECURITY_ERASE,pattern,CLEARED",
        "ATA_SECURITY_ERASE,ones,CLEARED",
        "ATA_SECURITY_ERASE,noise,UNPROVEN",
        "ATA_SECURITY_ERASE_ENHANCED,noise,PURGED"
    })
    void whatTheTechniqueCanLeaveIsLetPass(NativeTechnique technique, String kind, Level level)
            throws JournalException {
        Verdict verdict = VerdictRules.judge(run(technique, left(kind)));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons().contains(Reason.NOT_READ_AS_ERASED)).isEqualTo(level == Level.UNPROVEN);
    }

    /** A controller that encrypts all may change a key for a user data erase: who shows noise rests on that, and only who does. */
    @ParameterizedTest
    @CsvSource({
        "NVME_FORMAT_USER_DATA,noise,true",
        "NVME_FORMAT_USER_DATA,pattern,false",
        "NVME_FORMAT_USER_DATA,zeros,false",
        "NVME_FORMAT_CRYPTO,zeros,true",
        "ATA_SECURITY_ERASE,noise,false"
    })
    void noiseAfterAUserDataEraseRestsOnAKey(NativeTechnique technique, String kind, boolean onAKey)
            throws JournalException {
        Verdict verdict = VerdictRules.judge(run(technique, left(kind)));
        assertThat(verdict.notProved().contains(NotProved.KEY_DESTRUCTION))
                .as(verdict.toString())
                .isEqualTo(onAKey);
    }

    @ParameterizedTest
    @CsvSource({
        "SCSI_SANITIZE_OVERWRITE,zeros,true",
        "SCSI_SANITIZE_OVERWRITE,pattern,false",
        "SCSI_SANITIZE_BLOCK,pattern,true",
        "SCSI_SANITIZE_BLOCK,noise,false",
        "SCSI_FORMAT_UNIT,pattern,true",
        "SCSI_FORMAT_UNIT,noise,false",
        "SCSI_SANITIZE_CRYPTO,noise,true"
    })
    void soItIsOnASasDrive(NativeTechnique technique, String kind, boolean fits) throws JournalException {
        Verdict verdict = VerdictRules.judge(run(technique, left(kind)));
        assertThat(verdict.reasons().contains(Reason.NOT_READ_AS_ERASED))
                .as(verdict.toString())
                .isNotEqualTo(fits);
    }

    private Consumer<byte[]> left(String kind) {
        return switch (kind) {
            case "zeros" -> medium -> Arrays.fill(medium, (byte) 0);
            case "ones" -> medium -> Arrays.fill(medium, (byte) 0xff);
            case "pattern" -> NativeContentsTest::pattern;
            case "noise" -> this::noise;
            default -> throw new AssertionError(kind);
        };
    }

    /** By the rule set of counters it is overwritten in the same job, and so is an honest drive that shows noise. */
    @ParameterizedTest
    @CsvSource({"newest", "noise"})
    void whoIsNotShownIsOverwrittenWhereARuleSetHasPassesForThat(String kind) throws JournalException {
        Consumer<byte[]> left = kind.equals("newest") ? this::newestOnly : left(kind);
        NativeBench bench =
                new NativeBench(channel, drive(NativeTechnique.NVME_SANITIZE_BLOCK, left), new MemoryJournal());
        bench.open("nvme", PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow(), NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.CLEARED);
        assertThat(verdict.reasons())
                .containsExactlyElementsOf(
                        kind.equals("newest")
                                ? List.of(Reason.NOT_READ_AS_ERASED, Reason.BLOCKS_UNCHANGED)
                                : List.of(Reason.NOT_READ_AS_ERASED));
        assertThat(evidence.all(Event.PassStarted.class)).hasSize(1);
        assertThat(new String(channel.medium(), StandardCharsets.ISO_8859_1)).doesNotContain("Dear friend");
    }

    /** Who stops the search once it has found what speaks against the drive would have another drawn, until it shows none: also where passes stand in for what is not shown. */
    @ParameterizedTest
    @CsvSource({
        "NVME_SANITIZE_BLOCK,newest,false",
        "NVME_SANITIZE_BLOCK,newest,true",
        "NVME_SANITIZE_BLOCK,noise,false",
        "NVME_SANITIZE_BLOCK,noise,true",
        "NVME_SANITIZE_OVERWRITE,ones,false",
        "NVME_SANITIZE_OVERWRITE,pattern,false",
        "NVME_SANITIZE_OVERWRITE,noise,false",
        "NVME_FORMAT_USER_DATA,newest,false",
        "ATA_SANITIZE_OVERWRITE,ones,false",
        "ATA_SECURITY_ERASE,noise,false",
        "SCSI_FORMAT_UNIT,noise,false"
    })
    void whoStopsTheSearchDoesNotChooseTheAnswer(NativeTechnique technique, String kind, boolean elseOverwritten)
            throws JournalException {
        Consumer<byte[]> left = kind.equals("newest") ? this::newestOnly : left(kind);
        Evidence evidence = evidence(stopped(technique, left, elseOverwritten));
        assertThat(search(evidence).end()).isEqualTo(Event.VerificationEnd.STOPPED);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(evidence.all(Event.PassStarted.class)).isEmpty();
    }

    /** A block that can't be read is against it, too, and another sample may be without it. Stopped is by the thread that met it, once it is at its next piece. */
    @Test
    void norDoesWhoStopsItWhereABlockCouldNotBeRead() throws JournalException {
        var met = new AtomicReference<>(Optional.<Thread>empty());
        Evidence evidence = evidence(searched(NativeTechnique.NVME_SANITIZE_BLOCK, left("zeros"), false, request -> {
            if (request.offset() == 0) {
                met.set(Optional.of(Thread.currentThread()));
                return new Fault.Fails(Fault.EIO);
            }
            boolean itself = met.get().filter(Thread.currentThread()::equals).isPresent();
            if (itself && request.offset() >= 128 * 1024) {
                bench.flatMap(open -> open.control).orElseThrow().stop();
            }
            return new Fault.Nothing();
        }));
        assertThat(search(evidence).end()).isEqualTo(Event.VerificationEnd.STOPPED);
        assertThat(search(evidence).unreadable()).isNotEmpty();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
    }

    /** What was found so far is what the technique leaves: nothing is decided, and the search is gone on with. */
    @ParameterizedTest
    @CsvSource({
        "NVME_SANITIZE_BLOCK,ones,false,PURGED",
        "NVME_SANITIZE_BLOCK,pattern,true,PURGED",
        "NVME_SANITIZE_OVERWRITE,zeros,false,PURGED",
        "NVME_SANITIZE_CRYPTO,noise,false,PURGED",
        // It keeps no record of what was written since, and nobody watched (UNWATCHED).
        "NVME_FORMAT_USER_DATA,noise,false,UNPROVEN"
    })
    void whoStopsASearchThatFoundNothingGoesOnWithIt(
            NativeTechnique technique, String kind, boolean elseOverwritten, Level level) throws JournalException {
        assertThat(stopped(technique, left(kind), elseOverwritten)).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(VerdictRules.judge(evidence(bench.orElseThrow().job().resume()))
                        .level())
                .isEqualTo(level);
    }

    /** Stopped in the middle of its search. */
    private JobEnd stopped(NativeTechnique technique, Consumer<byte[]> left, boolean elseOverwritten)
            throws JournalException {
        var reads = new AtomicInteger();
        return searched(technique, left, elseOverwritten, _ -> {
            if (reads.incrementAndGet() == 200) {
                bench.flatMap(open -> open.control).orElseThrow().stop();
            }
            return new Fault.Nothing();
        });
    }

    /** @param search what becomes of each read of its search */
    private JobEnd searched(NativeTechnique technique, Consumer<byte[]> left, boolean elseOverwritten, Fault search)
            throws JournalException {
        MemoryJournal journal = new MemoryJournal();
        NativeBench opened = new NativeBench(channel, drive(technique, left), journal);
        bench = Optional.of(opened);
        String bus = technique.bus().name().toLowerCase(Locale.ROOT);
        if (elseOverwritten) {
            opened.open(bus, PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow(), technique);
        } else {
            opened.open(bus, technique);
        }
        channel.with(request -> {
            // What is compared with what it held before comes first.
            boolean searching = new String(journal.evidence(), StandardCharsets.UTF_8).contains("baseline-compared");
            return searching && request.kind() == Request.Kind.READ ? search.answer(request) : new Fault.Nothing();
        });
        return opened.job().start();
    }
}
