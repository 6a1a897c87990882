package org.wangchuan.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":1,\"b\":[true,false,null,\"x\"]}",
                "\"\\u0001\\n\\\"\\\\/€\u007f\"",
                "-9007199254740991",
                "0",
                "{\"\uD83D\uDE00\":1,\"\uFB33\":2}"
            })
    void readsWhatIsCanonical(String text) throws MalformedJsonException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalJson.write(CanonicalJson.read(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " {}",
                "{} ",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\": 1}",
                "1.0",
                "1e3",
                "01",
                "-0",
                "9007199254740992",
                "99999999999999999999",
                "\"\\/\"",
                "\"\\u0041\"",
                "\"\\u000A\"",
                "\"\\ud800\"",
                "\"\n\"",
                "[1,]",
                "{\"a\":1,}",
                "nul",
                "truee",
                "[",
                "\"",
                "{\"\uFB33\":2,\"\uD83D\uDE00\":1}"
            })
    void refusesEveryOtherSpelling(String text) {
        assertThatThrownBy(() -> CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("expected");
    }

    /** Overlong; a surrogate, alone and as one of a pair, with and without an escape before it; cut off. */
    @ParameterizedTest
    @ValueSource(strings = {"c080", "eda080", "eda0bdedb880", "5c6eeda080", "e282", "ff"})
    void refusesInvalidUtf8(String hex) {
        byte[] inside = HexFormat.of().parseHex(hex);
        byte[] bytes = ByteBuffer.allocate(inside.length + 2)
                .put((byte) '"')
                .put(inside)
                .put((byte) '"')
                .array();
        assertThatThrownBy(() -> CanonicalJson.read(bytes))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void refusesUnpairedSurrogatesInValuesToo() {
        assertThatThrownBy(() -> new JsonValue.Text("a\uD83D")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonValue.Text("\uDE00\uD83D")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new JsonValue.Text("\uD83D\uDE00a").value()).hasSize(3);
    }

    @Test
    void refusesWhatIsTooDeepWithoutOverflowingTheStack() {
        byte[] bytes = "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> CanonicalJson.read(bytes)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void everyRandomValueSurvivesTheRoundTrip() throws MalformedJsonException {
        for (long seed = 0; seed < 3_000; seed++) {
            JsonValue value = randomValue(new Random(seed), 0);
            assertThat(CanonicalJson.read(CanonicalJson.write(value)))
                    .as("seed %d", seed)
                    .isEqualTo(value);
        }
    }

    /** Any one changed byte gives another value or a refusal, never the same value. */
    @Test
    void noTwoSpellingsMeanTheSame() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            JsonValue value = randomValue(random, 0);
            byte[] bytes = CanonicalJson.write(value);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CanonicalJson.read(bytes)).as("seed %d", seed).isNotEqualTo(value);
            } catch (MalformedJsonException expected) {
                assertThat(expected).hasMessageContaining("at byte");
            }
        }
    }

    /** Garbage gives the documented exception and no other. */
    @Test
    void garbageIsRefusedInAnOrderlyWay() {
        byte[] alphabet = "{}[]\",:\\u0123456789aetrufalsn.-+ \n\u0000".getBytes(StandardCharsets.UTF_8);
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(8) == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
            }
            try {
                JsonValue value = CanonicalJson.read(bytes);
                assertThat(CanonicalJson.write(value)).isEqualTo(bytes);
            } catch (MalformedJsonException expected) {
                assertThat(expected.offset()).isBetween(0, bytes.length);
            }
        }
    }

    /** The lenient reader lets blanks and order pass, and nothing else; what it reads has one spelling. */
    @Test
    void garbageIsRefusedInAnOrderlyWayByTheLenientReaderToo() throws MalformedJsonException {
        byte[] alphabet = "{}[]\",:\\u0123456789aetrufalsn.-+ \n\t\r\u0000".getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (long seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            byte[] sound = CanonicalJson.write(new JsonValue.Obj(Map.of("a", randomValue(random, 1))));
            int at = random.nextInt(sound.length);
            byte[] bytes = new byte[sound.length + 1];
            System.arraycopy(sound, 0, bytes, 0, at);
            bytes[at] = alphabet[random.nextInt(alphabet.length)];
            System.arraycopy(sound, at, bytes, at + 1, sound.length - at);
            try {
                JsonValue.Obj value = CanonicalJson.readLenientObject(bytes);
                assertThat(CanonicalJson.readObject(CanonicalJson.write(value)))
                        .as("seed %d", seed)
                        .isEqualTo(value);
                read++;
            } catch (MalformedJsonException expected) {
                assertThat(expected.offset()).as("seed %d", seed).isBetween(0, bytes.length);
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void aMemberThatNobodyReadsIsRefused() {
        JsonValue.Obj object = Json.object().put("known", 1).put("smuggled", 2).build();
        assertThatThrownBy(() -> Json.in(object).only("known"))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("smuggled");
    }

    private static JsonValue randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> new JsonValue.Text(randomText(random));
            case 1 -> new JsonValue.Whole(random.nextLong() >> (11 + random.nextInt(52)));
            case 2 -> new JsonValue.Bool(random.nextBoolean());
            case 3 -> new JsonValue.Null();
            case 4 -> {
                List<JsonValue> items = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(randomValue(random, depth + 1));
                }
                yield new JsonValue.Array(items);
            }
            default -> {
                Map<String, JsonValue> members = new HashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    members.put(randomText(random), randomValue(random, depth + 1));
                }
                yield new JsonValue.Obj(members);
            }
        };
    }

    private static String randomText(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
            if (codePoint < 0xD800 || codePoint > 0xDFFF) {
                out.appendCodePoint(codePoint);
            }
        }
        return out.toString();
    }
}
