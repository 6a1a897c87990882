package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.CardSeen;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** What a look at a drive says, and does not. */
final class OutlookTest {
    private static final Path DRIVE = Path.of("/dev/nvme9n1");

    /** Also under rule sets that have it do nothing by itself, and for which it would not be asked. */
    @Test
    void whatTakesNoWritesIsSaidUnderAllThatOverwrite() {
        for (String id : List.of("nist-clear", "gb-46864-2025")) {
            Outlook.Under locked = under(MadeOutlook.ofLockedAta(DRIVE), id);
            assertThat(locked.refusals()).as(id).extracting(Refusal::code).containsExactly("TAKES_NO_WRITES");
            assertThat(locked.mayPass()).isFalse();
            assertThat(under(MadeOutlook.ofAta(DRIVE, false), id).refusals())
                    .as(id)
                    .isEmpty();
            Outlook.Under atWork = under(MadeOutlook.ofNvmeAtWork(DRIVE), id);
            assertThat(atWork.refusals()).as(id).extracting(Refusal::code).containsExactly("TAKES_NO_WRITES");
            assertThat(atWork.mayPass()).isTrue();
        }
    }

    /** Under rule sets without passes it was told as one that can be erased: by a format, or by a security erase, which it refuses until its sanitize has ended. */
    @Test
    void aDriveAtASanitizeCanNotBeErasedByItsOtherWaysEitherAndMayBeLater() {
        for (String id : List.of("nist-clear-native", "nist-purge")) {
            for (Survey seen : List.of(MadeOutlook.ofNvmeAtWork(DRIVE), MadeOutlook.ofAtaAtWork(DRIVE))) {
                Outlook.Under under = under(seen, id);
                assertThat(under.plan().techniques()).as(id).isEmpty();
                assertThat(under.refusals()).as(id).extracting(Refusal::code).contains("LEVEL_OUT_OF_REACH");
                assertThat(under.mayPass()).as(id).isTrue();
            }
            assertThat(under(MadeOutlook.ofAta(DRIVE, false), id).refusals())
                    .as(id)
                    .isEmpty();
        }
    }

    /** At work a SATA drive refuses what is asked about its areas, and a SAS drive nearly all: neither is a no that stays. */
    @Test
    void whatADriveAtASanitizeDoesNotTellOfItsAreasPassesWithIt() {
        for (String id : List.of("nist-clear", "gb-46864-2025")) {
            for (Survey seen : List.of(MadeOutlook.ofAtaAtWork(DRIVE), MadeOutlook.ofSasAtWork(DRIVE))) {
                Outlook.Under under = under(seen, id);
                assertThat(under.refusals())
                        .as(id)
                        .extracting(Refusal::code)
                        .containsExactlyInAnyOrder("HIDDEN_AREAS_UNKNOWN", "TAKES_NO_WRITES");
                assertThat(under.mayPass()).as(id).isTrue();
            }
            Outlook.Under idle = under(MadeOutlook.ofAtaThatTellsNoAreas(DRIVE), id);
            assertThat(idle.refusals()).as(id).extracting(Refusal::code).containsExactly("HIDDEN_AREAS_UNKNOWN");
            assertThat(idle.mayPass()).as("waiting changes nothing").isFalse();
        }
    }

    private static Outlook.Under under(Survey seen, String policy) {
        return seen.outlook()
                .orElseThrow()
                .under(PolicyCatalogue.find(policy).orElseThrow(), VerifyMode.FULL)
                .orElseThrow();
    }

    /** A drive that nobody heard is no drive that can't: whoever is told so tries again. */
    @ParameterizedTest
    @CsvSource({"IN_USE,IN_USE", "NO_ANSWER,NO_ANSWER", "CHANGED,NO_ANSWER", "UNSOUND,NO_ANSWER", "NOT_OPENED,NO_ANSWER"
    })
    void whatWasNotHeardIsSaidFirstWhereThePlanCanNotBeCarriedOut(NotAsked why, String code) {
        DriveFacts silent = DriveFacts.silent(Reach.DIRECT, why, "");
        assertThat(Outlook.unheard(silent, plan("nist-purge", silent)))
                .get()
                .returns(code, Refusal::code)
                .returns(Refusal.Kind.UNSATISFIABLE, Refusal::kind);
        assertThat(Outlook.unheard(silent, plan("nist-clear", silent)))
                .as("overwriting is enough")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"KIND", "LOGICAL_UNIT", "STICK", "NO_RIGHTS"})
    void whatDoesNotPassIsANo(NotAsked why) {
        DriveFacts silent = DriveFacts.silent(Reach.DIRECT, why, "");
        assertThat(Outlook.unheard(silent, plan("nist-purge", silent))).isEmpty();
    }

    /** Also where the rule set that counts by default could not be met anyway: another one would be told as met. */
    @Test
    void ofTwoDevicesThatShowOneNumberNoRuleSetIsTold() {
        for (Survey seen :
                List.of(MadeOutlook.ofNvmeWithDeletedNamespaces(DRIVE), MadeOutlook.ofNvmeThatSanitizes(DRIVE))) {
            Medium own = seen.outlook().orElseThrow().medium();
            assertThat(Bench.withoutTwin(seen, media -> media)).isEqualTo(seen);
            Survey twin = Bench.withoutTwin(seen, _ -> List.of(own, MadeOutlook.twin()));
            assertThat(twin.outlook()).isEmpty();
            assertThat(twin.candidate())
                    .isInstanceOfSatisfying(
                            Candidate.Rejected.class,
                            refused -> assertThat(refused.refusals())
                                    .extracting(Refusal::code)
                                    .startsWith("SAME_SERIAL"));
        }
    }

    private static Plan plan(String policy, DriveFacts told) {
        Medium medium =
                MadeOutlook.ofNvmeThatSanitizes(DRIVE).outlook().orElseThrow().medium();
        return Planner.plan(
                FactsOf.medium(medium, Optional.empty(), List.of()),
                new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", List.of()),
                PolicyCatalogue.find(policy).orElseThrow(),
                VerifyMode.FULL,
                told,
                false,
                List.of(),
                CardSeen.of(medium, List.of()));
    }
}
