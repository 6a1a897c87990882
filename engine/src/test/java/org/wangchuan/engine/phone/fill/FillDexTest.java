package org.wangchuan.engine.phone.fill;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.dx.command.dexer.Main;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our filler by itself: Android's byte code of its one source and nothing else, and what the same class says on this machine. */
@Timeout(120)
class FillDexTest {
    private static final String SOURCE = "org/wangchuan/ondevice/Fill.java";
    private static final int BLOCK = 3 << 20;
    private static final FillContent CONTENT = new FillContent(new byte[FillContent.SEED_BYTES], BLOCK);

    @TempDir
    Path folder;

    private final ByteBuffer dex = ByteBuffer.wrap(FillProgram.bytes()).order(ByteOrder.LITTLE_ENDIAN);

    /** By the table of its classes (source.android.com, Dalvik executable format): what is defined there, and not only spoken of. */
    @Test
    void itDefinesOurClassAndNoOther() {
        assertThat(new String(dex.array(), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("dex\n035\0");
        assertThat(dex.getInt(0x60)).isOne();
        int type = dex.getInt(dex.getInt(0x64));
        int at = dex.getInt(dex.getInt(0x3C) + 4 * dex.getInt(dex.getInt(0x44) + 4 * type));
        assertThat(new String(dex.array(), at + 1, dex.get(at), StandardCharsets.US_ASCII))
                .isEqualTo("Lorg/wangchuan/ondevice/Fill;");
    }

    @Test
    void aBuildOfTheSourceIsTheSameBytesAsTheOneThatIsShipped() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--release",
                        "8",
                        "-g",
                        "-parameters",
                        "-proc:none",
                        "-Xlint:-options",
                        "-d",
                        classes.toString(),
                        Path.of("src/main/ondevice", SOURCE).toString());
        assertThat(code).isZero();
        Path out = folder.resolve("out.dex");
        Main.main(new String[] {"--output=" + out, classes.toString()});
        assertThat(Files.readAllBytes(out)).isEqualTo(FillProgram.bytes());
    }

    /** As many bytes of a file as it would write; the number and the length are in its name. */
    private Path file(int number, int bytes) throws IOException {
        return Files.write(folder.resolve(FillProgram.name(number, bytes)), CONTENT.programPart(number, 0, bytes));
    }

    private List<String> compared(String key) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target/ondevice").toAbsolutePath().toString(),
                        "org.wangchuan.ondevice.Fill",
                        "compare",
                        folder.toString(),
                        Integer.toString(BLOCK))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().write((key + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        List<String> out = new ArrayList<>();
        for (String line :
                process.inputReader(StandardCharsets.US_ASCII).lines().toList()) {
            out.add(line.startsWith("wangchuan-fill end ") ? "end" : line.substring("wangchuan-fill ".length()));
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return out;
    }

    /** In pieces of 1 MiB: at their edges as well. */
    @Test
    void itSaysWhereAFileIsAnotherFirst() throws Exception {
        String key = HexFormat.of().formatHex(CONTENT.programKey());
        List<String> all = new ArrayList<>(List.of("ready 1"));
        file(0, BLOCK);
        all.add("same 0 " + BLOCK);
        int number = 1;
        for (int at : List.of(0, (1 << 20) - 1, 1 << 20, BLOCK - 1)) {
            try (RandomAccessFile open =
                    new RandomAccessFile(file(number, BLOCK).toFile(), "rw")) {
                open.seek(at);
                int was = open.read();
                open.seek(at);
                open.write(was ^ 0x80);
            }
            all.add("other " + number++ + " " + at);
        }
        Files.write(file(number, 5000), CONTENT.programPart(number, 0, 4999));
        all.add("other " + number++ + " 4999");
        Files.write(file(number, 5000), CONTENT.programPart(number, 0, 5001));
        all.add("other " + number++ + " 5000");
        Files.write(file(number, 5000), CONTENT.programPart(number - 1, 0, 5000));
        all.add("other " + number + " 0");
        Files.writeString(folder.resolve("another"), "of somebody");
        all.add("end");
        assertThat(compared(key)).isEqualTo(all);
        assertThat(compared("00" + key.substring(2))).contains("other 0 0").doesNotContain("same 0 " + BLOCK);
        assertThat(compared("no key")).as("it does nothing").isEmpty();
    }
}
