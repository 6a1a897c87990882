package org.wangchuan.station.phone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.usb.UsbFiles;

/** What the kernel shows of USB, as files. */
public final class MadeUsbFolders {
    private final Path root;

    public MadeUsbFolders(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(devices());
    }

    /** Its cables. */
    public PhoneCables cables() {
        return cables(System::nanoTime);
    }

    /** @param clock nanoseconds */
    PhoneCables cables(LongSupplier clock) {
        UsbFiles files = new UsbFiles(root.resolve("sys"), root.resolve("dev"));
        return new PhoneCables(Surroundings.made(files, new UsbmuxAddress.UnixSocket(root.resolve("usbmuxd"))), clock);
    }

    /** What is shown of a place. */
    public Path folder(String place) {
        return devices().resolve(place);
    }

    private Path devices() {
        return root.resolve("sys/bus/usb/devices");
    }

    /**
     * A device with one interface: of ADB, or of a keyboard (HID) where {@code subclass} is 0; descriptors as USB 2.0, 9.6 lays them out.
     *
     * @param number the kernel's of this plugging-in
     */
    public void plug(String place, int number, int vendor, int product, int subclass) throws IOException {
        plug(place, number, vendor, product, subclass, 1);
    }

    /** What the kernel will show as the number of what is plugged in there next: it stands there by the time the device does. */
    public void number(String place, int number, String serial) throws IOException {
        Path real = Files.createDirectories(root.resolve("sys/devices/" + number + "/" + place));
        Path _ = Files.writeString(real.resolve("serial"), serial + "\n");
    }

    /** The same with another protocol than ADB's. */
    public void plug(String place, int number, int vendor, int product, int subclass, int protocol) throws IOException {
        Path real = Files.createDirectories(root.resolve("sys/devices/" + number + "/" + place));
        Path its = Files.createDirectories(root.resolve("sys/devices/" + number + "/" + place + ":1.0"));
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes(bytes(18, 1, 0, 2, 0, 0, 0, 64, vendor & 255, vendor >> 8, product & 255, product >> 8));
        raw.writeBytes(bytes(0x10, 4, 1, 2, 3, 1));
        raw.writeBytes(bytes(9, 2, 32, 0, 1, 1, 0, 0xc0, 250));
        raw.writeBytes(
                subclass == 0 ? bytes(9, 4, 0, 0, 2, 3, 1, 1, 0) : bytes(9, 4, 0, 0, 2, 0xff, subclass, protocol, 0));
        raw.writeBytes(bytes(7, 5, 0x81, 2, 0, 2, 0, 7, 5, 1, 2, 0, 2, 0));
        byte[] all = raw.toByteArray();
        all[18 + 2] = (byte) (all.length - 18);
        Files.write(real.resolve("descriptors"), all);
        Files.writeString(real.resolve("devnum"), number + "\n");
        Files.writeString(real.resolve("idVendor"), hex(vendor));
        Files.writeString(real.resolve("idProduct"), hex(product));
        Files.writeString(real.resolve("bcdDevice"), hex(0x0410));
        Files.writeString(real.resolve("bConfigurationValue"), "1\n");
        Files.createSymbolicLink(devices().resolve(place), real);
        Files.createSymbolicLink(devices().resolve(place + ":1.0"), its);
    }

    /** The same port of both buses is one, as firmware says: USB 2 on the first, USB 3 on the second. */
    public void fastPort(int port) throws IOException {
        Path slow = port(1, "480", port);
        Path fast = port(2, "5000", port);
        Files.createSymbolicLink(slow.resolve("peer"), fast);
        Files.createSymbolicLink(fast.resolve("peer"), slow);
        for (Path one : new Path[] {slow, fast}) {
            Files.writeString(one.resolve("location"), "0x8000000" + port + "\n");
        }
    }

    private Path port(int bus, String speed, int port) throws IOException {
        Path hub = root.resolve("sys/devices/usb" + bus);
        Path its = hub.resolve(bus + "-0:1.0");
        if (Files.notExists(hub)) {
            Files.createDirectories(its);
            Files.writeString(hub.resolve("bConfigurationValue"), "1\n");
            Files.writeString(hub.resolve("speed"), speed + "\n");
            Files.createSymbolicLink(devices().resolve("usb" + bus), hub);
            Files.createSymbolicLink(devices().resolve(bus + "-0:1.0"), its);
        }
        return Files.createDirectories(its.resolve("usb" + bus + "-port" + port));
    }

    /** A driver or a reset of the port holds the device's lock: whoever reads what the kernel shows under it waits. What was plugged in there is not read yet. */
    void holdLock(String place) throws IOException, InterruptedException {
        Path value = lock(place);
        Files.delete(value);
        // Whoever opens it waits for one who writes.
        if (new ProcessBuilder("mkfifo", value.toString()).start().waitFor() != 0) {
            throw new IOException("no pipe could be made");
        }
    }

    /** The list of what hangs there can't be read, as when a process has too many files open. */
    void hideList() throws IOException {
        Files.move(devices(), hidden());
        Files.createSymbolicLink(devices(), devices()); // leads to itself
    }

    void showList() throws IOException {
        Files.delete(devices());
        Files.move(hidden(), devices());
    }

    private Path hidden() {
        return devices().resolveSibling("hidden");
    }

    /** It is listed, and which time something was plugged in there can't be read. */
    void hideNumber(String place) throws IOException {
        Files.delete(folder(place).resolve("devnum"));
    }

    void showNumber(String place, int number) throws IOException {
        Files.writeString(folder(place).resolve("devnum"), number + "\n");
    }

    /** Whoever waits gets its answer. */
    void releaseLock(String place) throws IOException {
        Path _ = Files.writeString(lock(place), "1\n");
    }

    private Path lock(String place) {
        return folder(place).resolve("bConfigurationValue");
    }

    /** It is unplugged, with its interface. */
    public void unplug(String place) throws IOException {
        Files.delete(devices().resolve(place + ":1.0"));
        Files.delete(devices().resolve(place));
    }

    private static String hex(int word) {
        return Integer.toHexString(0x10000 | word).substring(1) + "\n";
    }

    private static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }
}
