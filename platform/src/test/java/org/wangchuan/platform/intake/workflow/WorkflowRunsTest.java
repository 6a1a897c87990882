package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A technician goes through a guided workflow, page by page. */
final class WorkflowRunsTest extends PlatformTest {
    private static final List<String> READY = List.of(
            "identity=same",
            "backup=done",
            "account=seen-out",
            "cards=none",
            "screen-lock=off",
            "version=14",
            "encryption=encrypted");

    private static final String STILL_THERE = "what was there is still there";

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final Orders orders = bean(Orders.class);
    private final WorkflowRuns runs = bean(WorkflowRuns.class);

    @Test
    void aPhoneGoesThroughAndIsNotCalledCleared() throws OrderException, GateException {
        WorkOrder order = consented();
        start(order);
        READY.forEach(line -> answer(order, line));
        assertThat(state(order)).isEqualTo(OrderState.CONSENTED);
        answer(order, "erase=settings");
        assertThat(state(order)).isEqualTo(OrderState.ERASING);
        answer(order, "start-screen=setup");
        answer(order, "lock=free");
        answer(order, "management=none");
        answer(order, "photo=later");

        assertThat(technician.get("/workflow/" + order.id()).body()).contains("All is answered");
        technician.post("/workflow/" + order.id() + "/end", Map.of());

        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(Devices.class).find(order.device()).orElseThrow().proof())
                .isEmpty();
        assertThatThrownBy(() -> bean(Devices.class).move(order.device(), DeviceState.IN_STOCK, clerk, "test"))
                .isInstanceOf(GateException.class);
        assertThat(signedIn(clerk).get("/intake/" + order.id()).body()).contains("unproven");
    }

    @Test
    void nothingIsErasedBeforeAllIsReady() throws OrderException, GateException {
        WorkOrder order = consented();
        start(order);

        assertThat(answer(order, "erase=settings").status()).isEqualTo(422);
        assertThat(answer(order, "start-screen=setup").status()).isEqualTo(422);
        assertThat(answer(order, "identity=anything").status()).isEqualTo(422);
        for (String number : List.of("call 13800138000", "138 0013 8000", "138-0013-8000", "(0571) 8888 6666")) {
            assertThat(answer(order, "version=" + number).status()).as(number).isEqualTo(422);
        }
        assertThat(state(order)).isEqualTo(OrderState.CONSENTED);
        assertThat(runs.given(runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow()))
                .isEmpty();
    }

    /** Whoever resets the wrong phone has erased somebody's only photos. */
    @Test
    void whatMayBeAnotherDeviceIsNotErased() throws OrderException, GateException {
        WorkOrder order = consented();
        start(order);
        READY.forEach(line -> answer(order, line));
        for (String other : List.of("differs", "unknown")) {
            answer(order, "identity=" + other);
            Browser.Answer refused = answer(order, "erase=settings");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("may not begin", "not shown to be the device of this order");
            assertThat(state(order)).isEqualTo(OrderState.CONSENTED);
        }
        answer(order, "identity=same");
        answer(order, "erase=settings");
        assertThat(state(order)).isEqualTo(OrderState.ERASING);
    }

    @Test
    void nothingBeginsWithoutConsent() throws OrderException, GateException {
        WorkOrder order = taken();

        assertThat(technician
                        .post("/workflow/" + order.id() + "/start", Map.of("workflow", "android"))
                        .status())
                .isEqualTo(422);
        assertThat(runs.latest(order.id(), Workflow.Stage.ERASURE)).isEmpty();
    }

    @Test
    void aCorrectionIsAddedAndTheFirstAnswerStays() throws OrderException, GateException {
        WorkOrder order = consented();
        start(order);
        answer(order, "account=in");
        answer(order, "account=seen-out");
        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();

        assertThat(runs.given(run)).extracting(WorkflowRuns.Given::answer).containsExactly("in", "seen-out");
        assertThat(runs.answers(run)).containsEntry("account", "seen-out");
        assertThatThrownBy(() -> jdbc().sql("UPDATE intake.workflow_answer SET answer = 'x' WHERE run_id = ?")
                        .param(run.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aPhoneThatCantBeErasedGoesBackUntouched() throws OrderException, GateException {
        WorkOrder order = consented();
        start(order);
        READY.forEach(line -> answer(order, line));
        answer(order, "erase=impossible");
        technician.post("/workflow/" + order.id() + "/end", Map.of());

        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(Counter.class).giveBack(order.id(), clerk, false).state())
                .isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    @Test
    void aChangeOfMindEndsTheWay() throws OrderException, GateException {
        WorkOrder order = consented();
        start(order);
        READY.forEach(line -> answer(order, line));
        bean(Counter.class).giveBack(order.id(), clerk, false);

        assertThat(answer(order, "erase=settings").status()).isEqualTo(422);
        assertThat(state(order)).isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    /** What was seen before is not gone by beginning anew, and not before somebody saw something better. */
    @Test
    void anEarlierFailureIsShownUntilALaterRunHasEndedWell() throws OrderException, GateException {
        WorkOrder order = consented();
        goesThrough(order, "home");
        assertThat(page(order)).contains(STILL_THERE);

        start(order);
        assertThat(page(order)).as("begun anew").contains(STILL_THERE);
        READY.forEach(line -> answer(order, line));
        answer(order, "erase=settings");
        assertThat(page(order)).as("erasing").contains(STILL_THERE);
        answer(order, "start-screen=unknown");
        end(order);
        assertThat(page(order)).as("nothing was seen").contains(STILL_THERE);

        goesThrough(order, "setup");
        assertThat(page(order))
                .as("ended well")
                .contains("Observed by a person")
                .doesNotContain(STILL_THERE);
        goesThrough(order, "unknown");
        assertThat(page(order)).as("of before that").doesNotContain(STILL_THERE);
    }

    /** Nobody hides what was seen behind runs in which nothing was: neither do those that a former version let begin, nor can more begin. */
    @Test
    void aFailureIsNotBuriedUnderEmptyRuns() throws OrderException, GateException {
        WorkOrder order = consented();
        goesThrough(order, "home");
        emptyRuns(order, WorkflowRuns.RUNS_MAX - 2);
        start(order);
        end(order);
        assertThat(page(order)).contains(STILL_THERE);

        Browser.Answer refused = technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "android"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("were begun a hundred times");
        Workflow workflow =
                runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow().workflow();
        assertThatThrownBy(() -> runs.start(order.id(), workflow, clerk))
                .isInstanceOfSatisfying(
                        OrderException.class, e -> assertThat(e.code()).isEqualTo(OrderException.Code.STEPS_OFTEN));

        emptyRuns(order, 1);
        assertThat(runs.failed(order.id())).as("behind a hundred empty ones").isPresent();
        assertThat(page(order)).contains(STILL_THERE);
    }

    private void emptyRuns(WorkOrder order, int times) {
        jdbc().sql("""
                        INSERT INTO intake.workflow_run (id, order_id, workflow, version, stage, started_by, started_at, ended_at)
                        SELECT gen_random_uuid(), order_id, workflow, version, stage, started_by, now(), now()
                        FROM (SELECT * FROM intake.workflow_run WHERE order_id = ? LIMIT 1) r, generate_series(1, ?)""").params(order.id(), times).update();
    }

    private void goesThrough(WorkOrder order, String startScreen) {
        start(order);
        READY.forEach(line -> answer(order, line));
        answer(order, "erase=settings");
        answer(order, "start-screen=" + startScreen);
        end(order);
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
    }

    private void end(WorkOrder order) {
        technician.post("/workflow/" + order.id() + "/end", Map.of());
    }

    private String page(WorkOrder order) {
        return signedIn(clerk).get("/intake/" + order.id()).body();
    }

    private void start(WorkOrder order) {
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "android"));
    }

    private Browser.Answer answer(WorkOrder order, String line) {
        int at = line.indexOf('=');
        return technician.post(
                "/workflow/" + order.id() + "/answer",
                Map.of("step", line.substring(0, at), "answer", line.substring(at + 1)));
    }

    private OrderState state(WorkOrder order) {
        return orders.find(order.id()).orElseThrow().state();
    }

    private WorkOrder consented() throws OrderException, GateException {
        WorkOrder order = taken();
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order.id(), offer, Actor.staff(clerk));
        bean(OrderTerms.class).accept(order.id(), offer, Actor.owner());
        return bean(OrderTerms.class).consent(order.id(), Agreed.to("test", "en"), Actor.owner());
    }

    private WorkOrder taken() throws OrderException, GateException {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "Xiaomi", "model", "Mi 10", "serial", "SN" + UUID.randomUUID()));
        return bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), clerk);
    }
}
