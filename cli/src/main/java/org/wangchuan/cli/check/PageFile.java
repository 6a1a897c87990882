package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.PageService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.page.VerificationPage;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.station.home.DurableFiles;

/** {@code page}: the verification page as a file, and its digest. */
public final class PageFile implements PageService {

    /** The command's body. */
    public PageFile() {}

    @Override
    public ExitCode write(Path file, Context context) throws UserError {
        byte[] page = VerificationPage.bytes();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeOrRemove(channel, file, page);
        } catch (FileAlreadyExistsException e) {
            requireSame(file, page);
        } catch (IOException e) {
            throw UserError.mismatch(
                    ExitCode.USAGE,
                    "CANNOT_WRITE",
                    OneLine.of(file + " can't be written"),
                    "a place for a new file of " + page.length + " bytes",
                    e.getClass().getSimpleName());
        }
        String digest = HexFormat.of().formatHex(Bytes32.sha256(page).toBytes());
        context.console().result(digest + "  " + OneLine.of(file.toString()));
        context.console().note(context.console().messages().text("page.written"));
        return ExitCode.OK;
    }

    /** Half a page must not lie about and look like one. */
    private static void writeOrRemove(FileChannel channel, Path file, byte[] page) throws IOException {
        try {
            DurableFiles.writeFully(channel, page);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void requireSame(Path file, byte[] page) throws UserError {
        try {
            if (Files.isRegularFile(file)
                    && Files.size(file) == page.length
                    && Arrays.equals(Files.readAllBytes(file), page)) {
                return;
            }
        } catch (IOException e) {
            // What can't be read is not this page.
        }
        throw UserError.mismatch(
                        ExitCode.REFUSED,
                        "FILE_EXISTS",
                        OneLine.of(file + " is there already"),
                        "this page, or nothing",
                        "another file")
                .withHint("choose another name with --out");
    }
}
