package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What a station tells of its phone cables is seen at its own bench, helps whoever works on a phone, and answers nothing. */
final class PhonesOnCableTest extends PlatformTest {
    private static final String PLACE = "1-4.2";

    private final Shop shop = newShop();
    private final SigningStation station = new SigningStation(newStation(shop.site()));
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final String serial = serial();

    @Test
    void whatHangsThereIsShownInBothLanguagesUntilItIsUnplugged() {
        tell(phone(PLACE, 7).put("screenLock", "locked").put("activation", "activated"));

        assertThat(technician.in("en").get("/bench").body())
                .contains("Phones on the cables", PLACE, "plugging-in 7", "HONOR ANY-AN00", "Android", "files (MTP)")
                .contains("screen locked", "says that it is activated; not by whom", "has answered", tail())
                .doesNotContain(serial);
        assertThat(technician.in("zh").get("/bench").body())
                .contains("数据线上的手机", "第 7 次插入", "安卓（Android）", "文件传输（MTP）", "屏幕已锁", "已应答");

        tell();
        assertThat(technician.in("en").get("/bench").body()).doesNotContain("Phones on the cables", PLACE);
    }

    /** A database that is stolen names no phone. */
    @Test
    void noSerialNumberIsKeptInClear() {
        tell(phone(PLACE, 1));

        assertThat(kept())
                .contains("HONOR", serial.substring(serial.length() - 4))
                .doesNotContain(serial);
    }

    @Test
    void whatAStationToldIsGoneWhenNothingWasHeardOfItForAWhile() {
        tell(phone(PLACE, 1));
        jdbc().sql("UPDATE bench.station_phones SET told_at = now() - interval '5 minutes' WHERE station_id = ?")
                .param(station.paired.id())
                .update();

        assertThat(technician.in("en").get("/bench").body()).doesNotContain("Phones on the cables");
    }

