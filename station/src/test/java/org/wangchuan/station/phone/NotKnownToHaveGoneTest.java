package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;
import org.wangchuan.station.testing.Soon;

/** A job is gone on with whose phone was to be reset by hand once more after it was filled: that it went is signed only where it is known. */
@Timeout(120)
class NotKnownToHaveGoneTest {
    private static final String SERIAL = "37061FDJH0011Z";

    @TempDir
    Path folder;

    /** Otherwise one that never left is signed as reset after it was filled. */
    @Test
    void whatNobodySeesHasNotGone() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        fillAndLeave(world, phone, cable);

        cable.looks(false);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {};
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.GONE);
            cable.looks(true);
            return people.missed().size() == 1 ? Answer.AGAIN : Answer.END;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(cable, people));

        assertThat(people.missed()).containsExactly(Wanted.GONE, Wanted.GONE);
        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
    }

    /** Filled, and to be reset by hand once more: nobody has done it when the bench is cut off. */
    private static void fillAndLeave(PhoneWorld world, MadePhone phone, PhoneCable cable) {
        MadePeople first = new MadePeople(phone);
        first.technique = "android-reset-fill-reset";
        AtomicInteger resets = new AtomicInteger();
        first.onReset = _ -> {
            if (resets.incrementAndGet() == 1) {
                phone.reset();
            } else {
                first.isThere = false;
            }
        };
        assertThat(world.lane(cable, first, Optional.empty()).run()).isInstanceOf(PhoneEnd.Interrupted.class);
    }

    /** Its device's lock is held for longer than anybody waits for one answer: it is listed all the while. */
    @Test
    void norHasWhatTheKernelDoesNotAnswerFor() throws Exception {
        PhoneWorld world = new PhoneWorld(folder.resolve("station"));
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        fillAndLeave(world, phone, cable);

        String place = MadePhone.PLACE.toString();
        MadeUsbFolders usb = new MadeUsbFolders(folder.resolve("usb"));
        usb.plug(place, 2, 0x18d1, 0x4ee7, 0x42);
        usb.holdLock(place);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {};
        PhoneEnd.Finished end;
        try (BenchCables bench = new BenchCables(usb.cables(), reason -> {
            throw new AssertionError(reason);
        })) {
            PhoneCable files = bench.at(MadePhone.PLACE);
            cable.isShownBy(files);
            people.onMissing = missing -> {
                assertThat(missing).isEqualTo(Wanted.GONE);
                if (people.missed().size() > 1) {
                    return Answer.END;
                }
                release(usb, place, files);
                return Answer.AGAIN;
            };
            end = PhoneLaneTest.finished(world.resume(cable, people));
        }

        assertThat(people.missed()).containsExactly(Wanted.GONE, Wanted.GONE);
        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(people.wasTold(PhoneNotice.ResetNow.class)).isTrue();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
    }

    private static void release(MadeUsbFolders usb, String place, PhoneCable files) {
        try {
            usb.releaseLock(place);
            Soon.until("the late answer is taken", () -> files.now().isPresent());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Firmware has joined two sockets: after a restart its lane looks at the other one, and the phone that hangs there is unplugged. */
    @Test
    void norHasItWhereAnotherWentThatWasInItsPlace() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        fillAndLeave(world, phone, phone.cable());

        MadePhone other = new MadePhone("37061FDJH0099Z");
        MadePeople people = new MadePeople(other);
        people.onReset = _ -> {};
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.OtherPhone) {
                other.pull();
            }
        };
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.PLUGGED_IN);
            return people.missed().size() > 1 ? Answer.END : Answer.AGAIN;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(other, people));

        assertThat(people.missed()).containsExactly(Wanted.PLUGGED_IN, Wanted.PLUGGED_IN);
        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(people.wasTold(PhoneNotice.ResetNow.class)).isFalse();
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
    }

    /** Its port was found to be two while nobody worked on it: it may hang in the other socket. */
    @Test
    void norHasItWhereItsPlaceIsOneOfTwo() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        fillAndLeave(world, phone, cable);

        cable.becomesOneOfTwo();
        phone.pull();
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {};
        people.onMissing = missing -> {
            if (people.missed().size() > 1) {
                return Answer.END;
            }
            phone.plugIn();
            return Answer.AGAIN;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(cable, people));

        assertThat(people.missed()).containsExactly(Wanted.PLUGGED_IN, Wanted.GONE);
        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
    }

    /** It was back and read when the bench was cut off, and may hang in the other socket. */
    @Test
    void norHasWhatWasBackWhereItsPlaceIsOneOfTwo() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        MadePeople first = new MadePeople(phone);
        first.onNotice = notice -> {
            if (notice instanceof PhoneNotice.Back) {
                first.isThere = false;
            }
        };
        assertThat(world.lane(cable, first, Optional.empty()).run()).isInstanceOf(PhoneEnd.Interrupted.class);

        cable.becomesOneOfTwo();
        phone.pull();
        MadePeople people = new MadePeople(phone);
        people.onMissing = missing -> {
            phone.plugIn();
            return Answer.AGAIN;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(cable, people));

        assertThat(people.missed()).containsExactly(Wanted.PLUGGED_IN);
        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(end.verdict().level()).isEqualTo(Level.CLEARED);
    }

    /** It is moved to the socket at which its lane looks: that is no return from a reset. */
    @Test
    void norHasItWhereItComesInsteadOfTheOther() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        fillAndLeave(world, phone, phone.cable());

        phone.becomeAnother("37061FDJH0099Z");
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {};
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.OtherPhone) {
                phone.becomeAnother(SERIAL);
            }
        };
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.GONE);
            return Answer.END;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(phone, people));

        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(people.wasTold(PhoneNotice.ResetNow.class)).isTrue();
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
    }

    /** The machine was started just now, and what hangs on its hubs is found one after another. */
    @Test
    void norHasWhatIsFoundLate() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        SeenCable cable = new SeenCable(phone);
        fillAndLeave(world, phone, cable);

        world.times = UnseenPhoneTest.patient();
        cable.isFoundAfter(UnseenPhoneTest.MISSED);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {};
        people.onMissing = missing -> {
            assertThat(missing).isEqualTo(Wanted.GONE);
            return Answer.END;
        };
        PhoneEnd.Finished end = PhoneLaneTest.finished(world.resume(cable, people));

        assertThat(people.wasTold(PhoneNotice.Gone.class)).isFalse();
        assertThat(end.verdict().reasons()).contains(Reason.NEVER_GONE);
    }
}
