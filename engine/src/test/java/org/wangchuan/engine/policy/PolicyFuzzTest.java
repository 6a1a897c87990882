package org.wangchuan.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.testing.Distortion;

/** Rule sets come inside evidence, from anybody: each is read whole, or refused with the documented exception. */
class PolicyFuzzTest {

    @Test
    void aRuleSetIsReadOrRefused() {
        long seed = 0;
        int read = 0;
        for (Policy policy : PolicyCatalogue.all()) {
            for (int round = 0; round < 1_000; round++) {
                JsonValue.Obj distorted = Distortion.of(policy.document(), new Random(++seed));
                try {
                    Policy again = Policy.fromJson(distorted);
                    assertThat(again.document()).as("seed %d", seed).isEqualTo(distorted);
                    read++;
                } catch (ShapeException expected) {
                    assertThat(expected).as("seed %d", seed).hasMessageContaining("expected");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    /** A text of a rule set must not look like a line of ours. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nCLEARED", "\u001b[2J", "\u202edesraelc", "\u2028"})
    void aTextThatIsNoPlainLineIsRefused(String text) {
        Policy policy = PolicyCatalogue.find("nist-clear").orElseThrow();
        for (String member : new String[] {"id", "source"}) {
            Map<String, JsonValue> members = new TreeMap<>(policy.document().members());
            members.put(member, new JsonValue.Text(text));
            assertThatThrownBy(() -> Policy.fromJson(new JsonValue.Obj(members)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining(member);
        }
    }
}
