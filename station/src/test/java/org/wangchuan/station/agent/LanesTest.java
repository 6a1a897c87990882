package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.MadeOutlook;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Survey;

/** When what lies at the bench is looked at anew. */
final class LanesTest {
    @TempDir
    Path folder;

    /** What plugs a drive in looks into it first: for that moment nobody else may open it. */
    @Test
    void whatAnotherProgramHadOpenIsLookedAtAgain() throws Exception {
        assertThat(examinations("IN_USE")).isEqualTo(3);
    }

    @Test
    void whatIsRefusedForWhatItIsIsNotOpenedAgainAndAgain() throws Exception {
        assertThat(examinations("READ_ONLY")).isEqualTo(1);
    }

    /** One that the drive was asked for them is one too many: it could be at work, or fall over. */
    @Test
    void everyRuleSetIsToldByOneExamination() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> {
                    count.incrementAndGet();
                    return MadeOutlook.ofNvmeThatSanitizes(path);
                },
                List.of(image),
                false);

        assertThat(told(lanes, List.of())).isEmpty();
        List<LaneState.Rules> told = told(lanes, List.of("gb-46864-2025", "nist-purge", "none-such"));
        assertThat(told(lanes, List.of("nist-clear")))
                .extracting(LaneState.Rules::policy)
                .containsExactly("nist-clear");
        assertThat(count).hasValue(1);

        assertThat(told)
                .extracting(LaneState.Rules::policy)
                .containsExactly("gb-46864-2025", "nist-purge", "none-such");
        LaneState.Rules purge = told.get(1);
        assertThat(purge.isMet()).isTrue();
        assertThat(purge.plan()).isNotEmpty().isNotEqualTo(told.getFirst().plan());
        LaneState.Rules unknown = told.getLast();
        assertThat(unknown.isMet()).isFalse();
        assertThat(unknown.plan()).isEmpty();
        assertThat(unknown.obstacles()).extracting(LaneState.Obstacle::code).containsExactly("UNKNOWN_POLICY");
    }

    /** By the rule set that counts by default nothing can be done there, and by another all the same. */
    @Test
    void aLaneIsReadyIfAnyRuleSetThatIsNamedCanBeMet() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        Lanes lanes = new Lanes(MadeOutlook::ofNvmeWithDeletedNamespaces, List.of(image), false);

        assertThat(lanes.look(Set.of(), List.of("nist-clear")))
                .singleElement()
                .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
        assertThat(lanes.look(Set.of(), List.of("nist-clear", "nist-purge")))
                .singleElement()
                .satisfies(lane -> {
                    assertThat(lane.state().isReady()).isTrue();
                    assertThat(lane.state().obstacles())
                            .extracting(LaneState.Obstacle::code)
                            .containsExactly("HIDDEN_AREAS_FOUND");
                    assertThat(lane.state().rules())
                            .extracting(LaneState.Rules::isMet)
                            .containsExactly(false, true);
                });
        assertThat(lanes.look(Set.of(), List.of()))
                .singleElement()
                .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
    }

    /** What could not be asked says neither yes nor no; after a few looks it is left alone. */
    @Test
    void aDriveThatWasInUseForAMomentIsNoDriveThatCanNotEraseItself() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> count.incrementAndGet() == 1
                        ? MadeOutlook.ofNvmeInUse(path)
                        : MadeOutlook.ofNvmeThatSanitizes(path),
                List.of(image),
                false);
        List<String> rules = List.of("gb-46864-2025", "nist-purge");
        assertThat(told(lanes, rules)).extracting(LaneState.Rules::policy).doesNotContain("nist-purge");
        assertThat(told(lanes, rules))
                .filteredOn(one -> one.policy().equals("nist-purge"))
                .extracting(LaneState.Rules::isMet)
                .containsExactly(true);
        assertThat(told(lanes, rules)).hasSize(2);
        assertThat(count).hasValue(2);

        AtomicInteger never = new AtomicInteger();
        Lanes held = new Lanes(
                path -> {
                    never.incrementAndGet();
                    return MadeOutlook.ofNvmeInUse(path);
                },
                List.of(image),
                false);
        for (int look = 0; look < 20; look++) {
            assertThat(told(held, rules)).extracting(LaneState.Rules::policy).doesNotContain("nist-purge");
        }
        assertThat(never).hasValueLessThan(10);
    }

    private static List<LaneState.Rules> told(Lanes lanes, List<String> rules) throws Exception {
        return lanes.look(Set.of(), rules).getFirst().state().rules();
    }

    private int examinations(String code) throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Refusal refusal = new Refusal(Refusal.Kind.SAFETY, code, new BilingualText("不可", "not now"));
        Lanes lanes = new Lanes(
                path -> {
                    count.incrementAndGet();
                    return new Survey(
                            new Candidate.Rejected(path, Optional.empty(), List.of(refusal)), Optional.empty());
                },
                List.of(image),
                false);
        for (int look = 0; look < 3; look++) {
            assertThat(lanes.look(Set.of(), List.of("nist-purge")))
                    .singleElement()
                    .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
        }
        return count.get();
    }
}
