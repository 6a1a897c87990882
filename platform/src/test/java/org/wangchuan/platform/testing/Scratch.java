package org.wangchuan.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that tests share beyond a method or a class: in memory, or in the folder of the build, and gone with the JVM. */
public final class Scratch {
    private static final List<Path> FOLDERS = new ArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Scratch::clean, "scratch"));
    }

    private Scratch() {}

    /** Where platforms of tests have their data: in memory where the tests were given some (decision 0156), for a database syncs with every answer. */
    public static Path platforms() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("test.memory", "target"), "platforms"));
    }

    /** A new, empty one. */
    public static synchronized Path folder(String name) throws IOException {
        Path made = Files.createTempDirectory(Files.createDirectories(Path.of("target/scratch")), name);
        FOLDERS.add(made);
        return made;
    }

    private static synchronized void clean() {
        FOLDERS.forEach(Scratch::delete);
    }

    /** Deletes a folder with all that is in it. What another thread deletes meanwhile is deleted. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + ": " + e);
        }
    }
}
