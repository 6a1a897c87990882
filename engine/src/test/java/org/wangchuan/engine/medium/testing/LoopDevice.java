package org.wangchuan.engine.medium.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A loop device of the running kernel, detached on close. Needs root. */
public record LoopDevice(Path path, Path backing) implements AutoCloseable {

    /** Attaches a new sparse file. */
    public static LoopDevice over(Path backing, long sizeBytes, String... losetupOptions) {
        try (RandomAccessFile file = new RandomAccessFile(backing.toFile(), "rw")) {
            file.setLength(sizeBytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return attach(backing, losetupOptions);
    }

    /** Attaches a file, or another device, that is there already. */
    public static LoopDevice attach(Path backing, String... losetupOptions) {
        List<String> command = new ArrayList<>(List.of("losetup", "-f", "--show"));
        command.addAll(List.of(losetupOptions));
        command.add(backing.toString());
        String said = Program.run(command.toArray(String[]::new));
        // Warnings, such as of an odd size, come before the name.
        Path path = Path.of(said.substring(said.lastIndexOf('\n') + 1));
        if (command.stream().noneMatch(option -> option.equals("-r") || option.equals("--read-only"))) {
            // The kernel keeps what blockdev --setro has said of a number for the next file under it.
            Program.run("blockdev", "--setrw", path.toString());
        }
        return new LoopDevice(path, backing);
    }

    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public void close() {
        Program.run("losetup", "-d", path.toString());
    }
}
