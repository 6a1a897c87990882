package org.wangchuan.platform.oversight.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.exchange.PlantKeys;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/** What an installation says of its processing is what its tables say; what only the operator can write is empty until somebody has, and stays. */
final class ProcessingTest extends PlatformTest {
    private static final String NAME = "夏侯可辨";

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.DATA_PROTECTION_OFFICER);
    private final Browser officer = signedIn(account);

    private void person() {
        Objects.requireNonNull(new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(_ -> {
            try {
                return bean(Vault.class).person(Map.of(Field.NAME, NAME), Purpose.CEREMONY, Reader.owner(shop.site()));
            } catch (VaultException e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    private Browser.Answer write(String topic, int seen, String text) {
        return officer.post("/processing/" + topic, Map.of("seen", Integer.toString(seen), "text", text));
    }

    @Test
    void itSaysWhatTheTablesSay() {
        String before = officer.get("/processing.md").body();
        assertThat(before)
                .contains("| Leading you through the erasure | 0 |", "- Programs with a key that works: none")
                .contains("- Whom people can reach: nobody is named", "- Data protection officer: 1");
        person();
        person();
        String ignored = PlantKeys.of(shop);
        assertThat(ignored).isNotEmpty();
        jdbc().sql(
                        "INSERT INTO rights.officer (organisation_id, at, by_account, name, contact) VALUES (?, now(), ?, ?, ?)")
                .params(shop.organisation(), account, "Privacy office", "privacy@example.org")
                .update();
        String after = officer.get("/processing.md").body();
        assertThat(after)
                .contains(
                        "| Leading you through the erasure | 2 | Name, Phone number, Declaration of authority, Signature by hand | 90 days,")
                .contains("Privacy office, privacy@example.org", "first site (Asia/Shanghai)", "art. 56")
                .contains("`RetentionTest#aRunThatIsKilledAnywhereIsFinishedByTheNextOne`", "unproven")
                .doesNotContain("Programs with a key that works: none", NAME);
        for (Purpose purpose : Purpose.values()) {
            assertThat(after).contains(purpose.isCollecting() ? purpose.days() + " days" : "collects nothing");
        }
        assertThat(officer.get("/processing").body())
                .contains("2 persons", "10 topics on which nothing is written", "empty: to be written by the operator")
                .doesNotContain(NAME);
        assertThat(officer.in("zh").get("/processing.md").body()).contains("# 个人信息处理记录", "引导您完成信息清除");
        // What another company of this platform has is its own.
        Browser stranger = signedIn(newShop().account(Role.DATA_PROTECTION_OFFICER));
        assertThat(stranger.get("/processing.md").body())
                .contains("| Leading you through the erasure | 0 |")
                .doesNotContain("Privacy office");
    }

    @Test
    void whatIsWrittenStaysInAllVersions() {
        assertThat(write("risk", 0, "first words").status()).isEqualTo(302);
        assertThat(write("risk", 0, "of somebody who had not seen them").status())
                .isEqualTo(422);
        assertThat(write("risk", 1, "second words\n# no heading <b>").status()).isEqualTo(302);
        String history = officer.get("/processing/risk").body();
        assertThat(history)
                .contains("first words", "second words", "Version 2,")
                .doesNotContain("had not seen", "<b>");
        assertThat(officer.get("/processing.md").body())
                .contains("> second words\n> # no heading &lt;b>")
                .doesNotContain("first words");
        assertThat(write("risk", 2, " ").status()).isEqualTo(302);
        assertThat(officer.get("/processing").body()).contains("10 topics").doesNotContain("second words");
        assertThat(officer.get("/processing/risk").body()).contains("second words", "Taken back");
        for (String sql : List.of(
                "UPDATE oversight.processing_text SET text = ''",
                "DELETE FROM oversight.processing_text",
                "TRUNCATE oversight.processing_text")) {
            assertThatThrownBy(() -> jdbc().sql(sql).update()).as(sql).isInstanceOf(RuntimeException.class);
        }
        assertThat(signedIn(newShop().account(Role.DATA_PROTECTION_OFFICER))
                        .get("/processing/risk")
                        .body())
                .doesNotContain("words\n", "first words");
    }

    @Test
    void nothingOfAPersonAndNothingElse() {
        for (String bad :
                List.of("call 13812341234", "a@example.org", "11010519491231002X", "x".repeat(4001), "a\u0000b")) {
            Browser.Answer answer = write("risk", 0, bad);
            assertThat(answer.status()).as(bad).isEqualTo(422);
            assertThat(answer.body()).contains("Nothing was saved");
        }
        assertThat(officer.get("/processing/unknown").status()).isEqualTo(404);
        assertThat(write("unknown", 0, "x").status()).isEqualTo(404);
        assertThat(signedIn(shop.account(Role.ADMINISTRATOR))
                        .get("/processing/risk")
                        .body())
                .doesNotContain("<textarea");
    }

    /** PIPL art. 56 and GDPR art. 35 (7) name what an assessment holds: there is a field for each, and words in both languages. */
    @Test
    void eachPartThatTheLawNamesHasAField() {
        Set<String> asked = new TreeSet<>();
        String text = officer.get("/processing.md").body();
        for (String part : List.of(
                "PIPL art. 56 (1)",
                "PIPL art. 56 (2)",
                "PIPL art. 56 (3)",
                "GDPR art. 35 (7) b",
                "GDPR art. 35 (7) c",
                "GDPR art. 35 (7) d")) {
            if (text.contains(part)) {
                asked.add(part);
            }
        }
        assertThat(asked).hasSize(6);
        for (Topic topic : Topic.values()) {
            assertThat(officer.in("en").get("/processing/" + topic.id()).status())
                    .isEqualTo(200);
        }
    }
}
