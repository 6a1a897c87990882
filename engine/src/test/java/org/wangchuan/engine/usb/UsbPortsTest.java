package org.wangchuan.engine.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

/** A port for USB 3 is two places, and no other two are one port. */
class UsbPortsTest {
    @TempDir
    Path folder;

    private MadeUsb usb;
    private UsbPorts ports;

    @BeforeEach
    void machine() throws IOException {
        usb = new MadeUsb(folder);
        ports = new UsbPorts(usb.files());
        bus("usb1", "480");
        bus("usb2", "10000");
    }

    private void bus(String name, String speed) throws IOException {
        MadeUsb.Made _ = usb.plug(name, 1, Gadgets.hub()).put("speed", speed);
    }

    private static UsbPlace place(String name) {
        return UsbPlace.parse(name).orElseThrow();
    }

    private void assertOne(String slow, String fast) {
        assertThat(ports.other(place(slow))).as(slow).contains(place(fast));
        assertThat(ports.other(place(fast))).as(fast).contains(place(slow));
        assertThat(ports.known(place(slow))).as(slow).isEqualTo(place(slow));
        assertThat(ports.known(place(fast))).as(fast).isEqualTo(place(slow));
    }

    private void assertAlone(String name) {
        assertThat(ports.other(place(name))).as(name).isEmpty();
        assertThat(ports.known(place(name))).as(name).isEqualTo(place(name));
    }

    @Test
    void aFastPortHasTwoPlacesAndIsKnownByTheSlowerOne() throws IOException {
        usb.peers("2-4", "1-4");
        assertOne("1-4", "2-4");
        Path _ = usb.port("1-5");
        assertAlone("1-5");
        assertAlone("1-6");
        assertAlone("usb1");
    }

    /** Firmware that says where sockets are has them numbered as it likes, and so may the kernel its buses. */
    @Test
    void neitherTheNumberOfThePortNorOfTheBusSaysWhichItIs() throws IOException {
        bus("usb3", "20000");
        bus("usb4", "480");
        usb.peers("3-1", "4-9");
        assertOne("4-9", "3-1");
    }

    /** A hub for USB 3 is two hubs to the kernel, and each of its ports has a peer of its own. */
    @Test
    void portsOfOneHubStayApart() throws IOException {
        usb.peers("2-4", "1-4");
        MadeUsb.Made _ = usb.plug("1-4", 7, Gadgets.hub());
        MadeUsb.Made _ = usb.plug("2-4", 2, Gadgets.hub());
        for (String port : new String[] {".1", ".2", ".3"}) {
            usb.peers("2-4" + port, "1-4" + port);
        }
        MadeUsb.Made _ = usb.plug("1-4.3", 8, Gadgets.hub());
        MadeUsb.Made _ = usb.plug("2-4.3", 3, Gadgets.hub());
        usb.peers("1-4.3.2", "2-4.3.2");
        assertOne("1-4.1", "2-4.1");
        assertOne("1-4.2", "2-4.2");
        assertOne("1-4.3.2", "2-4.3.2");
        assertThat(ports.known(place("2-4.1"))).isNotEqualTo(ports.known(place("2-4.2")));
    }

    /** Of a hub for USB 2 at a fast port the other side is not there. */
    @Test
    void aSlowHubsPortsHaveOnePlaceEach() throws IOException {
        usb.peers("2-4", "1-4");
        MadeUsb.Made _ = usb.plug("1-4", 7, Gadgets.hub());
        Path _ = usb.port("1-4.2");
        assertAlone("1-4.2");
        assertAlone("2-4.2");
    }

    @Test
    void withoutASpeedTheFirstBusDecides() throws IOException {
        bus("usb3", "fast");
        bus("usb4", "fast");
        usb.peers("3-1", "4-1");
        assertOne("3-1", "4-1");
    }

    /** Where firmware says nothing the kernel goes by the number of the port, and sockets of add-in cards are not numbered alike. */
    @Test
    void whatTheKernelOnlySupposesJoinsNothing() throws IOException {
        usb.linked("1-4", "2-4");
        assertAlone("1-4"); // a kernel that does not show it
        assertAlone("2-4");
        for (String nothing : new String[] {"0x00000000", "", "0x8", "hotplug"}) {
            usb.locate("1-4", nothing);
            usb.locate("2-4", nothing);
            assertAlone("1-4");
        }
        usb.locate("1-4", "0x80000004");
        assertAlone("1-4");
        assertAlone("2-4");
        usb.locate("2-4", "0x80000005");
        assertAlone("2-4");
        usb.locate("2-4", "0x80000004");
        assertOne("1-4", "2-4");
    }

