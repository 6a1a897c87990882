package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.MmcScript.erased;
import static org.wangchuan.engine.verdict.MmcScript.inRegister;
import static org.wangchuan.engine.verdict.MmcScript.ready;
import static org.wangchuan.engine.verdict.MmcScript.register;
import static org.wangchuan.engine.verdict.MmcScript.sanitized;
import static org.wangchuan.engine.verdict.MmcScript.script;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;

/** Any host reads what a replay protected block holds, and no erasure reaches it: where a card says that it has one, that is named. */
class ReplayProtectedVerdictTest {
    private static final Event[] HONEST = {erased(), ready(), sanitized(), ready()};

    /** This machine shows none, as hosts do that can't switch to it. */
    @Test
    void oneThatTheCardAloneTellsOfIsNamedAndHoldsNothingDown() {
        Verdict verdict = script(register(), HONEST).verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PURGED);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.notProved()).contains(NotProved.OTHER_PARTS);
    }

    @Test
    void aCardThatTellsOfNoneHasNoOther() {
        assertThat(script(register("168:00"), HONEST).verdict().notProved()).doesNotContain(NotProved.OTHER_PARTS);
    }

    /** One of its answers says so. */
    @Test
    void whatItSaidOnceCounts() {
        Verdict verdict = script(register("168:00"), HONEST)
                .before(inRegister(register("168:00")), inRegister(register()))
                .verdict();
        assertThat(verdict.level()).isEqualTo(Level.PURGED);
        assertThat(verdict.notProved()).contains(NotProved.OTHER_PARTS);
    }

    @Test
    void soItIsOfACardThatWasOverwritten() throws Exception {
        Verdict with = overwritten(register());
        assertThat(with.level()).as(with.toString()).isEqualTo(Level.CLEARED);
        assertThat(with.notProved()).contains(NotProved.OTHER_PARTS);
        Verdict without = overwritten(register("168:00"));
        assertThat(without.level()).isEqualTo(Level.CLEARED);
        assertThat(without.notProved()).doesNotContain(NotProved.OTHER_PARTS);
    }

    private static Verdict overwritten(String register) throws Exception {
        List<Event> out = new ArrayList<>();
        for (Event event :
                EvidenceScript.of("nist-clear", MediumClass.FLASH).on(card()).events()) {
            out.add(event);
            if (event instanceof Event.PlanChosen) {
                out.add(new PartEvent.Asked(List.of(inRegister(register))));
            }
        }
        return VerdictRules.judge(Evidence.read(SealedRecord.of(out)));
    }

    private static MediumFacts card() {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        return new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                flash.firmware(),
                flash.wwn(),
                "mmc",
                flash.capacityBytes(),
                flash.blockBytes(),
                flash.seenClass(),
                flash.declaredClass(),
                flash.scope(),
                flash.caps());
    }
}
