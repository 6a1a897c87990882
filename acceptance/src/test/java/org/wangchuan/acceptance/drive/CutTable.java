package org.wangchuan.acceptance.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.lab.scenario.Moment;
import org.wangchuan.lab.scenario.PowerCuts.Instant;

/** The published table of where the power went and what came of it. A column stays as the last run left it that had its rule set. */
final class CutTable {
    static final String BEGIN = "<!-- cuts: written by PowerCutsOnBenchTest with -Dwangchuan.write-docs=true -->\n";
    static final String END = "<!-- end of cuts -->";

    private static final List<String> POLICIES = CutFindings.POLICIES;
    private static final String NONE = "–";

    private CutTable() {}

    /**
     * What came of the jobs of one rule set.
     *
     * @param instants jobs that were cut off, each time
     * @param wrong those of them whose job did not end as it has to
     * @param jobs how many there were
     * @param cuts how often the power went
     * @param how the properties by which it can be run again
     */
    record Column(String policy, List<Instant> instants, List<Instant> wrong, int jobs, int cuts, String how) {
        Column {
            instants = List.copyOf(instants);
            wrong = List.copyOf(wrong);
        }

        private String cell(Moment moment, boolean chinese) {
            long all = instants.stream().filter(one -> one.moment() == moment).count();
            long bad = wrong.stream().filter(one -> one.moment() == moment).count();
            String bads = bad == 0 ? "" : (chinese ? "（%d 个不对）" : " (%d wrong)").formatted(bad);
            return all == 0 ? NONE : all + bads;
        }

        private String line(boolean chinese) {
            return (chinese
                            ? "%s%d 个任务，断电 %d 次，共 %d 个时刻，其中 %d 个的结果不对（`%s`）。"
                            : "%s%d jobs, the power went %d times, %d instants, of which %d ended wrong (`%s`).")
                    .formatted(prefix(policy, chinese), jobs, cuts, instants.size(), wrong.size(), how);
        }
    }

    private static String prefix(String policy, boolean chinese) {
        return "- `" + policy + (chinese ? "`：" : "`: ");
    }

    /** Writes it into both documents of a folder. */
    static void write(Path folder, Column column) throws IOException {
        replace(folder.resolve("lab.md"), column, false);
        replace(folder.resolve("lab.zh.md"), column, true);
    }

    private static void replace(Path file, Column column, boolean chinese) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IOException(file + ": expected a place between " + BEGIN.strip() + " and " + END);
        }
        List<String> before =
                text.substring(begin + BEGIN.length(), end).lines().toList();
        Path _ = Files.writeString(
                file, text.substring(0, begin + BEGIN.length()) + table(before, column, chinese) + text.substring(end));
    }

    private static String table(List<String> before, Column column, boolean chinese) {
        StringBuilder out = new StringBuilder(chinese ? "| 断电时刻 |" : "| the power went |");
        POLICIES.forEach(one -> out.append(" %s |".formatted(one)));
        out.append("\n| --- |").append(" --- |".repeat(POLICIES.size())).append('\n');
        for (Moment moment : Moment.values()) {
            String words = chinese ? moment.chinese() : moment.english();
            out.append("| %s |".formatted(words));
            for (String policy : POLICIES) {
                boolean now = policy.equals(column.policy());
                out.append(" %s |"
                        .formatted(
                                now
                                        ? column.cell(moment, chinese)
                                        : cell(before, words, policy).orElse(NONE)));
            }
            out.append('\n');
        }
        out.append('\n');
        for (String policy : POLICIES) {
            String prefix = prefix(policy, chinese);
            String line = policy.equals(column.policy())
                    ? column.line(chinese)
                    : before.stream()
                            .filter(one -> one.startsWith(prefix))
                            .findFirst()
                            .orElse(prefix + (chinese ? "未运行。" : "not run."));
            out.append(line).append('\n');
        }
        return out.toString();
    }

    private static Optional<String> cell(List<String> before, String words, String policy) {
        return before.stream()
                .filter(line -> line.startsWith("| " + words + " |"))
                .map(line -> cells(line).get(1 + POLICIES.indexOf(policy)))
                .findFirst();
    }

    private static List<String> cells(String row) {
        List<String> out = new ArrayList<>();
        int from = 1;
        for (int at = row.indexOf('|', from); at >= 0; at = row.indexOf('|', from)) {
            out.add(row.substring(from, at).strip());
            from = at + 1;
        }
        return out;
    }
}
