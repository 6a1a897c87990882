package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The counter's pages, as a clerk uses them. */
final class CounterTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK);
    private final Orders orders = bean(Orders.class);

    @Test
    void aPhoneIsTakenInAndFound() {
        WorkOrder order = takeIn(Map.of());

        assertThat(clerk.get("/intake").body()).contains(order.code());
        assertThat(clerk.get("/intake?q=0018").body()).contains(order.code());
        assertThat(clerk.get("/intake?q=nothing").body()).contains("No order fits");
        assertThat(clerk.get("/intake?q=" + order.code()).location()).isEqualTo("/intake/" + order.id());
        assertThat(clerk.get("/intake?state=closed").body()).doesNotContain(order.code());
        for (String typed : List.of(
                order.code().replace("-", "").toLowerCase(Locale.ROOT),
                order.code().replace("-", "%20"),
                device(order).code().replace("-", ""))) {
            assertThat(clerk.get("/intake?q=" + typed).location()).as(typed).isEqualTo("/intake/" + order.id());
        }
        String named = device(order).brand() + "%20" + device(order).model().replace(" ", "%20");
        assertThat(clerk.get("/intake?q=" + named).body()).contains(order.code());
        assertThat(clerk.get("/stock?q=" + named).body()).contains(device(order).code());
        assertThat(clerk.get("/intake?q=%25").body()).contains("No order fits");
    }

    @Test
    void theSerialNumberIsNowhereInClear() {
        WorkOrder order = takeIn(Map.of());

        for (String path : new String[] {"", "/live", "/label", "/receipt", "/label.svg"}) {
            assertThat(clerk.get("/intake/" + order.id() + path).body()).doesNotContain("354820110000018");
        }
        assertThat(clerk.get("/intake/" + order.id() + "/label").body()).doesNotContain("0018");
    }

    @Test
    void theSameSerialNumberIsNoticed() {
        WorkOrder first = takeIn(Map.of());
        WorkOrder second = takeIn(Map.of());

        assertThat(clerk.post("/intake/serial", Map.of("serial", " 354820110000018 "))
                        .body())
                .contains("was here before");
        assertThat(clerk.get("/intake/" + second.id()).body()).contains("was here before", first.code());
        // The earlier one was not here before.
        assertThat(clerk.get("/intake/" + first.id()).body()).doesNotContain("was here before", second.code());
        // What another company has taken in is none of ours.
        assertThat(newShop()
                        .browser(Role.CLERK)
                        .post("/intake/serial", Map.of("serial", "354820110000018"))
                        .body())
                .doesNotContain("was here before");
    }

    @Test
    void aMistypedImeiIsKeptOnlyKnowingly() {
        assertThat(clerk.post("/intake/serial", Map.of("serial", "354820110000017"))
                        .body())
                .contains("check digit");
        Browser.Answer asked = post(Map.of("serial", "354820110000017"));
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body()).contains("check digit", "name=\"imei-anyway\" value=\"354820110000017\"");
        // What was said of one number is not said of the next.
        assertThat(post(Map.of("serial", "354820110000019", "imei-anyway", "354820110000017"))
                        .status())
                .isEqualTo(422);
        assertThat(takeIn(Map.of("serial", "354820110000017", "imei-anyway", "354820110000017"))
                        .state())
                .isEqualTo(OrderState.TAKEN_IN);
        // A computer's number is none, however many figures it has.
        assertThat(takeIn(Map.of("kind", "laptop", "serial", "354820110000017")).state())
                .isEqualTo(OrderState.TAKEN_IN);
    }

    @Test
    void whatIsWrongInTheFormIsSaidAndKept() {
        Browser.Answer answer = post(Map.of("brand", "", "weight", "much", "condition", "call 13800138000"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Expected brand and model")
                .contains("Expected a weight")
                .contains("telephone number")
                .contains("value=\"much\"");
    }

    @Test
    void stateSecretsStopTheOrder() {
        assertThat(post(Map.of("channel", "institution")).body()).contains("Answer the question about state secrets");
        WorkOrder order = takeIn(Map.of("channel", "institution", "secrets", "unknown"));

        assertThat(order.state()).isEqualTo(OrderState.STATE_SECRETS);
        assertThat(device(order).state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(device(order).serialTail()).isEmpty();
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("secrecy authority");
        clerk.post("/intake/" + order.id() + "/offer", Map.of("amount", "10"));
        assertThat(now(order).state()).isEqualTo(OrderState.STATE_SECRETS);
    }

    /** Whoever found a phone can't agree to its erasure in the place of whoever lost it. */
    @Test
    void aFindersDeviceIsHeld() throws OrderException {
        WorkOrder order = takeIn(Map.of("presenter", "finder"));

        assertThat(order.state()).isEqualTo(OrderState.HELD);
        assertThat(device(order).state()).isEqualTo(DeviceState.BLOCKED);
        assertThat(clerk.post("/intake/" + order.id() + "/offer", Map.of("amount", "10"))
                        .status())
                .isEqualTo(422);
        assertThat(clerk.post("/counter/" + order.id() + "/agree", Map.of("authority", "1"))
                        .status())
                .isNotEqualTo(302);
        assertThat(now(order).consent()).isEmpty();
    }

    @Test
    void aSuspectIsHeldAndGoesBackUntouchedWhenItIsReleased() {
        WorkOrder order = takeIn(Map.of("suspect", "yes"));

        assertThat(order.state()).isEqualTo(OrderState.HELD);
        assertThat(device(order).state()).isEqualTo(DeviceState.BLOCKED);
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.HELD);
        shop.browser(Role.MANAGER).post("/intake/" + order.id() + "/release", Map.of("reason", "owner"));
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(device(order).state()).isEqualTo(DeviceState.RETURNED);
    }

    @Test
    void anOfferIsMadeAndChangedUntilItIsAccepted() throws OrderException {
        WorkOrder order = takeIn(Map.of());
        String path = "/intake/" + order.id() + "/offer";

        assertThat(clerk.post(path, Map.of("amount", "a lot")).status()).isEqualTo(422);
        clerk.post(path, Map.of("amount", "350"));
        clerk.post(path, Map.of("amount", "1,360.50"));
        WorkOrder.Offer offer = now(order).offer().orElseThrow();
        assertThat(offer).isEqualTo(new WorkOrder.Offer(136_050, "CNY"));
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("1,360.50");
        bean(OrderTerms.class).accept(order.id(), offer, Actor.owner());
        assertThat(clerk.post(path, Map.of("amount", "10")).status()).isEqualTo(422);
        assertThat(now(order).offer()).contains(offer);
    }

    /** What was taken in stays in what it was when the company pays in another currency from now on, offered or not. */
    @Test
    void anOrderKeepsItsCurrency() {
        WorkOrder unoffered = takeIn(Map.of("serial", "", "no-serial", "yes"));
        WorkOrder before = takeIn(Map.of());
        clerk.post("/intake/" + before.id() + "/offer", Map.of("amount", "350", "currency", "CNY"));
        Browser office = shop.browser(Role.ADMINISTRATOR);
        office.post("/company", Map.of("name", "Laden " + shop.organisation(), "currency", "JPY"));

        WorkOrder after = takeIn(Map.of("serial", "", "no-serial", "yes"));
        assertThat(clerk.get("/intake/" + after.id()).body()).contains("Offer in JPY");
        Browser.Answer stale =
                clerk.post("/intake/" + after.id() + "/offer", Map.of("amount", "350", "currency", "CNY"));
        assertThat(stale.status()).isEqualTo(422);
        assertThat(stale.body()).contains("This order is in another currency");
        assertThat(clerk.post("/intake/" + after.id() + "/offer", Map.of("amount", "350.50"))
                        .status())
                .as("no coins of a yen")
                .isEqualTo(422);
        clerk.post("/intake/" + after.id() + "/offer", Map.of("amount", "3500", "currency", "JPY"));
        assertThat(now(after).offer()).contains(new WorkOrder.Offer(3500, "JPY"));
        assertThat(clerk.get("/intake/" + after.id()).body()).contains("JPY 3,500");

        assertThat(clerk.get("/intake/" + unoffered.id()).body()).contains("Offer in CNY");
        clerk.post("/intake/" + unoffered.id() + "/offer", Map.of("amount", "1.50", "currency", "CNY"));
        assertThat(now(unoffered).offer()).contains(new WorkOrder.Offer(150, "CNY"));
        assertThat(clerk.get("/intake/" + before.id()).body()).contains("Offer in CNY", "¥350.00");
        clerk.post("/intake/" + before.id() + "/offer", Map.of("amount", "360", "currency", "CNY"));
        assertThat(now(before).offer()).contains(new WorkOrder.Offer(36_000, "CNY"));
    }

    @Test
    void closingPutsOnlyWhatIsProvedIntoStock() throws OrderException, GateException {
        WorkOrder order = erasing();
        // The order was called cleared, and no statement says so.
        orders.move(order.id(), OrderState.CLEARED, "test", Actor.platform());

        Browser.Answer refused = clerk.post("/intake/" + order.id() + "/close", Map.of("paid", "cash", "amount", "1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("be sold: no signed statement");
        assertThat(now(order).state()).isEqualTo(OrderState.CLEARED);
        UUID drive = bean(DeviceMedia.class).bind(order.device(), Optional.of("DRIVE-" + order.code()));
        bean(Devices.class).proved(drive, new Device.Proof(UUID.randomUUID(), "cleared", true));
        // Not by the list of devices either, as long as the owner can have it back.
        clerk.post("/stock/" + order.device() + "/stock", Map.of());
        assertThat(device(order).state()).isEqualTo(DeviceState.CLEARED);
        assertThat(clerk.post("/intake/" + order.id() + "/close", Map.of("paid", "cash", "amount", "1"))
                        .status())
                .isEqualTo(302);
        assertThat(device(order).state()).isEqualTo(DeviceState.IN_STOCK);
    }

    @Test
    void afterTheBeginningItOnlyGoesBackErased() throws OrderException {
        WorkOrder order = erasing();

        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(422);
        orders.move(order.id(), OrderState.NOT_CLEARED, "test", Actor.platform());
        clerk.post("/intake/" + order.id() + "/hold", Map.of("reason", "authority"));
        shop.browser(Role.MANAGER).post("/intake/" + order.id() + "/release", Map.of("reason", "owner"));
        clerk.post("/intake/" + order.id() + "/return", Map.of());
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_ERASED);
    }

    @Test
    void whatCouldNotBeClearedIsSealed() throws OrderException {
        WorkOrder order = erasing();
        orders.move(order.id(), OrderState.NOT_CLEARED, "test", Actor.platform());
        String bag = "B-" + UUID.randomUUID();

        // Nobody destroys what its owner did not agree to give up.
        clerk.post("/intake/" + order.id() + "/seal", Map.of("bag", bag));
        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        Browser.Answer told =
                clerk.post("/intake/" + order.id() + "/seal", Map.of("bag", "138-0013-8000", "agreed", "1"));
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.body()).contains("a bag's number goes out with it");
        clerk.post("/intake/" + order.id() + "/seal", Map.of("bag", bag, "agreed", "1"));

        assertThat(now(order).state()).isEqualTo(OrderState.SEALED);
        assertThat(device(order).bagNumber()).contains(bag);
        clerk.post("/intake/" + order.id() + "/close", Map.of("paid", "cash", "amount", "1"));
        assertThat(now(order).state()).isEqualTo(OrderState.CLOSED);
        assertThat(device(order).state()).isEqualTo(DeviceState.SEALED);

        // Closed is not cleared: it stays told, in the list and on its page, and never in the colour of what is
        // cleared.
        assertThat(clerk.get("/intake").body())
                .contains("class=\"state order-sealed\">closed: in a sealed bag")
                .doesNotContain("state order-closed");
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("state order-sealed", "verdict unproven", "it can't be sold", "/hand-overs")
                .doesNotContain("state order-closed");
    }

    @Test
    void anotherSiteIsAsIfItWereNotThere() {
        WorkOrder order = takeIn(Map.of());
        Browser other = signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK));

        for (String path : new String[] {"", "/live", "/events", "/invitation.svg", "/label", "/receipt"}) {
            assertThat(other.get("/intake/" + order.id() + path).status()).isEqualTo(404);
        }
        assertThat(other.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(404);
        assertThat(other.get("/intake?q=0018").body()).doesNotContain(order.code());
    }

    @Test
    void everyPageIsThereInChinese() {
        WorkOrder order = takeIn(Map.of());
        clerk.in("zh");

        for (String path : new String[] {
            "/intake",
            "/intake/new",
            "/intake/" + order.id(),
            "/intake/" + order.id() + "/receipt",
            "/stock",
            "/hand-overs"
        }) {
            Browser.Answer answer = clerk.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("lang=\"zh-CN\"");
        }
    }

    @Test
    void aDeviceWithoutANumberIsSaidToHaveNone() {
        Browser.Answer silent = post(Map.of("serial", ""));
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.body()).contains("tick the box below it");
        WorkOrder order = takeIn(Map.of("serial", "", "no-serial", "yes"));
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("<span class=\"state wait\">no number is registered</span>");
        assertThat(clerk.get("/intake/" + order.id() + "/receipt").body())
                .contains("no number of the device is registered", device(order).code());
    }

    @Test
    void whatWasMadeByMistakeIsVoidAndWasNeverHere() throws Exception {
        String serial = "VOID" + UUID.randomUUID().toString().substring(0, 8);
        WorkOrder first = takeIn(Map.of("serial", serial));
        assertThat(clerk.get("/intake/" + first.id()).body()).contains("Void this order");
        assertThat(clerk.post("/intake/" + first.id() + "/void", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(first).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
        assertThat(clerk.get("/intake/" + first.id()).body())
                .contains("Void: this order was made by mistake", "made by mistake, voided")
                .doesNotContain("Back with its owner", "/renew");
        assertThat(clerk.get("/intake/" + first.id() + "/receipt").body())
                .contains("is void. No device is held")
                .doesNotContain("It is back with whoever brought it");
        WorkOrder second = takeIn(Map.of("serial", serial));
        assertThat(clerk.get("/intake/" + second.id()).body()).doesNotContain("was here before");
        assertThat(clerk.post("/intake/serial", Map.of("serial", serial)).body())
                .doesNotContain("2 ×");

        // Not once anything has happened.
        bean(OrderTerms.class)
                .offer(second.id(), new WorkOrder.Offer(100, "CNY"), Actor.staff(shop.account(Role.CLERK)));
        assertThat(clerk.get("/intake/" + second.id()).body()).contains("Void this order");
        bean(OrderTerms.class).accept(second.id(), new WorkOrder.Offer(100, "CNY"), Actor.owner());
        assertThat(clerk.get("/intake/" + second.id()).body()).doesNotContain("Void this order");
        assertThat(clerk.post("/intake/" + second.id() + "/void", Map.of()).body())
                .contains("can’t be said any more");
        assertThat(now(second).state()).isEqualTo(OrderState.ACCEPTED);
    }

    @Test
    void whereDataIsSaidToBeStillItIsHeldAndReported() throws Exception {
        WorkOrder order = erasing();
        assertThat(clerk.get("/intake/" + order.id()).body())
                .as("while it runs nobody can have seen any")
                .doesNotContain("/data-found");
        orders.move(order.id(), OrderState.NOT_CLEARED, "test", Actor.platform());
        String path = "/intake/" + order.id();
        assertThat(clerk.get(path).body()).contains(path + "/data-found");
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.get("/intake").body()).doesNotContain("Said to hold data after its erasure");

        assertThat(clerk.post(path + "/data-found", Map.of()).status()).isEqualTo(302);

        assertThat(device(order).state()).isEqualTo(DeviceState.BLOCKED);
        String page = clerk.get(path).body();
        assertThat(page).contains("Reported as incident ", "Say to the owner", "device held, incident reported");
        String incident = page.replaceFirst("(?s).*Reported as incident ", "").substring(0, 9);
        assertThat(jdbc().sql("SELECT count(*) FROM oversight.incident WHERE code = ?")
                        .param(incident)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(manager.get("/intake").body()).contains("Said to hold data after its erasure, and held since: 1");
        assertThat(clerk.get("/stock?q=" + device(order).code()).body()).contains("for an incident · ");
        assertThat(clerk.post(path + "/return", Map.of()).status()).isEqualTo(422);
        WorkOrder untouched = takeIn(Map.of());
        assertThat(clerk.post("/intake/" + untouched.id() + "/data-found", Map.of())
                        .status())
                .isEqualTo(422);
        assertThat(device(untouched).state()).isEqualTo(DeviceState.REGISTERED);
    }

    @Test
    void anAmountIsTypedAsPeopleWriteIt() {
        WorkOrder order = takeIn(Map.of());
        String path = "/intake/" + order.id() + "/offer";
        assertThat(clerk.post(path, Map.of("amount", "8oo")).body()).contains("value=\"8oo\"");
        assertThat(clerk.post(path, Map.of("amount", "800元")).status()).isEqualTo(302);
        assertThat(now(order).agreed()).isEqualTo(new WorkOrder.Offer(80_000, "CNY"));
        assertThat(clerk.get(path + "?lang=zh").location()).isEqualTo("/intake/" + order.id() + "?lang=zh");
    }

    @Test
    void theBenchFindsAnOrderByTheLabelOfItsDevice() throws Exception {
        WorkOrder order = takeIn(Map.of("kind", "laptop", "drives", "1"));
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order.id(), offer, Actor.platform());
        bean(OrderTerms.class).accept(order.id(), offer, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("test", "en"), Actor.owner());
        Browser bench = shop.browser(Role.TECHNICIAN);
        String label = device(order).code();
        assertThat(bench.get("/bench").body()).contains(order.code(), label);
        assertThat(bench.get("/bench?find=" + label).body()).contains("<strong class=\"mono\">" + order.code());
        assertThat(bench.get("/bench?find=" + order.code()).body()).contains("<code>" + label);
        assertThat(bench.get("/bench?find=AAAA-AAAA").body())
                .contains("Nothing with AAAA-AAAA waits for a lane here")
                .doesNotContain(order.code());
    }

    private WorkOrder erasing() throws OrderException {
        WorkOrder order = takeIn(Map.of("kind", "laptop", "drives", "1"));
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order.id(), offer, Actor.platform());
        bean(OrderTerms.class).accept(order.id(), offer, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("test", "en"), Actor.owner());
        return orders.move(order.id(), OrderState.ERASING, "test", Actor.platform());
    }

    private WorkOrder takeIn(Map<String, String> changes) {
        Browser.Answer answer = post(changes);
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return orders.find(UUID.fromString(answer.location().substring("/intake/".length())))
                .orElseThrow();
    }

    private Browser.Answer post(Map<String, String> changes) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", "phone",
                "brand", "HUAWEI",
                "model", "Mate 30",
                "serial", "354820110000018",
                "condition", "scratched",
                "weight", "0.192",
                "channel", "counter",
                "presenter", "owner",
                "policy", "gb-46864-2025"));
        fields.putAll(changes);
        fields.putIfAbsent("twice-anyway", fields.getOrDefault("serial", ""));
        return clerk.post("/intake/new", fields);
    }

    private WorkOrder now(WorkOrder order) {
        return orders.find(order.id()).orElseThrow();
    }

    private static Device device(WorkOrder order) {
        return bean(Devices.class).find(order.device()).orElseThrow();
    }
}
