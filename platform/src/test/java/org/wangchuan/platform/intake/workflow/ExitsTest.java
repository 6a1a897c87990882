package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A phone that is locked, broken or dead: no order of one is left without an end, and none is called better than it is. */
final class ExitsTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser technician = shop.browser(Role.TECHNICIAN).in("en");
    private final Browser clerk = shop.browser(Role.CLERK);
    private final Orders orders = bean(Orders.class);
    private final WorkflowRuns runs = bean(WorkflowRuns.class);

    /** Said at once, for a dead phone shows neither its accounts nor its version. */
    @ParameterizedTest
    @CsvSource({
        "android, account-lock, LOCKED, removes this one from the account",
        "android, screen-lock, UNKNOWN, Erases it from afar",
        "android, managed, LOCKED, Whoever manages it releases it",
        "android, broken, UNKNOWN, A USB mouse",
        "android, dead, UNKNOWN, deeply discharged",
        "harmonyos, account-lock, LOCKED, removes this one from the account",
        "harmonyos, dead, UNKNOWN, deeply discharged",
        "iphone, account-lock, LOCKED, removes this one from the account",
        "iphone, broken, UNKNOWN, A USB mouse",
    })
    void eachCaseIsSaidAtOnceAndShownWithWhatIsLeft(String workflow, String way, WorkflowResult.Lock lock, String words)
            throws Exception {
        WorkOrder order = consented();
        start(order, workflow);
        assertThat(page(technician, order)).contains("data-way-out", "value=\"" + way + "\"");
        assertThat(answer(order, "erase", way).status()).isEqualTo(302);
        assertThat(page(technician, order)).contains("data-exit=\"" + way + "\"", words, "report to the counter");
        end(order);

        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();
        WorkflowResult result = run.workflow().result(runs.answers(run));
        assertThat(result.verdict()).isEqualTo(WorkflowResult.Verdict.UNPROVEN);
        assertThat(result.lock()).isEqualTo(lock);
        assertThat(runs.wayOut(order.id())).contains(way);
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
        String english = clerk.in("en").get("/intake/" + order.id()).body();
        assertThat(english)
                .contains(
                        "data-exit=\"" + way + "\"",
                        words,
                        "Back to its owner",
                        "to a licensed processor",
                        "name=\"bag\"")
                .containsOnlyOnce("data-exit=");
        assertThat(clerk.in("zh").get("/intake/" + order.id()).body()).contains("还可以尝试", "退还机主", "处理商");
        assertThatThrownBy(() -> bean(Devices.class)
                        .move(order.device(), DeviceState.IN_STOCK, shop.account(Role.CLERK), "test"))
                .isInstanceOf(GateException.class);
    }

    /** Where the maker has it, with the page on which that was read. */
    @Test
    void whereTheOwnerRemovesItFromAfarIsSaidWithItsSource() throws Exception {
        WorkOrder order = consented("Apple", "iPhone 12");

        assertThat(clerk.in("en").get("/intake/" + order.id()).body())
                .contains("It is locked, broken or dead", "iCloud.com/find", "href=\"https://support.buyback.org/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account-lock", "screen-lock", "managed", "broken", "dead", "impossible"})
    void whatCanNotBeErasedGoesBackUntouchedOrToItsEnd(String way) throws Exception {
        WorkOrder back = given(way);
        assertThat(bean(Counter.class)
                        .giveBack(back.id(), shop.account(Role.CLERK), false)
                        .state())
                .isEqualTo(OrderState.RETURNED_UNTOUCHED);

        WorkOrder away = given(way);
        BagNumber bag = BagNumber.of("EXIT-" + away.code()).orElseThrow();
        assertThat(bean(Counter.class)
                        .seal(away.id(), bag, shop.organisation(), shop.account(Role.CLERK))
                        .state())
                .isEqualTo(OrderState.SEALED);
        assertThat(bean(Devices.class).find(away.device()).orElseThrow().state())
                .isEqualTo(DeviceState.SEALED);
    }

    /** What stays in the tray is destroyed with it, and a bag is closed all the same where nobody could look. */
    @Test
    void whoeverClosesTheBagIsToldOfItsCards() throws Exception {
        WorkOrder order = given("dead");
        String page = clerk.in("en").get("/intake/" + order.id()).body();
        assertThat(page).contains("SIM and memory card are not accounted for", "/intake/" + order.id() + "/cards");
        assertThat(clerk.post(
                                "/intake/" + order.id() + "/cards",
                                Map.of("shown", "0", "sim", "given_back", "esim", "none", "card", "none"))
                        .status())
                .isEqualTo(302);
        assertThat(state(order)).as("an account proves nothing").isEqualTo(OrderState.NOT_CLEARED);
        page = clerk.in("en").get("/intake/" + order.id()).body();
        assertThat(page).contains("name=\"bag\"", "data-exit=\"dead\"").doesNotContain("are not accounted for");
    }

    /** Where a station could not prove it, and nobody has gone through anything by hand yet. */
    @Test
    void whatWasNeverGoneThroughIsBegunAsAnyOther() throws Exception {
        WorkOrder order = consented();
        jdbc().sql("UPDATE intake.work_order SET state = 'not_cleared' WHERE id = ?")
                .param(order.id())
                .update();
        assertThat(page(technician, order))
                .contains("/workflow/" + order.id() + "/start")
                .doesNotContain("It can’t begin now");
        start(order, "android");
        end(order);
        assertThat(page(technician, order)).contains("This run has ended", "once more");
    }

    /** Whatever was said: its owner comes back with the code, and it is erased as any other. */
    @Test
    void whatOpensAgainIsGoneThroughFromTheBeginning() throws Exception {
        WorkOrder order = given("screen-lock");
        start(order, "android");

        assertThat(answer(order, "erase", "settings").status())
                .as("all before it is asked again")
                .isEqualTo(422);
        assertThat(runs.wayOut(order.id())).as("not any more").isEqualTo(Optional.empty());
        assertThat(answer(order, "identity", "same").status()).isEqualTo(302);
    }

    @Test
    void nothingIsErasedOutOfItsTurn() throws Exception {
        WorkOrder order = consented();
        start(order, "android");

        for (String erasing : List.of("settings", "recovery", "made-up")) {
            assertThat(answer(order, "erase", erasing).status()).isEqualTo(422);
        }
        assertThat(state(order)).isEqualTo(OrderState.CONSENTED);
    }

    /** What failed before everybody's eyes is not answered away by saying that nothing could be erased. */
    @Test
    void whatWasSeenToFailIsNotAnsweredAway() throws Exception {
        WorkOrder order = consented();
        start(order, "android");
        prepared(order, "same");
        assertThat(answer(order, "erase", "settings").status()).isEqualTo(302);
        assertThat(answer(order, "start-screen", "home").status()).isEqualTo(302);
        assertThat(runs.failed(order.id())).isPresent();

        for (String way : List.of("dead", "account-lock", "managed", "impossible")) {
            Browser.Answer refused = answer(order, "erase", way);
            assertThat(refused.status()).as(way).isEqualTo(422);
            assertThat(refused.body()).contains("Its erasure has begun");
        }
        assertThat(runs.failed(order.id())).isPresent();
        end(order);
        assertThat(runs.failed(order.id())).isPresent();
        assertThat(runs.wayOut(order.id())).isEmpty();
    }

    /** A dead phone can't show who it is: that nobody knows is the honest answer, and keeps nobody from saying that it is dead. */
    @Test
    void whatStopsAnErasureDoesNotStopWhatErasesNothing() throws Exception {
        WorkOrder order = consented();
        start(order, "android");
        prepared(order, "unknown");
        assertThat(answer(order, "erase", "settings").status()).isEqualTo(422);
        assertThat(page(technician, order))
                .contains("data-way-out", "name=\"answer\" value=\"dead\"")
                .doesNotContain("name=\"answer\" value=\"settings\"");

        assertThat(answer(order, "erase", "dead").status()).isEqualTo(302);
        end(order);
        assertThat(runs.wayOut(order.id())).contains("dead");
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
    }

    @Test
    void besideTheCableItIsSaidForAScreenThatIsDead() throws Exception {
        WorkOrder order = consented();

        assertThat(technician.get("/bench/orders/" + order.id() + "/phone").body())
                .contains("data-exit=\"no-permission\"", "Leads to nothing that could be proved");
    }

    private WorkOrder given(String way) throws Exception {
        WorkOrder order = consented();
        start(order, "android");
        answer(order, "erase", way);
        end(order);
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
        return order;
    }

    /** All that is asked before an erasure. */
    private void prepared(WorkOrder order, String identity) {
        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();
        for (Workflow.Step step : run.workflow().steps()) {
            if (step.phase() == Workflow.Phase.PREPARE) {
                String said = switch (step.kind()) {
                    case TEXT -> "14";
                    case PHOTO -> WorkflowRuns.NOT_TAKEN;
                    default ->
                        step.id().equals("identity")
                                ? identity
                                : step.options().getFirst().id();
                };
                assertThat(answer(order, step.id(), said).status())
                        .as(step.id())
                        .isEqualTo(302);
            }
        }
    }

    private void start(WorkOrder order, String workflow) {
        assertThat(technician
                        .post("/workflow/" + order.id() + "/start", Map.of("workflow", workflow))
                        .status())
                .isEqualTo(302);
    }

    private Browser.Answer answer(WorkOrder order, String step, String answer) {
        return technician.post("/workflow/" + order.id() + "/answer", Map.of("step", step, "answer", answer));
    }

    private void end(WorkOrder order) {
        assertThat(technician.post("/workflow/" + order.id() + "/end", Map.of()).status())
                .isEqualTo(302);
    }

    private static String page(Browser browser, WorkOrder order) {
        return browser.get("/workflow/" + order.id()).body();
    }

    private OrderState state(WorkOrder order) {
        return orders.find(order.id()).orElseThrow().state();
    }

    private WorkOrder consented() throws Exception {
        return consented("Samsung", "SM-G991B");
    }

    private WorkOrder consented(String brand, String model) throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", brand, "model", model, "no-serial", "yes"));
        WorkOrder order = bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), shop.account(Role.CLERK));
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order.id(), offer, Actor.platform());
        bean(OrderTerms.class).accept(order.id(), offer, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("erasure", "zh"), Actor.owner());
        return order;
    }
}
