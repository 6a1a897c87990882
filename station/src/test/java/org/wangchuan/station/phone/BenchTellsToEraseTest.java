package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.phone.MadeObeyingPhone.Does;
import org.wangchuan.station.phone.MadeObeyingPhone.Kind;
import org.wangchuan.station.phone.MadeObeyingPhone.Says;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** Where the bench tells the phone to erase itself: what it says to that counts for nothing, and what it does is seen. */
@Timeout(120)
class BenchTellsToEraseTest {
    private static final String SERIAL = "F2LTEST00017";

    /** So often a phone that comes back as it was is told in all. */
    private static final int TOLD_MAX = 5;

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private PhoneWorld world(Kind kind) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        world.technique = Optional.of(kind.technique);
        return world;
    }

    /** People who have nothing to do but to look. */
    private static MadePeople people() {
        MadePeople people = new MadePeople(new MadePhone(SERIAL));
        people.onMissing = _ -> Answer.END;
        return people;
    }

    private static PhoneEnd.Finished erased(PhoneWorld world, MadeObeyingPhone phone, MadePeople people) {
        return PhoneLaneTest.finished(
                world.lane(phone.cable(), people, Optional.empty()).run());
    }

    private static void killed(PhoneWorld world, MadeObeyingPhone phone, Optional<PhoneTicket> resumed) {
        try {
            PhoneEnd end = world.lane(phone.cable(), people(), resumed).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
    }

    private static PhoneMoment.Listener killingAt(PhoneMoment at) {
        return moment -> {
            if (moment == at) {
                throw new Killed();
            }
        };
    }

    private static List<String> answers(PhoneEnd.Finished end) {
        return end.evidence().events().stream()
                .filter(PhoneEvent.SetOff.class::isInstance)
                .map(event -> ((PhoneEvent.SetOff) event).answer())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatDoesAsItIsToldIsErasedAndNoMoreThanUnproven(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        MadePeople people = people();

        PhoneEnd.Finished end = erased(world, phone, people);

        assertThat(phone.isErased()).isTrue();
        assertThat(phone.timesTold()).isEqualTo(1);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons())
                .contains(Reason.WAY_SHOWS_TOO_LITTLE)
                .doesNotContain(Reason.OTHER_PHONE, Reason.STILL_AS_BEFORE, Reason.NEVER_GONE, Reason.NOT_BACK);
        assertThat(answers(end)).containsExactly("", "acknowledged");
        assertThat(people.wasTold(PhoneNotice.Erasing.class)).isTrue();
        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isFalse();
        assertThat(people.missed()).isEmpty();
        assertThat(world.signed()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatSaysYesAndDoesNothingIsSeenToDoNothing(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.YES, Does.NOTHING);
        MadePeople people = people();
        PhoneEnd.Finished end = erased(world, phone, people);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
        assertThat(people.missed()).containsExactly(Wanted.GONE);
        assertThat(world.signed()).isEqualTo(2);
    }

    /** Nobody waits ten minutes for what was refused; and whoever has seen to the reason has it told once more. */
    @ParameterizedTest
    @EnumSource
    void oneThatSaysNoIsSaidToAtOnceAndCanBeToldAgain(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        PhoneTimes times = PhoneWorld.TIMES;
        world.times = new PhoneTimes(
                times.look(),
                times.settling(),
                times.missing(),
                times.looking(),
                times.unasked(),
                times.owners(),
                times.reading(),
                Duration.ofMinutes(10),
                times.coming(),
                times.filling());
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.NO, Does.NOTHING);
        MadePeople people = people();
        people.onMissing = _ -> {
            phone.answers(Says.YES, Does.ERASES);
            return Answer.AGAIN;
        };
        PhoneEnd.Finished end = erased(world, phone, people);
        assertThat(people.notices())
                .filteredOn(PhoneNotice.NotTold.class::isInstance)
                .containsExactly(new PhoneNotice.NotTold(ContactException.Code.REFUSED));
        assertThat(people.missed()).containsExactly(Wanted.GONE);
        assertThat(answers(end)).containsExactly("", "refused", "acknowledged");
        assertThat(phone.timesTold()).isEqualTo(2);
        assertThat(phone.isErased()).isTrue();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
    }

    /** People have said to go on: that nobody has looked at the cable for a moment is no reason to tell it nothing, and to wait. */
    @ParameterizedTest
    @EnumSource
    void oneThatNobodyHasLookedAtForAMomentIsToldAgainAllTheSame(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        PhoneTimes times = PhoneWorld.TIMES;
        world.times = new PhoneTimes(
                times.look(),
                times.settling(),
                times.missing(),
                Duration.ofMinutes(1),
                times.unasked(),
                times.owners(),
                times.reading(),
                times.going(),
                times.coming(),
                times.filling());
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.NO, Does.NOTHING);
        SeenCable cable = new SeenCable(phone.cable());
        MadePeople people = people();
        people.onMissing = _ -> {
            if (people.missed().size() > 1) {
                return Answer.END;
            }
            phone.answers(Says.YES, Does.ERASES);
            cable.misses(150, () -> {});
            return Answer.AGAIN;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(
                world.lane(cable, people, Optional.empty()).run());
        assertThat(people.missed()).containsExactly(Wanted.GONE);
        assertThat(answers(end)).containsExactly("", "refused", "acknowledged");
        assertThat(phone.isErased()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void oneThatSaysNoAndIsLeftAtThatIsSignedAsThat(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.NO, Does.NOTHING);
        PhoneEnd.Finished end = erased(world, phone, people());
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
        assertThat(answers(end)).containsExactly("", "refused");
        assertThat(phone.timesTold()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatComesBackAsItWasIsToldSoOftenAndNoMore(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.YES, Does.RESTARTS);
        MadePeople people = people();
        people.sees = List.of(new Fact(Property.SETUP, "done", Source.SEEN));
        PhoneEnd.Finished end = erased(world, phone, people);
        assertThat(phone.timesTold()).isEqualTo(TOLD_MAX);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.AFTER_CONTRADICTED);
        assertThat(world.signed()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anotherThatComesBackIsNeverTold(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.YES, Does.IS_SWAPPED);
        MadePeople people = people();
        PhoneEnd.Finished end = erased(world, phone, people);
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.OTHER_PHONE);
        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isTrue();
        assertThat(phone.timesTold()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatNeverComesBackIsUnproven(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.NOTHING, Does.GOES_FOR_GOOD);
        MadePeople people = people();
        PhoneEnd.Finished end = erased(world, phone, people);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NOT_BACK);
        assertThat(people.missed()).containsExactly(Wanted.BACK);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsLostChangesNothing(Kind kind) throws Exception {
        for (Says how : List.of(Says.NOTHING, Says.TOO_LATE)) {
            PhoneWorld world = new PhoneWorld(folder.resolve(how.name()));
            world.technique = Optional.of(kind.technique);
            MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
            phone.answers(how, Does.ERASES);
            MadePeople people = people();
            PhoneEnd.Finished end = erased(world, phone, people);
            assertThat(phone.isErased()).isTrue();
            assertThat(phone.timesTold()).as("%s", how).isEqualTo(1);
            assertThat(end.verdict().reasons()).as("%s", how).doesNotContain(Reason.NEVER_GONE, Reason.NOT_BACK);
            assertThat(answers(end)).containsExactly("", how == Says.NOTHING ? "" : "none: timeout");
            assertThat(people.missed()).as("%s", how).isEmpty();
        }
    }

    // -- killed

    @ParameterizedTest
    @EnumSource
    void killedBeforeItWasToldItIsToldOnce(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        world.moments = killingAt(PhoneMoment.SET_OFF);
        killed(world, phone, Optional.empty());
        assertThat(phone.timesTold()).isZero();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone.cable(), people()));

        assertThat(phone.timesTold()).isEqualTo(1);
        assertThat(phone.isErased()).isTrue();
        assertThat(end.verdict().reasons()).doesNotContain(Reason.NEVER_GONE, Reason.NOT_BACK);
        assertThat(world.signed()).isEqualTo(2);
    }

    /** It has erased itself and is back: it does not know this bench any more, and is pulled and plugged in so that it is seen to go and come. */
    @ParameterizedTest
    @EnumSource
    void killedBeforeItsAnswerWasRecordedItIsNotErasedTwice(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        world.moments = killingAt(PhoneMoment.SENT);
        killed(world, phone, Optional.empty());
        assertThat(phone.isErased()).isTrue();
        MadePeople people = people();
        people.onMissing = _ -> {
            phone.replug();
            return Answer.AGAIN;
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone.cable(), people));

        assertThat(phone.timesTold()).isEqualTo(1);
        assertThat(people.missed()).containsExactly(Wanted.GONE);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons())
                .doesNotContain(Reason.NEVER_GONE, Reason.NOT_BACK, Reason.OTHER_PHONE, Reason.STILL_AS_BEFORE);
        assertThat(world.signed()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void killedOnceItsAnswerWasRecordedItIsNotToldAgain(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.YES, Does.NOTHING);
        boolean[] isSent = {false};
        world.moments = moment -> {
            isSent[0] |= moment == PhoneMoment.SENT;
            if (isSent[0] && moment == PhoneMoment.STEP) {
                throw new Killed();
            }
        };
        killed(world, phone, Optional.empty());

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone.cable(), people()));

        assertThat(phone.timesTold()).isEqualTo(1);
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
    }

    @Test
    void killedAgainAndAgainThereIsOneStartAndOneEnd() throws Exception {
        PhoneWorld world = world(Kind.IPHONE);
        MadeObeyingPhone phone = new MadeObeyingPhone(Kind.IPHONE, SERIAL);
        phone.answers(Says.YES, Does.NOTHING);
        world.moments = killingAt(PhoneMoment.SENT);
        killed(world, phone, Optional.empty());
        world.moments = killingAt(PhoneMoment.SENT);
        killed(world, phone, Optional.of(world.store().open().getFirst()));
        phone.answers(Says.YES, Does.ERASES);

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone.cable(), people()));

        assertThat(phone.timesTold()).isEqualTo(3);
        assertThat(phone.isErased()).isTrue();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(world.signed()).isEqualTo(2);
        assertThat(world.store().open()).isEmpty();
    }

    // -- for a task of a platform

    private static PhoneEnd run(
            PhoneWorld world,
            MadeObeyingPhone phone,
            MadePeople people,
            Optional<PhoneTicket> resumed,
            PhoneTask.Claim claim) {
        PhoneOrder order = new PhoneOrder(
                MadePhone.PLACE,
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                world.technique,
                world.out,
                Optional.of("tag-1"),
                resumed,
                Optional.of(new PhoneTask(new UUID(3, 4), "7F3K-22QX", claim)));
        return new PhoneLane(order, phone.cable(), people, world.home, world.means()).run();
    }

    private static void killedOfATask(PhoneWorld world, MadeObeyingPhone phone) {
        try {
            PhoneEnd end = run(world, phone, people(), Optional.empty(), _ -> true);
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
    }

    /** Given up while the station was off: no phone is told anything for it, and what is recorded is signed as it is. */
    @ParameterizedTest
    @EnumSource
    void killedBeforeItWasToldItIsToldNothingOnceNobodyWantsIt(Kind kind) throws Exception {
        for (boolean isWanted : new boolean[] {false, true}) {
            PhoneWorld world = new PhoneWorld(folder.resolve("wanted-" + isWanted));
            world.technique = Optional.of(kind.technique);
            MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
            world.moments = killingAt(PhoneMoment.SET_OFF);
            killedOfATask(world, phone);
            List<Integer> toldWhenAsked = new ArrayList<>();

            PhoneEnd.Finished end = PhoneLaneTest.finished(
                    run(world, phone, people(), Optional.of(world.store().open().getFirst()), _ -> {
                        toldWhenAsked.add(phone.timesTold());
                        return isWanted;
                    }));

            assertThat(toldWhenAsked).containsExactly(0);
            assertThat(phone.timesTold()).isEqualTo(isWanted ? 1 : 0);
            assertThat(phone.isErased()).isEqualTo(isWanted);
            assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
            assertThat(world.signed()).isEqualTo(2);
            assertThat(world.store().open()).isEmpty();
        }
    }

    /** It came back as it was, and would be told once more. */
    @ParameterizedTest
    @EnumSource
    void killedBeforeItIsToldOnceMoreItIsToldNothingOnceNobodyWantsIt(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        phone.answers(Says.YES, Does.RESTARTS);
        boolean[] isSent = {false};
        world.moments = moment -> {
            isSent[0] |= moment == PhoneMoment.SENT;
            boolean isDueAgain = isSent[0] && moment == PhoneMoment.STEP && phone.timesTold() == 1 && isBack(world);
            if (isDueAgain) {
                throw new Killed();
            }
        };
        killedOfATask(world, phone);
        MadePeople people = people();
        people.sees = List.of(new Fact(Property.SETUP, "done", Source.SEEN));
        List<Integer> toldWhenAsked = new ArrayList<>();

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                run(world, phone, people, Optional.of(world.store().open().getFirst()), _ -> {
                    toldWhenAsked.add(phone.timesTold());
                    return false;
                }));

        assertThat(toldWhenAsked).containsExactly(1);
        assertThat(phone.timesTold()).isEqualTo(1);
        assertThat(end.verdict().level()).isNotIn(Level.CLEARED, Level.PURGED);
        assertThat(world.signed()).isEqualTo(2);
    }

    private static boolean isBack(PhoneWorld world) {
        try {
            return world.store().events(world.store().open().getFirst()).stream()
                    .anyMatch(PhoneEvent.Back.class::isInstance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverHangsThereAfterAnInterruptionIsToldNothingUnlessItIsTheSame(Kind kind) throws Exception {
        PhoneWorld world = world(kind);
        MadeObeyingPhone phone = new MadeObeyingPhone(kind, SERIAL);
        world.moments = killingAt(PhoneMoment.SET_OFF);
        killed(world, phone, Optional.empty());
        MadeObeyingPhone other = new MadeObeyingPhone(kind, "ANOTHER-0001");
        MadePeople people = people();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(other.cable(), people));

        assertThat(other.timesTold()).isZero();
        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isTrue();
        assertThat(end.verdict().level()).isNotIn(Level.CLEARED, Level.PURGED);
    }
}
