package org.wangchuan.engine.phone.contact;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.testing.DescriptorBytes;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

/** A machine with made phones on its cables. */
final class MadeCables {
    static final Digests DIGESTS = new Digests(new byte[Digests.KEY_BYTES]);
    private final MadeUsb usb;
    private final PhoneCables cables;
    private final Map<String, MadeDevice> devices = new ConcurrentHashMap<>();
    private volatile Preflight preflight = Preflight.OFF;
    private final AtomicLong nanos = new AtomicLong();
    private int numbers = 1;

    MadeCables(Path folder, Path usbmuxd) throws IOException {
        usb = new MadeUsb(folder);
        cables = new PhoneCables(
                new Surroundings(usb.files(), new UsbmuxAddress.UnixSocket(usbmuxd), _ -> preflight, this::take, false),
                nanos::get);
    }

    private Wires.Wire take(UsbDevice device, InterfaceSetting setting) throws UsbException {
        MadeDevice made = devices.get(name(device.place().toString(), setting));
        if (made == null) {
            throw new UsbException(UsbException.Code.IN_USE, "a driver has it");
        }
        return made.take();
    }

    private static String name(String place, InterfaceSetting setting) {
        return place + " " + setting.interfaceClass() + " " + setting.protocol();
    }

    /** What the made usbmuxd does by itself from now on. */
    void preflight(Preflight now) {
        preflight = now;
    }

    /** Time goes by, as far as what hangs at both places of a port goes. */
    void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    PhoneCables cables() {
        return cables;
    }

    /** Something with these descriptors, strings and serial number. */
    void plug(String place, DescriptorBytes descriptors, String serial) throws IOException {
        numbers++;
        MadeUsb.Made made = usb.plug(place, numbers, descriptors);
        MadeUsb.Made _ =
                made.put("manufacturer", "Made").put("product", "Phone by USB").put("serial", serial);
    }

    /** What the kernel shows of it. */
    MadeUsb usb() {
        return usb;
    }

    void unplug(String place) throws IOException {
        usb.unplug(place);
    }

    /** What is behind the interface for debugging. */
    void android(String place, MadeAndroid phone) {
        devices.put(place + " 255 1", phone);
    }

    void bootLoader(String place, MadeBootLoader phone) {
        devices.put(place + " 255 3", phone);
    }

    void mtp(String place, MadeMtp phone) {
        devices.put(place + " 6 1", phone);
    }

    /** An Android with debugging turned on. */
    PhoneContact pluggedAndroid(String place, MadeAndroid phone, String serial) throws IOException {
        plug(place, Gadgets.pixel(), serial);
        android(place, phone);
        return contact(place);
    }

    /** What is there after a look. */
    PhoneContact contact(String place) {
        var _ = cables.look();
        return cables.contacts().stream()
                .filter(one -> one.place().toString().equals(place))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing at " + place));
    }

    /** Longer than anything takes that goes well. */
    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    static Duration patience() {
        return Duration.ofSeconds(30);
    }
}
