package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.paper.QrModules;

/** A code on frame buffers that are files: each pixel is looked at. */
class FrameBufferTest {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 120;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void eachModuleIsDrawnInTheMiddleOnWhite(int bits) throws Exception {
        QrModules code = QrModules.of("wangchuan:receipt/v1#test");
        int stride = WIDTH * bits / 8 + 64; // rows are longer than what is seen of them
        FrameBuffer screen = screen(WIDTH, HEIGHT, bits, stride);
        assertThat(screen.draw(code)).isTrue();
        byte[] pixels = Files.readAllBytes(folder.resolve("fb0"));
        int modules = code.side() + 8;
        int scale = HEIGHT / modules;
        int left = (WIDTH - modules * scale) / 2;
        int top = (HEIGHT - modules * scale) / 2;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int moduleX = Math.floorDiv(x - left, scale);
                int moduleY = Math.floorDiv(y - top, scale);
                boolean inside = moduleX >= 0 && moduleY >= 0 && moduleX < modules && moduleY < modules;
                // What is around it was grey, and stays.
                byte expected = !inside ? 0x55 : code.isDark(moduleX - 4, moduleY - 4) ? 0 : (byte) 0xFF;
                for (int at = 0; at < bits / 8; at++) {
                    assertThat(pixels[y * stride + x * bits / 8 + at]).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aScreenThatIsTooSmallOrOfAnotherKindIsLeftAlone() throws Exception {
        QrModules code = QrModules.of("wangchuan:receipt/v1#test");
        assertThat(screen(20, 20, 32, 80).draw(code)).isFalse();
        assertThat(screen(WIDTH, HEIGHT, 8, WIDTH).draw(code)).isFalse();
        assertThat(new FrameBuffer(folder.resolve("none"), folder.resolve("none")).draw(code))
                .isFalse();
    }

    private FrameBuffer screen(int width, int height, int bits, int stride) throws Exception {
        Path facts = Files.createDirectories(folder.resolve("facts"));
        Files.writeString(facts.resolve("virtual_size"), width + "," + height + "\n");
        Files.writeString(facts.resolve("bits_per_pixel"), bits + "\n");
        Files.writeString(facts.resolve("stride"), stride + "\n");
        Path device = folder.resolve("fb0");
        byte[] grey = new byte[stride * height];
        java.util.Arrays.fill(grey, (byte) 0x55);
        try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
            file.setLength(0);
            file.write(grey);
        }
        return new FrameBuffer(device, facts);
    }
}
