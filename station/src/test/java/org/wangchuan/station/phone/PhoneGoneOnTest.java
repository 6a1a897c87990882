package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.fact.Facts;

/** What people are told that was read since the reset, when a job is gone on with: whoever heard it last may have heard nothing of that. */
@Timeout(120)
class PhoneGoneOnTest {
    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private MadePeople goneOnAfter(boolean isReadAgain) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone("37061FDJH0011Z");
        MadePeople people = new MadePeople(phone);
        AtomicBoolean isBack = new AtomicBoolean();
        AtomicBoolean isDue = new AtomicBoolean();
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.Back) {
                isBack.set(true);
            }
            if (isBack.get() && notice instanceof PhoneNotice.Told) {
                isDue.set(true);
            }
        };
        world.moments = moment -> {
            boolean isReadSince = isDue.get() && moment == PhoneMoment.STEP;
            if (isReadAgain ? isReadSince : moment == PhoneMoment.SET_OFF) {
                throw new Killed();
            }
        };
        try {
            PhoneEnd end = world.lane(phone, people).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
        assertThat(people.since).as("nothing was gone on with").isEmpty();
        MadePeople later = new MadePeople(phone);
        PhoneLaneTest.finished(world.resume(phone, later));
        return later;
    }

    @Test
    void whatWasReadSinceTheResetIsTold() throws Exception {
        assertThat(goneOnAfter(true).since.orElseThrow().all()).isNotEmpty();
    }

    @Test
    void nothingIsWhereItWasNotReadSince() throws Exception {
        assertThat(goneOnAfter(false).since).contains(Facts.NONE);
    }
}
