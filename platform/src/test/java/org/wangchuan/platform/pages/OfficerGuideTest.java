package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The officer's guide names what is there: its pages open for whom it says, and its words stand on them as they stand in it. */
final class OfficerGuideTest extends PlatformTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern ENGLISH = Pattern.compile("(?<![*])[*]([^*\n]+)[*](?![*])");
    private static final Pattern CHINESE = Pattern.compile("“([^”\n]+)”");
    private static final Pattern PAGE = Pattern.compile("`(/[a-z/-]+)`");

    private final Shop shop = newShop();

    /** What is quoted in a guide, without marks around it. */
    private static Set<String> quoted(boolean isChinese) throws IOException {
        String text = Files.readString(DOCS.resolve(isChinese ? "officer-guide.zh.md" : "officer-guide.md"));
        return (isChinese ? CHINESE : ENGLISH)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All words of a language, and what checklists are called. */
    private static Set<String> words(boolean isChinese) throws IOException {
        Set<String> out = new TreeSet<>();
        try (Stream<Path> all = Files.list(Path.of("src/main/resources/words"))) {
            for (Path file : all.filter(path -> path.toString().endsWith("_zh.properties") == isChinese)
                    .toList()) {
                Properties read = new Properties();
                try (Reader in = Files.newBufferedReader(file)) {
                    read.load(in);
                }
                read.values().forEach(value -> out.add((String) value));
            }
        }
        try (Stream<Path> all = Files.list(Path.of("src/main/resources/checklists"))) {
            for (Path file : all.toList()) {
                Pattern.compile("\"" + (isChinese ? "zh" : "en") + "\": \"([^\"]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .findFirst()
                        .ifPresent(title -> out.add(title.group(1)));
            }
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsWordsAreThoseOfThePages(boolean isChinese) throws IOException {
        assertThat(quoted(isChinese)).hasSizeGreaterThan(50);
        assertThat(words(isChinese)).containsAll(quoted(isChinese));
    }

    @ParameterizedTest
    @ValueSource(strings = {"officer-guide.md", "officer-guide.zh.md"})
    void itsPagesOpenForWhomItSays(String guide) throws IOException {
        Browser officer = shop.browser(Role.DATA_PROTECTION_OFFICER);
        Set<String> pages = PAGE.matcher(Files.readString(DOCS.resolve(guide)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pages).hasSize(9);
        for (String page : pages) {
            boolean isAdministrators = page.equals("/data-protection");
            assertThat(officer.get(page).status()).as(page).isEqualTo(isAdministrators ? 403 : 200);
        }
        Browser administrator = shop.browser(Role.ADMINISTRATOR);
        Browser manager = shop.browser(Role.MANAGER);
        Map<String, List<Integer>> others = Map.of(
                "/rights", List.of(403, 403),
                "/incidents", List.of(403, 403),
                "/incidents/report", List.of(200, 200),
                "/retention", List.of(200, 403),
                "/reads", List.of(403, 403),
                "/processing", List.of(200, 403),
                "/law", List.of(200, 200),
                "/self-audits", List.of(403, 200),
                "/data-protection", List.of(200, 403));
        assertThat(others.keySet()).isEqualTo(pages);
        others.forEach((page, status) -> assertThat(List.of(
                        administrator.get(page).status(), manager.get(page).status()))
                .as(page)
                .isEqualTo(status));
    }

    /** What the guide has one press stands on the page at that step. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIncidentIsWorkedByTheWordsOfTheGuide(boolean isChinese) throws IOException {
        Set<String> quoted = quoted(isChinese);
        Browser officer = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER)).in(isChinese ? "zh" : "en");
        Browser clerk = shop.browser(Role.CLERK);
        clerk.post(
                "/incidents/report",
                Map.of(
                        "kind",
                        "other",
                        "site",
                        shop.site().toString(),
                        "found",
                        "",
                        "facts",
                        "a list lay on the copier"));
        String incident = jdbc().sql("SELECT id FROM oversight.incident WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single()
                .toString();
        assertThat(officer.get("/incidents").body()).contains(known(quoted, "suspected", "疑似"));
        String page = officer.get("/incidents/" + incident).body();
        assertThat(page)
                .contains(known(quoted, "It is an incident, or may be one", "是事件，或可能是"))
                .contains(known(quoted, "It is none", "不是事件"));
        officer.post("/incidents/" + incident + "/accept", Map.of("seen", "1"));
        page = officer.get("/incidents/" + incident).body();
        for (String word : List.of(
                known(quoted, "Describe", "描述"),
                known(quoted, "Say how grave it is", "评定等级"),
                known(quoted, "Duties and their clocks", "义务与期限"),
                known(quoted, "Note that it was told", "记下已经告知"),
                known(quoted, "It is no duty here", "这项义务不适用"),
                known(quoted, "By orders", "按工单"),
                known(quoted, "By whose data somebody looked at", "按谁看过哪些人的信息"),
                known(quoted, "Take these in", "加入"),
                known(quoted, "Draft to the authority", "给主管部门的草稿"),
                known(quoted, "Draft to the persons", "给个人的草稿"),
                known(quoted, "It has been dealt with", "处置结束"),
                known(quoted, "Write a lesson", "写一条教训"),
                known(quoted, "Close it", "结束事件"))) {
            assertThat(page).contains(word);
        }
    }

    /** The one of both that this guide has. */
    private static String known(Set<String> quoted, String english, String chinese) {
        String word = quoted.contains(chinese) ? chinese : english;
        assertThat(quoted).contains(word);
        return word;
    }
}
