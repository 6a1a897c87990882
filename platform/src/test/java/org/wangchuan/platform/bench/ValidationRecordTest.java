package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.identity.CompanyChanges;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.ValidationClaims.Apart;
import org.wangchuan.proof.statement.ValidationClaims.Deed;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;

/** Who answers for an open clause is signed, with whether they were apart from the erasure; and the gate reads it as before. */
final class ValidationRecordTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser manager = shop.browser(Role.MANAGER);
    private final Records records = bean(Records.class);
    private final Validations validations = bean(Validations.class);

    @Test
    void whatWasDecidedIsWhatAStrangerReads() throws Exception {
        BenchOrder order = open();
        StatementFile statement = statement(order);
        assertThat(validate(manager, order, "looked myself:\r\nnothing").status())
                .isEqualTo(302);

        Records.Shown shown = answers(order).getFirst();
        Statement.Validation said = verify(shown.text());
        ValidationClaims claims = said.claims();
        Statement.Clearing clearing = (Statement.Clearing)
                StatementReader.read(receipt(statement).clearing().statement());
        assertThat(claims.of())
                .isEqualTo(receipt(statement).clearing().statement().digest());
        assertThat(claims.policy()).isEqualTo(clearing.claims().policy());
        assertThat(claims.clause())
                .isEqualTo(clearing.claims().conformity().getFirst().clause());
        assertThat(claims.source())
                .isEqualTo(clearing.claims().conformity().getFirst().source());
        assertThat(claims.reason()).isEqualTo("looked myself:\nnothing");
        assertThat(claims.by())
                .isEqualTo(validations.of(statement.eventId()).getFirst().by());
        assertThat(said.head().issuedAtSeconds())
                .isEqualTo(validations.of(statement.eventId()).getFirst().at().getEpochSecond());
        assertThat(claims.apart()).isEqualTo(Apart.INDEPENDENT);
        assertThat(claims.hands()).extracting(ValidationClaims.Hand::deed).containsExactly(Deed.TOOK_IN, Deed.BEGAN);
        assertThat(shown.text()).doesNotContain(order.serial);
        assertThat(order.deviceNow().state()).as("the gate reads it as before").isEqualTo(DeviceState.CLEARED);

        String path = "/statements/" + order.order;
        assertThat(manager.get(path).body()).contains("Independent", "record.json?event=" + shown.event());
        assertThat(manager.get(path + "/record.json?event=" + shown.event()).body())
                .isEqualTo(shown.text());
        assertThat(newShop()
                        .browser(Role.MANAGER)
                        .get(path + "/record.json?event=" + shown.event())
                        .status())
                .isEqualTo(404);
        assertThat(manager.get("/statements/" + open().order + "/record.json?event=" + shown.event())
                        .status())
                .as("of another order")
                .isEqualTo(404);
        Browser owner = owner(order);
        String base = base(order);
        assertThat(owner.get(base + "/proof").body()).contains("Independent", "record.json?event=" + shown.event());
        assertThat(owner.get(base + "/record.json?event=" + shown.event()).body())
                .isEqualTo(shown.text());
        BenchOrder other = open();
        assertThat(owner(other)
                        .get(base(other) + "/record.json?event=" + shown.event())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoDidItThemselvesIsCalledThat() throws Exception {
        UUID account = shop.account(Role.MANAGER, Role.TECHNICIAN);
        BenchOrder order = open(account);
        Browser same = signedIn(account);
        assertThat(same.get("/statements/" + order.order).body()).contains("Not independent", "began its erasure");
        assertThat(validate(same, order, "because").status()).isEqualTo(302);
        ValidationClaims claims = verify(answers(order).getFirst().text()).claims();
        assertThat(claims.apart()).isEqualTo(Apart.SAME_PERSON);
        assertThat(claims.own()).containsExactly(Deed.BEGAN);
        for (String page : List.of(
                manager.get("/statements/" + order.order).body(),
                owner(order).get(base(order) + "/proof").body())) {
            assertThat(page).contains("Not independent", "had to do with the device themselves", "began its erasure");
        }
    }

    /** A receipt that no task has brought was begun by somebody at the station. */
    @Test
    void whereSomethingIsNotKnownNobodyIsIndependent() throws Exception {
        BenchOrder order = open();
        jdbc().sql("UPDATE bench.task SET receipt_digest = NULL WHERE order_id = ?")
                .param(order.order)
                .update();
        validate(manager, order, "because");
        assertThat(verify(answers(order).getFirst().text()).claims().apart()).isEqualTo(Apart.UNKNOWN);
        assertThat(owner(order).get(base(order) + "/proof").body()).contains("Not known whether independent");
    }

    /** Who began it let whoever answers in, by a link that they can have used themselves. */
    @Test
    void whoMayBeTheSamePersonIsNotCalledIndependent() throws Exception {
        UUID began = shop.account(Role.ADMINISTRATOR, Role.TECHNICIAN);
        UUID answers = shop.account(Role.MANAGER);
        BenchOrder order = open(began);
        assertThat(signedIn(answers).get("/statements/" + order.order).body()).contains("Independent");
        Browser let = nobody();
        let.signIn(bean(AccountChanges.class).link(shop.organisation(), answers, began));

        assertThat(let.get("/statements/" + order.order).body()).contains("Not known whether independent");
        assertThat(validate(let, order, "because").status()).isEqualTo(302);
        ValidationClaims claims = verify(answers(order).getFirst().text()).claims();
        assertThat(claims.apart()).isEqualTo(Apart.UNKNOWN);
        assertThat(claims.own()).isEmpty();
        assertThat(claims.hands())
                .filteredOn(hand -> hand.by().isEmpty())
                .extracting(ValidationClaims.Hand::deed)
                .containsExactly(Deed.BEGAN);
    }

    @Test
    void aCompanyMayAskForSomebodyApart() throws Exception {
        UUID administrators = shop.account(Role.ADMINISTRATOR);
        Browser administrator = signedIn(administrators);
        UUID account = shop.account(Role.MANAGER, Role.TECHNICIAN);
        Browser same = signedIn(account);
        BenchOrder order = open(account);
        assertThat(administrator.get("/people").body()).contains("Any manager", "a shop of one person");
        assertThat(manager.post("/people/validators", Map.of("apart", "true")).status())
                .isEqualTo(403);
        assertThat(administrator
                        .post("/people/validators", Map.of("apart", "true"))
                        .location())
                .startsWith("/confirm");
        PasskeyShown.by(administrators);
        administrator.post("/people/validators", Map.of("apart", "true"));
        assertThat(administrator.get("/people").body()).contains("Only who had nothing to do with the device");

        assertThat(same.get("/statements/" + order.order).body())
                .contains("had to do with this device yourself")
                .doesNotContain("I answer for it");
        Browser.Answer refused = validate(same, order, "because");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("had to do with this device yourself");
        jdbc().sql("UPDATE bench.task SET receipt_digest = NULL WHERE order_id = ?")
                .param(order.order)
                .update();
        Browser.Answer unknown = validate(manager, order, "because");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body()).contains("not known of everything");
        assertNothing(order);

        BenchOrder next = open(account);
        assertThat(validate(manager, next, "because").status()).isEqualTo(302);
        assertThat(next.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        // Another company's setting is its own; and it can be ended.
        Shop others = newShop();
        UUID alone = others.account(Role.MANAGER, Role.TECHNICIAN);
        BenchOrder theirs = BenchOrder.consented(others);
        finish(theirs, alone);
        assertThat(validate(signedIn(alone), theirs, "alone here").status()).isEqualTo(302);
        administrator.post("/people/validators", Map.of("apart", "false"));
        assertThat(validate(same, order, "because").status()).isEqualTo(302);
        assertThat(bean(CompanyChanges.class).of(shop.organisation()))
                .extracting(CompanyChanges.Change::before, CompanyChanges.Change::after)
                .containsExactly(tuple("apart", "anybody"), tuple("anybody", "apart"));
        assertThat(administrator.get("/sites").body())
                .contains("Only who had nothing to do with the device → Any manager");
    }

    /** Nothing is said that is not signed, and nothing signed that is not said. */
    @Test
    void withoutASignatureNobodyHasAnswered() throws Exception {
        BenchOrder order = open();
        jdbc().sql("CREATE FUNCTION ledger.test_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                        + "IF NEW.order_id = '" + order.order
                        + "' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$")
                .update();
        jdbc().sql(
                        "CREATE TRIGGER test_refuse BEFORE INSERT ON ledger.record FOR EACH ROW EXECUTE FUNCTION ledger.test_refuse()")
                .update();
        try {
            assertThat(validate(manager, order, "because").status()).isEqualTo(500);
            assertNothing(order);
        } finally {
            jdbc().sql("DROP TRIGGER test_refuse ON ledger.record").update();
            jdbc().sql("DROP FUNCTION ledger.test_refuse()").update();
        }
        UUID event = statement(order).eventId();
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO ledger.validation (event_id, clause, account_id, work_name, reason, at)
                                VALUES (?, 'x', ?, 'somebody', 'r', now())""").params(event, event).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("validation_is_signed");
        assertThat(validate(manager, order, "because").status()).isEqualTo(302);
        assertThat(answers(order)).hasSize(1);
    }

    /** A second click, another's word after it, and several at once: one answer, one record, one chain. */
    @Test
    void anAnswerHasOneRecord() throws Exception {
        BenchOrder order = open();
        int count = 4;
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService all = Executors.newFixedThreadPool(count)) {
            List<Browser> managers = List.of(
                    manager, shop.browser(Role.MANAGER), shop.browser(Role.MANAGER), shop.browser(Role.MANAGER));
            List<Future<Integer>> answers = managers.stream()
                    .map(one -> all.submit(() -> {
                        go.await();
                        return validate(one, order, "because").status();
                    }))
                    .toList();
            go.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(302);
            }
        }
        assertThat(validate(manager, order, "and again").status()).isEqualTo(302);
        assertThat(answers(order)).hasSize(1);
        var head = verify(answers(order).getFirst().text()).head();
        if (head.sequence() > 0) {
            assertThat(jdbc().sql("SELECT statement_digest FROM ledger.record WHERE key = ? AND sequence = ?")
                            .params(head.station(), head.sequence() - 1)
                            .query((row, _) -> Bytes32.of(row.getBytes(1)))
                            .optional())
                    .isEqualTo(head.previous());
        }
        for (String change : List.of(
                "UPDATE ledger.record SET file = 'x' WHERE event_id = ?",
                "DELETE FROM ledger.record WHERE event_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(head.eventId()).update())
                    .isInstanceOf(DataAccessException.class);
        }
        for (int i = 0;
                i < 600 && records.find(head.eventId()).orElseThrow().place().isEmpty();
                i++) {
            Thread.sleep(50);
        }
        assertThat(records.find(head.eventId()).orElseThrow().place()).isPresent();
    }

    private List<Records.Shown> answers(BenchOrder order) {
        return records.ofOrder(order.order).stream()
                .filter(one -> one.kind() == Records.Kind.VALIDATION)
                .toList();
    }

    private void assertNothing(BenchOrder order) {
        assertThat(validations.of(statement(order).eventId())).isEmpty();
        assertThat(answers(order)).isEmpty();
        assertThat(order.deviceNow().state()).isNotEqualTo(DeviceState.CLEARED);
    }

    private BenchOrder open() throws Exception {
        return open(shop.account(Role.TECHNICIAN));
    }

    /** A drive whose erasure this account began, with a clause left open. */
    private BenchOrder open(UUID account) throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        finish(order, account);
        return order;
    }

    private static void finish(BenchOrder order, UUID account) throws Exception {
        UUID task = bean(BenchTasks.class)
                .queue(order.order, order.station.paired.id(), BenchOrder.LANE, Nameless.Answer.OWN_DRIVE, account);
        order.station.claim(task, BenchOrder.LANE, order.serial);
        order.station.finish(task, order.station.receipt(order.good().with(State.UNDETERMINED)));
    }

    private static StatementFile statement(BenchOrder order) {
        return bean(Statements.class).ofOrder(order.order).getFirst();
    }

    private static Receipt receipt(StatementFile statement) throws VerificationException {
        return Receipt.parse(statement.receiptJson().getBytes(StandardCharsets.UTF_8));
    }

    private static Browser.Answer validate(Browser by, BenchOrder order, String reason) {
        StatementFile statement = statement(order);
        return by.post(
                "/statements/" + order.order + "/validations",
                Map.of(
                        "event", statement.eventId().toString(),
                        "clause", statement.clauses().getFirst().id(),
                        "reason", reason));
    }

    private static String base(BenchOrder order) {
        String link = bean(OwnerLinks.class).link(order.order);
        return link.substring(link.indexOf("/o/"));
    }

    private static Browser owner(BenchOrder order) {
        Browser owner = nobody();
        owner.post(base(order), Map.of());
        return owner;
    }

    private static Statement.Validation verify(String text) throws VerificationException {
        return (Statement.Validation) RecordVerifier.verify(
                        RecordedFile.parse(text.getBytes(StandardCharsets.UTF_8)),
                        bean(OperatorList.class).current().orElseThrow().list(),
                        new Expectations(Optional.empty(), Instant.now()))
                .statement();
    }
}
