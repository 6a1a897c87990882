package org.wangchuan.paper.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.paper.font.Faces;

class PrintableTest {
    private final Printable printable = new Printable(Faces.fresh().regular());

    @Test
    void plain_values_stay_as_they_are() {
        assertThat(printable.of("WDC WD10-EZEX 08 硬盘，Ünïcode")).isEqualTo("WDC WD10-EZEX 08 硬盘，Ünïcode");
        assertThat(printable.replaced()).isZero();
    }

    @Test
    void what_cannot_be_printed_or_seen_becomes_a_box_and_is_counted() {
        assertThat(printable.of("a\u202eb\u0000c\u200bd\ne")).isEqualTo("a□b□c□d□e");
        assertThat(printable.of("😀א\u0301")).isEqualTo("□□□");
        assertThat(printable.of(" x  y ")).isEqualTo("␣x␣␣y␣");
        assertThat(printable.of("□␣")).isEqualTo("□□");
        assertThat(printable.replaced()).isEqualTo(4 + 3 + 4 + 2);
    }

    @Test
    void letters_that_only_look_like_latin_ones_are_not_printed_as_such() {
        assertThat(printable.of("А")).isEqualTo("□");
        assertThat(printable.of("Α１Ⅰ")).isEqualTo("□□□");
    }
}
