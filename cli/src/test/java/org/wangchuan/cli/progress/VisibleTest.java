package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;

class VisibleTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "盘 1", "é", "👩‍💻", "a\tb\nc", "\\u001b"})
    void whatSteersNothingStaysAsItIs(String text) {
        assertThat(Visible.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J",
                "\u009b2J",
                "\r",
                "\u0007",
                "\b",
                "\u007f",
                "\u202e",
                "\u2066",
                "\u200f",
                "\u00ad",
                "\ufeff",
                "\u2028",
                "\udb40\udc41",
                "\ud834\udd73",
                "\ud800"
            })
    void whatSteersATerminalOrTurnsTextAroundIsSpelledOut(String text) {
        assertThat(Visible.text(text)).startsWith("\\u").doesNotContain(text);
    }

    /** Results can be JSON, and stay the same JSON. */
    @Test
    void jsonStaysTheSameJson() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            random.ints(20, 0x20, 0x1_2000)
                    .filter(c -> !Character.isSurrogate((char) c) || c > 0xFFFF)
                    .forEach(text::appendCodePoint);
            text.appendCodePoint(0xE0041);
            var object = Json.object().put("text", text.toString()).build();
            String shown = Visible.text(CanonicalJson.writeText(object));
            assertThat(CanonicalJson.readLenientObject(shown.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .as("seed %d", seed)
                    .isEqualTo(object);
        }
    }
}
