package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"A-\u200b100", "\u202eA-100", "A-100\ufeff", "A\u0000", "A\nB", "A\u2028B", "\ue000", "\ud800"})
    void whatNobodySeesIsNoPartOfALine(String text) {
        assertThat(Line.isLineOrEmpty(text, 40)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-100", "封字第001号", "Ünal 4 😀", "〇"})
    void whatPeopleWriteIs(String text) {
        assertThat(Line.isLine(text, 40)).isTrue();
    }
}
