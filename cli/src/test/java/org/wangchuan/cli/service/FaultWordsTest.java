package org.wangchuan.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.FileKind;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.seal.SealException;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StatementRefusedException;

/** Whoever throws an error has words for it, in both languages: looked for in the sources, since not every one is thrown in a test. */
class FaultWordsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String TEXT = "\"([A-Za-z_.-]+)\"";

    /** {@code UserError.of(exit, "WORDS"} and {@code UserError.coded(exit, code, "WORDS"}; the code may itself be an expression. */
    private static final Pattern THROWN =
            Pattern.compile("UserError\\.(?:of\\(\\s*[\\w.]+,|coded\\(\\s*[\\w.]+,[^;]*?,)\\s*" + TEXT);

    private static final Pattern USAGE = Pattern.compile("new UsageException\\(\\s*[\\w.()]+,\\s*" + TEXT);
    private static final Pattern PARSER = Pattern.compile("usage\\(\\s*" + TEXT);
    private static final Pattern CALL = Pattern.compile("UserError\\.(?:of|coded)\\(|new UsageException\\(");

    private final List<Messages> languages = List.of(Messages.in("en"), Messages.in("zh"));

    @Test
    void everyErrorThatIsThrownHasWordsInBothLanguages() throws IOException {
        Set<String> words = new TreeSet<>();
        int calls = 0;
        for (String source : sources()) {
            words.addAll(found(THROWN, source, ""));
            words.addAll(found(USAGE, source, "USAGE."));
            words.addAll(found(PARSER, source, ""));
            calls += (int) CALL.matcher(source).results().count();
        }
        assertThat(calls).isGreaterThan(70);
        assertThat(words)
                .hasSizeGreaterThan(60)
                .allSatisfy(key -> languages.forEach(messages -> assertThat(messages.has("fault." + key)
                                || messages.keys().stream()
                                        .anyMatch(any -> any.startsWith("fault." + key) && key.endsWith(".")))
                        .as(key)
                        .isTrue()));
    }

    /** The other way round: words that nobody uses would be taken for words that somebody sees. */
    @Test
    void noWordsAreLeftOver() throws IOException {
        String all = String.join("\n", sources());
        Set<String> unused = languages.getFirst().keys().stream()
                .filter(key -> key.startsWith("fault."))
                .map(key -> key.substring("fault.".length()).replaceAll("\\.(expected|found|hint)$", ""))
                .filter(key -> !all.contains('"' + key + '"'))
                .filter(key -> !all.contains('"' + key.replace("USAGE.", "") + '"'))
                .filter(key -> !key.startsWith("POLICY."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused).isEmpty();
    }

    @Test
    void everyCodeThatIsGivenElsewhereHasAMeaning() {
        List<Enum<?>> codes = new ArrayList<>();
        codes.addAll(List.of(FailureCode.values()));
        codes.addAll(List.of(SealException.Code.values()));
        codes.addAll(List.of(BooksRefusedException.Code.values()));
        codes.addAll(List.of(StatementRefusedException.Code.values()));
        for (Messages messages : languages) {
            assertThat(codes)
                    .allSatisfy(code -> assertThat(messages.has("failure." + code.name()))
                            .as("%s", code)
                            .isTrue());
            for (FileKind kind : FileKind.values()) {
                assertThat(messages.keys())
                        .contains("kind." + Json.wireName(kind), "kind." + Json.wireName(kind) + ".use");
            }
        }
    }

    @Test
    void theChineseIsChinese() {
        Messages chinese = languages.getLast();
        assertThat(chinese.keys())
                .filteredOn(key -> key.startsWith("fault.") || key.startsWith("failure.") || key.startsWith("kind."))
                // A value alone is the same everywhere.
                .filteredOn(key -> !chinese.text(key).matches("\\{\\d}|quorum none"))
                .allSatisfy(key -> assertThat(chinese.text(key)).as(key).containsPattern("\\p{IsHan}"));
    }

    @Test
    void anErrorIsPrintedInTheLanguageOfWhoReadsIt() {
        UserError error = UserError.of(ExitCode.USAGE, "CANNOT_READ", Path.of("a\nb"));
        assertThat(error.code()).isEqualTo("CANNOT_READ");
        assertThat(error.text()).isEqualTo("a\\u{a}b can't be read");
        assertThat(error.expected()).contains("a file");
        assertThat(error.lines(languages.getLast()))
                .containsExactly("wangchuan: CANNOT_READ: 无法读取 a\\u{a}b", "  应为：文件", "  实为：没有，或不是文件");
        assertThat(error.withHint("./wangchuan help").lines(languages.getFirst()))
                .last()
                .isEqualTo("  hint: ./wangchuan help");
    }

    private static Set<String> found(Pattern pattern, String source, String prefix) {
        return pattern.matcher(source)
                .results()
                .map(match -> prefix + match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> out = new ArrayList<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                out.add(Files.readString(file));
            }
            return out;
        }
    }
}
