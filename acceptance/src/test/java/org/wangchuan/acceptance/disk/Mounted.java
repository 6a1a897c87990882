package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system while it is mounted. Needs root. */
public final class Mounted implements AutoCloseable {
    private final Path folder;
    private boolean closed;

    private Mounted(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts a device on a folder, which is made if there is none.
     *
     * @param options of mount(8), such as {@code nodiscard}
     */
    public static Mounted on(Path folder, Path device, String options) throws IOException {
        Files.createDirectories(folder);
        CommandLine.run("mount", "-o", options, device.toString(), folder.toString());
        return new Mounted(folder);
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Brings everything that was written to it to its device. */
    public void sync() throws IOException {
        CommandLine.run("sync", "-f", folder.toString());
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            CommandLine.run("umount", folder.toString());
        }
    }
}
