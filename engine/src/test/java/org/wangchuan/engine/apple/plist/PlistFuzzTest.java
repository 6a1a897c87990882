package org.wangchuan.engine.apple.plist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Property lists, distorted: read as what is written the same again, or refused; nothing else, and never without bounds. */
class PlistFuzzTest {
    private static final int ROUNDS = 6_000;

    @Test
    void distortedXmlIsReadOrRefused() throws PlistException {
        distort(Plist.writeXml(PlistTest.everything()), 1, false);
    }

    @Test
    void distortedBinaryIsReadOrRefused() throws PlistException {
        distort(Plist.writeBinary(PlistTest.everything()), 2, true);
    }

    private static void distort(byte[] sound, long firstSeed, boolean binary) throws PlistException {
        int read = 0;
        int refused = 0;
        for (long seed = firstSeed * ROUNDS; seed < (firstSeed + 1) * ROUNDS; seed++) {
            byte[] distorted = distorted(sound, new Random(seed));
            try {
                PlistValue value = Plist.read(distorted, PlistLimits.MESSAGE);
                assertThat(Plist.read(Plist.writeBinary(value), PlistLimits.MESSAGE))
                        .as("seed %d", seed)
                        .isEqualTo(value);
                read++;
            } catch (PlistException expected) {
                assertThat(expected.code()).as("seed %d", seed).isNotEqualTo(PlistException.Code.UNWRITABLE);
                refused++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        // Else it would test one of the two only.
        assertThat(read).isGreaterThan(100);
        assertThat(refused).isGreaterThan(binary ? 1_000 : 2_000);
    }

    private static byte[] distorted(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 1; i--) {
            int at = random.nextInt(8) == 0
                    ? bytes.length - 1 - random.nextInt(Math.min(32, bytes.length))
                    : random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> {
                    int length = Math.min(random.nextInt(16), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length), bytes, at, length);
                }
                case 4 -> bytes[at] = "<>&;/\"\0\u0001".getBytes(StandardCharsets.ISO_8859_1)[random.nextInt(8)];
                default -> throw new AssertionError();
            }
        }
        return bytes;
    }
}
