package org.wangchuan.platform.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The rules are read strictly: what is not foreseen in them keeps the platform from starting. */
final class RuleFilesTest {
    private static String file() throws IOException {
        try (InputStream in = RuleFilesTest.class.getResourceAsStream("/incident/rules.v1.json")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void refuses(String from, String to, String expected) throws IOException {
        String wrong = file().replaceFirst(from, to);
        assertThat(wrong).isNotEqualTo(file());
        assertThatThrownBy(() -> RuleFiles.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void itSaysWhatTheRequirementsSay() throws IOException {
        IncidentRules rules = new RuleFiles().current();
        assertThat(rules.highest().personsMin()).isEqualTo(1_000_000);
        assertThat(rules.duty("cyber-report").orElseThrow().amount()).isEqualTo(4);
        assertThat(rules.duty("cyber-final").orElseThrow().amount()).isEqualTo(30);
        assertThat(rules.duties().stream().filter(duty -> duty.basis().en().contains("PIPL art. 57")))
                .hasSize(2)
                .allMatch(duty -> duty.limit() == IncidentRules.Limit.AT_ONCE);
    }

    @Test
    void aMistakeIsNamed() throws IOException {
        refuses("\"amount\": 4", "\"amount\": 0", "amount");
        refuses("\"amount\": 0", "\"amount\": 7", "amount");
        refuses("\"id\": \"wrong-person\"", "\"id\": \"device-lost\"", "once");
        refuses("\"id\": \"other\"", "\"id\": \"else\"", "other");
        refuses("\"level\": \"larger\"", "\"level\": \"huge\"", "huge");
        refuses("\"personsMin\": 1000000", "\"personsMin\": 0", "levels");
        refuses("\"onSystemOnly\": true", "\"onSystemOnly\": true, \"extendable\": true", "extendable");
        refuses("\"limit\": \"HOURS\"", "\"limit\": \"WEEKS\"", "WEEKS");
        refuses("\"en\": \"Something else\"", "\"en\": \"\"", "both languages");
        refuses("\"version\": 1", "\"version\": null", "version");
    }
}
