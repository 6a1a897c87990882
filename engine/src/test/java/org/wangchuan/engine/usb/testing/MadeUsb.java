package org.wangchuan.engine.usb.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.usb.UsbFiles;

/** A machine whose USB is a tree of files, laid out as the kernel does: real folders elsewhere, and links to them on the bus. */
public final class MadeUsb {
    private final Path root;
    private int made;
    private int located;

    public MadeUsb(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(devices());
    }

    public UsbFiles files() {
        return new UsbFiles(root.resolve("sys"), root.resolve("dev"));
    }

    /** The file by which a device is talked to. */
    public String usbfs(String place, int deviceNumber) {
        int bus = Integer.parseInt(place.substring(0, place.indexOf('-')));
        return files().file(bus, deviceNumber).toString();
    }

    /** Something is plugged in, configured, with folders for its interfaces. */
    public Made plug(String place, int deviceNumber, DescriptorBytes descriptors) throws IOException {
        byte[] raw = descriptors.build();
        Made device = folder(place);
        device.put("devnum", deviceNumber + "")
                .put("idVendor", hex(raw[8], raw[9]))
                .put("idProduct", hex(raw[10], raw[11]))
                .put("bcdDevice", hex(raw[12], raw[13]))
                .put("bConfigurationValue", "1")
                .put("speed", "480")
                .put("descriptors", raw);
        int at = 18 + 9;
        while (at < raw.length) {
            if (raw[at + 1] == 4) {
                String owner = place.startsWith("usb") ? place.substring(3) + "-0" : place;
                Made _ = folder(owner + ":1." + raw[at + 2]);
            }
            at += raw[at];
        }
        return device;
    }

    /**
     * Two ports of hubs that are plugged in are one, as the kernel links them: each hub's interface has a folder for each of its ports. Of ports of the machine itself
     * firmware says that they are in one place.
     */
    public void peers(String one, String other) throws IOException {
        linked(one, other);
        if (one.indexOf('.') < 0) {
            located++;
            for (String place : new String[] {one, other}) {
                locate(place, "0x8000000" + Integer.toHexString(located));
            }
        }
    }

    /** What the kernel shows of where a port is: as firmware says, or zeros. */
    public void locate(String place, String location) throws IOException {
        Made _ = new Made(port(place)).put("location", location);
    }

    /** The kernel has linked two ports, for whatever reason. */
    public void linked(String one, String other) throws IOException {
        Path here = port(one);
        Path there = port(other);
        Files.createSymbolicLink(here.resolve("peer"), here.relativize(there));
        Files.createSymbolicLink(there.resolve("peer"), there.relativize(here));
    }

    /** The kernel's folder of a port. */
    public Path port(String place) throws IOException {
        int at = Math.max(place.lastIndexOf('-'), place.lastIndexOf('.'));
        boolean isRoot = place.charAt(at) == '-';
        String hub = isRoot ? "usb" + place.substring(0, at) : place.substring(0, at);
        String its = isRoot ? place.substring(0, at) + "-0:1.0" : hub + ":1.0";
        return Files.createDirectories(named(its).folder().resolve(hub + "-port" + place.substring(at + 1)));
    }

    /** A folder with a link to it on the bus, and nothing in it. */
    public Made folder(String name) throws IOException {
        made++;
        Path real = Files.createDirectories(root.resolve("sys/devices/pci0000:00/" + made + "/" + name));
        Files.createSymbolicLink(devices().resolve(name), real);
        return new Made(real);
    }

    /** It is unplugged, with its interfaces. */
    public void unplug(String place) throws IOException {
        try (var links = Files.list(devices())) {
            for (Path link : links.toList()) {
                String name = String.valueOf(link.getFileName());
                if (name.equals(place) || name.startsWith(place + ":")) {
                    delete(link.toRealPath());
                    Files.delete(link);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path one, @Nullable IOException failed) throws IOException {
                Files.delete(one);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The attributes of one folder. */
    public record Made(Path folder) {
        public Made put(String name, String text) throws IOException {
            return put(name, (text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        public Made put(String name, byte[] bytes) throws IOException {
            Files.write(folder.resolve(name), bytes);
            return this;
        }

        public Made without(String name) throws IOException {
            Files.delete(folder.resolve(name));
            return this;
        }
    }

    /** The folder of an interface. */
    public Made named(String name) throws IOException {
        return new Made(devices().resolve(name).toRealPath());
    }

    private Path devices() {
        return root.resolve("sys/bus/usb/devices");
    }

    private static String hex(byte low, byte high) {
        int word = Byte.toUnsignedInt(low) | (Byte.toUnsignedInt(high) << 8);
        return Integer.toHexString(0x10000 | word).substring(1);
    }
}
