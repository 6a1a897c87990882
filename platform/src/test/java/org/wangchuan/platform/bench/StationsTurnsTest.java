package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** Turns that a station has told, written down by its own tests ({@code TurnsOnTheWireTest}): all of each is read and kept, and nothing is passed over. */
final class StationsTurnsTest {
    private static List<JsonValue.Obj> turns() throws Exception {
        try (InputStream in = Objects.requireNonNull(
                StationsTurnsTest.class.getResourceAsStream("turns-of-a-phone.json"), "no file of turns")) {
            return Json.in(CanonicalJson.readObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .getBytes(StandardCharsets.UTF_8)))
                    .objects("turns")
                    .stream()
                    .map(Json.Fields::object)
                    .toList();
        }
    }

    @Test
    void allThatAStationTellsIsKept() throws Exception {
        assertThat(turns()).hasSizeGreaterThan(5).allSatisfy(turn -> {
            PhoneTurn read = PhoneTurnReader.read(Json.in(turn));
            assertThat(PhoneTurnWriter.write(read)).isEqualTo(CanonicalJson.writeText(turn));
        });
    }

    /** Steps and questions have words of this platform, so that nobody is shown that something is not known. */
    @Test
    void allThatAStationTellsHasItsWords() throws Exception {
        for (JsonValue.Obj turn : turns()) {
            PhoneTurn read = PhoneTurnReader.read(Json.in(turn));
            assertThat(read.step()).isNotEqualTo(PhoneTurnReader.OTHER);
            assertThat(read.question().filter(PhoneQuestion.Unknown.class::isInstance))
                    .isEmpty();
        }
    }
}
