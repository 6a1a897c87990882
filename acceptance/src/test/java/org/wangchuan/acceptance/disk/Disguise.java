package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Lets a program see loop devices as drives of other kinds, with models and serial numbers, which no loop device has:
 * in a mount namespace of its own, /sys shows a copy of what the kernel says of them, with some of it changed. The
 * devices themselves stay what they are. Needs root.
 */
public final class Disguise {
    private static final String BIND =
            "mount --bind \"$0/numbers\" /sys/dev/block && mount --bind \"$0/names\" /sys/block && exec \"$@\"";

    private final Path folder;

    /**
     * Keeps its copies in {@code folder}. Until a device is put in, a program lists none at all; by its number it finds what is no loop device,
     * such as the disk that a file lies on.
     */
    public Disguise(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        for (String part : new String[] {"numbers", "names", "devices"}) {
            Files.createDirectories(folder.resolve(part));
        }
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(Path.of("/sys/dev/block"))) {
            for (Path number : numbers) {
                Path device = number.toRealPath();
                if (!device.getFileName().toString().startsWith("loop")) {
                    Files.createSymbolicLink(folder.resolve("numbers").resolve(number.getFileName()), device);
                }
            }
        }
    }

    /**
     * Shows a device under another name.
     *
     * @param name the kernel's name that it has from now on, which tells its kind: such as vdx, mmcblk7
     * @param attributes what sysfs says of it besides, by the path below the folder of the device
     */
    public void put(LoopDevice loop, String name, Map<String, String> attributes) throws IOException {
        Path device = folder.resolve("devices").resolve(name);
        // Some attributes can't be read, and cp says so by its exit status.
        CommandLine.tryRun(
                "cp",
                "-r",
                "--no-dereference",
                Path.of("/sys/block").resolve(loop.name()).toRealPath().toString(),
                device.toString());
        say(device, attributes);
        String number = Files.readString(device.resolve("dev")).strip();
        Files.createSymbolicLink(folder.resolve("numbers").resolve(number), device);
        Files.createSymbolicLink(folder.resolve("names").resolve(name), device);
    }

    /** Changes what is said of a device. */
    public void say(String name, Map<String, String> attributes) throws IOException {
        say(folder.resolve("devices").resolve(name), attributes);
    }

    private static void say(Path device, Map<String, String> attributes) throws IOException {
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            Path file = device.resolve(attribute.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, attribute.getValue() + "\n");
        }
    }

    /** The command that starts another one, which then sees the devices in their disguise. */
    public String[] command() {
        return new String[] {"unshare", "--mount", "--propagation", "private", "sh", "-c", BIND, folder.toString()};
    }
}
