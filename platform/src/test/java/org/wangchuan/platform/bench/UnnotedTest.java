package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/**
 * A drive with a serial number that nobody had noted for a computer: any other computer's would do as well, so that somebody says that it
 * came out of this one, and everybody who reads the result reads that.
 */
final class UnnotedTest extends PlatformTest {
    private static final String WORD = "whoever chose the lane";

    private final Shop shop = newShop();
    private final Browser technician = shop.browser(Role.TECHNICIAN);

    @Test
    void nobodysDriveIsChosenWithoutAWord() throws Exception {
        BenchOrder order = oneDrive();
        assertThat(technician.get("/bench").body()).contains("not noted", "name=\"own\"");
        assertThat(choose(order, "").status()).isEqualTo(422);
        assertThat(choose(order, "no").body()).contains("Nobody has noted the serial number");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(choose(order, "yes").status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.AT_BENCH);
        assertThatThrownBy(() -> bean(BenchTasks.class)
                        .queue(
                                oneDrive().order,
                                order.station.paired.id(),
                                BenchOrder.LANE,
                                new Nameless.Answer(Nameless.Word.NONE, List.of()),
                                order.account))
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(BenchException.Code.LANE_UNNOTED));
    }

    @Test
    void whoeverReadsTheResultReadsOnWhatItRests() throws Exception {
        BenchOrder order = oneDrive();
        order.erases(order.serial, Verdict.FAILED);
        assertThat(word(order)).isEqualTo("own_drive");
        // Erased once more its number is known by then, and its device's still by somebody's word alone.
        order.station.tellLane(BenchOrder.LANE, order.serial);
        assertThat(choose(order, "").body()).contains("Nobody has noted the serial number");
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(word(order)).isEqualTo("own_drive");
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        String link = bean(OwnerInvitation.class).link(order.order);
        String path = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(path, Map.of());
        for (String page : List.of(
                owner.get(path + "/device").body(),
                owner.get(path + "/proof").body(),
                shop.browser(Role.CLERK).get("/intake/" + order.order).body(),
                shop.browser(Role.MANAGER).get("/statements/" + order.order).body())) {
            assertThat(page).containsAnyOf(WORD, "whoever put it there says so");
        }
        assertThat(owner.get(path + "/device").body())
                .contains("Nobody had noted")
                .doesNotContain("Cleared, with evidence");
        assertThat(shop.browser(Role.CLERK).get("/stock").body()).contains("first read in the lane");
    }

    @Test
    void ofADriveThatWasNotedNobodySaysAnything() throws Exception {
        String serial = SigningStation.serial();
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of(serial)));
        assertThat(technician.get("/bench").body()).doesNotContain("name=\"own\"");
        assertThat(choose(order, "").status()).isEqualTo(302);
        order.station.claim(task(order), BenchOrder.LANE, serial);
        assertThat(order.station
                        .finish(task(order), order.station.receipt(order.good()))
                        .status())
                .isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(word(order)).isEmpty();
        assertThat(shop.browser(Role.CLERK).get("/stock").body()).doesNotContain("first read in the lane", WORD);
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .doesNotContain(WORD);
    }

    @Test
    void ofTwoDrivesTheOneThatWasNotNotedIsSaid() throws Exception {
        String noted = SigningStation.serial();
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of(noted)));
        order.erases(noted, Verdict.CLEARED);
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .doesNotContain(WORD);
        order.erases(SigningStation.serial(), Verdict.CLEARED);
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains(WORD);
    }

    @Test
    void inAListItStandsBesideTheDevice() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                        shop, SigningStation.POLICY, "laptop,Lenovo,T14," + SigningStation.serial() + ",1")
                .offered("0");
        list.agreed(list.joined());
        BenchOrder order = BenchOrder.of(shop, list.order(0), SigningStation.serial());
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(list.clerk().get(list.page()).body()).contains(WORD.replace("the lane", "it"));
        assertThat(list.clerk().get(list.page() + "/results.csv").body())
                .contains("unnoted")
                .doesNotContain("no-serial");
    }

    private BenchOrder oneDrive() throws Exception {
        return BenchOrder.laptop(shop, new Devices.Drives(Optional.of(1), List.of()));
    }

    private Browser.Answer choose(BenchOrder order, String own) {
        Map<String, String> form = new HashMap<>();
        form.put("lane", order.station.paired.id() + ":" + BenchOrder.LANE);
        form.put("own", own);
        return technician.post("/bench/orders/" + order.order + "/lane", form);
    }

    private static UUID task(BenchOrder order) {
        return bean(BenchTasks.class).lastTask(order.order).orElseThrow().id();
    }

    private static String word(BenchOrder order) {
        return jdbc().sql(
                        "SELECT coalesce(word, '') FROM bench.task WHERE order_id = ? ORDER BY queued_at DESC LIMIT 1")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
    }
}
