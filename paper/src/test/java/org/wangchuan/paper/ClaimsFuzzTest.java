package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.JsonValue;

/** Claims of any shape give a page or one checked exception. */
class ClaimsFuzzTest {
    private static final int ROUNDS = 200;
    private static final long SEED = 9_310_277;
    private final Random random = new Random(SEED);

    @Test
    void mutated_claims_are_printed_or_refused() {
        int printed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ReceiptPage page = SampleReceipt.of("partial").page();
            ReceiptPage hostile = new ReceiptPage(
                    (JsonValue.Obj) mutated(page.payload()),
                    (JsonValue.Obj) mutated(page.target()),
                    (JsonValue.Obj) mutated(page.work()),
                    page.asset(),
                    page.log(),
                    page.qrText());
            try {
                assertThat(ReceiptPdf.render(hostile, List.of())).isNotEmpty();
                printed++;
            } catch (PaperException e) {
                assertThat(e).hasMessageContaining("expected");
            } catch (RuntimeException | Error e) {
                fail("seed " + SEED + ", round " + round, e);
            }
        }
        assertThat(printed).as("seed %d: some mutations must be harmless", SEED).isBetween(1, ROUNDS - 1);
    }

    private JsonValue mutated(JsonValue value) {
        return switch (value) {
            case JsonValue.Obj object -> {
                Map<String, JsonValue> members = new TreeMap<>();
                object.members().forEach((name, member) -> {
                    if (random.nextInt(400) != 0) {
                        members.put(random.nextInt(400) == 0 ? name + "x" : name, mutated(member));
                    }
                });
                yield new JsonValue.Obj(members);
            }
            case JsonValue.Array array -> {
                List<JsonValue> items = new ArrayList<>();
                array.items().forEach(item -> items.add(mutated(item)));
                yield new JsonValue.Array(items);
            }
            case JsonValue.Text text -> random.nextInt(40) == 0 ? otherText() : text;
            case JsonValue.Whole whole ->
                random.nextInt(10) == 0
                        ? new JsonValue.Whole((random.nextLong() >>> 11) * (random.nextInt(8) == 0 ? -1 : 1))
                        : whole;
            case JsonValue.Bool bool -> bool;
            case JsonValue.Null none -> none;
        };
    }

    private JsonValue otherText() {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            int code = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
            out.appendCodePoint(code >= 0xD800 && code < 0xE000 ? '(' : code);
        }
        return new JsonValue.Text(out.toString());
    }
}
