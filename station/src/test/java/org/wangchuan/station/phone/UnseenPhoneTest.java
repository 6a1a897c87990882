package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** As long as nobody looks at a cable nobody knows that a phone hangs there, nor that it went. */
@Timeout(120)
class UnseenPhoneTest {
    private static final String SERIAL = "37061FDJH0011Z";

    /** So many questions, a millisecond apart, are more than {@link PhoneWorld#TIMES} would wait for what is to settle, and less than anybody notices. */
    static final int MISSED = 150;

    @TempDir
    Path folder;

    /** Nobody gives up waiting for the next look. */
    static PhoneTimes patient() {
        PhoneTimes times = PhoneWorld.TIMES;
        return new PhoneTimes(
                times.look(),
                times.settling(),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                times.unasked(),
                times.owners(),
                times.reading(),
                times.going(),
                times.coming(),
                times.filling());
    }

    /** People whose bench stops looking while they look at the phone. */
    private static final class Looking extends Told {
        private final MadePeople people;
        private final Runnable meanwhile;

        Looking(MadePeople people, Runnable meanwhile) {
            super(people);
            this.people = people;
            this.meanwhile = meanwhile;
        }

        @Override
        public void tell(PhoneNotice notice) {
            people.tell(notice);
        }

        @Override
        public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
            meanwhile.run();
            return super.observe(asked, known);
        }
    }

    /** In between it may have been anywhere, and people may have looked at another. */
    @Test
    void oneThatNobodySeesAtItsEndIsNotThere() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople people = new MadePeople(phone);
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.BACK);
            return Answer.END;
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, new Looking(people, () -> cable.looks(false)), Optional.empty())
                        .run());

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
        assertThat(end.verdict().lock()).isNotEqualTo(Lock.UNLOCKED);
        assertThat(end.evidence().events().stream()
                        .filter(PhoneEvent.Seen.class::isInstance)
                        .map(PhoneEvent.Seen.class::cast)
                        .flatMap(seen -> seen.facts().all().stream()))
                .as("what people said of it is not in the record")
                .noneMatch(fact -> fact.source() == Source.SEEN);
    }

    /** A kernel that is slow for once costs an honest phone nothing: that it is the same plugging-in is then known. */
    @Test
    void oneThatIsSeenAgainInAMomentStaysWhereItWas() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        world.times = patient();
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        Looking people = new Looking(new MadePeople(phone), () -> cable.misses(MISSED, () -> {}));

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, people, Optional.empty()).run());

        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().lock()).isEqualTo(Lock.UNLOCKED);
    }

    @Test
    void whoGivesItUpMeanwhileGetsNoMore() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople people = new MadePeople(phone);
        Looking leaving = new Looking(people, () -> {
            cable.looks(false);
            people.isThere = false;
        });
        PhoneEnd left = world.lane(cable, leaving, Optional.empty()).run();
        assertThat(left).isInstanceOf(PhoneEnd.Interrupted.class);

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, people, Optional.of(world.store().open().getFirst()))
                        .giveUp());

        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
    }

    /** What it left on the phone is taken away though nobody has looked at the cable for a moment; a bench that never looks again says that it may be left. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMarkIsTakenFromOneThatIsSeenAgain(boolean isSeenAgain) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople people = new MadePeople(phone);
        if (isSeenAgain) {
            world.times = patient();
        }
        Told leaving = new Told(people) {
            @Override
            public void tell(PhoneNotice notice) {
                people.tell(notice);
            }

            @Override
            public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known) {
                assertThat(phone.hasMark()).isTrue();
                if (isSeenAgain) {
                    cable.misses(MISSED, () -> {});
                } else {
                    cable.looks(false);
                }
                return Optional.empty();
            }
        };

        assertThat(world.lane(cable, leaving, Optional.empty()).run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CHOSEN));

        assertThat(phone.hasMark()).isNotEqualTo(isSeenAgain);
        assertThat(people.notices()).contains(new PhoneNotice.PermissionLeft(!isSeenAgain));
    }

    @Test
    void nobodyIsToldToPlugInWhatHangsThere() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        world.times = patient();
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople people = new MadePeople(phone);
        int[] steps = {0};
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && steps[0]++ < 5) {
                cable.misses(MISSED, () -> {});
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, people, Optional.empty()).run());

        assertThat(people.wasTold(PhoneNotice.PlugIn.class)).isFalse();
        assertThat(people.missed()).isEmpty();
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    /** That it goes is what its reset is known by: nobody says so who does not know. */
    @Test
    void oneThatNobodySeesHasNotGone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> cable.looks(false);
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.GONE);
            assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
            cable.looks(true);
            phone.reset();
            return Answer.AGAIN;
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, people, Optional.empty()).run());

        assertThat(people.missed()).containsExactly(Wanted.GONE);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void noJobIsRefusedBecauseNobodyHasLookedForAMoment() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        cable.looks(false);
        assertThat(world.lane(cable, new MadePeople(phone), Optional.empty()).run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE));

        world.times = patient();
        cable.looks(true);
        cable.misses(MISSED, () -> {});
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, new MadePeople(phone), Optional.empty()).run());
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void whoIsStoppedBeforeAnybodyLooksHasBegunNothing() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        world.times = patient();
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        PhoneLane lane = world.lane(cable, new MadePeople(phone), Optional.empty());
        cable.misses(Integer.MAX_VALUE, lane::stop);

        assertThat(lane.run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOBODY));
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
    }

    @Test
    void norHasWhatWasBackBeforeAnInterruption() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople first = new MadePeople(phone);
        Looking leaving = new Looking(first, () -> first.isThere = false);
        assertThat(world.lane(cable, leaving, Optional.empty()).run()).isInstanceOf(PhoneEnd.Interrupted.class);

        cable.looks(false);
        MadePeople people = new MadePeople(phone);
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.ANSWER);
            cable.looks(true);
            return Answer.AGAIN;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(cable, people));

        assertThat(people.missed()).containsExactly(Wanted.ANSWER);
        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    /** Stale for one question and fresh for the next: who asks twice takes that for one that went. */
    @Test
    void whatComesIntoSightAgainHasNotGone() throws Exception {
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        CableWatch watch = new CableWatch(cable, PhoneWorld.TIMES, () -> false);
        watch.take(cable.now().orElseThrow());
        cable.misses(1, () -> {});
        assertThat(watch.awaitGone(Duration.ofMillis(20))).isFalse();
        cable.looks(false);
        assertThat(watch.awaitGone(Duration.ofMillis(20))).isFalse();
        phone.pull();
        assertThat(watch.awaitGone(Duration.ofMillis(20))).isFalse();
        cable.looks(true);
        assertThat(watch.awaitGone(Duration.ofMillis(20))).isTrue();
    }
}
