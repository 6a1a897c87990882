package org.wangchuan.platform.oversight.audit;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;

/** A browser at one audit: each form is sent as the page has it, with the number of the last step. */
public final class AuditSample {
    static final String LIST = "counter-quarterly";

    final Browser browser;
    final UUID id;

    private AuditSample(Browser browser, UUID id) {
        this.browser = browser;
        this.id = id;
    }

    static Browser.Answer begin(Browser browser, Shop shop, String checklist) {
        return browser.post("/self-audits", Map.of("site", shop.site().toString(), "checklist", checklist));
    }

    /** One that was begun. */
    static AuditSample begun(Browser browser, Shop shop) {
        String at = begin(browser, shop, LIST).location();
        return new AuditSample(browser, UUID.fromString(at.substring(at.lastIndexOf('/') + 1)));
    }

    /** For the pages: all is answered, with a finding in each of its states. */
    public static String withFindings(Browser browser, Shop shop, UUID responsible) {
        AuditSample audit = begun(browser, shop);
        for (Audit.Line line : audit.now().lines()) {
            audit.answer(line.item().id(), "met", "十台都对 / all ten agree");
        }
        Map<String, String> found = Map.of("held", "两台没有写明原因 / two without a reason");
        // What was answered well is found wrong after all.
        found.forEach((item, words) -> audit.answer(item, "finding", words));
        audit.answer("bags", "finding", "缺一个号 / one number is missing");
        audit.answer("used-goods", "finding", "两台没有标识 / two without a mark");
        audit.answer("filing", "not_applicable", "本店不需要备案 / no filing is asked for here");
        audit.plan("bags", responsible, 7);
        audit.plan("used-goods", responsible, 3);
        audit.act("done", "used-goods", Map.of("words", "已贴上 / marked"));
        return audit.path();
    }

    String path() {
        return "/self-audits/" + id;
    }

    AuditSample as(Browser other) {
        return new AuditSample(other, id);
    }

    Audit now() {
        return PlatformTest.bean(AuditTable.class).find(id).orElseThrow();
    }

    Audit.Standing standing(String item) {
        return now().line(item).orElseThrow().standing();
    }

    Browser.Answer answer(String item, String answer, String words) {
        return act("answer", item, Map.of("answer", answer, "words", words));
    }

    Browser.Answer plan(String item, UUID responsible, int days) {
        LocalDate due = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(days);
        return act(
                "plan",
                item,
                Map.of("words", "补写原因 / write the reason", "account", responsible.toString(), "due", due.toString()));
    }

    Browser.Answer check(String item, String result) {
        return act("check", item, Map.of("result", result, "words", "看过 / looked"));
    }

    Browser.Answer act(String what, String item, Map<String, String> form) {
        return act(what, now().seen(), item, form);
    }

    Browser.Answer act(String what, int seen, String item, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(form);
        all.put("seen", Integer.toString(seen));
        all.put("item", item);
        return browser.post(path() + "/" + what, all);
    }

    String page() {
        return browser.get(path()).body();
    }
}
