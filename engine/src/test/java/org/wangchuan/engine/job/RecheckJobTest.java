package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.OnceCounted;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verify.SamplePlan;

/** What a second look says of a drive in memory that was really erased, and may have been touched since. */
class RecheckJobTest {
    private static final int BLOCKS = 16 * 2048;
    private static final int BLOCK_BYTES = 512;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
    private final MemoryJournal journal = new MemoryJournal();
    private final List<String> differences = new ArrayList<>();
    private final JobControl control = new JobControl();

    @ParameterizedTest
    @ValueSource(strings = {"gb-46864-2025", "nist-clear", "r2v3", "dod-short", "bmb21-2019"})
    void whatWasErasedMatchesUnderEveryPolicyAndIsNotWrittenTo(String policy) throws Exception {
        LeftBehind left = erase(policy);
        byte[] before = channel.medium().clone();
        int writes = channel.writes();
        int flushes = channel.flushes();
        for (VerifyMode mode : VerifyMode.values()) {
            RecheckFindings findings = looked(left, mode);
            assertThat(findings.end()).isEqualTo(Event.VerificationEnd.COMPLETED);
            assertThat(findings.bytesRead()).isEqualTo(findings.bytesPlanned()).isPositive();
            assertThat(findings.mismatchedBytes()).isZero();
            assertThat(findings.mismatches()).isEmpty();
            assertThat(findings.unreadable()).isEmpty();
            assertThat(findings.leftOut()).isEmpty();
            assertThat(findings.endedAt()).isAfterOrEqualTo(findings.startedAt());
        }
        assertThat(channel.writes()).isEqualTo(writes);
        assertThat(channel.flushes()).isEqualTo(flushes);
        assertThat(channel.medium()).isEqualTo(before);
    }

