package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.DriveEvent.NativeEnd;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/** Of passes that follow only if a drive does not erase itself a statement tells those that were made. */
class DriveInItsPlaceTest {
    private static final String AT = "2026-11-30T12:00:00Z";
    private static final long CAPACITY = 1 << 20;
    private static final int INVALID_OPCODE = 0x4001; // Generic 01h, Do Not Retry
    private static final Policy GB = PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow();

    @Test
    void afterARefusalThePassIsToldAndWhatTheDriveSaid() throws Exception {
        Evidence evidence = record(NativeEnd.REFUSED, true);
        ClearingClaims claims = ClaimsOfEvidence.claims(evidence, new UUID(7, 1));
        assertThat(claims.verdict()).isEqualTo(Verdict.CLEARED);
        assertThat(claims.policy().version()).isEqualTo("2");
        assertThat(claims.conformity()).allMatch(clause -> clause.state() == ClearingClaims.Clause.State.SATISFIED);
        Work work =
                ClaimsOfEvidence.disclosed(evidence, Optional.empty()).work().orElseThrow();
        assertThat(work.passes()).hasSize(1);
        assertThat(work.verification().mode()).isEqualTo(Verification.Mode.FULL);
        assertThat(work.byItself().map(NativeErase::attempts)).contains(1);
        assertThat(LeftBehind.needsKey(evidence)).isTrue();
    }

    @Test
    void whereNobodyMayWriteToItNoPassIsTold() throws Exception {
        Evidence evidence = record(NativeEnd.STALLED, false);
        ClearingClaims claims = ClaimsOfEvidence.claims(evidence, new UUID(7, 1));
        assertThat(claims.verdict()).isEqualTo(Verdict.UNPROVEN);
        Work work =
                ClaimsOfEvidence.disclosed(evidence, Optional.empty()).work().orElseThrow();
        assertThat(work.passes()).isEmpty();
        assertThat(work.verification().mode()).isEqualTo(Verification.Mode.NONE);
        assertThat(LeftBehind.needsKey(evidence)).isFalse();
    }

    /** Sanitize (NVMe Base 2.0, 5.24) with the action of a block erase, as Linux takes it: 72 bytes, CDW10 at byte 40. */
    private static DeviceCommand sanitize(int status) {
        String request = "84" + "00".repeat(39) + "02" + "00".repeat(31);
        return new DeviceCommand("NVMe Sanitize", request, Instant.parse(AT), 1, new DeviceCommand.Told(status, 0, ""));
    }

    private static Evidence record(NativeEnd end, boolean overwritten) throws Exception {
        List<PassSpec> passes = GB.passesFor(MediumClass.FLASH);
        List<Event> events = new ArrayList<>(List.of(
                new Event.Opened("JOB-1", "test 1", AT),
                new Event.PolicyChosen(GB.document()),
                new Event.MediumSeen(new MediumFacts(
                        "nvme0n1",
                        Optional.of("Model"),
                        Optional.of("SERIAL-1"),
                        Optional.empty(),
                        Optional.empty(),
                        "nvme",
                        CAPACITY,
                        512,
                        MediumClass.FLASH,
                        Optional.empty(),
                        MediumFacts.Scope.WHOLE_MEDIUM,
                        List.of())),
                new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()),
                new Event.PlanChosen(MediumClass.FLASH, passes, VerifyMode.FULL, List.of("nvme-sanitize-block")),
                new DriveEvent.DriveAsked(List.of()),
                new DriveEvent.NativeStarted(1, "nvme-sanitize-block", List.of(), AT),
                new DriveEvent.NativeCommanded(1, sanitize(end == NativeEnd.REFUSED ? INVALID_OPCODE : 0)),
                new DriveEvent.NativeFinished(1, end, 1_000, 10, AT)));
        if (overwritten) {
            events.add(new Event.PassStarted(1, passes.getFirst().pattern(), Optional.of("a".repeat(64)), AT));
            events.add(new Event.PassFinished(1, Event.PassEnd.COMPLETED, CAPACITY, List.of(), 10, 0, 1, AT));
            events.add(new Event.Committed("", Optional.empty()));
            events.add(new Event.VerificationStarted(1, VerifyMode.FULL, Optional.empty(), 0, AT));
            events.add(new Event.VerificationFinished(
                    1,
                    Event.VerificationEnd.COMPLETED,
                    ReadPath.DIRECT,
                    CAPACITY,
                    CAPACITY,
                    0,
                    List.of(),
                    List.of(),
                    10,
                    AT));
        }
        events.add(new Event.Rechecked(List.of()));
        events.add(new Event.Residue(Event.ResidueState.NOT_RUN));
        events.add(new Event.Closed(AT));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events) {
            Event next = event instanceof Event.Committed e
                    ? new Event.Committed(Sha256.hex(out.toByteArray()), e.beacon())
                    : event;
            out.writeBytes(EventWriter.line(next));
            out.write('\n');
        }
        return Evidence.read(out.toByteArray());
    }
}