    @Test
    void aStationOfAnotherSiteNeitherSeesNorSetsAnything() {
        tell(phone(PLACE, 1));
        SigningStation elsewhere = new SigningStation(newStation(shop.otherSite()));
        assertThat(put(elsewhere, phone("2-1", 1).build()).status()).isEqualTo(200);
        assertThat(put(new SigningStation(newStation(newShop().site()))).status())
                .isEqualTo(200);

        assertThat(technician.in("en").get("/bench?site=" + shop.site()).body())
                .contains(PLACE)
                .doesNotContain(">2-1<");
        assertThat(newShop().browser(Role.TECHNICIAN).get("/bench").body()).doesNotContain(PLACE);
        assertThat(elsewhere.call("GET", "/phones", Json.object().build()).status())
                .isEqualTo(405);
        assertThat(bean(StationPhones.class).at(shop.otherSite()))
                .extracting(at -> at.phone().place())
                .containsExactly("2-1");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndChangesNothing() {
        tell(phone(PLACE, 1));
        String before = kept();
        List<JsonValue.Obj> wrong = List.of(
                phone("1-4:1.0", 1).build(),
                phone("usb1", 1).build(),
                phone("1-1", 0).build(),
                other("means", "telephone"),
                other("answer", "maybe"),
                other("system", "symbian"),
                other("mode", "asleep"),
                other("screenLock", "yes"),
                other("activation", "yes"),
                other("maker", ""),
                other("maker", "x".repeat(65)),
                other("model", "two\nlines"),
                other("model", "turned \u202e round"),
                other("serial", "9".repeat(129)));
        for (JsonValue.Obj one : wrong) {
            refused(put(station, one));
        }
        refused(put(station, shows("mtp", "mtp")));
        refused(put(station, shows("telepathy")));
        refused(put(station, phone("1-1", 1).build(), phone("1-1", 2).build()));
        refused(put(
                station,
                IntStream.rangeClosed(1, 65)
                        .mapToObj(port -> phone("1-" + port, port).build())
                        .toArray(JsonValue.Obj[]::new)));
        assertThat(kept()).isEqualTo(before);

        assertThat(put(
                                station,
                                IntStream.rangeClosed(1, 64)
                                        .mapToObj(
                                                port -> phone("1-" + port, port).build())
                                        .toArray(JsonValue.Obj[]::new))
                        .status())
                .isEqualTo(200);
        assertThat(technician.in("en").get("/bench").body()).contains(">1-64<");
    }

    @Test
    void whoWatchesIsToldOfAChangeAndOfNothingElse() {
        Signals signals = bean(Signals.class);
        tell(phone(PLACE, 1));
        long told = signals.count(shop.site());
        tell(phone(PLACE, 1));
        assertThat(signals.count(shop.site())).isEqualTo(told);

        tell(phone(PLACE, 2));
        assertThat(signals.count(shop.site())).as("plugged in anew").isEqualTo(told + 1);
        tell();
        assertThat(signals.count(shop.site())).isEqualTo(told + 2);
        tell();
        assertThat(signals.count(shop.site())).isEqualTo(told + 2);
    }

    @Test
    void thePhoneOfAnOrderIsKnownByItsNumberAndGuidedByItsMaker() throws Exception {
        UUID order = consented("HONOR", serial.toLowerCase(Locale.ROOT));
        tell(phone(PLACE, 1), phone("1-4.3", 2, "vivo", serial()));

        assertThat(technician.in("en").get("/workflow/" + order).body())
                .contains("On the cable at place " + PLACE, "is the one that was noted", "beside the steps from now on")
                .contains("On the cables of this site, beside these: 1")
                .doesNotContain("Another number", "Another maker", "1-4.3", serial);
        assertThat(technician.in("zh").get("/workflow/" + order).body()).contains("数据线位置 " + PLACE, "与登记的一致");
    }

    @Test
    void whatDiffersFromWhatWasNotedIsSaid() throws Exception {
        UUID order = consented("Xiaomi", serial());
        tell(phone(PLACE, 1));

        assertThat(technician.in("en").get("/workflow/" + order).body())
                .contains("Another number than noted", "Another maker than noted: noted “Xiaomi”, on the cable “HONOR”")
                .as("whose it is, nobody knows")
                .doesNotContain("beside the steps from now on");
        assertThat(technician.in("zh").get("/workflow/" + order).body()).contains("号码与登记的不同", "品牌与登记的不同");
    }

    /** The phone's own maker says where to tap, also where the counter noted another, and that they differ is said. */
    @Test
    void aPhoneThatIsAloneAndShowsNoNumberGuidesByItsMaker() throws Exception {
        UUID order = consented("Xiaomi", serial());
        JsonValue.Obj nameless = Json.object()
                .put("place", PLACE)
                .put("plug", 1)
                .put("means", "mobile")
                .put("maker", "Apple Inc.")
                .put("answer", "not-asked")
                .build();
        assertThat(put(station, nameless).status()).isEqualTo(200);

        assertThat(technician.in("en").get("/workflow/" + order).body())
                .contains("Another maker than noted: noted “Xiaomi”, on the cable “Apple Inc.”")
                .containsPattern("value=\"iphone\"[^>]*checked");
    }

    @Test
    void nothingIsAnsweredByACable() throws Exception {
        UUID order = consented("HONOR", serial);
        technician.post("/workflow/" + order + "/start", Map.of("workflow", "android"));
        int before = rows(order);
        tell(phone(PLACE, 1).put("screenLock", "none").put("activation", "unactivated"));
        assertThat(technician.in("en").get("/workflow/" + order + "/cable").body())
                .contains(PLACE, "no screen lock", "says that it is not activated")
                .doesNotContain("<html");

        assertThat(rows(order)).as("answers, events and statements").isEqualTo(before);
        assertThat(bean(Orders.class).find(order).orElseThrow().state()).isEqualTo(OrderState.CONSENTED);
    }

    /** What is at a bench is nobody's business before the owner agreed, after the work, or for what is no phone. */
    @Test
    void onlyWhileAPhoneIsWorkedOn() throws Exception {
        tell(phone(PLACE, 1));
        UUID order = accepted("HONOR", serial, DeviceKind.PHONE);
        assertThat(technician.in("en").get("/workflow/" + order).body()).doesNotContain(PLACE);
        assertThat(technician.get("/workflow/" + order + "/cable").body()).doesNotContain(PLACE);

        UUID other = accepted("HONOR", serial, DeviceKind.OTHER);
        bean(OrderTerms.class).consent(other, Agreed.to("consent-1", "zh"), Actor.owner());
        assertThat(technician.in("en").get("/workflow/" + other).body()).doesNotContain(PLACE);
        assertThat(newShop()
                        .browser(Role.TECHNICIAN)
                        .get("/workflow/" + order + "/cable")
                        .status())
                .isEqualTo(404);
    }

    /** From what a station tells to what a technician sees without touching anything; how long it took is printed. */
    @Test
    @Tag("slow")
    void itIsSeenWithoutTouchingAnything() throws Exception {
        UUID order = consented("HONOR", serial);
        try (org.wangchuan.browser.Browser desk = new org.wangchuan.browser.Browser("en-US")) {
            desk.open(bean(OneTimeLinks.class).create(shop.account(Role.TECHNICIAN)));
            desk.click("form button.big");
            desk.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
            for (String page : List.of("/bench", "/workflow/" + order)) {
                desk.open(origin() + page);
                desk.waitFor("document.readyState === 'complete'");
                Thread.sleep(2_000); // it listens
                long begun = System.nanoTime();
                tell(phone(PLACE, 1));
                desk.waitFor("document.body.textContent.includes('" + PLACE + "')");
                System.out.println(
                        page.substring(0, 6) + ": seen after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
                tell();
                desk.waitFor("!document.body.textContent.includes('" + PLACE + "')");
            }
        }
    }

    private void tell(Json.Builder... phones) {
        JsonValue.Obj[] built =
                List.of(phones).stream().map(Json.Builder::build).toArray(JsonValue.Obj[]::new);
        assertThat(put(station, built).status()).isEqualTo(200);
    }

    private static Browser.Answer put(SigningStation by, JsonValue.Obj... phones) {
        return by.call(
                "PUT",
                "/phones",
                Json.object()
                        .put("phones", new JsonValue.Array(List.of(phones)))
                        .build());
    }

    private static void refused(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"BODY_SHAPE\"");
    }

    private Json.Builder phone(String place, long plug) {
        return phone(place, plug, "HONOR", serial);
    }

    private static Json.Builder phone(String place, long plug, String maker, String number) {
        return Json.object()
                .put("place", place)
                .put("plug", plug)
                .put("means", "mobile")
                .put("maker", maker)
                .put("model", "ANY-AN00")
                .put("serial", number)
                .put("system", "android")
                .put("shows", Json.texts(List.of("mtp")))
                .put("mode", "system")
                .put("answer", "told");
    }

    /** A phone of which this is otherwise. */
    private static JsonValue.Obj other(String name, String value) {
        Json.Builder out = Json.object().put("place", PLACE).put("plug", 1).put(name, value);
        if (!name.equals("means")) {
            out.put("means", "mobile");
        }
        if (!name.equals("answer")) {
            out.put("answer", "told");
        }
        return out.build();
    }

    private static JsonValue.Obj shows(String... words) {
        return Json.object()
                .put("place", PLACE)
                .put("plug", 1)
                .put("means", "mobile")
                .put("shows", Json.texts(List.of(words)))
                .put("answer", "told")
                .build();
    }

    private String tail() {
        return "…" + serial.substring(serial.length() - 4);
    }

    private String kept() {
        return jdbc().sql("SELECT phones::text FROM bench.station_phones WHERE station_id = ?")
                .param(station.paired.id())
                .query(String.class)
                .single();
    }

    private static int rows(UUID order) {
        return jdbc().sql("""
                        SELECT (SELECT count(*) FROM intake.workflow_answer a JOIN intake.workflow_run r ON r.id = a.run_id
                            WHERE r.order_id = :order)
                          + (SELECT count(*) FROM intake.order_event WHERE order_id = :order)
                          + (SELECT count(*) FROM ledger.statement WHERE order_id = :order)""").param("order", order).query(Integer.class).single();
    }

    private static String serial() {
        return "SN" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    private UUID consented(String brand, String number) throws Exception {
        UUID order = accepted(brand, number, DeviceKind.PHONE);
        bean(OrderTerms.class).consent(order, Agreed.to("consent-1", "zh"), Actor.owner());
        return order;
    }

    private UUID accepted(String brand, String number, DeviceKind kind) throws Exception {
        UUID account = shop.account(Role.TECHNICIAN);
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                kind,
                                brand,
                                "X",
                                Optional.of(number),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        account);
        UUID order = bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, SigningStation.POLICY, account)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(1_000, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(account));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        return order;
    }
}
