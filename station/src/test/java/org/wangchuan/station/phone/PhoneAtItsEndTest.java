package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** What a phone is at its end counts, whoever ends it: who gives it up, or goes on after an interruption, gets no better verdict than who was there. */
@Timeout(120)
class PhoneAtItsEndTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** How a job is ended by somebody who was not there before. */
    enum End {
        GIVEN_UP,
        GONE_ON_WITH;

        PhoneEnd of(PhoneWorld world, MadePhone phone, MadePeople people) throws Exception {
            return this == GIVEN_UP ? world.giveUp(phone, people) : world.resume(phone, people);
        }
    }

    /** Dies at the first step after this holds. */
    private static void killOnce(PhoneWorld world, MadePhone phone, MadePeople people, BooleanSupplier due) {
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && due.getAsBoolean()) {
                throw new Killed();
            }
        };
        try {
            PhoneEnd end = world.lane(phone, people).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
    }

    /** It was reset, is back, and has told all that its way asks for; people are asked to look. */
    private static void upToPeoplesLook(PhoneWorld world, MadePhone phone) {
        MadePeople people = new MadePeople(phone);
        killOnce(world, phone, people, () -> isReadSince(people));
    }

    private static boolean isReadSince(MadePeople people) {
        return people.notices().stream()
                .dropWhile(notice -> !(notice instanceof PhoneNotice.Back))
                .anyMatch(PhoneNotice.Told.class::isInstance);
    }

    /** People have looked, and said that nothing holds it: nothing is left but to close the record. */
    private static void upToTheEnd(PhoneWorld world, MadePhone phone) {
        MadePeople people = new MadePeople(phone);
        killOnce(world, phone, people, () -> !people.looks().isEmpty());
    }

    private static MadePeople whoEndIt(MadePhone phone) {
        MadePeople people = new MadePeople(phone);
        people.onMissing = _ -> Answer.END;
        return people;
    }

    // -- given up

    @Test
    void oneThatWentHomeBeforeItWasGivenUpIsNotBack() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToPeoplesLook(world, phone);
        phone.pull();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.giveUp(phone, new MadePeople(phone)));

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
        assertThat(end.verdict().lock()).isNotEqualTo(Lock.UNLOCKED);
        assertThat(world.store().open()).isEmpty();
    }

    @Test
    void oneThatHangsThereWhenItIsGivenUpIsAskedOnlyWhatItShowsAnybody() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToPeoplesLook(world, phone);
        int opened = phone.timesOpened();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.giveUp(phone, new MadePeople(phone)));

        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().lock()).as("nobody looked").isNotEqualTo(Lock.UNLOCKED);
        assertThat(phone.timesOpened()).isEqualTo(opened);
    }

    /** What hangs there is another owner's: it is no part of the record, and the phone of the record is not there. */
    @Test
    void anotherInItsPlaceWhenItIsGivenUpIsNotIt() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToPeoplesLook(world, phone);
        int opened = phone.timesOpened();
        phone.isExchangedFor("ANOTHER-0001");

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.giveUp(phone, new MadePeople(phone)));

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
        assertThat(end.evidence().history().isOtherSeen()).isFalse();
        assertThat(phone.timesOpened()).isEqualTo(opened);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneOfWhichNobodyKnowsWhetherItIsItIsNotIt(boolean isSilent) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToPeoplesLook(world, phone);
        if (isSilent) {
            phone.isSilent(true);
        } else {
            phone.becomeAnother("");
        }

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.giveUp(phone, new MadePeople(phone)));

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
    }

    // -- gone on with, where only the end was due

    /** They said that it is free, and days later nobody knows where it is. */
    @ParameterizedTest
    @EnumSource(End.class)
    void oneThatWentHomeBeforeItsRecordWasClosedIsNotBack(End how) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToTheEnd(world, phone);
        phone.pull();
        MadePeople people = whoEndIt(phone);

        PhoneEnd.Finished end = PhoneLaneTest.finished(how.of(world, phone, people));

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
        assertThat(end.verdict().lock()).isNotEqualTo(Lock.UNLOCKED);
        assertThat(people.missed()).hasSize(how == End.GIVEN_UP ? 0 : 1);
        assertThat(world.store().open()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void oneThatHangsThereStillIsClosedAsItWas(End how) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToTheEnd(world, phone);
        int opened = phone.timesOpened();
        MadePeople people = new MadePeople(phone);

        PhoneEnd.Finished end = PhoneLaneTest.finished(how.of(world, phone, people));

        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().lock()).isEqualTo(Lock.UNLOCKED);
        assertThat(people.looks()).as("nobody is asked twice").isEmpty();
        assertThat(phone.timesOpened()).isEqualTo(opened);
    }

    /** An honest one is lost by no interruption: it is plugged in again, and people look once more. */
    @Test
    void oneThatIsPluggedInAgainIsLookedAtOnceMore() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToTheEnd(world, phone);
        phone.pull();
        MadePeople people = new MadePeople(phone);
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.BACK);
            phone.plugIn();
            return Answer.AGAIN;
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.looks()).hasSize(1);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(end.verdict().lock()).isEqualTo(Lock.UNLOCKED);
    }

    /** The next customer's hangs at the place when the station is back: it is no part of the record, and does not spoil it. */
    @Test
    void anotherInItsPlaceIsSentAwayAndSpoilsNothing() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToTheEnd(world, phone);
        phone.becomeAnother("ANOTHER-0001");
        MadePeople people = new MadePeople(phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.OtherPhone) {
                phone.becomeAnother(SERIAL);
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isTrue();
        assertThat(end.evidence().history().isOtherSeen()).isFalse();
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void anotherThatIsLeftInItsPlaceIsNotIt() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        upToTheEnd(world, phone);
        phone.becomeAnother("ANOTHER-0001");

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, whoEndIt(phone)));

        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).containsExactly(Reason.NOT_BACK);
        assertThat(end.evidence().history().isOtherSeen()).isFalse();
    }

    /** Without an interruption, too: what is plugged in instead while people look, and is known by nothing, is not what was read. */
    @Test
    void whatHangsThereInsteadAndIsKnownByNothingIsNotIt() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople honest = new MadePeople(phone);
        boolean[] isSwapped = {false};
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && !isSwapped[0] && isReadSince(honest)) {
                isSwapped[0] = true;
                phone.becomeAnother("");
            }
        };
        honest.onMissing = _ -> Answer.WITHOUT;

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.lane(phone, honest).run());

        assertThat(isSwapped[0]).isTrue();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NOT_BACK, Reason.IDENTITY_UNKNOWN);
    }

    /** Killed anywhere, and nobody has the phone any more: it comes to an end, and to no good one but where the record was whole before. */
    @ParameterizedTest
    @Tag("slow")
    @EnumSource(End.class)
    void killedBetweenAnyTwoStepsAndWentHomeItComesToAnEnd(End how) throws Exception {
        int cleared = 0;
        int unproven = 0;
        for (int at = 0; ; at++) {
            PhoneWorld world = new PhoneWorld(Files.createDirectories(folder.resolve(how.name() + at)));
            MadePhone phone = new MadePhone(SERIAL);
            int[] left = {at};
            world.moments = moment -> {
                if (left[0]-- == 0) {
                    throw new Killed();
                }
            };
            if (run(world, phone).isPresent()) {
                break; // it was not killed any more
            }
            world.moments = PhoneMoment.Listener.NOBODY;
            if (world.store().open().isEmpty()) {
                continue;
            }
            boolean isWhole = world.store().events(world.store().open().getFirst()).stream()
                    .anyMatch(PhoneEvent.Closed.class::isInstance);
            phone.pull();
            PhoneEnd end = how.of(world, phone, whoEndIt(phone));
            assertThat(world.store().open()).as("killed at %d: %s", at, end).isEmpty();
            if (end instanceof PhoneEnd.Finished finished) {
                assertThat(finished.verdict().level())
                        .as("killed at %d: %s", at, finished.verdict())
                        .isEqualTo(isWhole ? Level.CLEARED : Level.UNPROVEN);
                cleared += isWhole ? 1 : 0;
                unproven += isWhole ? 0 : 1;
            }
        }
        assertThat(cleared).as("killed once its record was whole").isEqualTo(4);
        assertThat(unproven).as("killed after it was set off").isGreaterThan(4);
    }

    private static Optional<PhoneEnd> run(PhoneWorld world, MadePhone phone) {
        try {
            return Optional.of(world.lane(phone, new MadePeople(phone)).run());
        } catch (Killed _) {
            return Optional.empty();
        }
    }
}
