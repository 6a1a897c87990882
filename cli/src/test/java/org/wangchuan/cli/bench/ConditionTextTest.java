package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.medium.health.DriveCount;
import org.wangchuan.engine.medium.health.DriveCounts;
import org.wangchuan.engine.verdict.DriveCondition;
import org.wangchuan.engine.verdict.DriveCondition.Finding;
import org.wangchuan.engine.verdict.DriveCondition.Kind;

class ConditionTextTest {

    @Test
    void whatIsOutOfReachIsSaidToPeople() {
        DriveCondition worn = condition(false, new Finding(Kind.BLOCKS_REPLACED, 12), new Finding(Kind.DRIVE_WARNS, 5));
        assertThat(printed("en", worn))
                .containsExactly(
                        "  blocks that the drive has replaced since it was made: 12. What they held is where no overwriting"
                                + " reaches",
                        "  the drive warns that it is failing, or runs out of spare blocks (critical warning 05h)");
        assertThat(printed("zh", worn).getFirst()).contains("12", "任何覆写都触及不到");
        assertThat(CanonicalJson.writeText(ConditionText.json(worn)))
                .isEqualTo(
                        "{\"atEnd\":{\"makersOwn\":false,\"replaced-blocks\":12},\"before\":null,"
                                + "\"findings\":[{\"code\":\"blocks-replaced\",\"number\":12},{\"code\":\"drive-warns\",\"number\":5}]}");
    }

    /** A number for which no standard vouches is not shown as one of which it does. */
    @Test
    void aMakersOwnCountIsCalledThat() {
        assertThat(printed("en", condition(true, new Finding(Kind.BLOCKS_PENDING, 1)))
                        .getFirst())
                .endsWith("(by a counter of its maker’s own, for which no standard vouches)");
        assertThat(printed("en", condition(false, new Finding(Kind.BLOCKS_PENDING, 1)))
                        .getFirst())
                .doesNotContain("maker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyFindingHasWords(String language) {
        for (Kind kind : Kind.values()) {
            assertThat(Messages.in(language).has("condition." + kind.id())).isTrue();
        }
    }

    private static DriveCondition condition(boolean makersOwn, Finding... findings) {
        DriveCounts counts = new DriveCounts(Map.of(DriveCount.REPLACED, 12L), makersOwn);
        return new DriveCondition(Optional.empty(), Optional.of(counts), List.of(findings));
    }

    private static List<String> printed(String language, DriveCondition condition) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        ConditionText.print(
                condition,
                TerminalConsole.onStandardStreams(
                        stream, stream, Messages.in(language), new Cancellation(), Map.of(), false));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
