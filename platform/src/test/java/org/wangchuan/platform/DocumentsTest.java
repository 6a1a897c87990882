package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents name what there is, and say the same in both languages: not word for word, which nobody can compare, but heading for
 * heading, row for row and name for name.
 */
final class DocumentsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String CHINESE = ".zh.md";

    /** Tables and formats that are written by tests or for programmers: in English only. */
    private static final Set<String> ENGLISH_ONLY =
            Set.of("dependencies.md", "evidence.md", "lies.md", "platform-access.md");

    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINE = Pattern.compile("(?m)^(#+ |\\||- |[0-9]+\\. |```)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CLASS = Pattern.compile("([A-Z][a-z][A-Za-z0-9]*)(?:#([a-z][A-Za-z0-9_]*))?");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_./-]+\\.(?:json|sql|jte|properties)");
    private static final Pattern REQUIREMENT =
            Pattern.compile("(?m)^\\| (R-[0-9]{2}) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\| ([^|]*) \\|$");
    private static final Map<String, String> STATUS = Map.of("done", "已有", "in part", "部分", "absent", "没有");

    @Test
    void whatUsersReadIsThereInChinese() throws IOException {
        for (Path english : documents()) {
            String name = english.getFileName().toString();
            if (name.endsWith(CHINESE) || ENGLISH_ONLY.contains(name)) {
                continue;
            }
            Path chinese = english.resolveSibling(name.replace(".md", CHINESE));
            assertThat(chinese).exists();
            String one = Files.readString(english);
            String other = Files.readString(chinese);
            assertThat(form(other)).as("headings, rows, items of " + chinese).isEqualTo(form(one));
            assertThat(links(other)).as("links of " + chinese).isEqualTo(links(one));
            assertThat(names(other)).as("what " + chinese + " names").isEqualTo(names(one));
            assertThat(one).contains("[中文](" + chinese.getFileName() + ")");
            assertThat(other).contains("[English](" + name + ")");
        }
    }

    @Test
    void whatADocumentNamesIsThere() throws IOException {
        Map<String, List<Path>> classes = new HashMap<>();
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            for (Path file : all.filter(path -> path.toString().contains("/src/"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    classes.computeIfAbsent(name.substring(0, name.length() - 5), _ -> new ArrayList<>())
                            .add(file);
                }
                files.add(file.toString());
            }
        }
        for (String document : List.of("requirements.md", "records-of-processing.md", "law.md")) {
            for (String named : names(Files.readString(DOCS.resolve(document)))) {
                if (FILE.matcher(named).matches()) {
                    assertThat(files)
                            .as(document + ": " + named)
                            .anySatisfy(file -> assertThat(file).endsWith("/" + named));
                    continue;
                }
                MatchResult name = CLASS.matcher(named)
                        .results()
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(document + ": " + named));
                List<Path> sources = classes.getOrDefault(name.group(1), List.of());
                assertThat(sources).as(document + ": " + named).isNotEmpty();
                if (name.group(2) != null) {
                    String method = " " + name.group(2) + "(";
                    assertThat(sources)
                            .as(document + ": " + named)
                            .anySatisfy(source ->
                                    assertThat(Files.readString(source)).contains(method));
                }
            }
        }
    }

    @Test
    void eachRequirementIsAnsweredOnceAndNoneWithoutATest() throws IOException {
        List<MatchResult> english = requirements("requirements.md");
        List<MatchResult> chinese = requirements("requirements.zh.md");
        List<String> all =
                IntStream.rangeClosed(1, 39).mapToObj("R-%02d"::formatted).toList();
        assertThat(english).extracting(row -> row.group(1)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(chinese)
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(
                        english.stream().map(row -> row.group(1)).toList());
        for (int at = 0; at < english.size(); at++) {
            MatchResult row = english.get(at);
            MatchResult other = chinese.get(at);
            String status = row.group(2);
            assertThat(STATUS).as(row.group(1)).containsKey(status);
            assertThat(other.group(2)).as(row.group(1)).isEqualTo(Objects.requireNonNull(STATUS.get(status)));
            for (int column : List.of(5, 6)) {
                assertThat(other.group(column)).as(row.group(1)).isEqualTo(row.group(column));
                boolean isNamed = CODE.matcher(row.group(column)).find();
                assertThat(isNamed).as(row.group()).isEqualTo(!status.equals("absent"));
            }
        }
    }

    /** A test that shows something only when somebody asks for it is said to be one. */
    @Test
    void whatNoBuildRunsIsSaid() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            for (Path file : all.filter(path -> path.toString().contains("/src/test/"))
                    .filter(path -> path.toString().endsWith("Test.java"))
                    .toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        for (String document : List.of("requirements.md", "requirements.zh.md")) {
            String page = Files.readString(DOCS.resolve(document));
            List<String> said = page.lines()
                    .filter(line -> line.contains("`./wangchuan test --long`"))
                    .toList();
            assertThat(said).as(document).hasSize(1);
            Set<String> named = names(
                    requirements(document).stream().map(row -> row.group(6)).reduce("", String::concat));
            assertThat(named).hasSizeGreaterThan(50);
            named.removeIf(test -> !isLong(test, sources));
            assertThat(names(said.getFirst())).as(document).isEqualTo(named);
        }
    }

    private static boolean isLong(String test, Map<String, String> sources) {
        MatchResult name = CLASS.matcher(test).results().findFirst().orElseThrow();
        String source = sources.getOrDefault(name.group(1), "");
        String before = "@Tag\\(\"long\"\\)\\s+(?:@[^\n]*\\s+|(?:public |final |abstract )*)*";
        return Pattern.compile(before + "class ").matcher(source).find()
                || (name.group(2) != null
                        && Pattern.compile(before + "void " + name.group(2) + "\\(")
                                .matcher(source)
                                .find());
    }

    private static List<MatchResult> requirements(String document) throws IOException {
        return REQUIREMENT
                .matcher(Files.readString(DOCS.resolve(document)))
                .results()
                .toList();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> all = Files.list(DOCS)) {
            return all.filter(path -> path.toString().endsWith(".md")).sorted().toList();
        }
    }

    /** What stands at the beginnings of its lines: headings by their depth, rows, items, fences. */
    private static List<String> form(String text) {
        return LINE.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Where it leads, in whatever language that is. */
    private static Set<String> links(String text) {
        Set<String> out = new TreeSet<>();
        LINK.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(link -> link.group(1).replace(CHINESE, ".md").replace("-zh.", "-en."))
                .forEach(out::add);
        return out;
    }

    /** Classes, methods of tests and files that it names. */
    private static Set<String> names(String text) {
        Set<String> out = new TreeSet<>();
        CODE.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(code -> code.group(1))
                .filter(code ->
                        CLASS.matcher(code).matches() || FILE.matcher(code).matches())
                .forEach(out::add);
        return out;
    }
}
