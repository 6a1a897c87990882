package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.testing.MadeNvme;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/** Which of a drive's own ways a plan names, by what the drive told. */
class NativePlanTest {
    private static final Policy PURGE = PolicyCatalogue.find("nist-purge").orElseThrow();

    @Test
    void whatTheDriveOffersIsPlannedInTheOrderOfThePolicy() {
        Plan plan = plan(medium("nvme", List.of()), PURGE, nvme(true, true, false));
        assertThat(plan.nativeIds()).containsExactly("nvme-sanitize-block", "nvme-sanitize-crypto");
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.passes()).isEmpty();
        assertThat(plan.verify()).isEqualTo(VerifyMode.SAMPLE);
        assertThat(plan.techniques()).allMatch(technique -> technique.reaches() == SanitizationLevel.PURGED);
        assertThat(plan.techniques().getFirst().reason().en()).contains("every namespace behind the same controller");
        assertThat(ids(plan)).contains("nvme-sanitize-overwrite", "nvme-format", "overwrite");
    }

    /** Before anybody agrees to it. */
    @Test
    void thatADriveIsToldToPurgeOrToFailIsSaid() {
        MediumFacts nvme = medium("nvme", List.of());
        List<Fact> facts = new ArrayList<>(nvme(true, false, false).facts());
        assertThat(plan(nvme, PURGE, DriveFacts.told(Reach.DIRECT, facts))
                        .techniques()
                        .getFirst()
                        .reason()
                        .en())
                .doesNotContain("purge or to fail");
        facts.add(flag(FactName.PURGE_REPORTING, true));
        Plan plan = plan(nvme, PURGE, DriveFacts.told(Reach.DIRECT, facts));
        assertThat(plan.nativeIds()).containsExactly("nvme-sanitize-block");
        assertThat(plan.techniques().getFirst().reason().en())
                .contains("purge or to fail", "untried on hardware", "every namespace");
        assertThat(plan.techniques().getFirst().reason().zh()).contains("净化（purge）");
    }

    /** What a person has to answer for afterwards is no obstacle, and is said before anybody agrees. */
    @Test
    void whatADriveLeavesOpenThatCanOnlyDestroyAKeyIsSaid() {
        MediumFacts nvme = medium("nvme", List.of());
        Plan key = plan(nvme, PURGE, nvme(false, true, false));
        assertThat(key.nativeIds()).containsExactly("nvme-sanitize-crypto");
        assertThat(key.satisfiable()).isTrue();
        assertThat(key.openClauses()).extracting(Clause::id).containsExactly("cryptographic-erase");
        BilingualText open = key.leftOpen().orElseThrow();
        assertThat(open.en()).contains("qualified person", "no copy of a key is kept");
        assertThat(open.zh()).contains("有资格的人员", "没有留下密钥的任何副本");
        assertThat(Math.max(open.en().length(), open.zh().length()))
                .as("whole on the way to a platform")
                .isLessThan(500);

        List<Fact> enhanced = List.of(flag(FactName.SECURITY, true), flag(FactName.ENHANCED_ERASE, true));
        Plan ata = plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, enhanced));
        assertThat(ata.openClauses()).hasSize(1);
        assertThat(ata.techniques().getFirst().reason().en()).contains("no more for that than destroy its own key");

        for (DriveFacts told : List.of(nvme(true, true, true), nvme(false, true, true), nvme(true, false, false))) {
            Plan more = plan(nvme, PURGE, told);
            assertThat(more.openClauses()).as("%s", more.nativeIds()).isEmpty();
            assertThat(more.leftOpen()).isEmpty();
            assertThat(more.nativeIds().getFirst()).doesNotContain("crypto");
        }
        assertThat(plan(nvme, PolicyCatalogue.find("nist-purge", 3).orElseThrow(), nvme(false, true, false))
                        .leftOpen())
                .as("a rule set that has no such clause")
                .isEmpty();
        Plan both = plan(nvme, Policies.purgeThenOverwrite(), nvme(false, true, false));
        assertThat(both.passes()).isNotEmpty();
        assertThat(both.openClauses())
                .as("no pass reaches what only the key's end does")
                .hasSize(1);
    }

    @Test
    void whoOffersNothingOrWasNotAskedReachesNothing() {
        MediumFacts nvme = medium("nvme", List.of());
        for (DriveFacts told : List.of(
                nvme(false, false, false),
                DriveFacts.told(Reach.DIRECT, List.of()),
                DriveFacts.silent(Reach.DIRECT, NotAsked.IN_USE, ""),
                DriveFacts.told(Reach.BRIDGE, nvme(true, true, true).facts()))) {
            Plan plan = plan(nvme, PURGE, told);
            assertThat(plan.nativeIds()).isEmpty();
            assertThat(codes(plan)).contains("LEVEL_OUT_OF_REACH");
        }
        assertThat(codes(Planner.plan(nvme, EvidenceScript.hidden(nvme), PURGE, VerifyMode.FULL)))
                .contains("LEVEL_OUT_OF_REACH");
    }

    /** Nor is a password set, whatever was told through it: the drive's own answer can't be seen. Directly each of these would be erased by it. */
    @Test
    void throughABridgeADriveIsToldNothing() {
        List<Fact> facts = List.of(flag(FactName.SECURITY, true), flag(FactName.ENHANCED_ERASE, true));
        for (String bus : List.of("ata", "usb")) {
            MediumFacts medium = medium(bus, List.of());
            assertThat(plan(medium, PURGE, DriveFacts.told(Reach.DIRECT, facts)).nativeIds())
                    .as(bus)
                    .containsExactly("ata-security-erase-enhanced");
            for (Reach reach : Reach.values()) {
                if (reach != Reach.DIRECT) {
                    assertThat(plan(medium, PURGE, DriveFacts.told(reach, facts))
                                    .nativeIds())
                            .as("%s, %s", bus, reach)
                            .isEmpty();
                }
            }
        }
    }

    /** Its boot partitions stay as they are, whatever is done: the plan says so before anything is destroyed. */
    @Test
    void anEmmcIsErasedAndSanitizedAndWhatElseIsOnItIsSaid() {
        DriveFacts told = DriveFacts.told(Reach.DIRECT, List.of(flag(FactName.MMC_SANITIZE, true)));
        Plan alone = plan(medium("mmc", List.of()), PURGE, told);
        assertThat(alone.nativeIds()).containsExactly("mmc-erase-sanitize");
        assertThat(alone.techniques().getFirst().reason().en()).contains("all of it is read afterwards");
        assertThat(alone.obstacles()).isEmpty();
        assertThat(alone.techniques().getFirst().reason().en()).contains("untried on hardware");
        Plan parts = plan(medium("mmc", List.of("other-parts")), PURGE, told);
        assertThat(parts.nativeIds()).containsExactly("mmc-erase-sanitize");
        assertThat(codes(parts)).containsExactly("OTHER_PARTS");
        assertThat(parts.leftOut().getFirst().id()).isEqualTo("mmc-parts");
        assertThat(parts.leftOut().getFirst().reason().en()).contains("boot loader", "never start again", "named");
        assertThat(parts.leftOut().getFirst().cure()).isEqualTo(LeftOut.Cure.NAME);
        DriveFacts without = DriveFacts.told(Reach.DIRECT, List.of(flag(FactName.MMC_SANITIZE, false)));
        assertThat(codes(plan(medium("mmc", List.of()), PURGE, without))).contains("LEVEL_OUT_OF_REACH");
    }

    /** Nor by its own commands, whatever it says of itself; what a plan says of it is whether that could have erased anything. */
    @Test
    void aUfsDeviceIsOverwrittenAndThePlanSaysWhatStays() {
        MediumFacts alone = medium("ufs", List.of("parts-unknown"));
        Policy clear = PolicyCatalogue.find("nist-clear").orElseThrow();
        DriveFacts unmaps = DriveFacts.told(Reach.DIRECT, List.of(flag(FactName.UFS_UNMAPS, true)));
        for (Policy policy : List.of(PURGE, clear)) {
            Plan plan = plan(alone, policy, unmaps);
            assertThat(plan.nativeIds()).isEmpty();
            assertThat(ids(plan)).contains("ufs-purge").doesNotContain("device-native");
            assertThat(purge(plan).en())
                    .contains("sg_unmap and ufs-utils", "no device was ever sent them", "untried on hardware");
            assertThat(purge(plan).zh()).contains("sg_unmap、ufs-utils", "未在真实硬件上试过");
        }
        assertThat(codes(plan(alone, PURGE, unmaps))).containsExactly("LEVEL_OUT_OF_REACH", "HIDDEN_AREAS_UNKNOWN");
        assertThat(codes(plan(alone, clear, unmaps))).containsExactly("HIDDEN_AREAS_UNKNOWN");
        DriveFacts not = DriveFacts.told(Reach.DIRECT, List.of(flag(FactName.UFS_UNMAPS, false)));
        assertThat(purge(plan(alone, PURGE, not)).en()).contains("can't be unmapped");
        Plan several = plan(medium("ufs", List.of("other-parts", "parts-unknown")), clear, unmaps);
        assertThat(codes(several)).containsExactly("HIDDEN_AREAS_UNKNOWN", "OTHER_PARTS");
        assertThat(several.obstacles().getLast().reason().en()).contains("logical units", "a number of its own");
    }

    /** It is on the bus of eMMC, and has none of its commands: nobody is told that it would do more if it were asked. */
    @Test
    void anSdCardIsOverwrittenAndThePlanSaysThatItsOwnEraseIsNotCarriedOut() {
        MediumFacts card = medium("mmc", List.of());
        DriveFacts silent = DriveFacts.silent(Reach.DIRECT, NotAsked.KIND, "");
        for (String policy : List.of("nist-clear", "gb-46864-2025", "nist-purge")) {
            Plan plan = Planner.plan(
                    card,
                    EvidenceScript.hidden(card),
                    PolicyCatalogue.find(policy).orElseThrow(),
                    VerifyMode.FULL,
                    silent,
                    false,
                    List.of(),
                    new CardSeen(true, false));
            assertThat(plan.nativeIds()).as(policy).isEmpty();
            assertThat(ids(plan)).as(policy).contains("sd-erase").doesNotContain("mmc-erase-sanitize", "mmc-parts");
            assertThat(leftOut(plan, "sd-erase").en()).contains("CMD32, CMD33, CMD38", "untried on hardware");
            assertThat(leftOut(plan, "sd-erase").zh()).contains("CMD32、CMD33、CMD38", "未在真实硬件上试过");
            assertThat(codes(plan))
                    .as(policy)
                    .isEqualTo(policy.equals("nist-purge") ? List.of("LEVEL_OUT_OF_REACH") : List.of());
        }
        assertThat(ids(plan(card, PURGE, silent)))
                .contains("mmc-erase-sanitize")
                .doesNotContain("sd-erase");
    }

    private static BilingualText purge(Plan plan) {
        return leftOut(plan, "ufs-purge");
    }

    private static BilingualText leftOut(Plan plan, String id) {
        return plan.leftOut().stream()
                .filter(one -> one.id().equals(id))
                .map(LeftOut::reason)
                .findFirst()
                .orElseThrow();
    }

    private static final List<CardPart> BOOTS =
            List.of(new CardPart("boot0", "mmcblk0boot0", 4 << 20), new CardPart("boot1", "mmcblk0boot1", 4 << 20));

    private static DriveFacts card(boolean isProtected, long generalPurpose) {
        return DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        flag(FactName.MMC_SANITIZE, true),
                        new Fact(FactName.MMC_BOOT_BYTES, new Fact.Count(4 << 20), "test"),
                        flag(FactName.MMC_BOOT_PROTECTED, isProtected),
                        new Fact(FactName.MMC_GENERAL_PURPOSE, new Fact.Count(generalPurpose), "test")));
    }

    private static Plan parts(String policy, DriveFacts told, List<CardPart> chosen) {
        return Planner.plan(
                medium("mmc", List.of("other-parts")),
                EvidenceScript.hidden(medium("mmc", List.of("other-parts"))),
                PolicyCatalogue.find(policy).orElseThrow(),
                VerifyMode.FULL,
                told,
                false,
                chosen,
                CardSeen.EMMC);
    }

    /** A tablet that does not start again is nobody's wish: they go only if they are named, and the plan says what that may cost. */
    @Test
    void bootPartitionsAreErasedIfSomebodyNamesThem() {
        for (String policy : List.of("nist-purge", "nist-clear")) {
            Plan chosen = parts(policy, card(false, 0), BOOTS);
            assertThat(chosen.partIds()).as(policy).containsExactly("boot0", "boot1");
            assertThat(chosen.obstacles()).as(policy).isEmpty();
            assertThat(chosen.parts().getFirst().reason().en())
                    .contains("boot loader", "never start again", "Untried on hardware");
            assertThat(chosen.leftOut()).extracting(LeftOut::id).doesNotContain("mmc-parts");
            assertThat(codes(parts(policy, card(false, 0), List.of())))
                    .as(policy)
                    .containsExactly("OTHER_PARTS");
            assertThat(codes(parts(policy, card(false, 0), BOOTS.subList(0, 1))))
                    .as(policy)
                    .containsExactly("OTHER_PARTS");
            assertThat(codes(parts(policy, card(false, 1), BOOTS))).as(policy).containsExactly("OTHER_PARTS");
        }
    }

    /** A part gets a stream and zeros, however many passes the user area gets. */
    @Test
    void rulesThatAskForMorePassesThanAPartGetsAreNotSatisfiedAndThePlanSaysSo() {
        for (String policy : List.of("dod-short", "hmg-is5-enhanced", "bmb21-2019")) {
            assertThat(codes(parts(policy, card(false, 0), BOOTS))).as(policy).containsExactly("PARTS_PASSES");
            assertThat(codes(parts(policy, card(false, 0), List.of())))
                    .as(policy)
                    .containsExactly("OTHER_PARTS");
        }
        assertThat(parts("gb-46864-2025", card(false, 0), BOOTS).obstacles()).isEmpty();
    }

    /** Some hosts can't reach them, and the kernel shows none. */
    @Test
    void partsOfWhichTheCardAloneTellsAreNamedAndHoldItDown() {
        Plan plan = plan(medium("mmc", List.of()), PURGE, card(false, 0));
        assertThat(codes(plan)).containsExactly("OTHER_PARTS");
        assertThat(plan.leftOut().getFirst().reason().en()).contains("does not show");
    }

    /** Linux shows the replay protected block, and no other part: there is nothing that anybody could name. */
    @Test
    void nobodyIsToldToNameWhatThisMachineDoesNotShow() {
        MediumFacts card = medium("mmc", List.of("other-parts"));
        for (boolean shown : new boolean[] {true, false}) {
            Plan plan = Planner.plan(
                    card,
                    EvidenceScript.hidden(card),
                    PURGE,
                    VerifyMode.FULL,
                    card(false, 0),
                    false,
                    List.of(),
                    new CardSeen(false, shown));
            assertThat(codes(plan)).containsExactly("OTHER_PARTS");
            assertThat(plan.leftOut().getFirst().reason().en())
                    .contains(shown ? "has to be named" : "does not show any");
            assertThat(plan.leftOut().getFirst().cure()).isEqualTo(shown ? LeftOut.Cure.NAME : LeftOut.Cure.NONE);
        }
    }

    @Test
    void aBootPartitionThatIsProtectedIsLeftAndThePlanSaysSo() {
        Plan plan = parts("nist-purge", card(true, 0), BOOTS);
        assertThat(plan.partIds()).isEmpty();
        assertThat(codes(plan)).containsExactly("OTHER_PARTS");
        assertThat(plan.leftOut().getFirst().id()).isEqualTo("mmcblk0boot0");
        assertThat(plan.leftOut().getFirst().reason().en()).contains("protected against writes");
    }

    @Test
    void aCardThatWasNotAskedKeepsItsParts() {
        Plan plan = parts("nist-clear", DriveFacts.silent(Reach.DIRECT, NotAsked.IN_USE, ""), BOOTS);
        assertThat(plan.partIds()).isEmpty();
        assertThat(codes(plan)).containsExactly("OTHER_PARTS");
    }

    @Test
    void whatTheDriveWouldRefuseIsLeftOut() {
        List<Fact> facts = new ArrayList<>(ata());
        assertThat(plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, facts))
                        .nativeIds())
                .containsExactly("ata-sanitize-block", "ata-security-erase-enhanced");
        facts.add(flag(FactName.SECURITY_FROZEN, true));
        Plan frozen = plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, facts));
        assertThat(frozen.nativeIds()).containsExactly("ata-sanitize-block");
        assertThat(frozen.leftOut())
                .filteredOn(left -> left.id().equals("ata-security-erase-enhanced"))
                .singleElement()
                .satisfies(left -> assertThat(left.reason().en())
                        .contains("sleep for a moment", "unplug its power")
                        .doesNotContain("--"));
        assertThat(frozen.frozenIds()).containsExactly("ata-security-erase-enhanced");
        facts.add(flag(FactName.SANITIZE_FROZEN, true));
        assertThat(plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, facts))
                        .frozenIds())
                .containsExactly("ata-sanitize-block", "ata-security-erase-enhanced");
        assertThat(plan(medium("usb", List.of()), PURGE, DriveFacts.told(Reach.BRIDGE, facts))
                        .frozenIds())
                .as("behind a bridge a loss of power brings nothing back")
                .isEmpty();
        assertThat(codes(plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, facts))))
                .contains("LEVEL_OUT_OF_REACH");
    }

    @Test
    void theDrivesOwnTimeIsTheEstimate() {
        Plan plan = plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, ata()));
        assertThat(plan.techniques().getLast().estimatedSeconds()).isEqualTo(OptionalLong.of(7200));
        assertThat(plan.techniques().getFirst().estimatedSeconds()).isEmpty();
    }

    /** Whose number it is stands beside it: an overwrite is named for sixteen passes, of which there is one. */
    @Test
    void whatAnNvmeDriveNamesIsShownAsItsWord() {
        assertThat(nvmeTimes(40, 2, 1600))
                .containsExactly(
                        "nvme-sanitize-block 40 drive",
                        "nvme-sanitize-overwrite 1600 drive-at-most",
                        "nvme-sanitize-crypto 2 drive");
        assertThat(nvmeTimes(0, 0, 1600))
                .as("done when it is answered")
                .startsWith("nvme-sanitize-block 0 drive")
                .endsWith("nvme-sanitize-crypto 0 drive");
    }

    @Test
    void whatNoDriveTakesIsNoTime() {
        long most = 8_640_000;
        assertThat(nvmeTimes(most, most + 1, most + 1))
                .containsExactly(
                        "nvme-sanitize-block 8640000 drive",
                        "nvme-sanitize-overwrite unknown",
                        "nvme-sanitize-crypto unknown");
        assertThat(nvmeTimes(1, 1, 0)).contains("nvme-sanitize-overwrite unknown");
        MediumFacts large = medium("nvme", List.of()).withCapacity(1_000_000_000_000L);
        assertThat(times(plan(large, PURGE, nvmeTimed(1, 1, 9)))).contains("nvme-sanitize-overwrite unknown");
        assertThat(times(plan(large, PURGE, nvmeTimed(1, 1, 10)))).contains("nvme-sanitize-overwrite 10 drive-at-most");
    }

    /** 510 and 65534 minutes stand for more than 508 and 65532, and say no end. */
    @Test
    void aTimeWithoutAnEndIsNoEstimate() {
        for (int minutes : new int[] {510, 65_534}) {
            List<Fact> facts = new ArrayList<>(ata());
            facts.set(facts.size() - 1, count(FactName.ENHANCED_ERASE_MINUTES, minutes));
            facts.set(0, flag(FactName.BLOCK_ERASE, false));
            Plan plan = plan(medium("ata", List.of()), PURGE, DriveFacts.told(Reach.DIRECT, facts));
            assertThat(times(plan))
                    .containsExactly("ata-security-erase-enhanced " + (minutes - 2) * 60L + " drive-at-least");
            assertThat(plan.estimatedSeconds()).isEmpty();
        }
    }

    /** The next of its ways is tried only if the first is refused; passes come besides. */
    @Test
    void aPlanTakesAsLongAsItsFirstWayAndItsPasses() {
        MediumFacts nvme = medium("nvme", List.of());
        assertThat(plan(nvme, PURGE, nvmeTimed(40, 2, 1600)).estimatedSeconds()).hasValue(40);
        assertThat(plan(nvme, PURGE, nvme(true, true, true)).estimatedSeconds()).isEmpty();
        Plan both = plan(nvme, Policies.purgeThenOverwrite(), nvmeTimed(40, 2, 1600));
        long passes = both.techniques().getLast().time().orElseThrow().seconds();
        assertThat(times(both)).endsWith("overwrite " + passes + " class");
        assertThat(both.estimatedSeconds()).hasValue(40 + passes);
        Plan unknown = plan(nvme, Policies.purgeThenOverwrite(), nvme(true, true, true));
        assertThat(unknown.estimatedSeconds()).as("half of it is no time").isEmpty();
    }

    private static List<String> nvmeTimes(long block, long crypto, long overwrite) {
        return times(plan(medium("nvme", List.of()), PURGE, nvmeTimed(block, crypto, overwrite)));
    }

    private static DriveFacts nvmeTimed(long block, long crypto, long overwrite) {
        List<Fact> facts = new ArrayList<>(nvme(true, true, true).facts());
        facts.add(count(FactName.BLOCK_ERASE_SECONDS, block));
        facts.add(count(FactName.CRYPTO_ERASE_SECONDS, crypto));
        facts.add(count(FactName.OVERWRITE_SECONDS, overwrite));
        return DriveFacts.told(Reach.DIRECT, facts);
    }

    private static List<String> times(Plan plan) {
        return plan.techniques().stream()
                .map(one -> one.id() + " "
                        + one.time()
                                .map(time -> time.seconds() + " " + time.basis().id())
                                .orElse("unknown"))
                .toList();
    }

    private static Fact count(FactName name, long value) {
        return new Fact(name, new Fact.Count(value), "test");
    }

    @Test
    void otherNamespacesStandInTheWayOfAFormatAlone() {
        MediumFacts two = medium("nvme", List.of("other-parts"));
        assertThat(plan(two, PURGE, nvme(true, false, false)).obstacles()).isEmpty();
        Plan format = plan(two, Policies.clearByItself(), nvme(false, false, false));
        assertThat(format.nativeIds()).isEmpty();
        assertThat(codes(format)).contains("OTHER_PARTS");
    }

    /** FNA bit 1: its secure erase is one of all namespaces, which the plan says; bit 0 is about formats alone. */
    @Test
    void aFormatThatReachesAllNamespacesIsPlannedAndSaysSo() {
        MediumFacts two = medium("nvme", List.of("other-parts"));
        List<Fact> told = new ArrayList<>(nvme(false, false, false).facts());
        told.add(flag(FactName.FORMATS_ALL, true));
        told.add(flag(FactName.ERASES_ALL, false));
        Plan one = plan(two, Policies.clearByItself(), DriveFacts.told(Reach.DIRECT, told));
        assertThat(one.nativeIds()).isEmpty();
        told.removeLast();
        told.add(flag(FactName.ERASES_ALL, true));
        Plan all = plan(two, Policies.clearByItself(), DriveFacts.told(Reach.DIRECT, told));
        assertThat(all.nativeIds()).isNotEmpty().allMatch(id -> id.startsWith("nvme-format"));
        assertThat(codes(all)).doesNotContain("OTHER_PARTS");
        assertThat(all.techniques().getFirst().reason().en()).contains("every namespace behind the same controller");
    }

    /** Of what an NVMe device has besides the namespace a sanitize leaves nothing, and passes leave all. */
    @Test
    void whatAnNvmeDeviceHasBesidesANamespaceStandsInTheWayOfOverwritingIt() {
        MediumFacts one = medium("nvme", List.of("parts-unknown"));
        Policy clear = PolicyCatalogue.find("nist-clear").orElseThrow();
        MadeNvme whole = new MadeNvme(one.capacityBytes()).managing();
        assertThat(codes(plan(one, clear, whole))).isEmpty();
        assertThat(codes(plan(one, clear, new MadeNvme(one.capacityBytes())))).isEmpty();
        whole.allocated(1, 2);
        assertThat(codes(plan(one, clear, whole))).containsExactly("OTHER_PARTS");
        assertThat(codes(plan(one, PURGE, whole))).isEmpty();
        whole.allocated(1).capacities(4096, 512, 3584);
        Plan left = plan(one, clear, whole);
        assertThat(codes(left)).containsExactly("HIDDEN_AREAS_FOUND");
        assertThat(left.obstacles().getFirst().reason().en()).contains("512 bytes that no namespace has");
        assertThat(left.obstacles().getFirst().reason().zh()).contains("512 字节不属于任何命名空间");
        assertThat(codes(plan(one, PURGE, whole))).isEmpty();
        whole.refusing(0x10);
        assertThat(codes(plan(one, clear, whole))).containsExactly("HIDDEN_AREAS_UNKNOWN");
        assertThat(codes(plan(one, PURGE, whole)))
                .as("another namespace may be there, which nobody named")
                .containsExactly("HIDDEN_AREAS_UNKNOWN");
        assertThat(codes(plan(one, PURGE, new MadeNvme(one.capacityBytes() / 2))))
                .as("its namespace is of another size than the kernel shows")
                .containsExactly("HIDDEN_AREAS_UNKNOWN");
        assertThat(codes(plan(one, Policies.clearByItself(), whole))).contains("HIDDEN_AREAS_UNKNOWN");
    }

    private static Plan plan(MediumFacts medium, Policy policy, MadeNvme device) {
        DriveFacts told = nvme(policy.equals(PURGE), false, false);
        HiddenAreaReport report = HiddenAreaExaminer.examine(
                new HiddenAreaExaminer.Subject(Bus.NVME, false, false, medium.capacityBytes()), device);
        return Planner.plan(medium, Event.HiddenAreas.of(report), policy, VerifyMode.FULL, told);
    }

    @Test
    void passesFollowWhereThePolicyWantsBoth() {
        Plan both = plan(medium("nvme", List.of()), Policies.purgeThenOverwrite(), nvme(true, false, false));
        assertThat(both.nativeIds()).containsExactly("nvme-sanitize-block");
        assertThat(both.passes()).hasSize(1);
        assertThat(both.verify()).isEqualTo(VerifyMode.FULL);
    }

    @Test
    void whatThePolicyDoesNotNameIsNotPlanned() {
        Policy gb = PolicyCatalogue.find("gb-46864-2025", 1).orElseThrow();
        Plan plan = plan(medium("nvme", List.of()), gb, nvme(true, true, true));
        assertThat(plan.nativeIds()).isEmpty();
        assertThat(plan.passes()).isNotEmpty();
        assertThat(ids(plan)).contains("nvme-sanitize", "nvme-format");
    }

    @Test
    void blockEraseIsPlannedAndAPassOnlyIfItComesToNothing() {
        Policy gb = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        Plan plan = plan(medium("nvme", List.of()), gb, nvme(true, true, true));
        assertThat(plan.nativeIds()).containsExactly("nvme-sanitize-block");
        assertThat(plan.passes()).isEqualTo(gb.passesFor(MediumClass.FLASH)).hasSize(1);
        assertThat(plan.verify()).isEqualTo(VerifyMode.FULL);
        assertThat(plan.overwritesOnlyIfNeeded()).isTrue();
        assertThat(plan.obstacles()).isEmpty();
        Technique pass = plan.techniques().getLast();
        assertThat(pass.reason().en())
                .startsWith("only if the drive refuses to erase itself")
                .contains("one pass");
        assertThat(pass.reason().zh()).startsWith("仅当设备拒绝自行清除");
        assertThat(pass.estimatedSeconds()).isPresent();
        assertThat(ids(plan)).contains("nvme-format").doesNotContain("overwrite");
    }

    /** What has no block erase, or shows none of its own answers, is overwritten as by the first version. */
    @Test
    void whoHasNoBlockEraseIsOverwrittenAsBefore() {
        Policy gb = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        Policy first = PolicyCatalogue.find("gb-46864-2025", 1).orElseThrow();
        DriveFacts card = DriveFacts.told(Reach.DIRECT, List.of(flag(FactName.MMC_SANITIZE, true)));
        for (Plan plan : List.of(
                plan(medium("nvme", List.of()), gb, nvme(false, true, true)),
                plan(medium("nvme", List.of()), gb, DriveFacts.silent(Reach.DIRECT, NotAsked.IN_USE, "")),
                plan(medium("mmc", List.of()), gb, card),
                plan(
                        medium("usb", List.of()),
                        gb,
                        DriveFacts.told(Reach.BRIDGE, nvme(true, true, true).facts())))) {
            assertThat(plan.nativeIds()).isEmpty();
            assertThat(plan.overwritesOnlyIfNeeded()).isFalse();
            assertThat(plan.passes()).isEqualTo(first.passesFor(MediumClass.FLASH));
            assertThat(plan.techniques().getLast().reason().en()).startsWith("overwrite in one pass");
        }
    }

    /** By a rule set that names the ways that clear: what a drive has of them is planned, weaker than a sanitize, and what only sanitizes is left to the other. */
    @Test
    void waysThatClearArePlannedByTheRuleSetThatNamesThem() {
        Policy own = PolicyCatalogue.find("nist-clear-native").orElseThrow();
        Plan nvme = plan(medium("nvme", List.of()), own, nvme(true, true, true));
        assertThat(nvme.nativeIds()).containsExactly("nvme-format-user-data");
        assertThat(nvme.passes()).isEmpty();
        assertThat(codes(nvme)).isEmpty();
        Plan sas = plan(
                medium("scsi", List.of()),
                own,
                DriveFacts.told(
                        Reach.DIRECT, List.of(flag(FactName.BLOCK_ERASE, true), flag(FactName.FORMAT_UNIT, true))));
        assertThat(sas.nativeIds()).containsExactly("scsi-format-unit");
        Plan sata = plan(medium("ata", List.of()), own, DriveFacts.told(Reach.DIRECT, ata()));
        assertThat(sata.nativeIds()).containsExactly("ata-security-erase-enhanced", "ata-security-erase");
        Plan untold = plan(
                medium("scsi", List.of()),
                own,
                DriveFacts.told(Reach.DIRECT, List.of(flag(FactName.BLOCK_ERASE, true))));
        assertThat(untold.nativeIds()).isEmpty();
        assertThat(codes(untold)).contains("LEVEL_OUT_OF_REACH");
    }

    /**
     * A Format NVM that is not sent to such a namespace was planned for it, and its owner's data were planted over before anybody found out. A sanitize formats nothing.
     */
    @Test
    void aNamespaceWhoseBlocksCarryMoreThanDataIsNotPlannedToBeFormatted() {
        MediumFacts nvme = medium("nvme", List.of());
        Policy own = PolicyCatalogue.find("nist-clear-native").orElseThrow();
        for (int[] carried : new int[][] {{8, 0}, {64, 0}, {8, 1}, {0, 3}}) {
            DriveFacts told =
                    carrying(count(FactName.METADATA_BYTES, carried[0]), count(FactName.PROTECTION_TYPE, carried[1]));
            assertNotFormatted(plan(nvme, own, told), "metadata or protection information", "元数据或保护信息");
            assertThat(plan(nvme, PURGE, told).nativeIds()).containsExactly("nvme-sanitize-block");
        }
        assertThat(plan(nvme, own, carrying(count(FactName.METADATA_BYTES, 0), count(FactName.PROTECTION_TYPE, 0)))
                        .nativeIds())
                .containsExactly("nvme-format-user-data", "nvme-format-crypto");
    }

    /** Nor is one of which that is not known: its format is found out where it is carried out, and then nothing is sent. */
    @Test
    void aNamespaceThatDoesNotSayWhatItsBlocksCarryIsNotPlannedToBeFormatted() {
        MediumFacts nvme = medium("nvme", List.of());
        Policy own = PolicyCatalogue.find("nist-clear-native").orElseThrow();
        Fact untold = new Fact(
                FactName.METADATA_BYTES, new Fact.Untold(Fact.Why.REFUSED, "status 4002h"), "Identify Namespace");
        for (DriveFacts told : List.of(
                carrying(),
                carrying(count(FactName.METADATA_BYTES, 0)),
                carrying(count(FactName.PROTECTION_TYPE, 0)),
                carrying(untold, count(FactName.PROTECTION_TYPE, 0)))) {
            assertNotFormatted(plan(nvme, own, told), "does not say whether blocks", "未说明");
        }
    }

    private static DriveFacts carrying(Fact... more) {
        List<Fact> facts = new ArrayList<>(List.of(
                flag(FactName.BLOCK_ERASE, true),
                flag(FactName.FORMAT, true),
                flag(FactName.FORMAT_CRYPTO_ERASE, true)));
        facts.addAll(List.of(more));
        return DriveFacts.told(Reach.DIRECT, facts);
    }

    private static void assertNotFormatted(Plan plan, String en, String zh) {
        assertThat(plan.nativeIds()).isEmpty();
        assertThat(codes(plan)).contains("LEVEL_OUT_OF_REACH");
        assertThat(plan.leftOut())
                .filteredOn(left -> left.id().startsWith("nvme-format-"))
                .hasSize(2)
                .allSatisfy(left -> {
                    assertThat(left.reason().en()).contains(en);
                    assertThat(left.reason().zh()).contains(zh);
                    assertThat(left.cure()).isEqualTo(LeftOut.Cure.NONE);
                });
    }

    private static Plan plan(MediumFacts medium, Policy policy, DriveFacts told) {
        return Planner.plan(medium, EvidenceScript.hidden(medium), policy, VerifyMode.FULL, told);
    }

    private static DriveFacts nvme(boolean block, boolean crypto, boolean overwrite) {
        return DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        flag(FactName.BLOCK_ERASE, block),
                        flag(FactName.CRYPTO_ERASE, crypto),
                        flag(FactName.OVERWRITE, overwrite),
                        flag(FactName.FORMAT, true),
                        count(FactName.METADATA_BYTES, 0),
                        count(FactName.PROTECTION_TYPE, 0)));
    }

    private static List<Fact> ata() {
        return List.of(
                flag(FactName.BLOCK_ERASE, true),
                flag(FactName.CRYPTO_ERASE, false),
                flag(FactName.OVERWRITE, false),
                flag(FactName.SECURITY, true),
                flag(FactName.ENHANCED_ERASE, true),
                new Fact(FactName.ENHANCED_ERASE_MINUTES, new Fact.Count(120), "IDENTIFY DEVICE"));
    }

    private static Fact flag(FactName name, boolean yes) {
        return new Fact(name, new Fact.Flag(yes), "test");
    }

    private static List<String> ids(Plan plan) {
        return plan.leftOut().stream().map(LeftOut::id).toList();
    }

    private static List<String> codes(Plan plan) {
        return plan.obstacles().stream().map(Plan.Unsatisfiable::code).toList();
    }

    private static MediumFacts medium(String bus, List<String> caps) {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        return new MediumFacts(
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
                caps);
    }
}
