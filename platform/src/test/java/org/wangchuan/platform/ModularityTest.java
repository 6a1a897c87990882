package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;

/** The borders between modules, and the picture of them in the documentation. */
final class ModularityTest {
    private static final List<Path> PAGES =
            List.of(Path.of("../docs/architecture.md"), Path.of("../docs/architecture.zh.md"));
    private static final String BEGIN = "<!-- modules: written by ModularityTest -->\n";
    private static final String END = "<!-- end of modules -->\n";

    private static final ApplicationModules MODULES = ApplicationModules.of(PlatformApplication.class);

    @Test
    void modulesSeeOnlyWhatTheyDeclare() {
        MODULES.verify();
    }

    @Test
    void theDocumentationShowsThem() throws IOException {
        for (Path file : PAGES) {
            String page = Files.readString(file);
            int begin = page.indexOf(BEGIN) + BEGIN.length();
            int end = page.indexOf(END);
            assertThat(begin).isGreaterThan(BEGIN.length()).isLessThanOrEqualTo(end);
            if (Boolean.getBoolean("wangchuan.write-docs")) {
                Files.writeString(file, page.substring(0, begin) + picture() + page.substring(end));
                continue;
            }
            assertThat(page.substring(begin, end))
                    .as("run this test with -Dwangchuan.write-docs=true")
                    .isEqualTo(picture());
        }
    }

    /** Below the picture it is said of each what it is, and where to look first. */
    @Test
    void theDocumentationSaysWhatEachIs() throws IOException {
        for (Path file : PAGES) {
            String page = Files.readString(file);
            String table = page.substring(page.indexOf(END));
            for (ApplicationModule module : MODULES) {
                assertThat(table).as(file + ": a row of its own").contains("\n| `" + name(module) + "` | ");
            }
        }
    }

    /** What leads through another module is left out, or all would point at {@code web} and {@code identity}. */
    private static String picture() {
        Map<String, NavigableSet<String>> uses = new TreeMap<>();
        for (ApplicationModule module : MODULES) {
            uses.put(name(module), used(module));
        }
        StringBuilder out = new StringBuilder("```mermaid\nflowchart TB\n");
        uses.forEach((module, others) -> {
            out.append("    ").append(module).append('\n');
            others.stream()
                    .filter(other -> others.stream()
                            .filter(between -> !between.equals(other))
                            .noneMatch(between -> reaches(uses, between, other)))
                    .forEach(other -> out.append("    ")
                            .append(module)
                            .append(" --> ")
                            .append(other)
                            .append('\n'));
        });
        return out.append("```\n").toString();
    }

    private static boolean reaches(Map<String, NavigableSet<String>> uses, String from, String to) {
        return uses.getOrDefault(from, new TreeSet<>()).stream()
                .anyMatch(next -> next.equals(to) || reaches(uses, next, to));
    }

    private static NavigableSet<String> used(ApplicationModule module) {
        NavigableSet<String> out = new TreeSet<>();
        module.getDirectDependencies(MODULES, DependencyType.values()).stream()
                .map(dependency -> name(dependency.getTargetModule()))
                .filter(name -> !name.equals(name(module)))
                .forEach(out::add);
        return out;
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
