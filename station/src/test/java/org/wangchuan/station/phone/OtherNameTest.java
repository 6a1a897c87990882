package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;

/** A port may have two names, and a job may have begun by the one that it is not known by now: at one port one job at a time. */
@Timeout(120)
class OtherNameTest {
    private static final String SERIAL = "37061FDJH0011Z";
    private static final UsbPlace OTHER = UsbPlace.parse("2-4.2").orElseThrow();

    @TempDir
    Path folder;

    private static PhoneLane atTheOtherName(PhoneWorld world, PhoneCable cable, MadePhone phone) {
        PhoneOrder order = new PhoneOrder(
                OTHER,
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                Optional.empty(),
                world.out,
                Optional.of("tag-2"),
                Optional.empty());
        return new PhoneLane(order, cable, new MadePeople(phone), world.home, world.means());
    }

    private static void assertRefused(PhoneEnd end, String code) {
        assertThat(end)
                .isInstanceOfSatisfying(
                        PhoneEnd.Refused.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    /** As the people of the first one are asked for the reset. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyBeginsASecondOneByTheOtherName(boolean isOnePort) throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePhone second = new MadePhone("37061FDJH0099Z");
        SeenCable cable = isOnePort ? new SeenCable(second, MadePhone.PLACE, OTHER) : new SeenCable(second, OTHER);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> {
            PhoneEnd end = atTheOtherName(world, cable, second).run();
            if (isOnePort) {
                assertRefused(end, "PLACE_IN_USE");
                assertThat(second.timesErased()).isZero();
            } else {
                assertThat(end).as("another port is nobody's").isInstanceOf(PhoneEnd.Finished.class);
            }
            phone.reset();
        };

        assertThat(world.lane(phone, people).run()).isInstanceOf(PhoneEnd.Finished.class);
    }

    @Test
    void oneThatWaitsToBeGoneOnWithIsNotHidden() throws Exception {
        PhoneWorld world = new PhoneWorld(folder);
        MadePhone phone = new MadePhone(SERIAL);
        MadePeople people = new MadePeople(phone);
        people.onReset = _ -> people.isThere = false;
        people.onMissing = _ -> {
            throw new AssertionError("nobody is there");
        };
        assertThat(world.lane(phone, people).run()).isInstanceOf(PhoneEnd.Interrupted.class);

        SeenCable cable = new SeenCable(phone, MadePhone.PLACE, OTHER);
        PhoneEnd end = atTheOtherName(world, cable, phone).run();
        assertRefused(end, "JOB_UNFINISHED");
        PhoneEnd.Refused refused = (PhoneEnd.Refused) end;
        for (String text : List.of(refused.reason().en(), refused.reason().zh())) {
            assertThat(text)
                    .as("where it began, and where this one was to")
                    .contains(MadePhone.PLACE.toString(), OTHER.toString());
        }
        assertThat(world.store().open()).hasSize(1);
    }
}
