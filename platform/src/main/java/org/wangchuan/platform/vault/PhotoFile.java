package org.wangchuan.platform.vault;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.wangchuan.platform.vault.VaultException.Code;

/**
 * A photo that may go into the vault. What a camera or a stranger sends is judged by what it is, not by its name; then it is
 * drawn anew, so that nothing is kept but what can be seen: no place, no time, no name of a camera, no second file behind the
 * first. Nothing of it touches a disk. Immutable; one is drawn at a time.
 */
public final class PhotoFile {
    /** The largest file that is looked at, in bytes. */
    public static final int BYTES_MAX = 10 << 20;

    /** Most pixels of it. */
    public static final int PIXELS_MAX = 25_000_000;

    /** Longest side of what is kept, in pixels: enough to read a screen. */
    public static final int SIDE_MAX = 1600;

    /** The largest that is kept, in bytes. */
    static final int KEPT_BYTES_MAX = 1 << 20;

    private static final float[] QUALITIES = {0.85f, 0.7f, 0.5f, 0.3f};

    /** So that many photos at once need no more memory than one. */
    private static final ReentrantLock DRAWING = new ReentrantLock();

    private final byte[] jpeg;

    private PhotoFile(byte[] jpeg) {
        this.jpeg = jpeg;
    }

    /**
     * Judges a file and draws it anew.
     *
     * @throws VaultException with code BAD_PHOTO if it is no whole JPEG or PNG within the limits
     */
    public static PhotoFile of(byte[] file) throws VaultException {
        if (file.length > BYTES_MAX) {
            throw bad("larger than 10 MB");
        }
        PhotoOutline outline = PhotoOutline.of(file);
        DRAWING.lock();
        try {
            return new PhotoFile(write(draw(read(outline), outline.turn())));
        } catch (IOException | RuntimeException e) {
            // Decoders say many things about files that were made to harm them; the file may be quoted in what they
            // say.
            throw bad("can't be drawn: " + e.getClass().getSimpleName());
        } finally {
            DRAWING.unlock();
        }
    }

    /** What is kept: a JPEG with nothing but the picture. */
    byte[] jpeg() {
        return jpeg.clone();
    }

    private static BufferedImage read(PhotoOutline outline) throws IOException {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(outline.format()).next();
        // In memory, not through a file: a photo on a disk would be one outside the vault.
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(outline.bare()))) {
            reader.setInput(in, true, true);
            ImageReadParam coarse = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(outline.width(), outline.height()) / (2 * SIDE_MAX));
            coarse.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, coarse);
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage draw(BufferedImage read, PhotoOutline.Turn turn) {
        int longest = Math.max(read.getWidth(), read.getHeight());
        double scale = Math.min(1.0, (double) SIDE_MAX / longest);
        int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
        boolean isOnSide = turn.quarters() % 2 == 1;
        BufferedImage drawn =
                new BufferedImage(isOnSide ? height : width, isOnSide ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
            AffineTransform place = new AffineTransform();
            place.translate(drawn.getWidth() / 2.0, drawn.getHeight() / 2.0);
            place.quadrantRotate(turn.quarters());
            if (turn.isMirrored()) {
                place.scale(-1, 1);
            }
            place.translate(-width / 2.0, -height / 2.0);
            place.scale((double) width / read.getWidth(), (double) height / read.getHeight());
            pen.drawImage(read, place, null);
        } finally {
            pen.dispose();
        }
        return drawn;
    }

    /** As well as it fits. */
    private static byte[] write(BufferedImage drawn) throws IOException {
        for (float quality : QUALITIES) {
            byte[] out = write(drawn, quality);
            if (out.length <= KEPT_BYTES_MAX) {
                return out;
            }
        }
        throw new IOException("more in it than fits");
    }

    private static byte[] write(BufferedImage drawn, float quality) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(drawn, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static VaultException bad(String why) {
        return new VaultException(Code.BAD_PHOTO, why);
    }
}
