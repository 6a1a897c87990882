package org.wangchuan.platform.vault;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Looks into a picture before it is kept: what it says it is, it must be. */
final class Pictures {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};
    private static final int HEADER_AT = 16;
    private static final int HEADER_END = 24;
    private static final int SIDE_MAX = 4096;

    private Pictures() {}

    /** Refuses what is no PNG of reasonable size. */
    static void check(String mediaType, byte[] picture) throws VaultException {
        if (!mediaType.equals("image/png")) {
            throw new VaultException(VaultException.Code.BAD_PICTURE, "expected image/png");
        }
        if (picture.length > Vault.PICTURE_BYTES_MAX) {
            throw new VaultException(VaultException.Code.BAD_PICTURE, "larger than 200 KB");
        }
        boolean isPng = picture.length > HEADER_END + END.length
                && Arrays.equals(picture, 0, PNG.length, PNG, 0, PNG.length)
                // Ends where a PNG ends: nothing is hung on.
                && Arrays.equals(picture, picture.length - END.length, picture.length, END, 0, END.length);
        if (!isPng) {
            throw new VaultException(VaultException.Code.BAD_PICTURE, "no PNG");
        }
        ByteBuffer sides = ByteBuffer.wrap(picture, HEADER_AT, HEADER_END - HEADER_AT);
        int width = sides.getInt();
        int height = sides.getInt();
        if (!isSide(width) || !isSide(height)) {
            throw new VaultException(VaultException.Code.BAD_PICTURE, "sides must be 1 to 4096");
        }
    }

    private static boolean isSide(int pixels) {
        return pixels > 0 && pixels <= SIDE_MAX;
    }
}
