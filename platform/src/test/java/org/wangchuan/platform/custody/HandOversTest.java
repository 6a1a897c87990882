package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

final class HandOversTest extends PlatformTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Devices devices = bean(Devices.class);
    private final HandOvers handOvers = bean(HandOvers.class);
    private final Processors processors = bean(Processors.class);

    @Test
    void bothSignAndTheStatementOfDestructionComesBack() throws GateException {
        Device bag = sealed(DeviceKind.PHONE);
        HandOver made = make(processor(TODAY), bag);
        UUID id = made.id();

        handOvers.give(id, clerk, "clerk");
        take(id, "Works Ltd", TODAY);
        handOvers.destroyed(id, bag.id(), "D-1", "main board", TODAY, Optional.of(clerk));

        assertThat(devices.find(bag.id()).orElseThrow().state()).isEqualTo(DeviceState.HANDED_OVER);
        assertThat(handOvers.destruction(bag.id()).orElseThrow().reference()).isEqualTo("D-1");
        assertThatThrownBy(() -> handOvers.destroyed(id, bag.id(), "D-2", "all", TODAY, Optional.of(clerk)))
                .isInstanceOf(GateException.class);
    }

    @Test
    void aLicenceThatIsOverRefuses() throws GateException {
        Device bag = sealed(DeviceKind.PHONE);
        Processor old = processor(TODAY.minusDays(1));
        Processor lastDay = processor(TODAY);

        assertRefused(GateException.Code.LICENCE_EXPIRED, () -> make(old, bag));
        HandOver made = make(lastDay, bag);
        handOvers.give(made.id(), clerk, "clerk");
        // It was in force when the list was made, and is over when they come.
        assertRefused(GateException.Code.LICENCE_EXPIRED, () -> take(made.id(), "Works Ltd", TODAY.plusDays(1)));
        assertThat(devices.find(bag.id()).orElseThrow().state()).isEqualTo(DeviceState.SEALED);
    }

    /** Of two zones at the ends of the day one always has another day than UTC: a licence ends with the day that it is where the shop is. */
    @Test
    void aLicenceEndsWithItsDayInTheShop() {
        boolean isLate = ZonedDateTime.now(ZoneOffset.UTC).getHour() >= 10;
        String zone = isLate ? "Pacific/Kiritimati" : "Pacific/Pago_Pago";
        UUID site = bean(Organisations.class).addSite(shop.organisation(), "far away", zone);
        Browser manager = signedIn(shop.accountAt(Optional.of(site), Role.MANAGER));
        LocalDate utc = LocalDate.now(ZoneOffset.UTC);
        LocalDate here = LocalDate.now(ZoneId.of(zone));
        assertThat(here).isNotEqualTo(utc);
        processor(isLate ? utc : here);
        String page = manager.get("/processors").body();
        assertThat(page.contains("<span class=\"state bad\">expired</span>"))
                .as(zone)
                .isEqualTo(isLate);
    }

    @Test
    void whatTheLicenceDoesNotNameIsRefused() throws GateException {
        Device bag = sealed(DeviceKind.LAPTOP);

        assertRefused(GateException.Code.LICENCE_SCOPE, () -> make(processor(TODAY), bag));
    }

    @Test
    void theirSideCantSignBeforeOurs() throws GateException {
        HandOver made = make(processor(TODAY), sealed(DeviceKind.PHONE));

        assertRefused(GateException.Code.WRONG_STATE, () -> take(made.id(), "Works Ltd", TODAY));
    }

    @Test
    void fiveWrongNamesEndIt() throws GateException {
        HandOver made = make(processor(TODAY), sealed(DeviceKind.PHONE));
        UUID id = made.id();
        handOvers.give(id, clerk, "clerk");

        for (int i = 0; i < HandOvers.TRIES_MAX; i++) {
            assertRefused(GateException.Code.NAME_DIFFERS, () -> take(id, "Other Ltd", TODAY));
        }

        assertRefused(GateException.Code.NAME_LOCKED, () -> take(id, "Works Ltd", TODAY));
    }

    @Test
    void onlyAManagerConfirmsALicence() {
        Processor processor = processor(TODAY);
        Browser browser = shop.browser(Role.MANAGER);

        assertThat(signedIn(clerk)
                        .post("/processors/" + processor.id() + "/confirm", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(browser.get("/processors").body()).contains("self-declared</span>");
        browser.post("/processors/" + processor.id() + "/confirm", Map.of());
        assertThat(browser.get("/processors").body()).doesNotContain("self-declared</span>");
    }

    @Test
    void aBagThatLooksLikeAnotherIsRefused() throws GateException {
        String number = "SO-" + UUID.randomUUID().toString().substring(0, 8);
        sealed(shop, DeviceKind.PHONE, number + "-11");

        assertRefused(
                GateException.Code.BAG_USED,
                () -> sealed(shop, DeviceKind.PHONE, number.replace('O', '0').toLowerCase(Locale.ROOT) + " Il"));
    }

    /** A label is scanned where the bag was meant; the number of a bag is final. */
    @Test
    void theCodeOfADeviceIsNoNumberOfABag() throws GateException {
        String label = sealed(DeviceKind.LAPTOP).code();

        for (String typed : List.of(
                label, label.replace("-", ""), label.toLowerCase(Locale.ROOT).replace('-', ' '), "#" + label)) {
            assertRefused(GateException.Code.BAG_IS_A_LABEL, () -> sealed(shop, DeviceKind.PHONE, typed));
        }
        assertThat(sealed(shop, DeviceKind.PHONE, label + "-1").bagNumber()).contains(label + "-1");
    }

    @Test
    void anotherCompanyMayUseTheSameNumber() throws GateException {
        String number = "N-" + UUID.randomUUID();
        sealed(shop, DeviceKind.PHONE, number);

        Device theirs = sealed(newShop(), DeviceKind.PHONE, number);

        assertThat(theirs.bagNumber()).contains(number);
        assertThat(theirs.state()).isEqualTo(DeviceState.SEALED);
    }

    private void take(UUID id, String name, LocalDate today) throws GateException {
        handOvers.countTry(id);
        handOvers.take(id, name, today, shop.organisation());
    }

    private HandOver make(Processor processor, Device bag) throws GateException {
        return handOvers.make(shop.site(), processor, List.of(bag.id()), TODAY, clerk);
    }

    private Processor processor(LocalDate expires) {
        return processors.add(
                shop.organisation(), "Works Ltd", "L-" + UUID.randomUUID(), Set.of(DeviceKind.PHONE), expires, clerk);
    }

    private Device sealed(DeviceKind kind) throws GateException {
        return sealed(shop, kind, "bag-" + UUID.randomUUID());
    }

    private Device sealed(Shop owner, DeviceKind kind, String bag) throws GateException {
        Device device = devices.register(
                new Devices.NewDevice(
                        owner.site(),
                        kind,
                        "brand",
                        "model",
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Devices.Drives.NOT_COUNTED),
                clerk);
        devices.move(device.id(), DeviceState.TO_DESTROY, clerk, "test");
        return devices.seal(device.id(), BagNumber.of(bag).orElseThrow(), owner.organisation(), clerk);
    }

    private static void assertRefused(
            GateException.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
