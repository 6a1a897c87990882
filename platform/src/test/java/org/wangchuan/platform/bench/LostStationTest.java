package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What a station told that nobody hears of any more is not so for sure; and what somebody has chosen is theirs until they send it. */
@Tag("slow")
final class LostStationTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void itsLanesAreNeitherOfferedNorTakenNorGreen() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser technician = shop.browser(Role.TECHNICIAN);
        String lane = order.station.paired.id() + ":" + BenchOrder.LANE;
        assertThat(technician.get("/bench").body()).contains("value=\"" + lane + "\"", "state good");

        isLost(order);
        assertThat(technician.get("/bench").body())
                .contains("out of touch since", "not known: its station is out of touch")
                .doesNotContain("value=\"" + lane + "\"", "state good");
        assertThat(technician.in("zh").get("/bench").body()).contains("状态不明：工作站失去联系");
        Browser.Answer refused =
                technician.in("en").post("/bench/orders/" + order.order + "/lane", Map.of("lane", lane));
        assertThat(refused.status()).isBetween(400, 499);
        assertThat(refused.body()).contains("Nothing has been heard of this station for a while");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(bean(BenchTasks.class).lastTask(order.order)).isEmpty();

        order.station.tellLane(BenchOrder.LANE, order.serial);
        assertThat(technician
                        .post("/bench/orders/" + order.order + "/lane", Map.of("lane", lane))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void theAdministratorSeesIt() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser administrator = shop.browser(Role.ADMINISTRATOR);
        assertThat(administrator.get("/sites").body()).doesNotContain("out of touch");
        isLost(order);
        assertThat(administrator.get("/sites").body()).contains("paired, out of touch");
        Browser.Answer code = administrator.post("/sites/" + shop.site() + "/pairing-code", Map.of());
        assertThat(code.body()).contains("./wangchuan station pair " + origin(), "--name");
    }

    /** Before the first pass has begun a station says none. */
    @Test
    void aPassThatNobodyKnowsIsNotCalledTheNoughth() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.call(
                "PUT",
                "/tasks/" + order.claimed() + "/progress",
                Json.object()
                        .put("phase", "prepare")
                        .put("pass", 0)
                        .put("passes", 0)
                        .put("doneBytes", 0)
                        .put("totalBytes", 0)
                        .put("bytesPerSecond", 0)
                        .put("remainingSeconds", 0)
                        .build());
        assertThat(bean(BenchTasks.class).standing(order.order).flatMap(Standing::progress))
                .isPresent();
        assertThat(shop.browser(Role.TECHNICIAN).get("/bench").body())
                .contains("0 % of all")
                .doesNotContain("pass 0 of 0");
    }

    @Test
    void aChosenLaneOutlivesThePagesNews() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, station);
        String lane = station.paired.id() + ":" + BenchOrder.LANE;
        try (org.wangchuan.browser.Browser desk = new org.wangchuan.browser.Browser("en-US")) {
            desk.open(bean(OneTimeLinks.class).create(shop.account(Role.TECHNICIAN)));
            desk.click("form button.big");
            desk.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
            desk.open(origin() + "/bench");
            desk.waitFor("document.querySelector('#bench-now option[data-nameless]') !== null");
            desk.evaluate("""
                    (document.querySelector('#bench-now select').value = '%s',
                     document.querySelector('#bench-now input[name=own]').checked = true,
                     document.activeElement.blur(), 'chosen')""".formatted(lane));
            news(desk);
            assertThat(chosen(desk)).isEqualTo(lane + " true");

            // What lies there is another now: nobody has said anything of that.
            station.call("PUT", "/lanes", SigningStation.lanes(BenchOrder.LANE, "ANOTHER-DRIVE"));
            desk.waitFor(
                    "document.querySelector('#bench-now option[data-nameless]')?.textContent.includes('not noted')");
            assertThat(desk.evaluate("String(document.querySelector('#bench-now input[name=own]').checked)"))
                    .isEqualTo("false");
            assertThat(desk.evaluate("document.querySelector('#bench-now select')?.value ?? ''"))
                    .isNotEqualTo(lane);
            assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        }
    }

    /** Another order waits now: the page shows it, with all that stood there before. */
    private void news(org.wangchuan.browser.Browser desk) throws Exception {
        BenchOrder other = BenchOrder.consented(shop);
        String code = bean(Orders.class).find(other.order).orElseThrow().code();
        desk.waitFor("document.querySelector('#bench-now').textContent.includes('" + code + "')");
    }

    private static String chosen(org.wangchuan.browser.Browser desk) throws Exception {
        return desk.evaluate("""
                (() => { const form = document.querySelector('#bench-now input[name=own]').form;
                  return form.elements.lane.value + ' ' + form.elements.own.checked; })()""");
    }

    private static void isLost(BenchOrder order) {
        jdbc().sql("UPDATE bench.station_lanes SET told_at = now() - interval '5 minutes' WHERE station_id = ?")
                .param(order.station.paired.id())
                .update();
        jdbc().sql("UPDATE identity.station SET seen_at = now() - interval '5 minutes' WHERE id = ?")
                .param(order.station.paired.id())
                .update();
    }
}
