package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.purge.testing.ModelTper;
import org.wangchuan.engine.purge.testing.ModelTper.Manner;
import org.wangchuan.engine.purge.testing.TperByAta.Lets;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** A SATA drive that is reverted by the PSID on its label, by what its kernel or its adapter lets through. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class RevertByAtaTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String SENDS_TRUSTED = "850a0600010001000000000010405e00";
    private static final String RECEIVES_TRUSTED = "85080e00010004000000000010405c00";
    private static final String SENDS_TRANSLATED = "b50110000000000002000000";

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static List<String> requests(Evidence evidence) {
        return evidence.all(DriveEvent.NativeCommanded.class).stream()
                .map(sent -> sent.command().request())
                .toList();
    }

    private static void assertNowhere(MemoryJournal journal) throws JournalException {
        String hex = HEX.formatHex(ModelTper.PSID.getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(journal.evidence(), StandardCharsets.UTF_8)).doesNotContain(ModelTper.PSID, hex);
        assertThat(HEX.formatHex(journal.secrets())).doesNotContain(hex);
    }

    private static void assertCleared(RevertBench bench, JobEnd end) throws JournalException {
        Verdict verdict = VerdictRules.judge(evidence(end));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(NativeOutcome.of(evidence(end)).orElseThrow().said()).isEqualTo(NativeOutcome.Said.SUCCEEDED);
        assertThat(bench.drive.sent()).containsExactly("Properties", "StartSession", "Revert");
        assertNowhere(bench.journal);
    }

    @Test
    void whereTheKernelTranslatesItGoesByThat() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST, Lets.SECURITY_PROTOCOL).open();
        JobEnd end = bench.start();
        assertCleared(bench, end);
        assertThat(requests(evidence(end))).containsOnly(SENDS_TRANSLATED).hasSize(3);
    }

    @Test
    void whereItDoesNotTheDrivesOwnCommandsCarryIt() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST, Lets.TRUSTED).open();
        JobEnd end = bench.start();
        assertCleared(bench, end);
        assertThat(requests(evidence(end))).containsOnly(SENDS_TRUSTED).hasSize(3);
        assertThat(evidence(end).all(DriveEvent.NativeTold.class).stream()
                        .map(told -> told.command().request()))
                .contains(RECEIVES_TRUSTED);
    }

    /** Both are there: the secret goes by one of them, once. */
    @Test
    void itIsNotSentByTwoWays() throws JournalException {
        RevertBench bench = new RevertBench(Manner.SLOW, Lets.values()).open();
        JobEnd end = bench.start();
        assertCleared(bench, end);
        assertThat(requests(evidence(end))).containsOnly(SENDS_TRANSLATED);
    }

    /** The PSID is another one, or the drive says no: that is no reason to say it again in another way. */
    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"FAILING", "ECHOING", "HANGING"})
    void whatIsRefusedByOneIsNotTriedByTheOther(Manner manner) throws JournalException, EvidenceException {
        RevertBench bench = new RevertBench(manner, Lets.values()).open();
        JobEnd end = bench.start();
        assertThat(end).isNotNull();
        assertThat(Collections.frequency(bench.drive.sent(), "StartSession")).isEqualTo(1);
        assertThat(Evidence.readOpen(bench.journal.evidence()).stream()
                        .filter(DriveEvent.NativeCommanded.class::isInstance)
                        .map(sent ->
                                ((DriveEvent.NativeCommanded) sent).command().request()))
                .containsOnly(SENDS_TRANSLATED);
        assertNowhere(bench.journal);
    }

    @Test
    void whereNothingComesThroughNothingIsSent() throws JournalException {
        RevertBench shut = new RevertBench(Manner.HONEST, new Lets[0]).open();
        JobEnd end = shut.start();
        assertThat(shut.drive.sent()).isEmpty();
        assertThat(VerdictRules.judge(evidence(end)).level()).isNotIn(Verdict.Level.CLEARED, Verdict.Level.PURGED);
    }

    /** Every change of the journal fails, with and without effect; each time the job goes on, and the drive is told once. */
    @ParameterizedTest
    @CsvSource({"TRUSTED,false", "TRUSTED,true", "SECURITY_PROTOCOL,false", "SECURITY_PROTOCOL,true"})
    void anyChangeOfTheJournalMayFailAndTheDriveIsToldOnce(Lets lets, boolean failedButApplied)
            throws JournalException {
        for (int good = 0; good < 200; good++) {
            RevertBench bench = new RevertBench(Manner.SLOW, lets).open();
            bench.journal.failAfter(good, failedButApplied);
            JobEnd end = bench.start();
            boolean failed = end instanceof JobEnd.Interrupted;
            bench.journal.repair();
            if (failed) {
                bench.drive.powerCycle();
                end = bench.resume();
            }
            Verdict verdict = VerdictRules.judge(evidence(end));
            String all = "change " + good + ": " + verdict + " after " + bench.drive.sent();
            assertThat(verdict.level()).as(all).isEqualTo(Verdict.Level.CLEARED);
            assertThat(Collections.frequency(bench.drive.sent(), "Revert"))
                    .as(all)
                    .isEqualTo(1);
            assertNowhere(bench.journal);
            if (!failed) {
                assertThat(good).isGreaterThan(10);
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    private static String record(Lets lets) throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST, lets).open();
        assertThat(bench.start()).isInstanceOf(JobEnd.Finished.class);
        return new String(bench.journal.evidence(), StandardCharsets.UTF_8);
    }

    @Test
    void aRecordWithThePsidInATrustedSendIsRefused() throws JournalException {
        String kept = record(Lets.TRUSTED);
        String own = HEX.formatHex(ModelTper.PSID.getBytes(StandardCharsets.US_ASCII));
        String forged = kept.replace("2a".repeat(32), own);
        assertThat(forged).isNotEqualTo(kept);
        assertThatThrownBy(() -> Evidence.readOpen(forged.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("no secret")
                .hasMessageNotContainingAny(own, ModelTper.PSID);
    }

    /** What the drive sends back is masked by this carrier as by the others, and a record in which it is not is refused. */
    @Test
    void aRecordWithThePsidInATrustedReceiveIsRefused() throws JournalException {
        RevertBench bench = new RevertBench(Manner.ECHOING, Lets.TRUSTED).open();
        assertThat(bench.start()).isInstanceOf(JobEnd.Interrupted.class);
        assertNowhere(bench.journal);
        String kept = new String(bench.journal.evidence(), StandardCharsets.UTF_8);
        String own = HEX.formatHex(ModelTper.PSID.getBytes(StandardCharsets.US_ASCII));
        String forged = kept.replaceAll("(\"data\":\"[0-9a-f]*)(2a){32}", "$1" + own);
        assertThat(forged).isNotEqualTo(kept);
        assertThatThrownBy(() -> Evidence.readOpen(forged.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("no secret")
                .hasMessageNotContainingAny(own, ModelTper.PSID);
    }

    /** The same record with each of its commands made into one that would not have carried what stands beside it. */
    @Test
    void aRevertWithoutItsMessagesIsNone() throws JournalException, EvidenceException {
        RevertBench bench = new RevertBench(Manner.HONEST, Lets.TRUSTED).open();
        Evidence evidence = evidence(bench.start());
        assertThat(VerdictRules.judge(evidence).reasons()).isEmpty();
        Stream<String> forged = Stream.of(
                "850c0600010001000000000010405e00", // by DMA, which is TRUSTED SEND DMA's
                "850a0400010001000000000010405e00", // blocks of another kind
                "850a0600010000000000000010405e00", // no block
                "850a0600010002000000000010405e00", // two
                "850a0e00010001000000000010405e00", // from the device
                "850a0600020001000000000010405e00", // ComID management
                "850a0600010001000100000010405e00", // more blocks than are there
                "850a0600010001000000000020405e00", // another ComID
                "850b0600010001000000000010405e00", // 48 bits
                "850a0600010001000000000010415e00", // an address that has no such bit
                "850a0600010001000000000010405c00", // TRUSTED RECEIVE
                "a10a060101000010405e0000", // by a block of 12 bytes, as this program sends none
                SENDS_TRANSLATED); // what another carrier brought, which would have fetched its answer
        forged.forEach(request -> {
            Verdict verdict = VerdictRules.judge(with(evidence, request));
            assertThat(verdict.reasons())
                    .as(request)
                    .containsAnyOf(Reason.COMMAND_MISSING, Reason.NOT_OURS, Reason.END_NOT_TOLD);
        });
    }

    /** The Revert of a record by another command. */
    private static Evidence with(Evidence evidence, String request) {
        List<Event> events = new ArrayList<>();
        for (Event event : evidence.events()) {
            events.add(
                    event instanceof DriveEvent.NativeCommanded(int attempt, DeviceCommand command)
                                    && command.command().contains("Revert")
                            ? new DriveEvent.NativeCommanded(attempt, asked(command, request))
                            : event);
        }
        try {
            return Evidence.read(SealedRecord.of(events));
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private static DeviceCommand asked(DeviceCommand command, String request) {
        return new DeviceCommand(
                command.command(), request, command.sent(), command.at(), command.durationMillis(), command.answer());
    }
}
