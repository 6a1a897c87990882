package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.station.home.FileForPeople;

/** Writes files that a person asked for, never over another file, and says what went wrong in a person's words. */
final class NewFile {
    private NewFile() {}

    /** Fine as well if the very same file is there already. */
    static void write(Path file, byte[] content) throws UserError {
        write(file, content, FileForPeople::create);
    }

    /** The same for a file that nobody else may read. */
    static void writeSecret(Path file, byte[] content) throws UserError {
        write(file, content, FileForPeople::createSecret);
    }

    /** Returns if writing this would not be refused: for those who write several files, or none. */
    static void requireFree(Path file, byte[] content) throws UserError {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            requireSame(file, content);
        }
    }

    private interface Writing {
        void write(Path file, byte[] content) throws IOException;
    }

    private static void write(Path file, byte[] content, Writing writing) throws UserError {
        try {
            writing.write(file, content);
        } catch (FileAlreadyExistsException e) {
            requireSame(file, content);
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.USAGE, "CANNOT_WRITE", file, e.getClass().getSimpleName());
        }
    }

    private static void requireSame(Path file, byte[] content) throws UserError {
        try {
            if (Files.isRegularFile(file)
                    && Files.size(file) == content.length
                    && Arrays.equals(Files.readAllBytes(file), content)) {
                return;
            }
        } catch (IOException e) {
            // What can't be read is not the same.
        }
        throw UserError.of(ExitCode.REFUSED, "FILE_EXISTS.other", file);
    }
}
