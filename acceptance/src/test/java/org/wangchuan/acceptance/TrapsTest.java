package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.lab.scenario.Scenario;
import org.wangchuan.lab.scenario.Scenarios;

/** What {@code docs/traps.md} names as the place where a trap is tried is there. */
class TrapsTest {
    private static final Path ROOT = Path.of("..");

    /** The last column of a row. */
    private static final Pattern PLACES = Pattern.compile("^\\|[^|]*\\|[^|]*\\|([^|]*)\\|$", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static final Pattern TEST =
            Pattern.compile("^    @(Test|ParameterizedTest|Property)\\b", Pattern.MULTILINE);

    private static final int TRAPS = 14;

    @Test
    void eachTrapIsTriedWhereItIsSaid() throws IOException {
        List<String> rows = PLACES.matcher(Files.readString(ROOT.resolve("docs/traps.md")))
                .results()
                .map(found -> found.group(1))
                .skip(2) // the head, and the line below it
                .toList();
        assertThat(rows).hasSize(TRAPS);
        List<String> missing = new ArrayList<>();
        for (String row : rows) {
            List<String> names = NAME.matcher(row)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(names).isNotEmpty();
            for (String name : names) {
                if (!isThere(name)) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String name) throws IOException {
        if (Scenarios.all().stream().map(Scenario::name).anyMatch(name::equals)
                || Stream.concat(Lies.ALL.stream(), Lies.HANGS.stream())
                        .map(Lie::name)
                        .anyMatch(name::equals)
                || Lies.CONSTANT_BLOCKS_DROPPED.name().equals(name)) {
            return true;
        }
        int dot = name.indexOf('.');
        for (Path source : sources(dot < 0 ? name : name.substring(0, dot))) {
            String text = Files.readString(source);
            if (dot < 0 ? TEST.matcher(text).find() : hasTest(text, name.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Between a test's annotation and its name are other annotations at most: neither an empty line nor another method's end. */
    private static boolean hasTest(String source, String method) {
        String name = "void " + method + "(";
        for (int at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + 1)) {
            int from = Math.max(source.lastIndexOf("\n\n", at), source.lastIndexOf("\n    }\n", at) + 1);
            if (TEST.matcher(source.substring(Math.max(0, from), at)).find()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aMethodOfThatNameAloneIsNoTest() {
        String source = """
                class ATest {
                    @Test
                    void one() {}

                    @ParameterizedTest
                    @ValueSource(
                            strings = {
                                "a;", "}",
                            })
                    void two(String of) {}

                    @Property(tries = 9)
                    void three(@ForAll int any) {}

                    void four() {}

                    @Test
                    void five() {
                        assertThat(true).isTrue();
                    }
                    void six() {}

                    // void seven() {}
                }
                """;
        assertThat(Stream.of("one", "two", "three", "four", "five", "six", "seven", "on")
                        .filter(name -> hasTest(source, name)))
                .containsExactly("one", "two", "three", "five");
    }

    /** Several modules may have a class of one name. */
    private static List<Path> sources(String type) throws IOException {
        List<Path> out = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        out.addAll(files.filter(file -> file.endsWith(type + ".java"))
                                .toList());
                    }
                }
            }
        }
        return out;
    }
}
