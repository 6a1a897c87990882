package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What was written while nobody watched lies where this job does not write again: a sample passes over nine tenths of it. */
class ResumedSampleTest {
    private static final long CAPACITY = 1L << 30;
    private static final long WINDOW = 256L << 20;
    private static final String AT = "2026-11-24T12:00:00Z";

    private static Verdict resumed(VerifyMode verify, long from) throws Exception {
        EvidenceScript script = EvidenceScript.of("nist-clear", MediumClass.FLASH, verify)
                .on(gibibyte(EvidenceScript.medium(MediumClass.FLASH)));
        List<Event> out = new ArrayList<>();
        for (Event event : script.events()) {
            switch (event) {
                case Event.PassStarted _ -> {
                    out.add(event);
                    out.add(new Event.Interrupted(1, Event.Phase.WRITE, AT));
                    out.add(new Event.Resumed(1, Event.Phase.WRITE, from, Math.min(from, WINDOW), AT));
                }
                case Event.PassFinished e ->
                    out.add(new Event.PassFinished(
                            e.pass(),
                            e.end(),
                            CAPACITY,
                            e.unwritten(),
                            10_000,
                            e.retries(),
                            e.longestPauseMillis(),
                            AT));
                case Event.VerificationFinished e
                when verify == VerifyMode.FULL ->
                    out.add(new Event.VerificationFinished(
                            e.pass(),
                            e.end(),
                            e.path(),
                            CAPACITY,
                            CAPACITY,
                            0,
                            e.mismatches(),
                            e.unreadable(),
                            10_000,
                            AT));
                default -> out.add(event);
            }
        }
        return VerdictRules.judge(Evidence.read(SealedRecord.of(out)));
    }

    private static MediumFacts gibibyte(MediumFacts facts) {
        return facts.withCapacity(CAPACITY);
    }

    @Test
    void whatWasReadWholeAfterwardsIsCleared() throws Exception {
        assertThat(resumed(VerifyMode.FULL, CAPACITY / 2).level()).isEqualTo(Level.CLEARED);
    }

    /** The window that is read first covers all of it. */
    @Test
    void whatWasReadWholeBeforeItWentOnIsCleared() throws Exception {
        assertThat(resumed(VerifyMode.SAMPLE, WINDOW).level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void whatWasLeftUnwatchedAndNotReadIsNotCleared() throws Exception {
        assertThat(resumed(VerifyMode.SAMPLE, CAPACITY / 2).level()).isEqualTo(Level.UNPROVEN);
    }
}
