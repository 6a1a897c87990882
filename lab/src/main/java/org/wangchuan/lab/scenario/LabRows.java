package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table of Markdown. */
final class LabRows {
    private LabRows() {}

    /** Its cells by the titles of their columns, by what is in the first; the first two lines are titles and a rule. */
    static Map<String, Map<String, String>> read(List<String> lines) {
        Map<String, Map<String, String>> out = new HashMap<>();
        List<String> titles = lines.isEmpty() ? List.of() : cells(lines.getFirst());
        for (String line : lines) {
            List<String> cells = cells(line);
            if (line.startsWith("| `") && cells.size() == titles.size()) {
                Map<String, String> row = new HashMap<>();
                for (int at = 0; at < cells.size(); at++) {
                    row.put(titles.get(at), cells.get(at));
                }
                out.put(cells.getFirst(), row);
            }
        }
        return out;
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

    static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
