package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.wangchuan.platform.custody.DeviceKind;

final class WorkflowReaderTest {
    private static final Path FOLDER = Path.of("src/main/resources/workflows");

    @Test
    void allAreThere() throws IOException {
        Workflows all = new Workflows();

        assertThat(all.of(DeviceKind.PHONE))
                .extracting(Workflow::id)
                .containsExactly("android", "harmonyos", "iphone", "other");
        assertThat(all.of(DeviceKind.LAPTOP)).isEmpty();
    }

    /** Each edit is a mistake that somebody could make. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 1|\"version\": 0",
                "\"version\": 1|\"version\": 1, \"version\": 2",
                "\"version\": 1|\"version\": 1, \"extra\": 2",
                "\"gives\": \"observed\"|\"gives\": \"cleared\"",
                "\"gives\": \"observed\"|\"gives\": \"purged\"",
                "\"gives\": \"observed\"|\"gives\": null",
                "\"id\": \"backup\"|\"id\": \"identity\"",
                "\"phase\": \"prepare\"|\"phase\": \"observe\"",
                "\"phase\": \"erase\"|\"phase\": \"observe\"",
                "\"erases\": true|\"erases\": false",
                "\"seconds\": 5|\"seconds\": 0",
                "\"start-screen\": [|\"no-screen\": [",
                "\"id\": \"setup\"|\"id\": \"set-up\"",
                "恢复|restore",
                "\"source\": \"R-02\"|\"source\": \" \""
            })
    void aMistakeIsRefused(String from, String to) throws IOException {
        String text = Files.readString(FOLDER.resolve("android.v1.json"));
        String wrong = from.equals("恢复") ? text.replaceAll("\\p{IsHan}", "x") : text.replace(from, to);
        assertThat(wrong).isNotEqualTo(text);

        assertThatThrownBy(() -> Workflows.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 1|\"version\": 1 1|android.v1.json.*line 3: .*",
                "\"phase\": \"erase\"|\"phase\": \"wipe\"|android.v1.json.*steps.*phase.*wipe.*",
                "\"id\": \"setup\"|\"id\": \"set-up\"|android.v1.json.*reset-observed: setup",
                "\"id\": \"android\"|\"id\": \"droid\"|android.v1.json.*droid.v1.json",
            })
    void aMistakeIsToldWithItsPlace(String from, String to, String expected) throws IOException {
        String text = Files.readString(FOLDER.resolve("android.v1.json"));
        assertThat(text).contains(from);
        Resource file = new ByteArrayResource(text.replace(from, to).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "android.v1.json";
            }
        };

        assertThatThrownBy(() -> Workflows.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(expected);
    }

    /** Each would let somebody say what only a comparison may, or let it be called as it was sent when it was not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"gives\": \"as_sent\"|\"gives\": \"observed\"",
                "\"kind\": \"compared\"|\"kind\": \"choice\"",
                "\"kind\": \"bag\"|\"kind\": \"text\"",
                "\"id\": \"unannounced\"|\"id\": \"unknown\"",
                "[\"same\"]|[\"same\", \"differs\"]",
                "[\"same\"]|[\"neither\"]",
                "\"bag-compared\": [\"same\"],|",
                "\"phase\": \"arrive\"|\"phase\": \"observe\"",
            })
    void anArrivalCantBeCalledWell(String from, @org.jspecify.annotations.Nullable String to) throws IOException {
        String text = Files.readString(FOLDER.resolve("arrival-mail-in.v1.json"))
                .replaceAll("\\[\\s+\"", "[\"")
                .replaceAll("\"\\s+]", "\"]");
        var _ = Workflows.read(text.getBytes(StandardCharsets.UTF_8));
        String wrong = text.replaceFirst(java.util.regex.Pattern.quote(from), to == null ? "" : to);
        assertThat(wrong).isNotEqualTo(text);
        assertThatThrownBy(() -> Workflows.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    /** All combinations of all answers: one and only one is as it was sent. */
    @Test
    void oneWayToArriveIsAsItWasSent() throws IOException {
        for (org.wangchuan.platform.intake.Channel channel : org.wangchuan.platform.intake.Channel.values()) {
            if (channel.travels()) {
                Workflow workflow = new Workflows().arrival(channel);
                assertThat(combinations(workflow, asked(workflow)).stream().filter(workflow::isAsSent))
                        .containsExactly(Map.of(
                                "bag-compared",
                                "same",
                                "seal",
                                "intact",
                                "contents",
                                "announced",
                                "state",
                                "described"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"id\":", "42"})
    void whatIsNoWorkflowIsRefused(String json) {
        assertThatThrownBy(() -> Workflows.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    /** All combinations of all answers of a workflow's rules: nothing a person observes is ever called cleared. */
    @Test
    void noObservationIsEverCalledCleared() throws IOException {
        for (Workflow workflow : new Workflows().of(DeviceKind.PHONE)) {
            for (Map<String, String> answers : combinations(workflow, asked(workflow))) {
                WorkflowResult result = workflow.result(answers);
                assertThat(result.verdict().id()).isIn("unproven", "failed");
                assertThat(result).isEqualTo(workflow.result(answers));
            }
        }
    }

    /** What may be another device is not erased. */
    @Test
    void eachStopsAtWhatMayBeAnotherDevice() throws IOException {
        assertThat(new Workflows().of(DeviceKind.PHONE))
                .isNotEmpty()
                .allMatch(one -> one.result(Map.of("identity", "differs")).isStopped());
    }

    @Test
    void whatFollowsFromObservations() throws IOException {
        Workflow android = new Workflows().find("android", 2).orElseThrow();

        WorkflowResult good = android.result(Map.of("erase", "settings", "start-screen", "setup", "lock", "free"));
        assertThat(good.verdict()).isEqualTo(WorkflowResult.Verdict.UNPROVEN);
        assertThat(good.tier()).isEqualTo(WorkflowResult.Tier.OBSERVED);
        assertThat(good.lock()).isEqualTo(WorkflowResult.Lock.UNLOCKED);

        WorkflowResult nothing = android.result(Map.of());
        assertThat(nothing.tier()).isEqualTo(WorkflowResult.Tier.NONE);
        assertThat(nothing.lock()).isEqualTo(WorkflowResult.Lock.UNKNOWN);

        WorkflowResult still = android.result(Map.of("erase", "settings", "start-screen", "home"));
        assertThat(still.verdict()).isEqualTo(WorkflowResult.Verdict.FAILED);
        assertThat(still.tier()).isEqualTo(WorkflowResult.Tier.NONE);

        // A set-up screen of a device that nobody reset shows nothing.
        assertThat(android.result(Map.of("erase", "impossible", "start-screen", "setup"))
                        .tier())
                .isEqualTo(WorkflowResult.Tier.NONE);
        // Of two answers about the lock the worse one counts.
        assertThat(android.result(Map.of("start-screen", "asks-account", "lock", "free"))
                        .lock())
                .isEqualTo(WorkflowResult.Lock.LOCKED);
    }

    /** The steps that its rules look at. */
    private static List<String> asked(Workflow workflow) {
        return workflow.rules().stream()
                .flatMap(rule -> rule.when().keySet().stream())
                .distinct()
                .toList();
    }

    private static List<Map<String, String>> combinations(Workflow workflow, List<String> steps) {
        List<Map<String, String>> out = new ArrayList<>(List.of(Map.of()));
        for (String step : steps) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> so : out) {
                for (Workflow.Option option : workflow.step(step).orElseThrow().options()) {
                    Map<String, String> with = new HashMap<>(so);
                    with.put(step, option.id());
                    more.add(with);
                }
            }
            out = more;
        }
        return out;
    }
}
