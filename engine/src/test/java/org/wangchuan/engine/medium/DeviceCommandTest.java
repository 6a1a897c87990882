package org.wangchuan.engine.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** A command has one spelling in the evidence, and nothing else is read. */
class DeviceCommandTest {
    private static final DeviceCommand COMPLETED = new DeviceCommand(
            "IDENTIFY_DEVICE (ECh)",
            "85080e0000000100000000000040ec00",
            Instant.parse("2026-11-24T12:00:00.9Z"),
            7,
            new DeviceCommand.Completed(2, 0, 8, "7201", "5a04"));

    private static final DeviceCommand NOT_SENT = new DeviceCommand(
            "IDENTIFY_DEVICE (ECh)",
            "85080e0000000100000000000040ec00",
            Instant.parse("2026-11-24T12:00:00Z"),
            0,
            new DeviceCommand.NotSent(25));

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (DeviceCommand command : new DeviceCommand[] {COMPLETED, NOT_SENT}) {
            assertThat(DeviceCommand.fromJson(Json.in(command.toJson()))).isEqualTo(command);
        }
    }

    @Test
    void itIsWrittenAsTheDocumentSays() {
        assertThat(CanonicalJson.writeText(COMPLETED.toJson()))
                .isEqualTo("{\"at\":\"2026-11-24T12:00:00Z\",\"command\":\"IDENTIFY_DEVICE (ECh)\",\"data\":\"5a04\","
                        + "\"driverStatus\":8,\"durationMillis\":7,\"hostStatus\":0,"
                        + "\"request\":\"85080e0000000100000000000040ec00\",\"sense\":\"7201\",\"status\":2}");
        assertThat(CanonicalJson.writeText(NOT_SENT.toJson()))
                .contains("\"errno\":25")
                .doesNotContain("status");
    }

    @ParameterizedTest
    @CsvSource({
        "upper case, 5a04, 5A04",
        "half a byte, 5a04, 5a0",
        "no hexadecimal, 5a04, 5axx",
        "a request that is too long, 40ec00, 40ec0000",
        "a fraction of a second, 12:00:00Z, 12:00:00.5Z",
        "another time zone, 12:00:00Z, 12:00:00+00:00",
        "a status of two bytes, '\"status\":2', '\"status\":256'",
        "both an answer and none, '\"hostStatus\":0', '\"errno\":5,\"hostStatus\":0'",
        "something unknown, '\"hostStatus\":0', '\"hostStatus\":0,\"hope\":1'",
        "nothing of the driver, '\"driverStatus\":8,', ''",
    })
    void anotherSpellingIsRefused(String lie, String from, String to) {
        refuses(lie, CanonicalJson.writeText(COMPLETED.toJson()).replace(from, to == null ? "" : to));
    }

    @Test
    void anAnswerIsBoundedSenseAndDataTogether() throws Exception {
        String most = CanonicalJson.writeText(COMPLETED.toJson())
                .replace("5a04", "00".repeat(DeviceCommand.ANSWER_BYTES_MAX - 2));
        assertThat(DeviceCommand.fromJson(Json.in(CanonicalJson.readLenientObject(bytes(most)))))
                .isNotNull();
        refuses("a byte more", most.replace("7201", "720100"));
    }

    private static void refuses(String lie, String text) {
        assertThatThrownBy(() -> DeviceCommand.fromJson(Json.in(CanonicalJson.readLenientObject(bytes(text)))))
                .as(lie)
                .isInstanceOf(ShapeException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
