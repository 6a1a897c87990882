package org.wangchuan.paper.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.pdf.Colour;

class WrapTest {
    private final Style style = new Style(Faces.fresh().regular(), 10, 15, Colour.INK);

    @Test
    void lines_fit_and_no_character_but_the_space_at_a_break_is_lost() {
        long seed = 551_024;
        Random random = new Random(seed);
        String signs = "abcdefgWM 一二三，。（）《》 0123-/.";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder("x");
            for (int i = random.nextInt(300); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            double width = 12 + random.nextInt(300);

            List<String> lines = Wrap.lines(style, text.toString(), width);

            for (String line : lines) {
                assertThat(style.face().width(line.stripTrailing(), style.size()))
                        .as("seed %d, round %d", seed, round)
                        .isLessThanOrEqualTo(width + 1e-6);
            }
            assertThat(String.join("", lines).replace(" ", ""))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(text.toString().replace(" ", ""));
        }
    }

    @Test
    void a_line_never_begins_with_a_closing_sign() {
        assertThat(Wrap.lines(style, "一二三，四五", 31)).containsExactly("一二", "三，四", "五");
    }

    @Test
    void a_value_without_spaces_is_broken_where_the_line_ends() {
        assertThat(Wrap.lines(style, "W".repeat(100), 50))
                .allSatisfy(line -> assertThat(line).hasSizeBetween(1, 6));
    }

    @Test
    void an_empty_text_is_one_empty_line() {
        assertThat(Wrap.lines(style, "", 50)).containsExactly("");
    }

    @Test
    void balanced_lines_are_no_more_and_no_wider_and_leave_no_word_over() {
        String text = "Part of the medium was not erased and may still hold old data: 12,288 bytes in 2 ranges.";
        double width = style.face().width(text, style.size()) - 10;

        assertThat(Wrap.lines(style, text, width)).hasSize(2).endsWith("ranges.");
        assertThat(Wrap.balanced(style, text, width)).hasSize(2).allSatisfy(line -> {
            assertThat(line).hasSizeGreaterThan(30);
            assertThat(style.face().width(line, style.size())).isLessThanOrEqualTo(width);
        });
        assertThat(String.join(" ", Wrap.balanced(style, text, width))).isEqualTo(text);
        assertThat(Wrap.balanced(style, "short", width)).containsExactly("short");
    }
}
