package org.wangchuan.lab.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of which nothing is left: when it is closed, and when this program is interrupted, once no guest writes to it any more. */
public final class ScratchFolder implements AutoCloseable {
    private static volatile boolean leaving;

    private final Path path;
    private final Thread away;

    private ScratchFolder(Path path) {
        this.path = path;
        away = new Thread(() -> {
            leaving = true;
            Guest.allOff();
            try {
                delete(path);
            } catch (IOException stays) {
                // Nobody is left to be told.
                return;
            }
        });
        Runtime.getRuntime().addShutdownHook(away);
    }

    /** A new one below the system's folder for what is temporary. */
    public static ScratchFolder make(String prefix) throws IOException {
        return new ScratchFolder(Files.createTempDirectory(prefix));
    }

    /** Whether this program was interrupted: whoever goes on would write into what is being deleted. */
    public static boolean isLeaving() {
        return leaving;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** From now on it is anybody else's, and stays. */
    public void keep() {
        forget();
    }

    private boolean forget() {
        try {
            return Runtime.getRuntime().removeShutdownHook(away);
        } catch (IllegalStateException shuttingDown) {
            return false; // then that is about to delete it
        }
    }

    @Override
    public void close() throws IOException {
        if (forget()) {
            delete(path);
        }
    }

    static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
