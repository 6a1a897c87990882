package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Every way to bring a device into stock that nothing proves to be cleared: none works. */
final class GateTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Devices devices = bean(Devices.class);
    private final DeviceMedia media = bean(DeviceMedia.class);

    @Test
    void aDeviceWithoutAStatementStaysOut() {
        Device device = taken();

        assertThatThrownBy(() -> devices.move(device.id(), DeviceState.IN_STOCK, clerk, "test"))
                .isInstanceOf(GateException.class);
        assertThat(state(device)).isEqualTo("registered");
    }

    @ParameterizedTest
    @CsvSource({"unproven,true", "partial,true", "failed,true", "cleared,false", "purged,false", "anything,true"})
    void oneBadAnswerOfTheTwoKeepsItOut(String verdict, boolean isConforming) throws GateException {
        Device device = taken();

        devices.proved(only(device), new Device.Proof(UUID.randomUUID(), verdict, isConforming));

        assertThat(state(device)).isEqualTo("registered");
        assertThatThrownBy(() -> devices.move(device.id(), DeviceState.CLEARED, clerk, "test"))
                .isInstanceOf(GateException.class);
        assertThatThrownBy(() -> devices.move(device.id(), DeviceState.IN_STOCK, clerk, "test"))
                .isInstanceOf(GateException.class);
    }

    @Test
    void bothAnswersGoodOpenIt() throws GateException {
        Device device = cleared();

        assertThat(devices.move(device.id(), DeviceState.IN_STOCK, clerk, "test")
                        .state())
                .isEqualTo(DeviceState.IN_STOCK);
    }

    @Test
    void aFormSentByHandIsRefusedWithWords() {
        Device device = taken();
        Browser browser = signedIn(clerk);

        Browser.Answer answer = browser.post("/stock/" + device.id() + "/stock", Map.of());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("role=\"alert\"").contains(device.code());
        assertThat(state(device)).isEqualTo("registered");
    }

    /** A hold that was made among the devices ends there, by a manager, and leads past the gate and not round it. */
    @Test
    void whatWasHeldIsFreeAgainAsTheEvidenceHasIt() throws GateException {
        Device device = cleared();
        UUID drive = media.of(device.id()).known().getFirst().id();
        devices.move(device.id(), DeviceState.IN_STOCK, clerk, "test");
        Browser behind = signedIn(clerk);
        Browser manager = shop.browser(Role.MANAGER);
        String path = "/stock/" + device.id();
        assertThat(behind.get("/stock?q=" + device.code()).body())
                .as("nothing is chosen for anybody")
                .contains("<select name=\"reason\" required autocomplete=\"off\"><option value=\"\">");
        assertThat(behind.post(path + "/block", Map.of("reason", "mistake")).status())
                .isEqualTo(302);
        assertThat(behind.get("/stock?q=" + device.code()).body()).doesNotContain("/release\"");
        assertThat(behind.post(path + "/release", Map.of("reason", "mistake")).status())
                .isEqualTo(403);

        assertThat(manager.get("/stock?q=" + device.code()).body()).contains(path + "/release\"");
        assertThat(manager.post(path + "/release", Map.of("reason", "because")).status())
                .isEqualTo(422);
        assertThat(manager.post(path + "/release", Map.of("reason", "mistake")).status())
                .isEqualTo(302);
        assertThat(state(device)).as("and not in stock").isEqualTo("cleared");
        assertThat(manager.post(path + "/release", Map.of("reason", "mistake")).status())
                .as("once")
                .isEqualTo(422);

        devices.move(device.id(), DeviceState.IN_STOCK, clerk, "test");
        behind.post(path + "/block", Map.of("reason", "stolen"));
        devices.proved(drive, new Device.Proof(UUID.randomUUID(), "failed", false));
        manager.post(path + "/release", Map.of("reason", "police"));
        assertThat(state(device)).as("what came meanwhile holds it").isEqualTo("blocked");
    }

    @Test
    void anotherSitesClerkFindsNothing() throws GateException {
        Device device = cleared();
        Browser browser = signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK, Role.MANAGER));
        Browser stranger = newShop().browser(Role.CLERK, Role.MANAGER);

        assertThat(browser.post("/stock/" + device.id() + "/stock", Map.of()).status())
                .isEqualTo(404);
        assertThat(stranger.post("/stock/" + device.id() + "/stock", Map.of()).status())
                .isEqualTo(404);
        assertThat(stranger.get("/stock?q=" + device.code()).body()).doesNotContain("<code>" + device.code());
        assertThat(state(device)).isEqualTo("cleared");
    }

    @Test
    void aLaterBadStatementTakesItOutOfStock() throws GateException {
        Device device = cleared();
        devices.move(device.id(), DeviceState.IN_STOCK, clerk, "test");

        UUID medium = media.of(device.id()).known().getFirst().id();
        Device after = devices.proved(medium, new Device.Proof(UUID.randomUUID(), "failed", true));

        assertThat(after.state()).isEqualTo(DeviceState.BLOCKED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state = 'in_stock'",
                "state = 'cleared'",
                "state = 'in_stock', statement_id = gen_random_uuid(), verdict = 'unproven', is_conforming = true",
                "state = 'in_stock', statement_id = gen_random_uuid(), verdict = 'cleared', is_conforming = false",
                "state = 'in_stock', statement_id = gen_random_uuid(), verdict = 'cleared', is_conforming = true",
                "state = 'in_stock', verdict = 'cleared', is_conforming = true",
                "state = 'cleared', statement_id = gen_random_uuid(), verdict = 'failed', is_conforming = true",
                "state = 'sealed'",
                "verdict = 'cleared'"
            })
    void theDatabaseRefusesItToo(String change) {
        Device device = taken();

        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET " + change + " WHERE id = ?")
                        .param(device.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThat(state(device)).isEqualTo("registered");
    }

    @Test
    void theDatabaseRefusesADeviceThatComesInAsStock() {
        assertThatThrownBy(() -> jdbc().sql("""
                        INSERT INTO custody.device (id, code, site_id, kind, brand, model, state, statement_id, verdict,
                          is_conforming, registered_at)
                        VALUES (gen_random_uuid(), 'TEST-GATE', gen_random_uuid(), 'phone', 'b', 'm', 'in_stock',
                          gen_random_uuid(), 'cleared', true, now())""").update()).isInstanceOf(DataAccessException.class);
    }

    /** What was said to be home and comes all the same is taken up again, but only if nothing was ever proved of it. */
    @Test
    void whatWentHomeComesBackOnlyWithoutAProof() throws GateException {
        Device unseen = taken();
        devices.takenHome(unseen.id());
        for (String change : List.of("state = 'cleared'", "state = 'in_stock'", "state = 'sealed'")) {
            assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET " + change + " WHERE id = ?")
                            .param(unseen.id())
                            .update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class);
        }
        devices.cameAfterAll(unseen.id(), false, clerk);
        assertThat(state(unseen)).isEqualTo("registered");

        Device proved = cleared();
        devices.move(proved.id(), DeviceState.RETURNED, clerk, "test");
        assertThatThrownBy(() -> devices.cameAfterAll(proved.id(), false, clerk))
                .isInstanceOf(GateException.class);
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'registered' WHERE id = ?")
                        .param(proved.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc().sql("""
                        UPDATE custody.device SET state = 'registered', statement_id = NULL, verdict = NULL,
                          is_conforming = NULL WHERE id = ?""").param(proved.id()).update()).isInstanceOf(DataAccessException.class);
        assertThat(state(proved)).isEqualTo("returned");
    }

    @Test
    void whatHappenedToADeviceIsNotRewritten() {
        Device device = taken();

        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device_event SET reason = 'x' WHERE device_id = ?")
                        .param(device.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM custody.device_event WHERE device_id = ?")
                        .param(device.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    private Device cleared() throws GateException {
        return devices.proved(only(taken()), new Device.Proof(UUID.randomUUID(), "cleared", true));
    }

    private Device taken() {
        return devices.register(
                new Devices.NewDevice(
                        shop.site(),
                        DeviceKind.LAPTOP,
                        "brand",
                        "model",
                        Optional.of("SN1"),
                        "",
                        Optional.empty(),
                        new Devices.Drives(Optional.of(1), List.of())),
                clerk);
    }

    /** The only medium of a device, as it comes into a lane. */
    private UUID only(Device device) throws GateException {
        return media.bind(device.id(), Optional.of("S-" + device.code()));
    }

    private static String state(Device device) {
        return jdbc().sql("SELECT state FROM custody.device WHERE id = ?")
                .param(device.id())
                .query((row, _) -> row.getString(1))
                .single();
    }
}
