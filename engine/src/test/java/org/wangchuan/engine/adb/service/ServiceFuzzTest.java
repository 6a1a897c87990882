package org.wangchuan.engine.adb.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.testing.Distortion;

/** Whatever a phone answers, a service gives a result within its bounds or one documented exception. */
@Timeout(60)
class ServiceFuzzTest {
    private static final Set<String> NEW = Set.of("shell_v2", "stat_v2", "ls_v2");
    private static final Set<Code> CODES = Set.of(Code.PROTOCOL, Code.LIMIT, Code.ENDED_EARLY, Code.FAILED);
    private static final int ROUNDS = 3_000;

    @FunctionalInterface
    private interface Use {
        void of(AdbDevice phone) throws AdbException;
    }

    @Test
    void ofAShell() {
        byte[] sound = words(out -> {
            out.put((byte) 1).putInt(5).put(text("hello"));
            out.put((byte) 2).putInt(3).put(text("err"));
            out.put((byte) 3).putInt(1).put((byte) 7);
        });
        fuzz(sound, NEW, phone -> {
            ShellOutput output = ShellRunner.run(phone, ShellCommand.of("id"), 50, Given.patience());
            assertThat(output.exitCode()).isPresent();
            assertThat(output.output().length() + output.error().length()).isLessThanOrEqualTo(50);
        });
    }

    @Test
    void ofFileStatus() {
        byte[] v2 = words(out -> {
            out.put(text("LST2"))
                    .putInt(0)
                    .put(new byte[16])
                    .putInt(0100644)
                    .put(new byte[12])
                    .putLong(5);
            out.putLong(1).putLong(2).putLong(3);
        });
        fuzz(v2, NEW, phone -> open(phone).linkStatus("/x", Given.patience()));
        byte[] v1 = words(out -> out.put(text("STAT")).putInt(0100644).putInt(5).putInt(3));
        fuzz(v1, Set.of(), phone -> open(phone).linkStatus("/x", Given.patience()));
    }

    @Test
    void ofAListing() {
        byte[] v2 = words(out -> {
            for (String name : List.of(".", "a", "bb")) {
                out.put(text("DNT2")).put(new byte[68]).putInt(name.length()).put(text(name));
            }
            out.put(text("DONE")).put(new byte[72]);
        });
        Use listing = phone -> {
            List<RemoteEntry> entries = open(phone).list("/x", 5, Given.patience());
            assertThat(entries)
                    .hasSizeLessThanOrEqualTo(7)
                    .noneMatch(entry -> entry.name().contains("/"));
        };
        fuzz(v2, NEW, listing);
        byte[] v1 = words(out -> {
            out.put(text("DENT")).put(new byte[12]).putInt(1).put(text("a"));
            out.put(text("DONE")).put(new byte[16]);
        });
        fuzz(v1, Set.of(), listing);
    }

    @Test
    void ofAFileThatComes() {
        byte[] sound = words(out -> {
            out.put(text("DATA")).putInt(10).put(new byte[10]);
            out.put(text("DATA")).putInt(3).put(new byte[3]);
            out.put(text("DONE")).putInt(0);
        });
        fuzz(sound, NEW, phone -> {
            ByteArrayOutputStream into = new ByteArrayOutputStream();
            long came = open(phone).receive("/x", 100, into, Given.patience());
            assertThat(came).isEqualTo(into.size()).isLessThanOrEqualTo(100);
        });
    }

    @Test
    void ofAFileThatGoes() {
        byte[] okay = words(out -> out.put(text("OKAY")).putInt(0));
        byte[] fail = words(out -> out.put(text("FAIL")).putInt(4).put(text("full")));
        Use sending = phone -> open(phone)
                .send("/x", 0600, Instant.EPOCH, new ByteArrayInputStream(new byte[9]), _ -> {}, Given.patience());
        fuzz(okay, NEW, sending);
        assertThat(ends(fail, NEW, sending)).containsOnlyKeys("refused");
    }

    @Test
    void whatCouldDeceiveIsRefused() {
        refused(Code.PROTOCOL, out -> out.put((byte) 3).putInt(0)); // an exit without a code
        refused(Code.PROTOCOL, out -> out.put((byte) 3).putInt(2).put(new byte[2]));
        refused(Code.PROTOCOL, out -> out.put((byte) 9).putInt(0));
        refused(Code.LIMIT, out -> out.put((byte) 1).putInt(-1).put(new byte[99]));
        refused(Code.ENDED_EARLY, out -> out.put((byte) 1).putInt(2).put(text("ok"))); // and no exit code
        refused(Code.ENDED_EARLY, _ -> {});
        for (String name : List.of("a/b", "../x", "a\0b")) {
            AdbDevice phone = phone(out -> out.put(text("DNT2"))
                    .put(new byte[68])
                    .putInt(name.length())
                    .put(text(name)));
            failing(Code.PROTOCOL, () -> open(phone).list("/", 9, Given.patience()));
        }
        AdbDevice long_ = phone(out -> out.put(text("DATA")).putInt(65_537).put(new byte[65_537]));
        failing(Code.PROTOCOL, () -> open(long_).receive("/x", 1 << 20, new ByteArrayOutputStream(), Given.patience()));
        AdbDevice endlessWords = phone(out -> out.put(text("FAIL")).putInt(1 << 20));
        failing(
                Code.PROTOCOL,
                () -> open(endlessWords).receive("/x", 9, new ByteArrayOutputStream(), Given.patience()));
    }

    @Test
    void aNameThatIsNoUtf8IsSaidToBeInexact() throws Exception {
        AdbDevice phone = phone(out -> {
            out.put(text("DNT2")).put(new byte[68]).putInt(2).put((byte) 'a').put((byte) 0xff);
            out.put(text("DONE")).put(new byte[72]);
        });
        assertThat(open(phone).list("/", 9, Given.patience())).singleElement().satisfies(entry -> {
            assertThat(entry.exactName()).isFalse();
            assertThat(entry.name()).isEqualTo("a\ufffd");
        });
    }

    private static void refused(Code code, java.util.function.Consumer<ByteBuffer> said) {
        AdbDevice phone = phone(said);
        failing(code, () -> ShellRunner.run(phone, ShellCommand.of("id"), 50, Given.patience()));
    }

    private static AdbDevice phone(java.util.function.Consumer<ByteBuffer> said) {
        return new BytesDevice(words(said), NEW, new Random(1));
    }

    private static SyncSession open(AdbDevice phone) throws AdbException {
        return SyncSession.open(phone, Given.patience());
    }

    private static void fuzz(byte[] sound, Set<String> features, Use use) {
        assertThat(ends(sound, features, use)).containsOnlyKeys("result", "refused");
    }

    private static Map<String, Integer> ends(byte[] sound, Set<String> features, Use use) {
        Map<String, Integer> ends = new HashMap<>();
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = seed == 0 ? sound : Distortion.of(sound, random);
            try {
                use.of(new BytesDevice(bytes, features, random));
                ends.merge("result", 1, Integer::sum);
            } catch (AdbException e) {
                assertThat(e.code()).as("seed %d", seed).isIn(CODES);
                ends.merge("refused", 1, Integer::sum);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        return ends;
    }

    private static byte[] words(java.util.function.Consumer<ByteBuffer> said) {
        ByteBuffer out = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
        said.accept(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
