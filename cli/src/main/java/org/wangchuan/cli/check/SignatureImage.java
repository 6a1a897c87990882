package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** The image of a signature by hand. It is never decoded: what it shows is for people to see. */
public final class SignatureImage {
    /** Largest image that is read: a signature pad's are a hundredth of it. */
    static final int BYTES_MAX = 1 << 20;

    // PNG (third edition), 5.2 and 11.2.4: the signature, and the whole chunk IEND with its CRC.
    private static final byte[] PNG_BEGIN = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final byte[] PNG_END = HexFormat.of().parseHex("0000000049454e44ae426082");
    // ITU-T T.81, table B.1: SOI and the first byte of the marker that follows it; EOI.
    private static final byte[] JPEG_BEGIN = HexFormat.of().parseHex("ffd8ff");
    private static final byte[] JPEG_END = HexFormat.of().parseHex("ffd9");

    private SignatureImage() {}

    /**
     * The bytes of a PNG or JPEG file from its first to its last mark, so that nobody vouches for half a file. An SVG is
     * refused: it is a program for drawing, and can look otherwise elsewhere.
     */
    public static byte[] read(Path file) throws UserError {
        byte[] bytes = InputFile.read(file, BYTES_MAX);
        if (!isFramed(bytes, PNG_BEGIN, PNG_END) && !isFramed(bytes, JPEG_BEGIN, JPEG_END)) {
            throw UserError.of(ExitCode.USAGE, "IMAGE_FORMAT", file);
        }
        return bytes;
    }

    private static boolean isFramed(byte[] bytes, byte[] begin, byte[] end) {
        return bytes.length > begin.length + end.length
                && Arrays.equals(bytes, 0, begin.length, begin, 0, begin.length)
                && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
    }
}
