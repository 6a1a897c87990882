package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What is told, and to whose phone, when a job that was cut off is gone on with. */
@Timeout(120)
class PhoneResumeTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies the first time that this moment is reached. */
    private static void killAt(PhoneWorld world, PhoneMoment at, MadePhone phone) {
        world.moments = moment -> {
            if (moment == at) {
                throw new Killed();
            }
        };
        try {
            PhoneEnd end = world.lane(phone, new MadePeople(phone)).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
    }

    /** Notes which phone hangs there whenever somebody is told to reset it. */
    private static List<String> resets(MadePeople people, MadePhone phone) {
        List<String> hung = new ArrayList<>();
        people.onReset = _ -> {
            hung.add(phone.serial());
            phone.reset();
        };
        return hung;
    }

    @Test
    void whoGoesOnIsNotToldToResetAnotherPhone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);
        phone.becomeAnother("ANOTHER-0001");
        MadePeople people = new MadePeople(phone);
        List<String> hung = resets(people, phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.OtherPhone) {
                phone.becomeAnother(SERIAL);
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.OtherPhone.class)).isTrue();
        assertThat(hung).isNotEmpty().containsOnly(SERIAL);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void oneOfWhichNobodyKnowsWhetherItIsTheSameIsOnlyToBePluggedInAgain() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        killAt(world, PhoneMoment.SET_OFF, phone);
        phone.becomeAnother("");
        MadePeople people = new MadePeople(phone);
        List<String> hung = resets(people, phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.PlugInAgain) {
                phone.becomeAnother(SERIAL);
            }
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.PlugInAgain.class)).isTrue();
        assertThat(hung).isNotEmpty().containsOnly(SERIAL);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }
}
