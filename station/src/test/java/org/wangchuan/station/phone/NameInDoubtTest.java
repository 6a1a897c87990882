package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What calls itself otherwise by a bare number before anything was set off: nobody knows whether it is the phone that was agreed to. */
@Timeout(120)
class NameInDoubtTest {
    private static final int READINGS_MAX = 3;

    @TempDir
    Path folder;

    private final MadePhone phone = new MadePhone("37061FDJH0011Z");
    private final MadePeople people = new MadePeople(phone);

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void countReadings() {
        phone.isCalled("Moto G 0123ABCD");
        people.onNotice = _ -> {
            if (readings() > READINGS_MAX) {
                throw new AssertionError("it is read again and again");
            }
        };
    }

    private long readings() {
        return people.notices().stream()
                .filter(PhoneNotice.Told.class::isInstance)
                .count();
    }

    private PhoneWorld killed(BooleanSupplier when) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && when.getAsBoolean()) {
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

    private void requireEndedAsAnother(PhoneWorld world, PhoneEnd end) throws Exception {
        assertThat(end).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.OTHER_PHONE));
        assertThat(people.wasTold(PhoneNotice.MayBeOther.class)).isTrue();
        assertThat(people.missed()).isEmpty();
        assertThat(phone.timesErased()).isZero();
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
        assertThat(world.store().open()).isEmpty();
    }

    /** An older version kept the number that this one cuts out. */
    @Test
    void whatLostItsNumberOverAnInterruptionIsReadOnce() throws Exception {
        int[] steps = {0};
        PhoneWorld world = killed(() -> ++steps[0] > 2); // it was looked at, and agreed to
        phone.isCalled("Moto G");

        requireEndedAsAnother(world, world.resume(phone, people));

        assertThat(readings()).isEqualTo(1);
        assertThat(people.notices())
                .contains(new PhoneNotice.PermissionLeft(true)); // nothing is taken away from it either
    }

    /** No look at it is recorded between the choice and the reset: what it shows right before that is held against the record all the same. */
    @Test
    void whatLostItsNumberOnceAWayWasChosenIsNotReset() throws Exception {
        int[] steps = {0};
        PhoneWorld world = killed(() -> ++steps[0] > 4); // a way was chosen
        phone.isCalled("Moto G");
        int opened = phone.timesOpened();

        requireEndedAsAnother(world, world.resume(phone, people));

        assertThat(phone.timesOpened()).isEqualTo(opened);
        assertThat(phone.hasMark()).as("nobody knows whose it is").isTrue();
        assertThat(people.notices()).contains(new PhoneNotice.PermissionLeft(true));
    }

    /** Two phones of one number, which some makers give to several. */
    @Test
    void anotherModelOfItsNumberIsNotResetInItsPlace() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        int[] steps = {0};
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && ++steps[0] == 5) {
                phone.isCalled("Pixel 7");
            }
        };

        requireEndedAsAnother(world, world.lane(phone, people).run());

        assertThat(phone.hasMark()).isTrue();
    }

    /** A name may change with what a phone offers. */
    @Test
    void whatLosesItBeforeAnybodyAgreedIsNotAskedFor() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        int[] steps = {0};
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && ++steps[0] == 2) {
                phone.isCalled("Moto G");
            }
        };

        requireEndedAsAnother(world, world.lane(phone, people).run());

        assertThat(phone.timesOpened()).isZero();
    }

    /** Such a job may have been broken off while it was read again and again. */
    @Test
    void whoGoesOnWithADoubtReadsNothing() throws Exception {
        int[] steps = {0};
        PhoneWorld world = killed(() -> {
            if (++steps[0] == 3) {
                phone.isCalled("Moto G");
            }
            return steps[0] > 3;
        });
        assertThat(readings()).isEqualTo(1);
        int opened = phone.timesOpened();

        requireEndedAsAnother(world, world.resume(phone, people));

        assertThat(readings()).isEqualTo(1);
        assertThat(phone.timesOpened()).isEqualTo(opened);
    }
}
