package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;

/** Where a sample was planned and all was read since somebody looked away, that is what a statement says. */
class SampledAfterABreakTest {
    private static final String AT = "2026-12-03T12:00:00Z";
    private static final long CAPACITY = 1L << 30;
    private static final Policy CLEAR = PolicyCatalogue.find("nist-clear").orElseThrow();

    @Test
    void allThatWasReadIsToldAsAll() throws Exception {
        Evidence evidence = record();
        ClearingClaims claims = ClaimsOfEvidence.claims(evidence, new UUID(7, 1));
        assertThat(claims.verdict()).isEqualTo(Verdict.CLEARED);
        assertThat(claims.notProved()).doesNotContain(NotProved.SAMPLED_ONLY);
        Verification told = ClaimsOfEvidence.disclosed(evidence, Optional.empty())
                .work()
                .orElseThrow()
                .verification();
        assertThat(told.mode()).isEqualTo(Verification.Mode.FULL);
        assertThat(told.bytesRead()).isEqualTo(CAPACITY);
        assertThat(told.seed()).isEmpty();
    }

    /** A pass that was cut off in its middle, and a verification of all of it. */
    private static Evidence record() throws Exception {
        List<PassSpec> passes = CLEAR.passesFor(MediumClass.FLASH);
        List<Event> events = new ArrayList<>(List.of(
                new Event.Opened("JOB-1", "test 1", AT),
                new Event.PolicyChosen(CLEAR.document()),
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
                new Event.PlanChosen(MediumClass.FLASH, passes, VerifyMode.SAMPLE, List.of()),
                new Event.PassStarted(1, passes.getFirst().pattern(), Optional.of("a".repeat(64)), AT),
                new Event.Interrupted(1, Event.Phase.WRITE, AT),
                new Event.Resumed(1, Event.Phase.WRITE, CAPACITY / 2, CAPACITY / 4, AT),
                new Event.PassFinished(1, Event.PassEnd.COMPLETED, CAPACITY, List.of(), 10_000, 0, 1, AT),
                new Event.Committed("", Optional.empty()),
                new Event.VerificationStarted(1, VerifyMode.FULL, Optional.empty(), 0, AT),
                new Event.VerificationFinished(
                        1,
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
                        CAPACITY,
                        CAPACITY,
                        0,
                        List.of(),
                        List.of(),
                        10_000,
                        AT),
                new Event.Rechecked(List.of()),
                new Event.Residue(Event.ResidueState.NOT_RUN),
                new Event.Closed(AT)));
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
