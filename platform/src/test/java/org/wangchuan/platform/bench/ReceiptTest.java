package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Verdict;

/** What a station sends at the end, and what lies it could tell. */
@Tag("slow")
final class ReceiptTest extends PlatformTest {
    private static final long DAYS_3 = 3 * 86_400L;
    private static final int READERS = 200;

    private final Shop shop = newShop();

    @Test
    void aGoodReceiptClearsTheDeviceOnceHoweverOftenItComes() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        String receipt = order.station.receipt(order.good());
        for (int i = 0; i < 3; i++) {
            assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        }
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        assertThat(statement.verdict()).isEqualTo("cleared");
        assertThat(statement.isConforming()).isTrue();
        assertThat(statement.receiptJson()).isEqualTo(receipt);
        assertThat(countOf("ledger.statement", order.order)).isEqualTo(1);
        String page = shop.browser(Role.CLERK).get("/statements/" + order.order).body();
        assertThat(page)
                .contains("Cleared", "The rule is met", "…" + order.serial.substring(order.serial.length() - 4));
        assertThat(page).doesNotContain(order.serial);
    }

    @Test
    void withoutWitnessesThePagesSayThatNobodyOutsideHasSeenIt() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.finish(order.claimed(), order.station.receipt(order.good()));
        Instant end = Instant.now().plusSeconds(30);
        while (standing(order) != StatementFile.Standing.UNWITNESSED) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
        assertThat(shop.browser(Role.CLERK).get("/statements/" + order.order).body())
                .contains("nobody outside the operator has witnessed that")
                .doesNotContain("certificate.json");
        assertThat(shop.browser(Role.MANAGER).in("zh").get("/operator-log").body())
                .contains("经营者以外无人见证");
    }

    private static StatementFile.Standing standing(BenchOrder order) {
        return bean(Statements.class).ofOrder(order.order).getFirst().standing();
    }

    @Test
    void aBadVerdictIsWhatItSays() throws Exception {
        for (Verdict verdict : List.of(Verdict.PARTIAL, Verdict.UNPROVEN, Verdict.FAILED)) {
            BenchOrder order = BenchOrder.consented(shop);
            UUID task = order.claimed();
            assertThat(order.station
                            .finish(task, order.station.receipt(order.good().with(verdict)))
                            .status())
                    .isEqualTo(200);
            assertNotProved(order);
            assertThat(order.deviceNow().proof().orElseThrow().verdict()).isEqualTo(Json.wireName(verdict));
        }
    }

    @Test
    void aReceiptThatWasTamperedWithIsRefusedAndKept() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        String receipt = order.station.receipt(order.good());
        String tampered = receipt.replaceFirst("\"index\":|\\.ey", ".ez").replaceFirst("~WyJ", "~WyK");
        assertThat(tampered).isNotEqualTo(receipt);
        Browser.Answer answer = order.station.finish(task, tampered);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("RECEIPT_REFUSED");
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        assertThat(bean(Conflicts.class).ofOrder(order.order)).hasSize(1);
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    @Test
    void aReceiptSignedByAnotherKeyIsRefused() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        SigningStation forger = new SigningStation(newStation(shop.site()));
        Browser.Answer answer = order.station.finish(task, forger.receipt(order.good()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("RECEIPT_REFUSED", "signer");
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    /** What comes after a claim came after it, also by a clock that says otherwise: else half of it would stay. */
    @Test
    void aReceiptIsTakenWholeAlsoIfThisPlatformsClockWasSetBackSinceTheClaim() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at + interval '1 hour' WHERE id = ?")
                .param(task)
                .update();
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(200);
        assertThat(bean(Conflicts.class).ofOrder(order.order)).isEmpty();
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
    }

    @Test
    void aTestStatementNeverCounts() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        Browser.Answer answer =
                order.station.finish(task, order.station.receipt(order.good().asTest()));
        assertThat(answer.body()).contains("RECEIPT_REFUSED", "test-statement");
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    /** That a station found what an erasure left is no erasure, however true it is and in whatever dress it comes. */
    @Test
    void aRecheckIsNoReceipt() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        List<String> rechecks = order.station.rechecks(order.good());
        List<String> codes = List.of("receipt-format", "statement-type");
        for (int i = 0; i < rechecks.size(); i++) {
            Browser.Answer answer = order.station.finish(task, rechecks.get(i));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("RECEIPT_REFUSED", codes.get(i));
        }
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(countOf("ledger.statement", order.order)).isZero();
    }

    @Test
    void aReceiptAboutSomethingElseIsKeptAndProvesNothing() throws Exception {
        assertConflict("SERIAL_DIFFERS", order -> order.good().about("another"));
        assertConflict("ASSET_DIFFERS", order -> SigningStation.Said.good(order.serial, "ZZZZ-ZZZZ"));
        assertConflict("ASSET_DIFFERS", order -> SigningStation.Said.good(order.serial, ""));
        assertConflict("BEFORE_CLAIM", order -> order.good().at(Instant.now().minusSeconds(DAYS_3)));
        assertConflict("PART_ONLY", order -> order.good().not(NotProved.PARTITION_ONLY));
        assertConflict("NOT_A_DEVICE", order -> order.good().not(NotProved.VOLUME_ONLY));
        assertConflict("NOT_A_DEVICE", order -> order.good().on("loop")); // a file that is dressed as a drive
        assertConflict("NOT_A_DEVICE", order -> order.good().on("virtio")); // what lies beneath is the host's
    }

    @FunctionalInterface
    private interface Lie {
        SigningStation.Said of(BenchOrder order);
    }

    private void assertConflict(String code, Lie lie) throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        String receipt = order.station.receipt(lie.of(order));
        Browser.Answer answer = order.station.finish(task, receipt);
        assertThat(answer.status()).as(code).isEqualTo(200);
        assertThat(answer.body()).contains(code);
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        assertNotProved(order);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(bean(Conflicts.class).ofOrder(order.order))
                .extracting(Conflicts.Conflict::code)
                .containsExactly(code);
        assertThat(shop.browser(Role.MANAGER)
                        .in("zh")
                        .get("/statements/" + order.order)
                        .body())
                .contains("不采信", code);
    }

    @Test
    void oneReceiptServesOneOrder() throws Exception {
        BenchOrder first = BenchOrder.consented(shop);
        UUID task = first.claimed();
        String receipt = first.station.receipt(first.good());
        first.station.finish(task, receipt);
        BenchOrder second = BenchOrder.consented(shop, first.station);
        UUID other = second.claimed();
        assertThat(first.station.finish(other, receipt).body()).contains("SERIAL_DIFFERS");
        assertNotProved(second);
    }

    @Test
    void anotherEndOfATaskThatEndedIsAConflict() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        order.station.finish(task, order.station.receipt(order.good().with(Verdict.PARTIAL)));
        Browser.Answer answer = order.station.finish(task, order.station.receipt(order.good()));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("TASK_ENDED_OTHERWISE");
        assertNotProved(order);
        assertThat(bean(Conflicts.class).ofOrder(order.order)).hasSize(1);
    }

    @Test
    void anOpenClauseNeedsANamedPerson() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        order.station.finish(task, order.station.receipt(order.good().with(State.UNDETERMINED)));
        assertNotProved(order);
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        String open = statement.clauses().getFirst().id();
        String path = "/statements/" + order.order + "/validations";
        Map<String, String> form =
                Map.of("event", statement.eventId().toString(), "clause", open, "reason", "looked at it myself");
        assertThat(shop.browser(Role.TECHNICIAN).post(path, form).status()).isEqualTo(403);
        assertThat(newShop().browser(Role.MANAGER).post(path, form).status()).isEqualTo(404);
        assertThat(shop.browser(Role.MANAGER)
                        .post(path, Map.of("event", statement.eventId().toString(), "clause", open, "reason", " "))
                        .status())
                .isEqualTo(422);
        // It is signed, and goes out: what is recognised as a person's does not get into it.
        for (String told : List.of("the owner, 138 0013 8000, says so", "see wang@example.org", "11010519491231002X")) {
            Browser.Answer refused = shop.browser(Role.MANAGER)
                    .post(path, Map.of("event", statement.eventId().toString(), "clause", open, "reason", told));
            assertThat(refused.status()).as(told).isEqualTo(422);
            assertThat(refused.body()).as(told).contains("The reason seems to hold a telephone number");
        }
        assertNotProved(order);
        assertThat(shop.browser(Role.MANAGER).post(path, form).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        // Green without a word would say that the evidence showed it.
        assertThat(shop.browser(Role.CLERK).get("/statements/" + order.order).body())
                .contains("class=\"state wait\">The rule is met, because a person answers")
                .doesNotContain(">The rule is met<");
    }

    /** More readers than there are connections: none may hold one and wait for another. */
    @Test
    void manyReadersAtOnceWaitForNobody() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        order.station.finish(task, order.station.receipt(order.good()));
        Statements statements = bean(Statements.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                answers.add(threads.submit(() -> {
                    go.await();
                    return statements.ofOrder(order.order).size();
                }));
            }
            go.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsValidatedTooLateMovesNothing() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        order.station.finish(task, order.station.receipt(order.good().with(State.UNDETERMINED)));
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        bean(Counter.class).giveBack(order.order, order.account, false);
        Map<String, String> form = Map.of(
                "event", statement.eventId().toString(),
                "clause", statement.clauses().getFirst().id(),
                "reason", "looked at it myself");
        assertThat(shop.browser(Role.MANAGER)
                        .post("/statements/" + order.order + "/validations", form)
                        .status())
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.RETURNED_ERASED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.RETURNED);
    }

    @Test
    void aClauseThatIsDeniedCannotBeValidated() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        order.station.finish(task, order.station.receipt(order.good().with(State.NOT_SATISFIED)));
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        Map<String, String> form = Map.of(
                "event", statement.eventId().toString(),
                "clause", statement.clauses().getFirst().id(),
                "reason", "never mind");
        assertThat(shop.browser(Role.MANAGER)
                        .post("/statements/" + order.order + "/validations", form)
                        .status())
                .isEqualTo(422);
        assertNotProved(order);
    }

    /** What is spoilt is the platform's: the station is told so, nothing is judged, and what it brought counts once that is put right. */
    @Test
    void aSpoiltTrustListIsAnsweredInWordsAndCostsNothing() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        String receipt = order.station.receipt(order.good());
        String good = jdbc().sql("SELECT list FROM ledger.trust_list WHERE station_id = ?")
                .param(order.station.paired.id())
                .query((row, _) -> row.getString(1))
                .single();
        keepList(order, "spoilt");

        for (Browser.Answer answer : List.of(
                order.station.finish(task, receipt),
                order.station.call(
                        "POST",
                        "/erasures",
                        Json.object().put("receipt", receipt).build()),
                order.station.call(
                        "PUT",
                        "/trust-list",
                        Json.object()
                                .put("trustList", order.station.trustList())
                                .build()))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("TRUST_LIST_UNREADABLE");
        }
        assertThat(bean(Conflicts.class).ofOrder(order.order))
                .as("nothing was judged")
                .isEmpty();
        assertThat(order.state()).isEqualTo(OrderState.ERASING);

        keepList(order, good);
        assertThat(order.station.finish(task, receipt).status()).isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    private static void keepList(BenchOrder order, String list) {
        jdbc().sql("UPDATE ledger.trust_list SET list = ? WHERE station_id = ?")
                .params(list, order.station.paired.id())
                .update();
    }

    @Test
    void withoutATrustListNothingIsBelieved() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        Browser.Answer answer = station.call(
                "POST",
                "/erasures",
                Json.object()
                        .put("receipt", station.receipt(SigningStation.Said.good("S", "A")))
                        .build());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("TRUST_LIST_MISSING");
        SigningStation other = new SigningStation(newStation(shop.site()));
        assertThat(station.call(
                                "PUT",
                                "/trust-list",
                                Json.object()
                                        .put("trustList", other.trustList())
                                        .build())
                        .body())
                .contains("TRUST_LIST_REFUSED");
    }

    @Test
    void progressIsShownAndSpamPassedOver() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        for (int i = 0; i < 20; i++) {
            assertThat(order.station
                            .call("PUT", "/tasks/" + task + "/progress", progress(SigningStation.CAPACITY / 2))
                            .status())
                    .isEqualTo(204);
        }
        assertThat(bean(BenchTasks.class)
                        .standing(order.order)
                        .flatMap(Standing::progress)
                        .orElseThrow()
                        .percent())
                .as("half of the first of three passes, and reading back")
                .isEqualTo(12);
        assertThat(shop.browser(Role.TECHNICIAN).get("/bench").body()).contains("value=\"12\"");
        assertThat(order.station
                        .call(order.station.paired.token(), "PUT", "/tasks/" + task + "/progress", "{\"pass\":1e9}")
                        .body())
                .contains("BODY_FORMAT");
        assertThat(order.station
                        .call(order.station.paired.token(), "PUT", "/lanes", "x".repeat((8 << 20) + 1))
                        .body())
                .contains("BODY_TOO_LARGE");
    }

    private static org.wangchuan.canonical.JsonValue.Obj progress(long done) {
        return Json.object()
                .put("phase", "overwrite")
                .put("pass", 1)
                .put("passes", 3)
                .put("doneBytes", done)
                .put("totalBytes", SigningStation.CAPACITY)
                .put("bytesPerSecond", 1)
                .put("remainingSeconds", 60)
                .build();
    }

    private static void assertNotProved(BenchOrder order) {
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.REGISTERED);
    }

    private static int countOf(String table, UUID order) {
        return jdbc().sql("SELECT count(*) FROM " + table + " WHERE order_id = ?")
                .param(order)
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
