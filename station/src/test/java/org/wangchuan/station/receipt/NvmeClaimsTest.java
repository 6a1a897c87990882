package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.testing.Records;

/** A statement about an NVMe device says what was found of it at either end. */
class NvmeClaimsTest {
    @Test
    void whatWasNotAskedBeforeIsSaidAsBefore() {
        Evidence evidence = Records.nvmeOfBefore();
        assertThat(state(evidence)).isEqualTo(HiddenAreas.State.NOT_APPLICABLE);
        assertThat(clause(evidence)).isEqualTo(ClearingClaims.Clause.State.SATISFIED);
        assertThat(claims(evidence).verdict()).isEqualTo(Verdict.CLEARED);
    }

    @Test
    void whatWasFoundAtTheEndIsSaid() throws EvidenceException {
        Event.HiddenAreas silent = new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "no answer", List.of());
        String end = new String(
                EventWriter.line(new HiddenAreaEvent.LookedAtEnd(silent, "2026-11-24T12:00:00Z")),
                StandardCharsets.UTF_8);
        String before = new String(Records.nvmeOfBefore().bytes(), StandardCharsets.UTF_8);
        int at = before.lastIndexOf("{\"differences\"");
        String both = before.substring(0, at) + end + "\n" + before.substring(at);
        Evidence evidence = Evidence.read(both.getBytes(StandardCharsets.UTF_8));
        assertThat(state(evidence)).isEqualTo(HiddenAreas.State.UNREADABLE);
        assertThat(clause(evidence)).isEqualTo(ClearingClaims.Clause.State.NOT_SATISFIED);
        assertThat(claims(evidence).verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    private static ClearingClaims claims(Evidence evidence) {
        return ClaimsOfEvidence.claims(evidence, new UUID(7, 1));
    }

    private static HiddenAreas.State state(Evidence evidence) {
        return ClaimsOfEvidence.disclosed(evidence, Optional.empty())
                .work()
                .orElseThrow()
                .hiddenAreas()
                .state();
    }

    private static ClearingClaims.Clause.State clause(Evidence evidence) {
        return claims(evidence).conformity().stream()
                .filter(clause -> clause.clause().equals("hidden-areas"))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
