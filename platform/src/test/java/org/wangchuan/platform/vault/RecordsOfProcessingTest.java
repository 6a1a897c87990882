package org.wangchuan.platform.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.web.access.Role;

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
                    .filter(path -> !path.toString().contains("/vault/"))
                    .toList()) {
                NAMED.matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .forEach(out::add);
            }
        }
        return out;
    }

    private record Table(boolean isChinese, Set<String> used) {
        String text() {
            StringBuilder out = new StringBuilder(say(
                    "| purpose | as the person reads it | in use | data | kept for | basis | staff who may, and their reasons | told to an authority |\n",
                    "| 目的 | 当事人看到的说法 | 是否使用 | 数据 | 保存期限 | 依据 | 可处理的员工及其原因 | 可依法提供给机关 |\n"));
            out.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for (Purpose purpose : Purpose.values()) {
                out.append("| ")
                        .append(String.join(
                                " | ",
                                "`" + purpose.id() + "`",
                                words("vault", "vault.purpose." + purpose.id()),
                                use(purpose),
                                fields(purpose.fields()),
                                kept(purpose),
                                words("vault", "vault.basis." + purpose.id()),
                                staff(purpose),
                                authority(purpose)))
                        .append(" |\n");
            }
            Set<Field> unused = EnumSet.allOf(Field.class);
            unused.removeIf(
                    field -> field.isAttachment() || used.contains("Field." + field.name()) || isRegistered(field));
            return out.append(say("\nFields that nothing writes yet: ", "\n尚无任何程序写入的字段："))
                    .append(fields(unused))
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

        private String kept(Purpose purpose) {
            if (!purpose.isCollecting()) {
                return "–";
            }
            return say(purpose.days() + " days", purpose.days() + " 天")
                    + (purpose.isKeptByLaw()
                            ? say(", also against the person's wish", "，当事人要求遗忘也不提前")
                            : say(", or until the person has it forgotten", "，或至当事人要求遗忘"));
        }

        private String staff(Purpose purpose) {
            String roles = purpose.roles().stream()
                    .sorted(Comparator.naturalOrder())
                    .map(Role::id)
                    .map(role -> words("identity", "identity.role." + role))
                    .collect(Collectors.joining(comma()));
            String reasons = Reason.ofReading(purpose).stream()
                    .map(reason -> words("vault", "vault.reason." + reason.id()))
                    .collect(Collectors.joining(say("; ", "；")));
            return roles.isEmpty() ? say("nobody", "无") : roles + (reasons.isEmpty() ? "" : say(": ", "：") + reasons);
        }

        private String authority(Purpose purpose) {
            if (!purpose.isCollecting()) {
                return "–";
            }
            Set<Field> told = EnumSet.noneOf(Field.class);
            told.addAll(purpose.fields());
            told.retainAll(Purpose.AUTHORITY_DISCLOSURE.fields());
            return told.isEmpty() ? say("nothing", "无") : fields(told);
        }

        private String fields(Collection<Field> fields) {
            if (fields.containsAll(Arrays.asList(Field.values()))) {
                return say("all of these", "以上全部");
            }
            List<Field> sorted = fields.stream().sorted().toList();
            return sorted.isEmpty()
                    ? "–"
                    : sorted.stream()
                            .map(field -> words("vault", "vault.field." + field.id()))
                            .collect(Collectors.joining(comma()));
        }

        private String comma() {
            return say(", ", "、");
        }

        private String say(String english, String chinese) {
            return isChinese ? chinese : english;
        }

        private String words(String module, String key) {
            return ResourceBundle.getBundle(
                            "words/" + module,
                            isChinese ? Locale.CHINESE : Locale.ROOT,
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                    .getString(key);
        }
    }
}
