package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.station.home.DurableFiles;

/** Writes files that a person asked for: durably, whole or not at all, and never over another file. */
final class NewFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private NewFile() {}

    /** Fine as well if the very same file is there already. */
    static void write(Path file, byte[] content) throws UserError {
        write(file, content, new FileAttribute<?>[0]);
    }

    /** The same for a file that nobody else may read. */
    static void writeSecret(Path file, byte[] content) throws UserError {
        write(file, content, OWNER_ONLY);
    }

    private static void write(Path file, byte[] content, FileAttribute<?>... attributes) throws UserError {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            writeOrRemove(channel, file, content);
        } catch (FileAlreadyExistsException e) {
            requireSame(file, content);
        } catch (IOException e) {
            throw UserError.mismatch(
                    ExitCode.USAGE,
                    "CANNOT_WRITE",
                    OneLine.of(file + " can't be written"),
                    "a place for a new file of " + content.length + " bytes",
                    e.getClass().getSimpleName());
        }
    }

    /** Half a file must not lie about and look like one. */
    private static void writeOrRemove(FileChannel channel, Path file, byte[] content) throws IOException {
        try {
            DurableFiles.writeFully(channel, content);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
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
        throw UserError.mismatch(
                        ExitCode.REFUSED,
                        "FILE_EXISTS",
                        OneLine.of(file + " is there already"),
                        "nothing, or the same file",
                        "another file")
                .withHint("choose another name with --out");
    }
}
