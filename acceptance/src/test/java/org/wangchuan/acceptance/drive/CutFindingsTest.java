package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wangchuan.acceptance.drive.CutFindings.Told;
import org.wangchuan.lab.scenario.Moment;
import org.wangchuan.lab.scenario.PowerCuts.Erased;
import org.wangchuan.lab.scenario.PowerCuts.Instant;
import org.wangchuan.lab.scenario.PowerCuts.Job;

/** The bench for power cuts finds what it is there to find. */
class CutFindingsTest {
    private static final String DRIVE = "cut0";

    private static Job job(boolean touched, long left, String... lost) {
        return new Job(
                "nist-purge", DRIVE, Erased.BY_ITSELF, touched, List.of(lost), Optional.of("purged"), List.of(), left);
    }

    private static Instant cut(String drive, int number, Moment moment, String recorded) {
        return new Instant("nist-purge", drive, number, moment, "as it stood", recorded, "meant");
    }

    private static List<String> found(Job job, long interruptions, Instant... cuts) {
        return CutFindings.of(
                job, List.of(cuts), Optional.of(new Told("purged", interruptions, Optional.of("purged"))));
    }

    @Test
    void aJobThatEndedRightHasNone() {
        assertThat(found(
                        job(true, 0),
                        2,
                        cut(DRIVE, 1, Moment.NATIVE, "native-commanded"),
                        cut(DRIVE, 2, Moment.CLOSING, "rechecked"),
                        cut("cut1", 3, Moment.NATIVE, "native-commanded")))
                .isEmpty();
        assertThat(found(job(false, 0), 0)).isEmpty();
    }

    @Test
    void eachCutThatDidSomethingToADriveIsTold() {
        Instant[] cuts = {
            cut(DRIVE, 1, Moment.NATIVE, "native-commanded"), cut(DRIVE, 2, Moment.LOOKING, "sampling-started")
        };
        assertThat(found(job(true, 0), 1, cuts)).singleElement().asString().contains("tells of 1", "expected 2 to 2");
        assertThat(found(job(true, 0), 3, cuts)).singleElement().asString().contains("tells of 3", "expected 2 to 2");
        assertThat(found(job(true, 0), 0, cuts)).singleElement().asString().contains("tells of 0");
    }

    @Test
    void beforeAnythingWasDoneAndOnceTheRecordIsClosedNoneNeedBeTold() {
        Instant[] cuts = {
            cut(DRIVE, 1, Moment.BEFORE, "plan"),
            cut(DRIVE, 2, Moment.NATIVE, "native-commanded"),
            cut(DRIVE, 3, Moment.CLOSING, "closed")
        };
        assertThat(found(job(true, 0), 1, cuts)).isEmpty();
        assertThat(found(job(true, 0), 3, cuts)).isEmpty();
        assertThat(found(job(true, 0), 0, cuts)).hasSize(1);
        assertThat(found(job(true, 0), 0)).as("touched, and cut off").hasSize(1);
        assertThat(found(job(true, 0), 0, cut(DRIVE, 1, Moment.CLOSING, "closed")))
                .as("its record was closed when the power went for the first time")
                .isEmpty();
    }

    @Test
    void whatIsLostOrLeftOrSaidWronglyIsFound() {
        assertThat(found(job(false, 0, "cut 1: no job is on record"), 0))
                .containsExactly(DRIVE + ": lost: cut 1: no job is on record");
        assertThat(found(job(false, 3), 0)).singleElement().asString().contains("data are left");
        assertThat(CutFindings.of(job(false, 0), List.of(), Optional.empty()))
                .singleElement()
                .asString()
                .contains("not one receipt");
        assertThat(CutFindings.of(
                        job(false, 0), List.of(), Optional.of(new Told("cleared", 0, Optional.of("cleared")))))
                .hasSize(2);
        assertThat(CutFindings.of(job(false, 0), List.of(), Optional.of(new Told("purged", 0, Optional.empty()))))
                .singleElement()
                .asString()
                .contains("its record says otherwise");
    }

    @Test
    void aDriveThatRefusedHasToBeCleared() {
        Job refused = new Job(
                "gb-46864-2025",
                DRIVE,
                Erased.BY_THE_HOST_AT_LAST,
                false,
                List.of(),
                Optional.of("cleared"),
                List.of(),
                0);
        assertThat(CutFindings.of(refused, List.of(), Optional.of(new Told("cleared", 0, Optional.of("cleared")))))
                .isEmpty();
        assertThat(CutFindings.of(refused, List.of(), Optional.of(new Told("purged", 0, Optional.of("purged")))))
                .as("what was refused is no purge")
                .hasSize(2);
    }

    @Test
    void fiftyAreEnoughWithEachRuleSetAndEachMomentAmongThem() {
        Set<String> policies = Set.copyOf(CutFindings.POLICIES);
        Set<Moment> moments = EnumSet.allOf(Moment.class);
        assertThat(CutFindings.isEnough(52, 52, Set.of("nist-purge", "dod-short"), moments))
                .isFalse();
        assertThat(CutFindings.isEnough(52, 52, policies, moments)).isTrue();
        assertThat(CutFindings.isEnough(51, 52, policies, moments)).isFalse();
        moments.remove(Moment.BETWEEN);
        assertThat(CutFindings.isEnough(99, 52, policies, moments)).isFalse();
        assertThat(CutFindings.isEnough(3, 3, Set.of("nist-purge"), Set.of())).isTrue();
    }
}
