package org.wangchuan.platform.oversight.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.platform.oversight.audit.Audit.Standing;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Self-audits from the first item to the last finding: nothing is taken back, and nobody settles what they did themselves. */
final class AuditTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID manager = shop.account(Role.MANAGER);
    private final Browser browser = confirmed(manager);

    @Test
    void fromTheFirstItemToTheLastFinding() {
        UUID officer = shop.account(Role.DATA_PROTECTION_OFFICER);
        AuditSample audit = AuditSample.begun(browser, shop);
        assertThat(browser.get("/self-audits").body()).contains("14 items are to be answered", "Go on");
        assertThat(audit.act("close", "", Map.of()).body()).contains("An item is not answered");
        for (Audit.Line line : audit.now().lines()) {
            assertThat(audit.answer(line.item().id(), "met", "").location())
                    .isEqualTo(audit.path() + "#" + line.item().id());
        }
        assertThat(audit.answer("bags", "finding", "").body()).contains("Some words are missing");
        assertThat(audit.answer("bags", "finding", "One is open").status()).isEqualTo(302);
        assertThat(audit.answer("bags", "met", "after all").body()).contains("A finding is not taken back");
        assertThat(audit.act("close", "", Map.of()).status()).isEqualTo(302);
        assertThat(audit.answer("gate", "finding", "too late").body()).contains("not possible in its state");

        assertThat(audit.act("done", "bags", Map.of("words", "new bag")).body()).contains("not possible in its state");
        assertThat(audit.plan("bags", manager, 7).status()).isEqualTo(302);
        assertThat(browser.get("/self-audits").body()).contains("write the reason", "0 of 1 settled");
        assertThat(audit.act("done", "bags", Map.of("words", "A new bag")).status())
                .isEqualTo(302);
        assertThat(audit.page()).contains("Somebody else has to look");
        assertThat(audit.check("bags", "yes").body()).contains("somebody else has to look");
        assertThat(audit.standing("bags")).isEqualTo(Standing.DONE);

        AuditSample second = audit.as(confirmed(officer));
        assertThat(second.check("bags", "no").status()).isEqualTo(302);
        assertThat(audit.standing("bags")).isEqualTo(Standing.PLANNED);
        audit.act("done", "bags", Map.of("words", "Another bag"));
        assertThat(second.check("bags", "yes").status()).isEqualTo(302);
        assertThat(audit.standing("bags")).isEqualTo(Standing.SETTLED);
        assertThat(audit.answer("bags", "met", "").body()).contains("not possible in its state");
        assertThat(audit.page()).contains("One is open", "A new bag", "Another bag", "1 of 1 settled");
        assertThat(browser.get("/self-audits").body()).contains("None.", "until ");
    }

    @Test
    void whereNobodyElseIsItSaysSo() {
        Shop alone = newShop();
        UUID only = alone.account(Role.MANAGER);
        AuditSample audit = AuditSample.begun(confirmed(only), alone);
        audit.answer("held", "finding", "no reason");
        audit.plan("held", only, 1);
        audit.act("done", "held", Map.of("words", "written"));
        assertThat(audit.page()).contains("Nobody else could look");
        assertThat(audit.check("held", "yes").status()).isEqualTo(302);
        assertThat(audit.page()).contains("by the same person: nobody else was there");
    }

    @Test
    void whatDoesNotFitIsRefusedAndNothingIsNoted() {
        AuditSample audit = AuditSample.begun(browser, shop);
        int before = audit.now().steps().size();
        for (Browser.Answer answer : List.of(
                audit.answer("gate", "perhaps", ""),
                audit.answer("nothing", "met", ""),
                audit.answer("gate", "finding", "ring 13800138000"),
                audit.answer("gate", "finding", "x".repeat(AuditDesk.CHARS_MAX + 1)),
                audit.answer("gate", "not_applicable", " "),
                audit.act("answer", 7, "gate", Map.of("answer", "met")),
                audit.plan("gate", manager, 1),
                audit.check("gate", "yes"))) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("Nothing was noted");
        }
        assertThat(audit.now().steps()).hasSize(before);
        assertThat(audit.answer("gate", "finding", "typed <b>so</b>").status()).isEqualTo(302);
        assertThat(audit.page()).contains("typed &lt;b&gt;so&lt;/b&gt;");
        assertThat(audit.act(
                                "plan",
                                "gate",
                                Map.of("words", "kept words", "account", UUID.randomUUID() + "", "due", "2999-01-01"))
                        .body())
                .contains("Choose somebody who works here", "kept words");
        assertThat(audit.plan("gate", manager, -1).body()).contains("Expected a day");
        assertThat(audit.plan("gate", manager, 4000).body()).contains("Expected a day");
        assertThat(AuditSample.begin(browser, shop, "nothing").body()).contains("Choose a checklist");
        assertThat(AuditSample.begin(browser, newShop(), AuditSample.LIST).body())
                .contains("Choose one of your own");
    }

    @Test
    void anotherSiteAndAnotherRoleSeeNothing() {
        AuditSample audit = AuditSample.begun(browser, shop);
        Shop other = newShop();
        assertThat(other.browser(Role.MANAGER).get(audit.path()).status()).isEqualTo(404);
        assertThat(audit.as(confirmed(other.account(Role.MANAGER)))
                        .answer("gate", "met", "")
                        .status())
                .isEqualTo(404);
        assertThat(shop.browser(Role.CLERK).get("/self-audits").status()).isEqualTo(403);
        assertThat(audit.now().steps()).hasSize(1);
    }

    @Test
    void twoWhoBeginAtOnceGoThroughOne() throws Exception {
        List<Callable<String>> begin = Stream.generate(() -> signedIn(manager))
                .limit(4)
                .<Callable<String>>map(one ->
                        () -> AuditSample.begin(one, shop, AuditSample.LIST).location())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(begin.size())) {
            List<Future<String>> all = threads.invokeAll(begin);
            String first = all.getFirst().get();
            for (Future<String> one : all) {
                assertThat(one.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void ofTwoAnswersOneIsNotedAndTheOtherIsTold() {
        AuditSample audit = AuditSample.begun(browser, shop);
        int seen = audit.now().seen();
        assertThat(audit.act("answer", seen, "gate", Map.of("answer", "met")).status())
                .isEqualTo(302);
        assertThat(audit.act("answer", seen, "held", Map.of("answer", "met")).body())
                .contains("Somebody else did something");
    }

    @Test
    void whatIsLateIsToldAboveEachPage() {
        AuditSample audit = AuditSample.begun(browser, shop);
        audit.answer("held", "finding", "no reason");
        audit.plan("held", manager, 0);
        assertThat(browser.get("/self-audits").body()).doesNotContain("is late.");
        // A plan whose day is over, as it was written then.
        written(audit, "planned", "held", """
                {"item":"held","measure":"long ago","responsible":"%s","due":"2026-01-01"}""".formatted(manager));
        assertThat(browser.get("/stock").body()).contains("What was to be done about a finding is late.");
        written(audit, "closed", "", "{}");
        assertThat(browser.get("/stock").body()).doesNotContain("checklist of the self-audit");
        assertThat(shop.browser(Role.CLERK).get("/intake").body()).doesNotContain("finding is late");
    }

    @Test
    void theNextTimeIsCountedInMonths() {
        Checklist list = bean(Checklists.class).current(AuditSample.LIST).orElseThrow();
        assertThat(DueAudits.next(LocalDate.of(2026, 11, 30), list)).isEqualTo(LocalDate.of(2027, 2, 28));
        assertThat(DueAudits.next(LocalDate.of(2027, 11, 30), list))
                .as("a leap day")
                .isEqualTo(LocalDate.of(2028, 2, 29));
    }

    @Test
    void nothingIsOverwrittenAndEachStepIsOnItsWayToTheLog() {
        AuditSample audit = AuditSample.begun(browser, shop);
        audit.answer("held", "finding", "no reason");
        for (String change : List.of(
                "UPDATE oversight.audit_event SET answer = 'met' WHERE audit_id = ?",
                "DELETE FROM oversight.audit_event WHERE audit_id = ?",
                "UPDATE oversight.audit SET checklist = 'privacy-monthly' WHERE id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(audit.id).update())
                    .isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() ->
                        written(audit, "settled", "held", "{\"item\":\"held\",\"words\":\"x\",\"isAlone\":false}"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("AUDIT: settled does not follow");
        for (AuditStep step : audit.now().steps()) {
            String content = jdbc().sql("SELECT content::text FROM oversight.audit_event WHERE note_id = ?")
                    .param(step.note())
                    .query(String.class)
                    .single();
            assertThat(bean(Notes.class).find(step.note()).orElseThrow().text())
                    .contains("wangchuan-self-audit/v1", audit.id.toString(), AuditTable.digest(content))
                    .doesNotContain("no reason");
        }
    }

    private static void written(AuditSample audit, String what, String item, String content) {
        UUID note = UUID.randomUUID();
        jdbc().sql("INSERT INTO ledger.note (event_id, text, at) VALUES (?, 'test', now())")
                .param(note)
                .update();
        jdbc().sql("""
                        INSERT INTO oversight.audit_event (audit_id, number, at, by_account, what, item, content, note_id)
                        SELECT ?, max(number) + 1, ?, min(by_account::text)::uuid, ?, ?, ?::json, ? FROM oversight.audit_event WHERE audit_id = ?""")
                .params(audit.id, Instant.now().atOffset(ZoneOffset.UTC), what, item, content, note, audit.id)
                .update();
    }
}
