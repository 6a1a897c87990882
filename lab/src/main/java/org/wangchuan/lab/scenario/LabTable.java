package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The published table of what came of each scenario, as a run found it. A row stays as the last run left it that had its scenario; what never
 * ran is said to be so.
 */
public final class LabTable {
    private static final String BEGIN = "<!-- table: written by ./wangchuan lab run --table=docs -->\n";
    private static final String ROW = "| `";
    private static final String END = "<!-- end -->";

    private static final List<Map.Entry<String, String>> CHINESE = List.of(
            Map.entry("success, as no failure is told", "成功（未报告失败）"),
            Map.entry("success", "成功"),
            Map.entry("in progress", "进行中"),
            Map.entry("failed", "失败"),
            Map.entry("refused", "拒绝"),
            Map.entry("gone", "消失"),
            Map.entry("never", "从未"),
            Map.entry("not run", "未运行"));

    private LabTable() {}

    /** Writes both languages' tables into files that have a place for them. */
    public static void write(Path folder, List<Outcome> outcomes) throws IOException {
        Map<String, Outcome> byName =
                outcomes.stream().collect(Collectors.toMap(one -> one.scenario().name(), one -> one));
        replace(folder.resolve("lab.md"), byName, false);
        replace(folder.resolve("lab.zh.md"), byName, true);
    }

    private static void replace(Path file, Map<String, Outcome> outcomes, boolean chinese) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IOException(file + ": expected a place for the table between " + BEGIN.strip() + " and " + END);
        }
        Map<String, String> before = text.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith(ROW))
                .collect(Collectors.toMap(
                        line -> line.substring(ROW.length(), line.indexOf('`', ROW.length())), line -> line + "\n"));
        String table = table(before, outcomes, chinese);
        Path _ = Files.writeString(file, text.substring(0, begin + BEGIN.length()) + table + text.substring(end));
    }

    private static String table(Map<String, String> before, Map<String, Outcome> outcomes, boolean chinese) {
        StringBuilder out = new StringBuilder(
                chinese
                        ? "| 场景 | 这块硬盘 | 其他程序的命令 | 硬盘声称 | 其中数据剩余 | nist-clear（数据剩余） | nist-purge（数据剩余） | 绝不可得 |\n"
                        : "| scenario | the drive… | told by another program | claims | data left in it | nist-clear (data left) | nist-purge (data left) | must never be |\n");
        out.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Scenario scenario : Scenarios.all()) {
            Outcome outcome = outcomes.get(scenario.name());
            String old = before.get(scenario.name());
            if (outcome == null && old != null) {
                out.append(old);
                continue;
            }
            out.append("| `%s` | %s | `%s` | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            scenario.name(),
                            chinese
                                    ? scenario.words().chinese()
                                    : scenario.words().english(),
                            scenario.order().title(),
                            claim(outcome == null ? "not run" : outcome.claimed(), chinese),
                            outcome == null ? claim("not run", chinese) : outcome.left() + " %",
                            cleared(outcome, chinese),
                            conclusion(outcome, "nist-purge", chinese),
                            scenario.never().isEmpty() ? "–" : String.join(", ", scenario.never())));
        }
        return out.toString();
    }

    private static String claim(String words, boolean chinese) {
        if (chinese) {
            for (Map.Entry<String, String> pair : CHINESE) {
                if (words.startsWith(pair.getKey())) {
                    return pair.getValue()
                            + words.substring(pair.getKey().length()).replace(", ", "，");
                }
            }
        }
        return words;
    }

    /** Those that can clear themselves and no more do that, and are not overwritten. */
    private static String cleared(@Nullable Outcome outcome, boolean chinese) {
        boolean byItself = outcome != null && outcome.concluded().containsKey(MadeDrive.CLEARING_ITSELF);
        return byItself
                ? "`" + MadeDrive.CLEARING_ITSELF + "`" + (chinese ? "：" : ": ")
                        + conclusion(outcome, MadeDrive.CLEARING_ITSELF, chinese)
                : conclusion(outcome, "nist-clear", chinese);
    }

    private static String conclusion(@Nullable Outcome outcome, String policy, boolean chinese) {
        Outcome.Conclusion found = outcome == null ? null : outcome.concluded().get(policy);
        return found == null
                ? claim("not run", chinese)
                : claim(found.words(chinese), chinese) + (chinese ? "（%d %%）" : " (%d %%)").formatted(found.left());
    }
}
