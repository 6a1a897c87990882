package org.wangchuan.platform.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** Who has to be told of an incident is reached at once when two people say so: those whom it concerns, each on record, and nobody else. */
@Tag("slow")
final class TellingTest extends PlatformTest {
    private static final Pattern COMPLAINT = Pattern.compile("/complaints/([A-Za-z0-9_-]{32})");

    private final Shop shop = newShop();
    private final UUID officer = shop.account(Role.DATA_PROTECTION_OFFICER);
    private final Browser browser = confirmed(officer);

    private Desk open(String kind) {
        Desk.report(shop.browser(Role.CLERK), shop, kind, "Something is odd");
        Desk desk = Desk.at(browser, shop);
        assertThat(desk.act("accept", Map.of()).status()).isEqualTo(302);
        return desk;
    }

    private Concern known(int number) throws Exception {
        Concern one = Concern.of(shop);
        one.contact("王小明" + number, "138001380" + (10 + number));
        return one;
    }

    private static Browser.Answer taken(Desk desk, List<Concern> some) {
        return desk.act(
                "orders",
                Map.of(
                        "by",
                        "orders",
                        "codes",
                        String.join(
                                "\n", some.stream().map(one -> one.order.code()).toList())));
    }

    private Reader reader(String incident) {
        return new Reader(Reader.Kind.STAFF, Optional.of(officer), Set.of(Role.DATA_PROTECTION_OFFICER), shop.site())
                .because(Reason.INCIDENT, incident);
    }

    private void reads(Concern one, String incident) throws Exception {
        var _ = bean(Vault.class).read(one.person(), Set.of(Field.PHONE), Purpose.INCIDENT_NOTICE, reader(incident));
    }

