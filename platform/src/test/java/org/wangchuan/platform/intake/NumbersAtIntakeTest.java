package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What the counter says of a number before it is kept, what it asks, and what it knows again. */
final class NumbersAtIntakeTest extends PlatformTest {
    private static final String IMEI = "490154203237518";
    private static final String SECOND = "356938035643809";
    private static final int TYPE_DIGITS = 8;

    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK).in("en");
    private final Orders orders = bean(Orders.class);

    @ParameterizedTest
    @CsvSource({
        "490154203237519, IMEI_CHECK_DIGIT, check digit",
        "IMEI: 4901542032375, IMEI_LENGTH, too few digits or too many",
        "49015420323751, IMEI_SHORT, 14 digits",
        "4901542032375178, IMEI_VERSION, 16 digits",
        "000000000000000, IMEI_TEST, test equipment",
        "89860112345678901234, SIM_CARD, SIM card",
        "6901443123452, BAR_CODE, bar code",
        "13800138000, OF_A_PERSON, telephone",
    })
    void aDoubtfulNumberIsAskedAboutByItsCodeAndKeptOnlyKnowingly(String typed, String code, String words) {
        assertThat(hint(Map.of("serial", typed))).contains("data-code=\"" + code + "\"", words);
        Browser.Answer asked = post(Map.of("serial", typed));
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body()).contains(words, "data-code=\"" + code + "\"", "name=\"imei-anyway\"");
        // What was said of one is not said of the next.
        assertThat(post(Map.of("serial", typed, "imei-anyway", "R58N1234567")).status())
                .isEqualTo(422);

        assertThat(takeIn(Map.of("serial", typed, "imei-anyway", typed)).state())
                .isEqualTo(OrderState.TAKEN_IN);
        // A computer's number is none, however many figures it has.
        assertThat(post(Map.of("kind", "laptop", "serial", typed, "twice-anyway", typed))
                        .status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"49015420323751", "4901542032375178"})
    void whatIsSaidToBeAnImeiIsOne(String typed) {
        WorkOrder order = takeIn(Map.of("serial", typed, "imei-core", typed));

        assertThat(device(order).serialTail()).contains("7518");
        assertThat(hint(Map.of("serial", "IMEI1: " + IMEI))).contains("was here before", order.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e490154203237518", "490154203237518\u0000", "4901542\u200f03237518"})
    void whatCannotBeSeenIsRefused(String typed) {
        assertThat(post(Map.of("serial", typed)).status()).isEqualTo(422);
        assertThat(clerk.post("/intake/serial", Map.of("serial", typed)).status())
                .isEqualTo(200);
    }

    @Test
    void tenThousandCharactersAndTenNumbersAreRefusedPlainly() {
        String many = "9".repeat(10_000);
        assertThat(post(Map.of("serial", many)).status()).isEqualTo(422);
        assertThat(clerk.post("/intake/serial", Map.of("serial", many)).status())
                .isEqualTo(200);
        assertThat(post(Map.of("serial", "A1,B2,C3,D4,E5")).status()).isEqualTo(422);
        assertThat(post(Map.of("serial", "A1", "more-numbers", "B2,C3,D4,E5")).status())
                .isEqualTo(422);
    }

    /** In whatever spelling, and by either of its numbers. */
    @Test
    void anOrderThatIsOpenIsSaidBeforeTheSameNumberIsTakenInAgain() {
        WorkOrder first = takeIn(Map.of("serial", "IMEI1: " + IMEI + " IMEI2: " + SECOND));
        for (String again : List.of(
                "49 015420 323751 8",
                "IMEISV: 4901542032375101",
                "IMEI: 49015420323751",
                "４９０１５４２０３２３７５１８",
                SECOND,
                SECOND + "/78")) {
            Browser.Answer asked = post(Map.of("serial", again));
            assertThat(asked.status()).as(again).isEqualTo(422);
            assertThat(asked.body()).contains("under an order that is not over", first.code(), "name=\"twice-anyway\"");
        }
        assertThat(clerk.get("/intake?q=" + SECOND).body()).contains(first.code());
        assertThat(clerk.get("/intake/" + first.id()).body()).contains("…7518", "…3809");

        WorkOrder second = takeIn(Map.of("serial", SECOND, "twice-anyway", SECOND));
        assertThat(clerk.get("/intake/" + second.id()).body()).contains("was here before", first.code());
        // Another company's are none of ours.
        assertThat(newShop()
                        .browser(Role.CLERK)
                        .in("en")
                        .post("/intake/serial", Map.of("serial", IMEI))
                        .body())
                .doesNotContain("was here before");
    }

    @Test
    void whatIsOverAsksNothingAndIsSaidWithWhatToDo() throws Exception {
        WorkOrder first = takeIn(Map.of("serial", IMEI));
        assertThat(hint(Map.of("serial", IMEI))).contains("go on with that order");
        bean(Counter.class).giveBack(first.id(), shop.account(Role.CLERK), false);

        assertThat(hint(Map.of("serial", IMEI))).contains("went back to its owner");
        WorkOrder second = takeIn(Map.of("serial", "IMEI " + IMEI));
        bean(Counter.class).hold(second.id(), HoldReason.STOLEN, shop.account(Role.CLERK));
        assertThat(hint(Map.of("serial", IMEI))).contains("is held here", "tell a manager");
    }

    @Test
    void theNumberSaysWhoAllocatedItAndNothingOfTheModel() {
        assertThat(hint(Map.of("serial", "864321000000013"))).contains("Allocated by TAF (China)");
        assertThat(hint(Map.of("serial", IMEI))).contains("allocates none any more");
        assertThat(hint(Map.of("serial", "R58N1234567"))).doesNotContain("llocated");
    }

    @Test
    void aSerialNumberThatLooksOtherwiseThanItsMakersIsAHintAndNoMore() {
        assertThat(hint(Map.of("serial", "R58", "brand", "Apple"))).contains("8 to 14 letters and figures");
        assertThat(hint(Map.of("serial", "J2K4L6M8N0", "brand", "Apple"))).doesNotContain("letters and figures");
        assertThat(hint(Map.of("serial", "R58", "brand", "Samsung"))).doesNotContain("letters and figures");
        takeIn(Map.of("serial", "R58", "brand", "Apple", "model", "iPhone 12"));
    }

    /** Three of them tell what a fourth probably is; two don't, and the same phone counts once. */
    @Test
    void aTypeIsLearnedFromOwnDevices() {
        String type = type();
        for (int i = 0; i < 2; i++) {
            takeIn(of(type, i, "华为", "nova 9"));
        }
        takeIn(Map.of("serial", imei(type, 1), "brand", "HUAWEI", "model", "nova 9", "twice-anyway", imei(type, 1)));
        assertThat(hint(Map.of("serial", imei(type, 9)))).doesNotContain("of this type");

        takeIn(of(type, 2, "HUAWEI", "Nova-9"));
        assertThat(hint(Map.of("serial", imei(type, 9)))).contains("of this type", "(3 ×)", "data-brand=");
        assertThat(hint(Map.of("serial", imei(type, 9), "brand", "华为", "model", "NOVA 9")))
                .doesNotContain("Compare brand and model");
        assertThat(hint(Map.of("serial", imei(type, 9), "brand", "HONOR", "model", "50")))
                .contains("was noted here 3 ×", "Compare brand and model");
        // It refuses nothing, and counts what it was told.
        takeIn(of(type, 9, "HONOR", "50"));
        assertThat(hint(Map.of("serial", imei(type, 8), "brand", "HONOR", "model", "50")))
                .as("three of four is not nearly always")
                .doesNotContain("Compare brand and model");
        assertThat(newShop()
                        .browser(Role.CLERK)
                        .in("en")
                        .post("/intake/serial", Map.of("serial", imei(type, 9)))
                        .body())
                .as("another company's")
                .doesNotContain("of this type");
    }

    @Test
    void whatIsLearnedLeadsToNoDevice() {
        String type = type();
        takeIn(of(type, 1, "HUAWEI", "nova 9"));

        List<String> columns =
                jdbc().sql("""
                        SELECT column_name FROM information_schema.columns WHERE table_schema = 'custody' AND table_name = 'type_noted'""").query((row, _) -> row.getString(1)).list();
        assertThat(columns).containsExactlyInAnyOrder("site_id", "type", "name_key", "brand", "model", "devices");
        assertThat(jdbc().sql("SELECT d::text FROM custody.device d WHERE site_id = ?")
                        .param(shop.site())
                        .query((row, _) -> row.getString(1))
                        .list())
                .noneMatch(row -> row.contains(type));
    }

    @Test
    void furtherNumbersAreCorrectedAndKeptOnRecord() {
        WorkOrder order = takeIn(Map.of("serial", IMEI, "more-numbers", "R58N7777777"));
        assertThat(bean(DeviceNumbers.class).moreTails(device(order).id())).containsExactly("7777");

        Map<String, String> fields = fields(Map.of("serial", IMEI, "more-numbers", SECOND));
        assertThat(clerk.post("/intake/" + order.id() + "/correct", fields).status())
                .isEqualTo(302);
        assertThat(bean(DeviceNumbers.class).moreTails(device(order).id())).containsExactly("3809");
        assertThat(jdbc().sql("SELECT cardinality(number_digests) FROM custody.device_correction WHERE device_id = ?")
                        .param(device(order).id())
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
        assertThat(hint(Map.of("serial", "R58N7777777"))).doesNotContain("was here before");
        assertThat(clerk.get("/intake/" + order.id() + "/correct").body()).doesNotContain(SECOND, IMEI);
    }

    private Map<String, String> of(String type, int number, String brand, String model) {
        return Map.of("serial", imei(type, number), "brand", brand, "model", model);
    }

    /** One that no other test has. */
    private static String type() {
        return "86" + String.format("%06d", new Random().nextInt(1_000_000));
    }

    private static String imei(String type, int number) {
        String core = type + String.format("%06d", number);
        int sum = 0;
        for (int i = 0; i < core.length(); i++) {
            int digit = (core.charAt(i) - '0') * (i % 2 == 1 ? 2 : 1);
            sum += digit / 10 + digit % 10;
        }
        assertThat(type).hasSize(TYPE_DIGITS);
        return core + (10 - sum % 10) % 10;
    }

    private String hint(Map<String, String> fields) {
        return clerk.post("/intake/serial", fields).body();
    }

    private WorkOrder takeIn(Map<String, String> changes) {
        Browser.Answer answer = post(changes);
        assertThat(answer.status()).as(answer.body()).isEqualTo(302);
        return orders.find(UUID.fromString(answer.location().substring("/intake/".length())))
                .orElseThrow();
    }

    private Browser.Answer post(Map<String, String> changes) {
        return clerk.post("/intake/new", fields(changes));
    }

    private static Map<String, String> fields(Map<String, String> changes) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", "phone",
                "brand", "HUAWEI",
                "model", "Mate 30",
                "channel", "counter",
                "presenter", "owner",
                "policy", "gb-46864-2025"));
        fields.putAll(changes);
        return fields;
    }

    private static Device device(WorkOrder order) {
        Optional<Device> found = bean(Devices.class).find(order.device());
        return found.orElseThrow();
    }
}
