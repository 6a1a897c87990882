package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Set;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.station.home.FileForPeople;

/**
 * The file with the key that ties the image of a signature to one certificate. Who has it, the image and the certificate
 * can tell that they belong together; who has it not can't try images. The station keeps neither.
 */
public final class ImageKey {
    private static final String FIRST_LINE = "wangchuan-image-key/v1";
    private static final String KEY = "key ";
    private static final int BYTES_MAX = 4096;
    private static final int LINES = 3; // the last is empty

    private ImageKey() {}

    /** Writes a new file for its owner only, durable on return; never over another. */
    public static void create(Path file, Bytes32 key) throws UserError {
        String text = FIRST_LINE + "\n" + KEY + key.base64() + "\n";
        try {
            FileForPeople.createSecret(file.toAbsolutePath(), text.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", file);
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.USAGE, "CANNOT_WRITE", file, e.getClass().getSimpleName());
        }
    }

    /** Reads the file; whoever may read it: with it alone nobody signs anything. What is found is never shown. */
    static Bytes32 read(Path file) throws UserError {
        byte[] bytes = InputFile.read(file, BYTES_MAX);
        UserError other = FileKind.insteadOf(
                file,
                bytes,
                Set.of(FileKind.KEY),
                UserError.of(ExitCode.DOES_NOT_VERIFY, "IMAGE_KEY", file, FIRST_LINE));
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != LINES || !lines[0].equals(FIRST_LINE) || !lines[1].startsWith(KEY) || !lines[2].isEmpty()) {
            throw other;
        }
        try {
            return Bytes32.parseBase64(lines[1].substring(KEY.length()));
        } catch (VerificationException e) {
            throw other;
        }
    }
}
