package org.wangchuan.platform.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The other side of a hand-over, on a device of their own. */
final class CollectTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Browser driver = nobody();
    private final HandOvers handOvers = bean(HandOvers.class);
    private final CollectLinks links = bean(CollectLinks.class);
    private final Processor processor = bean(Processors.class)
            .add(
                    shop.organisation(),
                    "Works Ltd",
                    "L-" + UUID.randomUUID(),
                    Set.of(DeviceKind.PHONE),
                    LocalDate.now(java.time.ZoneOffset.UTC).plusYears(1),
                    clerk);

    @Test
    void theyTakeTheBagsAndStateWhatBecameOfThem() throws GateException {
        Device bag = sealed();
        HandOver made = make(bag);
        String link = path(made);

        assertThat(driver.get(link).body()).contains("has not signed yet").doesNotContain("We take these bags");
        assertThat(driver.post(link + "/take", Map.of("licenceName", "Works Ltd"))
                        .status())
                .isEqualTo(422);
        handOvers.give(made.id(), clerk, "clerk");
        assertThat(driver.get(link).body()).contains(bag.bagNumber().orElseThrow(), "We take these bags");
        assertThat(driver.post(link + "/take", Map.of("licenceName", "Other Ltd"))
                        .body())
                .contains("not the name on the licence");
        driver.post(link + "/take", Map.of("licenceName", " Works Ltd "));
        assertThat(driver.post(link + "/take", Map.of("licenceName", "Works Ltd"))
                        .status())
                .as("a second tap")
                .isEqualTo(302);
        assertThat(state(bag)).isEqualTo(DeviceState.HANDED_OVER);

        Map<String, String> said = Map.of(
                "device", bag.id().toString(), "reference", "D-9", "part", "main board", "on", today().toString());
        assertThat(driver.post(link + "/destroyed", withOn(said, "2999-01-01")).status())
                .isEqualTo(422);
        assertThat(driver.post(
                                link + "/destroyed",
                                withOn(said, today().minusDays(1).toString()))
                        .status())
                .as("before they had it")
                .isEqualTo(422);
        for (Map.Entry<String, String> personal : List.of(
                Map.entry("reference", "D-9 １３８ ００１３ ８０００"),
                Map.entry("part", "phone of ming@example.org"),
                Map.entry("part", "+86 138-0013-8000"))) {
            Map<String, String> telling = new java.util.HashMap<>(said);
            telling.put(personal.getKey(), personal.getValue());
            Browser.Answer refused = driver.post(link + "/destroyed", telling);
            assertThat(refused.status()).as(personal.toString()).isEqualTo(422);
            assertThat(refused.body()).contains("seem to hold a telephone number");
            Browser.Answer ours = signedIn(clerk).post("/hand-overs/" + made.id() + "/destroyed", telling);
            assertThat(ours.status()).as(personal.toString()).isEqualTo(422);
            assertThat(ours.body()).contains("seem to hold a telephone number");
        }
        assertThat(handOvers.destruction(bag.id())).isEmpty();
        driver.post(link + "/destroyed", said);
        HandOver.Destruction known = handOvers.destruction(bag.id()).orElseThrow();
        assertThat(known.reference()).isEqualTo("D-9");
        assertThat(known.byProcessor()).isTrue();
        assertThat(signedIn(clerk).get("/hand-overs/" + made.id()).body()).contains("stated by the processor");
        assertThat(driver.post(link + "/destroyed", said).status())
                .as("a second one")
                .isEqualTo(422);
    }

    /** One person, one browser: that is not two sides. */
    @Test
    void nobodyOfTheShopSignsForThemInTheirOwnBrowser() throws GateException {
        Device bag = sealed();
        HandOver made = make(bag);
        handOvers.give(made.id(), clerk, "clerk");
        Browser ours = signedIn(clerk);
        String back = "/hand-overs/" + made.id();

        assertThat(ours.get(path(made)).location()).isEqualTo(back);
        assertThat(ours.post(path(made) + "/take", Map.of("licenceName", "Works Ltd"))
                        .location())
                .isEqualTo(back);
        assertThat(ours.post(back + "/take", Map.of("licenceName", "Works Ltd")).status())
                .isEqualTo(404);

        assertThat(state(bag)).isEqualTo(DeviceState.SEALED);
    }

    @Test
    void onlyTheLinkOfThisVeryListLetsIn() throws GateException {
        HandOver made = make(sealed());
        handOvers.give(made.id(), clerk, "clerk");
        String link = path(made);
        char last = link.charAt(link.length() - 2);
        String other =
                link.substring(0, link.length() - 2) + (last == 'A' ? 'B' : 'A') + link.charAt(link.length() - 1);

        for (String wrong : List.of(other, "/collect/x", "/collect/" + made.id(), link + "AA", link.substring(0, 40))) {
            assertThat(driver.get(wrong).status()).as(wrong).isEqualTo(404);
            assertThat(driver.post(wrong + "/take", Map.of("licenceName", "Works Ltd"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(signedIn(clerk).get("/hand-overs/" + made.id()).body())
                .as("the clerk's page shows it as a picture only")
                .doesNotContain("/collect/");
    }

    @Test
    void anotherShopsStaffGetsNoPictureOfIt() throws GateException {
        HandOver made = make(sealed());
        String picture = "/hand-overs/" + made.id() + "/collect.svg";
        assertThat(signedIn(clerk).get(picture).status())
                .as("before our side has signed")
                .isEqualTo(404);
        handOvers.give(made.id(), clerk, "clerk");

        assertThat(signedIn(clerk).get(picture).status()).isEqualTo(200);
        assertThat(newShop().browser(Role.CLERK, Role.MANAGER).get(picture).status())
                .isEqualTo(404);
    }

    /** Where the shop is. */
    private static LocalDate today() {
        return LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
    }

    private static Map<String, String> withOn(Map<String, String> form, String on) {
        Map<String, String> out = new java.util.HashMap<>(form);
        out.put("on", on);
        return out;
    }

    private String path(HandOver made) {
        String link = links.link(made);
        return link.substring(link.indexOf("/collect/"));
    }

    private HandOver make(Device bag) throws GateException {
        return handOvers.make(
                shop.site(), processor, List.of(bag.id()), LocalDate.now(java.time.ZoneOffset.UTC), clerk);
    }

    private DeviceState state(Device bag) {
        return bean(Devices.class).find(bag.id()).orElseThrow().state();
    }

    private Device sealed() throws GateException {
        Devices devices = bean(Devices.class);
        Device device = devices.register(
                new Devices.NewDevice(
                        shop.site(),
                        DeviceKind.PHONE,
                        "brand",
                        "model",
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Devices.Drives.NOT_COUNTED),
                clerk);
        devices.move(device.id(), DeviceState.TO_DESTROY, clerk, "test");
        return devices.seal(
                device.id(), BagNumber.of("bag-" + UUID.randomUUID()).orElseThrow(), shop.organisation(), clerk);
    }
}
