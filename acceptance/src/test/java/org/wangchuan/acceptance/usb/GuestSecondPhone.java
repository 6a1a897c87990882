package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.wangchuan.engine.fastboot.FastbootClient;
import org.wangchuan.engine.fastboot.FastbootException;
import org.wangchuan.engine.fastboot.UsbTransport;
import org.wangchuan.engine.mtp.DeviceInfo;
import org.wangchuan.engine.mtp.MtpQuestion;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbEvent.Plugged;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.engine.usb.io.OpenUsbDevice;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.io.UsbInterface;
import org.wangchuan.lab.guest.Guest;

/** In the guest, on the other bus: a made phone that is a boot loader, speaks MTP, and is a disk that a driver of the kernel has. */
final class GuestSecondPhone {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final GuestFacts facts;
    private final UsbWatch watch;

    GuestSecondPhone(GuestFacts facts, UsbWatch watch) {
        this.facts = facts;
        this.watch = watch;
    }

    void run() throws Exception {
        ConfiguredGadget gadget = ConfiguredGadget.make("g2", "dummy_udc.1", 0x1d6b, 0x0104);
        gadget.set("strings/0x409/product", "Made phone");
        Path _ = gadget.add("ffs.made");
        FunctionFs.serve("made");
        disk(gadget);
        gadget.plug();
        UsbDevice device = ((Plugged) GuestMain.await(watch, Plugged.class::isInstance)).device();
        GuestMain.tell(facts, "second", device);
        new GuestContact(facts, gadget).bootLoader();
        try (OpenUsbDevice open = OpenUsbDevice.open(device)) {
            bootLoader(open, device.setting(0xff, 0x42, 3).orElseThrow());
            mtp(open, device.setting(6, 1, 1).orElseThrow());
            driver(open, device.setting(8, 6, 0x50).orElseThrow());
        }
    }

    private static void disk(ConfiguredGadget gadget) throws IOException {
        Path image = Path.of(Guest.SCRATCH, "disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(1 << 20);
        }
        Path _ = gadget.add("mass_storage.made");
        gadget.set("functions/mass_storage.made/lun.0/file", image.toString());
    }

    private void bootLoader(OpenUsbDevice open, InterfaceSetting setting) throws Exception {
        try (UsbInterface claimed = open.claim(setting);
                FastbootClient client = new FastbootClient(new UsbTransport(claimed.pipe()))) {
            facts.put("fastboot.unlocked", client.unlockState(LONG).id());
            List<String> lines = client.variables(LONG);
            facts.put("fastboot.lines", lines.size());
            facts.put("fastboot.last", lines.getLast());
            try {
                client.erase("userdata", LONG);
            } catch (FastbootException e) {
                facts.put("fastboot.erase", e.code().id() + ": " + e.said().orElse(""));
            }
        }
    }

    private void mtp(OpenUsbDevice open, InterfaceSetting setting) throws Exception {
        try (UsbInterface claimed = open.claim(setting)) {
            DeviceInfo info = MtpQuestion.deviceInfo(claimed.pipe(), GuestMain.soon());
            facts.put(
                    "mtp.model",
                    info.manufacturer().orElse("") + " " + info.model().orElse(""));
        }
    }

    /** usb-storage has the disk: it is taken from it only where that is asked for, and goes back. */
    private void driver(OpenUsbDevice open, InterfaceSetting setting) throws Exception {
        facts.put("driver.claim", GuestMain.codeOf(() -> open.claim(setting).close()));
        facts.put("driver.take", GuestMain.codeOf(() -> takeAndGiveBack(open, setting)));
        facts.put("driver.again", GuestMain.codeOf(() -> open.claim(setting).close()));
    }

    private static void takeAndGiveBack(OpenUsbDevice open, InterfaceSetting setting) throws UsbException {
        open.claimFromDriver(setting).close();
    }
}
