package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A form that was refused comes back with what was typed into it: no template has a field that always comes back empty. */
final class TypedTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern FIELD =
            Pattern.compile("<input ([^>]*(?:\\$\\{[^}]*}[^>]*)*)>|<textarea[^>]*></textarea>");
    private static final Pattern KIND = Pattern.compile("type=\"([a-z-]+)\"");

    /** What is chosen and not typed, what the page itself says, and what is never sent back to a browser. */
    private static final Set<String> OTHER = Set.of("hidden", "checkbox", "radio", "file", "password");

    /** A code that was tried is typed anew. */
    private static final String CODE = "name=\"code\"";

    /** What is refused since it looks like somebody's name or number, on a page that shows none: one line beside a reason. */
    private static final String REFERENCE = "intake/why.jte: <input name=\"reference\"";

    @Test
    void noFieldComesBackEmpty() throws IOException {
        List<String> empty = new ArrayList<>();
        int fields = 0;
        try (Stream<Path> all = Files.walk(TEMPLATES)) {
            for (Path file : all.filter(one -> one.toString().endsWith(".jte")).toList()) {
                Matcher field = FIELD.matcher(Files.readString(file));
                while (field.find()) {
                    fields++;
                    String name = TEMPLATES.relativize(file).toString();
                    String found = name + ": " + field.group();
                    if (comesBackEmpty(field) && !found.startsWith(REFERENCE)) {
                        empty.add(found);
                    }
                }
            }
        }
        assertThat(fields).as("fields that were looked at").isGreaterThan(200);
        assertThat(empty).isEmpty();
    }

    private static boolean comesBackEmpty(Matcher field) {
        if (field.group(1) == null) {
            return true; // a text of several lines, with nothing in it
        }
        Matcher kind = KIND.matcher(field.group(1));
        boolean isTyped = !kind.find() || !OTHER.contains(kind.group(1));
        return isTyped && !field.group(1).contains("value=") && !field.group(1).contains(CODE);
    }
}