    @Test
    void allWhomItConcernsAreReachedAtOnceAndNobodyElse() throws Exception {
        UUID boss = shop.account(Role.MANAGER);
        Browser manager = confirmed(boss);
        List<Concern> some = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            some.add(known(i));
        }
        Concern later = known(40);
        Concern other = known(41);
        Desk desk = open("seen-or-copied");
        assertThat(taken(desk, some).status()).isEqualTo(302);
        String path = "/incidents/" + desk.id;
        String code = desk.now().code();
        for (int i = 0; i < 30; i++) {
            reads(some.get(i), code);
        }
        assertThatThrownBy(() -> reads(some.get(30), code)).hasMessageContaining("TOO_MANY");
        assertThat(browser.post(path + "/contacts", Map.of()).body())
                .contains("It is not allowed to reach all at once")
                .doesNotContain("王小明");
        assertThat(manager.get(path).status())
                .as("the incident itself is not a manager’s")
                .isEqualTo(403);
        assertThat(manager.post(path + "/telling", Map.of("seen", "3", "reason", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(manager.get("/intake").body()).doesNotContain(path + "/telling");

        assertThat(desk.act("telling", Map.of("reason", "Their numbers were published"))
                        .status())
                .isEqualTo(302);
        assertThat(browser.post(path + "/contacts", Map.of()).body())
                .contains("It is not allowed to reach all at once");
        assertThat(desk.act("telling/allow", Map.of()).body()).contains("Somebody else has to say so");
        assertThat(manager.get("/intake").body()).contains(path + "/telling");
        assertThat(manager.get(path + "/telling").body())
                .contains("Their numbers were published", "34", "/telling/allow")
                .doesNotContain(some.getFirst().order.code(), "王小明");
        assertThat(desk.as(signedIn(boss)).act("telling/allow", Map.of()).location())
                .as("without a passkey just now")
                .startsWith("/confirm?next=");
        assertThat(desk.as(confirmed(newShop().account(Role.MANAGER)))
                        .act("telling/allow", Map.of())
                        .status())
                .as("another company’s")
                .isEqualTo(404);
        assertThat(desk.as(confirmed(shop.accountAt(Optional.of(shop.otherSite()), Role.MANAGER)))
                        .act("telling/allow", Map.of())
                        .status())
                .as("another site’s")
                .isEqualTo(404);
        assertThat(desk.as(manager).act("telling/allow", Map.of()).status()).isEqualTo(302);
        assertThat(desk.as(manager).act("telling/allow", Map.of()).body()).contains("Nobody asks for it now");

        assertThat(manager.post(path + "/contacts", Map.of()).status())
                .as("who allowed it reads nobody")
                .isEqualTo(403);
        assertThatThrownBy(() -> bean(Vault.class)
                        .read(
                                some.getFirst().person(),
                                Set.of(Field.PHONE),
                                Purpose.INCIDENT_NOTICE,
                                new Reader(Reader.Kind.STAFF, Optional.of(boss), Set.of(Role.MANAGER), shop.site())
                                        .because(Reason.INCIDENT, code)))
                .hasMessageContaining("NOT_FOR_ROLE");
        String file = browser.post(path + "/contacts", Map.of()).body();
        assertThat(file.lines()).hasSize(35);
        for (int i = 0; i < 34; i++) {
            assertThat(file)
                    .contains(
                            "王小明" + i + "\"",
                            "138001380" + (10 + i),
                            some.get(i).order.code());
            assertThat(bean(Vault.class).reads(some.get(i).person()).getFirst().purpose())
                    .as("on record for each")
                    .isEqualTo(Purpose.INCIDENT_NOTICE);
        }
        assertThat(some.get(33).browser.get(some.get(33).link + "/privacy").body())
                .contains("Data protection officer", "telling the person of an incident");

        assertThat(taken(desk, List.of(later)).status()).isEqualTo(302);
        assertThatThrownBy(() -> reads(later, code))
                .as("who came in after it was allowed waits as ever")
                .hasMessageContaining("TOO_MANY");
        assertThatThrownBy(() -> reads(other, code))
                .as("whom it does not concern")
                .hasMessageContaining("NOT_FOR_PURPOSE");
        Desk second = open("seen-or-copied");
        taken(second, List.of(other));
        assertThatThrownBy(() -> reads(other, code)).as("another incident’s").hasMessageContaining("NOT_FOR_PURPOSE");
        assertThatThrownBy(() -> reads(other, second.now().code()))
                .as("by another incident, in which nobody has said so")
                .hasMessageContaining("TOO_MANY");
        assertThat(browser.post("/incidents/" + second.id + "/contacts", Map.of())
                        .body())
                .contains("It is not allowed to reach all at once");

        desk.act("orders-out", Map.of("codes", some.getFirst().order.code(), "reason", "a mistake"));
        assertThatThrownBy(() -> reads(some.getFirst(), code))
                .as("taken out again")
                .hasMessageContaining("NOT_FOR_PURPOSE");
        for (String duty : List.of("authority", "persons")) {
            desk.act("not-required", Map.of("duty", duty, "reason", "They all know it"));
        }
        assertThat(desk.act("close", Map.of("text", "done")).status()).isEqualTo(302);
        assertThatThrownBy(() -> reads(some.get(1), code)).as("closed").hasMessageContaining("NOT_FOR_PURPOSE");
        assertThat(browser.post(path + "/contacts", Map.of()).body()).doesNotContain("王小明");
    }

    @Test
    void itEndsAfterAWeek() throws Exception {
        Desk desk = open("seen-or-copied");
        taken(desk, List.of(known(1)));
        Incident now = desk.now();
        assertThat(desk.act("telling", Map.of("reason", "Nobody else is here")).status())
                .isEqualTo(302);
        Entry.TellingAllowed allowed =
                desk.now().last(Entry.TellingAllowed.class).orElseThrow();
        assertThat(allowed.alone())
                .as("in a shop where nobody else could say so")
                .isTrue();
        assertThat(desk.page()).contains("Nobody else was there who could have said so");
        assertThat(bean(Tellings.class).allowedBy(desk.now())).isPresent();
        assertThat(bean(Tellings.class).allowedBy(now)).isEmpty();
        Incident.Step last = desk.now().steps().getLast();
        Incident.Step over = new Incident.Step(
                last.number(),
                last.at(),
                last.by(),
                last.what(),
                last.state(),
                new Entry.TellingAllowed(
                        allowed.asked(), true, java.time.Instant.now().minusSeconds(1)),
                last.note());
        List<Incident.Step> steps = new ArrayList<>(now.steps());
        steps.add(over);
        assertThat(bean(Tellings.class)
                        .allowedBy(new Incident(
                                now.id(), now.code(), now.organisation(), now.site(), now.zone(), now.rules(), steps)))
                .isEmpty();
    }

    private static String complains(UUID site, String name, String contact) {
        Matcher secret = COMPLAINT.matcher(Browser.from("127.0.0.34", origin())
                .post(
                        "/complaints",
                        Map.of("site", site.toString(), "name", name, "contact", contact, "text", "Nobody answers me"))
                .body());
        assertThat(secret.find()).isTrue();
        return secret.group(1);
    }

    /** Whoever has no order is in the vault all the same: found by the site that they complained to, and told on their own page. */
    @Test
    void whoComplainedWithoutAnOrderIsFoundAndToldOnTheirPage() throws Exception {
        String secret = complains(shop.site(), "慕容小虹", "13712345678");
        String elsewhere = complains(shop.otherSite(), "慕容小青", "13712345679");
        Desk.officer(shop, officer);
        Desk desk = open("vault-lost");
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        Map<String, String> search =
                Map.of("by", "complaints", "site", shop.site().toString(), "since", today, "until", today);
        assertThat(desk.act("orders", search).status()).isEqualTo(302);
        assertThat(desk.act("orders", search).body()).contains("Nothing was found that this would change");
        assertThat(desk.now().counted()).isEqualTo(1);
        assertThat(desk.now().complaints()).isEqualTo(1);
        assertThat(desk.now().orders()).isZero();
        assertThat(desk.page())
                .contains("and 1 complaint without an order", "1 taken in")
                .doesNotContain("慕容");
        String list = browser.get("/incidents/" + desk.id + "/complaints").body();
        Matcher code = Pattern.compile("name=\"code\" value=\"([^\"]+)\"").matcher(list);
        assertThat(code.find()).isTrue();
        assertThat(list).doesNotContain("慕容");
        assertThat(nobody().get("/complaints/" + secret).body())
                .doesNotContain(desk.now().code());

        desk.describe("kind", "vault-lost");
        assertThat(desk.act("release", Map.of()).status()).isEqualTo(302);
        assertThat(nobody().get("/complaints/" + secret).body())
                .contains(desk.now().code(), "It was fetched back", "两个袋子放反了");
        assertThat(nobody().get("/complaints/" + elsewhere).body())
                .doesNotContain(desk.now().code());
        assertThat(browser.post("/incidents/" + desk.id + "/contact", Map.of("code", code.group(1)))
                        .body())
                .contains("慕容小虹", "13712345678");

        assertThat(desk.act("orders-out", Map.of("codes", code.group(1), "reason", "asked before"))
                        .status())
                .isEqualTo(302);
        assertThat(desk.now().counted()).isZero();
        assertThat(nobody().get("/complaints/" + secret).body()).contains("does not concern you");
        assertThat(browser.post("/incidents/" + desk.id + "/contact", Map.of("code", code.group(1)))
                        .body())
                .doesNotContain("慕容小虹");
        Shop foreign = newShop();
        UUID request = jdbc().sql("SELECT request_id FROM oversight.incident_complaint WHERE incident_id = ? LIMIT 1")
                .param(desk.id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        assertThat(foreign.site()).isNotNull();
        assertThatThrownBy(() -> jdbc().sql("INSERT INTO oversight.incident_complaint VALUES (?, 2, ?, true)")
                        .params(desk.id, request)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("INCIDENT");
    }

    /** Whose complaint somebody read is found by the vault's record, as whose order they looked at is. */
    @Test
    void aComplaintThatSomebodyReadIsFoundByTheirReads() throws Exception {
        var _ = complains(shop.site(), "慕容小虹", "13712345678");
        UUID person = jdbc().sql("SELECT person_id FROM rights.request WHERE site_id = ?")
                .param(shop.site())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        UUID second = shop.account(Role.DATA_PROTECTION_OFFICER);
        var _ = bean(Vault.class)
                .read(
                        person,
                        Set.of(Field.PHONE),
                        Purpose.COMPLAINT,
                        new Reader(
                                        Reader.Kind.STAFF,
                                        Optional.of(second),
                                        Set.of(Role.DATA_PROTECTION_OFFICER),
                                        shop.site())
                                .because(Reason.REQUEST, ""));
        Desk desk = open("seen-or-copied");
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        assertThat(desk.act(
                                "orders",
                                Map.of("by", "reader", "account", second.toString(), "since", today, "until", today))
                        .status())
                .isEqualTo(302);
        assertThat(desk.now().complaints()).isEqualTo(1);
        assertThat(desk.now().all(Entry.Selected.class))
                .as("nobody is left over")
                .isEmpty();
    }
}
