package org.wangchuan.platform.oversight.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.oversight.law.LawFile.Entry;
import org.wangchuan.platform.oversight.law.LawRegister.Part;
import org.wangchuan.platform.oversight.law.LawRegister.View;

/**
 * The register of laws: what it says of a day, that what it names is there, and that {@code docs/law.md} and its Chinese twin say the same;
 * written anew with {@code -Dwangchuan.write-docs=true}.
 */
final class LawRegisterTest {
    private static String file() throws IOException {
        try (InputStream in = LawRegisterTest.class.getResourceAsStream("/law/register.v1.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> ids(List<Part> parts) {
        return parts.stream().map(part -> part.rule().id()).toList();
    }

    @Test
    void whatChangesOnTheFirstOfJanuary2027IsToldUntilThatDay() throws IOException {
        LawRegister register = new LawRegister();
        View before = register.on(LocalDate.of(2026, 12, 31));
        assertThat(before.next()).contains(LocalDate.of(2027, 1, 1));
        assertThat(ids(before.changing())).containsExactly("gb");
        assertThat(before.changing().getFirst().entries()).hasSize(4);
        assertThat(ids(before.inForce())).contains("pipl", "ndr", "551").doesNotContain("gb", "draft", "r2", "local");
        View then = register.on(LocalDate.of(2027, 1, 1));
        assertThat(then.next()).isEmpty();
        assertThat(then.changing()).isEmpty();
        assertThat(ids(then.inForce())).contains("gb");
        assertThat(ids(then.other())).contains("draft", "r2").doesNotContain("gb");
        // Each rule stands on each day's page.
        assertThat(Stream.of(before.changing(), before.inForce(), before.other())
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(register.all().size());
        assertThat(ids(register.on(LocalDate.of(2021, 10, 31)).changing())).containsExactly("pipl");
    }

    @Test
    void aRuleThatEndsIsAChangeAndIsInForceToItsLastDay() throws IOException {
        LawRegister ending = LawRegister.read(file().replaceFirst(
                        "\"since\": \"2021-11-01\", \"until\": \"\"",
                        "\"since\": \"2021-11-01\", \"until\": \"2028-02-29\"")
                .getBytes(StandardCharsets.UTF_8));
        View lastDay = ending.on(LocalDate.of(2028, 2, 29));
        assertThat(lastDay.next()).contains(LocalDate.of(2028, 3, 1));
        assertThat(ids(lastDay.changing())).containsExactly("pipl");
        assertThat(ids(lastDay.inForce())).contains("pipl");
        assertThat(ids(ending.on(LocalDate.of(2028, 3, 1)).inForce())).doesNotContain("pipl");
    }

    private static void refuses(String from, String to, String expected) throws IOException {
        String wrong = file().replaceFirst(from, to);
        assertThat(wrong).isNotEqualTo(file());
        assertThatThrownBy(() -> LawRegister.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aMistakeIsNamed() throws IOException {
        refuses("\"since\": \"2027-01-01\"", "\"since\": \"2027-02-29\"", "expected a day");
        refuses("\"since\": \"2027-01-01\"", "\"since\": \"soon\"", "expected a day");
        refuses("\"compared\": false", "\"compared\": \"no\"", "compared");
        refuses("\"rule\": \"gb\"", "\"rule\": \"gc\"", "rule, expected one of the list");
        refuses("\"R-11\"", "\"R-40\"", "R-40");
        refuses("\"state\": \"PARTLY\"", "\"state\": \"FINE\"", "FINE");
        refuses("\"en\": \"overwriting\"", "\"en\": \"\"", "both languages");
        refuses("\"code\": \\[[^]]+\\]", "\"code\": []", "code and tests");
        refuses(
                "\"standing\": \"DRAFT\", \"since\": \"\"",
                "\"standing\": \"DRAFT\", \"since\": \"2027-01-01\"",
                "of a law alone");
        refuses("\"entries\"", "\"more\": [], \"entries\"", "more");
    }

    /** The articles that the design names, and those that its quantities do; what is not answered stands there as that. */
    @Test
    void eachArticleThatTheDesignNamesIsInIt() throws IOException {
        Map<String, List<Integer>> named = Map.of(
                "pipl",
                List.of(6, 13, 14, 15, 21, 23, 44, 45, 46, 47, 48, 49, 50, 51, 52, 54, 55, 56, 57, 66, 69),
                "ndr",
                List.of(12, 20, 24, 28, 51),
                "551",
                List.of(6, 12, 13, 17, 24, 26));
        for (Part part : new LawRegister().all()) {
            Set<Integer> there = part.entries().stream()
                    .flatMap(entry -> Pattern.compile("[0-9]+")
                            .matcher(entry.article().en())
                            .results())
                    .map(found -> Integer.valueOf(found.group()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(there)
                    .as(part.rule().id())
                    .containsAll(named.getOrDefault(part.rule().id(), List.of()));
        }
        assertThat(new LawRegister().all().stream().flatMap(part -> part.entries().stream()))
                .as("penalties are asked for by R-26, and nothing here imposes them")
                .filteredOn(entry -> entry.asks().en().contains("¥"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.state()).isEqualTo(LawFile.State.NOT_YET));
    }

    /** Nobody here has compared an article with its official text: whoever does, says so in the file, and in the test. */
    @Test
    void nothingIsSaidToBeComparedThatWasNot() throws IOException {
        assertThat(new LawRegister().all()).noneMatch(part -> part.rule().compared());
    }

    @Test
    void whatItNamesIsThere() throws IOException {
        Map<String, Set<Path>> classes = new HashMap<>();
        Set<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(Path.of(".."))) {
            for (Path file : all.filter(path -> path.toString().contains("/src/"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                String name = file.getFileName().toString();
                files.add(name);
                if (name.endsWith(".java")) {
                    classes.computeIfAbsent(name.substring(0, name.length() - 5), _ -> new TreeSet<>())
                            .add(file);
                }
            }
        }
        for (String named : new LawRegister().names()) {
            if (files.contains(named)) {
                continue;
            }
            int hash = named.indexOf('#');
            Set<Path> sources = classes.getOrDefault(hash < 0 ? named : named.substring(0, hash), Set.of());
            assertThat(sources).as(named).isNotEmpty();
            if (hash >= 0) {
                String method = " " + named.substring(hash + 1) + "(";
                assertThat(sources)
                        .as(named)
                        .anySatisfy(
                                source -> assertThat(Files.readString(source)).contains(method));
            }
        }
    }

    /** Requirements that the design knows are the only ones that are named, and a law's row in the table of requirements is not contradicted. */
    @Test
    void eachRequirementItNamesIsInTheTable() throws IOException {
        String table = Files.readString(Path.of("../docs/requirements.md"));
        for (Part part : new LawRegister().all()) {
            for (Entry entry : part.entries()) {
                assertThat(entry.requirements())
                        .allSatisfy(id -> assertThat(table).contains("| " + id + " |"));
            }
        }
    }

    @Test
    void theDocumentsSayTheSame() throws IOException {
        for (boolean isChinese : new boolean[] {false, true}) {
            Path file = Path.of("../docs", isChinese ? "law.zh.md" : "law.md");
            String text = text(isChinese);
            if (Boolean.getBoolean("wangchuan.write-docs")) {
                Files.writeString(file, text);
            }
            assertThat(Files.readString(file))
                    .as("run this test with -Dwangchuan.write-docs=true")
                    .isEqualTo(text);
        }
    }

    private static String text(boolean isChinese) throws IOException {
        StringBuilder out = new StringBuilder(isChinese ? """
                        # 法规与控制

                        [English](law.md)

                        由 `LawRegisterTest` 根据 `register.v1.json` 写成；产品里的 `/law` 页显示同样的内容，并按当天的日期列出正在施行的和下一次变化的。
                        只列设计中提到的规则。“状态”只按这里所知的要求而言：已对应的，没有人认定已经合规；部分的，缺什么写在最后一栏。**都不是法律意见；没有任何条文与官方文本逐字核对过**：⚖ 依赖之前请核对。
                        [全部要求](requirements.zh.md)另有一张表，[处理记录](records-of-processing.zh.md)也是。
                        """ : """
                        # Laws and controls

                        [中文](law.zh.md)

                        Written by `LawRegisterTest` from `register.v1.json`; the page `/law` of the product shows the same, and what is in force on its day, and what changes next.
                        Only rules that the design names. *State* goes by what is known of an article here: nobody has said that what is answered is complied with, and of what is answered partly, the last column says what is missing. **Nothing here is legal
                        advice, and no article was compared with its official text**: ⚖ compare it before you rely on it. [All requirements](requirements.md) are in a table of their own, and so are
                        the [records of processing](records-of-processing.md).
                        """);
        for (Part part : new LawRegister().all()) {
            out.append("\n## ").append(part.rule().name().in(isChinese)).append("\n\n");
            out.append(standing(part.rule(), isChinese)).append("\n\n");
            out.append(
                    isChinese
                            ? "| 条文 | 要求 | 设计 | 状态 | 控制 | 代码 | 测试 | 未决之处 |\n"
                            : "| article | asks | design | state | control | code | test | open |\n");
            out.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for (Entry entry : part.entries()) {
                out.append("| ")
                        .append(String.join(
                                " | ",
                                entry.article().in(isChinese),
                                entry.asks().in(isChinese),
                                String.join(isChinese ? "、" : ", ", entry.requirements()),
                                state(entry, isChinese),
                                entry.control().in(isChinese),
                                code(entry.code(), isChinese),
                                code(entry.tests(), isChinese),
                                entry.open().in(isChinese)))
                        .append(" |\n");
            }
        }
        return out.toString();
    }

    private static String standing(LawFile.Rule rule, boolean isChinese) {
        String when = rule.firstDay()
                .map(day -> (isChinese ? "施行日期 " : "In force from ") + day)
                .orElse(
                        switch (rule.standing()) {
                            case LAW -> isChinese ? "施行中，日期未记" : "In force, no date is known here";
                            case BY_PLACE -> isChinese ? "因地而异，这里一项也不知道" : "Differs by place; none is known here";
                            case DRAFT -> isChinese ? "草案，未施行" : "A draft, not in force";
                            case STANDARD -> isChinese ? "标准，不是法律" : "A standard, no law";
                        });
        return when + (isChinese ? "。来源：" : ". Known from: ") + rule.source().in(isChinese) + (isChinese ? "。" : ".");
    }

    private static String state(Entry entry, boolean isChinese) {
        return switch (entry.state()) {
            case MET -> isChinese ? "已对应" : "answered";
            case PARTLY -> isChinese ? "部分" : "partly";
            case OUTSIDE -> isChinese ? "产品之外" : "outside the product";
            case NOT_YET -> isChinese ? "尚无" : "not yet";
        };
    }

    private static String code(List<String> names, boolean isChinese) {
        return names.isEmpty()
                ? "–"
                : names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(isChinese ? "、" : ", "));
    }
}
