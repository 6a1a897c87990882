package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** The end of a guided workflow is signed, as it was, once and for ever; and opens no gate. */
final class WorkflowRecordTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final Orders orders = bean(Orders.class);
    private final WorkflowRuns runs = bean(WorkflowRuns.class);
    private final Observations observations = bean(Observations.class);

    @Test
    void whatWasRecordedIsWhatAStrangerReads() throws Exception {
        WorkOrder order = ended();
        Observations.Shown shown = observations.ofOrder(order.id()).getFirst();
        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();
        List<WorkflowRuns.Given> given = runs.given(run);

        Statement.Observation known = verify(shown.text());
        assertThat(verified(shown.text()).operator()).isPresent();
        ObservationClaims claims = known.claims();
        assertThat(claims.order()).isEqualTo(order.code());
        assertThat(known.head().eventId()).isEqualTo(run.id());
        assertThat(claims.workflow()).isEqualTo(new ObservationClaims.Workflow("other", 5, digestOf("other.v5.json")));
        assertThat(claims.device().label())
                .isEqualTo(
                        bean(Devices.class).find(order.device()).orElseThrow().code());
        assertThat(claims.answers())
                .extracting(ObservationClaims.Answer::answer)
                .containsExactlyElementsOf(
                        given.stream().map(WorkflowRuns.Given::answer).toList());
        assertThat(claims.answers().getFirst().by()).startsWith("worker ");
        assertThat(claims.answers().getLast().photo())
                .isEqualTo(given.getLast().photo().map(photo -> photo.commitment()));
        assertThat(claims.verdict()).isIn(Verdict.UNPROVEN, Verdict.FAILED);
        assertThat(claims.policy().id()).isEqualTo(order.policy());
        assertThat(claims.conformity())
                .isNotEmpty()
                .noneMatch(clause -> clause.state() == ClearingClaims.Clause.State.SATISFIED);

        String path = "/statements/" + order.id();
        assertThat(technician.get(path).body()).contains("Signed record", "not that anything was erased");
        assertThat(technician.get(path + "/record.json?event=" + run.id()).body())
                .isEqualTo(shown.text());
        assertThat(technician.get(path + "/receipt.json").status()).isEqualTo(404);
        assertThat(newShop()
                        .browser(Role.TECHNICIAN)
                        .get(path + "/record.json?event=" + run.id())
                        .status())
                .isEqualTo(404);
        assertThat(technician.get("/workflow/" + order.id()).body()).contains("Signed by this platform");
        assertThat(signedIn(clerk).get("/intake/" + order.id()).body()).contains(path);
    }

    @Test
    void theOwnerTakesTheSameBytes() throws Exception {
        WorkOrder order = ended();
        String link = bean(OwnerLinks.class).link(order.id());
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        String file = "/record.json?event="
                + observations.ofOrder(order.id()).getFirst().run();
        assertThat(owner.get(base + file).status()).isEqualTo(403);
        owner.post(base, Map.of());
        assertThat(owner.get(base + "/proof").body()).contains("What was recorded", "no proof that your data is gone");
        assertThat(owner.get(base + file).body())
                .isEqualTo(observations.ofOrder(order.id()).getFirst().text());
    }

    @Test
    void aCorrectionStandsBehindWhatItCorrects() throws Exception {
        WorkOrder order = consented();
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "android"));
        GuidedRun.answer(technician, order.id(), "account", "in");
        GuidedRun.answer(technician, order.id(), "account", "seen-out");
        technician.post("/workflow/" + order.id() + "/end", Map.of());

        assertThat(verify(observations.ofOrder(order.id()).getFirst().text())
                        .claims()
                        .answers())
                .extracting(ObservationClaims.Answer::answer)
                .containsExactly("in", "seen-out");
    }

    @Test
    void itIsMadeOnceAndStaysAsItIs() throws Exception {
        WorkOrder order = ended();
        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();
        String first = observations.ofOrder(order.id()).getFirst().text();
        runs.end(run, clerk);
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(observations.ofOrder(order.id()))
                .extracting(Observations.Shown::text)
                .containsExactly(first);
        for (String change : List.of(
                "UPDATE ledger.observation SET verdict = 'failed' WHERE event_id = ?",
                "DELETE FROM ledger.observation WHERE event_id = ?")) {
            assertThatThrownBy(() -> jdbc().sql(change).param(run.id()).update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    /** The plug is pulled before the end is written: neither the end nor the record is there; and nobody signs without an end. */
    @Test
    void endAndRecordAreOne() throws Exception {
        WorkOrder order = consented();
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "android"));
        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> {
            try {
                runs.end(run, clerk);
                assertThat(observations.ofOrder(order.id())).hasSize(1);
            } catch (OrderException | GateException e) {
                throw new IllegalStateException(e);
            }
            transaction.setRollbackOnly();
        });
        assertThat(observations.ofOrder(order.id())).isEmpty();
        assertThat(runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow().isEnded())
                .isFalse();
        assertThat(orders.find(order.id()).orElseThrow().state()).isEqualTo(OrderState.CONSENTED);
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(observations.ofOrder(order.id())).hasSize(1);
        ObservationClaims claims =
                verify(observations.ofOrder(order.id()).getFirst().text()).claims();
        assertThatThrownBy(() -> observations.record(
                        UUID.randomUUID(), order.id(), shop.site(), Instant.now(), "erasure", claims))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void eachNamesTheOneBeforeIt() throws Exception {
        ended();
        WorkOrder order = ended();
        var head = verify(observations.ofOrder(order.id()).getFirst().text()).head();
        assertThat(jdbc().sql("SELECT statement_digest FROM ledger.record WHERE key = ? AND sequence = ?")
                        .params(head.station(), head.sequence() - 1)
                        .query((row, _) -> Bytes32.of(row.getBytes(1)))
                        .optional())
                .isEqualTo(head.previous());
    }

    /** A run of an older version says which that was, whatever the newest says. */
    @Test
    void theVersionIsTheOneThatWasGoneThrough() throws Exception {
        WorkOrder order = consented();
        jdbc().sql("INSERT INTO intake.workflow_run VALUES (?, ?, 'android', 1, ?, ?, NULL)")
                .params(UUID.randomUUID(), order.id(), clerk, OffsetDateTime.now(ZoneOffset.UTC))
                .update();
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        assertThat(verify(observations.ofOrder(order.id()).getFirst().text())
                        .claims()
                        .workflow())
                .isEqualTo(new ObservationClaims.Workflow("android", 1, digestOf("android.v1.json")));
        assertThat(digestOf("android.v1.json")).isNotEqualTo(digestOf("android.v2.json"));
    }

    @Test
    void noGateOpensByIt() throws Exception {
        WorkOrder order = ended();
        String record = observations.ofOrder(order.id()).getFirst().text();
        assertThat(bean(Statements.class).ofOrder(order.id())).isEmpty();
        assertThat(bean(Devices.class).find(order.device()).orElseThrow().proof())
                .isEmpty();
        assertThatThrownBy(() -> bean(Devices.class).move(order.device(), DeviceState.IN_STOCK, clerk, "test"))
                .isInstanceOf(GateException.class);
        // Nor does a station make a receipt of it.
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        Browser.Answer answer = station.call(
                "POST", "/erasures", Json.object().put("receipt", record).build());
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(bean(Statements.class).ofOrder(order.id())).isEmpty();
        // Nor is it another order's.
        WorkOrder other = ended();
        UUID run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow().id();
        assertThat(technician
                        .get("/statements/" + other.id() + "/record.json?event=" + run)
                        .status())
                .isEqualTo(404);
        assertThatThrownBy(() -> verify(
                        record.replace(order.code(), other.code()).replace("\"statement\":\"e", "\"statement\":\"f")))
                .isInstanceOf(VerificationException.class);
    }

    @Test
    void itComesIntoTheOperatorsLog() throws Exception {
        WorkOrder order = ended();
        for (int i = 0;
                i < 600 && observations.ofOrder(order.id()).getFirst().place().isEmpty();
                i++) {
            Thread.sleep(50);
        }
        Observations.Shown shown = observations.ofOrder(order.id()).getFirst();
        assertThat(shown.place()).isPresent();
        String entry = verified(shown.text()).entryHex();
        Path tiles = bean(PlatformSettings.class).data().resolve("log/tile/entries");
        try (Stream<Path> files = Files.walk(tiles)) {
            assertThat(files.filter(Files::isRegularFile)
                            .anyMatch(
                                    file -> HexFormat.of().formatHex(read(file)).contains(entry)))
                    .isTrue();
        }
        assertThat(technician.get("/statements/" + order.id()).body())
                .contains("entry " + shown.place().get());
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0]; // a part that has become a whole one meanwhile
        }
    }

    private static Statement.Observation verify(String text) throws VerificationException {
        return (Statement.Observation) verified(text).statement();
    }

    private static VerifiedRecord verified(String text) throws VerificationException {
        return RecordVerifier.verify(
                RecordedFile.parse(text.getBytes(StandardCharsets.UTF_8)),
                bean(OperatorList.class).current().orElseThrow().list(),
                new Expectations(Optional.empty(), Instant.now()));
    }

    private static Bytes32 digestOf(String file) throws Exception {
        byte[] json = Files.readAllBytes(Path.of("src/main/resources/workflows").resolve(file));
        return Bytes32.sha256(CanonicalJson.write(CanonicalJson.readLenientObject(json)));
    }

    private WorkOrder ended() throws Exception {
        WorkOrder order = consented();
        GuidedRun.upToThePhoto(technician, order.id());
        byte[] photo = Photos.plain("jpeg", Photos.picture(40, 30, 1));
        technician.upload("/workflow/" + order.id() + "/photo", Map.of("step", "photo"), "photo", photo);
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        return orders.find(order.id()).orElseThrow();
    }

    private WorkOrder consented() throws OrderException {
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "Xiaomi",
                                "Mi 10",
                                Optional.of("SN" + UUID.randomUUID()),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        UUID order = orders.create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(clerk));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        return bean(OrderTerms.class).consent(order, Agreed.to("test", "en"), Actor.owner());
    }
}
