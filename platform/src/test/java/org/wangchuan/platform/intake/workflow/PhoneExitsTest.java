package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.makers.Topic;

/** What is left for a phone that can't be gone through: each case has an end, and none of it proves anything. */
final class PhoneExitsTest {
    private static final Path FILE = Path.of("src/main/resources/exits/phone.v1.json");
    private static final PhoneExits EXITS = PhoneExits.shipped();

    @Test
    void eachCaseHasWhatToTryAndAnEnd() {
        assertThat(EXITS.cases())
                .extracting(PhoneExits.Case::id)
                .containsExactly("account-lock", "screen-lock", "managed", "broken", "dead", PhoneExits.NO_PERMISSION);
        assertThat(EXITS.cases()).allSatisfy(one -> {
            assertThat(one.exits()).contains("return", "destroy");
            assertThat(one.tries()).isNotEmpty();
            assertThat(one.clears().en()).contains("clears");
        });
        assertThat(EXITS.find("account-lock").orElseThrow().tries())
                .anyMatch(tried -> tried.known().contains(Topic.LOCK));
    }

    /** Each but the cable's is an answer of each workflow for phones, which erases nothing; and each such answer but the unnamed one is a case. */
    @Test
    void whatAWorkflowSaysIsACase() throws IOException {
        for (String id : List.of("android", "harmonyos", "iphone")) {
            Workflow workflow = new Workflows()
                    .of(org.wangchuan.platform.custody.DeviceKind.PHONE).stream()
                            .filter(one -> one.id().equals(id))
                            .findFirst()
                            .orElseThrow();
            assertThat(workflow.step("erase").orElseThrow().options().stream()
                            .filter(option -> !option.erases())
                            .map(Workflow.Option::id)
                            .filter(option -> !option.equals("impossible")))
                    .containsExactlyElementsOf(EXITS.cases().stream()
                            .map(PhoneExits.Case::id)
                            .filter(one -> !one.equals(PhoneExits.NO_PERMISSION))
                            .toList());
        }
    }

    /** A carrier's lock holds nobody's data: what is only locked so is erased as any other, and never said to be held. */
    @Test
    void aCarriersLockIsNoCase() throws IOException {
        PhoneExits.Case managed = EXITS.find("managed").orElseThrow();
        assertThat(managed.shows().en()).contains("none of these");
        for (String id : List.of("android", "harmonyos", "iphone")) {
            Workflow workflow = new Workflows()
                    .of(org.wangchuan.platform.custody.DeviceKind.PHONE).stream()
                            .filter(one -> one.id().equals(id))
                            .findFirst()
                            .orElseThrow();
            Workflow.Option option =
                    workflow.step("erase").orElseThrow().option("managed").orElseThrow();
            assertThat(option.text().en()).doesNotContain("carrier");
            assertThat(option.text().zh()).doesNotContain("运营商");
            assertThat(workflow.result(Map.of("erase", "managed")).because())
                    .isNotEmpty()
                    .allSatisfy(rule -> {
                        assertThat(rule.says().en()).doesNotContain("carrier");
                        assertThat(rule.says().zh()).doesNotContain("运营商");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 1|\"version\": 2",
                "\"version\": 1|\"version\": 1, \"extra\": 2",
                "\"id\": \"dead\"|\"id\": \"broken\"",
                "\"by\": \"owner\"|\"by\": \"nobody\"",
                "\"destroy\"|\"sell\"",
                "\"lock\"|\"locks\"",
                "\"source\": \"decision 97\"|\"source\": \"decision 97\", \"more\": 1",
                "\"leads\": true|\"leads\": \"yes\"",
            })
    void aMistakeIsRefused(String from, String to) throws IOException {
        String text = Files.readString(FILE);
        String wrong = text.replace(from, to);
        assertThat(wrong).as(from).isNotEqualTo(text);

        byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> PhoneExits.read(bytes)).isInstanceOf(IOException.class);
    }
}
