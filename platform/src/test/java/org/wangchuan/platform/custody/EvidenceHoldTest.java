package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What came about a device in stock holds it: no word ends that, and its destruction does. */
final class EvidenceHoldTest extends PlatformTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(account);
    private final Browser manager = shop.browser(Role.MANAGER);
    private final Devices devices = bean(Devices.class);
    private final HandOvers handOvers = bean(HandOvers.class);

    @Test
    void itGoesIntoABagAndIsHeldUntilItsDestructionIsStated() throws Exception {
        Device device = inStock();
        assertThat(seal(device, bag()).status()).as("nothing holds it").isEqualTo(422);
        turnsOutBad(device);
        String path = "/stock/" + device.id();
        assertThat(clerk.get("/stock?q=" + device.code()).body())
                .contains("Held by an erasure that did not end well: see its order")
                .doesNotContain(path + "/seal\"");
        assertThat(manager.get("/stock?q=" + device.code()).body())
                .contains(path + "/seal\"")
                .doesNotContain(path + "/release\"");
        assertThat(clerk.post(path + "/seal", Map.of("bag", bag())).status()).isEqualTo(403);
        assertThat(seal(device, "").body()).contains("Expected the number of the bag");
        assertThat(manager.post(path + "/release", Map.of("reason", "mistake")).body())
                .contains("word ends that");

        assertThat(seal(device, bag()).status()).isEqualTo(302);

        assertThat(state(device)).isEqualTo(DeviceState.SEALED);
        assertHeldInItsBag(device);
        assertThatThrownBy(() -> devices.move(device.id(), DeviceState.RETURNED, account, "test"))
                .isInstanceOf(DataAccessException.class);
        for (String change : List.of("registered", "cleared", "in_stock", "returned")) {
            assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = ? WHERE id = ?")
                            .params(change, device.id())
                            .update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class);
        }

        UUID handOver = handedOver(device);
        assertThat(state(device)).isEqualTo(DeviceState.HANDED_OVER);
        assertHeldInItsBag(device);
        handOvers.destroyed(handOver, device.id(), "D-1", "main board", TODAY, Optional.of(account));
        assertThat(bean(DeviceHolds.class).of(devices.find(device.id()).orElseThrow()))
                .isEmpty();
        assertThat(manager.get("/stock?q=" + device.code()).body())
                .doesNotContain("until its destruction is stated", "/seal\"");
    }

    /** Whoever held it for something else ends that, and not what the evidence says. */
    @Test
    void aHoldByHandEndsBesideIt() throws Exception {
        Device device = inStock();
        clerk.post("/stock/" + device.id() + "/block", Map.of("reason", "stolen"));
        turnsOutBad(device);
        assertThat(seal(device, bag()).status()).as("it may be another's").isEqualTo(422);

        assertThat(manager.get("/stock?q=" + device.code()).body()).contains("each hold has its own end");
        assertThat(manager.post("/stock/" + device.id() + "/release", Map.of("reason", "police"))
                        .status())
                .isEqualTo(302);

        assertThat(state(device)).isEqualTo(DeviceState.BLOCKED);
        assertThat(manager.post("/stock/" + device.id() + "/release", Map.of("reason", "police"))
                        .body())
                .contains("word ends that");
        assertThat(seal(device, bag()).status()).isEqualTo(302);
        assertThat(state(device)).isEqualTo(DeviceState.SEALED);
    }

    /** Out of stock by a hold that has ended: it is still the shop's, and has to have an end. */
    @Test
    void whatWasInStockIsHeldToo() throws Exception {
        Device device = inStock();
        clerk.post("/stock/" + device.id() + "/block", Map.of("reason", "mistake"));
        manager.post("/stock/" + device.id() + "/release", Map.of("reason", "mistake"));
        assertThat(state(device)).isEqualTo(DeviceState.CLEARED);
        turnsOutBad(device);
        assertThat(seal(device, bag()).status()).isEqualTo(302);
    }

    private void assertHeldInItsBag(Device device) {
        assertThat(bean(DeviceHolds.class).of(devices.find(device.id()).orElseThrow()))
                .containsExactly(DeviceHolds.Hold.EVIDENCE);
        assertThat(clerk.get("/stock?q=" + device.code()).body()).contains("until its destruction is stated");
    }

    private Browser.Answer seal(Device device, String bag) {
        return manager.post("/stock/" + device.id() + "/seal", Map.of("bag", bag));
    }

    private static String bag() {
        return "bag-" + UUID.randomUUID();
    }

    private UUID handedOver(Device device) throws GateException {
        Processor processor = bean(Processors.class)
                .add(
                        shop.organisation(),
                        "Works Ltd",
                        "L-" + UUID.randomUUID(),
                        Set.of(DeviceKind.LAPTOP),
                        TODAY,
                        account);
        UUID id = handOvers
                .make(shop.site(), processor, List.of(device.id()), TODAY, account)
                .id();
        handOvers.give(id, account, "clerk");
        handOvers.countTry(id);
        handOvers.take(id, "Works Ltd", TODAY, shop.organisation());
        return id;
    }

    private void turnsOutBad(Device device) throws GateException {
        UUID medium = bean(DeviceMedia.class).of(device.id()).known().getFirst().id();
        devices.proved(medium, new Device.Proof(UUID.randomUUID(), "failed", false));
        assertThat(state(device)).isEqualTo(DeviceState.BLOCKED);
    }

    private Device inStock() throws GateException {
        Device device = devices.register(
                new Devices.NewDevice(
                        shop.site(),
                        DeviceKind.LAPTOP,
                        "brand",
                        "model",
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        new Devices.Drives(Optional.of(1), List.of())),
                account);
        UUID medium = bean(DeviceMedia.class).bind(device.id(), Optional.of("S-" + device.code()));
        devices.proved(medium, new Device.Proof(UUID.randomUUID(), "cleared", true));
        return devices.move(device.id(), DeviceState.IN_STOCK, account, "test");
    }

    private DeviceState state(Device device) {
        return devices.find(device.id()).orElseThrow().state();
    }
}
