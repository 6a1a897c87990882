package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A masked form lets somebody recognise what they know, and tells nobody else. */
final class MasksTest {
    private static final int LENGTH_MAX = 30;
    private static final String FIGURES = "123456789012345678901234567890";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzabcd";

    @Test
    void ofNothingMoreThanAThirdIsShown() {
        for (int length = 1; length <= LENGTH_MAX; length++) {
            for (Field field : List.of(Field.ID_NUMBER, Field.PAYMENT_ACCOUNT, Field.PAYMENT_NUMBER)) {
                assertShown(Masks.of(field, FIGURES.substring(0, length)), length, length / 3);
            }
            assertShown(Masks.of(Field.NAME, LETTERS.substring(0, length)), length, length / 3);
            String domain = "@" + LETTERS.substring(0, length) + ".cn";
            assertShown(Masks.of(Field.EMAIL, "q" + domain), length + 4, (length + 4) / 3);
            assertShown(Masks.of(Field.EMAIL, LETTERS.substring(0, length) + "@q.cn"), length + 5, (length + 5) / 3);
        }
    }

    /** The first three figures of a long number are its network, which many share. A short number has no such head. */
    @Test
    void ofAPhoneTheHeadIsShownOnlyOfALongNumber() {
        for (int length = 1; length <= LENGTH_MAX; length++) {
            for (Field field : List.of(Field.PHONE, Field.REGISTERED_PHONE)) {
                String masked = Masks.of(field, FIGURES.substring(0, length));
                assertShown(masked, length, length < 11 ? length / 3 : 7);
                assertThat(masked.startsWith("123")).as(masked).isEqualTo(length >= 11);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, 13812341234, 138****1234",
        "PHONE, 67412345, ****45",
        "PHONE, +47 22 12 34, ****34",
        "PHONE, 12345, ****",
        "PHONE, 1 2 3 4 5 6 7, '**** 7'",
        "ID_NUMBER, 11010519491231002X, ****002X",
        "ID_NUMBER, AB123456, ****56",
        "PAYMENT_ACCOUNT, 12345, ****",
        "NAME, 王, *",
        "NAME, 王明, 王*",
        "NAME, 王小明, 王*",
        "NAME, 𠮷, *",
        "NAME, Li, ***",
        "NAME, Wei, W***",
        "EMAIL, li@example.org, ***@***",
        "EMAIL, nobody, ****",
    })
    void looksLike(Field field, String value, String masked) {
        assertThat(Masks.of(field, value)).isEqualTo(masked);
    }

    private static void assertShown(String masked, int length, int most) {
        assertThat(masked.replace("*", "").length())
                .as("%s of %d", masked, length)
                .isLessThanOrEqualTo(most);
    }
}
