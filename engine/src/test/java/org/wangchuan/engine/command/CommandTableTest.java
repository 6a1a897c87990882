package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in {@code docs/commands.md} and its Chinese twin, written anew with {@code -Dwangchuan.write-docs=true}. */
class CommandTableTest {
    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end -->\n";

    @ParameterizedTest
    @CsvSource({
        "commands.md, command, source, compared with, not compared, tried on hardware, the standard alone, recorded, no",
        "commands.zh.md, 命令, 依据, 对照程序, 未对照的部分, 在真实硬件上试过, 只对照标准, 录下的, 否"
    })
    void theTableIsThatOfTheTests(
            String file,
            String command,
            String source,
            String peer,
            String apart,
            String hardware,
            String alone,
            String recorded,
            String no)
            throws IOException {
        Path path = Path.of("..", "docs", file);
        String table = "|   | %s | %s | %s | %s | %s |\n| --- | --- | --- | --- | --- | --- |\n"
                        .formatted(command, source, peer, apart, hardware)
                + CommandRows.all().stream()
                        .map(row -> row.family() == CommandRow.Family.UFS
                                ? recorded(row, recorded, no)
                                : line(row, alone, no))
                        .collect(Collectors.joining());
        String text = Files.readString(path);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        assertThat(from).isLessThanOrEqualTo(to);
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(path, text.substring(0, from) + table + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("run this test with -Dwangchuan.write-docs=true")
                .isEqualTo(table);
    }

    @Test
    void everyRowIsThereOnce() {
        assertThat(CommandRows.all().stream().map(row -> row.family() + row.name()))
                .doesNotHaveDuplicates();
    }

    /** The words for what is left out stand in English in both, as those of the other rows do. */
    private static String recorded(CommandRow row, String recorded, String no) {
        String apart = RecordedBytesTest.isApart(row.name()) ? RecordedBytesTest.APART : "–";
        return "| %s | %s | %s | `%s` (%s) | %s | %s |\n"
                .formatted(row.family(), row.name(), row.source(), RecordedBytesTest.PROGRAM, recorded, apart, no);
    }

    private static String line(CommandRow row, String alone, String no) {
        String peer = row.peer().isEmpty() ? alone : "`" + row.peer().getFirst() + "`";
        String apart = row.apart().stream().map(CommandRow.Apart::what).collect(Collectors.joining("; "));
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(row.family(), row.name(), row.source(), peer, apart.isEmpty() ? "–" : apart, no);
    }
}
