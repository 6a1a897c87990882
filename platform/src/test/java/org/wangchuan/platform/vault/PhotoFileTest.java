package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.testing.Photos;

/** What becomes of files that come as photos, as cameras write them and as nobody should. */
final class PhotoFileTest {
    private static final String SECRET = "39.9042N 116.4074E Wang Xiaoming";
    private final BufferedImage picture = Photos.picture(64, 32, 1);

    @Test
    void nothingIsKeptButThePicture() throws IOException, VaultException {
        byte[] words = SECRET.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("jpeg", Photos.telling(Photos.plain("jpeg", picture), SECRET, 1));
        files.put("progressive", Photos.telling(Photos.progressive(picture), SECRET, 1));
        for (String chunk : new String[] {"tEXt", "eXIf", "iCCP", "zTXt", "prVt"}) {
            files.put(chunk, Photos.withChunk(Photos.plain("png", picture), chunk, words, words));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] kept = PhotoFile.of(file.getValue()).jpeg();
            String text = new String(kept, StandardCharsets.ISO_8859_1);
            assertThat(text).as(file.getKey()).doesNotContain(SECRET, "Exif", "PK\3\4", "script", "xmp");
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(kept));
            assertThat(read.getWidth()).isEqualTo(64);
            assertThat(redness(read, 10, 5)).as(file.getKey()).isGreaterThan(150);
        }
    }

    /** Where the red corner goes by Exif's eight numbers. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,1,0", "3,1,1", "4,0,1", "5,0,0", "6,1,0", "7,1,1", "8,0,1", "9,0,0", "0,0,0"})
    void itStandsUpright(int orientation, int right, int low) throws IOException, VaultException {
        BufferedImage halves = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 32; x++) {
                halves.setRGB(x, y, Color.RED.getRGB());
            }
        }
        byte[] kept = PhotoFile.of(Photos.telling(Photos.plain("jpeg", halves), SECRET, orientation))
                .jpeg();
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(kept));
        boolean isOnSide = orientation >= 5 && orientation <= 8;
        assertThat(read.getWidth()).isEqualTo(isOnSide ? 32 : 64);
        for (int x = 0; x < 2; x++) {
            for (int y = 0; y < 2; y++) {
                int red = redness(read, read.getWidth() * (1 + 2 * x) / 4, read.getHeight() * (1 + 2 * y) / 4);
                assertThat(red > 150).as(x + "," + y).isEqualTo(x == right && y == low);
            }
        }
    }

    @Test
    void aLargeOneIsKeptSmaller() throws IOException, VaultException {
        byte[] kept = PhotoFile.of(Photos.plain("jpeg", Photos.picture(4000, 2000, 1)))
                .jpeg();
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(kept));
        assertThat(read.getWidth()).isEqualTo(1600);
        assertThat(read.getHeight()).isEqualTo(800);
        assertThat(kept).hasSizeLessThanOrEqualTo(PhotoFile.KEPT_BYTES_MAX);
    }

    @Test
    void whatIsNoWholePhotoIsRefused() throws IOException {
        byte[] jpeg = Photos.plain("jpeg", picture);
        byte[] png = Photos.plain("png", picture);
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("nothing", new byte[0]);
        bad.put("svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        bad.put("html", "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        bad.put("html before a jpeg", join("<html>".getBytes(StandardCharsets.UTF_8), jpeg));
        bad.put("gif", Photos.plain("gif", picture));
        bad.put("bmp", Photos.plain("bmp", picture));
        bad.put("pdf", "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8));
        for (int part = 1; part < 8; part++) {
            bad.put("jpeg cut " + part, Arrays.copyOf(jpeg, jpeg.length * part / 8));
            bad.put("png cut " + part, Arrays.copyOf(png, png.length * part / 8));
        }
        bad.put("jpeg without its end", Arrays.copyOf(jpeg, jpeg.length - 2));
        bad.put("png without its end", Arrays.copyOf(png, png.length - 12));
        bad.put("png with a wrong sum", changed(png, png.length - 20));
        bad.put("png of 2.5 gigapixels", Photos.claiming(png, 50_000, 50_000));
        bad.put("png of one line that never ends", Photos.claiming(png, 1, Integer.MAX_VALUE));
        bad.put("png of nothing", Photos.claiming(png, 0, 10));
        bad.put("png that is larger than it has", Photos.claiming(png, 1000, 1000));
        bad.put("jpeg of 4.2 gigapixels", sized(jpeg, 65_000, 65_000));
        bad.put("jpeg without a height", sized(jpeg, 64, 0));
        bad.put("jpeg with a thousand scans", scans(jpeg, 1000));
        bad.put("too large", Arrays.copyOf(jpeg, PhotoFile.BYTES_MAX + 1));
        bad.forEach((name, file) -> assertThatThrownBy(() -> PhotoFile.of(file))
                .as(name)
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.code()).isEqualTo(VaultException.Code.BAD_PHOTO)));
    }

    /** Whatever is changed, it is a photo or is refused as none. */
    @Test
    void aFileThatWasMadeToHarmHarmsNothing() throws IOException {
        Random random = new Random(7);
        byte[][] files = {
            Photos.telling(Photos.plain("jpeg", picture), SECRET, 6),
            Photos.progressive(picture),
            Photos.plain("png", picture)
        };
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] file = files[i % files.length].clone();
            for (int j = 0; j <= i % 4; j++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(PhotoFile.of(file).jpeg()).isNotEmpty();
            } catch (VaultException e) {
                assertThat(e.code()).isEqualTo(VaultException.Code.BAD_PHOTO);
                refused++;
            }
        }
        assertThat(refused).isBetween(100, 599);
    }

    private static int redness(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        return colour.getRed() - Math.max(colour.getGreen(), colour.getBlue());
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] out = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, out, one.length, other.length);
        return out;
    }

    private static byte[] changed(byte[] file, int at) {
        byte[] out = file.clone();
        out[at] ^= 1;
        return out;
    }

    private static byte[] sized(byte[] jpeg, int width, int height) {
        byte[] out = jpeg.clone();
        int at = find(out, 0xc0) + 5;
        out[at] = (byte) (height >> 8);
        out[at + 1] = (byte) height;
        out[at + 2] = (byte) (width >> 8);
        out[at + 3] = (byte) width;
        return out;
    }

    private static byte[] scans(byte[] jpeg, int count) {
        int at = find(jpeg, 0xda);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, at);
        for (int i = 0; i < count; i++) {
            out.write(jpeg, at, jpeg.length - 2 - at);
        }
        out.write(jpeg, jpeg.length - 2, 2);
        return out.toByteArray();
    }

    private static int find(byte[] jpeg, int marker) {
        for (int i = 0; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == marker) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such marker");
    }
}
