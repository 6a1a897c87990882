package org.wangchuan.platform.oversight.incident;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;

/** An officer's browser at one incident: each form is sent as the page has it, with the number of the last step. */
final class Desk {
    final Browser browser;
    final UUID id;

    private Desk(Browser browser, UUID id) {
        this.browser = browser;
        this.id = id;
    }

    /** The newest incident of a shop. */
    static Desk at(Browser browser, Shop shop) {
        return new Desk(
                browser,
                PlatformTest.jdbc()
                        .sql("""
                                SELECT i.id FROM oversight.incident i JOIN oversight.incident_event e ON e.incident_id = i.id
                                WHERE i.organisation_id = ? AND e.number = 1 ORDER BY e.at DESC LIMIT 1""")
                        .param(shop.organisation())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single());
    }

    static Browser.Answer report(Browser by, Shop shop, String kind, String facts) {
        return by.post(
                "/incidents/report", Map.of("kind", kind, "site", shop.site().toString(), "found", "", "facts", facts));
    }

    Desk as(Browser other) {
        return new Desk(other, id);
    }

    Incident now() {
        return PlatformTest.bean(IncidentTable.class).find(id).orElseThrow();
    }

    Browser.Answer act(String what, Map<String, String> form) {
        return act(what, now().seen(), form);
    }

    Browser.Answer act(String what, int seen, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("seen", Integer.toString(seen));
        return browser.post("/incidents/" + id + "/" + what, all);
    }

    String page() {
        return browser.get("/incidents/" + id).body();
    }

    Browser.Answer describe(String... more) {
        Map<String, String> form = new HashMap<>(Map.of(
                "kind",
                "wrong-person",
                "found",
                field(),
                "facts",
                "A bag was handed to another person.",
                "information",
                "contact",
                "cause-zh",
                "两个袋子放反了",
                "remedies-zh",
                "已取回",
                "remedies-en",
                "It was fetched back",
                "advice-zh",
                "提防陌生来电"));
        for (int at = 0; at < more.length; at += 2) {
            form.put(more[at], more[at + 1]);
        }
        return act("description", form);
    }

    String field() {
        return DescriptionForm.field(now().description().found(), now().zone());
    }

    Browser.Answer sent(String duty, String way) {
        return act(
                "sent",
                Map.of(
                        "duty",
                        duty,
                        "when",
                        DescriptionForm.field(java.time.Instant.now(), now().zone()),
                        "way",
                        way,
                        "to",
                        "the district office",
                        "reference",
                        "No. 7"));
    }

    /** Somebody is named whom people can ask. */
    static void officer(Shop shop, UUID by) {
        PlatformTest.jdbc()
                .sql(
                        "INSERT INTO rights.officer (organisation_id, at, by_account, name, contact) VALUES (?, now(), ?, ?, ?)")
                .params(List.of(shop.organisation(), by, "Data protection", "privacy@example.org"))
                .update();
        if (PlatformTest.bean(Officers.class).of(shop.organisation()).isEmpty()) {
            throw new IllegalStateException("nobody is named");
        }
    }

    static <T> T inTransaction(org.springframework.transaction.support.TransactionCallback<T> work) {
        T out = new TransactionTemplate(
                        PlatformTest.bean(org.springframework.transaction.PlatformTransactionManager.class))
                .execute(work);
        return java.util.Objects.requireNonNull(out);
    }
}
