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
            throw UserError.of(ExitCode.USAGE, "CANNOT_READ", file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw UserError.of(ExitCode.DOES_NOT_VERIFY, "TOO_LARGE", file, bytesMax);
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.USAGE, "CANNOT_READ.failed", file, e.getClass().getSimpleName());
        }
    }
}
