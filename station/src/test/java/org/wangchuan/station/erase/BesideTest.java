package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/** Namespaces that nobody can name are not erased with the one that was named. */
class BesideTest {
    private static Plan plan(String technique) {
        return new Plan(
                PolicyCatalogue.find("nist-purge").orElseThrow(),
                MediumClass.FLASH,
                VerifyMode.SAMPLE,
                List.of(),
                List.of(new Technique(
                        technique, new BilingualText("测试", "test"), SanitizationLevel.PURGED, Optional.empty())),
                List.of(),
                List.of(),
                List.of());
    }

    private static DriveFacts told(long allocated) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(FactName.NAMESPACES_ALLOCATED, new Fact.Count(allocated), "Identify"));
        return DriveFacts.told(Reach.DIRECT, facts);
    }

    /** It could have any number, all of which it would erase. */
    @Test
    void aDeviceThatDoesNotSayHowManyItHasIsNotToldToErase() {
        Plan sanitize = plan("nvme-sanitize-block");
        DriveFacts untold = DriveFacts.told(
                Reach.DIRECT,
                List.of(new Fact(
                        FactName.NAMESPACES_ALLOCATED, new Fact.Untold(Fact.Why.REFUSED, "status 4002"), "Identify")));
        for (DriveFacts facts : List.of(untold, DriveFacts.silent(Reach.DIRECT, NotAsked.NO_ANSWER, ""))) {
            assertThat(Beside.unseen(sanitize, List.of(), facts))
                    .get()
                    .extracting(Refusal::code)
                    .isEqualTo("NAMESPACES_UNSEEN");
            assertThat(Beside.unseen(plan("ata-sanitize-block"), List.of(), facts))
                    .isEmpty();
        }
        // It can neither make them nor detach them: what is attached is all.
        assertThat(Beside.unseen(sanitize, List.of(), DriveFacts.told(Reach.DIRECT, List.of())))
                .isEmpty();
    }

    @Test
    void aNamespaceThatNoDiskShowsStandsInTheWay() {
        Plan sanitize = plan("nvme-sanitize-block");
        assertThat(Beside.unseen(sanitize, List.of("nvme0n2"), told(2))).isEmpty();
        assertThat(Beside.unseen(sanitize, List.of("nvme0n2"), told(3)))
                .get()
                .extracting(Refusal::code)
                .isEqualTo("NAMESPACES_UNSEEN");
        assertThat(Beside.unseen(plan("overwrite"), List.of("nvme0n2"), told(3)))
                .isEmpty();
    }
}
