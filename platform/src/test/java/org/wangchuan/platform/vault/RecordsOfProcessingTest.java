package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.oversight.processing.ProcessingRecords;
import org.wangchuan.platform.oversight.processing.PurposeRows;
import org.wangchuan.platform.oversight.processing.RecordsFile;

/**
 * The records of processing say of each purpose what the code says of it, and whether anything is collected for it at all: {@code
 * docs/records-of-processing.md} and its Chinese twin; written anew with {@code -Dwangchuan.write-docs=true}.
 */
final class RecordsOfProcessingTest {
    private static final String BEGIN = "<!-- purposes: written by RecordsOfProcessingTest -->\n";
    private static final String END = "<!-- end of purposes -->";
    private static final Pattern NAMED = Pattern.compile("\\b(Purpose|Field)\\.([A-Z_]+)\\b");

    @Test
    void theDocumentsShowEachPurpose() throws IOException {
        Set<String> used = namedOutsideTheVault();
        for (boolean isChinese : new boolean[] {false, true}) {
            Path file = Path.of("../docs", isChinese ? "records-of-processing.zh.md" : "records-of-processing.md");
            String page = Files.readString(file);
            int begin = page.indexOf(BEGIN) + BEGIN.length();
            int end = page.indexOf(END);
            assertThat(begin).isGreaterThan(BEGIN.length()).isLessThanOrEqualTo(end);
            String table = new Table(isChinese, used).text();
            if (Boolean.getBoolean("wangchuan.write-docs")) {
                Files.writeString(file, page.substring(0, begin) + table + page.substring(end));
                continue;
            }
            assertThat(page.substring(begin, end))
                    .as("run this test with -Dwangchuan.write-docs=true")
                    .isEqualTo(table);
        }
    }

