package org.wangchuan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.testing.RecordingServices;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

class ChineseHelpTest {
    /** A command to type, or a line of a file, without a remark beside it. */
    private static final Pattern SAME_IN_BOTH = Pattern.compile(
            "|  (\\./wangchuan|source|truncate|witness ngo|witness regulator|witness makers|group|quorum|listen)"
                    + "( (?! )[^ ]+)*");

    private final HelpWords words = HelpWords.read();

    @Test
    void everyCommandOptionAndParameterHasItsWordsInBothLanguages() {
        List<CommandLine> commands = commands(tree());

        assertThat(commands).hasSizeGreaterThan(25);
        assertThat(commands).allSatisfy(command -> {
            if (command.getParent() != null) {
                assertThat(command.getCommandSpec().usageMessage().header())
                        .as("header of %s", command.getCommandName())
                        .hasSize(1);
            }
            assertThat(command.getCommandSpec().args())
                    .allSatisfy(argument -> assertThat(argument.description())
                            .as("description of %s in %s", argument.paramLabel(), command.getCommandName())
                            .isNotEmpty());
            assertThat(lines(command))
                    .as("the lines of %s that help_zh.txt needs", command.getCommandName())
                    .filteredOn(line -> !SAME_IN_BOTH.matcher(line).matches())
                    .isSubsetOf(words.english());
        });
    }

    @Test
    void noWordsAreLeftOver() {
        List<String> all = commands(tree()).stream()
                .flatMap(command -> lines(command).stream())
                .toList();

        assertThat(words.english()).isSubsetOf(all);
    }

    @Test
    void everyTranslationIsChinese() {
        assertThat(words.english())
                .allSatisfy(english -> assertThat(words.chinese(english)).containsPattern("\\p{IsHan}"));
    }

    /** That the keys are those by which picocli asks shows only here. */
    @Test
    void picocliShowsTheChineseOfEveryLine() {
        CommandLine chinese = tree();
        List<List<String>> english =
                commands(chinese).stream().map(ChineseHelpTest::lines).toList();

        ChineseHelp.putOn(chinese);

        List<CommandLine> commands = commands(chinese);
        for (int i = 0; i < english.size(); i++) {
            assertThat(lines(commands.get(i)))
                    .isEqualTo(english.get(i).stream().map(words::chinese).toList());
        }
    }

    @Test
    void linesFitInEitherLanguage() {
        for (boolean chinese : new boolean[] {false, true}) {
            assertThat(commands(tree()))
                    .allSatisfy(command -> assertThat(
                                    CommandTree.help(command, chinese).lines())
                            .as(command.getCommandName())
                            // picocli counts the three wide characters of the heading as three cells.
                            .allSatisfy(
                                    line -> assertThat(cells(line)).as(line).isLessThanOrEqualTo(chinese ? 103 : 100)));
        }
    }

    @Test
    void footersAreNotBroken() {
        for (boolean chinese : new boolean[] {false, true}) {
            CommandLine tree = tree();
            if (chinese) {
                ChineseHelp.putOn(tree);
            }
            assertThat(commands(tree))
                    .flatExtracting(command ->
                            List.of(command.getCommandSpec().usageMessage().footer()))
                    .allSatisfy(
                            line -> assertThat(cells(line.replace("@|bold ", "").replace("|@", "")))
                                    .as(line)
                                    .isLessThanOrEqualTo(100));
        }
    }

    @Test
    void aLineWithoutItsPartnerIsAnError() {
        assertThatThrownBy(() -> HelpWords.parse("one\n一\n\n# note\ntwo\n")).hasMessageContaining("two");
        assertThatThrownBy(() -> HelpWords.parse("one\n一\none\n壹\n")).hasMessageContaining("one");
        assertThat(HelpWords.parse("one\n一\n").chinese("three")).isEqualTo("three");
    }

    private static CommandLine tree() {
        return CommandTree.forArguments(
                List.of(),
                new RecordingServices().services(),
                quiet -> {
                    throw new AssertionError("help runs nothing");
                },
                "1");
    }

    private static List<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                        Stream.of(command),
                        command.getSubcommands().values().stream().flatMap(below -> commands(below).stream()))
                .toList();
    }

    private static List<String> lines(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        List<String> lines = new ArrayList<>();
        lines.add(usage.synopsisHeading().strip());
        lines.add(usage.commandListHeading().replace("%n", ""));
        lines.addAll(List.of(usage.header()));
        lines.addAll(List.of(usage.description()));
        for (ArgSpec argument : command.getCommandSpec().args()) {
            lines.addAll(List.of(argument.description()));
        }
        lines.addAll(List.of(usage.footer()));
        return lines;
    }

    private static int cells(String line) {
        return line.codePoints().map(point -> point >= 0x2e80 ? 2 : 1).sum();
    }
}
