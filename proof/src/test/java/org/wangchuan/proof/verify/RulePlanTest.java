package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Target.MediumClass;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/** Which work of a good verdict is not of the plan of its rule set. */
class RulePlanTest {
    private static final Path RULES = Path.of("../engine/src/main/resources/org/wangchuan/engine/policy");
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final long CAPACITY = 1_000_000;
    private static final Optional<Technique> NONE = Optional.empty();

    private Verdict verdict = Verdict.CLEARED;

    private static RulePlan plan(String file) throws Exception {
        return read(Files.readString(RULES.resolve(file)));
    }

    private static RulePlan read(String document) throws Exception {
        return RulePlan.read(Json.in(CanonicalJson.readLenientObject(document.getBytes(StandardCharsets.UTF_8))));
    }

    private static Disclosed shown(MediumClass medium, int passes, Optional<Technique> technique) {
        Target target = new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                "sata",
                medium,
                Target.MediumClassSource.DEVICE);
        Work work = new Work(
                "wangchuan test",
                AT,
                AT,
                Collections.nCopies(passes, new Pass(Pass.Pattern.RANDOM, CAPACITY, 1_000, List.of())),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, CAPACITY, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN,
                technique.map(one -> new NativeErase(one, 1, NativeErase.Said.ENDED, 60_000, 8192, 0)));
        return Disclosed.ofClearing(target, work, Optional.empty());
    }

    private boolean isLeft(RulePlan plan, MediumClass medium, int passes, Technique technique) {
        return plan.isLeftBy(verdict, shown(medium, passes, Optional.of(technique)));
    }

    @Test
    void passesOnlyWhereTheyArePlanned() throws Exception {
        for (MediumClass medium : MediumClass.values()) {
            Disclosed once = shown(medium, 1, NONE);
            for (String none : List.of("nist-clear-native.v1.json", "nist-purge.v1.json", "nist-purge.v3.json")) {
                assertThat(plan(none).isLeftBy(verdict, once)).as(none).isTrue();
            }
            for (String some : List.of("nist-clear.v1.json", "gb-46864-2025.v2.json", "dod-short.v1.json")) {
                assertThat(plan(some).isLeftBy(verdict, once)).as(some).isFalse();
            }
        }
    }

    @Test
    void onlyAWayThatIsNamedForTheMedium() throws Exception {
        RulePlan second = plan("nist-purge.v2.json");
        RulePlan third = plan("nist-purge.v3.json");
        assertThat(plan("nist-purge.v4.json")).as("in another order").isEqualTo(third);
        assertThat(isLeft(second, MediumClass.FLASH, 0, Technique.MMC_ERASE_SANITIZE))
                .isTrue();
        assertThat(isLeft(third, MediumClass.FLASH, 0, Technique.MMC_ERASE_SANITIZE))
                .isFalse();
        assertThat(isLeft(third, MediumClass.UNKNOWN, 0, Technique.MMC_ERASE_SANITIZE))
                .isFalse();
        assertThat(isLeft(third, MediumClass.MAGNETIC, 0, Technique.MMC_ERASE_SANITIZE))
                .isTrue();
        assertThat(isLeft(second, MediumClass.MAGNETIC, 0, Technique.ATA_SANITIZE_BLOCK))
                .isTrue();
        for (Technique technique : Technique.values()) {
            assertThat(isLeft(plan("nist-purge.v1.json"), MediumClass.FLASH, 0, technique))
                    .as("it plans nothing")
                    .isTrue();
            assertThat(isLeft(third, MediumClass.IMAGE, 0, technique)).isTrue();
        }
        RulePlan gb = plan("gb-46864-2025.v2.json");
        assertThat(isLeft(gb, MediumClass.FLASH, 0, Technique.NVME_SANITIZE_BLOCK))
                .isFalse();
        assertThat(isLeft(gb, MediumClass.FLASH, 2, Technique.NVME_SANITIZE_BLOCK))
                .as("passes stand in for it, twice shown where they were cut off")
                .isFalse();
        assertThat(isLeft(gb, MediumClass.MAGNETIC, 3, Technique.NVME_SANITIZE_BLOCK))
                .isTrue();
    }

    @Test
    void aRevertOnlyBeforePasses() throws Exception {
        for (MediumClass medium : MediumClass.values()) {
            for (String file : List.of("nist-clear.v1.json", "gb-46864-2025.v1.json", "gb-46864-2025.v2.json")) {
                assertThat(isLeft(plan(file), medium, 1, Technique.TCG_PSID_REVERT))
                        .isFalse();
                assertThat(isLeft(plan(file), medium, 0, Technique.TCG_PSID_REVERT))
                        .isTrue();
            }
            for (String file : List.of("nist-clear-native.v1.json", "nist-purge.v3.json")) {
                assertThat(isLeft(plan(file), medium, 1, Technique.TCG_PSID_REVERT))
                        .isTrue();
                assertThat(isLeft(plan(file), medium, 0, Technique.TCG_PSID_REVERT))
                        .isTrue();
            }
        }
    }

    /** No shipped rule set has passes follow in any case, or has both and says nothing of it. */
    @Test
    void whetherPassesFollowIsAsTheRuleSetSays() throws Exception {
        String text = Files.readString(RULES.resolve("gb-46864-2025.v2.json"));
        Technique block = Technique.ATA_SANITIZE_BLOCK;
        RulePlan then = read(text.replace("nativeElseOverwrite", "nativeThenOverwrite"));
        assertThat(isLeft(then, MediumClass.FLASH, 0, block)).isTrue();
        assertThat(isLeft(then, MediumClass.FLASH, 1, block)).isFalse();
        RulePlan alone = read(text.replace("\"nativeElseOverwrite\": true", "\"nativeElseOverwrite\": false"));
        assertThat(isLeft(alone, MediumClass.FLASH, 0, block)).isFalse();
        assertThat(isLeft(alone, MediumClass.FLASH, 1, block)).isTrue();
        assertThat(alone.isLeftBy(verdict, shown(MediumClass.FLASH, 1, NONE)))
                .as("of a drive that has none")
                .isFalse();
    }

    @Test
    void whatPromisesNothingOrShowsNothingIsNotHeldAgainstIt() throws Exception {
        RulePlan plan = plan("nist-purge.v1.json");
        Disclosed erased = shown(MediumClass.FLASH, 1, Optional.of(Technique.NVME_FORMAT_CRYPTO));
        for (Verdict one : Verdict.values()) {
            assertThat(plan.isLeftBy(one, erased)).as(one.name()).isEqualTo(one.isGood());
        }
        assertThat(plan.isLeftBy(verdict, new Disclosed(erased.target(), Optional.empty(), Optional.empty())))
                .isFalse();
        assertThat(plan.isLeftBy(verdict, new Disclosed(Optional.empty(), erased.work(), Optional.empty())))
                .isFalse();
    }

    @Test
    void aWayThatIsNotKnownIsNoRuleSet() throws Exception {
        String text = Files.readString(RULES.resolve("nist-purge.v3.json"));
        assertThatThrownBy(() -> read(text.replace("mmc-erase-sanitize", "mmc-wish")))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("native");
        assertThatThrownBy(() -> read(text.replace("\"overwrite\"", "\"overwritten\"")))
                .isInstanceOf(ShapeException.class);
    }
}
