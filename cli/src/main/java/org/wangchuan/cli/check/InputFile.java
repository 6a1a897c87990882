package org.wangchuan.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** Reads files that come from anybody. */
public final class InputFile {
    private InputFile() {}

    /** The bytes of a regular file. */
    public static byte[] read(Path file, int bytesMax) throws UserError {
        if (!Files.isRegularFile(file)) {
            throw UserError.mismatch(
                    ExitCode.USAGE, "CANNOT_READ", file + " can't be read", "a file", "nothing, or something else");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw UserError.mismatch(
                        ExitCode.DOES_NOT_VERIFY,
                        "TOO_LARGE",
                        file + " is too large",
                        "at most " + bytesMax + " bytes",
                        "more");
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.mismatch(
                    ExitCode.USAGE,
                    "CANNOT_READ",
                    file + " can't be read",
                    "a file that can be read",
                    e.getClass().getSimpleName());
        }
    }
}
