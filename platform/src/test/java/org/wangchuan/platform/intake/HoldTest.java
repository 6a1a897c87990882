package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A hold has a reason and an end: a manager releases it, and nothing is skipped by that. */
final class HoldTest extends PlatformTest {
    private static final WorkOrder.Offer OFFER = new WorkOrder.Offer(100, "CNY");

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(account);
    private final Browser manager = shop.browser(Role.MANAGER);
    private final Orders orders = bean(Orders.class);

    @Test
    void aHoldHasAReasonThatThePageShows() throws Exception {
        WorkOrder order = taken(Map.of());

        assertThat(hold(order, "").status()).isEqualTo(422);
        assertThat(hold(order, "because").status()).isEqualTo(422);
        assertThat(now(order).state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(hold(order, "claimed").status()).isEqualTo(302);

        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("Somebody else says it is theirs", "A manager can release the hold")
                .doesNotContain("/release\"");
        assertThat(clerk.get("/intake/" + taken(Map.of("suspect", "yes")).id()).body())
                .contains("Why it is held", "Suspected stolen");
        // Whoever brought it is promised nothing that a hold forbids.
        assertThat(clerk.get("/intake/" + order.id() + "/receipt").body())
                .contains("It is kept as it came until the matter is settled")
                .doesNotContain("you can have it back", "Bring this slip");
        // Not a word that sounds like the police.
        assertThat(clerk.in("zh").get("/intake/" + order.id()).body())
                .contains("暂存待查")
                .doesNotContain("扣留");
    }

    @Test
    void aManagerReleasesItToWhereItWas() throws Exception {
        WorkOrder order = taken(Map.of());
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        hold(order, "authority");

        assertThat(clerk.post("/intake/" + order.id() + "/release", Map.of("reason", "owner"))
                        .status())
                .isEqualTo(403);
        assertThat(manager.get("/intake/" + order.id()).body()).contains("/release\"");
        assertThat(release(order, "", "").status()).isEqualTo(422);
        assertThat(release(order, "owner", "call 13800138000").body()).contains("telephone number");
        assertThat(release(order, "owner", "x".repeat(201)).status()).isEqualTo(422);
        assertThat(now(order).state()).isEqualTo(OrderState.HELD);

        assertThat(release(order, "police", "青公治〔2026〕113号").status()).isEqualTo(302);

        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(device(order).state()).isEqualTo(DeviceState.REGISTERED);
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("hold released", "The police have no objection", "青公治〔2026〕113号");
        assertThat(release(order, "police", "").status()).as("once").isEqualTo(422);
    }

    /** Nothing is agreed to by a release, and whoever was away can still have it back. */
    @Test
    void aReleaseSkipsNothing() throws Exception {
        WorkOrder order = taken(Map.of("kind", "laptop", "drives", "1"));
        hold(order, "stolen");
        release(order, "mistake", "");
        assertThat(now(order).state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(now(order).consent()).isEmpty();

        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("erasure", "en"), Actor.owner());
        orders.move(order.id(), OrderState.AT_BENCH, "lane-chosen", Actor.platform());
        hold(order, "stolen");
        release(order, "mistake", "");
        // Its lane went with the hold.
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        Browser owner = nobody();
        String link = bean(OwnerInvitation.class).link(order.id());
        String path = link.substring(link.indexOf("/o/"));
        owner.post(path, Map.of());
        owner.post(path + "/return", Map.of("sure", "1"));
        assertThat(now(order).state()).isEqualTo(OrderState.GOING_BACK);
        // Wanted back stays wanted back.
        hold(order, "claimed");
        release(order, "owner", "");
        assertThat(now(order).state()).isEqualTo(OrderState.GOING_BACK);
    }

    /** What the evidence says by now counts, and not what it said when it was held. */
    @Test
    void whatWasClearedIsThatOnlyIfItStillIs() throws Exception {
        WorkOrder order = cleared();
        UUID drive =
                bean(DeviceMedia.class).of(order.device()).known().getFirst().id();
        hold(order, "claimed");
        release(order, "owner", "");
        assertThat(now(order).state()).isEqualTo(OrderState.CLEARED);
        assertThat(device(order).state()).isEqualTo(DeviceState.CLEARED);

        hold(order, "claimed");
        bean(Devices.class).proved(drive, new Device.Proof(UUID.randomUUID(), "failed", false));
        release(order, "owner", "");

        assertThat(now(order).state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(device(order).state()).isEqualTo(DeviceState.REGISTERED);
    }

    /** A finder agrees to nothing in the owner's place, released or not. */
    @Test
    void whatAFinderBroughtIsNotReleased() throws Exception {
        WorkOrder order = taken(Map.of("presenter", "finder"));

        assertThat(release(order, "mistake", "").body()).contains("in the owner");
        assertThat(now(order).state()).isEqualTo(OrderState.HELD);
        assertThat(manager.get("/intake/" + order.id()).body())
                .contains("A finder brought it")
                .doesNotContain("/release\"");
    }

    /** The hold of an order ends on its page: else the device would be free, and the order not. */
    @Test
    void aHoldOfAnOrderDoesNotEndAmongTheDevices() throws Exception {
        WorkOrder order = taken(Map.of());
        hold(order, "claimed");
        assertThat(manager.get("/stock?q=" + device(order).code()).body())
                .contains("the order's page says how that ends")
                .doesNotContain("/release\"");
        assertThat(manager.post("/stock/" + order.device() + "/release", Map.of("reason", "mistake"))
                        .body())
                .contains("Its order is held");
        assertThat(device(order).state()).isEqualTo(DeviceState.BLOCKED);
    }

    /** It may be somebody else's: whoever brought it, and whoever is at the counter, can't make that undone. */
    @Test
    void nobodyGivesBackWhatIsHeld() throws Exception {
        WorkOrder order = taken(Map.of());
        hold(order, "claimed");
        for (Browser each : List.of(clerk, manager)) {
            assertThat(each.get("/intake/" + order.id()).body()).doesNotContain("/return\"");
            Browser.Answer answer = each.post("/intake/" + order.id() + "/return", Map.of());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).contains("before a manager has released it");
        }
        assertThat(now(order).state()).isEqualTo(OrderState.HELD);
        release(order, "owner", "");
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);

        WorkOrder found = taken(Map.of("presenter", "finder"));
        assertThat(clerk.get("/intake/" + found.id()).body()).doesNotContain("/return\"");
        assertThat(clerk.post("/intake/" + found.id() + "/return", Map.of()).status())
                .isEqualTo(422);
        assertThat(manager.get("/intake/" + found.id()).body()).contains("/return\"");
        assertThat(manager.post("/intake/" + found.id() + "/return", Map.of()).status())
                .isEqualTo(302);
        assertThat(now(found).state()).isEqualTo(OrderState.RETURNED_UNTOUCHED);
    }

