package org.wangchuan.platform.intake.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/** The register of sellers, and what else the counter may know of a person: by the pages, as those who use them. */
final class SellerRegisterTest extends PlatformTest {
    private static final String SIGNATURE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYA"
                    + "AjCB0C8AAAAASUVORK5CYII=";

    private static final Map<String, String> IN_CASH = Map.of("paid", "cash", "amount", "1");
    private static final String NUMBER = "11010519491231002X";
    private static final String NAME = "欧阳靖远";
    private static final String LAW = "Second-hand goods rules, art. 11";

    private final Shop shop = newShop();
    private final UUID clerkAccount = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(clerkAccount);
    private final UUID managerAccount = shop.account(Role.MANAGER);
    private final Browser manager = signedIn(managerAccount);
    private final Browser administrator = shop.browser(Role.ADMINISTRATOR);
    private final Orders orders = bean(Orders.class);
    private final Vault vault = bean(Vault.class);

    private void asks(String... more) {
        Map<String, String> form = new HashMap<>(Map.of("required", "yes", "law", LAW));
        Arrays.stream(more).forEach(one -> form.put(one, "yes"));
        assertThat(administrator.post("/seller-register/" + shop.site(), form).status())
                .isEqualTo(302);
    }

    private static Map<String, String> entry(String... changes) {
        Map<String, String> out = new HashMap<>(
                Map.of("entry-name", NAME, "entry-kind", "resident_id", "entry-number", NUMBER, "seen", "yes"));
        for (int i = 0; i < changes.length; i += 2) {
            out.put(changes[i], changes[i + 1]);
        }
        return out;
    }

    private Browser.Answer enters(Browser who, UUID order, String... changes) {
        return who.post("/intake/" + order + "/person/register", entry(changes));
    }

    @Test
    void nothingIsPaidBeforeItIsKnownWhoSells() throws Exception {
        UUID open = sealed();
        asks();
        UUID order = sealed();

        for (UUID one : List.of(open, order)) {
            Browser.Answer refused = clerk.post("/intake/" + one + "/close", IN_CASH);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("it is not entered yet");
            assertThat(state(one)).isEqualTo(OrderState.SEALED);
        }
        assertThat(clerk.get("/intake/" + order).body()).contains("nothing can be paid before");
        assertThat(enters(clerk, order).location()).isEqualTo("/intake/" + order + "/person");
        assertThat(clerk.get("/intake/" + order).body()).doesNotContain("nothing can be paid before");
        assertThat(clerk.post("/intake/" + order + "/close", IN_CASH).status()).isEqualTo(302);
        assertThat(state(order)).isEqualTo(OrderState.CLOSED);

        administrator.post("/seller-register/" + shop.site(), Map.of("law", LAW));
        assertThat(clerk.post("/intake/" + open + "/close", IN_CASH).status()).isEqualTo(302);
    }

