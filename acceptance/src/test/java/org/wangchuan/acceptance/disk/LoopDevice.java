package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A block device over a file, by losetup(8). Needs root. */
public final class LoopDevice implements AutoCloseable {
    private final Path path;
    private final Thread atExit = new Thread(this::detachQuietly, "loop-detach");
    private boolean closed;

    private LoopDevice(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Attaches a file.
     *
     * @param sectorBytes logical block size, 512 to 4096
     * @param directIo whether each request reaches the file at once, without the page cache
     * @param readOnly whether the device refuses writes
     */
    public static LoopDevice over(Path file, int sectorBytes, boolean directIo, boolean readOnly) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("losetup", "--find", "--show", "--sector-size", "" + sectorBytes));
        if (directIo) {
            command.add("--direct-io=on");
        }
        if (readOnly) {
            command.add("--read-only");
        }
        command.add(file.toString());
        // It may warn of an odd size first.
        String answer = CommandLine.run(command.toArray(String[]::new));
        Path device = Path.of(answer.substring(answer.lastIndexOf('\n') + 1));
        LoopDevice loop = new LoopDevice(device);
        if (!readOnly) {
            // The kernel keeps what blockdev --setro has said of a number for the next file under it.
            String _ = CommandLine.run("blockdev", "--setrw", device.toString());
        }
        if (directIo && !Files.readString(loop.setting("loop/dio")).strip().equals("1")) {
            loop.close();
            throw new IOException(device + " does no direct I/O, so it would not show each request");
        }
        return loop;
    }

    /** Such as {@code /dev/loop3}. */
    public Path path() {
        return path;
    }

    /** Such as {@code loop3}, which {@code --confirm} wants where there is no serial. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Makes the kernel look at the size of the file again. */
    public void rereadSize() throws IOException {
        CommandLine.run("losetup", "--set-capacity", path.toString());
    }

    /** Takes the device away; what holds it open keeps it until it lets go. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Runtime.getRuntime().removeShutdownHook(atExit);
        CommandLine.run("losetup", "--detach", path.toString());
    }

    private Path setting(String name) {
        return Path.of("/sys/block").resolve(name()).resolve(name);
    }

    private void detachQuietly() {
        try {
            CommandLine.run("losetup", "--detach", path.toString());
        } catch (IOException late) {
            System.err.println(late.getMessage());
        }
    }
}
