package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

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

    /** A station of before tells one number, and one of which nobody knows how much there is to fill says so. */
    @Test
    void theTimeOfAWayIsARangeOrOpen() throws Exception {
        assertThat(offered("\"seconds\":3600")).isEqualTo(new PhoneQuestion.Time(3600, 3600, false));
        PhoneQuestion.Time range = offered("\"seconds\":3280,\"secondsLeast\":1040");
        assertThat(range).isEqualTo(new PhoneQuestion.Time(1040, 3280, false));
        assertThat(range.leastMinutes()).isEqualTo(18);
        assertThat(range.mostMinutes()).isEqualTo(55);
        assertThat(range.key()).isEqualTo("bench.phone.minutes.between");
        PhoneQuestion.Time open = offered("\"seconds\":720,\"secondsOpen\":true");
        assertThat(open).isEqualTo(new PhoneQuestion.Time(720, 720, true));
        assertThat(open.key()).isEqualTo("bench.phone.minutes.open");
        assertThatThrownBy(() -> offered("\"seconds\":720,\"secondsLeast\":721"))
                .as("at the least more than at the most")
                .isInstanceOf(ShapeException.class);
    }

    private static PhoneQuestion.Time offered(String time) throws Exception {
        for (JsonValue.Obj turn : turns()) {
            String told = CanonicalJson.writeText(turn);
            String other = told.replace("\"seconds\":720,\"secondsOpen\":true", time);
            if (!other.equals(told) || told.contains(time)) {
                PhoneTurn read = PhoneTurnReader.read(
                        Json.in(CanonicalJson.readLenientObject(other.getBytes(StandardCharsets.UTF_8))));
                PhoneQuestion.Choose asked =
                        (PhoneQuestion.Choose) read.question().orElseThrow();
                return asked.offers().stream()
                        .filter(PhoneQuestion.Offer::isFilling)
                        .findFirst()
                        .orElseThrow()
                        .time();
            }
        }
        throw new AssertionError("no way with a fill is told");
    }

    /** A phone may claim any size, and a station of before tells how long that takes: that is not known, and no turn is lost for it. */
    @Test
    void whatTakesMoreThanAYearIsNotKnown() throws Exception {
        for (String more : List.of("31622401", "9007199254740991")) {
            PhoneQuestion.Time time = offered("\"seconds\":" + more + ",\"secondsLeast\":900");
            assertThat(time.leastMinutes()).isEqualTo(15);
            assertThat(time.key()).isEqualTo("bench.phone.minutes.open");
        }
        assertThat(offered("\"seconds\":31622400,\"secondsLeast\":900").key()).isEqualTo("bench.phone.minutes.between");
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
