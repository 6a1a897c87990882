package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static final int TRAPS = 12;

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
        Optional<Path> source = source(dot < 0 ? name : name.substring(0, dot));
        return source.isPresent()
                && (dot < 0 || Files.readString(source.get()).contains("void " + name.substring(dot + 1) + "("));
    }

    private static Optional<Path> source(String type) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.toList()) {
                Path tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        Optional<Path> found = files.filter(file -> file.endsWith(type + ".java"))
                                .findFirst();
                        if (found.isPresent()) {
                            return found;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }
}