    @Test
    void aSampleIsDrawnAnewEachTimeAndCanBeDrawnAgain() throws Exception {
        LeftBehind left = erase("nist-clear");
        RecheckFindings first = looked(left, VerifyMode.SAMPLE);
        RecheckFindings second = looked(left, VerifyMode.SAMPLE);
        assertThat(first.seed()).isPresent().isNotEqualTo(second.seed());
        byte[] seed = HexFormat.of().parseHex(first.seed().orElseThrow());
        SamplePlan plan = SamplePlan.draw(seed, channel.capacityBytes(), (int) first.unitBytes());
        assertThat(first.bytesPlanned()).isEqualTo(plan.sampledBytes()).isLessThan(channel.capacityBytes() / 2);
        assertThat(looked(left, VerifyMode.FULL).seed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 511, 512, 4_000_001, BLOCKS * BLOCK_BYTES - 1})
    void oneChangedByteIsFoundInItsBlock(int at) throws Exception {
        LeftBehind left = erase("nist-clear");
        channel.medium()[at] ^= 1;
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.mismatches()).containsExactly(new ByteRange(at - at % BLOCK_BYTES, BLOCK_BYTES));
        assertThat(findings.mismatchedBytes()).isEqualTo(BLOCK_BYTES);
        assertThat(findings.bytesRead()).isEqualTo(channel.capacityBytes());
    }

    /** The places that nothing else is needed to fool: where a partition table stands, and its copy. */
    @ParameterizedTest
    @ValueSource(ints = {0, BLOCKS * BLOCK_BYTES - 1})
    void theFirstAndTheLastBlockAreInEverySample(int at) throws Exception {
        LeftBehind left = erase("nist-clear");
        channel.medium()[at] ^= 1;
        for (int i = 0; i < 5; i++) {
            assertThat(looked(left, VerifyMode.SAMPLE).mismatches())
                    .contains(new ByteRange(at - at % BLOCK_BYTES, BLOCK_BYTES));
        }
    }

    @Test
    void whatTheErasureCouldNotWriteIsNotComparedAndNamed() throws Exception {
        channel.with(Fault.badBlocks(512 * 100, 512 * 103, Request.Kind.WRITE));
        LeftBehind left = erase("nist-clear");
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.leftOut()).containsExactly(new ByteRange(512 * 100, 512 * 3));
        assertThat(findings.bytesPlanned()).isEqualTo(channel.capacityBytes() - 512 * 3);
        assertThat(findings.bytesRead()).isEqualTo(findings.bytesPlanned());
        assertThat(findings.mismatchedBytes()).isZero();
    }

    @Test
    void morePlacesThanCanBeNamedAreJoined() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            channel.with(Fault.badBlocks(512L * 8 * i, 512L * 8 * i + 512, Request.Kind.WRITE));
        }
        LeftBehind left = erase("nist-clear");
        channel.repair();
        channel.medium()[channel.medium().length - 1] ^= 1;
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.leftOut()).hasSizeBetween(500, RecheckFindings.RANGES_MAX);
        assertThat(findings.bytesPlanned() + Ranges.bytes(findings.leftOut())).isEqualTo(channel.capacityBytes());
        assertThat(findings.mismatchedBytes()).as("and none of the others").isEqualTo(BLOCK_BYTES);
    }

    @Test
    void badPlacesAreNamedAndAreNoMismatch() throws Exception {
        LeftBehind left = erase("nist-clear");
        channel.with(Fault.badBlocks(512 * 7, 512 * 9, Request.Kind.READ));
        RecheckFindings findings = looked(left, VerifyMode.FULL);
        assertThat(findings.end()).isEqualTo(Event.VerificationEnd.COMPLETED);
        assertThat(findings.unreadable()).containsExactly(new ByteRange(512 * 7, 512 * 2));
        assertThat(findings.unreadableBytes()).isEqualTo(512 * 2);
        assertThat(findings.bytesRead()).isEqualTo(channel.capacityBytes() - 512 * 2);
        assertThat(findings.mismatchedBytes()).isZero();
    }

    /** A read that says it succeeded and brought nothing must not pass by what the buffer holds from before. */
    @Test
    void aReadThatBringsNothingIsNoMatch() throws Exception {
        LeftBehind left = erase("nist-clear");
        channel.with(Fault.silentReads(0, channel.capacityBytes()));
        assertThat(looked(left, VerifyMode.FULL).mismatchedBytes()).isEqualTo(channel.capacityBytes());
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                arguments(Fault.vanishesAt(5, Request.Kind.READ), Event.VerificationEnd.DEVICE_GONE, 60_000),
                arguments(Fault.shrunkTo(4 << 20), Event.VerificationEnd.DEVICE_GONE, 60_000),
                arguments(Fault.hangsAt(5, 3_000, Request.Kind.READ), Event.VerificationEnd.STALLED, 400));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aDriveThatLeavesOrFallsSilentIsToldAsThat(Fault fault, Event.VerificationEnd end, int patienceMillis)
            throws Exception {
        FaultyChannel drive = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
        JobBench.open(journal, drive, "nist-clear", VerifyMode.FULL);
        LeftBehind left = left(drive, journal);
        FaultyChannel again = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
        System.arraycopy(drive.medium(), 0, again.medium(), 0, drive.medium().length);
        RecheckFindings findings = looked(again.with(fault), left, VerifyMode.FULL, patienceMillis);
        assertThat(findings.end()).isEqualTo(end);
        assertThat(findings.bytesRead()).isLessThan(findings.bytesPlanned());
        assertThat(findings.mismatchedBytes()).isZero();
    }

    @Test
    void stoppedBeforeAnythingWasFoundItSaysNothing() throws Exception {
        LeftBehind left = erase("nist-clear");
        stopAt(2 << 20);
        assertThat(look(left, VerifyMode.FULL)).isInstanceOf(RecheckEnd.Interrupted.class);
    }

    @Test
    void stoppedBeforeItBeganItSaysNothing() throws Exception {
        LeftBehind left = erase("nist-clear");
        control.stop();
        assertThat(look(left, VerifyMode.SAMPLE)).isInstanceOf(RecheckEnd.Interrupted.class);
    }

    /** Looked at again it could seem right, in another sample: whoever stops it must not choose the answer. */
    @Test
    void stoppedAfterSomethingElseWasFoundItSaysSo() throws Exception {
        LeftBehind left = erase("nist-clear");
        channel.medium()[3] ^= 1;
        channel.with(new OnceCounted(6 << 20, control::stop));
        RecheckEnd end = look(left, VerifyMode.FULL);
        assertThat(end).isInstanceOf(RecheckEnd.Looked.class);
        RecheckFindings findings = ((RecheckEnd.Looked) end).findings();
        assertThat(findings.end()).isEqualTo(Event.VerificationEnd.STOPPED);
        assertThat(findings.mismatches()).containsExactly(new ByteRange(0, BLOCK_BYTES));
        assertThat(findings.bytesRead()).isBetween(findings.mismatchedBytes(), findings.bytesPlanned() - 1);
    }

    @Test
    void whatIsOtherwiseAtTheEndIsTold() throws Exception {
        LeftBehind left = erase("nist-clear");
        differences.add("written");
        assertThat(looked(left, VerifyMode.SAMPLE).differences()).containsExactly("written");
    }

    @Test
    void aMediumOfAnotherSizeIsAMistakeOfTheCallers() throws Exception {
        LeftBehind left = erase("nist-clear");
        FaultyChannel shorter = FaultyChannel.device(BLOCKS - 1, BLOCK_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> looked(shorter, left, VerifyMode.FULL, 60_000));
    }

    @Test
    void theKeyIsTheLastPassesAndGoesWithThisEvidenceAlone() throws Exception {
        Evidence evidence = evidence("gb-46864-2025");
        RecheckKey.OfPass key =
                (RecheckKey.OfPass) RecheckKey.of(evidence, journal).orElseThrow();
        assertThat(RecheckKey.parse(key.toBytes())).isEqualTo(key);
        assertThat(key.pattern())
                .isEqualTo(
                        evidence.the(Event.PlanChosen.class).passes().getLast().pattern());
        assertThat(key.toString()).doesNotContain(key.secretHex());

        refused(LeftBehindException.Code.RECHECK_KEY_MISSING, evidence, Optional.empty());
        String altered =
                (key.secretHex().startsWith("0") ? "1" : "0") + key.secretHex().substring(1);
        refused(
                LeftBehindException.Code.RECHECK_KEY_ALTERED,
                evidence,
                Optional.of(new RecheckKey.OfPass(key.job(), key.pass(), key.pattern(), altered)));
        refused(
                LeftBehindException.Code.RECHECK_KEY_OTHER,
                evidence,
                Optional.of(new RecheckKey.OfPass("another job", key.pass(), key.pattern(), key.secretHex())));
        refused(
                LeftBehindException.Code.RECHECK_KEY_OTHER,
                evidence,
                Optional.of(new RecheckKey.OfPass(key.job(), key.pass() + 1, key.pattern(), key.secretHex())));
    }

    @Test
    void aConstantNeedsNoKeyAndTakesNone() throws Exception {
        Evidence evidence = evidence("bmb21-2019");
        assertThat(evidence.the(Event.PlanChosen.class).passes().getLast().pattern())
                .isEqualTo(PatternKind.ONE);
        assertThat(RecheckKey.of(evidence, journal)).isEmpty();
        assertThat(LeftBehind.needsKey(evidence)).isFalse();
        assertThat(LeftBehind.of(evidence, Optional.empty()).isOwn()).isFalse();
        refused(
                LeftBehindException.Code.RECHECK_KEY_OTHER,
                evidence,
                Optional.of(new RecheckKey.OfPass("job", 6, PatternKind.STAMPED, "00".repeat(8))));
    }

    @Test
    void anErasureThatDidNotComeToTheEndOfItsLastPassLeavesNothingToCompare() throws Exception {
        channel.with(Fault.vanishesAt(4, Request.Kind.WRITE));
        Evidence evidence = evidence("nist-clear");
        assertThat(RecheckKey.of(evidence, journal)).isEmpty();
        refused(LeftBehindException.Code.LAST_PASS_UNFINISHED, evidence, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"format\":\"wangchuan-recheck-key/v2\",\"job\":\"j\",\"pass\":1,\"pattern\":\"stamped\",\"secret\":\"0000000000000000\"}",
                "{\"format\":\"wangchuan-recheck-key/v2\",\"job\":\"j\",\"planted\":[]}",
                "{\"format\":\"wangchuan-recheck-key/v2\",\"job\":\"j\",\"planted\":[\"00\"]}",
                "{\"format\":\"wangchuan-recheck-key/v3\",\"job\":\"j\",\"planted\":[]}",
                "{\"format\":\"wangchuan-recheck-key/v1\",\"job\":\"j\",\"pass\":0,\"pattern\":\"stamped\",\"secret\":\"0000000000000000\"}",
                "{\"format\":\"wangchuan-recheck-key/v1\",\"job\":\"j\",\"pass\":1,\"pattern\":\"zero\",\"secret\":\"\"}",
                "{\"format\":\"wangchuan-recheck-key/v1\",\"job\":\"j\",\"pass\":1,\"pattern\":\"random\",\"secret\":\"0000000000000000\"}",
                "{\"format\":\"wangchuan-recheck-key/v1\",\"job\":\"j\",\"pass\":1,\"pattern\":\"stamped\",\"secret\":\"00000000000000AA\"}",
                "{\"format\":\"wangchuan-recheck-key/v1\",\"job\":\"j\",\"more\":1,\"pass\":1,\"pattern\":\"stamped\",\"secret\":\"0000000000000000\"}",
                "{\"job\":\"j\",\"format\":\"wangchuan-recheck-key/v1\",\"pass\":1,\"pattern\":\"stamped\",\"secret\":\"0000000000000000\"}"
            })
    void whatIsNoKeyFileIsRefused(String text) {
        assertThatThrownBy(() -> RecheckKey.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfAny(MalformedJsonException.class, ShapeException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = PatternKind.class,
            names = {"RANDOM", "STAMPED"})
    void aKeyOfItsKindIsRead(PatternKind pattern) throws Exception {
        RecheckKey key = new RecheckKey.OfPass("j", 3, pattern, "ab".repeat(PassSecrets.length(pattern)));
        assertThat(RecheckKey.parse(key.toBytes())).isEqualTo(key);
    }

    private static void refused(LeftBehindException.Code code, Evidence evidence, Optional<RecheckKey> key) {
        assertThatThrownBy(() -> LeftBehind.of(evidence, key))
                .isInstanceOfSatisfying(
                        LeftBehindException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void stopAt(long offset) {
        channel.with(Fault.slow(2, Request.Kind.READ)).with(request -> {
            if (request.kind() == Request.Kind.READ && request.offset() >= offset) {
                control.stop();
            }
            return new Fault.Nothing();
        });
    }

    private Evidence evidence(String policy) throws JournalException {
        JobBench.open(journal, channel, policy, VerifyMode.FULL);
        return evidence(channel, journal);
    }

    private static Evidence evidence(FaultyChannel drive, MemoryJournal kept) {
        JobEnd end =
                new JobBench(JobBench.PATIENT, true, List.of()).job(drive, kept).start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private LeftBehind erase(String policy) throws Exception {
        JobBench.open(journal, channel, policy, VerifyMode.FULL);
        return left(channel, journal);
    }

    private static LeftBehind left(FaultyChannel drive, MemoryJournal kept) throws Exception {
        Evidence evidence = evidence(drive, kept);
        return LeftBehind.of(evidence, RecheckKey.of(evidence, kept));
    }

    private RecheckFindings looked(LeftBehind left, VerifyMode mode) {
        return looked(channel, left, mode, 60_000);
    }

    private RecheckFindings looked(FaultyChannel drive, LeftBehind left, VerifyMode mode, long stallMillis) {
        RecheckEnd end = look(drive, left, mode, stallMillis);
        assertThat(end).isInstanceOf(RecheckEnd.Looked.class);
        return ((RecheckEnd.Looked) end).findings();
    }

    private RecheckEnd look(LeftBehind left, VerifyMode mode) {
        return look(channel, left, mode, 60_000);
    }

    private RecheckEnd look(FaultyChannel drive, LeftBehind left, VerifyMode mode, long stallMillis) {
        ReadableMedium medium = new MediumInMemory(drive, differences);
        RecheckJob.Setup setup = new RecheckJob.Setup("fake", stallMillis, InstantSource.system());
        return new RecheckJob(medium, left, mode, setup, control).run();
    }
}
