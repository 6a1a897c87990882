package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.testing.FakeTerminal;

class LiveDisplayTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final FakeTerminal terminal = new FakeTerminal(60);

    private LiveDisplay display(int lines) {
        // A size that stty is not asked for.
        return new LiveDisplay(err, Messages.in("en"), TerminalSize.fixed(60, lines));
    }

    private static List<LaneSnapshot> lanes(int count, long doneBytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> new LaneSnapshot("sd" + (char) ('b' + i), "zero", 1, 1, doneBytes, 100, 0, 0, 0))
                .toList();
    }

    private List<String> screen() {
        terminal.write(bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
        return terminal.lines();
    }

    @Test
    void lanesAreDrawnOverAgainInPlace() {
        LiveDisplay display = display(24);
        display.show(lanes(2, 10), 0);
        assertThat(screen()).hasSize(2).allSatisfy(line -> assertThat(line).contains(" 10%"));

        display.show(lanes(2, 70), 1_000_000_000L);
        assertThat(screen()).hasSize(2).allSatisfy(line -> assertThat(line).contains(" 70%"));
        assertThat(screen().get(0)).startsWith("sdb").doesNotContain("10%");
    }

    @Test
    void aNoteStaysAboveTheLanes() {
        LiveDisplay display = display(24);
        display.show(lanes(2, 10), 0);
        display.makeRoom();
        err.println("a note");
        display.show(lanes(2, 20), 1_000_000_000L);

        assertThat(screen()).hasSize(3);
        assertThat(screen().get(0)).isEqualTo("a note");
        assertThat(screen().get(1)).startsWith("sdb").contains(" 20%");
    }

    @Test
    void lanesThatEndLeaveNoRest() {
        LiveDisplay display = display(24);
        display.show(lanes(3, 10), 0);
        display.show(lanes(1, 20), 1);

        assertThat(screen()).hasSize(1);
    }

    @Test
    void moreLanesThanLinesAreCounted() {
        LiveDisplay display = display(5);
        display.show(lanes(8, 10), 0);
        display.show(lanes(8, 20), 1);

        assertThat(screen()).hasSize(4);
        assertThat(screen().getLast()).isEqualTo("and 5 more");
    }
}
