package org.wangchuan.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts of {@link Hands} as a table in a guide, between two marks that name the test. It is written anew with {@code -Dwangchuan.write-docs=true}; scans, keys and
 * clicks are held against it, seconds are not. Stateless.
 */
public final class HandsTable {
    private static final Pattern SECONDS = Pattern.compile("(?m) \\| [0-9]+ \\| [0-9]+ \\|$");

    private HandsTable() {}

    /**
     * The table.
     *
     * @param head names of its six columns, as a row of Markdown
     * @param names of what was done, one for each count
     */
    public static String of(String head, List<String> names, List<Hands.Count> counts) {
        StringBuilder out = new StringBuilder(head).append("\n| --- | --: | --: | --: | --: | --: |\n");
        for (int i = 0; i < counts.size(); i++) {
            Hands.Count count = counts.get(i);
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %.0f | %.0f |%n",
                    names.get(i),
                    count.scans(),
                    count.keys(),
                    count.clicks(),
                    Math.ceil(count.seconds()),
                    Math.ceil(count.personSeconds())));
        }
        return out.toString();
    }

    /**
     * Requires that a guide has this table.
     *
     * @param test whose name the marks bear
     * @throws AssertionError if it has none, or other scans, keys or clicks
     */
    public static void require(Path guide, String test, String table) throws IOException {
        Pattern block = Pattern.compile("(?s)(<!-- " + test + " -->\n).*?(<!-- /" + test + " -->)");
        String text = Files.readString(guide);
        if (!block.matcher(text).find()) {
            throw new AssertionError("expected a table of " + test + " in " + guide);
        }
        String fresh = block.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(guide, fresh);
        } else if (!withoutSeconds(text).equals(withoutSeconds(fresh))) {
            throw new AssertionError("expected in " + guide + ":\n" + table);
        }
    }

    private static String withoutSeconds(String text) {
        return SECONDS.matcher(text).replaceAll(" |");
    }
}
