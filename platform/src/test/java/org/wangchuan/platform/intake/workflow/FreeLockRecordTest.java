package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;

/** What is signed of a lock, and shown of it on the order, where somebody wants it called free. */
final class FreeLockRecordTest extends PlatformTest {
    private static final List<String> ANDROID = List.of(
            "identity=same",
            "backup=done",
            "account=seen-out",
            "cards=none",
            "screen-lock=off",
            "version=14",
            "encryption=encrypted",
            "erase=settings");
    private static final List<String> IPHONE = List.of(
            "identity=same",
            "backup=done",
            "account=seen-out",
            "cards=none",
            "find-my=off",
            "version=17.5",
            "erase=settings");

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Browser technician = shop.browser(Role.TECHNICIAN);

    @Test
    void whatFailedIsNotFree() throws Exception {
        ObservationClaims claims = gone("android", ANDROID, "start-screen=home", "lock=free", "management=none");

        assertThat(claims.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(claims.lock()).isEqualTo(ObservationClaims.Lock.UNKNOWN);
        assertThat(claims.because()).doesNotContain("lock-off");
    }

    @Test
    void whatItsOwnerCanStillFindIsLocked() throws Exception {
        List<String> on = IPHONE.stream()
                .map(line -> line.startsWith("find-my=") ? "find-my=on" : line)
                .toList();
        ObservationClaims claims = gone("iphone", on, "start-screen=setup", "lock=free", "management=none");

        assertThat(claims.lock()).isEqualTo(ObservationClaims.Lock.LOCKED);
        assertThat(claims.because()).contains("find-my-on").doesNotContain("lock-off");
    }

    @Test
    void whoseAccountIsInIsLocked() throws Exception {
        List<String> in = ANDROID.stream()
                .map(line -> line.startsWith("account=") ? "account=in" : line)
                .toList();
        ObservationClaims claims = gone("android", in, "start-screen=setup", "lock=free", "management=none");

        assertThat(claims.lock()).isEqualTo(ObservationClaims.Lock.LOCKED);
        assertThat(claims.because()).contains("account-in").doesNotContain("lock-off");
    }

    @Test
    void whoManagesItCountsAndSoDoesThatNobodyKnows() throws Exception {
        assertThat(gone("android", ANDROID, "start-screen=setup", "lock=free", "management=organisation")
                        .lock())
                .isEqualTo(ObservationClaims.Lock.LOCKED);
        assertThat(gone("android", ANDROID, "start-screen=setup", "lock=free", "management=unknown")
                        .lock())
                .isEqualTo(ObservationClaims.Lock.UNKNOWN);
    }

    @Test
    void whatWasSeenFreeIsFree() throws Exception {
        ObservationClaims claims = gone("iphone", IPHONE, "start-screen=setup", "lock=free", "management=none");

        assertThat(claims.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(claims.lock()).isEqualTo(ObservationClaims.Lock.UNLOCKED);
        assertThat(claims.because()).contains("lock-off", "reset-observed");
    }

    /** It ends by the version that it began with, is asked nothing new, and its record names that version. */
    @Test
    void aRunOfBeforeGoesOnByItsOwn() throws Exception {
        WorkOrder order = consented();
        jdbc().sql(
                        "INSERT INTO intake.workflow_run (id, order_id, workflow, version, stage, started_by, after_claim, started_at)"
                                + " VALUES (?, ?, 'android', 5, 'erasure', ?, 0, ?)")
                .params(UUID.randomUUID(), order.id(), clerk, OffsetDateTime.now(ZoneOffset.UTC))
                .update();
        ANDROID.forEach(line -> answer(order, line));
        answer(order, "start-screen=setup");
        answer(order, "lock=free");
        assertThat(GuidedRun.answer(technician, order.id(), "management", "none")
                        .status())
                .isEqualTo(422);
        answer(order, "photo=later");
        assertThat(technician.get("/workflow/" + order.id()).body()).contains("All is answered");

        ObservationClaims claims = ended(order);
        assertThat(claims.workflow().version()).isEqualTo(5);
        assertThat(claims.lock()).isEqualTo(ObservationClaims.Lock.UNLOCKED);
    }

    private ObservationClaims gone(String workflow, List<String> before, String... seen) throws Exception {
        WorkOrder order = consented();
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", workflow));
        before.forEach(line -> answer(order, line));
        List.of(seen).forEach(line -> answer(order, line));
        answer(order, "photo=later");
        assertThat(technician.get("/workflow/" + order.id()).body()).contains("All is answered");
        return ended(order);
    }

    /** What a stranger reads of it; the order's page says the same of the lock. */
    private ObservationClaims ended(WorkOrder order) throws VerificationException {
        technician.post("/workflow/" + order.id() + "/end", Map.of());
        String text = bean(Observations.class).ofOrder(order.id()).getFirst().text();
        Statement.Observation known = (Statement.Observation) RecordVerifier.verify(
                        RecordedFile.parse(text.getBytes(StandardCharsets.UTF_8)),
                        bean(OperatorList.class).current().orElseThrow().list(),
                        new Expectations(Optional.empty(), Instant.now()))
                .statement();
        String words = switch (known.claims().lock()) {
            case UNKNOWN -> "not known";
            case UNLOCKED -> "free";
            case LOCKED -> "still locked to an account";
        };
        assertThat(signedIn(clerk).get("/intake/" + order.id()).body())
                .contains("Account and lock</span> <strong>" + words + "</strong>");
        return known.claims();
    }

    private void answer(WorkOrder order, String line) {
        int at = line.indexOf('=');
        assertThat(GuidedRun.answer(technician, order.id(), line.substring(0, at), line.substring(at + 1))
                        .status())
                .as(line)
                .isEqualTo(302);
    }

    private WorkOrder consented() throws Exception {
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
        UUID order = bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(clerk));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        return bean(OrderTerms.class).consent(order, Agreed.to("test", "en"), Actor.owner());
    }
}
