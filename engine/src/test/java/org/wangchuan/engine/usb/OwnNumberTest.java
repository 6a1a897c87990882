package org.wangchuan.engine.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a name says what a device is, and never which one. */
class OwnNumberTest {
    private static final String NUMBER = "09C6BCA7";

    private static Optional<String> cut(String name, String... numbers) {
        List<SerialNumber> own =
                List.of(numbers).stream().map(SerialNumber::new).toList();
        return OwnNumber.cutFrom(Optional.of(name), own);
    }

    @ParameterizedTest
    @CsvSource({
        "SDM660-MTP _SN:09C6BCA7, SDM660-MTP",
        "QUSB_BULK_CID:0402_SN:C9A56F7E, QUSB_BULK_CID:0402",
        "Phone sn: 09 C6 BC A7, Phone",
        "Phone SN=09C6BCA7 of somebody, Phone",
        "Phone (S/N: 09C6BCA7), Phone",
        "Phone Serial No.: 1, Phone",
        "Phone serial#1, Phone",
        "Phone SN：甲乙丙, Phone",
    })
    void whatIsCalledANumberGoes(String name, String left) {
        assertThat(cut(name)).contains(left);
    }

    @ParameterizedTest
    @CsvSource({
        "Phone 09C6BCA7, Phone",
        "09c6bca7 Phone, Phone",
        "Phone_09c6-bca7_X, Phone_ _X",
        "Phone [09 C6 BC A7], Phone",
        "Phone 09C6BC09C6BCA7A7, Phone",
    })
    void theNumberThatItShowsGoesWhereverItStands(String name, String left) {
        assertThat(cut(name, NUMBER)).contains(left);
        assertThat(cut(name, "none", "09:c6:bc:a7")).contains(left);
    }

    @Test
    void aNameThatIsNothingElseIsNone() {
        assertThat(cut("_SN:09C6BCA7")).isEmpty();
        assertThat(cut(" 09C6BCA7 ", NUMBER)).isEmpty();
        assertThat(OwnNumber.cutFrom(Optional.empty(), List.of(new SerialNumber(NUMBER))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Redmi Note 8T",
                "SM-A515F",
                "SAMSUNG_Android",
                "Pixel 8",
                "moto g(30)",
                "(小米) Mi 10 /",
                "SN 500",
                "Serial Gadget",
                "Sony XQ-BC72",
                "MT65xx Preloader",
                "-",
                "iPhone"
            })
    void anHonestNameStaysAsItIs(String name) {
        assertThat(cut(name)).contains(name);
        assertThat(cut(name, NUMBER, "R58N12ABCDE")).contains(name);
    }

    /** What is short may be a part of a name: "A515" is no number that could be told from one. */
    @Test
    void aShortNumberCutsNothing() {
        assertThat(cut("SM-A515F", "A515F")).contains("SM-A515F");
        assertThat(cut("SM-A515F", "")).contains("SM-A515F");
        assertThat(cut("SM------A515F", "-----")).contains("SM------A515F");
    }

    @Test
    void ofAnyNameAndNumberNothingOfItIsLeft() {
        String[] parts = {
            "SN:", "s/n=", "SDM660-MTP", " ", "_", "(", ")", "\\E", "\\Q", "[", "小米", "İ", "S", "N:", "𝟘𝟙"
        };
        int cut = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder number = new StringBuilder();
            for (int i = 6 + random.nextInt(10); i > 0; i--) {
                number.append("0123456789ABCDEF".charAt(random.nextInt(16)));
            }
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                name.append(part(parts, number.toString(), random));
            }
            String left = cut(name.toString(), number.toString()).orElse("");
            String plain = left.replaceAll("[^\\p{L}\\p{Nd}]", "").toUpperCase(Locale.ROOT);
            assertThat(plain).as("seed %d", seed).doesNotContain(number);
            assertThat(left.toUpperCase(Locale.ROOT)).as("seed %d", seed).doesNotContain("SN:", "S/N=");
            cut += left.contentEquals(name) ? 0 : 1;
        }
        assertThat(cut).isBetween(1_000, 4_900);
    }

    private static String part(String[] parts, String number, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> number;
            case 1 -> number.toLowerCase(Locale.ROOT);
            case 2 -> number.substring(random.nextInt(number.length()));
            default -> parts[random.nextInt(parts.length)];
        };
    }
}
