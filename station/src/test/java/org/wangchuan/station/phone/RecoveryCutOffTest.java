package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A station that stops while the recovery of a phone is there, and comes back once that runs its system, or not yet. */
@Timeout(120)
class RecoveryCutOffTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    private final MadePhone phone = new MadePhone(SERIAL);

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Up to when its recovery has said what it is. */
    private PhoneWorld cutOff(Runnable reset) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePeople people = new MadePeople(phone);
        boolean[] isTold = {false};
        people.onReset = _ -> reset.run();
        people.onNotice = notice -> isTold[0] |= notice instanceof PhoneNotice.Told && phone.isInRecovery();
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && isTold[0]) {
                throw new Killed();
            }
        };
        try {
            PhoneEnd end = world.lane(phone, people).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
        return world;
    }

    private static List<PhoneNotice.Why> resets(MadePeople people) {
        return people.notices().stream()
                .filter(PhoneNotice.ResetNow.class::isInstance)
                .map(notice -> ((PhoneNotice.ResetNow) notice).why())
                .toList();
    }

    @Test
    void aPhoneThatRunsItsSystemByNowIsNotToBeResetAgain() throws Exception {
        phone.isNamedAlikeInRecovery();
        PhoneWorld world = cutOff(phone::resetInRecovery);
        phone.startSystem();
        MadePeople people = new MadePeople(phone);

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(resets(people)).isEmpty();
        assertThat(phone.timesErased()).isEqualTo(1);
        assertThat(people.missed()).isEmpty();
        assertThat(end.verdict().reasons()).isEmpty();
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void oneWhoseRecoveryIsThereStillIsWaitedFor() throws Exception {
        phone.isNamedAlikeInRecovery();
        PhoneWorld world = cutOff(phone::resetInRecovery);
        MadePeople people = new MadePeople(phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.Told && phone.isInRecovery()) {
                phone.startSystem();
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(resets(people)).isEmpty();
        assertThat(people.looks()).as("not in its recovery").hasSize(1);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    /** Only the next time on the cable tells its system from its recovery. */
    @Test
    void oneWhoseRecoveryHasAnotherNameIsPluggedInAgain() throws Exception {
        PhoneWorld world = cutOff(phone::resetInRecovery);
        phone.startSystem();
        MadePeople people = new MadePeople(phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.PlugInAgain) {
                phone.restart();
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.PlugInAgain.class)).isTrue();
        assertThat(resets(people)).isEmpty();
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    /** No better than without the interruption. */
    @Test
    void whatWasNotResetOrIsAnotherIsFoundAsEver() throws Exception {
        phone.isNamedAlikeInRecovery();
        PhoneWorld world = cutOff(phone::startRecovery);
        phone.startSystem();
        phone.becomesAnotherModel();
        MadePeople people = new MadePeople(phone);

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(resets(people)).isEmpty();
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.OTHER_PHONE);
    }

    @Test
    void whatOnlyStartedItsRecoveryIsToBeResetOnceMore() throws Exception {
        phone.isNamedAlikeInRecovery();
        PhoneWorld world = cutOff(phone::startRecovery);
        phone.startSystem();
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> phone.restart();

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(resets(people)).isNotEmpty().containsOnly(PhoneNotice.Why.AS_IT_WAS);
        assertThat(end.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(end.verdict().reasons()).contains(Reason.STILL_AS_BEFORE);
    }
}
