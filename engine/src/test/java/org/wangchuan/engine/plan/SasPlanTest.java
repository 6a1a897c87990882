package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.purge.testing.ShortSas;

/** A SAS drive is told to show all that it has before it is erased, which its plan says; and what its other units make of the plan. */
class SasPlanTest {
    private static final long BLOCKS = EvidenceScript.CAPACITY_BYTES / 512;

    private static ShortSas drive() {
        return new ShortSas(BLOCKS, BLOCKS);
    }

    private static Plan plan(
            String policy, MediumClass kind, Event.HiddenAreas hidden, DriveFacts told, String... caps) {
        MediumFacts made = EvidenceScript.medium(kind);
        MediumFacts facts = new MediumFacts(
                made.name(),
                made.model(),
                made.serial(),
                Optional.empty(),
                Optional.empty(),
                "scsi",
                made.capacityBytes(),
                made.blockBytes(),
                made.seenClass(),
                made.declaredClass(),
                made.scope(),
                List.of(caps));
        return Planner.plan(facts, hidden, PolicyCatalogue.find(policy).orElseThrow(), VerifyMode.FULL, told);
    }

    private static Event.HiddenAreas untold(ShortSas drive) {
        return Event.HiddenAreas.of(drive.examined(EvidenceScript.CAPACITY_BYTES));
    }

    private static DriveFacts silent(Reach reach) {
        return DriveFacts.silent(reach, NotAsked.KIND, "");
    }

    private static DriveFacts offering(FactName... names) {
        List<Fact> facts = new ArrayList<>();
        for (FactName name : names) {
            facts.add(new Fact(name, new Fact.Flag(true), "the test"));
        }
        return DriveFacts.told(Reach.DIRECT, facts);
    }

    private static List<String> codes(Plan plan) {
        return plan.obstacles().stream().map(Plan.Unsatisfiable::code).toList();
    }

    @ParameterizedTest
    @CsvSource({"nist-clear, FLASH", "nist-clear, MAGNETIC", "gb-46864-2025, MAGNETIC"})
    void whoOverwritesItHasItShowAllFirst(String policy, MediumClass kind) {
        Plan plan = plan(policy, kind, untold(drive()), silent(Reach.DIRECT));
        assertThat(codes(plan)).isEmpty();
        assertThat(plan.showsAllFirst()).isTrue();
        assertThat(plan.hiddenAreas()).singleElement().satisfies(step -> {
            assertThat(step.kind()).isEqualTo(HiddenAreaKind.SCSI_CAPACITY);
            assertThat(step.reason().en()).contains("MODE SELECT", "for good", "Not tried on real hardware");
            assertThat(step.reason().zh()).contains("MODE SELECT", "永久", "未在真实硬件上试过");
        });
        // Of the record's plan it is no step: the record begins with what came of it.
        assertThat(plan.hiddenAreaIds()).isEmpty();
        assertThat(plan.afterShowingAll().showsAllFirst()).isFalse();
    }

    /** That a sanitize reaches what it does not show is its word: what is planted and read has to reach it. */
    @ParameterizedTest
    @CsvSource({
        "nist-purge, FLASH, BLOCK_ERASE",
        "nist-purge, MAGNETIC, OVERWRITE",
        "nist-clear-native, FLASH, FORMAT_UNIT",
        "gb-46864-2025, FLASH, BLOCK_ERASE"
    })
    void whoHasItEraseItselfHasItShowAllFirst(String policy, MediumClass kind, FactName way) {
        Plan plan = plan(policy, kind, untold(drive()), offering(way));
        assertThat(codes(plan)).isEmpty();
        assertThat(plan.nativeIds()).isNotEmpty();
        assertThat(plan.showsAllFirst()).isTrue();
        assertThat(plan.hiddenAreaIds()).isEmpty();
    }

    /** Somebody else's answer shows nothing, and nothing is sent. */
    @Test
    void whereItCantBeToldNothingIsKnownAndThatItCanBeErasedAllTheSameIsSaid() {
        Plan overwritten = plan("nist-clear", MediumClass.FLASH, untold(drive()), silent(Reach.LOGICAL_UNIT));
        Plan sanitized =
                plan("nist-purge", MediumClass.FLASH, untold(drive()), offering(FactName.BLOCK_ERASE), "bridge");
        for (Plan plan : List.of(overwritten, sanitized)) {
            assertThat(plan.showsAllFirst()).isFalse();
            assertThat(codes(plan)).containsExactly("HIDDEN_AREAS_UNKNOWN");
            BilingualText why = plan.obstacles().getFirst().reason();
            assertThat(why.en()).contains("at the station itself", "unproven at best");
            assertThat(why.zh()).contains("在工作站照样擦除", "不会好于“未能证明”");
            assertThat(plan.obstacles().getFirst().wayOn()).isEqualTo(Plan.WayOn.TRY);
        }
        Event.HiddenAreas unread = new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "no answer", List.of());
        Plan unknown = plan("nist-clear", MediumClass.FLASH, unread, silent(Reach.DIRECT));
        assertThat(unknown.showsAllFirst()).isFalse();
        assertThat(codes(unknown)).containsExactly("HIDDEN_AREAS_UNKNOWN");
    }

    @Test
    void withOtherUnitsItIsPartialAtBestAndThePlanSaysSo() {
        DriveFacts offering = offering(FactName.BLOCK_ERASE, FactName.FORMAT_UNIT);
        for (String policy : List.of("nist-clear", "nist-purge", "gb-46864-2025")) {
            Plan seen = plan(policy, MediumClass.FLASH, untold(drive()), offering, "other-parts");
            Plan reported = plan(policy, MediumClass.FLASH, untold(drive().ofUnits(2)), offering);
            Plan unsaid = plan(policy, MediumClass.FLASH, untold(drive().sayingNoUnits()), offering);
            for (Plan plan : List.of(seen, reported, unsaid)) {
                assertThat(codes(plan)).as(policy).containsExactly("OTHER_PARTS");
                Plan.Unsatisfiable why = plan.obstacles().getFirst();
                assertThat(why.reason().en()).contains("at the station itself", "partial at best");
                assertThat(why.reason().zh()).contains("在工作站照样擦除", "不会好于“部分清除”");
                assertThat(why.wayOn()).isEqualTo(Plan.WayOn.TRY);
            }
            // That the unit can be erased by its own way is said all the same.
            assertThat(seen.nativeIds()).isEqualTo(reported.nativeIds());
        }
    }
}
