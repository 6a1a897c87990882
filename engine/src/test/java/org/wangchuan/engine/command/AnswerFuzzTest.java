package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.testing.Distortion;

/** Answers come from devices, which may lie about anything: each is read within its bounds, or refused with the one documented exception. */
class AnswerFuzzTest {

    static List<String> answers() {
        return Answers.names();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aDistortedAnswerIsReadOrRefused(String name) throws AnswerException {
        Answers.Sound sound = sound(name);
        assertThat(sound.parser().parse(sound.bytes())).isNotNull();
        int refused = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            refused += refused(sound.parser(), Distortion.of(sound.bytes(), new Random(seed)), seed) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aCutAnswerIsReadOrRefused(String name) {
        Answers.Sound sound = sound(name);
        for (int length = 0; length < sound.bytes().length; length += length < 600 ? 1 : 97) {
            refused(sound.parser(), Arrays.copyOf(sound.bytes(), length), length);
        }
        assertThat(refused(sound.parser(), new byte[0], 0)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void noiseIsReadOrRefused(String name) {
        Answers.Sound sound = sound(name);
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextBoolean() ? sound.bytes().length : random.nextInt(70_000)];
            random.nextBytes(noise);
            refused(sound.parser(), noise, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerWithTurnedBitsIsReadOrRefused(String name) {
        Answers.Sound sound = sound(name);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = sound.bytes();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refused(sound.parser(), bytes, seed);
        }
    }

    /** A buffer that nobody wrote to says neither yes nor that anything ended well, or that nothing goes on. */
    @ParameterizedTest
    @MethodSource("answers")
    void zerosSayNothing(String name) {
        Answers.Sound sound = sound(name);
        try {
            assertThat(String.valueOf(sound.parser().parse(new byte[sound.bytes().length])))
                    .doesNotContain("YES", "LastSucceeded", "Never", "NoSuccessOnRecord", "Idle", "ResultRead");
        } catch (AnswerException expected) {
            assertThat(expected.code()).isNotNull();
        }
    }

    private static Answers.Sound sound(String name) {
        return Objects.requireNonNull(Answers.all().get(name));
    }

    private static boolean refused(Answers.Parser parser, byte[] bytes, int seed) {
        try {
            assertThat(parser.parse(bytes)).as("seed %d", seed).isNotNull();
            return false;
        } catch (AnswerException expected) {
            assertThat(expected).as("seed %d", seed).hasMessageContaining("expected");
            assertThat(expected.code()).isNotNull();
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
