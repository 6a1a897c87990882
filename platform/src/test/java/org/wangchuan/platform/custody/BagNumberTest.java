package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BagNumberTest {
    @ParameterizedTest
    @CsvSource({
        "BAG-0010, bag OO1O",
        "A-1, A 1",
        "A-1, ａ－１",
        "IL10, 1LIO",
        "封字第〇1号, 封字第0l号",
        "A.1, A_1",
        "A#1, A/1",
    })
    void numbersThatLookAlikeAreOne(String one, String other) {
        assertThat(key(one)).isEqualTo(key(other));
    }

    @ParameterizedTest
    @CsvSource({"A-1, A-2", "封字第001号, 押字第001号", "B-8, B-3", "A-1, A-11"})
    void othersAreNot(String one, String other) {
        assertThat(key(one)).isNotEqualTo(key(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "---",
                "АB-1" /* Cyrillic A */,
                "Α-1" /* Greek alpha */,
                "A-\u200b1",
                "A\u202e1",
                "A\n1",
                "A😀",
                "É1",
                "\ud800",
                "0123456789012345678901234567890123456789x"
            })
    void whatCantBeToldApartIsNone(String typed) {
        assertThat(BagNumber.of(typed)).isEmpty();
    }

    @Test
    void itIsShownAsItWasTyped() {
        assertThat(BagNumber.of(" bag-7 ").orElseThrow().text()).isEqualTo("bag-7");
    }

    private static String key(String typed) {
        return BagNumber.of(typed).orElseThrow().key();
    }
}
