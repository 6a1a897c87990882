package org.wangchuan.platform.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Photos as cameras write them, with what they hide, and as nobody's camera writes them. */
public final class Photos {
    private Photos() {}

    /** Noise over a picture whose upper left is red, so that what became of it can be told. */
    public static BufferedImage picture(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean isCorner = x < width / 2 && y < height / 2;
                image.setRGB(x, y, isCorner ? Color.RED.getRGB() : random.nextInt() | 0xff000000);
            }
        }
        return image;
    }

    /** It as a file of this format; nothing hidden in it. */
    public static byte[] plain(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** It as a progressive JPEG, as many phones write. */
    public static byte[] progressive(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A JPEG with this secret in its Exif data, in a comment, and in a second file behind it. */
    public static byte[] telling(byte[] jpeg, String secret, int orientation) {
        byte[] words = secret.getBytes(StandardCharsets.UTF_8);
        ByteBuffer exif = ByteBuffer.allocate(14 + 2 + 2 * 12 + 4 + words.length);
        exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        exif.putShort((short) 2);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        exif.putShort((short) 0x9286).putShort((short) 2).putInt(words.length).putInt(38); // the user's comment
        exif.putInt(0).put(words);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        segment(out, 0xe1, exif.array());
        segment(out, 0xe1, ("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + secret).getBytes(StandardCharsets.UTF_8));
        segment(out, 0xfe, words);
        out.write(jpeg, 2, jpeg.length - 2);
        out.writeBytes(("PK\3\4<html><script>" + secret + "</script>").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
        out.write(0xff);
        out.write(marker);
        out.write((content.length + 2) >> 8);
        out.write(content.length + 2);
        out.writeBytes(content);
    }

    /** A PNG with one more chunk behind its header, and something behind its end. */
    public static byte[] withChunk(byte[] png, String type, byte[] content, byte[] behind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 33);
        out.writeBytes(chunk(type, content));
        out.write(png, 33, png.length - 33);
        out.writeBytes(behind);
        return out.toByteArray();
    }

    /** A PNG that says that it is this large. */
    public static byte[] claiming(byte[] png, int width, int height) {
        byte[] header = Arrays.copyOfRange(png, 16, 29);
        ByteBuffer.wrap(header).putInt(width).putInt(height);
        byte[] out = png.clone();
        byte[] chunk = chunk("IHDR", header);
        System.arraycopy(chunk, 0, out, 8, chunk.length);
        return out;
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] named = (type + "\0".repeat(content.length)).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(content, 0, named, 4, content.length);
        CRC32 sum = new CRC32();
        sum.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(content.length)
                .put(named)
                .putInt((int) sum.getValue())
                .array();
    }
}
