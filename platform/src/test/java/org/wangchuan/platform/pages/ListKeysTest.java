package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Lists that outgrow a screen are searched, narrowed, and gone through by keys; no name stands in an address. */
@Tag("slow")
final class ListKeysTest extends PlatformTest {
    private final Shop shop = newShop();

    private String incident(String facts) {
        var _ = shop.browser(Role.CLERK)
                .post(
                        "/incidents/report",
                        Map.of("kind", "other", "site", shop.site().toString(), "found", "", "facts", facts));
        return jdbc().sql("""
                        SELECT i.code FROM oversight.incident i JOIN oversight.incident_event e ON e.incident_id = i.id AND e.number = 1
                        WHERE i.organisation_id = ? ORDER BY e.at DESC LIMIT 1""")
                .param(shop.organisation())
                .query((row, _) -> row.getString(1))
                .single();
    }

    @Test
    void incidentsAreFoundByTheirCodeAndByTheirState() {
        String one = incident("a list lay on the copier");
        String other = incident("a letter went to the wrong house");
        org.wangchuan.platform.testing.Browser officer = shop.browser(Role.DATA_PROTECTION_OFFICER);
        assertThat(officer.get("/incidents").body()).contains(one, other);
        assertThat(officer.get("/incidents?q=" + one.substring(0, 6).toLowerCase(Locale.ROOT))
                        .body())
                .contains(one)
                .doesNotContain(other);
        assertThat(officer.get("/incidents?state=closed").body())
                .contains("Nothing found", "Show all")
                .doesNotContain(one);
        assertThat(officer.get("/incidents?q=Zhang%20San").body())
                .contains("Nothing found")
                .as("what is no code is taken into no list")
                .doesNotContain("value=\"Zhang");
    }

    @Test
    void selfAuditsAreFoundByTheirCodeAndByTheirState() {
        org.wangchuan.platform.testing.Browser manager = shop.browser(Role.MANAGER);
        manager.post("/self-audits", Map.of("site", shop.site().toString(), "checklist", "privacy-monthly"));
        manager.post("/self-audits", Map.of("site", shop.site().toString(), "checklist", "counter-quarterly"));
        List<String> codes = jdbc().sql("SELECT code FROM oversight.audit WHERE site_id = ? ORDER BY checklist")
                .param(shop.site())
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(manager.get("/self-audits").body()).contains(codes);
        assertThat(manager.get("/self-audits?q=" + codes.getFirst()).body())
                .contains("<code>" + codes.getFirst() + "</code>")
                .doesNotContain("<code>" + codes.getLast() + "</code>");
        assertThat(manager.get("/self-audits?state=finished").body()).contains("Nothing found");
        assertThat(manager.get("/self-audits?state=open").body()).contains(codes);
    }

    /** A name is looked for by a form that is posted; a whole key that somebody pasted is repeated nowhere. */
    @Test
    void peopleAndKeysAreFoundByWhatStandsInNoAddress() {
        UUID clerk = shop.account(Role.CLERK);
        UUID technician = shop.account(Role.TECHNICIAN);
        String name = jdbc().sql("SELECT work_name FROM identity.account WHERE id = ?")
                .param(clerk)
                .query((row, _) -> row.getString(1))
                .single();
        org.wangchuan.platform.testing.Browser manager = shop.browser(Role.MANAGER);
        assertThat(all(manager.get("/staff").body())).contains("/staff/" + clerk, "/staff/" + technician);
        assertThat(all(manager.post("/staff/find", Map.of("name", name.toUpperCase(Locale.ROOT)))
                        .body()))
                .contains("/staff/" + clerk)
                .doesNotContain("/staff/" + technician);
        assertThat(all(manager.post("/staff/find", Map.of("role", "technician")).body()))
                .contains("/staff/" + technician)
                .doesNotContain("/staff/" + clerk);
        assertThat(manager.post("/staff/find", Map.of("name", "nobody of this name"))
                        .body())
                .contains("Nothing found");
        assertThat(manager.get("/staff/find?name=x").status()).isNotEqualTo(200);

        org.wangchuan.platform.testing.Browser administrator = confirmed(shop.account(Role.ADMINISTRATOR));
        for (String key : List.of("press line", "front office")) {
            assertThat(administrator
                            .post("/plant/keys", Map.of("name", key, "scopes", "verdicts:read", "days", "30"))
                            .status())
                    .isEqualTo(200);
        }
        String prefix = jdbc().sql(
                        "SELECT prefix FROM exchange.api_key WHERE organisation_id = ? AND name = 'press line'")
                .param(shop.organisation())
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(administrator
                        .post("/plant/find", Map.of("text", "wck_" + prefix + "_a-secret-that-was-pasted"))
                        .body())
                .contains("<strong>press line</strong>")
                .doesNotContain("<strong>front office</strong>", "a-secret-that-was-pasted");
        assertThat(administrator.post("/plant/find", Map.of("state", "revoked")).body())
                .contains("Nothing found")
                .doesNotContain("<strong>press line</strong>");
    }

    /** The list of all, without those above it that lack something. */
    private static String all(String page) {
        return page.substring(page.indexOf("role=\"search\""));
    }

    @Test
    void aListIsGoneThroughAndSearchedByKeys() throws IOException {
        incident("a list lay on the copier");
        incident("a letter went to the wrong house");
        try (Browser browser = new Browser("en-US")) {
            browser.resize(1280, 900);
            browser.open(bean(OneTimeLinks.class).create(shop.account(Role.DATA_PROTECTION_OFFICER)));
            browser.click("form button.big");
            browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
            browser.open(origin() + "/incidents");
            browser.waitFor("document.documentElement.hasAttribute('data-keys')");
            String at =
                    "String([...document.querySelectorAll('tbody tr')].findIndex((row) => row.contains(document.activeElement)))";
            assertThat(browser.evaluate(at)).isEqualTo("-1");
            browser.press("j");
            assertThat(browser.evaluate(at)).isEqualTo("0");
            browser.press("j");
            assertThat(browser.evaluate(at)).isEqualTo("1");
            browser.press("k");
            assertThat(browser.evaluate(at)).isEqualTo("0");
            browser.press("/");
            assertThat(browser.evaluate("document.activeElement.name")).isEqualTo("q");
        }
    }
}
