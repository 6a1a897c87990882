package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

/** Firmware and kernel may take two sockets for one port: neither phone is hidden by the other, and a kernel that is stuck there holds up no look. */
@Timeout(120)
class PortsApartTest {
    private static final String FIRST = "MADE-SERIAL-0042";
    private static final String SECOND = "MADE-SERIAL-0043";

    @TempDir
    Path folder;

    private MadeCables made;

    @BeforeEach
    void machine() throws Exception {
        made = new MadeCables(folder, folder.resolve("no-usbmuxd"));
        MadeUsb.Made _ = made.usb().plug("usb1", 1, Gadgets.hub());
        MadeUsb.Made _ = made.usb().plug("usb2", 1, Gadgets.hub()).put("speed", "5000");
        made.usb().peers("2-3", "1-3");
        made.usb().peers("2-4", "1-4");
    }

    private static UsbPlace place(String name) {
        return UsbPlace.parse(name).orElseThrow();
    }

    private void look() {
        List<CableEvent> _ = made.cables().look();
    }

    private List<String> seen() {
        return made.cables().contacts().stream()
                .map(contact -> contact.place() + "=" + contact.device().place())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1-3, 2-3", "2-3, 1-3"})
    void whatHangsAtBothPlacesForLongerThanAReturnTakesIsTwo(String first, String second) throws Exception {
        look();
        made.plug(first, Gadgets.pixel(), FIRST);
        look();
        made.plug(second, Gadgets.pixel(), SECOND);
        look();
        assertThat(seen()).as("it may be about to go").containsExactly("1-3=" + first);
        made.later(PortsApart.COMING_BACK);
        look();
        assertThat(seen()).containsExactly("1-3=1-3", "2-3=2-3");
        assertThat(made.cables().contacts())
                .allMatch(contact -> contact.places().size() == 1);
        assertThat(made.cables().known(place("2-3"))).isEqualTo(place("2-3"));
        assertThat(made.cables().isOnePort(place("2-3"), place("1-3")))
                .as("a job may have begun by either name")
                .isTrue();
        assertThat(made.cables().apart()).isEqualTo(Map.of(place("1-3"), place(first), place("2-3"), place(first)));
    }

    @Test
    void thatStaysKnownAndOtherPortsStayOne() throws Exception {
        whatHangsAtBothPlacesForLongerThanAReturnTakesIsTwo("1-3", "2-3");
        made.unplug("1-3");
        made.unplug("2-3");
        look();
        made.plug("2-3", Gadgets.pixel(), SECOND);
        made.plug("2-4", Gadgets.pixel(), FIRST);
        look();
        assertThat(seen()).containsExactly("1-4=2-4", "2-3=2-3");
    }

    /** Each time is counted by itself: a phone comes back at another speed as often as it likes. */
    @Test
    void severalReturnsAreNoLongOne() throws Exception {
        look();
        made.plug("2-3", Gadgets.pixel(), FIRST);
        look();
        for (int i = 0; i < 3; i++) {
            String from = i % 2 == 0 ? "2-3" : "1-3";
            String to = i % 2 == 0 ? "1-3" : "2-3";
            made.plug(to, Gadgets.pixel(), FIRST);
            look();
            made.later(PortsApart.COMING_BACK.dividedBy(2));
            look();
            made.unplug(from);
            look();
            assertThat(seen()).containsExactly("1-3=" + to);
        }
        assertThat(made.cables().apart()).isEmpty();
    }

    /** Nothing came back from anywhere: whoever begins to look sees both, and is asked which. */
    @Test
    void whatHungAtBothBeforeAnybodyLookedIsTwoAtOnce() throws Exception {
        made.plug("1-3", Gadgets.pixel(), FIRST);
        made.plug("2-3", Gadgets.pixel(), SECOND);
        look();
        assertThat(seen()).containsExactly("1-3=1-3", "2-3=2-3");
    }

    /** What is no phone tells as much: nothing but a hub is at both places by itself. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soDoesAnythingElse(boolean isHub) throws Exception {
        MadeUsb.Made _ = made.usb().plug("2-4", 2, Gadgets.hub());
        MadeUsb.Made _ = made.usb().plug("1-4", 2, Gadgets.hub());
        look();
        made.plug("2-3", Gadgets.pixel(), FIRST);
        look();
        made.plug("1-3", isHub ? Gadgets.hub() : Gadgets.keyboard(), "K");
        look();
        assertThat(seen()).containsExactly("1-3=2-3");
        made.later(PortsApart.COMING_BACK);
        look();
        assertThat(seen()).containsExactly("2-3=2-3");
        assertThat(made.cables().apart()).containsOnlyKeys(place("1-3"), place("2-3"));
    }

    /** As long as the kernel has not told of its ports a phone is where it hangs; nobody asks it twice. */
    @Test
    void aKernelThatIsStuckWithAPortHoldsUpOneLook() throws Exception {
        look();
        Path location = made.usb().port("1-3").resolve("location");
        String text = Files.readString(location);
        Files.delete(location);
        // Whoever opens a pipe that nobody writes to waits, as for a driver that is stuck.
        assertThat(new ProcessBuilder("mkfifo", location.toString()).start().waitFor())
                .isZero();
        made.plug("2-3", Gadgets.pixel(), FIRST);
        CompletableFuture<List<String>> looked = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < 10; i++) {
                look();
            }
            looked.complete(seen());
        });
        // Ten that waited would take twenty seconds.
        assertThat(looked.get(15, TimeUnit.SECONDS)).containsExactly("2-3=2-3");

        Path aside = Files.move(location, folder.resolve("aside"));
        Path _ = Files.writeString(location, text);
        Path _ = Files.writeString(aside, text); // lets the question go
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!seen().equals(List.of("1-3=2-3"))) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(10);
            look();
        }
    }
}
