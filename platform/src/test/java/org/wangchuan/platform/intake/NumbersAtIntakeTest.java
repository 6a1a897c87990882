package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.UriUtils;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.NumberTypes;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.list.Batches;
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
    private final UUID account = shop.account(Role.CLERK);
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
        "200000000000008, IMEI_BODY, nobody is known",
    })
    void aDoubtfulNumberIsAskedAboutByItsCodeAndKeptOnlyKnowingly(String typed, String code, String words) {
        assertThat(hint(Map.of("serial", typed)))
                .contains("data-code=\"" + code + "\"", words)
                .as("nobody has gone on yet")
                .doesNotContain("below", "Nothing was saved", "Say whether");
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
        assertThat(clerk.post("/intake/find", Map.of("q", SECOND)).location()).isEqualTo("/intake/" + first.id());
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
        assertThat(hint(Map.of("serial", imei(type, 9)))).doesNotContain("type allocation (TAC)");

        takeIn(of(type, 2, "HUAWEI", "Nova-9"));
        assertThat(hint(Map.of("serial", imei(type, 9)))).contains("type allocation (TAC)", "(3 ×)", "data-brand=");
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
                .doesNotContain("type allocation (TAC)");
    }

    /** By brand and model a type in clear would lead to its device, and with its last figures three would be left to guess. */
    @Test
    void whatIsLearnedLeadsToNoDevice() {
        String type = type();
        WorkOrder order = takeIn(of(type, 1, "HUAWEI", "only one " + type.substring(2)));

        List<String> joined = jdbc().sql("""
                        SELECT t::text || ' ' || d::text FROM custody.device d JOIN custody.type_noted t
                          ON t.site_id = d.site_id AND t.brand = d.brand AND t.model = d.model WHERE d.id = ?""")
                .param(order.device())
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(joined).hasSize(1).noneMatch(row -> row.contains(type));
    }

    /** Two lists of the same models in another order: neither waits for the other, however long it takes. */
    @Test
    void whoLearnsATypeKeepsNobodyWaiting() {
        String type = type();
        takeIn(of(type, 1, "HUAWEI", "Mate 30")); // whoever has a name first is waited for
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(now -> {
            assertThat(takenOrAsked(imei(type, 2))).isPresent();
            assertThat(CompletableFuture.supplyAsync(() -> takenOrAsked(imei(type, 3)))
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join())
                    .isPresent();
            now.setRollbackOnly();
        });
    }

    /** A model is copied down a column as easily as it is typed once. */
    @Test
    void aListTeachesNothing() throws Exception {
        String type = type();
        List<DeviceList.Row> rows = new ArrayList<>();
        for (int i = 0; i < NumberTypes.LEAST; i++) {
            rows.add(new DeviceList.Row(
                    new IntakeForm(fields(Map.of("serial", imei(type, i), "secrets", "no"))), Optional.empty()));
        }
        bean(Batches.class).takeIn("a school", rows, shop.site(), shop.account(Role.CLERK));
        assertThat(hint(Map.of("serial", imei(type, 9)))).doesNotContain("type allocation (TAC)");
    }

    /** Two counters, one phone, and each has asked whether it is here: under whatever spelling the second is told of the first. */
    @ParameterizedTest
    @ValueSource(strings = {IMEI, "IMEI 1: 49 015420 323751 8", "MEID: 99000012345678"})
    void ofTwoWhoTakeOneInAtOnceTheSecondIsAsked(String typed) {
        String first = typed.startsWith("MEID") ? "990000123456784" : IMEI;
        AtomicReference<CompletableFuture<Optional<WorkOrder>>> second = new AtomicReference<>();
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            assertThat(takenOrAsked(first)).isPresent();
            second.set(CompletableFuture.supplyAsync(() -> takenOrAsked(typed)).orTimeout(20, TimeUnit.SECONDS));
            while (!second.get().isDone() && !isSomebodyWaiting()) {
                Thread.onSpinWait();
            }
        });
        assertThat(second.get().join()).isEmpty();
        assertThat(takenOrAsked("R58N" + type())).as("another").isPresent();
    }

    private static boolean isSomebodyWaiting() {
        return jdbc().sql("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private Optional<WorkOrder> takenOrAsked(String serial) {
        try {
            return bean(Counter.class)
                    .takeInOrAsk(
                            new IntakeForm(fields(Map.of("serial", serial))),
                            shop.site(),
                            account,
                            List.of(shop.site()));
        } catch (OrderException | GateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As many phones bear it, whoever takes in the second is asked about the number alone. */
    @Test
    void aNumberThatManyBearAsksNobodyForItsTwin() {
        String many = "000000000000000";
        takeIn(Map.of("serial", many, "imei-anyway", many));
        takeIn(Map.of("serial", many, "imei-anyway", many));
        takeIn(Map.of("serial", many, "imei-anyway", many, "more-numbers", SECOND));
        assertThat(hint(Map.of("serial", many))).as("it is said all the same").contains("was here before (3 ×)");
        assertThat(post(Map.of("serial", SECOND)).status())
                .as("by its own number it is one")
                .isEqualTo(422);
    }

    /** In no history and no log of whatever lies between: it is sent in a form's body, and what is found stands under another address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                IMEI,
                "49 015420 323751 8",
                "4901 5420 3237 518",
                "R58N1234567",
                "S/N: R58N1234567",
                "7XK2L93",
                "A0000000002329",
                "AB12-CD34-EF56"
            })
    void aWholeNumberIsFoundByAndStandsInNoAddress(String typed) {
        WorkOrder order = takeIn(Map.of("serial", typed, "imei-anyway", typed, "twice-anyway", typed));
        assertThat(clerk.post("/intake/find", Map.of("q", typed)).location()).isEqualTo("/intake/" + order.id());
        assertThat(clerk.post("/stock/find", Map.of("q", typed)).body())
                .contains(device(order).code());
        assertThat(shop.browser(Role.DATA_PROTECTION_OFFICER)
                        .post("/rights/orders", Map.of("q", typed))
                        .location())
                .isEqualTo("/rights/orders/" + order.id());
        String address = "?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8);
        for (String list : List.of("/intake", "/stock", "/rights/orders")) {
            assertThat(shop.browser(Role.CLERK, Role.DATA_PROTECTION_OFFICER)
                            .get(list + address)
                            .body())
                    .as("nobody gets used to it")
                    .doesNotContain(order.code(), device(order).code());
        }

        WorkOrder again = takeIn(Map.of("serial", typed, "imei-anyway", typed, "twice-anyway", typed));
        Browser.Answer both = clerk.post("/intake/find", Map.of("q", typed));
        assertThat(both.status()).isEqualTo(200);
        assertThat(both.body()).contains(order.code(), again.code()).doesNotContain("?q=");
        assertThat(clerk.get("/intake/find").location()).isEqualTo("/intake");
        assertThat(clerk.get("/stock/find").location()).isEqualTo("/stock");
    }

    /** What is found by its address goes there: it can be gone back to, and sent to somebody. */
    @ParameterizedTest
    @ValueSource(strings = {"7518", "Mate 30", "华为", "SM-G991B", "A-1", "", "a&b {c}"})
    void whatIsNoNumberIsAskedForByItsAddress(String typed) {
        String encoded = UriUtils.encode(typed, StandardCharsets.UTF_8);
        assertThat(clerk.post("/intake/find", Map.of("q", typed, "state", "offered"))
                        .location())
                .isEqualTo("/intake?q=" + encoded + "&state=offered");
        assertThat(clerk.post("/stock/find", Map.of("q", typed)).location())
                .isEqualTo("/stock?q=" + encoded + "&state=");
    }

    @Test
    void aCodeLeadsToItsOrderFromEitherForm() {
        WorkOrder order = takeIn(Map.of("serial", IMEI));
        assertThat(clerk.post("/intake/find", Map.of("q", order.code())).location())
                .isEqualTo("/intake?q=" + order.code() + "&state=");
        assertThat(clerk.post("/intake/find", Map.of("q", order.code().replace("-", "")))
                        .location())
                .matches("/intake(/" + order.id() + "|[?]q=.*)");
        assertThat(clerk.post("/intake/find", Map.of("q", "9".repeat(5_000))).status())
                .isEqualTo(200);
    }

    /** What was read once is kept as it was read: its text alone is a serial number as easily. */
    @ParameterizedTest
    @CsvSource({
        "MEID: A0000000002329, mobile",
        "MEID: 268435456000009001, mobile",
        "MEID: 99000012345678, mobile",
        "IMEI1 490154203237518, mobile",
        "S/N: 490154203237518, serial",
        "R58N1234567, serial",
    })
    void theFormThatWasReadIsKept(String typed, String form) {
        WorkOrder first = takeIn(Map.of("serial", typed, "twice-anyway", typed));
        assertThat(forms(first)).containsExactly(form);

        WorkOrder other = takeIn(Map.of("serial", "X-" + type(), "more-numbers", typed), typed);
        assertThat(forms(other)).containsExactlyInAnyOrder("serial", form);

        WorkOrder corrected = takeIn(Map.of("serial", "Y-" + type()));
        assertThat(correct(corrected, Map.of("serial", typed, "twice-anyway", typed))
                        .status())
                .isEqualTo(302);
        assertThat(forms(corrected)).containsExactly(form);
        assertThat(correct(corrected, Map.of("more-numbers", "Z-" + type())).status())
                .isEqualTo(302);
        assertThat(forms(corrected)).containsExactlyInAnyOrder("serial", form);
    }

    /** What is a person's is kept nowhere, and nobody may say that it is: it would stand outside the vault. */
    @ParameterizedTest
    @ValueSource(
            strings = {"13800138000", "8613800138000", "+8613800138000", "11010519491231002X", "S/N: 11010519491231002X"
            })
    void whatIsAPersonsIsRefused(String typed) {
        Browser.Answer asked = post(Map.of("serial", typed, "imei-anyway", typed));
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body()).contains("identity or card number").doesNotContain("name=\"imei-anyway");
        assertThat(DeviceList.codes(new IntakeForm(fields(Map.of("serial", typed)))))
                .contains("OF_A_PERSON");
    }

    /** A computer's number and a drive's are asked about by nothing; a resident's is none of them all the same. */
    @Test
    void aResidentsNumberIsNoComputersNorADrives() {
        String typed = "11010519491231002X";
        for (Map<String, String> said : List.of(
                Map.of("kind", "laptop", "serial", typed),
                Map.of("kind", "bare_drive", "serial", typed),
                Map.of("kind", "laptop", "serial", "PF-1", "drive-serials", "WD-1\n" + typed))) {
            assertThat(post(said).status()).isEqualTo(422);
            assertThat(post(said).body()).contains("identity or card number");
            assertThat(DeviceList.codes(new IntakeForm(fields(said)))).contains("OF_A_PERSON");
        }
    }

    /** It has no number before it in the form. */
    @Test
    void whatIsSaidOfANumberInTheSecondFieldIsHeard() {
        assertThat(post(Map.of("more-numbers", "49015420323751")).body())
                .contains("name=\"imei-core\" value=\"49015420323751\"");
        WorkOrder order = takeIn(Map.of("more-numbers", "49015420323751", "imei-core", "49015420323751"));
        assertThat(device(order).serialTail()).contains("7518");

        assertThat(post(Map.of("more-numbers", IMEI)).body()).contains("name=\"twice-anyway\" value=\"" + IMEI + "\"");
        takeIn(Map.of("more-numbers", IMEI, "twice-anyway", IMEI));
    }

    /** A serial number of 14 digits beside an IMEI without its check digit: what is said of one is not said of the other. */
    @Test
    void whatIsSaidOfOneNumberIsNotSaidOfAnother() {
        Map<String, String> both = Map.of("serial", "12345678901234", "more-numbers", "49015420323751");
        Browser.Answer asked = post(both);
        assertThat(asked.body())
                .contains(
                        "name=\"imei-core\" value=\"12345678901234\"", "name=\"imei-core-2\" value=\"49015420323751\"");
        Map<String, String> half = new HashMap<>(both);
        half.put("imei-core-2", "49015420323751");
        assertThat(post(half).status()).as("the first is not answered").isEqualTo(422);
        assertThat(post(half).body()).contains("name=\"imei-anyway\"").doesNotContain("checkbox\" name=\"imei-core-2");

        half.put("imei-anyway", "12345678901234");
        WorkOrder order = takeIn(half);
        assertThat(forms(order)).containsExactlyInAnyOrder("serial", "mobile");
        assertThat(device(order).serialTail()).contains("1234");
        assertThat(bean(DeviceNumbers.class).moreTails(order.device())).containsExactly("7518");
    }

    /** Numbers were kept as they were typed: such a row is found by each usual spelling, and by the very same text. */
    @ParameterizedTest
    @CsvSource({
        "49 015420 323751 8, 490154203237518",
        "49-015420-323751-8, IMEI: 490154203237518",
        "IMEI: 490154203237518, 49 015420 323751 8",
        "IMEI1:490154203237518, 490154203237518",
        "4901 5420 3237 518, 4901 5420 3237 518",
        "S/N: R58N1234567, R58N1234567",
        "990000123456784, MEID: 99000012345678",
    })
    void whatWasNotedInAnotherSpellingBeforeIsFound(String noted, String typed) {
        Device before = register(DeviceNumber.plain(noted));
        assertThat(hint(Map.of("serial", typed))).contains("was here before");
        assertThat(search(typed)).contains(before.id());

        WorkOrder again = takeIn(Map.of("serial", typed));
        if (!noted.equals(typed)) {
            assertThat(bean(Devices.class).seenBeforeAs(again.device()))
                    .extracting(Device::id)
                    .contains(before.id());
            assertThat(bean(Devices.class).seenBefore(List.of(again.device()), List.of(shop.site())))
                    .contains(again.device());
            assertThat(bean(DeviceNumbers.class).moreTails(again.device())).isEmpty();
        }
        // Corrected to another number, it leads there no more.
        assertThat(correct(again, Map.of("serial", "Q-" + type())).status()).isEqualTo(302);
        assertThat(bean(Devices.class).seenBeforeAs(again.device())).isEmpty();
    }

    @Test
    void aListAndASearchKnowFurtherNumbersToo() {
        WorkOrder first = takeIn(Map.of("serial", IMEI, "more-numbers", SECOND));
        WorkOrder again = takeIn(Map.of("serial", "A-" + type(), "more-numbers", SECOND), SECOND);
        assertThat(bean(Devices.class).seenBefore(List.of(again.device()), List.of(shop.site())))
                .containsExactly(again.device());
        assertThat(search("3809")).contains(first.device(), again.device());
    }

    /** The numbers of one device are each corrected by itself: what nobody speaks of stays. */
    @Test
    void whatIsNotSpokenOfStays() {
        WorkOrder order = takeIn(Map.of("serial", "R58N7777777", "more-numbers", SECOND));
        // An IMEI beside what was noted, and the first left empty.
        assertThat(correct(order, Map.of("more-numbers", IMEI)).status()).isEqualTo(302);
        assertThat(device(order).serialTail()).contains("7777");
        assertThat(tails(order)).containsExactlyInAnyOrder("3809", "7518");
        assertThat(forms(order)).containsExactlyInAnyOrder("serial", "mobile", "mobile");
        // The first anew.
        assertThat(correct(order, Map.of("serial", "R58N8888888")).status()).isEqualTo(302);
        assertThat(device(order).serialTail()).contains("8888");
        assertThat(tails(order)).containsExactlyInAnyOrder("3809", "7518");
        // The first gone.
        assertThat(correct(order, Map.of("serial-none", "yes")).status()).isEqualTo(302);
        assertThat(device(order).serialTail()).isEmpty();
        assertThat(tails(order)).containsExactlyInAnyOrder("3809", "7518");
        // One of the others gone, by its own box, which is shown with its tail.
        String page = clerk.get("/intake/" + order.id() + "/correct").body();
        assertThat(page).contains("…3809", "…7518").doesNotContain(SECOND, IMEI);
        long id = bean(DeviceNumbers.class).more(order.device()).stream()
                .filter(one -> one.tail().equals("3809"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(page).contains("name=\"number-none-" + id + "\"");
        assertThat(correct(order, Map.of("number-none-" + id, "yes")).status()).isEqualTo(302);
        assertThat(tails(order)).containsExactly("7518");
        // Nobody takes away another device's.
        WorkOrder other = takeIn(Map.of("serial", "B-" + type(), "more-numbers", SECOND));
        long theirs = bean(DeviceNumbers.class).more(other.device()).getFirst().id();
        assertThat(correct(order, Map.of("number-none-" + theirs, "yes")).status())
                .isEqualTo(302);
        assertThat(tails(other)).containsExactly("3809");
        // No more than are kept.
        assertThat(correct(order, Map.of("more-numbers", "C-1,C-2")).status()).isEqualTo(302);
        Browser.Answer many = correct(order, Map.of("more-numbers", "C-3"));
        assertThat(many.status()).isEqualTo(422);
        assertThat(many.body()).contains("at most three further numbers");
        assertThat(tails(order)).hasSize(3);
    }

    /** While it is corrected, its own number is no other device's. */
    @Test
    void aDeviceIsNotItsOwnTwin() {
        WorkOrder order = takeIn(Map.of("serial", IMEI));
        assertThat(hint(Map.of("serial", IMEI))).contains("was here before");
        assertThat(hint(Map.of("serial", IMEI, "of-device", device(order).code())))
                .doesNotContain("was here before");
        assertThat(clerk.get("/intake/" + order.id() + "/correct").body())
                .contains("name=\"of-device\" value=\"" + device(order).code() + "\"");
    }

    @Test
    void furtherNumbersAreCorrectedAndKeptOnRecord() {
        WorkOrder order = takeIn(Map.of("serial", IMEI, "more-numbers", "R58N7777777"));
        assertThat(bean(DeviceNumbers.class).moreTails(device(order).id())).containsExactly("7777");

        long first = bean(DeviceNumbers.class).more(order.device()).getFirst().id();
        assertThat(correct(order, Map.of("more-numbers", SECOND, "number-none-" + first, "yes"))
                        .status())
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

    private Browser.Answer correct(WorkOrder order, Map<String, String> changes) {
        return clerk.post("/intake/" + order.id() + "/correct", fields(changes));
    }

    private Device register(DeviceNumber number) {
        return bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "HUAWEI",
                                "nova 9",
                                List.of(number),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        shop.account(Role.CLERK));
    }

    private List<UUID> search(String text) {
        return bean(DeviceSearch.class).ids(List.of(shop.site()), DeviceSearch.Asked.inBody(text), 20);
    }

    private static List<String> tails(WorkOrder order) {
        return bean(DeviceNumbers.class).moreTails(order.device());
    }

    /** Of all that is noted of it, as it stands in the database. */
    private static List<String> forms(WorkOrder order) {
        return jdbc().sql("""
                        SELECT number_form FROM custody.device WHERE id = :id AND number_form IS NOT NULL
                        UNION ALL SELECT number_form FROM custody.device_number WHERE device_id = :id AND spelling_of IS NULL""")
                .param("id", order.device())
                .query((row, _) -> row.getString(1))
                .list();
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

    /** The same, where another device bears this number. */
    private WorkOrder takeIn(Map<String, String> changes, String twice) {
        Map<String, String> all = new HashMap<>(changes);
        all.put("twice-anyway", all.get("serial") + " | " + twice);
        return takeIn(all);
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
