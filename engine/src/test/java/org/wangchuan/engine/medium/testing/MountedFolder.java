package org.wangchuan.engine.medium.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system of the running kernel on a device, unmounted on close. Needs root. */
public record MountedFolder(Path path) implements AutoCloseable {

    /** Mounts what is on the device. */
    public static MountedFolder of(Path device, Path point, String... options) {
        try {
            Files.createDirectories(point);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(options));
        command.addAll(List.of(device.toString(), point.toString()));
        Program.run(command.toArray(String[]::new));
        return new MountedFolder(point);
    }

    @Override
    public void close() {
        Program.run("umount", path.toString());
    }
}
