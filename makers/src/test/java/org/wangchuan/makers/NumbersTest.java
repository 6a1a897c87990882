package org.wangchuan.makers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** What is shipped of numbers is read strictly, says only what was read somewhere, and knows no model. */
final class NumbersTest {
    private static final Path FILE = Path.of("src/main/resources/org/wangchuan/makers/numbers.json");
    private static final Numbers NUMBERS = Numbers.shipped();

    @ParameterizedTest
    @CsvSource({
        "86, ALLOCATES, TAF (China)",
        "35, ALLOCATES, 'TÜV SÜD (BABT, United Kingdom)'",
        "01, ALLOCATES, 'CTIA (PTCRB, United States)'",
        "00, TEST, test equipment",
        "05, TEST, test equipment",
        "52, FORMER, Cetecom (Germany)",
        "91, FORMER, MSAI (India)",
        "98, RESERVED, reserved",
        "99, ALLOCATES, GHA (devices of several systems)",
    })
    void theFirstTwoFiguresNameWhoAllocatedANumber(String start, Numbers.Use use, String name) {
        Numbers.Body body = NUMBERS.body(start + "4320000000000").orElseThrow();

        assertThat(body.use()).isEqualTo(use);
        assertThat(body.name().en()).isEqualTo(name);
        assertThat(body.name().zh()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "12345", "A5", "8A", "８６", "-1", "\u0000\u0000"})
    void whatNobodyAllocatedHasNone(String imei) {
        assertThat(NUMBERS.body(imei)).isEmpty();
    }

    @Test
    void aSerialNumbersFormIsKnownOnlyWhereSomebodyReadIt() {
        Numbers.SerialForm apple = NUMBERS.serial("apple").orElseThrow();

        assertThat(apple.fits("DNPXG1ABCDEF")).isTrue();
        assertThat(apple.fits("J2K4L6M8N0")).isTrue();
        assertThat(apple.fits("J2K4-L6M8N0")).isFalse();
        assertThat(apple.fits("R58")).isFalse();
        assertThat(NUMBERS.serial("huawei")).isEmpty();
        assertThat(NUMBERS.gaps()).anyMatch(gap -> gap.en().contains("TAC"));
        assertThat(NUMBERS.serials())
                .allSatisfy(
                        form -> assertThat(Makers.shipped().find(form.maker())).isPresent());
    }

    /** Each edit is a mistake that somebody could make. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "wangchuan-numbers/v1|wangchuan-numbers/v2",
                "\"version\": 1|\"version\": 1, \"types\": []",
                "\"from\": \"33\"|\"from\": \"3\"",
                "\"from\": \"33\"|\"from\": \"30\"",
                "\"to\": \"33\"|\"to\": \"35\"",
                "\"use\": \"former\"|\"use\": \"perhaps\"",
                "\"basis\": \"other\"|\"basis\": \"unproven\"",
                "\"min\": 8|\"min\": 15",
                "\"read\": \"2026-11-29\"|\"read\": \"\"",
                "\"maker\": \"apple\"|\"maker\": \"Apple\"",
            })
    void aMistakeIsRefused(String from, String to) throws IOException {
        String text = Files.readString(FILE);
        String wrong = text.replace(from, to);
        assertThat(wrong).as(from).isNotEqualTo(text);

        byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Numbers.read(bytes))
                .isInstanceOfAny(ShapeException.class, MalformedJsonException.class);
    }

    @Test
    void whateverTheFileHoldsEndsInNumbersOrAMistake() throws IOException {
        Random random = new Random(20261129);
        byte[] whole = Files.readAllBytes(FILE);
        for (int round = 0; round < 500; round++) {
            byte[] some = whole.clone();
            some[random.nextInt(some.length)] = (byte) random.nextInt(256);
            try {
                assertThat(Numbers.read(some).bodies()).isNotEmpty();
            } catch (ShapeException | MalformedJsonException e) {
                assertThat(e.getMessage()).isNotNull();
            }
        }
        assertThatThrownBy(() -> Numbers.read(new byte[Numbers.BYTES_MAX + 1])).isInstanceOf(ShapeException.class);
    }
}