    @Test
    void whereNoLawAsksNobodyDoes() throws Exception {
        UUID order = sealed();
        assertThat(clerk.get("/intake/" + order + "/person").body()).doesNotContain("entry-number");
        Browser.Answer refused = enters(clerk, order);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("No law asks here");
        assertThat(orders.find(order).orElseThrow().ownerRef()).isEmpty();
        // A law has to be named, and a clerk or a manager decides nothing of it.
        assertThat(administrator
                        .post("/seller-register/" + shop.site(), Map.of("required", "yes", "law", " "))
                        .status())
                .isEqualTo(422);
        Browser.Answer personal = administrator.post(
                "/seller-register/" + shop.site(), Map.of("required", "yes", "law", "ask Li, 138 0013 8000"));
        assertThat(personal.status()).isEqualTo(422);
        assertThat(personal.body()).contains("Name the law only");
        assertThat(manager.post("/seller-register/" + shop.site(), Map.of("required", "yes", "law", LAW))
                        .status())
                .isEqualTo(403);
        assertThat(newShop()
                        .browser(Role.ADMINISTRATOR)
                        .post("/seller-register/" + shop.site(), Map.of("required", "yes", "law", LAW))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsKept() throws Exception {
        asks("address", "phone");
        UUID order = sealed();
        Map<String, String> wrong = Map.of(
                "entry-name", " ",
                "entry-kind", "library card",
                "entry-number", "110105194912310021",
                "entry-address", "",
                "entry-phone", "call me",
                "seen", "no");
        Map<String, String> words = Map.of(
                "entry-name", "Expected the name",
                "entry-kind", "Choose the kind",
                "entry-number", "can&#39;t be right",
                "entry-address", "Expected the address",
                "entry-phone", "Expected a phone number",
                "seen", "Look at the document");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Browser.Answer refused = enters(
                    clerk,
                    order,
                    "entry-address",
                    "Riverside 12",
                    "entry-phone",
                    "13800138000",
                    one.getKey(),
                    one.getValue());
            assertThat(refused.status()).as(one.getKey()).isEqualTo(422);
            assertThat(refused.body().replace("'", "&#39;")).contains(words.get(one.getKey()));
        }
        assertThat(orders.find(order).orElseThrow().ownerRef()).isEmpty();
        // Another width, gaps and small letters are the same number; a passport has no check digit.
        assertThat(enters(
                                clerk,
                                order,
                                "entry-number",
                                "１１０１０５ 19491231 002x",
                                "entry-address",
                                "Riverside 12",
                                "entry-phone",
                                "13800138000")
                        .status())
                .isEqualTo(302);
        assertThat(opened(clerk, order, "seller_register", "entry_check").body())
                .contains(NUMBER, "Riverside 12");
    }

    @Test
    void whatNoLawAsksForIsNotKept() throws Exception {
        asks();
        UUID order = sealed();
        enters(clerk, order, "entry-address", "Riverside 12", "entry-phone", "13800138000");
        assertThat(opened(clerk, order, "seller_register", "entry_check").body())
                .contains(NAME)
                .doesNotContain("Riverside", "13800138000");
    }

    @Test
    void itIsMaskedUntilSomebodySaysWhy() throws Exception {
        asks();
        UUID order = sealed();
        enters(clerk, order);

        for (Browser who : List.of(clerk, manager)) {
            Browser.Answer masked = who.get("/intake/" + order + "/person");
            assertThat(masked.body()).contains("欧*", "****002X").doesNotContain(NAME, NUMBER);
            assertThat(masked.header("cache-control")).contains("no-store");
            assertThat(who.get("/intake/" + order).body()).doesNotContain(NAME, NUMBER);
        }
        for (Map<String, String> form : List.of(
                Map.of("purpose", "seller_register"),
                Map.of("purpose", "seller_register", "reason", "device"),
                Map.of("purpose", "seller_register", "reason", "mistyped"),
                Map.of("purpose", "own_access", "reason", "entry_check"),
                Map.of("purpose", "tax", "reason", "entry_check"),
                Map.of("purpose", "seller_register", "reason", "entry_check", "reference", NAME))) {
            Browser.Answer refused = clerk.post("/intake/" + order + "/person/open", form);
            assertThat(refused.status()).as(form.toString()).isEqualTo(422);
            assertThat(refused.body()).doesNotContain(NAME, NUMBER);
        }
        Browser.Answer clear = opened(clerk, order, "seller_register", "entry_check");
        assertThat(clear.status()).isEqualTo(200);
        assertThat(clear.header("cache-control")).contains("no-store");
        assertThat(clear.body()).contains(NAME, NUMBER);
        assertThat(shop.browser(Role.TECHNICIAN)
                        .post("/intake/" + order + "/person/open", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(administrator.get("/intake/" + order + "/person").status()).isEqualTo(403);
        for (Browser stranger : List.of(
                signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK, Role.MANAGER)),
                newShop().browser(Role.CLERK, Role.MANAGER))) {
            for (String path : List.of("person/open", "person/register", "person/signature", "law/hold")) {
                assertThat(stranger.post("/intake/" + order + "/" + path, entry("reason", "entry_check"))
                                .status())
                        .as(path)
                        .isEqualTo(404);
            }
            assertThat(stranger.get("/intake/" + order + "/person").status()).isEqualTo(404);
            assertThat(stranger.get("/intake/" + order + "/law").status()).isEqualTo(404);
        }
    }

    @Test
    void itIsTypedAgainWithAReasonAndAfterTheEndByAManager() throws Exception {
        asks();
        UUID order = sealed();
        enters(clerk, order);
        assertThat(enters(clerk, order, "entry-name", "欧阳静远").body()).contains("Choose why");
        assertThat(enters(clerk, order, "entry-name", "欧阳静远", "reason", "entry_check")
                        .status())
                .isEqualTo(422);
        assertThat(enters(clerk, order, "entry-name", "欧阳静远", "reason", "mistyped")
                        .status())
                .isEqualTo(302);
        assertThat(opened(clerk, order, "seller_register", "entry_check").body())
                .contains("欧阳静远");

        clerk.post("/intake/" + order + "/close", IN_CASH);
        assertThat(enters(clerk, order, "reason", "other_person").status()).isEqualTo(422);
        assertThat(enters(manager, order, "reason", "other_person").status()).isEqualTo(302);
        assertThat(opened(clerk, order, "seller_register", "entry_check").body())
                .contains(NAME);
    }

    @Test
    void theOwnerSeesWhatIsKeptWhyUntilWhenAndWhoReadIt() throws Exception {
        asks();
        UUID order = sealed();
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        owner.post(link + "/contact", Map.of("name", "Ming", "phone", "13812345678"));
        enters(clerk, order);
        clerk.get("/intake/" + order + "/person");
        opened(clerk, order, "seller_register", "origin");
        opened(manager, order, "ceremony", "left_behind");

        assertThat(owner.get(link + "/privacy").body())
                .contains("Register of sellers", LAW, "kept until")
                .contains("wrote", "saw masked", "a check where the device comes from", "something was left behind")
                .contains("Clerk", "Manager")
                .doesNotContain(NAME, NUMBER);
        // To their own eyes masked as well: whoever holds the phone reads it.
        assertThat(owner.post(link + "/own", Map.of()).body())
                .contains("Ming", "13812345678", "欧*", "****002X", "Resident identity card")
                .doesNotContain(NAME, NUMBER);
        // Forgetting reaches what no law keeps, and says so.
        owner.post(link + "/forget", Map.of("sure", "1"));
        assertThat(owner.get(link + "/privacy").body())
                .contains(
                        "all was destroyed but what a law makes the shop keep",
                        "Back-ups of the shop may still hold it until")
                .doesNotContain("Delete what the shop keeps of me (");
        assertThat(owner.post(link + "/forget", Map.of("sure", "1")).body())
                .contains("a law makes the shop keep until");
        assertThat(clerk.get("/intake/" + order + "/person").body())
                .contains("欧*")
                .doesNotContain("138****5678");
        assertThat(clerk.post("/intake/" + order + "/close", IN_CASH).status()).isEqualTo(302);
    }

    @Test
    void theSignatureIsAManagersToOpen() throws Exception {
        UUID order = sealed();
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        jdbc().sql("UPDATE intake.work_order SET state = 'erasing' WHERE id = ?")
                .param(order)
                .update();
        clerk.post("/counter/" + order + "/sign", Map.of("signature", SIGNATURE));
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("A manager can open it");
        assertThat(clerk.post("/intake/" + order + "/person/signature", Map.of("reason", "presence"))
                        .status())
                .isEqualTo(403);
        assertThat(manager.post("/intake/" + order + "/person/signature", Map.of("reason", "device"))
                        .status())
                .isEqualTo(422);
        Browser.Answer shown = manager.post("/intake/" + order + "/person/signature", Map.of("reason", "presence"));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("content-type")).isEqualTo("image/png");
        assertThat(shown.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(shown.header("cache-control")).contains("no-store");
        assertThat(owner.get(link + "/privacy").body()).contains("a doubt whether the owner was there");
        UUID person = orders.find(order).orElseThrow().ownerRef().orElseThrow();
        assertThat(vault.keeping(person).orElseThrow().purposes()).containsKey(Purpose.CERTIFICATE);
    }

    /** Who signs for a list signs for what was shown, and may sign again for the rest. */
    @Test
    void eachOfSeveralSignaturesCanBeOpened() throws Exception {
        UUID order = sealed();
        nobody().post(link(order), Map.of());
        jdbc().sql("UPDATE intake.work_order SET state = 'erasing' WHERE id = ?")
                .param(order)
                .update();
        clerk.post("/counter/" + order + "/sign", Map.of("signature", SIGNATURE));
        UUID person = orders.find(order).orElseThrow().ownerRef().orElseThrow();
        UUID first = vault.pictures(person, Field.SIGNATURE).getFirst().id();
        byte[] another = Photos.plain("png", Photos.picture(60, 40, 1));
        UUID second =
                new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(_ -> attached(person, another));
        String path = "/intake/" + order + "/person/signature";
        Map<String, String> why = Map.of("reason", "presence");

        assertThat(manager.get("/intake/" + order + "/person").body())
                .contains(path + "?signature=" + first, path + "?signature=" + second);
        String firstPicture = manager.post(path + "?signature=" + first, why).body();
        String secondPicture = manager.post(path + "?signature=" + second, why).body();
        assertThat(firstPicture).isNotEqualTo(secondPicture);
        assertThat(manager.post(path, why).body()).as("the last").isEqualTo(secondPicture);
        assertThat(manager.post(path + "?signature=" + UUID.randomUUID(), why).status())
                .isEqualTo(422);
    }

    private UUID attached(UUID person, byte[] png) {
        try {
            return vault.attach(person, Purpose.CERTIFICATE, "image/png", png).id();
        } catch (VaultException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theRestOfAnInstitutionsListHasItsSellerAtTheOrderThatLeads() throws Exception {
        asks();
        UUID lead = sealed();
        UUID other = sealed();
        UUID batch = UUID.randomUUID();
        jdbc().sql("""
                        INSERT INTO intake.batch (id, code, site_id, name, lead_order, created_by, created_at)
                        VALUES (?, ?, ?, 'School', ?, ?, now())""")
                .params(batch, batch.toString().substring(0, 8), shop.site(), lead, UUID.randomUUID())
                .update();
        jdbc().sql("UPDATE intake.work_order SET batch_id = ? WHERE id IN (?, ?)")
                .params(batch, lead, other)
                .update();
        assertThat(clerk.post("/intake/" + other + "/close", IN_CASH).status()).isEqualTo(422);
        assertThat(enters(clerk, other).location()).isEqualTo("/intake/" + lead + "/person");
        assertThat(clerk.post("/intake/" + other + "/close", IN_CASH).status()).isEqualTo(302);
        assertThat(orders.find(other).orElseThrow().ownerRef()).isEmpty();
    }

    /** Both make the person of the order, which has none yet: one is made, and what both wrote is theirs. */
    @Test
    void anOwnerAndAClerkWhoWriteAtOnceWriteOfOnePerson() throws Exception {
        asks();
        for (int round = 0; round < 8; round++) {
            UUID order = sealed();
            Browser owner = nobody();
            String link = link(order);
            owner.post(link, Map.of());
            List<Callable<Integer>> both = List.of(
                    () -> owner.post(link + "/contact", Map.of("name", "Ming", "phone", "13812345678"))
                            .status(),
                    () -> enters(clerk, order).status());
            try (var pool = Executors.newFixedThreadPool(2)) {
                for (var one : pool.invokeAll(both)) {
                    assertThat(one.get()).isEqualTo(302);
                }
            }
            UUID person = orders.find(order).orElseThrow().ownerRef().orElseThrow();
            assertThat(vault.keeping(person).orElseThrow().purposes())
                    .containsKeys(Purpose.CEREMONY, Purpose.SELLER_REGISTER);
        }
    }

    @Test
    void aHoldStopsTheForgettingAndTheOwnerReadsWhy() throws Exception {
        UUID order = sealed();
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        owner.post(link + "/contact", Map.of("name", "Ming", "phone", "13812345678"));
        Map<String, String> hold = Map.of("reason", "price dispute 7", "until", "2031-01-31");

        assertThat(clerk.post("/intake/" + order + "/law/hold", hold).status()).isEqualTo(403);
        assertThat(manager.post("/intake/" + order + "/law/hold", Map.of("reason", "x", "until", "2020-01-01"))
                        .status())
                .isEqualTo(422);
        assertThat(manager.post("/intake/" + order + "/law/hold", Map.of("reason", "", "until", "2031-01-31"))
                        .status())
                .isEqualTo(422);
        assertThat(manager.post("/intake/" + order + "/law/hold", hold).status())
                .isEqualTo(302);
        assertThat(owner.get(link + "/privacy").body())
                .contains("A legal hold through 31 Jan 2031", "price dispute 7")
                .doesNotContain("Delete what the shop keeps of me (");
        assertThat(owner.post(link + "/forget", Map.of("sure", "1")).body())
                .contains("A legal hold stops the forgetting");
        String release = "/intake/" + order + "/law/release";
        assertThat(manager.get("/intake/" + order + "/law").body())
                .as("as it was typed, and not the midnight after")
                .contains("Held through 31 Jan 2031");
        assertThat(shop.browser(Role.DATA_PROTECTION_OFFICER)
                        .get("/intake/" + order + "/law")
                        .body())
                .as("where other pages send them, to look at")
                .contains("Held through 31 Jan 2031")
                .doesNotContain(
                        "price dispute 7", "<form method=\"post\" action=\"/intake/", "/person\"", "13812345678");
        assertThat(manager.post(release, Map.of("reason", "the case is over")).location())
                .as("a browser that was left open is not enough")
                .startsWith("/confirm?next=");
        Browser confirmed = confirmed(shop.account(Role.MANAGER));
        assertThat(confirmed.post(release, Map.of()).status()).as("no reason").isEqualTo(422);
        assertThat(confirmed.post(release, Map.of("reason", "ask 13912345678")).body())
                .contains("value=\"ask 13912345678\"");
        assertThat(owner.get(link + "/privacy").body()).contains("A legal hold through");
        assertThat(confirmed.post(release, Map.of("reason", "the case is over")).status())
                .isEqualTo(302);
        assertThat(manager.get("/intake/" + order + "/law").body())
                .contains("released · the case is over", "held through 31 Jan 2031");
        assertThatThrownBy(() -> jdbc().sql("UPDATE vault.hold_event SET reason = 'another' WHERE reason IS NOT NULL")
                        .update())
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
        assertThat(owner.post(link + "/forget", Map.of("sure", "1")).status()).isEqualTo(302);
        assertThat(owner.get(link + "/privacy").body()).contains("was destroyed on");
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("Destroyed on");
    }

    private Map<String, String> question() {
        return Map.of(
                "authority", "Public security, Riverside",
                "article", "Public order law art. 59",
                "reference", "2026-113",
                "purposes", "seller_register");
    }

    @Test
    void anAuthorityIsToldWithASecondPersonsWord() throws Exception {
        asks();
        UUID order = sealed();
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        owner.post(link + "/contact", Map.of("name", "Ming", "phone", "13812345678"));
        enters(clerk, order);
        String law = "/intake/" + order + "/law";

        assertThat(clerk.post(law + "/disclosures", question()).status()).isEqualTo(403);
        Map<String, String> telling = new HashMap<>(question());
        telling.put("reference", "about " + NAME);
        assertThat(manager.post(law + "/disclosures", telling).status()).isEqualTo(422);
        Map<String, String> nothing = new HashMap<>(question());
        nothing.remove("purposes");
        assertThat(manager.post(law + "/disclosures", nothing).status()).isEqualTo(422);
        assertThat(manager.post(law + "/disclosures", question()).status()).isEqualTo(302);
        String one = law + "/disclosures/" + disclosure(order);
        assertThat(manager.post(one + "/open", Map.of()).body())
                .contains("Somebody else has to confirm")
                .doesNotContain(NAME, NUMBER);
        PasskeyShown.by(managerAccount);
        assertThat(manager.post(one + "/confirm", Map.of()).status()).isEqualTo(422);
        // By another order's page, which the same people may see, it is not there.
        assertThat(confirmed(shop.account(Role.CLERK))
                        .post("/intake/" + sealed() + "/law/disclosures/" + disclosure(order) + "/confirm", Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(clerk.get(law).body())
                .contains("Public security, Riverside", "with their own passkey")
                .doesNotContain("I have seen it");
        assertThat(clerk.post(one + "/confirm", Map.of()).location()).startsWith("/confirm?next=");
        assertThat(manager.post(one + "/open", Map.of()).body()).doesNotContain(NAME, NUMBER);
        PasskeyShown.by(clerkAccount);
        assertThat(clerk.get(law).body()).contains("I have seen it");
        assertThat(clerk.post(one + "/confirm", Map.of()).status()).isEqualTo(302);
        assertThat(clerk.post(one + "/open", Map.of()).status()).isEqualTo(403);
        assertThat(shop.browser(Role.MANAGER).post(one + "/open", Map.of()).body())
                .doesNotContain(NAME, NUMBER);
        assertThat(owner.get(link + "/privacy").body()).doesNotContain("Public security");
        Browser.Answer told = manager.post(one + "/open", Map.of());
        assertThat(told.body()).contains(NAME, NUMBER).doesNotContain("13812345678");
        assertThat(manager.post(one + "/open", Map.of()).body()).doesNotContain(NAME, NUMBER);
        assertThat(manager.get(law).body()).doesNotContain(NAME, NUMBER);
        assertThat(owner.get(link + "/privacy").body())
                .contains("Disclosed to: Public security, Riverside, by Public order law art. 59.")
                .doesNotContain("Nobody else in the shop");
    }

    /** A link that whoever asked has made can have been used by them, and so can what was made with it. */
    @Test
    void whomTheAskerLetInIsNoSecondPerson() throws Exception {
        asks();
        UUID order = sealed();
        enters(clerk, order);
        UUID asker = shop.account(Role.ADMINISTRATOR, Role.MANAGER);
        Browser asking = confirmed(asker);
        String law = "/intake/" + order + "/law";
        assertThat(asking.post(law + "/disclosures", question()).status()).isEqualTo(302);
        String one = law + "/disclosures/" + disclosure(order);
        Browser let = nobody();
        let.signIn(bean(AccountChanges.class).link(shop.organisation(), clerkAccount, asker));
        PasskeyShown.by(clerkAccount);

        Browser.Answer refused = let.post(one + "/confirm", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("count as two people");
        assertThat(asking.post(one + "/open", Map.of()).body())
                .contains("Somebody else has to confirm")
                .doesNotContain(NAME, NUMBER);
        assertThat(confirmed(shop.account(Role.CLERK))
                        .post(one + "/confirm", Map.of())
                        .status())
                .isEqualTo(302);
        assertThat(asking.post(one + "/open", Map.of()).body()).contains(NAME, NUMBER);
    }

    /** At once, too: it is opened once. */
    @Test
    void aDisclosureIsOpenedOnceHoweverManyAskAtOnce() throws Exception {
        asks();
        UUID order = sealed();
        enters(clerk, order);
        String law = "/intake/" + order + "/law";
        manager.post(law + "/disclosures", question());
        PasskeyShown.by(clerkAccount);
        clerk.post(law + "/disclosures/" + disclosure(order) + "/confirm", Map.of());
        String open = law + "/disclosures/" + disclosure(order) + "/open";
        Callable<Boolean> call = () -> manager.post(open, Map.of()).body().contains(NUMBER);
        int shown = 0;
        try (var pool = Executors.newFixedThreadPool(6)) {
            for (var one : pool.invokeAll(java.util.Collections.nCopies(6, call))) {
                shown += one.get() ? 1 : 0;
            }
        }
        assertThat(shown).isEqualTo(1);
    }

    @Test
    void whoWorksAloneIsNotStoppedAndTheOwnerIsTold() throws Exception {
        Shop small = newShop();
        Browser boss = signedIn(small.accountAt(Optional.empty(), Role.CLERK, Role.MANAGER, Role.TECHNICIAN));
        small.account(Role.TECHNICIAN); // no second person of the counter
        UUID order = taken(small, UUID.randomUUID());
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        owner.post(link + "/contact", Map.of("name", "Ming", "phone", "13812345678"));
        Map<String, String> form = new HashMap<>(question());
        form.putAll(Map.of("purposes", "ceremony", "delay", "2031-01-31", "delayArticle", "Procedure law art. 152"));
        String law = "/intake/" + order + "/law";
        assertThat(boss.get(law).body()).contains("Nobody else who could confirm it works here");
        Map<String, String> half = new HashMap<>(form);
        half.remove("delayArticle");
        assertThat(boss.post(law + "/disclosures", half).status()).isEqualTo(422);
        assertThat(boss.post(law + "/disclosures", form).status()).isEqualTo(302);
        assertThat(boss.post(law + "/disclosures/" + disclosure(order) + "/open", Map.of())
                        .body())
                .contains("13812345678");
        assertThat(owner.get(link + "/privacy").body()).contains("Nobody has looked at your data");
        jdbc().sql("UPDATE vault.read SET shown_from = now() WHERE person_id = ?")
                .param(orders.find(order).orElseThrow().ownerRef().orElseThrow())
                .update();
        assertThat(owner.get(link + "/privacy").body())
                .contains("Nobody else in the shop confirmed it", "A law kept this from you until");
    }

    private UUID disclosure(UUID order) {
        return jdbc().sql("""
                        SELECT id FROM vault.disclosure WHERE person_id =
                          (SELECT owner_ref FROM intake.work_order WHERE id = ?)""")
                .param(order)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private static Browser.Answer opened(Browser who, UUID order, String purpose, String reason) {
        return who.post("/intake/" + order + "/person/open", Map.of("purpose", purpose, "reason", reason));
    }

    private static String link(UUID order) {
        return URI.create(bean(OwnerInvitation.class).link(order)).getPath();
    }

    private OrderState state(UUID order) {
        return orders.find(order).orElseThrow().state();
    }

    private UUID taken(Shop at, UUID by) throws Exception {
        Map<String, String> form = new HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "HUAWEI", "model", "Mate 30", "serial", "S-" + UUID.randomUUID()));
        return bean(Counter.class).takeIn(new IntakeForm(form), at.site(), by).id();
    }

    /** An order that could be closed, as far as its device goes. */
    private UUID sealed() throws Exception {
        UUID order = taken(shop, UUID.randomUUID());
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.platform());
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("test", "en"), Actor.owner());
        orders.move(order, OrderState.ERASING, "test", Actor.platform());
        orders.move(order, OrderState.NOT_CLEARED, "test", Actor.platform());
        bean(Counter.class)
                .seal(
                        order,
                        org.wangchuan.platform.custody.BagNumber.of("B-" + UUID.randomUUID())
                                .orElseThrow(),
                        shop.organisation(),
                        UUID.randomUUID());
        return order;
    }
}
