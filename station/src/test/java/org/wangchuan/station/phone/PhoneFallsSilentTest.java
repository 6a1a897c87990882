package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** A phone that has shown itself, hangs there, and shows nothing any more when it is to be touched; an iPhone does where another program has paired with it meanwhile. */
@Timeout(120)
class PhoneFallsSilentTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    private final MadePhone phone = new MadePhone(SERIAL);
    private final MadePeople people = new MadePeople(phone);

    private void silentOn(Class<? extends PhoneNotice> kind, int timesErased) {
        people.onNotice = notice -> {
            if (kind.isInstance(notice) && phone.timesErased() == timesErased) {
                phone.isSilent(true);
            }
        };
    }

    private long timesNotTold() {
        return people.notices().stream()
                .filter(PhoneNotice.NotTold.class::isInstance)
                .count();
    }

    @Test
    void peopleAreAskedOnceBeforeItIsSetOff() throws Exception {
        silentOn(PhoneNotice.BeforeWay.class, 0);
        people.onMissing = _ -> {
            phone.isSilent(false);
            return Answer.AGAIN;
        };

        PhoneEnd.Finished end = PhoneLaneTest.finished(
                new PhoneWorld(folder).lane(phone, people).run());

        assertThat(people.missed()).containsExactly(Wanted.ANSWER);
        assertThat(timesNotTold()).isEqualTo(1);
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void whoEndsItThereHasNothingSetOff() throws Exception {
        silentOn(PhoneNotice.BeforeWay.class, 0);
        people.onMissing = _ -> Answer.END;
        PhoneWorld world = new PhoneWorld(folder);

        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE));

        assertThat(people.missed()).containsExactly(Wanted.ANSWER);
        assertThat(world.signed()).isZero();
    }

    @Test
    void peopleAreAskedOnceBeforeItIsFilled() throws Exception {
        people.technique = "android-reset-fill-reset";
        silentOn(PhoneNotice.Told.class, 1);
        people.onMissing = _ -> Answer.END;
        PhoneWorld world = new PhoneWorld(folder);

        PhoneEnd.Finished end = PhoneLaneTest.finished(world.lane(phone, people).run());

        assertThat(people.missed()).containsExactly(Wanted.ANSWER);
        assertThat(timesNotTold()).isEqualTo(1);
        assertThat(phone.filledBytes()).isZero();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(world.signed()).isEqualTo(2);
    }
}
