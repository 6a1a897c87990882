package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** A drive that says that it takes no writes is not begun with, where it would only be overwritten. */
class WriteChoiceTest {
    private static final Policy OVERWRITES = PolicyCatalogue.find("nist-clear").orElseThrow();
    private static final Policy COUNTER = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
    private static final Policy PURGE = PolicyCatalogue.find("nist-purge").orElseThrow();

    @Test
    void ofALockedSataDriveNothingWouldCome() {
        for (Policy policy : List.of(OVERWRITES, COUNTER)) {
            Plan plan = plan("ata", policy, told(Reach.DIRECT, locked(true)));
            assertThat(codes(plan)).as(policy.id()).containsExactly("TAKES_NO_WRITES");
            assertThat(plan.obstacles().getFirst().reason().en()).contains("ATA password");
            assertThat(plan.obstacles().getFirst().wayOn()).isEqualTo(Plan.WayOn.AS_SAID);
        }
        assertThat(codes(plan("ata", COUNTER, told(Reach.DIRECT, locked(false)))))
                .isEmpty();
    }

    /** It would refuse that, too, and then the passes: a published password is taken away where nothing but its own erasure is asked for. */
    @Test
    void norWhereItCouldEraseItselfAndIsOverwrittenIfItDoesNot() {
        DriveFacts told = DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        fact(FactName.BLOCK_ERASE, true),
                        fact(FactName.CRYPTO_ERASE, false),
                        fact(FactName.OVERWRITE, false),
                        fact(FactName.SECURITY, true),
                        locked(true)));
        assertThat(codes(plan("ata", COUNTER, told))).containsExactly("TAKES_NO_WRITES");
        assertThat(codes(plan("ata", PURGE, told))).isEmpty();
        assertThat(codes(plan("ata", PURGE, told(Reach.DIRECT, locked(true))))).containsExactly("LEVEL_OUT_OF_REACH");
    }

    @Test
    void norOfOneThatErasesItselfJustNow() {
        Plan plan = plan("nvme", COUNTER, told(Reach.DIRECT, state("running")));
        assertThat(codes(plan)).containsExactly("TAKES_NO_WRITES");
        assertThat(plan.obstacles().getFirst().reason().zh()).contains("等它结束");
        for (String other : List.of("idle", "last-succeeded", "last-failed")) {
            assertThat(codes(plan("nvme", COUNTER, told(Reach.DIRECT, state(other)))))
                    .as(other)
                    .isEmpty();
        }
    }

    /** Neither a format nor a security erase gets through while it runs, whatever the drive offers otherwise. */
    @Test
    void norDoesAnyWayOfItsOwnGetThroughMeanwhile() {
        Policy byItself = PolicyCatalogue.find("nist-clear-native").orElseThrow();
        for (String bus : List.of("nvme", "ata", "scsi")) {
            for (Policy policy : List.of(byItself, PURGE)) {
                Plan idle = plan(bus, policy, offering(bus, state("idle")));
                assertThat(idle.nativeIds()).as("%s %s", bus, policy.id()).isNotEmpty();
                assertThat(codes(idle)).as("%s %s", bus, policy.id()).isEmpty();
                Plan atWork = plan(bus, policy, offering(bus, state("running")));
                assertThat(atWork.nativeIds()).as("%s %s", bus, policy.id()).isEmpty();
                assertThat(codes(atWork)).as("%s %s", bus, policy.id()).containsExactly("LEVEL_OUT_OF_REACH");
                for (String id : idle.nativeIds()) {
                    assertThat(atWork.leftOut())
                            .as("%s %s", policy.id(), id)
                            .filteredOn(one -> one.id().equals(id))
                            .singleElement()
                            .satisfies(one -> assertThat(one.reason().en()).contains("or sanitizing"));
                }
            }
        }
    }

    /** A cure that takes its power away would not end what it is at. */
    @Test
    void thatItIsFrozenBesidesIsSaidOnceItHasEnded() {
        for (String state : List.of("running", "idle")) {
            List<Fact> facts = new ArrayList<>(offering("ata", state(state)).facts());
            facts.add(fact(FactName.SECURITY_FROZEN, true));
            facts.add(fact(FactName.SANITIZE_FROZEN, true));
            Plan plan = plan("ata", PURGE, DriveFacts.told(Reach.DIRECT, facts));
            assertThat(plan.nativeIds()).isEmpty();
            assertThat(plan.frozenIds().isEmpty()).as(state).isEqualTo(state.equals("running"));
        }
    }

    /** Whatever such a drive may have, and at what it is. */
    private static DriveFacts offering(String bus, Fact state) {
        List<Fact> facts = new ArrayList<>(List.of(
                fact(FactName.BLOCK_ERASE, true), fact(FactName.CRYPTO_ERASE, true), fact(FactName.OVERWRITE, true)));
        switch (bus) {
            case "nvme" -> {
                facts.add(fact(FactName.FORMAT, true));
                facts.add(fact(FactName.FORMAT_CRYPTO_ERASE, true));
                facts.add(new Fact(FactName.METADATA_BYTES, new Fact.Count(0), "test"));
                facts.add(new Fact(FactName.PROTECTION_TYPE, new Fact.Count(0), "test"));
            }
            case "ata" -> {
                facts.add(fact(FactName.SECURITY, true));
                facts.add(fact(FactName.ENHANCED_ERASE, true));
            }
            default -> facts.add(fact(FactName.FORMAT_UNIT, true));
        }
        facts.add(state);
        return DriveFacts.told(Reach.DIRECT, facts);
    }

    /** Whoever asks for no more, or has been told more than these rules need, comes to the same. */
    @Test
    void ofAllThatWasToldOnlyWhatBarsItIsKept() {
        for (Fact bar : List.of(locked(true), state("running"))) {
            DriveFacts bars = told(Reach.DIRECT, bar).barringWrites();
            assertThat(bars.facts()).containsExactly(bar);
            assertThat(codes(plan("ata", OVERWRITES, bars))).containsExactly("TAKES_NO_WRITES");
        }
        for (Fact other : List.of(locked(false), state("last-failed"), fact(FactName.SECURITY_FROZEN, true))) {
            DriveFacts bars = told(Reach.BRIDGE, other).barringWrites();
            assertThat(bars).isEqualTo(DriveFacts.silent(Reach.BRIDGE, NotAsked.KIND, ""));
        }
    }

    /** What was told through a bridge may be what IDENTIFY DEVICE once said, and who was not asked said nothing. */
    @Test
    void onlyADrivesOwnAnswerCounts() {
        for (Reach reach : Reach.values()) {
            List<String> codes = codes(plan("ata", OVERWRITES, told(reach, locked(true))));
            assertThat(codes.contains("TAKES_NO_WRITES")).as("%s", reach).isEqualTo(reach == Reach.DIRECT);
        }
        assertThat(codes(plan("ata", OVERWRITES, DriveFacts.silent(Reach.DIRECT, NotAsked.IN_USE, ""))))
                .isEmpty();
    }

    private static DriveFacts told(Reach reach, Fact more) {
        List<Fact> facts = new ArrayList<>(List.of(
                fact(FactName.BLOCK_ERASE, false),
                fact(FactName.CRYPTO_ERASE, false),
                fact(FactName.OVERWRITE, false),
                fact(FactName.SECURITY, true)));
        facts.add(more);
        return DriveFacts.told(reach, facts);
    }

    private static Fact locked(boolean yes) {
        return fact(FactName.SECURITY_LOCKED, yes);
    }

    private static Fact state(String word) {
        return new Fact(FactName.SANITIZE_STATE, new Fact.Word(word), "test");
    }

    private static Fact fact(FactName name, boolean yes) {
        return new Fact(name, new Fact.Flag(yes), "test");
    }

    private static Plan plan(String bus, Policy policy, DriveFacts told) {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        MediumFacts medium = new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                Optional.empty(),
                Optional.empty(),
                bus,
                flash.capacityBytes(),
                flash.blockBytes(),
                flash.seenClass(),
                flash.declaredClass(),
                flash.scope(),
                List.of());
        return Planner.plan(medium, EvidenceScript.hidden(medium), policy, VerifyMode.FULL, told);
    }

    private static List<String> codes(Plan plan) {
        return plan.obstacles().stream().map(Plan.Unsatisfiable::code).toList();
    }
}
