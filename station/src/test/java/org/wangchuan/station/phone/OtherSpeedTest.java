package org.wangchuan.station.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.testing.Soon;

/** A phone that comes back at another speed hangs at another place to the kernel, and at the same port to its lane. */
@Timeout(120)
class OtherSpeedTest {
    private static final int PIXEL = 0x18d1;
    private static final int ADB = 0x42;
    private static final int FASTBOOT = 3;

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

    /** For a moment the kernel may show both: that is no number of two phones. */
    @Test
    void onePhoneAtBothPlacesIsNotTwo() throws Exception {
        MadeUsbFolders usb = new MadeUsbFolders(folder);
        usb.fastPort(4);
        usb.plug("2-4", 2, PIXEL, 0x4ee7, ADB);
        usb.plug("1-4", 3, PIXEL, 0x4ee0, ADB, FASTBOOT);
        for (String name : new String[] {"1-4", "2-4"}) {
            Path _ = Files.writeString(usb.folder(name).resolve("serial"), "37061FDJH0011Z\n");
        }
        try (BenchCables bench = new BenchCables(usb.cables(), reason -> {
            throw new AssertionError(reason);
        })) {
            assertThat(bench.contacts()).hasSize(1);
            assertThat(bench.at(place("1-4")).isNumberShared()).isFalse();
        }
    }
}
