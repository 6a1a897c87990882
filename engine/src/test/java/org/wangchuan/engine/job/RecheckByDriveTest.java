package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.NativeOutcome;

/** What a second look says of a drive that erased itself, and may have been touched since, or have lied. */
class RecheckByDriveTest {
    private static final int BLOCKS = 16 * 2048;
    private static final int BLOCK_BYTES = 512;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
    private final MemoryJournal journal = new MemoryJournal();
    private final byte[] planted = new byte[BLOCKS * BLOCK_BYTES];

    /** Erased by a drive that then reads as this says; what had been planted is kept for whoever wants to put it back. */
    private Evidence erase(NativeTechnique technique, Conduct conduct, Consumer<byte[]> reads) throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct).sanitizedBefore(0x20c);
        NativeBench bench = new NativeBench(
                channel,
                HookedDrive.onErase(
                        drive, _ -> System.arraycopy(channel.medium(), 0, planted, 0, channel.medium().length)),
                journal);
        AtomicBoolean isDone = new AtomicBoolean();
        channel.with(request -> {
            if (request.kind() == Request.Kind.READ
                    && !drive.erasing().isEmpty()
                    && isDone.compareAndSet(false, true)) {
                reads.accept(channel.medium());
            }
            return new Fault.Nothing();
        });
        bench.open("nvme", technique);
        JobEnd end = bench.job().start();
        channel.repair();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private Evidence uniform() throws JournalException {
        return erase(NativeTechnique.NVME_SANITIZE_BLOCK, Conduct.HONEST, _ -> {});
    }

    private Evidence noise() throws JournalException {
        return erase(NativeTechnique.NVME_SANITIZE_CRYPTO, Conduct.HONEST, medium -> new Random(3).nextBytes(medium));
    }

    private LeftBehind left(Evidence evidence) throws Exception {
        return LeftBehind.of(evidence, RecheckKey.of(evidence, journal));
    }

    private RecheckFindings looked(LeftBehind left, VerifyMode mode) {
        RecheckJob.Setup setup = new RecheckJob.Setup("fake", 60_000, InstantSource.system());
        int writes = channel.writes();
        byte[] before = channel.medium().clone();
        RecheckEnd end =
                new RecheckJob(new MediumInMemory(channel, List.of()), left, mode, setup, new JobControl()).run();
        assertThat(channel.writes()).isEqualTo(writes);
        assertThat(channel.medium()).isEqualTo(before);
        assertThat(end).isInstanceOf(RecheckEnd.Looked.class);
        RecheckFindings findings = ((RecheckEnd.Looked) end).findings();
        assertThat(findings.end()).isEqualTo(Event.VerificationEnd.COMPLETED);
        assertThat(findings.bytesRead() + findings.unreadableBytes()).isEqualTo(findings.bytesPlanned());
        return findings;
    }

    private static List<ByteRange> places(Evidence evidence) {
        return Ranges.union(
                evidence.all(DriveEvent.CanariesPlanted.class).getFirst().ranges());
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "NVME_.*", mode = EnumSource.Mode.MATCH_ANY)
    void zerosAreExpectedWhereZerosWereFoundAndNoKeyIsNeeded(NativeTechnique technique) throws Exception {
        Evidence evidence = erase(technique, Conduct.HONEST, _ -> {});
        assertThat(LeftBehind.needsKey(evidence)).isFalse();
        assertThat(RecheckKey.of(evidence, journal)).isEmpty();
        LeftBehind left = left(evidence);
        assertThat(left).isInstanceOfSatisfying(LeftBehindByDrive.class, drive -> {
            assertThat(drive.technique()).isEqualTo(technique);
            assertThat(drive.contents()).isEqualTo(LeftBehindByDrive.Contents.UNIFORM);
            assertThat(drive.plantedDigests()).isEmpty();
        });
        assertThat(left.isOwn()).isFalse();
        for (VerifyMode mode : VerifyMode.values()) {
            assertThat(looked(left, mode).mismatchedBytes()).isZero();
        }
    }

    /** What a deallocated block reads as may change when the power comes back. */
    @Test
    void onesDoWhereZerosWereAndBlocksOfEither() throws Exception {
        LeftBehind left = left(uniform());
        Arrays.fill(channel.medium(), (byte) 0xff);
        assertThat(looked(left, VerifyMode.FULL).mismatchedBytes()).isZero();
        Arrays.fill(channel.medium(), 512 * 9, 512 * 10, (byte) 0);
        assertThat(looked(left, VerifyMode.FULL).mismatchedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 511, 512, 4_000_001, BLOCKS * BLOCK_BYTES - 1})
    void oneByteOfAnythingElseIsFoundInItsBlock(int at) throws Exception {
        LeftBehind left = left(uniform());
        channel.medium()[at] = (byte) 0xff; // also one of the other of the two
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.mismatches()).containsExactly(new ByteRange(at - at % BLOCK_BYTES, BLOCK_BYTES));
        assertThat(findings.mismatchedBytes()).isEqualTo(BLOCK_BYTES);
    }

    /** Each byte of such a block is like the one before it, and none of it is what an erased block reads as. */
    @Test
    void blocksOfAnotherByteAloneAreNotUniform() throws Exception {
        LeftBehind left = left(uniform());
        Arrays.fill(channel.medium(), 512 * 7, 512 * 8, (byte) 0x01);
        assertThat(looked(left, VerifyMode.FULL).mismatches()).containsExactly(new ByteRange(512 * 7, 512));
    }

    /** The worst lie: zeros until its power is taken away, and then what was there. */
    @Test
    void aDriveThatGivesTheOldDataBackIsFoundInAnySample() throws Exception {
        LeftBehind left = left(uniform());
        new Random(4).nextBytes(channel.medium());
        RecheckFindings findings = looked(left, VerifyMode.SAMPLE);
        assertThat(findings.mismatchedBytes()).isEqualTo(findings.bytesRead()).isPositive();
    }

    @Test
    void whatWasPlantedIsReadWhereverItWasBesidesTheSample() throws Exception {
        Evidence evidence = uniform();
        RecheckFindings findings = looked(left(evidence), VerifyMode.SAMPLE);
        assertThat(findings.places()).isEqualTo(places(evidence));
        assertThat(looked(left(evidence), VerifyMode.FULL).places()).isEmpty();
        ByteRange place = places(evidence).get(17);
        int at = (int) place.offset();
        System.arraycopy(planted, at, channel.medium(), at, BLOCK_BYTES);
        for (int i = 0; i < 5; i++) {
            assertThat(looked(left(evidence), VerifyMode.SAMPLE).mismatches())
                    .containsExactly(new ByteRange(at, BLOCK_BYTES));
        }
    }

    /** It is no match and no mismatch: nothing that is read tells. */
    @Test
    void ofNoiseOnlyWhatWasPlantedIsKnownNotToBelongThere() throws Exception {
        Evidence evidence = noise();
        assertThat(LeftBehind.needsKey(evidence)).isTrue();
        LeftBehind left = left(evidence);
        assertThat(left).isInstanceOfSatisfying(LeftBehindByDrive.class, drive -> {
            assertThat(drive.contents()).isEqualTo(LeftBehindByDrive.Contents.UNKNOWN);
            assertThat(drive.plantedDigests())
                    .containsExactly(evidence.all(DriveEvent.CanariesPlanted.class)
                            .getFirst()
                            .secretDigest());
        });
        assertThat(left.isOwn()).isFalse();
        for (VerifyMode mode : VerifyMode.values()) {
            assertThat(looked(left, mode).mismatchedBytes()).isZero();
        }
        new Random(5).nextBytes(channel.medium());
        assertThat(looked(left, VerifyMode.FULL).mismatchedBytes()).isZero();
        Arrays.fill(channel.medium(), (byte) 0);
        assertThat(looked(left, VerifyMode.FULL).mismatchedBytes()).isZero();
    }

    /** At its place in any sample; and wherever else it turns up, where it is read. */
    @Test
    void aPlantedBlockThatIsBackIsFound() throws Exception {
        Evidence evidence = noise();
        LeftBehind left = left(evidence);
        int at = (int) places(evidence).get(11).offset();
        System.arraycopy(planted, at, channel.medium(), at, BLOCK_BYTES);
        assertThat(looked(left, VerifyMode.SAMPLE).mismatches()).containsExactly(new ByteRange(at, BLOCK_BYTES));
        new Random(6).nextBytes(channel.medium());
        int elsewhere = (int) places(evidence).get(11).end() + 512 * 5;
        System.arraycopy(planted, at, channel.medium(), elsewhere, BLOCK_BYTES);
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.mismatches()).containsExactly(new ByteRange(elsewhere, BLOCK_BYTES));
        assertThat(findings.mismatchedBytes()).isEqualTo(BLOCK_BYTES);
    }

    /** A read that says it succeeded and brought nothing must not pass for zeros, nor for noise. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReadThatBringsNothingIsNoReading(boolean isNoise) throws Exception {
        LeftBehind left = left(isNoise ? noise() : uniform());
        channel.with(Fault.silentReads(512L * 64, 512L * 80));
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.unreadable()).containsExactly(new ByteRange(512 * 64, 512 * 16));
        assertThat(findings.bytesRead()).isEqualTo(channel.capacityBytes() - 512 * 16);
    }

    @Test
    void theKeysAreThoseOfThisEvidence() throws Exception {
        Evidence evidence = noise();
        RecheckKey.OfPlanted keys =
                (RecheckKey.OfPlanted) RecheckKey.of(evidence, journal).orElseThrow();
        assertThat(RecheckKey.parse(keys.toBytes())).isEqualTo(keys);
        assertThat(keys.toString() + keys.of()).doesNotContain(keys.secretsHex().getFirst());
        refused(LeftBehindException.Code.RECHECK_KEY_MISSING, evidence, null);
        refused(
                LeftBehindException.Code.RECHECK_KEY_OTHER,
                evidence,
                new RecheckKey.OfPlanted("another job", keys.secretsHex()));
        refused(
                LeftBehindException.Code.RECHECK_KEY_OTHER,
                evidence,
                new RecheckKey.OfPass(
                        keys.job(), 1, PatternKind.RANDOM, keys.secretsHex().getFirst()));
        refused(
                LeftBehindException.Code.RECHECK_KEY_ALTERED,
                evidence,
                new RecheckKey.OfPlanted(keys.job(), List.of("00".repeat(32))));
        refused(
                LeftBehindException.Code.RECHECK_KEY_ALTERED,
                evidence,
                new RecheckKey.OfPlanted(
                        keys.job(),
                        List.of(keys.secretsHex().getFirst(), keys.secretsHex().getFirst())));
        refused(
                LeftBehindException.Code.RECHECK_KEY_OTHER,
                new RecheckByDriveTest().uniform(),
                new RecheckKey.OfPlanted(keys.job(), keys.secretsHex()));
    }

    @ParameterizedTest
    @EnumSource(Conduct.class)
    void aRecordWithoutAGoodEndHasNothingToCompareWith(Conduct conduct) throws Exception {
        Evidence evidence = erase(NativeTechnique.NVME_SANITIZE_BLOCK, conduct, _ -> {});
        switch (conduct) {
            case HONEST, INSTANT -> assertThat(left(evidence)).isInstanceOf(LeftBehindByDrive.class);
            case LYING, LAST_RESULT -> refused(LeftBehindException.Code.OWN_ERASE_REFUTED, evidence, null);
            case FAILING, STUCK, VANISHING, REFUSING ->
                refused(LeftBehindException.Code.OWN_ERASE_UNFINISHED, evidence, null);
        }
        if (conduct != Conduct.HONEST && conduct != Conduct.INSTANT) {
            assertThat(RecheckKey.of(evidence, journal)).isEmpty();
        }
    }

    /** What could not be read then may hold anything now. */
    @Test
    void whatWasNotReadToItsEndAfterwardsIsNoEnd() throws Exception {
        AtomicBoolean isErased = new AtomicBoolean();
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).sanitizedBefore(0x20c);
        NativeBench bench = new NativeBench(channel, HookedDrive.onErase(drive, _ -> isErased.set(true)), journal);
        Fault bad = Fault.badBlocks(0, 512 * 2, Request.Kind.READ);
        channel.with(request -> isErased.get() ? bad.answer(request) : new Fault.Nothing());
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        JobEnd end = bench.job().start();
        refused(LeftBehindException.Code.OWN_ERASE_UNFINISHED, ((JobEnd.Finished) end).evidence(), null);
    }

    /** Who looked would sign what nobody takes: the receipt says that the drive did not take its command. */
    @Test
    void whatADriveDidNotSayThatItTookIsNoEnd() throws Exception {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).sanitizedBefore(0x20c);
        NativeBench bench = new NativeBench(channel, new Unclear(drive), journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        JobEnd end = bench.job().start();
        Evidence evidence = ((JobEnd.Finished) end).evidence();
        assertThat(NativeOutcome.of(evidence).orElseThrow().said()).isEqualTo(NativeOutcome.Said.REFUSED);
        assertThat(evidence.all(DriveEvent.SamplingFinished.class)).isNotEmpty();
        refused(LeftBehindException.Code.OWN_ERASE_UNFINISHED, evidence, null);
    }

    /** Does what it is told, and its answer is lost on the way (linux/nvme.h, NVME_SC_HOST_ABORTED_CMD). */
    private record Unclear(PassThrough drive) implements PassThrough {
        @Override
        public OptionalLong namespace() {
            return drive.namespace();
        }

        @Override
        public DeviceCommand.Answer ask(byte[] command, int readBytes) {
            return drive.ask(command, readBytes);
        }

        @Override
        public DeviceCommand.Answer erase(
                String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
            DeviceCommand.Answer _ = drive.erase(technique, command, sent, readBytes, timeoutMillis);
            return new DeviceCommand.Told(0x371, 0, "");
        }
    }

    private static void refused(
            LeftBehindException.Code code, Evidence evidence, @org.jspecify.annotations.Nullable RecheckKey key) {
        assertThatThrownBy(() -> LeftBehind.of(evidence, Optional.ofNullable(key)))
                .isInstanceOfSatisfying(
                        LeftBehindException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
