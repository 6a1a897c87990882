package org.wangchuan.acceptance.real;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A picture that a recovery tool recognises. */
final class JpegPicture {
    private JpegPicture() {}

    static byte[] of(Random random, int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, "jpg", out)) {
            throw new IOException("this JDK writes no JPEG");
        }
        return out.toByteArray();
    }
}
