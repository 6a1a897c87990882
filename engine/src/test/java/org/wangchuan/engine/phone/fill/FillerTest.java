package org.wangchuan.engine.phone.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a filler of another version wrote, and how it told of it, nobody here knows. */
class FillerTest {
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, Filler.VERSION + 1})
    void aVersionThatNobodyKnowsIsNone(int version) {
        assertThatThrownBy(() -> new Filler(Filler.By.PROGRAM, version)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachIsFoundByItsWordAndNoOther() {
        for (Filler.By by : Filler.By.values()) {
            assertThat(Filler.By.of(by.id())).contains(by);
        }
        assertThat(Filler.By.of("recovery")).isEmpty();
    }
}
