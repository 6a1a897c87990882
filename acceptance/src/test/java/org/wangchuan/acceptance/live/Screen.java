package org.wangchuan.acceptance.live;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Screen and keyboard of a computer in QEMU, by its protocol QMP: what somebody who stands there sees and types. For one thread. */
final class Screen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Lines of text in the height of the screen (image/root/init). */
    private static final int LINES = 40;

    /** Longer than it takes from a key that was pressed to what comes of it. */
    private static final Duration STANDS = Duration.ofSeconds(4);

    private static final long KEY_MILLIS = 250;

    private final SocketChannel channel;
    private final BufferedReader answers;
    private final Path dump;

    private Screen(SocketChannel channel, Path dump) {
        this.channel = channel;
        this.answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.dump = dump;
    }

    /**
     * Of a computer that was started with this socket for QMP.
     *
     * @param work where pictures are put
     */
    static Screen of(Path socket, Process qemu, Path work) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(socket)) {
            if (System.nanoTime() > end || !qemu.isAlive()) {
                throw new IOException("QEMU did not start");
            }
            Thread.sleep(100);
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        Screen screen = new Screen(channel, work.resolve("screen.png"));
        screen.tell("{\"execute\": \"qmp_capabilities\"}");
        return screen;
    }

    /** Types this, and Enter. */
    void answer(String text) throws IOException, InterruptedException {
        for (int i = 0; i < text.length(); i++) {
            press(key(text.charAt(i)));
        }
        enter();
    }

    void enter() throws IOException, InterruptedException {
        press(named("ret"));
    }

    /**
     * Returns once something is asked: a cursor stands behind a text, and has stood there for a while. What is typed before that is forgotten by who
     * asks. Where nothing is asked, the cursor stands at the beginning of a line, or nowhere. It comes and goes, or not.
     */
    void untilAsked() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int[] asked = new int[0];
        long since = 0;
        while (System.nanoTime() < end) {
            BufferedImage image = look();
            int[] now = pixels(image);
            if (isCursorBehindText(now, image.getWidth(), image.getHeight() / LINES)) {
                if (!Arrays.equals(asked, now)) {
                    asked = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > STANDS.toNanos()) {
                    return;
                }
            }
            Thread.sleep(200);
        }
        picture("nothing-asked");
        throw new IOException("nothing is asked on the screen");
    }

    /** The text of the code that it shows, as soon as it does. */
    String untilCode() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<String> code = code();
            if (code.isPresent()) {
                return code.get();
            }
            Thread.sleep(300);
        }
        throw new IOException("no code that can be read is on the screen");
    }

    /**
     * Whether the lowest that is drawn is a line as wide as a character, and not in the first two columns: what a letter has below the others is narrower, and
     * of a Chinese character wider.
     */
    private static boolean isCursorBehindText(int[] pixels, int width, int line) {
        int last = pixels.length - 1;
        while (last >= 0 && isDark(pixels[last])) {
            last--;
        }
        int row = Math.max(last, 0) / width * width;
        int first = row;
        while (first < last && isDark(pixels[first])) {
            first++;
        }
        for (int at = first; at <= last; at++) {
            if (isDark(pixels[at])) {
                return false;
            }
        }
        int wide = last - first + 1;
        return first - row > line && wide >= line / 2 && wide <= line * 7 / 10;
    }

    private static boolean isDark(int pixel) {
        return (pixel & 0xff) < 0x40;
    }

    BufferedImage look() throws IOException {
        tell("{\"execute\": \"screendump\", \"arguments\": {\"filename\": \"" + dump + "\", \"format\": \"png\"}}");
        return ImageIO.read(dump.toFile());
    }

    /** For eyes: keeps what it shows, where the system property {@code wangchuan.screens} names a folder. */
    void picture(String name) throws IOException {
        String pictures = System.getProperty("wangchuan.screens");
        if (pictures != null) {
            var _ = look();
            Files.createDirectories(Path.of(pictures));
            Files.copy(dump, Path.of(pictures, name + ".png"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Optional<String> code() throws IOException {
        BufferedImage image = look();
        BinaryBitmap bits = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels(image))));
        try {
            return Optional.of(new QRCodeReader()
                    .decode(bits, Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText());
        } catch (ReaderException _) {
            return Optional.empty(); // none, or one that is being drawn
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void press(String keys) throws IOException, InterruptedException {
        tell("{\"execute\": \"send-key\", \"arguments\": {\"keys\": [" + keys + "]}}");
        Thread.sleep(KEY_MILLIS);
    }

    private static String key(char typed) {
        if (typed >= 'A' && typed <= 'Z') {
            return named("shift") + ", " + named(String.valueOf((char) (typed + 'a' - 'A')));
        }
        return switch (typed) {
            case ' ' -> named("spc");
            case '-' -> named("minus");
            default -> named(String.valueOf(typed));
        };
    }

    private static String named(String code) {
        return "{\"type\": \"qcode\", \"data\": \"" + code + "\"}";
    }

    private void tell(String command) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{\"return\"")) {
                return;
            }
            if (line.startsWith("{\"error\"")) {
                throw new IOException("QEMU refuses: " + line);
            }
        }
        throw new IOException("QEMU has ended");
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
