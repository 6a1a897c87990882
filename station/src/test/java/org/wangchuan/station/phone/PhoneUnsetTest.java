package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.station.phone.PhonePeople.Answer;

/** Whose phone is read, and what is left on one that nobody resets. */
@Timeout(120)
class PhoneUnsetTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    /** Nothing catches this. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A platform that wants one phone, and notes what it was asked in what order. */
    private static final class Asked implements PhoneTask.Claim {
        private final String wanted;
        private final MadePhone phone;
        private final List<String> asked = new ArrayList<>();
        private int opened;

        Asked(String wanted, MadePhone phone) {
            this.wanted = wanted;
            this.phone = phone;
        }

        @Override
        public boolean isItsPhone(Optional<String> serial) {
            asked.add("compare");
            opened = phone.timesOpened();
            return serial.equals(Optional.of(wanted));
        }

        @Override
        public boolean isGranted(Optional<String> serial) {
            asked.add("claim");
            return serial.equals(Optional.of(wanted));
        }
    }

    private static PhoneLane lane(
            PhoneWorld world, MadePhone phone, MadePeople people, PhoneTask.Claim claim, Optional<PhoneTicket> job) {
        PhoneTask task = new PhoneTask(job.map(PhoneTicket::job).orElseGet(UUID::randomUUID), "7F3K-22QX", claim);
        PhoneOrder order = new PhoneOrder(
                MadePhone.PLACE,
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                Optional.empty(),
                world.out,
                Optional.of("tag-1"),
                job,
                Optional.of(task));
        return new PhoneLane(order, phone.cable(), people, world.home, world.means());
    }

    private static List<Boolean> left(MadePeople people) {
        return people.notices().stream()
                .filter(PhoneNotice.PermissionLeft.class::isInstance)
                .map(notice -> ((PhoneNotice.PermissionLeft) notice).isMarkLeft())
                .toList();
    }

    // -- whose it is

    @Test
    void anotherPhoneThanIsOrderedIsNotReadAndNothingIsLeftOnIt() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        Asked platform = new Asked("ZX1G22KHQK", phone);

        assertThat(lane(world, phone, people, platform, Optional.empty()).run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CLAIMED));

        assertThat(phone.timesOpened()).isZero();
        assertThat(phone.hasMark()).isFalse();
        assertThat(platform.asked).containsExactly("compare");
        assertThat(left(people)).as("nobody has let it be read").isEmpty();
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
    }

    @Test
    void theOneThatIsOrderedIsComparedOnceBeforeItIsRead() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        Asked platform = new Asked(SERIAL, phone);

        PhoneEnd.Finished _ = PhoneLaneTest.finished(
                lane(world, phone, people, platform, Optional.empty()).run());

        assertThat(platform.asked).containsExactly("compare", "claim");
        assertThat(platform.opened).isZero();
        assertThat(left(people)).as("it was reset").isEmpty();
    }

    /** A job of before this was asked may have been agreed to without it. */
    @Test
    void whoGoesOnComparesBeforeItIsRead() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        Asked before = new Asked(SERIAL, phone);
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && !before.asked.isEmpty()) {
                throw new Killed();
            }
        };
        try {
            PhoneEnd end = lane(world, phone, new MadePeople(phone), before, Optional.empty())
                    .run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
        Optional<PhoneTicket> job = Optional.of(world.store().open().getFirst());

        assertThat(lane(world, phone, new MadePeople(phone), new Asked("ZX1G22KHQK", phone), job)
                        .run())
                .isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CLAIMED));

        assertThat(phone.timesOpened()).isZero();
    }

    // -- what is left on it

    @Test
    void whereNoWayIsWantedTheMarkIsTakenAwayAndPeopleAreToldOfThePermission() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.technique = "none of them";
        boolean[] wasMarked = {false};
        world.moments = moment -> wasMarked[0] |= moment == PhoneMoment.MARKED && phone.hasMark();

        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CHOSEN));

        assertThat(wasMarked[0]).isTrue();
        assertThat(phone.hasMark()).isFalse();
        assertThat(left(people)).containsExactly(false);
    }

    @Test
    void whereThePhoneIsGoneOrAnotherHangsThereItIsSaidThatTheMarkMayBeThere() throws Exception {
        for (String other : List.of("", "ANOTHER-0001")) {
            PhoneWorld world = new PhoneWorld(folder.resolve("other-" + other));
            MadePhone phone = new MadePhone(SERIAL);
            MadePeople people = new MadePeople(phone);
            world.moments = moment -> {
                if (moment == PhoneMoment.MARKED) {
                    if (other.isEmpty()) {
                        phone.pull();
                    } else {
                        phone.becomeAnother(other);
                    }
                }
            };
            people.onMissing = _ -> Answer.END;

            assertThat(world.lane(phone, people).run()).isInstanceOf(PhoneEnd.NotBegun.class);

            assertThat(phone.timesOpened()).as("only when it was marked").isEqualTo(1);
            assertThat(left(people)).containsExactly(true);
        }
    }

    @Test
    void aJobThatIsGivenUpTakesItsMarkAwayToo() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople before = new MadePeople(phone);
        boolean[] isRead = {false};
        world.moments = moment -> {
            if (moment == PhoneMoment.STEP && isRead[0]) {
                throw new Killed();
            }
            isRead[0] |= moment == PhoneMoment.MARKED;
        };
        try {
            PhoneEnd end = world.lane(phone, before).run();
            throw new AssertionError("it was not killed: " + end);
        } catch (Killed _) {
            world.moments = PhoneMoment.Listener.NOBODY;
        }
        assertThat(phone.hasMark()).isTrue();
        MadePeople people = new MadePeople(phone);

        assertThat(world.giveUp(phone, people)).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.GIVEN_UP));

        assertThat(phone.hasMark()).isFalse();
        assertThat(left(people)).containsExactly(false);
    }

    /** One that hangs holds up no end. */
    @Test
    void aPhoneThatDoesNotAnswerAnyMoreIsLeft() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        world.moments = moment -> {
            if (moment == PhoneMoment.MARKED) {
                phone.isSilent(true);
            }
        };
        people.onMissing = _ -> Answer.END;

        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NO_PHONE));

        assertThat(left(people)).containsExactly(true);
    }

    /** Where what was kept of the mark can't be read any more, nobody knows whether there is one. */
    @Test
    void anEndComesAlsoWhereNobodyCanReadWhatWasLeft() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.technique = "none of them";
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.BeforeWay) {
                makeUnreadable(world);
            }
        };

        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.NOT_CHOSEN));

        assertThat(left(people)).containsExactly(true);
        assertThat(PhoneWorld.files(world.home.phones())).isEmpty();
        assertThat(world.store().open()).isEmpty();
    }

    private static void makeUnreadable(PhoneWorld world) {
        try {
            Path traces = world.store().folder(world.store().open().getFirst()).resolve("secret-traces");
            Files.delete(traces);
            Path _ = Files.createDirectory(traces);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoDidNotAgreeIsToldOfNothing() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.agrees = false;

        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.DECLINED));

        assertThat(left(people)).isEmpty();
    }
}
