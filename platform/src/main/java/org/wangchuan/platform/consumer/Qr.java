package org.wangchuan.platform.consumer;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/**
 * A QR code as the path of an SVG.
 *
 * @param side of the picture in modules, with its quiet zone
 * @param path its dark modules
 */
public record Qr(int side, String path) {
    private static final int QUIET = 4;

    /** The code of a text. */
    public static Qr of(String text) {
        try {
            BitMatrix modules =
                    new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, QUIET));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < modules.getHeight(); y++) {
                for (int x = 0; x < modules.getWidth(); x++) {
                    if (modules.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new Qr(modules.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a code", e);
        }
    }
}
