package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** As long as nobody looks at a cable nobody knows that a phone hangs there, nor that it went. */
@Timeout(120)
class UnseenPhoneTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

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
        PhoneTimes times = PhoneWorld.TIMES;
        world.times = new PhoneTimes(
                times.look(),
                Duration.ofSeconds(60),
                times.unasked(),
                times.owners(),
                times.reading(),
                times.going(),
                times.coming(),
                times.filling());
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        Thread again = new Thread(() -> {
            try {
                Thread.sleep(300);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            cable.looks(true);
        });
        Looking people = new Looking(new MadePeople(phone), () -> {
            cable.looks(false);
            again.start();
        });

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, people, Optional.empty()).run());

        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().lock()).isEqualTo(Lock.UNLOCKED);
        again.join();
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
}
