package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** The folder that results go to. */
public final class OutFolder {
    private OutFolder() {}

    /** Makes it if there is none, and tries it. */
    public static void requireWritable(Path out) throws UserError {
        try {
            Files.createDirectories(out);
            Files.delete(Files.createTempFile(out, ".wangchuan", ".tmp"));
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "OUT_FOLDER", out);
        }
    }

    /**
     * Whether there is room for results.
     *
     * @param bytes how much is free at least
     */
    public static void requireRoom(Path folder, long bytes) throws UserError {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes) {
                throw UserError.of(ExitCode.REFUSED, "OUT_FOLDER.room", folder, bytes, free);
            }
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "OUT_FOLDER", folder);
        }
    }

    /** Receipts are handed out, and the state is for nobody else's eyes; nor may a name there be taken from it. */
    static void requireOutsideOfState(Path out, Path home) throws UserError {
        try {
            if (real(out).startsWith(real(home))) {
                throw UserError.of(ExitCode.USAGE, "OUT_FOLDER.state", home, out);
            }
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "OUT_FOLDER.unknown", String.valueOf(e.getMessage()));
        }
    }

    /** What a path leads to, also if its last parts are not there yet. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path above = absolute.getParent();
        return above == null || Files.exists(absolute)
                ? absolute.toRealPath()
                : real(above).resolve(String.valueOf(absolute.getFileName())).normalize();
    }
}
