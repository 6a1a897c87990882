package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.EraseCourse.State;
import org.wangchuan.lab.nvme.CommandWatch.Told;
import org.wangchuan.lab.scenario.Trigger.At;

/** The power goes where it was drawn to go, wherever in that moment. */
class TriggerTest {
    private static final long CAPACITY = 8L << 20;
    private static final Told WRITE = new Told(false, 0x01, 0, 64 << 10);
    private static final Told READ = new Told(false, 0x02, 0, 64 << 10);
    private static final Told FLUSH = new Told(false, 0x00, 0, 0);
    private static final Told SANITIZE = new Told(true, 0x84, 0, 0);
    private static final Told LOG = new Told(true, 0x02, 0, 0);

    /** One step of a job: who is told what, and how the drive's own erasure stands by then. */
    private record Step(At at, Told told, Phase phase, double part) {}

    private static void add(List<Step> job, int times, At at, Told told, Phase phase) {
        for (int i = 1; i <= times; i++) {
            job.add(new Step(at, told, phase, (double) i / times));
        }
    }

    private static List<Step> itself() {
        List<Step> job = new ArrayList<>();
        add(job, 50, At.STATION, FLUSH, Phase.NEVER);
        add(job, 32, At.TARGET, WRITE, Phase.NEVER);
        add(job, 1, At.TARGET, SANITIZE, Phase.RUNNING);
        add(job, 20, At.TARGET, LOG, Phase.RUNNING);
        add(job, 6, At.TARGET, LOG, Phase.SUCCEEDED);
        add(job, 44, At.TARGET, READ, Phase.SUCCEEDED);
        add(job, 20, At.STATION, FLUSH, Phase.SUCCEEDED);
        return job;
    }

    private static List<Step> byTheHost() {
        List<Step> job = new ArrayList<>();
        add(job, 50, At.STATION, FLUSH, Phase.NEVER);
        add(job, 128, At.TARGET, WRITE, Phase.NEVER);
        add(job, 128, At.TARGET, READ, Phase.NEVER);
        add(job, 20, At.STATION, FLUSH, Phase.NEVER);
        return job;
    }

    /** What was told when the power went, and how the drive stood; by seed. */
    private static CutSwitch.Stood cut(Moment moment, long seed, List<Step> job) {
        Trigger trigger = Trigger.in(moment, new SplittableRandom(seed));
        DriveHistory history = new DriveHistory();
        history.listen();
        for (Step step : job) {
            for (boolean done : new boolean[] {false, true}) {
                if (step.at() == At.TARGET) {
                    history.sees(step.told(), done);
                }
                State state = new State(step.phase(), 0, step.part());
                if (trigger.due(step.told(), done, step.at(), history.view(), state, CAPACITY)) {
                    return new CutSwitch.Stood(history.view(), state);
                }
            }
        }
        throw new AssertionError(trigger + " never comes");
    }

    @Test
    void eachMomentIsMetByWhateverWasDrawn() {
        for (int seed = 0; seed < 200; seed++) {
            assertThat(cut(Moment.BEFORE, seed, itself()).view().touched()).isFalse();
            assertThat(cut(Moment.BEFORE, seed, byTheHost()).view().touched()).isFalse();
            CutSwitch.Stood planting = cut(Moment.PLANTING, seed, itself());
            assertThat(planting.view().touched()).isTrue();
            assertThat(planting.view().orders()).isZero();
            CutSwitch.Stood work = cut(Moment.NATIVE, seed, itself());
            assertThat(work.view().inHand() || work.state().phase() == Phase.RUNNING)
                    .isTrue();
            CutSwitch.Stood between = cut(Moment.BETWEEN, seed, itself());
            assertThat(between.state().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(between.view().readSince()).isZero();
            CutSwitch.Stood looking = cut(Moment.LOOKING, seed, itself());
            assertThat(looking.view().readSince()).isBetween(1L, 44L << 16);
            assertThat(cut(Moment.OVERWRITING, seed, byTheHost()).view().readSince())
                    .isZero();
            assertThat(cut(Moment.VERIFYING, seed, byTheHost()).view().readSince())
                    .isBetween(1L, CAPACITY);
            assertThat(cut(Moment.CLOSING, seed, byTheHost()).view().readSince())
                    .isEqualTo(CAPACITY);
            assertThat(cut(Moment.CLOSING, seed, itself()).view().readSince()).isEqualTo(44L << 16);
        }
    }

    /** A drive that came to its end while the machine was starting is not cut off before the product has gone on with it. */
    @Test
    void whatIsMissedIsCutOffWhileItIsLookedAt() {
        List<Step> job = new ArrayList<>();
        add(job, 1, At.TARGET, SANITIZE, Phase.SUCCEEDED);
        add(job, 40, At.TARGET, LOG, Phase.SUCCEEDED);
        add(job, 44, At.TARGET, READ, Phase.SUCCEEDED);
        for (int seed = 0; seed < 50; seed++) {
            CutSwitch.Stood stood = cut(Moment.NATIVE, seed, job);
            assertThat(stood.view().inHand() || stood.view().readSince() > 0).isTrue();
        }
    }
}