    /** So does firmware that has every port in one place, but for those that lead nowhere. */
    @Test
    void aPlaceInWhichThereAreSeveralIsNone() throws IOException {
        usb.peers("1-4", "2-4");
        assertOne("1-4", "2-4");
        usb.locate("2-5", "0x80000001");
        assertAlone("1-4");
        assertAlone("2-4");
        Path _ = Files.writeString(usb.port("2-5").resolve("connect_type"), "not used\n");
        assertOne("1-4", "2-4");
        usb.locate("1-6", "0x80000001");
        assertAlone("2-4");
    }

    /** Of a hub's own ports firmware says nothing: they are one if the hub is. */
    @Test
    void theTwoSidesOfAHubAreOneOnlyIfItsPortIs() throws IOException {
        usb.linked("2-4", "1-4");
        MadeUsb.Made _ = usb.plug("1-4", 7, Gadgets.hub());
        MadeUsb.Made _ = usb.plug("2-4", 2, Gadgets.hub());
        usb.linked("2-4.1", "1-4.1");
        assertAlone("1-4.1");
        usb.locate("1-4", "0x80000007");
        usb.locate("2-4", "0x80000007");
        assertOne("1-4.1", "2-4.1");
        usb.locate("2-4.1", "0x80000009");
        assertAlone("1-4.1");
    }

    /** The kernel holds it while it sets up what hangs on the hub, which may take a minute. */
    @Test
    void theLockOfAHubIsNotWaitedFor() throws Exception {
        usb.peers("2-4", "1-4");
        for (String hub : new String[] {"usb1", "usb2"}) {
            Path value = usb.named(hub).folder().resolve("bConfigurationValue");
            Files.delete(value);
            // Whoever opens it waits, as there.
            assertThat(new ProcessBuilder("mkfifo", value.toString()).start().waitFor())
                    .isZero();
        }
        CompletableFuture<Optional<UsbPlace>> found = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> found.complete(ports.other(place("1-4"))));
        assertThat(found.get(30, TimeUnit.SECONDS)).contains(place("2-4"));
        assertThat(ports.joined(List.of(place("1-4"))))
                .contains(Map.of(place("1-4"), new UsbPorts.Joined(place("1-4"), place("2-4"))));
    }

    /** What no kernel shows joins nothing, and takes no longer. */
    @Test
    void linksThatLeadElsewhereJoinNothing() throws IOException {
        Path one = usb.port("1-1");
        Path two = usb.port("2-1");
        link(one, two);
        assertAlone("1-1"); // one way
        link(two, two);
        assertAlone("1-1");
        assertAlone("2-1"); // to itself
        Files.delete(one.resolve("peer"));
        link(one, two.resolve("peer").resolve("peer"));
        assertAlone("1-1");
        Path circle = Files.createDirectories(folder.resolve("circle"));
        Files.createSymbolicLink(circle.resolve("usb2-port2"), circle.resolve("usb2-port3"));
        Files.createSymbolicLink(circle.resolve("usb2-port3"), circle.resolve("usb2-port2"));
        link(usb.port("1-2"), circle.resolve("usb2-port2"));
        assertAlone("1-2");
        Path outside = Files.createDirectories(folder.resolve("elsewhere/usb2-port4"));
        Path _ = usb.port("2-4");
        link(usb.port("1-4"), outside);
        link(outside, usb.port("1-4"));
        assertAlone("1-4");
        link(usb.port("1-5"), usb.port("1-6"));
        link(usb.port("1-6"), usb.port("1-5"));
        assertAlone("1-5"); // on one bus
        assertAlone("1-6");
        Path _ = Files.writeString(usb.port("1-7").resolve("peer"), "usb2-port7\n");
        assertAlone("1-7");
        link(usb.port("1-8"), folder.resolve("gone/usb2-port8"));
        assertAlone("1-8");
        for (String name : new String[] {"usb2-port0", "usb2-port256", "usb2-port1000", "port9", "2-0:1.0-port1"}) {
            Path strange = Files.createDirectories(usb.port("2-9").resolveSibling(name));
            Path here = usb.port("1-9");
            link(here, strange);
            link(strange, here);
            assertAlone("1-9");
            Files.delete(here.resolve("peer"));
        }
    }

    /** Firmware says that both are in one place, and the link alone is what is wrong. */
    private static void link(Path from, Path to) throws IOException {
        boolean _ = Files.deleteIfExists(from.resolve("peer"));
        Files.createSymbolicLink(from.resolve("peer"), to);
        int both = from.toString().hashCode() ^ to.toString().hashCode();
        String location = String.format(Locale.ROOT, "0x%08x", both | 0x8000_0000);
        for (Path one : new Path[] {from, to}) {
            if (Files.isDirectory(one)) {
                Path _ = Files.writeString(one.resolve("location"), location + "\n");
            }
        }
    }
}