    /** A hold among the devices holds as one of the order does: it is neither given back nor erased. */
    @Test
    void whatIsHeldAmongTheDevicesStaysAsWell() throws Exception {
        WorkOrder order = taken(Map.of("kind", "phone"));
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("erasure-guided", "en"), Actor.owner());
        clerk.post("/stock/" + order.device() + "/block", Map.of("reason", "stolen"));

        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).body())
                .contains("before a manager has released it");
        assertThat(now(order).state()).isEqualTo(OrderState.CONSENTED);
        Browser technician = shop.browser(Role.TECHNICIAN);
        technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "android"));
        assertThat(jdbc().sql("SELECT count(*) FROM intake.workflow_run WHERE order_id = ?")
                        .param(order.id())
                        .query(Long.class)
                        .single())
                .isZero();

        manager.post("/stock/" + order.device() + "/release", Map.of("reason", "owner"));
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).status())
                .isEqualTo(302);
        assertThat(device(order).state()).isEqualTo(DeviceState.RETURNED);
    }

    /** Somebody holds the device, and somebody else its order: who ends the one ends not the other. */
    @Test
    void eachHoldHasItsOwnEnd() throws Exception {
        WorkOrder order = taken(Map.of());
        String stock = "/stock/" + order.device();
        clerk.post(stock + "/block", Map.of("reason", "stolen"));
        hold(order, "claimed");
        assertThat(release(order, "owner", "").status()).isEqualTo(302);

        assertThat(now(order).state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(device(order).state()).as("suspected stolen all the same").isEqualTo(DeviceState.BLOCKED);
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("Its device is held among the devices");
        assertThat(clerk.post("/intake/" + order.id() + "/return", Map.of()).body())
                .contains("before a manager has released it");
        assertThat(manager.post(stock + "/release", Map.of("reason", "police")).status())
                .isEqualTo(302);
        assertThat(device(order).state()).isEqualTo(DeviceState.REGISTERED);

        clerk.post(stock + "/block", Map.of("reason", "owner-asks"));
        hold(order, "claimed");
        assertThat(manager.get("/stock?q=" + device(order).code()).body())
                .contains(stock + "/release\"", "Held with its order", "each hold has its own end");
        assertThat(manager.post(stock + "/release", Map.of("reason", "owner")).status())
                .isEqualTo(302);
        assertThat(device(order).state()).as("its order is held").isEqualTo(DeviceState.BLOCKED);
        assertThat(manager.get("/stock?q=" + device(order).code()).body()).doesNotContain(stock + "/release\"");
        release(order, "owner", "");
        assertThat(device(order).state()).isEqualTo(DeviceState.REGISTERED);
    }

    /** What is proved is so, whoever holds the device beside. */
    @Test
    void whatWasClearedIsThatUnderAnotherHoldToo() throws Exception {
        WorkOrder order = cleared();
        clerk.post("/stock/" + order.device() + "/block", Map.of("reason", "stolen"));
        hold(order, "claimed");
        release(order, "owner", "");
        assertThat(now(order).state()).isEqualTo(OrderState.CLEARED);
        assertThat(device(order).state()).isEqualTo(DeviceState.BLOCKED);
        manager.post("/stock/" + order.device() + "/release", Map.of("reason", "police"));
        assertThat(device(order).state()).isEqualTo(DeviceState.CLEARED);
    }

    private WorkOrder cleared() throws Exception {
        WorkOrder order = taken(Map.of("kind", "laptop", "drives", "1"));
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("erasure", "en"), Actor.owner());
        orders.move(order.id(), OrderState.ERASING, "erasing", Actor.platform());
        UUID drive = bean(DeviceMedia.class).bind(order.device(), Optional.of("DRIVE-" + order.code()));
        bean(Devices.class).proved(drive, new Device.Proof(UUID.randomUUID(), "cleared", true));
        return orders.move(order.id(), OrderState.CLEARED, "cleared", Actor.platform());
    }

    private Browser.Answer hold(WorkOrder order, String reason) {
        return clerk.post("/intake/" + order.id() + "/hold", Map.of("reason", reason));
    }

    private Browser.Answer release(WorkOrder order, String reason, String note) {
        return manager.post("/intake/" + order.id() + "/release", Map.of("reason", reason, "note", note));
    }

    private WorkOrder taken(Map<String, String> changes) throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "Lenovo", "model", "ThinkPad"));
        fields.putAll(changes);
        return bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), account);
    }

    private WorkOrder now(WorkOrder order) {
        return orders.find(order.id()).orElseThrow();
    }

    private static Device device(WorkOrder order) {
        return bean(Devices.class).find(order.device()).orElseThrow();
    }
}
