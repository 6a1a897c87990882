package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.station.testing.Soon;

/** A phone that comes back at another speed hangs at another place to the kernel, and at the same port to its lane; a phone in another socket does not. */
@Tag("slow")
@Timeout(120)
class OtherSpeedTest {
    private static final int PIXEL = 0x18d1;
    private static final int ADB = 0x42;
    private static final int FASTBOOT = 3;
    private static final String SERIAL = "37061FDJH0011Z";

    /** Longer than anything takes to come back. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** By which it is counted how long something hangs at both places of a port. */
    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path folder;

    private static UsbPlace place(String name) {
        return UsbPlace.parse(name).orElseThrow();
    }

    private static Optional<String> at(BenchCables bench, String place) {
        return bench.at(place(place)).now().map(contact -> where(contact.device()));
    }

    private static String where(UsbDevice device) {
        return device.place().toString();
    }

    /** Also if its lane began by the name of before, as a job that goes on after an update. */
    @Test
    void aLaneSeesWhatComesBackAtItsPort() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        usb.fastPort(5);
        usb.plug("2-4", 2, PIXEL, 0x4ee7, ADB);
        usb.plug("2-5", 3, PIXEL, 0x4ee7, ADB);
        try (BenchCables bench = new BenchCables(usb.cables(), reason -> {
            throw new AssertionError(reason);
        })) {
            assertThat(bench.known(place("2-4"))).isEqualTo(place("1-4"));
            for (String name : new String[] {"1-4", "2-4"}) {
                assertThat(at(bench, name)).contains("2-4");
            }
            usb.unplug("2-4");
            Soon.until("it is gone", () -> at(bench, "1-4").isEmpty());
            usb.plug("1-4", 4, PIXEL, 0x4ee0, ADB, FASTBOOT);
            Soon.until("it is back", () -> at(bench, "1-4").isPresent());
            for (String name : new String[] {"1-4", "2-4"}) {
                assertThat(at(bench, name)).contains("1-4");
            }
            assertThat(at(bench, "1-5")).contains("2-5");
            assertThat(bench.contacts())
                    .extracting(contact -> contact.place().toString())
                    .containsExactly("1-4", "1-5");
        }
    }

    private static void plug(MadeUsbFolders usb, String place, int number, String serial) throws Exception {
        usb.number(place, number, serial);
        usb.plug(place, number, PIXEL, 0x4ee7, ADB);
    }

    private BenchCables bench(MadeUsbFolders usb) {
        return new BenchCables(usb.cables(nanos::get), reason -> {
            throw new AssertionError(reason);
        });
    }

    private static CableWatch watch(PhoneCable cable) {
        return new CableWatch(cable, PhoneWorld.TIMES, () -> false);
    }

    private static void severalLooks() throws InterruptedException {
        Thread.sleep(4 * UsbWatch.EVERY_MILLIS);
    }

    /** For a moment the kernel may show both: that is no number of two phones. */
    @Test
    void onePhoneThatIsShownAtBothPlacesForAMomentIsNotTwo() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        plug(usb, "2-4", 2, SERIAL);
        try (BenchCables bench = bench(usb)) {
            CableWatch lane = watch(bench.at(place("1-4")));
            lane.take(lane.now().orElseThrow());
            plug(usb, "1-4", 3, SERIAL);
            severalLooks();
            assertThat(bench.contacts()).hasSize(1);
            assertThat(at(bench, "1-4")).contains("2-4");
            usb.unplug("2-4");
            Soon.until("it is back", () -> at(bench, "1-4").equals(Optional.of("1-4")));
            assertThat(lane.isGone()).as("it was gone in between").isTrue();
            nanos.addAndGet(LONG.toNanos());
            severalLooks();
            assertThat(bench.contacts()).hasSize(1);
            assertThat(bench.at(place("1-4")).isNumberShared()).isFalse();
            assertThat(bench.known(place("2-4"))).isEqualTo(place("1-4"));
        }
    }

    /** The kernel, or firmware, has joined two sockets: a lane keeps its phone, whichever of the two it hangs in, and the other phone is seen. */
    @ParameterizedTest
    @CsvSource({"1-4, 2-4", "2-4, 1-4"})
    void aPhoneInAnotherSocketIsNotTakenForTheOneOfALane(String mine, String others) throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        plug(usb, mine, 2, SERIAL);
        try (BenchCables bench = bench(usb)) {
            PhoneCable cable = bench.at(place("1-4"));
            CableWatch lane = watch(cable);
            lane.take(lane.now().orElseThrow());
            assertThat(cable.place()).contains(place("1-4"));
            assertThat(bench.at(place("2-4")).place()).contains(place("1-4"));
            plug(usb, others, 3, "37061FDJH0099Z");
            severalLooks();
            assertThat(lane.isGone())
                    .as("while nobody knows which of the two it is")
                    .isFalse();
            Soon.until("both are seen", () -> {
                nanos.addAndGet(LONG.toNanos()); // a look that saw both may not have been there yet
                return bench.contacts().size() == 2;
            });
            assertThat(lane.isGone()).isFalse();
            assertThat(lane.isOneOfTwo()).isTrue();
            assertThat(bench.at(place("2-4")).isOneOfTwo()).isTrue();
            assertThat(bench.at(place("1-5")).isOneOfTwo()).isFalse();
            assertThat(lane.present().map(contact -> where(contact.device()))).contains(mine);
            assertThat(lane.isNumberShared()).isFalse();
            assertThat(cable.place()).contains(place(mine));
            assertThat(bench.at(place("1-4")).place()).contains(place("1-4"));
            assertThat(bench.at(place("2-4")).place()).contains(place("2-4"));
            assertThat(at(bench, "1-4")).as("for a lane that begins now").contains("1-4");
            assertThat(at(bench, "2-4")).contains("2-4");
            assertThat(bench.isOnePort(place("1-4"), place("2-4")))
                    .as("nobody else begins with what hangs at the other name of a job that began before")
                    .isTrue();

            usb.unplug(mine);
            Soon.until("it is unplugged", () -> bench.contacts().size() == 1);
            assertThat(lane.isGone()).isTrue();
            assertThat(lane.now()).as("the other one is not back").isEmpty();
        }
    }

    /** Of one batch: neither is known by that number any more, also when one of them is gone. */
    @ParameterizedTest
    @CsvSource({"1-4, 2-4", "2-4, 1-4"})
    void twoOfOneNumberInJoinedSocketsAreSeen(String mine, String others) throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        plug(usb, mine, 2, SERIAL);
        try (BenchCables bench = bench(usb)) {
            CableWatch lane = watch(bench.at(place("1-4")));
            lane.take(lane.now().orElseThrow());
            plug(usb, others, 3, SERIAL);
            severalLooks();
            assertThat(lane.isGone()).isFalse();
            Soon.until("both are seen", () -> {
                nanos.addAndGet(LONG.toNanos()); // a look that saw both may not have been there yet
                return bench.contacts().size() == 2;
            });
            assertThat(lane.isNumberShared()).isTrue();
            usb.unplug(mine);
            Soon.until("it is unplugged", () -> bench.contacts().size() == 1);
            assertThat(lane.now()).as("the other one is not back").isEmpty();
            plug(usb, mine, 4, SERIAL);
            Soon.until("it is back", () -> lane.now().isPresent());
            assertThat(lane.isNumberShared()).isTrue();
        }
    }
}
