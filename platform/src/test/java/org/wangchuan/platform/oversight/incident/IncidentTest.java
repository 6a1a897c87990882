package org.wangchuan.platform.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** Incidents from a suspicion to the last lesson: who decides, whom it concerns, what is told to whom, and that nothing is overwritten. */
final class IncidentTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID officer = shop.account(Role.DATA_PROTECTION_OFFICER);
    private final Browser browser = confirmed(officer);

    private Desk open(String kind) {
        assertThat(Desk.report(shop.browser(Role.CLERK), shop, kind, "Something is odd")
                        .location())
                .startsWith("/incidents/reported?code=");
        Desk desk = Desk.at(browser, shop);
        assertThat(desk.act("accept", Map.of()).status()).isEqualTo(302);
        return desk;
    }

    private static Map<String, String> orders(Concern... some) {
        return Map.of(
                "by",
                "orders",
                "codes",
                String.join(
                        "\n",
                        java.util.Arrays.stream(some)
                                .map(one -> one.order.code())
                                .toList()));
    }

    @Test
    void whatWasTypedStandsInTheFormThatWasRefused() {
        Desk desk = open("wrong-person");
        String told = desk.act(
                        "sent",
                        Map.of(
                                "duty",
                                "authority",
                                "when",
                                "2026-01-01T00:00",
                                "way",
                                "",
                                "to",
                                "the office in Minhang"))
                .body();
        assertThat(told).contains("value=\"2026-01-01T00:00\"").containsOnlyOnce("value=\"the office in Minhang\"");
        assertThat(desk.act("lesson", Map.of("text", "Two bags, one hook", "action", "Two hooks", "due", "yesterday"))
                        .body())
                .contains(">Two bags, one hook</textarea>", ">Two hooks</textarea>", "value=\"yesterday\"");
        assertThat(desk.act("level", Map.of("persons", "some", "larger", "yes", "basis", "As it looks"))
                        .body())
                .contains("value=\"some\"", ">As it looks</textarea>")
                .containsPattern("name=\"larger\" value=\"yes\" checked");
        assertThat(desk.act("orders", Map.of("by", "orders", "codes", "no such code"))
                        .body())
                .containsOnlyOnce(">no such code</textarea>");
        assertThat(desk.act("close", Map.of("text", "It is over")).body()).contains(">It is over</textarea>");
        assertThat(desk.page()).doesNotContain("Two bags", "As it looks", "no such code", "It is over", "Minhang");
        // Where somebody reports one, too.
        assertThat(Desk.report(browser, shop, "wrong-person", "Call 138 0013 8000")
                        .body())
                .contains(">Call 138 0013 8000</textarea>");
    }

    @Test
    void fromASuspicionToItsEnd() throws Exception {
        Concern concern = Concern.of(shop);
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(Desk.report(clerk, shop, "wrong-person", "A bag is not where it should be")
                        .location())
                .startsWith("/incidents/reported?code=");
        Desk desk = Desk.at(browser, shop);
        assertThat(desk.now().state()).isEqualTo(State.SUSPECTED);
        assertThat(browser.get("/incidents").body()).contains(desk.now().code(), "suspected", "2 open");
        assertThat(desk.page()).contains("A bag is not where it should be", "0 h 0 min have passed");
        assertThat(browser.get("/rights").body())
                .as("where an officer's day begins")
                .contains("Incidents that wait", desk.now().code(), "reported, not decided", "0 h 0 min have passed");
        // Nothing but a decision comes before it is taken up.
        assertThat(desk.describe().body()).contains("not possible in its state");
        desk.act("accept", Map.of());
        assertThat(desk.now().state()).isEqualTo(State.OPEN);

        assertThat(desk.act("close", Map.of("text", "done")).body()).contains("A duty is not answered");
        assertThat(desk.act("orders", orders(concern)).location()).isEqualTo("/incidents/" + desk.id);
        assertThat(browser.get("/incidents/" + desk.id + "/notice/authority").body())
                .contains("missing: nothing written yet", "缺：尚未写明", "fields of it are missing")
                .doesNotContain("Kinds of information: ");
        assertThat(desk.act("release", Map.of()).body()).contains("Say first which kinds of information");
        assertThat(desk.describe().location()).isEqualTo("/incidents/" + desk.id);
        Desk.officer(shop, officer);
        assertThat(desk.act("release", Map.of()).status()).isEqualTo(302);
        assertThat(desk.act("release", Map.of()).body()).contains("does not have this notice already");

        assertThat(desk.sent("authority", "owner_page").body()).contains("Choose from the list");
        assertThat(desk.sent("authority", "letter").status()).isEqualTo(302);
        assertThat(desk.sent("persons", "owner_page").status()).isEqualTo(302);
        assertThat(desk.sent("cyber-report", "letter").body()).contains("does not follow from this incident");
        desk.act(
                "lesson",
                Map.of(
                        "text",
                        "Two bags looked alike",
                        "action",
                        "Print the code larger",
                        "account",
                        officer.toString(),
                        "due",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(7).toString()));
        assertThat(desk.act("close", Map.of("text", "The bag is back")).status())
                .isEqualTo(302);
        assertThat(desk.now().state()).isEqualTo(State.CLOSED);
        int lesson = desk.now().steps().stream()
                .filter(step -> step.what() == Entry.What.LESSON)
                .findFirst()
                .orElseThrow()
                .number();
        Map<String, String> done = Map.of("lesson", Integer.toString(lesson), "text", "The label is larger");
        assertThat(desk.act("lesson-done", done).status()).isEqualTo(302);
        assertThat(desk.act("lesson-done", done).body()).contains("That is done already");
        assertThat(desk.describe().body()).contains("not possible in its state");
        assertThat(desk.act("reopen", Map.of("reason", "There was a second bag"))
                        .status())
                .isEqualTo(302);
        assertThat(desk.page()).contains("There was a second bag", "The bag is back", "No. 7", "the district office");
    }

    @Test
    void anOwnerReadsWhatWasReleasedAndNobodyElseDoes() throws Exception {
        Concern concern = Concern.of(shop);
        Concern other = Concern.of(shop);
        Desk.officer(shop, officer);
        Desk desk = open("wrong-person");
        desk.act("orders", orders(concern));
        desk.describe();
        assertThat(concern.notices()).contains("Nothing that we know of");
        assertThat(concern.browser.get(concern.link + "/privacy").body()).doesNotContain("may concern your data");
        desk.act("release", Map.of());

        assertThat(concern.browser.get(concern.link + "/privacy").body()).contains("may concern your data");
        assertThat(concern.notices())
                .contains(desk.now().code(), "It was fetched back", "privacy@example.org", "written in Chinese only")
                // What nobody knows is said to be unknown, and what is for ourselves is not told.
                .contains("nothing written yet")
                .doesNotContain("A bag was handed to another person", "worker", "Something is odd");
        assertThat(other.notices())
                .contains("Nothing that we know of")
                .doesNotContain(desk.now().code());
        assertThat(other.browser.get(other.link + "/privacy").body()).doesNotContain("may concern your data");
        assertThat(nobody().get(concern.link + "/notices").body()).doesNotContain("It was fetched back");

        // What is written afterwards is not read before it is released; who came later has none.
        desk.describe("remedies-en", "A second thing");
        desk.act("orders", orders(other));
        assertThat(concern.notices()).contains("It was fetched back").doesNotContain("A second thing");
        assertThat(other.notices()).contains("Nothing that we know of");
        desk.sent("authority", "phone");
        desk.sent("persons", "owner_page");
        assertThat(desk.act("close", Map.of("text", "done")).body()).contains("have no notice yet");
        desk.act("release", Map.of());
        assertThat(concern.notices()).contains("It was fetched back", "A second thing");
        assertThat(other.notices()).contains("A second thing").doesNotContain("It was fetched back");

        desk.act("orders-out", Map.of("codes", other.order.code(), "reason", "The other bag was never gone"));
        assertThat(other.notices()).contains("does not concern your data after all", "A second thing");
        assertThat(desk.act("close", Map.of("text", "done")).status()).isEqualTo(302);
    }

    @Test
    void whoIsNotAnOfficerMayReportAndReadsNothing() {
        Desk desk = open("other");
        for (Role role : Role.values()) {
            if (role == Role.DATA_PROTECTION_OFFICER) {
                continue;
            }
            Browser by = confirmed(shop.account(role));
            assertThat(by.get("/incidents").status()).as(role.id()).isEqualTo(403);
            assertThat(by.get("/incidents/" + desk.id).status()).isEqualTo(403);
            assertThat(by.get("/incidents/" + desk.id + "/notice/persons").status())
                    .isEqualTo(403);
            assertThat(desk.as(by).act("close", Map.of("text", "done")).status())
                    .isEqualTo(403);
            assertThat(by.get("/incidents/report").status()).isEqualTo(200);
            assertThat(Desk.report(by, shop, "other", "I saw it too").status()).isEqualTo(302);
        }
        assertThat(nobody().get("/incidents/report").status()).isEqualTo(302);
    }

    @Test
    void anotherSitesOrCompanysOfficerFindsNothing() throws Exception {
        Concern concern = Concern.of(shop);
        Desk desk = open("other");
        Shop elsewhere = newShop();
        for (Browser stranger : List.of(
                confirmed(shop.accountAt(Optional.of(shop.otherSite()), Role.DATA_PROTECTION_OFFICER)),
                confirmed(elsewhere.accountAt(Optional.empty(), Role.DATA_PROTECTION_OFFICER)))) {
            assertThat(stranger.get("/incidents").body())
                    .doesNotContain(desk.now().code());
            assertThat(stranger.get("/incidents/" + desk.id).status()).isEqualTo(404);
            assertThat(desk.as(stranger).act("close", Map.of("text", "done")).status())
                    .isEqualTo(404);
            assertThat(stranger.post("/incidents/" + desk.id + "/contact", Map.of("code", concern.order.code()))
                            .status())
                    .isEqualTo(404);
        }
        // Who works for all sites sees it; what is of the whole company is for them alone.
        Browser all = confirmed(shop.accountAt(Optional.empty(), Role.DATA_PROTECTION_OFFICER));
        assertThat(all.get("/incidents/" + desk.id).status()).isEqualTo(200);
        all.post("/incidents/report", Map.of("kind", "intrusion", "site", "", "facts", "The server was off"));
        Desk whole = Desk.at(all, shop);
        assertThat(whole.now().site()).isEmpty();
        assertThat(browser.get("/incidents/" + whole.id).status()).isEqualTo(404);
        assertThat(browser.post(
                                "/incidents/report",
                                Map.of(
                                        "kind",
                                        "intrusion",
                                        "site",
                                        shop.otherSite().toString(),
                                        "facts",
                                        "x"))
                        .body())
                .contains("one of your own sites");
        // Another site's orders are none of this incident's, though its officer might see them.
        Concern there = Concern.at(shop, shop.otherSite());
        assertThat(desk.as(all).act("orders", orders(there)).body()).contains("Some codes are unknown");
    }

    @Test
    void aForgedCodeTakesInNothing() throws Exception {
        Concern concern = Concern.of(shop);
        Concern foreign = Concern.of(newShop());
        Desk desk = open("other");
        for (String codes : List.of(
                concern.order.code() + "\n2222-2222",
                foreign.order.code(),
                "'; DROP TABLE oversight.incident; --",
                "%",
                "13800138000",
                "\0",
                "")) {
            assertThat(desk.act("orders", Map.of("by", "orders", "codes", codes))
                            .body())
                    .as(codes)
                    .contains("Some codes are unknown");
        }
        for (String by : List.of("devices", "list", "hand_over")) {
            assertThat(desk.act("orders", Map.of("by", by, "codes", "2222-2222"))
                            .body())
                    .as(by)
                    .contains("Some codes are unknown");
        }
        assertThat(desk.act("orders", Map.of("by", "everything", "codes", "2222-2222"))
                        .body())
                .contains("Choose from the list");
        assertThat(desk.act(
                                "orders",
                                Map.of(
                                        "by",
                                        "devices",
                                        "codes",
                                        String.join("\n", java.util.Collections.nCopies(1001, "x"))))
                        .status())
                .isEqualTo(422);
        assertThat(bean(ConcernedTable.class).all(desk.id, 1000)).isEmpty();
        assertThat(desk.act("orders", orders(concern)).status()).isEqualTo(302);
        assertThat(desk.act("orders", orders(concern)).body()).contains("Nothing was found that this would change");
        assertThat(desk.act("orders", Map.of("by", "devices", "codes", concern.device.code()))
                        .body())
                .contains("Nothing was found that this would change");
        assertThat(browser.post("/incidents/" + desk.id + "/contact", Map.of("code", foreign.order.code()))
                        .body())
                .contains("Some codes are unknown");
    }

    @Test
    void whomSomebodyReadIsFoundByTheVaultsRecord() throws Exception {
        Concern seen = Concern.of(shop);
        Concern unseen = Concern.of(shop);
        seen.contact("王小明", "13800138000");
        unseen.contact("李小红", "13900139000");
        UUID clerk = shop.account(Role.CLERK);
        bean(Vault.class)
                .read(
                        seen.person(),
                        Set.of(Field.PHONE),
                        Purpose.CEREMONY,
                        new Reader(Reader.Kind.STAFF, Optional.of(clerk), Set.of(Role.CLERK), shop.site())
                                .because(Reason.RESULT, ""));
        Desk desk = open("seen-or-copied");
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        Map<String, String> search =
                Map.of("by", "reader", "account", clerk.toString(), "since", today, "until", today);
        assertThat(desk.act("orders", search).status()).isEqualTo(302);
        assertThat(bean(ConcernedTable.class).all(desk.id, 1000)).containsExactly(seen.order.id());
        assertThat(desk.page()).contains(seen.order.code()).doesNotContain(unseen.order.code(), "王小明", "1380013");
        // On days on which they read nothing, nobody is found; another company's account is none.
        assertThat(desk.act(
                                "orders",
                                Map.of(
                                        "by",
                                        "reader",
                                        "account",
                                        clerk.toString(),
                                        "since",
                                        "2020-02-29",
                                        "until",
                                        "2020-03-01"))
                        .body())
                .contains("Nothing was found");
        UUID stranger = newShop().account(Role.CLERK);
        assertThat(desk.act(
                                "orders",
                                Map.of("by", "reader", "account", stranger.toString(), "since", today, "until", today))
                        .body())
                .contains("Choose somebody who works here");
        assertThat(desk.act(
                                "orders",
                                Map.of("by", "site", "site", shop.site().toString(), "since", today, "until", today))
                        .status())
                .isEqualTo(302);
        assertThat(bean(ConcernedTable.class).all(desk.id, 1000))
                .containsExactlyInAnyOrder(seen.order.id(), unseen.order.id());
        assertThat(desk.act(
                                "orders",
                                Map.of(
                                        "by",
                                        "site",
                                        "site",
                                        shop.otherSite().toString(),
                                        "since",
                                        today,
                                        "until",
                                        today))
                        .body())
                .contains("one of your own sites");
        assertThat(desk.act(
                                "orders",
                                Map.of(
                                        "by",
                                        "site",
                                        "site",
                                        shop.site().toString(),
                                        "since",
                                        "2027-02-30",
                                        "until",
                                        today))
                        .body())
                .contains("A time or day does not fit");
    }

    @Test
    void howSomebodyIsReachedIsReadOnceAndTheySeeIt() throws Exception {
        Concern concern = Concern.of(shop);
        concern.contact("王小明", "13800138000");
        Desk desk = open("wrong-person");
        String path = "/incidents/" + desk.id + "/contact";
        assertThat(browser.post(path, Map.of("code", concern.order.code())).body())
                .contains("Some codes are unknown")
                .doesNotContain("13800138000");
        desk.act("orders", orders(concern));
        assertThat(desk.page()).doesNotContain("王小明");
        Browser.Answer shown = browser.post(path, Map.of("code", concern.order.code()));
        assertThat(shown.body()).contains("王小明", "13800138000");
        assertThat(desk.page()).doesNotContain("王小明");
        assertThat(concern.browser.get(concern.link + "/privacy").body())
                .contains("Data protection officer", "telling the person of an incident");
        assertThat(bean(Vault.class).reads(concern.person()).getFirst().purpose())
                .isEqualTo(Purpose.INCIDENT_NOTICE);
        // Nobody else may act for this purpose.
        assertThatThrownBy(() -> bean(Vault.class)
                        .read(
                                concern.person(),
                                Set.of(Field.PHONE),
                                Purpose.INCIDENT_NOTICE,
                                new Reader(Reader.Kind.STAFF, Optional.of(officer), Set.of(Role.MANAGER), shop.site())
                                        .because(Reason.INCIDENT, "")))
                .hasMessageContaining("NOT_FOR_ROLE");
        // And when nobody is told any more, nobody reads on.
        for (String duty : List.of("authority", "persons")) {
            desk.act("not-required", Map.of("duty", duty, "reason", "It was the person’s own bag"));
        }
        desk.act("close", Map.of("text", "done"));
        assertThat(browser.post(path, Map.of("code", concern.order.code())).body())
                .contains("not possible in its state")
                .doesNotContain("13800138000");
    }

    @Test
    void whatLooksLikeAPersonIsRefusedAndScriptsAreText() throws Exception {
        Browser clerk = shop.browser(Role.CLERK);
        for (String personal : List.of(
                "He called from 138 0013 8000",
                "身份证 11010519491231002X",
                "write to xiaoming@example.org",
                "卡号 6222 0212 3456 7890 128")) {
            assertThat(Desk.report(clerk, shop, "other", personal).body())
                    .as(personal)
                    .contains("That looks like somebody");
        }
        Desk desk = open("other");
        assertThat(desk.describe("harm-en", "Call 13800138000").body()).contains("That looks like somebody");
        assertThat(desk.describe("facts", "").body()).contains("Some words are missing", "两个袋子放反了");
        assertThat(desk.describe("cause-en", "x".repeat(2001)).body()).contains("Too long");
        assertThat(desk.describe("cause-en", "a\u202eb").body()).contains("characters that nobody can see");
        assertThat(desk.describe("kind", "no-kind").body()).contains("Choose from the list");
        assertThat(desk.describe("information", "soul").body()).contains("Choose from the list");
        assertThat(desk.describe("found", "2999-01-01T00:00").body()).contains("A time or day does not fit");
        assertThat(desk.describe("since", "2026-02-30T00:00").body()).contains("A time or day does not fit");
        assertThat(desk.describe("since", "2026-03-02T00:00", "until", "2026-03-01T00:00")
                        .body())
                .contains("A time or day does not fit");
        for (String persons : List.of("-1", "1e9", "99999999999", "many")) {
            assertThat(desk.act("level", Map.of("persons", persons, "basis", "x"))
                            .body())
                    .as(persons)
                    .contains("A whole number");
        }
        String script = "<script>alert(1)</script>";
        Concern concern = Concern.of(shop);
        desk.act("orders", orders(concern));
        assertThat(desk.describe("facts", script, "harm-en", script, "cause-zh", script)
                        .status())
                .isEqualTo(302);
        Desk.officer(shop, officer);
        desk.act("release", Map.of());
        for (String page : List.of(
                desk.page(),
                concern.notices(),
                browser.get("/incidents/" + desk.id + "/notice/authority").body(),
                browser.get("/incidents/" + desk.id + "/description").body())) {
            assertThat(page).doesNotContain(script).contains("&lt;script", "alert(1)");
        }
    }

    @Test
    void ofTwoOfficersAtOnceOneWrites() throws Exception {
        Desk desk = open("other");
        Desk second = desk.as(confirmed(shop.account(Role.DATA_PROTECTION_OFFICER)));
        for (int round = 0; round < 8; round++) {
            int seen = desk.now().seen();
            CyclicBarrier together = new CyclicBarrier(2);
            try (var pool = Executors.newFixedThreadPool(2)) {
                List<Future<Integer>> answers = pool.invokeAll(java.util.stream.Stream.of(desk, second)
                        .<Callable<Integer>>map(one -> () -> {
                            one.browser.token();
                            together.await();
                            return one.act("level", seen, Map.of("persons", "7", "basis", "counted twice"))
                                    .status();
                        })
                        .toList());
                assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
                        .containsExactlyInAnyOrder(302, 422);
            }
            assertThat(desk.now().seen()).isEqualTo(seen + 1);
        }
        assertThat(desk.act("level", 1, Map.of("persons", "7", "basis", "late")).body())
                .contains("Somebody else did something");
    }

    @Test
    void eachStepHasItsDigestInTheLogOrIsNotThereAtAll() {
        Desk desk = open("other");
        desk.describe();
        IncidentTable table = bean(IncidentTable.class);
        for (Incident.Step step : desk.now().steps()) {
            String content = jdbc().sql(
                            "SELECT content::text FROM oversight.incident_event WHERE incident_id = ? AND number = ?")
                    .params(desk.id, step.number())
                    .query((row, _) -> row.getString(1))
                    .single();
            assertThat(bean(Notes.class).find(step.note()).orElseThrow().text())
                    .contains(
                            "incident " + desk.id,
                            "step " + step.number(),
                            "what " + step.what().id())
                    .contains(IncidentTable.digest(content))
                    .doesNotContain("Something is odd");
        }
        // The plug is pulled before the end of the transaction: neither the step nor its note is there.
        long notes = notes();
        int seen = desk.now().seen();
        Desk.inTransaction(status -> {
            try {
                table.append(desk.id, seen, Instant.now(), officer, new Entry.Closed("never"), State.CLOSED);
            } catch (IncidentException e) {
                throw new AssertionError(e);
            }
            status.setRollbackOnly();
            return true;
        });
        assertThat(desk.now().seen()).isEqualTo(seen);
        assertThat(jdbc().sql("SELECT count(*) FROM ledger.note WHERE text LIKE ?")
                        .param("%incident " + desk.id + "%step " + (seen + 1) + "\n%")
                        .query((row, _) -> row.getLong(1))
                        .single())
                .isZero();
        assertThat(notes).isPositive();
        // Outside of a transaction nothing is written at all.
        assertThatThrownBy(() ->
                        table.append(desk.id, seen, Instant.now(), officer, new Entry.Closed("never"), State.CLOSED))
                .hasMessageContaining("transaction");
    }

    private static long notes() {
        return jdbc().sql("SELECT count(*) FROM ledger.note")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Test
    void whatIsWrittenIsNotChangedAfterwards() throws Exception {
        Desk desk = open("other");
        desk.act("orders", orders(Concern.of(shop)));
        for (String sql : List.of(
                "UPDATE oversight.incident SET rules = 2",
                "DELETE FROM oversight.incident_event",
                "UPDATE oversight.incident_event SET at = now()",
                "DELETE FROM oversight.incident_order",
                "TRUNCATE oversight.incident_order",
                "TRUNCATE oversight.incident_event CASCADE")) {
            assertThatThrownBy(() -> jdbc().sql(sql).update()).as(sql).hasMessageContaining("APPEND_ONLY");
        }
        // Nor by a step that does not lead on.
        int seen = desk.now().seen();
        for (Entry wrong : List.of(new Entry.Reopened("x"), new Entry.Dismissed("x"), new Entry.Accepted())) {
            assertThatThrownBy(() -> append(desk, seen, wrong, State.OPEN)).hasMessageContaining("INCIDENT");
        }
        assertThatThrownBy(() -> append(desk, seen + 1, new Entry.Handled(Instant.now()), State.OPEN))
                .hasMessageContaining("does not follow");
        assertThatThrownBy(() -> append(desk, seen, new Entry.Handled(Instant.now()), State.CLOSED))
                .hasMessageContaining("does not lead");
    }

    private void append(Desk desk, int seen, Entry entry, State state) {
        Desk.inTransaction(_ -> {
            try {
                return bean(IncidentTable.class).append(desk.id, seen, Instant.now(), officer, entry, state);
            } catch (IncidentException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whatNeedsAPasskeyIsNotDoneWithoutOne() {
        Desk desk = open("other");
        Desk cold = desk.as(signedIn(officer));
        for (String what : List.of("dismiss", "not-required", "release", "close")) {
            assertThat(cold.act(what, Map.of("reason", "x", "text", "x", "duty", "persons"))
                            .location())
                    .as(what)
                    .startsWith("/confirm?next=");
        }
        assertThat(desk.now().seen()).isEqualTo(2);
    }

    @Test
    void aDutyMayBeNoneWithAReasonAndASuspicionMayBeNone() {
        Desk desk = open("device-lost");
        for (String duty : List.of("authority", "persons")) {
            assertThat(desk.act("not-required", Map.of("duty", duty, "reason", ""))
                            .body())
                    .contains("Some words are missing");
            assertThat(desk.act("not-required", Map.of("duty", duty, "reason", "It was sealed, and is back"))
                            .status())
                    .isEqualTo(302);
        }
        assertThat(desk.page()).contains("no duty here", "It was sealed, and is back");
        assertThat(desk.act("close", Map.of("text", "done")).status()).isEqualTo(302);

        Desk.report(browser, shop, "other", "A sound in the store room");
        Desk none = Desk.at(browser, shop);
        assertThat(none.act("dismiss", Map.of("reason", "It was the cat")).status())
                .isEqualTo(302);
        assertThat(browser.get("/incidents/" + none.id + "/notice/persons").status())
                .isEqualTo(404);
        assertThat(none.act("accept", Map.of()).status()).isEqualTo(302); // it was not the cat
        assertThat(none.page()).contains("It was the cat");
    }

    /** The oldest clock has run longest, and stands on the page where an officer's day begins however much came after it. */
    @Test
    void theOldestClockIsShownHoweverManyCameAfterIt() {
        Desk.report(shop.browser(Role.CLERK), shop, "other", "The first one");
        String oldest = Desk.at(browser, shop).now().code();
        for (int i = 0; i < 3; i++) {
            Browser clerk = shop.browser(Role.CLERK);
            for (int j = 0; j < 17; j++) {
                Desk.report(clerk, shop, "other", "One more");
            }
        }
        assertThat(browser.get("/rights").body()).contains(oldest);
    }

    @Test
    void devicesThatStandHereAreHeldUntilAManagerEndsIt() throws Exception {
        Concern concern = Concern.of(shop);
        Desk desk = open("wrong-person");
        assertThat(desk.act("hold", Map.of()).body()).contains("Nothing was found");
        desk.act("orders", orders(concern));
        assertThat(desk.act("hold", Map.of()).status()).isEqualTo(302);
        assertThat(bean(Devices.class).find(concern.device.id()).orElseThrow().state())
                .isEqualTo(DeviceState.BLOCKED);
        assertThat(desk.act("hold", Map.of()).body()).contains("Nothing was found");
        assertThat(desk.page()).contains("1 held, 0 not");
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.get("/stock?q=" + concern.device.code()).body()).contains(concern.device.code());
        assertThat(manager.post("/stock/" + concern.device.id() + "/release", Map.of("reason", "safe"))
                        .status())
                .isEqualTo(302);
        assertThat(bean(Devices.class).find(concern.device.id()).orElseThrow().state())
                .isEqualTo(DeviceState.REGISTERED);
    }

    /** One that went home does not keep the others from being held, and each hold ends by itself. */
    @Test
    void oneThatHasLeftHoldsUpNoOther() throws Exception {
        Concern here = Concern.of(shop);
        Concern gone = Concern.of(shop);
        Concern held = Concern.of(shop);
        Devices devices = bean(Devices.class);
        devices.move(gone.device.id(), DeviceState.RETURNED, officer, "went home");
        devices.move(held.device.id(), DeviceState.BLOCKED, officer, "held");
        Desk desk = open("wrong-person");
        desk.act("orders", orders(here, gone, held));
        assertThat(desk.act("hold", Map.of()).status()).isEqualTo(302);
        assertThat(devices.find(here.device.id()).orElseThrow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(devices.find(gone.device.id()).orElseThrow().state()).isEqualTo(DeviceState.RETURNED);
        assertThat(jdbc().sql("SELECT custody.held_by_hand(?)")
                        .param(held.device.id())
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo("incident");
        assertThat(desk.page()).contains("2 held, 1 not");
    }

    /** Nobody who reads the log believes that it is held here. */
    @Test
    void oneThatWasStolenIsNotHeld() throws Exception {
        Concern here = Concern.of(shop);
        Concern stolen = Concern.of(shop);
        Desk desk = open("wrong-person");
        desk.act("orders", orders(here, stolen));
        String other = Concern.of(shop).order.code();
        assertThat(desk.act("hold", Map.of("gone", other)).status())
                .as("not of this incident")
                .isEqualTo(422);
        assertThat(desk.act("hold", Map.of("gone", "XXXX-XXXX")).status()).isEqualTo(422);
        assertThat(desk.act("hold", Map.of("gone", stolen.order.code())).status())
                .isEqualTo(302);
        Devices devices = bean(Devices.class);
        assertThat(devices.find(here.device.id()).orElseThrow().state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(devices.find(stolen.device.id()).orElseThrow().state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(desk.page()).contains("1 held, 1 not");
    }

    @Test
    void noOrderIsWrittenInBehindAStep() throws Exception {
        Concern concern = Concern.of(shop);
        Desk desk = open("wrong-person");
        desk.act("orders", orders(Concern.of(shop)));
        desk.describe();
        for (int step : List.of(desk.now().seen() - 1, desk.now().seen())) {
            assertThatThrownBy(() -> insert(desk, step, concern)).hasMessageContaining("INCIDENT");
        }
    }

    private static void insert(Desk desk, int step, Concern concern) {
        jdbc().sql("INSERT INTO oversight.incident_order (incident_id, number, order_id, is_in) VALUES (?, ?, ?, true)")
                .params(desk.id, step, concern.order.id())
                .update();
    }

    @Test
    void aFormThatIsSentTwiceIsOneAndAnAccountReportsTwentyADay() {
        Browser clerk = shop.browser(Role.CLERK);
        Map<String, String> form = Map.of(
                "kind",
                "other",
                "site",
                shop.site().toString(),
                "facts",
                "twice",
                "_form",
                "abcdefghijabcdefghijabcdefghijab");
        assertThat(clerk.post("/incidents/report", form).location())
                .isEqualTo(clerk.post("/incidents/report", form).location());
        assertThat(count(shop)).isEqualTo(1);
        for (int at = 1; at < IncidentDesk.REPORTS_MAX; at++) {
            assertThat(Desk.report(clerk, shop, "other", "again " + at).status())
                    .isEqualTo(302);
        }
        assertThat(Desk.report(clerk, shop, "other", "once more").body()).contains("20 times within a day");
        assertThat(count(shop)).isEqualTo(IncidentDesk.REPORTS_MAX);
    }

    private static int count(Shop shop) {
        return jdbc().sql("SELECT count(*) FROM oversight.incident WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** A list is one person with many devices: taken in whole, counted as one, and read by the link of the list. */
    @Test
    void aListIsTakenInWholeAndCountedAsOnePerson() throws Exception {
        InstitutionList list =
                InstitutionList.takenIn(shop, "gb-46864-2025", """
                laptop,Lenovo,ThinkPad,,1
                phone,HUAWEI,Mate 30,,
                """).offered("0");
        Browser person = list.joined();
        Desk.officer(shop, officer);
        Desk desk = open("wrong-person");
        assertThat(desk.act(
                                "orders",
                                Map.of(
                                        "by",
                                        "list",
                                        "codes",
                                        list.orders().getLast().code()))
                        .status())
                .isEqualTo(302);
        assertThat(bean(ConcernedTable.class).all(desk.id, 1000))
                .containsExactlyInAnyOrderElementsOf(
                        list.orders().stream().map(WorkOrder::id).toList());
        assertThat(desk.now().counted()).isEqualTo(1);
        desk.describe();
        desk.act("release", Map.of());
        assertThat(person.get(list.link() + "/notices").body())
                .contains(desk.now().code(), "It was fetched back");
    }

    @Test
    void aLabelLeadsToItsOrder() throws Exception {
        Concern one = Concern.of(shop);
        Desk desk = open("bad-erasure");
        assertThat(desk.act(
                                "orders",
                                Map.of(
                                        "by",
                                        "devices",
                                        "codes",
                                        one.device.code().toLowerCase(java.util.Locale.ROOT)))
                        .status())
                .isEqualTo(302);
        assertThat(bean(ConcernedTable.class).all(desk.id, 1000)).containsExactly(one.order.id());
    }
}