    /** Whoever gives or reads something names its purpose; a purpose that nobody names has no data. */
    private static Set<String> namedOutsideTheVault() throws IOException {
        Set<String> out = new TreeSet<>();
        try (Stream<Path> all = Files.walk(Path.of("src/main/java/org/wangchuan/platform"))) {
            for (Path file : all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/vault/")
                            && !path.toString().contains("/processing/"))
                    .toList()) {
                NAMED.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(out::add);
            }
        }
        return out;
    }

    /** The other tables are of the file that the page shows, too. */
    @Test
    void theDocumentsShowWhatThePageShows() throws IOException {
        RecordsFile records = ProcessingRecords.read();
        for (boolean isChinese : new boolean[] {false, true}) {
            StringBuilder beside = new StringBuilder(
                    isChinese ? "| 数据 | 谁的 | 在哪里 | 保存 | 为何在那里 |\n" : "| data | whose | where | kept | why there |\n");
            beside.append("| --- | --- | --- | --- | --- |\n");
            records.beside()
                    .forEach(one -> beside.append(Stream.of(
                                    one.data().in(isChinese),
                                    one.whose().in(isChinese),
                                    records.where(one, isChinese),
                                    one.kept().in(isChinese),
                                    one.why().in(isChinese))
                            .collect(Collectors.joining(" | ", "| ", " |\n"))));
            compare(
                    isChinese,
                    "<!-- beside: written by RecordsOfProcessingTest -->\n",
                    "<!-- end of beside -->",
                    beside.toString());
            StringBuilder protects = new StringBuilder(
                    isChinese ? "| 保护措施 | 证明它的测试 |\n" : "| what protects it | test that shows it |\n");
            protects.append("| --- | --- |\n");
            records.protects()
                    .forEach(one -> protects.append("| ")
                            .append(one.measure().in(isChinese))
                            .append(" | ")
                            .append(one.tests().stream()
                                    .map(test -> "`" + test + "`")
                                    .collect(Collectors.joining(", ")))
                            .append(" |\n"));
            compare(
                    isChinese,
                    "<!-- protects: written by RecordsOfProcessingTest -->\n",
                    "<!-- end of protects -->",
                    protects.toString());
            compare(
                    isChinese,
                    "<!-- tables: written by RecordsOfProcessingTest -->\n",
                    "<!-- end of tables -->",
                    tables(records, isChinese));
        }
    }

    /** Each table with the columns that tell something of somebody, by their records, and with the others, by why they don't. */
    private static String tables(RecordsFile records, boolean isChinese) {
        StringBuilder out = new StringBuilder();
        records.free()
                .forEach(reason -> out.append("- *")
                        .append(reason.id())
                        .append(isChinese ? "*：" : "*: ")
                        .append(reason.why().in(isChinese))
                        .append(isChinese ? "。\n" : ".\n"));
        out.append(
                isChinese
                        ? "\n| 表 | 属于处理记录的列 | 不含任何人信息的列 | 产品会删除其中的行 |\n"
                        : "\n| table | columns of a record of processing | columns that hold nothing of a person | the product deletes rows |\n");
        out.append("| --- | --- | --- | --- |\n");
        records.tables()
                .forEach(table -> out.append("| `")
                        .append(table.name())
                        .append("` | ")
                        .append(columns(table.records(), isChinese))
                        .append(" | ")
                        .append(columns(table.free(), isChinese))
                        .append(" | ")
                        .append(table.goes() ? (isChinese ? "是" : "yes") : "")
                        .append(" |\n"));
        return out.toString();
    }

    private static String columns(Map<String, List<String>> part, boolean isChinese) {
        return part.entrySet().stream()
                .map(entry -> "*" + entry.getKey() + "*"
                        + entry.getValue().stream()
                                .map(column -> " `" + column + "`")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(isChinese ? "；" : "; "));
    }

    /** A measure that no test shows is a claim. */
    @Test
    void eachTestThatIsNamedIsThere() throws IOException {
        for (RecordsFile.Measure measure : ProcessingRecords.read().protects()) {
            for (String name : measure.tests()) {
                requireTest(name);
            }
        }
    }

    /** Nor is a record of processing kept for a reason that names a test which is not there. */
    @Test
    void eachTestThatARecordNamesIsThere() throws IOException {
        Pattern test = Pattern.compile("`([A-Za-z]+Test(?:#[A-Za-z0-9]+)?)`");
        for (RecordsFile.Beside one : ProcessingRecords.read().beside()) {
            List<String> named = test.matcher(one.why().en())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(test.matcher(one.why().zh()).results().map(found -> found.group(1)))
                    .as(one.id())
                    .containsExactlyElementsOf(named);
            for (String name : named) {
                requireTest(name);
            }
        }
    }

    private static void requireTest(String name) throws IOException {
        String type = name.replaceFirst("#.*", "");
        try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
            Path file = all.filter(path -> path.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + type));
            if (name.contains("#")) {
                assertThat(Files.readString(file)).contains("void " + name.replaceFirst(".*#", "") + "(");
            }
        }
    }

    private static void compare(boolean isChinese, String begins, String ends, String table) throws IOException {
        Path file = Path.of("../docs", isChinese ? "records-of-processing.zh.md" : "records-of-processing.md");
        String page = Files.readString(file);
        int begin = page.indexOf(begins) + begins.length();
        int end = page.indexOf(ends);
        assertThat(begin).isGreaterThan(begins.length()).isLessThanOrEqualTo(end);
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(file, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("run this test with -Dwangchuan.write-docs=true")
                .isEqualTo(table);
    }

    private record Table(boolean isChinese, Set<String> used) {
        String text() {
            StringBuilder out = new StringBuilder(say(
                    "| purpose | as the person reads it | in use | data | kept for | basis | staff who may, and their reasons | told to an authority |\n",
                    "| 目的 | 当事人看到的说法 | 是否使用 | 数据 | 保存期限 | 依据 | 可处理的员工及其原因 | 可依法提供给机关 |\n"));
            out.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for (PurposeRows.Row row : PurposeRows.of(this::words, isChinese)) {
                out.append("| ")
                        .append(String.join(
                                " | ",
                                "`" + row.purpose().id() + "`",
                                row.name(),
                                use(row.purpose()),
                                row.data(),
                                row.kept(),
                                row.basis(),
                                row.staff(),
                                row.told()))
                        .append(" |\n");
            }
            Set<Field> unused = EnumSet.allOf(Field.class);
            unused.removeIf(
                    field -> field.isAttachment() || used.contains("Field." + field.name()) || isRegistered(field));
            return out.append(say("\nFields that nothing writes yet: ", "\n尚无任何程序写入的字段："))
                    .append(PurposeRows.fields(unused, this::words, isChinese))
                    .append(say(".\n", "。\n"))
                    .toString();
        }

        /** What the register of sellers asks for is named by its purpose. */
        private boolean isRegistered(Field field) {
            return used.contains("Purpose.SELLER_REGISTER")
                    && Purpose.SELLER_REGISTER.fields().contains(field);
        }

        private String use(Purpose purpose) {
            if (!purpose.isCollecting()) {
                return say("collects nothing", "不收集数据");
            }
            return used.contains("Purpose." + purpose.name())
                    ? say("yes", "是")
                    : say("no: nothing is collected", "否：不收集任何数据");
        }

        private String say(String english, String chinese) {
            return isChinese ? chinese : english;
        }

        private String words(String key, Object... parts) {
            String found = ResourceBundle.getBundle(
                            "words/" + key.replaceFirst("[.].*", ""),
                            isChinese ? Locale.CHINESE : Locale.ROOT,
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                    .getString(key);
            return parts.length == 0 ? found : new MessageFormat(found, Locale.ROOT).format(parts);
        }
    }
}
