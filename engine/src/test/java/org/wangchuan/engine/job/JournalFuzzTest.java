package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.testing.Distortion;
import org.wangchuan.engine.transfer.FailedRange;

/** What a journal holds can be anything after a crash of its disk: it is read, or refused in an orderly way. */
class JournalFuzzTest {
    private static final int ROUNDS = 4_000;

    private interface Reader {
        byte[] readAndWrite(byte[] bytes) throws JournalException;
    }

    @Test
    void aMarkIsReadOrRefused() throws Exception {
        List<FailedRange> unwritten = List.of(new FailedRange(512, 1024, 5), new FailedRange(8192, 512, 28));
        PassMark mark = new PassMark(2, new Checkpoint(1 << 20, 1536, unwritten, true), 1234);
        fuzz(mark.toBytes(), bytes -> PassMark.read(bytes).toBytes());
    }

    @Test
    void secretsAreReadOrRefused() throws Exception {
        PassSecrets secrets = new PassSecrets();
        secrets.draw(1, PassSpec.of(PatternKind.RANDOM, false));
        secrets.draw(2, PassSpec.of(PatternKind.STAMPED, true));
        fuzz(secrets.toBytes(), bytes -> PassSecrets.read(bytes).toBytes());
    }

    /** A key of another length would be no key of the pass. */
    @Test
    void aSecretOfAnotherLengthIsRefused() {
        for (PatternKind kind : List.of(PatternKind.RANDOM, PatternKind.STAMPED)) {
            for (int length : new int[] {0, 1, 7, 9, 31, 33}) {
                String hex = HexFormat.of().formatHex(new byte[length]);
                byte[] file = ("{\"1\":\"" + hex + "\"}").getBytes(StandardCharsets.UTF_8);
                assertThatThrownBy(() -> PassSecrets.read(file).pattern(1, PassSpec.of(kind, true)))
                        .as("%s, %d bytes", kind, length)
                        .isInstanceOf(JournalException.class);
            }
        }
    }

    private static void fuzz(byte[] sound, Reader reader) throws JournalException, MalformedJsonException {
        assertThat(reader.readAndWrite(sound)).isEqualTo(sound);
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] distorted = seed % 2 == 0
                    ? Distortion.of(sound, random)
                    : CanonicalJson.write(Distortion.of(CanonicalJson.readObject(sound), random));
            try {
                assertThat(reader.readAndWrite(distorted)).as("seed %d", seed).isEqualTo(distorted);
            } catch (JournalException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageContaining("can't be read");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
