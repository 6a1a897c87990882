package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

class PlainDisplayTest {
    private static final long SECOND = 1_000_000_000L;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainDisplay display =
            new PlainDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), Messages.in("en"));

    private void look(String phase, long doneBytes, long second) {
        display.show(List.of(new LaneSnapshot("sdb", phase, 1, 1, doneBytes, 100, 0, 0, 0)), second * SECOND);
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aLogGetsALineInTenSecondsAndAtEachChangeOfPhase() {
        for (int second = 0; second < 25; second++) {
            look("zero", second, second);
        }
        look(LaneSnapshot.VERIFY, 0, 25);
        look(LaneSnapshot.ENDED, 100, 26);
        look(LaneSnapshot.ENDED, 100, 60);

        assertThat(lines()).hasSize(5);
        assertThat(lines().get(0)).isEqualTo("sdb: pass 1/1 zero, 0%");
        assertThat(lines().get(1)).startsWith("sdb: pass 1/1 zero, 10%");
        assertThat(lines().get(3)).startsWith("sdb: verify, 0%");
        assertThat(lines().get(4)).isEqualTo("sdb: ended");
    }

    /** 64 drives for three days, say. */
    @Test
    void aPassOfHoursHasALineInAMinute() {
        for (int second = 0; second < 4_200; second++) {
            look("zero", second / 42, second);
        }
        assertThat(lines()).hasSize(60 + 60);
        look("random", 0, 4_200);
        look("random", 1, 4_210);
        assertThat(lines()).as("a new phase is told as closely as the first").hasSize(122);
    }

    @Test
    void twoLanesOfOneNameAreTwoLanes() {
        LaneSnapshot first = new LaneSnapshot("disk.img", "zero", 1, 1, 0, 100, 0, 0, 0);
        LaneSnapshot second = new LaneSnapshot("disk.img", "random", 1, 1, 0, 100, 0, 0, 0);
        display.show(List.of(first, second), 0);
        display.show(List.of(first, second), SECOND);

        assertThat(lines()).hasSize(2);
    }

    @Test
    void aLogHoldsNoControlCharacters() {
        look("zero", 1, 0);
        display.makeRoom();
        look("zero", 2, 11);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b", "\r");
    }
}
