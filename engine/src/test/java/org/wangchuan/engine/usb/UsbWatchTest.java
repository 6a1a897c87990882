package org.wangchuan.engine.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.usb.UsbEvent.Plugged;
import org.wangchuan.engine.usb.UsbEvent.Replaced;
import org.wangchuan.engine.usb.UsbEvent.Unplugged;
import org.wangchuan.engine.usb.UsbEvent.Unreadable;
import org.wangchuan.engine.usb.UsbListing.Reason;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

class UsbWatchTest {
    @TempDir
    Path folder;

    private final long[] now = {0};
    private MadeUsb usb;
    private UsbWatch watch;

    @BeforeEach
    void machine() throws IOException {
        usb = new MadeUsb(folder);
        watch = new UsbWatch(new UsbInventory(usb.files()), () -> now[0]);
    }

    @Test
    void pluggingInAndUnpluggingAreToldOnce() throws IOException {
        assertThat(watch.look()).isEmpty();
        usb.plug("1-1", 5, Gadgets.pixel());
        assertThat(watch.look())
                .singleElement()
                .isInstanceOfSatisfying(
                        Plugged.class, event -> assertThat(event.device().ids()).isEqualTo("18d1:4ee2"));
        assertThat(watch.look()).isEmpty();
        usb.unplug("1-1");
        assertThat(watch.look()).singleElement().isInstanceOf(Unplugged.class);
        assertThat(watch.look()).isEmpty();
        assertThat(watch.devices()).isEmpty();
    }

    /** Whoever looks on must not take what went for what is there. */
    @Test
    void whatALookHasSeenThatFailedIsToldByTheNext() throws IOException {
        boolean[] isBroken = {false};
        watch = new UsbWatch(new UsbInventory(usb.files()), () -> {
            if (isBroken[0]) {
                throw new IllegalStateException("no clock");
            }
            return 0;
        });
        usb.plug("1-1", 5, Gadgets.pixel());
        assertThat(watch.look()).singleElement().isInstanceOf(Plugged.class);
        usb.unplug("1-1");
        usb.plug("1-2", 6, Gadgets.pixel());
        isBroken[0] = true;
        assertThatIllegalStateException().isThrownBy(() -> watch.look());
        assertThatIllegalStateException().isThrownBy(() -> watch.look());
        isBroken[0] = false;
        List<UsbEvent> told = watch.look();
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).isInstanceOf(Unplugged.class);
        assertThat(told.getLast()).isInstanceOf(Plugged.class);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void whatComesBackBetweenTwoLooksIsAnother() throws IOException {
        usb.plug("1-1", 5, Gadgets.pixel()).put("serial", "SAME");
        List<UsbEvent> _ = watch.look();
        usb.unplug("1-1");
        usb.plug("1-1", 6, Gadgets.pixel()).put("serial", "SAME");
        Replaced replaced = (Replaced) watch.look().getFirst();
        assertThat(replaced.before().enumeration()).isNotEqualTo(replaced.now().enumeration());
        assertThat(replaced.likeness()).isEqualTo(Likeness.SAME_SERIAL);
    }

    @Test
    void anotherPhoneOfTheSameKindIsSeenAsAnother() throws IOException {
        usb.plug("1-1", 5, Gadgets.pixel()).put("serial", "ONE");
        List<UsbEvent> _ = watch.look();
        usb.unplug("1-1");
        usb.plug("1-1", 6, Gadgets.pixel()).put("serial", "TWO");
        assertThat(((Replaced) watch.look().getFirst()).likeness()).isEqualTo(Likeness.OTHER_SERIAL);
    }

    @Test
    void thatItIsThePhoneOfBeforeIsUnprovenWithoutASerialNumberAndInAnotherMode() throws IOException {
        usb.plug("1-1", 5, Gadgets.pixel()).put("serial", "ONE");
        List<UsbEvent> _ = watch.look();
        usb.unplug("1-1");
        usb.plug("1-1", 6, Gadgets.pixelInFastboot()).put("serial", "0ne-in-its-boot-loader");
        assertThat(((Replaced) watch.look().getFirst()).likeness()).isEqualTo(Likeness.UNPROVEN);
        usb.unplug("1-1");
        usb.plug("1-1", 7, Gadgets.pixelInFastboot());
        assertThat(((Replaced) watch.look().getFirst()).likeness()).isEqualTo(Likeness.UNPROVEN);
    }

