package org.wangchuan.engine.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.usb.UsbListing.Reason;
import org.wangchuan.engine.usb.UsbListing.Unread;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

class UsbInventoryTest {
    @TempDir
    Path folder;

    private MadeUsb usb;

    @BeforeEach
    void machine() throws IOException {
        usb = new MadeUsb(folder);
    }

    @Test
    void aDeviceIsListedWithItsPlaceAndWhatItShows() throws IOException {
        usb.plug("1-4", 9, Gadgets.hub());
        usb.plug("1-4.2", 12, Gadgets.pixel())
                .put("manufacturer", "Google")
                .put("product", "Pixel 8")
                .put("serial", "37061FDJH0011Z");
        usb.named("1-4.2:1.1").put("interface", "ADB Interface");

        UsbListing listing = list();

        assertThat(listing.present()).isTrue();
        assertThat(listing.whole()).isTrue();
        assertThat(listing.unread()).isEmpty();
        assertThat(listing.devices()).hasSize(2);
        UsbDevice phone = listing.devices().getLast();
        assertThat(phone.place().hub()).contains(listing.devices().getFirst().place());
        assertThat(phone.ids()).isEqualTo("18d1:4ee2");
        assertThat(phone.manufacturer()).contains("Google");
        assertThat(phone.model()).contains("Pixel 8");
        assertThat(phone.serial()).contains(new SerialNumber("37061FDJH0011Z"));
        assertThat(phone.enumeration().deviceNumber()).isEqualTo(12);
        assertThat(phone.activeConfiguration()).isEqualTo(OptionalInt.of(1));
        assertThat(phone.setting(0xff, 0x42, 1).map(InterfaceSetting::number)).contains(1);
        assertThat(phone.interfaceNames()).containsEntry(1, "ADB Interface");
        assertThat(phone.problem()).isEmpty();
        assertThat(listing.devices().getFirst().hub()).isTrue();
        assertThat(phone.hub()).isFalse();
    }

    @Test
    void noSerialNumberIsPrintedByAccident() throws IOException {
        usb.plug("1-1", 2, Gadgets.pixel()).put("serial", "37061FDJH0011Z");
        assertThat(list().devices().getFirst().toString()).doesNotContain("37061FDJH0011Z");
    }

    /** As phones with a chip of Qualcomm's have it. */
    @Test
    void noNameHoldsTheNumberOfTheDevice() throws IOException {
        usb.plug("1-1", 2, Gadgets.pixel())
                .put("manufacturer", "Maker 37061fdjh0011z")
                .put("product", "SDM660-MTP _SN:09C6BCA7")
                .put("serial", "37061FDJH0011Z");
        UsbDevice device = list().devices().getFirst();
        assertThat(device.manufacturer()).contains("Maker");
        assertThat(device.model()).contains("SDM660-MTP");
        assertThat(device.toString())
                .doesNotContainIgnoringCase("37061FDJH0011Z")
                .doesNotContain("09C6BCA7");
    }

    @Test
    void placesStandInTheirOrder() throws IOException {
        for (String place : new String[] {"2-1", "1-10", "1-2.10", "1-2", "1-2.9"}) {
            usb.plug(place, 2 + place.length(), Gadgets.keyboard());
        }
        assertThat(list().devices())
                .extracting(one -> one.place().toString())
                .containsExactly("1-2", "1-2.9", "1-2.10", "1-10", "2-1");
    }

    @Test
    void whatADeviceWritesIsCleaned() throws IOException {
        usb.plug("1-1", 2, Gadgets.pixel())
                .put("manufacturer", "\u001b[2J\u202eevil\u0007")
                .put("product", "x".repeat(4_000))
                .put("serial", "\n\u0000 \n");
        UsbDevice device = list().devices().getFirst();
        assertThat(device.manufacturer()).contains("[2J evil");
        assertThat(device.model().orElseThrow()).hasSize(256);
        assertThat(device.serial()).isEmpty();
    }

    @Test
    void aDeviceWithBrokenDescriptorsIsListedWithoutThem() throws IOException {
        usb.plug("1-1", 2, Gadgets.pixel()).put("descriptors", "\u0012\u0012 of the right length, and of another kind");
        usb.plug("1-2", 3, Gadgets.pixel()).put("descriptors", Gadgets.harmony().build());
        usb.plug("1-3", 4, Gadgets.pixel()).without("descriptors");
        assertThat(list().devices())
                .extracting(one -> one.problem().orElse("none"))
                .containsExactly("type", "other-device", "absent");
        assertThat(list().devices()).allMatch(one -> one.settings().isEmpty());
    }

    @Test
    void whatTheKernelDoesNotShowIsSaidToBeThere() throws IOException {
        usb.plug("1-1", 2, Gadgets.pixel()).without("idVendor");
        usb.plug("1-2", 3, Gadgets.pixel()).put("devnum", "128");
        usb.plug("1-3", 4, Gadgets.pixel()).put("idProduct", "4ee");
        assertThat(list().devices()).isEmpty();
        assertThat(list().unread()).hasSize(3).extracting(Unread::reason).containsOnly(Reason.INCOMPLETE);
    }

    @Test
    void aKernelThatDoesNotAnswerHoldsUpNobodyElse() throws IOException, InterruptedException {
        usb.plug("1-1", 2, Gadgets.pixel()).without("speed");
        usb.plug("1-2", 3, Gadgets.harmony());
        // Whoever opens a pipe that nobody writes to waits, as for a driver that is stuck.
        Path stuck = usb.named("1-1").folder().resolve("speed");
        assertThat(new ProcessBuilder("mkfifo", stuck.toString()).start().waitFor())
                .isZero();
        UsbListing listing = list();
        assertThat(listing.unread()).extracting(Unread::reason).containsExactly(Reason.NO_ANSWER);
        assertThat(listing.devices()).extracting(UsbDevice::ids).containsExactly("12d1:5000");
        Files.writeString(stuck, "480\n", StandardCharsets.UTF_8); // lets the thread go
    }

    @Test
    void aMachineWithoutUsbHasNone() {
        UsbListing listing = new UsbInventory(new UsbFiles(folder.resolve("none"), folder)).list();
        assertThat(listing.present()).isFalse();
        assertThat(listing.devices()).isEmpty();
    }

    @Test
    void aListLongerThanAnyIsCutOffAndSaysSo() throws IOException {
        for (int i = 0; i <= UsbInventory.DEVICES_MAX + 1; i++) {
            usb.folder(1 + i / 255 + "-" + (1 + i % 255));
        }
        assertThat(list().whole()).isFalse();
    }

    private UsbListing list() {
        return new UsbInventory(usb.files()).list();
    }
}
