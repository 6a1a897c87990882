package org.wangchuan.platform.intake.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What was paid: recorded once by a clerk, corrected by a manager, counted by the day, and seen by the owner. */
final class PaymentTest extends PlatformTest {
    private static final String ACCOUNT = "6222020000009876";
    private static final String NUMBER = "W20261126-77A1";

    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK);
    private final Browser manager = shop.browser(Role.MANAGER);
    private final Orders orders = bean(Orders.class);
    private final Payments payments = bean(Payments.class);

    @Test
    void nothingIsClosedBeforeItIsRecordedHowItWasPaid() throws Exception {
        UUID order = sealed(80_000);
        for (Map<String, String> wrong : List.of(
                Map.<String, String>of(),
                Map.of("paid", "gold", "amount", "800"),
                Map.of("paid", "cash"),
                Map.of("paid", "cash", "amount", "-1"),
                Map.of("paid", "cash", "amount", "1000000.01", "difference", "agreed_anew"),
                Map.of("paid", "cash", "amount", "800", "account", ACCOUNT),
                Map.of("paid", "transfer", "amount", "800", "account", "x".repeat(101)))) {
            Browser.Answer refused = closes(clerk, order, wrong);
            assertThat(refused.status()).as(wrong.toString()).isEqualTo(422);
            assertThat(refused.body()).contains("Nothing was recorded");
        }
        assertThatThrownBy(() -> bean(Counter.class).close(order, UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        OrderException.class, e -> assertThat(e.code()).isEqualTo(OrderException.Code.PAYMENT_MISSING));
        assertThat(payments.of(order)).isEmpty();
        assertThat(orders.find(order).orElseThrow().state()).isEqualTo(OrderState.SEALED);

        assertThat(closes(clerk, order, Map.of("paid", "cash", "amount", "¥800.00"))
                        .location())
                .isEqualTo("/intake/" + order);
        Payment paid = payments.of(order).getLast();
        assertThat(paid.kind()).isEqualTo(Payment.Kind.CASH);
        assertThat(paid.paid()).isEqualTo(new WorkOrder.Offer(80_000, "CNY"));
        assertThat(paid.difference()).isEmpty();
        assertThat(orders.find(order).orElseThrow().state()).isEqualTo(OrderState.CLOSED);
        assertThat(clerk.get("/intake/" + order).body()).contains("¥800.00 · cash");
        assertThat(clerk.get("/intake/" + order + "/receipt").body()).contains("¥800.00 · cash");
    }

    /** Whoever corrects one thing does not change another unseen: the form begins with what is on record. */
    @Test
    void aCorrectionBeginsWithWhatWasPaid() throws Exception {
        UUID order = sealed(80_000);
        closes(clerk, order, Map.of("paid", "cash", "amount", "790", "difference", "agreed_anew"));
        assertThat(manager.get("/intake/" + order + "/payment").body())
                .containsPattern("name=\"amount\"[^>]*value=\"[^\"]*790\\.00\"")
                .containsPattern("value=\"cash\"[^>]* selected")
                .containsPattern("value=\"agreed_anew\"[^>]* selected");
    }

    /** By its evidence alone: paid, it goes through the gate into stock; unpaid, it stays. */
    @Test
    void whatAStationProvedIsClosedWithItsPayment() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(state(order.order)).isEqualTo(OrderState.CLEARED);
        assertThat(closes(clerk, order.order, Map.of()).status()).isEqualTo(422);
        assertThat(state(order.order)).isEqualTo(OrderState.CLEARED);

        assertThat(closes(clerk, order.order, Map.of("paid", "transfer", "amount", "10", "account", ACCOUNT))
                        .location())
                .isEqualTo("/intake/" + order.order);
        assertThat(state(order.order)).isEqualTo(OrderState.CLOSED);
        assertThat(device(order.order)).isEqualTo(DeviceState.IN_STOCK);
        assertThat(payments.of(order.order).getLast().paid()).isEqualTo(new WorkOrder.Offer(1_000, "CNY"));
    }

    /** The evidence leaves a clause open: nothing is paid before somebody answers for it. */
    @Test
    void whatSomebodyAnsweredForIsClosedWithItsPayment() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erasesWithAnOpenClause();
        Map<String, String> cash = Map.of("paid", "cash", "amount", "10");
        Browser.Answer early = closes(clerk, order.order, cash);
        assertThat(early.status()).isEqualTo(422);
        assertThat(payments.of(order.order)).isEmpty();

        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        assertThat(manager.post(
                                "/statements/" + order.order + "/validations",
                                Map.of(
                                        "event", statement.eventId().toString(),
                                        "clause", statement.clauses().getFirst().id(),
                                        "reason", "looked at it myself"))
                        .status())
                .isEqualTo(302);
        assertThat(closes(clerk, order.order, cash).location()).isEqualTo("/intake/" + order.order);
        assertThat(state(order.order)).isEqualTo(OrderState.CLOSED);
        assertThat(device(order.order)).isEqualTo(DeviceState.IN_STOCK);
    }

    /** What goes back to its owner is no sale: nothing is paid, and nothing closes it. */
    @Test
    void whatGoesBackIsNeitherPaidNorClosed() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        bean(Counter.class).giveBack(order.order, shop.account(Role.CLERK), false);
        Map<String, String> cash = Map.of("paid", "cash", "amount", "10");
        assertThat(closes(clerk, order.order, cash).status()).isEqualTo(422);
        assertThat(clerk.post("/intake/" + order.order + "/payment", cash).status())
                .isEqualTo(422);
        assertThat(payments.of(order.order)).isEmpty();
        assertThat(state(order.order)).isEqualTo(OrderState.RETURNED_ERASED);
    }

    @Test
    void anotherAmountHasAReasonAndNothingIsNoAmount() throws Exception {
        UUID order = sealed(80_000);
        assertThat(closes(clerk, order, Map.of("paid", "cash", "amount", "900")).body())
                .contains("not the amount that was agreed");
        assertThat(closes(clerk, order, Map.of("paid", "cash", "amount", "700")).body())
                .contains("not the amount that was agreed");
        assertThat(closes(clerk, order, Map.of("paid", "cash", "amount", "0", "difference", "waived"))
                        .body())
                .contains("goes with the amount 0");
        assertThat(closes(clerk, order, Map.of("paid", "nothing", "amount", "800"))
                        .body())
                .contains("goes with the amount 0");
        assertThat(closes(clerk, order, Map.of("paid", "nothing")).body()).contains("not the amount that was agreed");
        assertThat(closes(clerk, order, Map.of("paid", "nothing", "difference", "waived"))
                        .status())
                .isEqualTo(302);
        assertThat(payments.of(order).getLast().difference()).contains(Payment.Difference.WAIVED);

        UUID free = sealed(0);
        assertThat(closes(clerk, free, Map.of("paid", "nothing", "amount", "0.00"))
                        .status())
                .isEqualTo(302);
        assertThat(payments.of(free).getLast().difference()).isEmpty();
    }

    @Test
    void whatTheGateRefusesIsNotPaid() throws Exception {
        UUID order = sealed(100);
        jdbc().sql("UPDATE intake.work_order SET state = 'cleared' WHERE id = ?")
                .param(order)
                .update();
        assertThat(closes(clerk, order, Map.of("paid", "cash", "amount", "1")).status())
                .isEqualTo(422);
        assertThat(payments.of(order)).isEmpty();
        // Nor what has no result yet.
        jdbc().sql("UPDATE intake.work_order SET state = 'erasing' WHERE id = ?")
                .param(order)
                .update();
        assertThat(clerk.post("/intake/" + order + "/payment", Map.of("paid", "cash", "amount", "1"))
                        .status())
                .isEqualTo(422);
        assertThat(payments.of(order)).isEmpty();
    }

    @Test
    void ofManyAtOnceOneIsRecorded() throws Exception {
        UUID order = sealed(100);
        try (var many = Executors.newFixedThreadPool(6)) {
            Callable<Integer> pays = () -> shop.browser(Role.CLERK)
                    .post("/intake/" + order + "/close", Map.of("paid", "cash", "amount", "1"))
                    .status();
            List<Integer> answers = many.invokeAll(java.util.Collections.nCopies(6, pays)).stream()
                    .map(done -> done.resultNow())
                    .toList();
            assertThat(answers).containsOnlyOnce(302);
            assertThat(answers).filteredOn(status -> status != 302).containsOnly(422);
        }
        assertThat(payments.of(order)).hasSize(1);
        // The same form again leads to where it led.
        UUID other = sealed(100);
        Map<String, String> form = Map.of("paid", "cash", "amount", "1", "_form", "k".repeat(32));
        assertThat(closes(clerk, other, form).location()).isEqualTo("/intake/" + other);
        assertThat(closes(clerk, other, form).location()).isEqualTo("/intake/" + other);
        assertThat(payments.of(other)).hasSize(1);
        assertThat(closes(clerk, other, Map.of("paid", "wallet", "amount", "1")).status())
                .isEqualTo(422);
    }

    @Test
    void itIsCorrectedByAnotherEntryThatNamesIt() throws Exception {
        UUID order = sealed(100);
        closes(clerk, order, Map.of("paid", "cash", "amount", "1"));
        UUID first = payments.of(order).getLast().id();
        Map<String, String> form = Map.of("paid", "wallet", "amount", "1", "corrects", first.toString());
        Map<String, String> why = new HashMap<>(form);
        why.put("correction", "otherwise");
        String path = "/intake/" + order + "/payment";
        assertThat(clerk.post(path, why).body()).contains("A manager corrects");
        assertThat(manager.post(path, form).body()).contains("Choose what was wrong");
        assertThat(manager.post(path, Map.of("paid", "wallet", "amount", "1")).body())
                .contains("recorded already");
        Map<String, String> unknown = new HashMap<>(why);
        unknown.put("corrects", UUID.randomUUID().toString());
        assertThat(manager.post(path, unknown).body()).contains("corrected this meanwhile");
        unknown.put("corrects", "none");
        assertThat(manager.post(path, unknown).body()).contains("corrected this meanwhile");
        assertThat(payments.of(order)).hasSize(1);

        assertThat(manager.post(path, why).status()).isEqualTo(302);
        assertThat(manager.post(path, why).body()).contains("corrected this meanwhile");
        assertThat(payments.of(order))
                .extracting(Payment::kind)
                .containsExactly(Payment.Kind.CASH, Payment.Kind.WALLET);
        assertThat(payments.of(order).getLast().corrects()).contains(first);
        assertThat(clerk.get(path).body()).contains("taken back", "paid in another way");
    }

    /** The account that is kept is that of the entry that holds: not one that nothing was paid to after all. */
    @Test
    void aCorrectionHasItsOwnAccountOrNone() throws Exception {
        UUID order = sealed(100);
        closes(clerk, order, Map.of("paid", "transfer", "amount", "1", "account", ACCOUNT, "number", NUMBER));
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("****9876", "****77A1");
        UUID person = orders.find(order).orElseThrow().ownerRef().orElseThrow();

        // It has to be said, and said of one thing only.
        for (Map<String, String> unclear : List.of(
                Map.of("paid", "wallet", "which", "typed"),
                Map.of("paid", "wallet", "which", "none", "account", "1"),
                Map.of("paid", "transfer", "which", "same", "account", "1"),
                Map.of("paid", "transfer", "which", "other"))) {
            Browser.Answer refused = corrects(order, unclear);
            assertThat(refused.status()).as(unclear.toString()).isEqualTo(422);
            assertThat(refused.body()).contains("Say which account it went to");
        }
        assertThat(corrects(order, Map.of("paid", "wallet", "which", "same")).body())
                .contains("did not go to the same account");
        assertThat(corrects(order, Map.of("paid", "cash", "which", "same")).body())
                .contains("No account is kept for what was paid in this way");
        assertThat(payments.of(order)).hasSize(1);

        // Only the amount was wrong: what is kept stays, and nobody has to open it for that.
        assertThat(corrects(order, Map.of("paid", "transfer", "which", "same")).status())
                .isEqualTo(302);
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("****9876", "****77A1");
        // Another account, without a number: the number was that of the payment before.
        assertThat(corrects(order, Map.of("paid", "wallet", "which", "typed", "account", "wallet-4321"))
                        .status())
                .isEqualTo(302);
        assertThat(clerk.get("/intake/" + order + "/person").body())
                .contains("****321")
                .doesNotContain("9876", "77A1");
        // In cash after all: no account is kept, and nothing of it is left in the database.
        assertThat(corrects(order, Map.of("paid", "cash", "which", "none")).status())
                .isEqualTo(302);
        assertThat(clerk.get("/intake/" + order + "/person").body()).doesNotContain("4321", "9876");
        assertThat(bean(Vault.class).keeping(person).orElseThrow().fields()).isEmpty();
        assertThat(bean(Vault.class).keeping(person).orElseThrow().purposes()).isEmpty();
        assertThat(jdbc().sql("SELECT count(*) FROM vault.value WHERE person_id = ?")
                        .param(person)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
        assertThat(bean(Vault.class).reads(person))
                .filteredOn(read -> read.act() == Read.Act.REMOVED)
                .extracting(Read::fields)
                .containsExactly(Set.of(Field.PAYMENT_ACCOUNT), Set.of(Field.PAYMENT_NUMBER));
        Browser owner = nobody();
        owner.post(link(order), Map.of());
        assertThat(owner.get(link(order) + "/privacy").body()).contains("took out", "Account for the payment");
        // And to an account again.
        assertThat(corrects(order, Map.of("paid", "transfer", "account", ACCOUNT))
                        .status())
                .isEqualTo(302);
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("****9876");
    }

    /** A hold keeps what a dispute needs: what would delete it waits, and what leaves it does not. */
    @Test
    void whileAHoldLastsNoAccountIsDeleted() throws Exception {
        UUID order = sealed(100);
        closes(clerk, order, Map.of("paid", "transfer", "amount", "1", "account", ACCOUNT));
        UUID person = orders.find(order).orElseThrow().ownerRef().orElseThrow();
        bean(Vault.class)
                .hold(
                        person,
                        new Vault.Hold("a dispute", java.time.Instant.now().plus(java.time.Duration.ofDays(2))),
                        new Reader(
                                Reader.Kind.STAFF,
                                Optional.of(shop.account(Role.MANAGER)),
                                Set.of(Role.MANAGER),
                                shop.site()));
        Browser.Answer refused = corrects(order, Map.of("paid", "cash", "which", "none"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("A legal hold");
        assertThat(payments.of(order)).hasSize(1);
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("****9876");
        assertThat(corrects(order, Map.of("paid", "transfer", "which", "same")).status())
                .isEqualTo(302);
    }

    /** Whatever a program does that has the database's password of the platform's own. */
    @Test
    void theDatabaseKeepsWhatWasRecorded() throws Exception {
        UUID order = sealed(100);
        closes(clerk, order, Map.of("paid", "cash", "amount", "1"));
        UUID other = sealed(100);
        closes(clerk, other, Map.of("paid", "cash", "amount", "1"));
        String insert = """
                INSERT INTO intake.payment (id, order_id, site_id, kind, minor, currency, agreed_minor, difference, corrects,
                  correction, account_id, at) SELECT gen_random_uuid(), order_id, site_id, %s, currency, agreed_minor, %s,
                  account_id, at FROM intake.payment WHERE order_id = '%s'""";
        String mine = "(SELECT id FROM intake.payment WHERE order_id = '" + order + "')";
        for (String refused : List.of(
                "UPDATE intake.payment SET minor = 2 WHERE order_id = '" + order + "'",
                "DELETE FROM intake.payment WHERE order_id = '" + order + "'",
                "TRUNCATE intake.payment",
                insert.formatted("'cash', 100", "NULL, NULL, NULL", order), // a second first entry
                insert.formatted("'cash', 100", "NULL, " + mine + ", 'mistyped'", other), // of another order
                insert.formatted("'cash', 100", "NULL, " + mine + ", NULL", order), // no reason
                insert.formatted("'cash', 99", "NULL, " + mine + ", 'mistyped'", order), // not as agreed
                insert.formatted("'nothing', 100", "NULL, " + mine + ", 'mistyped'", order))) {
            assertThatThrownBy(() -> jdbc().sql(refused).update()).as(refused).isInstanceOf(DataAccessException.class);
        }
        assertThat(payments.of(order)).hasSize(1);
        assertThat(jdbc().sql(insert.formatted("'cash', 100", "NULL, " + mine + ", 'mistyped'", order))
                        .update())
                .as("what is refused above is refused for what it changes")
                .isEqualTo(1);
    }

    @Test
    void anAccountIsInTheVaultAndTheOwnerSeesWhatForAndWhoLooked() throws Exception {
        UUID order = sealed(100);
        closes(clerk, order, Map.of("paid", "transfer", "amount", "1", "account", ACCOUNT, "number", NUMBER));

        UUID person = orders.find(order).orElseThrow().ownerRef().orElseThrow();
        assertThat(bean(Vault.class).keeping(person).orElseThrow().purposes())
                .containsOnlyKeys(Purpose.OFFER_AND_PAYMENT);
        for (String path : List.of("", "/payment", "/person", "/receipt")) {
            assertThat(manager.get("/intake/" + order + path).body()).as(path).doesNotContain(ACCOUNT, NUMBER);
        }
        assertThat(clerk.get("/intake/" + order + "/person").body()).contains("****9876", "****77A1");
        assertThat(clerk.post("/intake/" + order + "/person/open", Map.of("purpose", "offer_and_payment"))
                        .status())
                .isEqualTo(422);
        assertThat(clerk.post(
                                "/intake/" + order + "/person/open",
                                Map.of("purpose", "offer_and_payment", "reason", "payment"))
                        .body())
                .contains(ACCOUNT, NUMBER);

        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        assertThat(owner.get(link + "/proof").body())
                .contains("¥1.00", "bank transfer", "what the shop recorded")
                .doesNotContain(ACCOUNT, NUMBER);
        assertThat(owner.get(link + "/privacy").body())
                .contains("Offer and payment", "Needed for the contract", "kept until", "Account for the payment")
                .contains("wrote", "saw masked", "making the payment")
                .doesNotContain(ACCOUNT, NUMBER);
        assertThat(owner.post(link + "/own", Map.of()).body())
                .contains("****9876")
                .doesNotContain(ACCOUNT, NUMBER);
        owner.post(link + "/forget", Map.of("sure", "1"));
        assertThat(clerk.get("/intake/" + order + "/person").body()).doesNotContain("9876");
        assertThat(payments.of(order)).as("the amount is no one's data").hasSize(1);
    }

    @Test
    void theDayIsCountedByKindAndStaysAsItWas() throws Exception {
        UUID first = sealed(80_000);
        UUID second = sealed(20_050);
        UUID third = sealed(100);
        closes(clerk, first, Map.of("paid", "cash", "amount", "800"));
        closes(clerk, second, Map.of("paid", "cash", "amount", "200.50"));
        closes(clerk, third, Map.of("paid", "wallet", "amount", "1"));
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        assertThat(csv(""))
                .containsExactly(
                        today + ",cash,CNY,2,1000.50,0,0.00,1000.50", today + ",wallet,CNY,1,1.00,0,0.00,1.00");

        // What was recorded on another day is corrected today: that day stays.
        jdbc().sql("ALTER TABLE intake.payment DISABLE TRIGGER payment_only_append")
                .update();
        jdbc().sql("UPDATE intake.payment SET at = at - interval '3 days' WHERE order_id = ?")
                .param(first)
                .update();
        jdbc().sql("ALTER TABLE intake.payment ENABLE TRIGGER payment_only_append")
                .update();
        String before = "?from=" + today.minusDays(3) + "&to=" + today.minusDays(3);
        List<String> then = csv(before);
        manager.post(
                "/intake/" + first + "/payment",
                Map.of(
                        "paid",
                        "transfer",
                        "amount",
                        "700",
                        "difference",
                        "condition",
                        "corrects",
                        payments.of(first).getLast().id().toString(),
                        "correction",
                        "mistyped"));
        assertThat(csv(before))
                .isEqualTo(then)
                .containsExactly(today.minusDays(3) + ",cash,CNY,1,800.00,0,0.00,800.00");
        assertThat(csv(""))
                .containsExactly(
                        today + ",cash,CNY,1,200.50,1,800.00,-599.50",
                        today + ",transfer,CNY,1,700.00,0,0.00,700.00",
                        today + ",wallet,CNY,1,1.00,0,0.00,1.00");
        assertThat(manager.get("/payments").body())
                .contains("¥700.00", "mistyped", "it is not as it was described")
                .contains("Total of the day", "<strong>¥101.50</strong>")
                .doesNotContain("<span class=\"state off\">taken back</span>");
        assertThat(manager.get("/payments" + before).body())
                .as("the total of that day stays, and the entry says that it does not hold")
                .contains("Total of the day", "<span class=\"state off\">taken back</span>");

        assertThat(clerk.get("/payments").status()).isEqualTo(403);
        assertThat(clerk.get("/payments.csv").status()).isEqualTo(403);
        assertThat(newShop()
                        .browser(Role.MANAGER)
                        .get("/payments?site=" + shop.site())
                        .status())
                .isEqualTo(404);
        assertThat(signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.MANAGER))
                        .get("/payments.csv")
                        .body())
                .doesNotContain("cash");
        for (String wrong : List.of(
                "?from=x", "?from=2026-02-30", "?from=2026-01-02&to=2026-01-01", "?from=2026-01-01&to=2026-06-01")) {
            assertThat(manager.get("/payments" + wrong).status()).as(wrong).isEqualTo(422);
            assertThat(manager.get("/payments.csv" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void aListIsPaidAtOnceAndItsDevicesAreClosedWithout() throws Exception {
        UUID lead = sealed(0);
        UUID other = sealed(0);
        UUID batch = UUID.randomUUID();
        jdbc().sql("""
                        INSERT INTO intake.batch (id, code, site_id, name, lead_order, created_by, created_at, offer_minor, offer_currency)
                        VALUES (?, ?, ?, 'School', ?, ?, now(), 500000000, 'CNY')""")
                .params(batch, batch.toString().substring(0, 8), shop.site(), lead, UUID.randomUUID())
                .update();
        jdbc().sql("UPDATE intake.work_order SET batch_id = ? WHERE id IN (?, ?)")
                .params(batch, lead, other)
                .update();
        String path = "/intake/lists/" + batch + "/payment";
        assertThat(closes(clerk, lead, Map.of()).status()).isEqualTo(302);
        assertThat(orders.find(lead).orElseThrow().state()).isEqualTo(OrderState.CLOSED);
        assertThat(clerk.post("/intake/" + lead + "/payment", Map.of("paid", "cash", "amount", "1"))
                        .status())
                .isEqualTo(422);
        // More than one device's limit: the list has its own.
        jdbc().sql("UPDATE intake.work_order SET state = 'offered' WHERE id = ?")
                .param(other)
                .update();
        Map<String, String> form = Map.of("paid", "transfer", "amount", "5000000", "account", ACCOUNT);
        assertThat(clerk.post(path, form).status()).as("not all have answered").isEqualTo(422);
        jdbc().sql("UPDATE intake.work_order SET state = 'sealed' WHERE id = ?")
                .param(other)
                .update();
        assertThat(clerk.post(path, form).location()).isEqualTo("/intake/lists/" + batch);
        assertThat(clerk.post(path, form).body()).contains("recorded already");
        assertThat(payments.of(batch)).hasSize(1);
        assertThat(clerk.get("/intake/lists/" + batch).body()).contains("¥5,000,000.00 · bank transfer");
        assertThat(orders.find(lead).orElseThrow().ownerRef()).isPresent();
        assertThat(newShop().browser(Role.CLERK).get(path).status()).isEqualTo(404);
        assertThat(newShop().browser(Role.CLERK).post(path, form).status()).isEqualTo(404);
    }

    @Test
    void whatWasClosedBeforePaymentsWereRecordedSaysSo() throws Exception {
        UUID order = sealed(100);
        jdbc().sql("UPDATE intake.work_order SET state = 'closed' WHERE id = ?")
                .param(order)
                .update();
        assertThat(clerk.get("/intake/" + order).body()).contains("not recorded how this was paid");
        assertThat(clerk.post("/intake/" + order + "/payment", Map.of("paid", "cash", "amount", "1"))
                        .status())
                .isEqualTo(302);
        assertThat(clerk.get("/intake/" + order).body()).contains("¥1.00 · cash");
    }

    private List<String> csv(String query) {
        return manager.get("/payments.csv" + query)
                .body()
                .lines()
                .skip(1)
                .map(line -> line.replace("\"", "").replaceFirst(",[^,]*,", ","))
                .toList();
    }

    private static Browser.Answer closes(Browser who, UUID order, Map<String, String> form) {
        return who.post("/intake/" + order + "/close", form);
    }

    /** By a manager, of the entry that holds, with the same amount. */
    private Browser.Answer corrects(UUID order, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(Map.of(
                "amount",
                "1",
                "correction",
                "otherwise",
                "corrects",
                payments.of(order).getLast().id().toString()));
        all.putAll(form);
        return manager.post("/intake/" + order + "/payment", all);
    }

    private OrderState state(UUID order) {
        return orders.find(order).orElseThrow().state();
    }

    private DeviceState device(UUID order) {
        return bean(Devices.class)
                .find(orders.find(order).orElseThrow().device())
                .orElseThrow()
                .state();
    }

    private static String link(UUID order) {
        return URI.create(bean(OwnerInvitation.class).link(order)).getPath();
    }

    /** The company pays in another currency by now; what it took in before, it took in before, also where nothing was offered. */
    @Test
    void anOrderIsPaidInTheCurrencyInWhichItWasTakenIn() throws Exception {
        UUID clerkId = shop.account(Role.CLERK);
        Map<String, String> form = new HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "Xiaomi", "model", "Mi 10", "serial", "SN-" + UUID.randomUUID()));
        UUID order = bean(Counter.class)
                .takeIn(new IntakeForm(form), shop.site(), clerkId)
                .id();
        jdbc().sql("UPDATE intake.work_order SET state = 'not_cleared' WHERE id = ?")
                .param(order)
                .update();
        bean(Counter.class)
                .seal(order, BagNumber.of("B-" + UUID.randomUUID()).orElseThrow(), shop.organisation(), clerkId);
        InstitutionList list = InstitutionList.takenIn(shop, "gb-46864-2025", "phone,Xiaomi,Mi 10,L-1,\n");

        shop.browser(Role.ADMINISTRATOR)
                .post("/company", Map.of("name", "Laden " + shop.organisation(), "currency", "JPY"));

        assertThat(closes(clerk, order, Map.of("paid", "nothing")).status()).isEqualTo(302);
        assertThat(payments.of(order).getFirst().paid()).isEqualTo(new WorkOrder.Offer(0, "CNY"));
        assertThat(clerk.get(list.page()).body()).contains("CNY").doesNotContain("JPY");
        assertThat(list.batch().agreed()).isEqualTo(new WorkOrder.Offer(0, "CNY"));
        assertThat(InstitutionList.takenIn(shop, "gb-46864-2025", "phone,Xiaomi,Mi 10,L-2,\n")
                        .batch()
                        .agreed())
                .isEqualTo(new WorkOrder.Offer(0, "JPY"));
    }

    /** An offer that was accepted, and a device in its bag. */
    private UUID sealed(long minor) throws Exception {
        Map<String, String> form = new HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "Xiaomi", "model", "Mi 10", "serial", "SN-" + UUID.randomUUID()));
        UUID clerkId = shop.account(Role.CLERK);
        UUID order = bean(Counter.class)
                .takeIn(new IntakeForm(form), shop.site(), clerkId)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(minor, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.platform());
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("erasure", "en"), Actor.owner());
        orders.move(order, OrderState.ERASING, "test", Actor.platform());
        orders.move(order, OrderState.NOT_CLEARED, "test", Actor.platform());
        bean(Counter.class)
                .seal(order, BagNumber.of("B-" + UUID.randomUUID()).orElseThrow(), shop.organisation(), clerkId);
        return order;
    }
}
