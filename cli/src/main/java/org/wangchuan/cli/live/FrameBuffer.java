package org.wangchuan.cli.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.wangchuan.paper.QrModules;

/**
 * The kernel's frame buffer (Documentation/fb/framebuffer.rst): pixels in rows, as sysfs says. A terminal that draws on it, too, draws over what
 * is drawn here with its next output.
 */
final class FrameBuffer {
    private static final int QUIET_MODULES = 4;
    private static final int PIXELS_MAX = 16_384;

    private final Path device;
    private final Path facts;

    FrameBuffer(Path device, Path facts) {
        this.device = device;
        this.facts = facts;
    }

    static FrameBuffer system() {
        return new FrameBuffer(Path.of("/dev/fb0"), Path.of("/sys/class/graphics/fb0"));
    }

    /**
     * Draws a code in the middle, as large as whole pixels let it be, black on white with its quiet zone.
     *
     * @return false where there is no frame buffer, it is too small, or of a kind that is not known
     */
    boolean draw(QrModules code) throws IOException {
        if (!Files.exists(device) || !Files.isDirectory(facts)) {
            return false;
        }
        String[] size = text("virtual_size").split(",", -1);
        int width = number(size[0]);
        int height = size.length == 2 ? number(size[1]) : 0;
        int pixelBytes = number(text("bits_per_pixel")) / 8;
        int stride = number(text("stride"));
        int modules = code.side() + 2 * QUIET_MODULES;
        int scale = Math.min(width, height) / modules;
        if (scale < 1 || (pixelBytes != 2 && pixelBytes != 3 && pixelBytes != 4) || stride < width * pixelBytes) {
            return false;
        }
        int left = (width - modules * scale) / 2;
        int top = (height - modules * scale) / 2;
        byte[] row = new byte[modules * scale * pixelBytes];
        try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
            for (int y = 0; y < modules; y++) {
                // All bits set are white, none are black, in each of these kinds.
                Arrays.fill(row, (byte) 0xFF);
                for (int x = 0; x < modules; x++) {
                    if (code.isDark(x - QUIET_MODULES, y - QUIET_MODULES)) {
                        Arrays.fill(row, x * scale * pixelBytes, (x + 1) * scale * pixelBytes, (byte) 0);
                    }
                }
                for (int line = 0; line < scale; line++) {
                    file.seek((long) (top + y * scale + line) * stride + (long) left * pixelBytes);
                    file.write(row);
                }
            }
        }
        return true;
    }

    private String text(String name) throws IOException {
        return Files.readString(facts.resolve(name), StandardCharsets.US_ASCII)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** 0 for what is no number of pixels. */
    private static int number(String text) {
        int value = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        return value > PIXELS_MAX * 4 ? 0 : value;
    }
}
