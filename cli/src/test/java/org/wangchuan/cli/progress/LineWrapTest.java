package org.wangchuan.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

class LineWrapTest {
    private static final String VIRTUAL =
            "    ! virtual: sda is a virtual disk or a logical unit of a controller, not a drive; erasing it says nothing about the medium beneath";

    private static final String STICK = "    × live-stick: sdb 是启动盘，本机由它或同样的盘启动；或无法确认它不是（未找到启动盘时，凡可插拔的都可能是）";

    private final LineWrap screen = new LineWrap(106);

    @Test
    void aLineIsBrokenBetweenWordsAndGoesOnTwoCellsFurtherIn() {
        assertThat(screen.lines(VIRTUAL)).isEqualTo("""
                            ! virtual: sda is a virtual disk or a logical unit of a controller, not a drive; erasing it says
                              nothing about the medium beneath""".indent(4).stripTrailing());
    }

    /** A closing bracket does not begin a line, nor does the character that it belongs to stand without it. */
    @Test
    void chineseIsBrokenBetweenCharactersAndNotBeforeAClosingMark() {
        assertThat(screen.lines(STICK)).isEqualTo("""
                    × live-stick: sdb 是启动盘，本机由它或同样的盘启动；或无法确认它不是（未找到启动盘时，凡可插拔的都可
                      能是）""".indent(4).stripTrailing());
        assertThat(new LineWrap(21).lines("一二三四五六七八九，十")).isEqualTo("一二三四五六七八九，\n  十");
        assertThat(new LineWrap(20).lines("一二三四五六七八九，十")).isEqualTo("一二三四五六七八\n  九，十");
        assertThat(new LineWrap(20).lines("一二三四五六七“八”九")).isEqualTo("一二三四五六七“八”\n  九");
    }

    @ParameterizedTest
    @ValueSource(strings = {"，", "。", "：", "；", "）", "」", "、", "！", "？", "”", ",", ".", ")"})
    void noneOfTheseBeginsALine(String mark) {
        for (int length = 1; length < 40; length++) {
            String text = "字".repeat(length) + mark + "字".repeat(20);
            assertThat(new LineWrap(21).lines(text).lines().map(String::strip))
                    .noneMatch(line -> line.startsWith(mark));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"（", "「", "“", "("})
    void noneOfTheseEndsALine(String mark) {
        for (int length = 1; length < 40; length++) {
            String text = "字".repeat(length) + mark + "字".repeat(20);
            assertThat(new LineWrap(21).lines(text).lines()).noneMatch(line -> line.endsWith(mark));
        }
    }