    @Test
    void aDeviceIsToldWhenTheKernelHasSetItUpOrHasTakenTooLong() throws IOException {
        usb.plug("1-1", 5, Gadgets.pixel());
        var late = usb.plug("1-2", 6, Gadgets.pixel()).without("bConfigurationValue");
        assertThat(watch.look()).singleElement().isInstanceOf(Plugged.class);
        assertThat(watch.unknown()).extracting(UsbPlace::toString).containsExactly("1-2");
        late.put("bConfigurationValue", "1");
        assertThat(watch.look())
                .singleElement()
                .isInstanceOfSatisfying(
                        Plugged.class,
                        event -> assertThat(event.device().settings()).hasSize(2));

        usb.plug("1-3", 7, Gadgets.pixel()).without("bConfigurationValue");
        assertThat(watch.look()).isEmpty();
        now[0] += 1_100_000_000L;
        assertThat(watch.look())
                .singleElement()
                .isInstanceOfSatisfying(
                        Plugged.class,
                        event -> assertThat(event.device().active()).isEmpty());
    }

    @Test
    void whatTheKernelDoesNotShowIsToldOnceAndNotAskedAgain() throws IOException {
        var folder = usb.plug("1-1", 5, Gadgets.pixel()).without("idVendor");
        assertThat(watch.look()).isEmpty();
        now[0] += 1_100_000_000L;
        assertThat(watch.look())
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        event -> assertThat(event.what().reason()).isEqualTo(Reason.INCOMPLETE));
        assertThat(watch.look()).isEmpty();
        assertThat(watch.unknown()).extracting(UsbPlace::toString).containsExactly("1-1");
        folder.put("devnum", "6").put("idVendor", "18d1");
        assertThat(watch.look()).singleElement().isInstanceOf(Plugged.class);
        assertThat(watch.unknown()).isEmpty();
    }

    @Test
    void whatAStuckKernelAnswersAfterAllIsToldThen() throws IOException, InterruptedException {
        usb.plug("1-1", 5, Gadgets.pixel()).without("speed");
        Path stuck = usb.named("1-1").folder().resolve("speed");
        assertThat(new ProcessBuilder("mkfifo", stuck.toString()).start().waitFor())
                .isZero();
        usb.plug("1-2", 6, Gadgets.harmony());
        assertThat(watch.look())
                .hasSize(2)
                .anyMatch(Plugged.class::isInstance)
                .anyMatch(event -> event instanceof Unreadable unreadable
                        && unreadable.what().reason() == Reason.NO_ANSWER);
        assertThat(watch.look()).isEmpty();
        assertThat(watch.unknown())
                .as("it hangs there")
                .extracting(UsbPlace::toString)
                .containsExactly("1-1");
        Files.writeString(stuck, "480");
        List<UsbEvent> events = List.of();
        long end = System.nanoTime() + 30_000_000_000L;
        while (events.isEmpty() && System.nanoTime() < end) {
            events = watch.look();
        }
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Plugged.class,
                        event -> assertThat(event.device().place()).hasToString("1-1"));
        assertThat(watch.unknown()).isEmpty();
    }

    /** Seen of a real kernel: the interface of usb1 is 1-0:1.0. */
    @Test
    void aRootHubIsToldAtOnce() throws IOException {
        usb.plug("usb1", 1, Gadgets.hub());
        assertThat(watch.look()).singleElement().isInstanceOf(Plugged.class);
    }

    @Test
    void twelvePhonesOnOneHubAreSeenAtOnce() throws IOException {
        for (int port = 1; port <= 12; port++) {
            usb.plug("1-1." + port, 10 + port, Gadgets.pixel());
        }
        assertThat(watch.look()).hasSize(12).allMatch(Plugged.class::isInstance);
    }

    @Test
    void whenTheListCannotBeReadNothingIsSaidToBeGone() throws IOException {
        usb.plug("1-1", 5, Gadgets.pixel());
        List<UsbEvent> _ = watch.look();
        usb.unplug("1-1");
        for (int i = 0; i <= UsbInventory.DEVICES_MAX + 1; i++) {
            usb.folder(2 + i / 255 + "-" + (1 + i % 255));
        }
        assertThat(watch.look()).noneMatch(Unplugged.class::isInstance);
        assertThat(watch.isWhole()).isFalse();
    }

    private void hideList(Path aside, boolean isGone) throws IOException {
        Path devices = folder.resolve("sys/bus/usb/devices");
        Files.move(devices, aside);
        if (!isGone) {
            Files.createSymbolicLink(devices, devices); // that leads to itself
        }
    }

    /** It is there and can't be looked into, or it is there no more: neither says of anything that it was unplugged. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void norWhereThereIsNoneAnyMore(boolean isGone) throws IOException {
        assertThat(watch.look()).isEmpty();
        assertThat(watch.isWhole()).isTrue();
        usb.plug("1-1", 5, Gadgets.pixel());
        List<UsbEvent> _ = watch.look();
        Path aside = folder.resolve("aside");
        hideList(aside, isGone);
        assertThat(watch.look()).isEmpty();
        assertThat(watch.isWhole()).isFalse();
        assertThat(watch.devices()).hasSize(1);
        Path devices = folder.resolve("sys/bus/usb/devices");
        boolean _ = Files.deleteIfExists(devices);
        Files.move(aside, devices);
        assertThat(watch.look()).isEmpty();
        assertThat(watch.isWhole()).isTrue();
    }

    @Test
    void aMachineWithoutUsbIsKnownToHaveNone() throws IOException {
        hideList(folder.resolve("aside"), true);
        assertThat(watch.look()).isEmpty();
        assertThat(watch.isWhole()).isTrue();
    }

    /** The list is whole, and the file in which the kernel counts can't be read. */
    @Test
    void whatIsListedIsNotSaidToBeGoneWhoeverCanNotReadIt() throws IOException {
        MadeUsb.Made phone = usb.plug("1-1", 5, Gadgets.pixel());
        List<UsbEvent> _ = watch.look();
        var _ = phone.without("devnum");
        assertThat(watch.look()).isEmpty();
        assertThat(watch.isWhole()).isTrue();
        assertThat(watch.unknown()).extracting(UsbPlace::toString).containsExactly("1-1");
        var _ = phone.put("devnum", "5");
        assertThat(watch.look()).as("it has hung there all the while").isEmpty();
        assertThat(watch.unknown()).isEmpty();

        var _ = phone.without("devnum");
        List<UsbEvent> _ = watch.look();
        var _ = phone.put("devnum", "6");
        assertThat(watch.look()).singleElement().isInstanceOf(Replaced.class);
        var _ = phone.without("devnum");
        List<UsbEvent> _ = watch.look();
        usb.unplug("1-1");
        assertThat(watch.look()).singleElement().isInstanceOf(Unplugged.class);
        assertThat(watch.unknown()).isEmpty();
    }

    /** Nobody asks a second time what it has answered once. */
    @Test
    void aLateAnswerIsNotLostThoughTheNumberCanNotBeReadThen() throws Exception {
        MadeUsb.Made phone = usb.plug("1-1", 5, Gadgets.pixel()).without("speed");
        Path stuck = phone.folder().resolve("speed");
        assertThat(new ProcessBuilder("mkfifo", stuck.toString()).start().waitFor())
                .isZero();
        assertThat(watch.look()).singleElement().isInstanceOf(Unreadable.class);
        Path hidden = phone.folder().resolve("hidden");
        Files.writeString(stuck, "480");
        Thread.sleep(1_000); // it has the answer by then; where it has not, this tries less and fails for nothing
        Files.move(phone.folder().resolve("devnum"), hidden);
        assertThat(watch.look()).isEmpty();
        Files.move(hidden, phone.folder().resolve("devnum"));
        List<UsbEvent> events = watch.look();
        for (int i = 0; i < 100 && events.isEmpty(); i++) {
            Thread.sleep(100);
            events = watch.look();
        }
        assertThat(events).singleElement().isInstanceOf(Plugged.class);
    }
}
