package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Tier;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.station.testing.Soon;

/** Two phones of one number on one bench: cheap ones share it by the batch. They are never taken for each other. */
@Tag("slow")
@Timeout(120)
class SameNumberTest {
    private static final String SERIAL = "37061FDJH00AWX";
    private static final int PIXEL = 0x18d1;
    private static final int WITH_ADB = 0x4ee7;
    private static final int ADB = 0x42;

    @TempDir
    Path folder;

    @Test
    void nothingIsBegunWithEitherOfTwo() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        phone.hasTwin();
        PhoneEnd end = world.lane(phone, new MadePeople(phone)).run();
        assertThat(end)
                .isInstanceOfSatisfying(
                        PhoneEnd.Refused.class, no -> assertThat(no.code()).isEqualTo("SAME_NUMBER"));
        assertThat(new PhoneStore(world.home).unfinished(MadePhone.PLACE::equals))
                .isEmpty();
    }

    @Test
    void oneThatComesBeforeAnythingIsSetOffEndsIt() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.onNotice = notice -> {
            if (notice instanceof PhoneNotice.BeforeWay) {
                phone.hasTwin();
            }
        };
        people.onReset = _ -> {
            throw new AssertionError("it is not to be reset");
        };
        assertThat(world.lane(phone, people).run()).isEqualTo(new PhoneEnd.NotBegun(PhoneEnd.Reason.SAME_NUMBER));
    }

    /** What came back after the reset may be the other one. */
    @Test
    void oneThatComesAfterwardsLeavesItUnproven() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        PhonePeople late = new Told(people) {
            @Override
            public void tell(PhoneNotice notice) {
                people.tell(notice);
            }

            @Override
            public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
                phone.hasTwin(); // in the last moment
                return super.observe(asked, known);
            }
        };
        PhoneEnd.Finished end = (PhoneEnd.Finished) world.lane(phone, late).run();
        assertUnproven(end);
        assertThat(people.wasTold(PhoneNotice.SameNumber.class)).isTrue();
        PhoneEvidence read = PhoneEvidence.read(end.evidence().bytes());
        assertThat(PhoneVerdictRules.judge(read).level()).isEqualTo(Level.UNPROVEN);
    }

    private static void assertUnproven(PhoneEnd.Finished end) {
        assertThat(end.evidence().events()).anyMatch(PhoneEvent.NumberShared.class::isInstance);
        assertThat(end.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(end.verdict().reasons()).contains(Reason.IDENTITY_UNKNOWN);
        assertThat(end.verdict().tier()).isNotIn(Tier.TOLD, Tier.ENUMERATED);
        assertThat(end.verdict().lock()).isNotEqualTo(Lock.UNLOCKED);
    }

    /** Nothing is written any more to what may be somebody else's. */
    @Test
    void oneThatComesWithTheResetIsNotFilled() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.technique = "android-reset-fill-reset";
        people.onReset = _ -> {
            phone.reset();
            phone.hasTwin();
        };
        PhoneEnd.Finished end = (PhoneEnd.Finished) world.lane(phone, people).run();
        assertUnproven(end);
        assertThat(end.evidence().filled()).isEmpty();
        assertThat(people.wasTold(PhoneNotice.Filling.class)).isFalse();
    }

    /** What the kernel shows of both at once; a number that is none tells nothing, and one that was of two stays that. */
    @Test
    void theBenchSeesWhatTwoPlacesShow() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        plug(usb, "1-1", 2, SERIAL);
        plug(usb, "1-2", 3, SERIAL);
        plug(usb, "1-3", 4, "37061FDJH00AWY");
        plug(usb, "1-4", 5, "0123456789ABCDEF");
        plug(usb, "1-5", 6, "0123456789ABCDEF");
        try (BenchCables bench = new BenchCables(usb.cables(), _ -> {})) {
            assertThat(isShared(bench, "1-1")).isTrue();
            assertThat(isShared(bench, "1-2")).isTrue();
            assertThat(isShared(bench, "1-3")).isFalse();
            assertThat(isShared(bench, "1-4")).as("no phone is known by it").isFalse();
            usb.unplug("1-2");
            Soon.until(
                    "the one that was unplugged is seen to be gone",
                    () -> bench.contacts().size() == 4);
            assertThat(isShared(bench, "1-1")).isTrue();
            assertThat(isShared(bench, "1-2")).as("nothing is there").isFalse();
        }
    }

    private static void plug(MadeUsbFolders usb, String place, int number, String serial) throws Exception {
        usb.plug(place, number, PIXEL, WITH_ADB, ADB);
        Files.writeString(usb.folder(place).resolve("serial"), serial + "\n");
    }

    private static boolean isShared(BenchCables bench, String place) {
        return bench.at(UsbPlace.parse(place).orElseThrow()).isNumberShared();
    }
}