    /** Whatever is said, in each width: no line is too long that has no word that is, and nothing is left out. */
    @Test
    void noLineIsLongerThanTheTerminalAndNothingIsLost() {
        for (String text : List.of(
                VIRTUAL,
                STICK,
                "  收据    " + "已清除 Clear，".repeat(20),
                "a b ".repeat(99).strip())) {
            for (int columns = 40; columns < 140; columns++) {
                String broken = new LineWrap(columns).lines(text);
                int limit = columns;
                assertThat(broken.lines()).allMatch(line -> TextWidth.of(line) < limit);
                assertThat(broken.replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
            }
        }
    }

    @Test
    void aPathStaysWholeWhereALineHoldsIt() {
        String path = "/run/wangchuan/stick/receipts/" + "x".repeat(65) + ".json";
        assertThat(screen.lines("  Key of the receipt  " + path + " (for a recheck)"))
                .isEqualTo("  Key of the receipt\n    " + path + "\n    (for a recheck)");
        // Further to the left than what goes on otherwise, if it must be.
        String long105 = "y".repeat(105);
        assertThat(screen.lines("        a " + long105)).isEqualTo("        a\n" + long105);
        assertThat(screen.lines("    " + long105 + " b")).isEqualTo(long105 + "\n      b");
    }

    /** As without this: the terminal breaks it, and what follows goes on behind it. */
    @Test
    void aWordThatNoLineHoldsIsLeftToTheTerminal() {
        String long150 = "z".repeat(150);
        assertThat(screen.lines("a " + long150 + " b")).isEqualTo("a " + long150 + " b");
        assertThat(screen.lines("a " + long150 + " " + "b".repeat(58)))
                .isEqualTo("a " + long150 + " " + "b".repeat(58));
        assertThat(screen.lines("a " + long150 + " " + "b".repeat(59)))
                .isEqualTo("a " + long150 + "\n  " + "b".repeat(59));
    }

    @Test
    void whatIsShortEmptyOrOfSeveralLinesStaysAsItIs() {
        for (String text : List.of("", "x", "\n\n", "x".repeat(105), "sdb  X422\n    × block-length: 520", "  a   b")) {
            assertThat(screen.lines(text)).isEqualTo(text);
        }
        assertThat(screen.lines("short\n\n" + VIRTUAL + "\n  end").lines())
                .hasSize(5)
                .startsWith("short", "")
                .endsWith("  end");
    }

    @Test
    void blanksBetweenColumnsStay() {
        assertThat(screen.lines("  收据    /run/a   " + "word ".repeat(30).strip()))
                .startsWith("  收据    /run/a   word ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 19})
    void inAVeryNarrowOrUnknownWidthNothingIsBroken(int columns) {
        LineWrap narrow = new LineWrap(columns);
        assertThat(narrow.lines(VIRTUAL)).isEqualTo(VIRTUAL);
        assertThat(narrow.question(STICK)).isEqualTo(STICK);
    }

    @Test
    void inTheNarrowestWidthThatItIsDoneInEachLineFits() {
        assertThat(new LineWrap(20).lines(VIRTUAL).lines())
                .allMatch(line -> TextWidth.of(line) < 20)
                .hasSizeLessThan(16);
        assertThat(new LineWrap(20).lines(" ".repeat(70) + "a word")).isEqualTo(" ".repeat(9) + "a word");
    }

    /** The lanes, drawn over again in place, and whatever else steers the terminal. */
    @Test
    void aDrawingIsLeftAsItIs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        LiveDisplay display = new LiveDisplay(err, Messages.in("en"), TerminalSize.fixed(200, 24));
        LaneSnapshot lane = new LaneSnapshot("sdb" + "x".repeat(70), "zero", 1, 1, 10, 100, 0, 0, 0);
        display.show(List.of(lane, lane), 0);
        display.show(List.of(lane, lane), 1_000_000_000L);
        String drawn = bytes.toString(StandardCharsets.UTF_8).stripTrailing();
        assertThat(drawn.lines()).anyMatch(line -> TextWidth.of(line) > 80);
        assertThat(new LineWrap(40).lines(drawn)).isEqualTo(drawn);
        String tabs = "a\tb ".repeat(40);
        assertThat(screen.lines(tabs)).isEqualTo(tabs);
    }

    /** A question that fills its line would have its answer begin on the next one, at the left. */
    @Test
    void behindAQuestionItsAnswerBeginsOnTheSameLine() {
        String end = " Type it to go on:";
        assertThat(screen.question("x".repeat(85) + end)).isEqualTo("x".repeat(85) + end);
        assertThat(screen.question("x".repeat(86) + end)).isEqualTo("x".repeat(86) + " Type it to go\n  on:");
        assertThat(new LineWrap(40).question("请输入要清除的硬盘编号，以空格分隔；回车重新查看；q 关机："))
                .isEqualTo("请输入要清除的硬盘编号，以空格分隔；回\n  车重新查看；q 关机：");
    }

    @Test
    void theWidthIsThatOfTheEnvironmentAndElseUnknown() {
        assertThat(LineWrap.of(Map.of("WANGCHUAN_COLUMNS", "106")).lines(VIRTUAL))
                .isEqualTo(screen.lines(VIRTUAL));
        for (String other : List.of("", "0", "-1", "wide", "106 ", "99999")) {
            assertThat(LineWrap.of(Map.of("WANGCHUAN_COLUMNS", other)).lines(VIRTUAL))
                    .isEqualTo(VIRTUAL);
        }
        assertThat(LineWrap.of(Map.of("COLUMNS", "106")).lines(VIRTUAL)).isEqualTo(VIRTUAL);
    }

    /** Tests have no terminal: whoever reads a file or a pipe has lines whole. */
    @Test
    void whatIsNoTerminalGetsLinesWhole() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        TerminalConsole console = TerminalConsole.onStandardStreams(
                stream, stream, Messages.in("en"), new Cancellation(), Map.of("WANGCHUAN_COLUMNS", "40"), false);
        console.result(VIRTUAL);
        console.note(VIRTUAL);
        console.error(VIRTUAL);
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly(VIRTUAL, VIRTUAL, VIRTUAL);
    }
}
