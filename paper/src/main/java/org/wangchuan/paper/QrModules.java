package org.wangchuan.paper;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** The modules of a QR code (ISO/IEC 18004), without the quiet zone around it. Immutable. */
public final class QrModules {
    /** Short codes afford the higher redundancy. */
    private static final int MEDIUM_BYTES_MAX = 300;

    private final ByteMatrix matrix;

    private QrModules(ByteMatrix matrix) {
        this.matrix = matrix;
    }

    /**
     * The code of a text.
     *
     * @throws PaperException unless it is 1 to {@value ReceiptPage#QR_BYTES_MAX} printable ASCII characters
     */
    public static QrModules of(String text) throws PaperException {
        if (text.isEmpty() || text.length() > ReceiptPage.QR_BYTES_MAX) {
            throw new PaperException(
                    "QR text", "1 to " + ReceiptPage.QR_BYTES_MAX + " characters", text.length() + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new PaperException("QR text", "printable ASCII without spaces", "another character");
        }
        try {
            ErrorCorrectionLevel level =
                    text.length() <= MEDIUM_BYTES_MAX ? ErrorCorrectionLevel.M : ErrorCorrectionLevel.L;
            return new QrModules(Encoder.encode(text, level).getMatrix());
        } catch (WriterException e) {
            throw new IllegalStateException("the length was checked", e);
        }
    }

    /** Modules on a side. */
    public int side() {
        return matrix.getWidth();
    }

    /** Whether a module is dark; outside of the code none is. */
    public boolean isDark(int x, int y) {
        return x >= 0 && y >= 0 && x < side() && y < side() && matrix.get(x, y) == 1;
    }
}
