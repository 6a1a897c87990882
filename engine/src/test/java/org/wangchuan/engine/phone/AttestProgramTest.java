package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.dx.command.dexer.Main;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.phone.read.AndroidAttester;

/** What is put on a phone: Android's byte code (Dalvik executable format, source.android.com), of our one source and nothing else. */
class AttestProgramTest {
    private static final String SOURCE = "org/wangchuan/ondevice/Attest.java";
    private static final int DIGEST_AT = 12;
    private static final int DIGESTED_FROM = 32;

    @TempDir
    Path folder;

    private final ByteBuffer dex = ByteBuffer.wrap(AndroidAttester.program()).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void itIsWhatItsHeaderSays() throws Exception {
        byte[] bytes = dex.array();
        assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("dex\n035\0");
        Adler32 sum = new Adler32();
        sum.update(bytes, DIGEST_AT, bytes.length - DIGEST_AT);
        assertThat(dex.getInt(8)).isEqualTo((int) sum.getValue());
        assertThat(Arrays.copyOfRange(bytes, DIGEST_AT, DIGESTED_FROM))
                .isEqualTo(MessageDigest.getInstance("SHA-1")
                        .digest(Arrays.copyOfRange(bytes, DIGESTED_FROM, bytes.length)));
        assertThat(dex.getInt(32)).isEqualTo(bytes.length);
    }

    /** By the table of its classes: what is defined there, and not only spoken of. */
    @Test
    void itDefinesOurClassesAndNoOthers() {
        List<String> classes = new ArrayList<>();
        int at = dex.getInt(0x64);
        for (int i = 0; i < dex.getInt(0x60); i++) {
            int type = dex.getInt(at + 32 * i);
            classes.add(string(dex.getInt(dex.getInt(0x44) + 4 * type)));
        }
        assertThat(classes)
                .containsExactlyInAnyOrder("Lorg/wangchuan/ondevice/Attest;", "Lorg/wangchuan/ondevice/Attest$1;");
        assertThat(strings()).contains("main", "AndroidKeyStore", "setAttestationChallenge", "wangchuan-attest ");
    }

    private List<String> strings() {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < dex.getInt(0x38); i++) {
            out.add(string(i));
        }
        return out;
    }

    /** Each is shorter than 128 and of ASCII here. */
    private String string(int number) {
        int at = dex.getInt(dex.getInt(0x3C) + 4 * number);
        return new String(dex.array(), at + 1, dex.get(at), StandardCharsets.US_ASCII);
    }

    @Test
    void twoBuildsOfTheSourceAreTheSameBytesAsTheOneThatIsShipped() throws Exception {
        byte[] first = built(Files.createDirectories(folder.resolve("first")));
        byte[] second = built(Files.createDirectories(folder.resolve("elsewhere/second")));
        assertThat(first).isEqualTo(second).isEqualTo(AndroidAttester.program());
    }

    private static byte[] built(Path where) throws Exception {
        ToolProvider compiler = ToolProvider.findFirst("javac").orElseThrow();
        Path classes = Files.createDirectory(where.resolve("classes"));
        int code = compiler.run(
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
        Path out = where.resolve("out.dex");
        Main.main(new String[] {"--output=" + out, classes.toString()});
        return Files.readAllBytes(out);
    }
}
