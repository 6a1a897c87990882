package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The published table of what came of each scenario, as a run found it. A row stays as the last run left it that had its scenario; what never
 * ran is said to be so. So does what came of a rule set that was not among those of the run.
 */
public final class LabTable {
    private static final String BEGIN = "<!-- table: written by ./wangchuan lab run --table=docs -->\n";
    private static final String END = "<!-- end -->";
    private static final String NOT_RUN = "not run";
    private static final String NOT_DATED = "not dated";

    /** Of a rule set that nobody asks for here, since it could only go as with other drives. */
    static final String NOT_ASKED = "–";

    private static final String OVERWRITING = "nist-clear";
    private static final List<String> COLUMNS = List.of(OVERWRITING, "nist-purge", CounterRules.POLICY);

    private static final List<Map.Entry<String, String>> CHINESE = List.of(
            Map.entry("success, as no failure is told", "成功（未报告失败）"),
            Map.entry(Claim.DEALLOCATED, "成功，且已全部解除分配"),
            Map.entry("success", "成功"),
            Map.entry("in progress", "进行中"),
            Map.entry("failed", "失败"),
            Map.entry("refused", "拒绝"),
            Map.entry("gone", "消失"),
            Map.entry("never", "从未"),
            Map.entry(NOT_RUN, "未运行"),
            Map.entry(NOT_DATED, "未注明"));

    private LabTable() {}

    /**
     * Writes both languages' tables into files that have a place for them.
     *
     * @param asked the rule sets that the product was asked for; of others each row stays as it is
     * @param day of the run: a row has it if all that stands in it came of that run, and else the day that it had, so that nothing in it is older
     */
    public static void write(Path folder, List<Outcome> outcomes, List<String> asked, LocalDate day)
            throws IOException {
        Map<String, Outcome> byName =
                outcomes.stream().collect(Collectors.toMap(one -> one.scenario().name(), one -> one));
        Run run = new Run(byName, asked, day);
        replace(folder.resolve("lab.md"), run, false);
        replace(folder.resolve("lab.zh.md"), run, true);
    }

    private record Run(Map<String, Outcome> outcomes, List<String> asked, LocalDate day) {}

    private static void replace(Path file, Run run, boolean chinese) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IOException(file + ": expected a place for the table between " + BEGIN.strip() + " and " + END);
        }
        Map<String, Map<String, String>> before =
                LabRows.read(text.substring(begin + BEGIN.length(), end).lines().toList());
        StringBuilder table = new StringBuilder(LabRows.line(titles(chinese)));
        table.append(LabRows.line(Collections.nCopies(titles(chinese).size(), "---")));
        for (Scenario scenario : Scenarios.all()) {
            Map<String, String> old = before.getOrDefault("`" + scenario.name() + "`", Map.of());
            Outcome outcome = run.outcomes().get(scenario.name());
            table.append(LabRows.line(
                    outcome == null && !old.isEmpty()
                            ? kept(scenario, old, chinese)
                            : cells(scenario, outcome, old, run, chinese)));
        }
        Path _ = Files.writeString(file, text.substring(0, begin + BEGIN.length()) + table + text.substring(end));
    }

    private static List<String> titles(boolean chinese) {
        List<String> out = new ArrayList<>(
                chinese
                        ? List.of("场景", "这块硬盘", "其他程序的命令", "硬盘声称", "其中数据剩余")
                        : List.of("scenario", "the drive…", "told by another program", "claims", "data left in it"));
        COLUMNS.forEach(policy -> out.add(title(policy, chinese)));
        out.add(chinese ? "绝不可得" : "must never be");
        out.add(dayTitle(chinese));
        return out;
    }

    private static String dayTitle(boolean chinese) {
        return chinese ? "运行日期" : "run on";
    }

    private static String title(String policy, boolean chinese) {
        return policy + (chinese ? "（数据剩余）" : " (data left)");
    }

    /** As it is, also where it has no such column yet. */
    private static List<String> kept(Scenario scenario, Map<String, String> old, boolean chinese) {
        Map<String, String> asked = new HashMap<>(old);
        COLUMNS.stream()
                .filter(policy -> !isAsked(scenario, policy))
                .forEach(policy -> asked.put(title(policy, chinese), NOT_ASKED));
        return titles(chinese).stream()
                .map(title -> asked.getOrDefault(
                        title, claim(title.equals(dayTitle(chinese)) ? NOT_DATED : NOT_RUN, chinese)))
                .toList();
    }

    /** Whether the product is ever asked for what a column is about. */
    static boolean isAsked(Scenario scenario, String column) {
        return MadeDrive.isFor(scenario, column)
                || (column.equals(OVERWRITING) && MadeDrive.isFor(scenario, MadeDrive.CLEARING_ITSELF));
    }

    private static List<String> cells(
            Scenario scenario, @Nullable Outcome outcome, Map<String, String> old, Run run, boolean chinese) {
        Scenario.Words words = scenario.words();
        List<String> out = new ArrayList<>(List.of(
                "`" + scenario.name() + "`",
                chinese ? words.chinese() : words.english(),
                "`" + scenario.order().title() + "`",
                claim(outcome == null ? NOT_RUN : outcome.claimed(), chinese),
                outcome == null ? claim(NOT_RUN, chinese) : outcome.left() + " %"));
        for (String policy : COLUMNS) {
            boolean overwriting = policy.equals(OVERWRITING);
            String told = overwriting && !scenario.purges() ? MadeDrive.CLEARING_ITSELF : policy;
            if (!isAsked(scenario, policy)) {
                out.add(NOT_ASKED);
            } else if (outcome == null || !run.asked().contains(told)) {
                out.add(old.getOrDefault(title(policy, chinese), claim(NOT_RUN, chinese)));
            } else {
                out.add(overwriting ? cleared(outcome, chinese) : conclusion(outcome, policy, chinese));
            }
        }
        out.add(scenario.never().isEmpty() ? "–" : String.join(", ", scenario.never()));
        boolean whole = outcome != null && run.asked().containsAll(Bench.POLICIES);
        out.add(whole ? run.day().toString() : old.getOrDefault(dayTitle(chinese), claim(NOT_DATED, chinese)));
        return out;
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
    private static String cleared(Outcome outcome, boolean chinese) {
        boolean byItself = outcome.concluded().containsKey(MadeDrive.CLEARING_ITSELF);
        return byItself
                ? "`" + MadeDrive.CLEARING_ITSELF + "`" + (chinese ? "：" : ": ")
                        + conclusion(outcome, MadeDrive.CLEARING_ITSELF, chinese)
                : conclusion(outcome, OVERWRITING, chinese);
    }

    private static String conclusion(Outcome outcome, String policy, boolean chinese) {
        Outcome.Conclusion found = outcome.concluded().get(policy);
        return found == null
                ? claim(NOT_RUN, chinese)
                : claim(found.words(chinese), chinese) + (chinese ? "（%d %%）" : " (%d %%)").formatted(found.left());
    }
}
