package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.Plans;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;
import tools.jackson.databind.JsonNode;

/** A plant registers its devices by its own ids: each once, whatever comes twice, and none that is wrong. */
final class PlantRegistrationTest extends PlatformTest {
    private final Shop shop = newShop();
    private final String key = PlantKeys.of(shop);
    private final Plant plant = new Plant(nobody(), key);

    @Test
    void whatIsRightIsTakenInAndWhatIsWrongIsTold() {
        JsonNode answer = post(
                "mixed",
                List.of(
                        Plant.drive("A-1", "WD-1"),
                        Plant.drive("A-2", "wd-1"),
                        Plant.drive("A-1", "WD-3"),
                        Plant.drive("A/4", "WD-4"),
                        Plant.drive("13912345678", "WD-5"),
                        Plant.drive("A-6", "WD-6").replace("bare_drive", "toaster"),
                        Plant.drive("A-7", "WD-7").replace("\"make\"", "\"maker\""),
                        Plant.drive("A-8", "WD-8").replace("}", ",\"condition\":\"of Ms Li, 13912345678\"}"),
                        "\"A-9\""));
        assertThat(answer.get("registered").asInt()).isEqualTo(1);
        assertThat(answer.toString()).doesNotContain("13912345678", "maker");
        assertThat(answer.at("/results/4/index").asInt()).isEqualTo(4);
        assertThat(answer.get("results")
                        .valueStream()
                        .map(one -> one.path("code").asString("")))
                .containsExactly(
                        "",
                        "SERIAL_TWICE",
                        "EXTERNAL_ID_TWICE",
                        "EXTERNAL_ID",
                        "EXTERNAL_ID_PERSONAL",
                        "CHOICE",
                        "ITEM_SHAPE",
                        "PERSONAL",
                        "ITEM_SHAPE");
        assertThat(answer.at("/results/6/detail").asString())
                .isEqualTo(
                        "expected no other members than externalId, kind, make, model, serial, isSerialChecked, isAnotherDevice,"
                                + " condition, weightGrams, mediaCount, mediaSerials");
        String light = Plant.drive("A-10", "WD-10").replace("}", ",\"weightGrams\":0}");
        assertThat(post("mixed", List.of(light)).at("/results/0/detail").asString())
                .isEqualTo("weightGrams: expected an integer from 1 to 200000");
        String half = Plant.request("mixed", List.of(light.replace(":0}", ":0.5}")));
        Browser.Answer fraction = plant.post("/api/v1/assets", half);
        assertThat(fraction.status()).isEqualTo(400);
        assertThat(fraction.body()).contains("BODY_FORMAT", "at byte " + (half.indexOf("0.5") + 1));
        JsonNode one = plant.json("/api/v1/assets/A-1");
        assertThat(one.get("state").asString()).isEqualTo("taken_in");
        assertThat(one.has("verdict")).isFalse();
        assertThat(one.at("/gate/isOpen").asBoolean()).isFalse();
        assertThat(one.get("serialTail").asString()).isEqualTo("WD-1");
        assertThat(plant.get("/api/v1/assets/A-2").status()).isEqualTo(404);
        // The same again is the same device; something else under its id is refused.
        assertThat(post("mixed", List.of(Plant.drive("A-1", "WD-1")))
                        .get("known")
                        .asInt())
                .isEqualTo(1);
        assertThat(post("mixed", List.of(Plant.drive("A-1", "WD-9")))
                        .at("/results/0/code")
                        .asString())
                .isEqualTo("EXTERNAL_ID_USED");
        assertThat(plant.post(
                                "/api/v1/assets",
                                Plant.request("mixed", List.of(Plant.drive("A-1", "WD-1")))
                                        .replace("nist-clear", "gb-46864-2025"))
                        .body())
                .contains("EXTERNAL_ID_USED");
        assertThat(count()).isEqualTo(1);
    }

    /** Whoever is responsible agrees once for all of a list, and is told of one rule set. */
    @Test
    void aListHasOneRuleSetWhateverItsBatchBrings() {
        UUID first = list(post("two rules", List.of(Plant.drive("T-1", "WD-T1"))));
        UUID other = list(Plant.read(plant.post(
                "/api/v1/assets",
                Plant.request("two rules", List.of(Plant.drive("T-2", "WD-T2"))).replace("nist-clear", "nist-purge"))));
        assertThat(other).isNotEqualTo(first);
        assertThat(list(post("two rules", List.of(Plant.drive("T-3", "WD-T3")))))
                .as("the list of its rule set goes on")
                .isEqualTo(first);
        assertThat(jdbc().sql("""
                                SELECT count(DISTINCT o.policy) FROM intake.work_order o
                                WHERE o.batch_id IN (?, ?) GROUP BY o.batch_id""")
                        .params(first, other)
                        .query((row, _) -> row.getInt(1))
                        .list())
                .containsExactly(1, 1);
    }

    /** A phone can't meet it, so nobody is to agree to it. */
    @Test
    void whatADriveMeetsByItselfTakesNoPhones() {
        String phone = Plant.drive("N-1", "SN-N1").replace("bare_drive", "phone");
        String request = Plant.request("native", List.of(phone, Plant.drive("N-2", "SN-N2")))
                .replace("nist-clear", "nist-purge");
        JsonNode answer = Plant.read(plant.post("/api/v1/assets", request));
        assertThat(answer.get("results")
                        .valueStream()
                        .map(one -> one.path("code").asString("")))
                .containsExactly("POLICY_KIND", "");
    }

    /** In whatever spelling; and what is a person's is taken for none. */
    @Test
    void oneNumberIsOneHoweverItIsWritten() {
        String phone = Plant.drive("P-1", "490154203237518").replace("bare_drive", "phone");
        JsonNode answer = post(
                "spelled",
                List.of(
                        phone,
                        phone.replace("P-1", "P-2").replace("490154203237518", "IMEI: 49 015420 323751 8"),
                        phone.replace("P-1", "P-3").replace("490154203237518", "13912345678")));
        assertThat(answer.get("results")
                        .valueStream()
                        .map(one -> one.path("code").asString("")))
                .containsExactly("", "SERIAL_TWICE", "PERSONAL");
    }

    /** It may be the one that is here, however its number is written; whose it is no program is told. */
    @Test
    void aNumberOfADeviceThatIsHereIsRefusedUntilItIsSaidToBeAnother() {
        String phone = Plant.drive("H-1", "356938035643809").replace("bare_drive", "phone");
        String same = phone.replace("H-1", "H-2").replace("356938035643809", "IMEI: 35 693803 564380 9");
        assertThat(post("here", List.of(phone)).get("registered").asInt()).isEqualTo(1);

        JsonNode answer = post("here", List.of(same, Plant.drive("H-3", "WD-H3")));
        assertThat(answer.at("/results/0/code").asString()).isEqualTo("SERIAL_HERE");
        assertThat(answer.at("/results/0").has("order")).isFalse();
        assertThat(answer.at("/results/1/status").asString()).isEqualTo("registered");
        assertThat(post("here", List.of(phone)).get("known").asInt()).isEqualTo(1);
        assertThat(post("here", List.of(same.replace("}", ",\"isAnotherDevice\":true}")))
                        .get("registered")
                        .asInt())
                .isEqualTo(1);
        // Another company's device is no business of this one's programs.
        Plant stranger = new Plant(nobody(), PlantKeys.of(newShop()));
        assertThat(stranger.post("/api/v1/assets", Plant.request("here", List.of(phone)))
                        .body())
                .contains("\"registered\":1");
    }

    /** Of two that bring one number at once the second is told of the first. */
    @Test
    void oneNumberTwiceAtOnceIsTakenInOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String serial = "R58ONCE" + round;
            List<Callable<String>> two = List.of(
                    () -> plant.post(
                                    "/api/v1/assets",
                                    Plant.request("once", List.of(Plant.drive("O-" + serial, serial))))
                            .body(),
                    () -> plant.post(
                                    "/api/v1/assets",
                                    Plant.request("once", List.of(Plant.drive("Q-" + serial, serial))))
                            .body());
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                List<String> answers = new ArrayList<>();
                for (Future<String> one : both.invokeAll(two)) {
                    answers.add(one.get());
                }
                assertThat(answers.stream().filter(one -> one.contains("\"registered\":1")))
                        .as("%s", answers)
                        .hasSize(1);
                assertThat(answers.stream().filter(one -> one.contains("SERIAL_HERE")))
                        .hasSize(1);
            }
        }
    }

    /** Nobody can be asked: it stays the IMEI that it was before, and no number that is beyond doubt. */
    @Test
    void fifteenDigitsThatCheckThemselvesAreAnImei() {
        String phone = Plant.drive("I-1", "200000000000008").replace("bare_drive", "phone");
        String checked =
                phone.replace("I-1", "I-2").replace("200000000000008\"", "200000000000016\",\"isSerialChecked\":true");
        assertThat(post("bodies", List.of(phone, checked)).get("registered").asInt())
                .isEqualTo(2);
        assertThat(jdbc().sql("""
                                SELECT d.number_form || ' ' || d.is_number_doubtful FROM exchange.asset a
                                JOIN custody.device d ON d.id = a.device_id WHERE a.organisation_id = ? AND a.external_id LIKE 'I-%'""")
                        .param(shop.organisation())
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsExactly("mobile true", "mobile true");
    }

    /** A statement that names a further number of a phone, or one that was corrected, may change what is true of it: the plant is told. */
    @Test
    void aStatementAboutAnyOfItsNumbersTouchesIt() throws Exception {
        String serial = "T" + UUID.randomUUID().toString().substring(0, 12);
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        assertThat(station.call(
                                "POST",
                                "/erasures",
                                Json.object()
                                        .put(
                                                "receipt",
                                                station.receipt(SigningStation.Said.good(serial, "")
                                                        .with(Verdict.FAILED)))
                                        .build())
                        .status())
                .isEqualTo(200);
        post("touched", List.of(Plant.drive("N-1", "M-1").replace("bare_drive", "phone")));
        assertThat(isTouchedBy(serial)).isFalse();

        jdbc().sql("""
                        INSERT INTO custody.device_number (device_id, serial_digest, serial_tail, number_form, is_number_doubtful)
                        SELECT a.device_id, ?, 'x', 'serial', false FROM exchange.asset a WHERE external_id = 'N-1' AND organisation_id = ?""")
                .params(bean(SerialDigest.class).of(serial), shop.organisation())
                .update();
        assertThat(isTouchedBy(serial)).isTrue();
        jdbc().sql("""
                        UPDATE custody.device_number SET serial_digest = ? WHERE serial_digest = ?""")
                .params(
                        bean(SerialDigest.class).of("M-2"),
                        bean(SerialDigest.class).of(serial))
                .update();
        assertThat(isTouchedBy(serial)).isFalse();
        jdbc().sql("""
                        INSERT INTO custody.device_correction (device_id, at, account_id, changed, kind, brand, model, media_digests, media_tails, number_digests)
                        SELECT a.device_id, now(), ?, '{serial}', 'phone', 'a', 'b', '{}', '{}', ARRAY[?::bytea]
                        FROM exchange.asset a WHERE external_id = 'N-1' AND organisation_id = ?""")
                .params(shop.account(Role.CLERK), bean(SerialDigest.class).of(serial), shop.organisation())
                .update();
        assertThat(isTouchedBy(serial)).isTrue();
    }

    private boolean isTouchedBy(String serial) {
        return Boolean.TRUE.equals(new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(now -> {
            now.setRollbackOnly();
            assertThat(jdbc().sql("UPDATE ledger.statement SET log_problem = log_problem WHERE serial_digest = ?")
                            .param(bean(SerialDigest.class).of(serial))
                            .update())
                    .isEqualTo(1);
            return jdbc().sql("""
                            SELECT EXISTS (SELECT 1 FROM exchange.touched t JOIN exchange.asset a ON a.id = t.asset_id
                              WHERE a.external_id = 'N-1' AND a.organisation_id = ? AND t.xmin::text = pg_current_xact_id()::text)""")
                    .param(shop.organisation())
                    .query((row, _) -> row.getBoolean(1))
                    .single();
        }));
    }

    @Test
    void aRequestThatIsWrongItselfTakesNothingIn() {
        String good = Plant.request("b", Plant.phones("w", 0, 1));
        for (List<String> wrong : List.of(
                List.of(good.replace("\"no\"", "\"unknown\""), "STATE_SECRETS"),
                List.of(good.replace("\"no\"", "\"yes\""), "STATE_SECRETS"),
                List.of(good.replace("nist-clear", "no-such"), "POLICY"),
                List.of(good.replace("nist-clear", "nist-purge"), "POLICY_KIND"),
                List.of(good.replace("\"batch\":\"b\"", "\"batch\":\"\""), "BATCH"),
                List.of(good.replace("\"batch\"", "\"site\":\"" + shop.otherSite() + "\",\"batch\""), "SITE"),
                List.of(good.replace("\"batch\"", "\"lot\":1,\"batch\""), "BODY_SHAPE"),
                List.of(Plant.request("b", List.of()), "ASSETS_COUNT"),
                List.of(Plant.request("b", Plant.phones("w", 0, 1001)), "ASSETS_COUNT"),
                List.of("[]", "BODY_FORMAT"))) {
            Browser.Answer answer = plant.post("/api/v1/assets", wrong.getFirst());
            assertThat(answer.status()).as(wrong.getLast()).isBetween(400, 422);
            assertThat(answer.body()).contains(wrong.getLast());
        }
        assertThat(plant.post("/api/v1/assets", "x".repeat(Registration.BYTES_MAX + 1))
                        .status())
                .isEqualTo(413);
        assertThat(count()).isZero();
    }

    @Test
    void aRequestThatComesAgainIsAnsweredTheSame() {
        String body = Plant.request("again", Plant.phones("i", 0, 3));
        Browser.Answer first = plant.post("/api/v1/assets", body, "Idempotency-Key", "one");
        assertThat(plant.post("/api/v1/assets", body, "Idempotency-Key", "one").body())
                .isEqualTo(first.body())
                .contains("\"registered\":3");
        assertThat(plant.post("/api/v1/assets", body.replace("X50", "X60"), "Idempotency-Key", "one")
                        .body())
                .contains("IDEMPOTENCY_KEY_USED");
        assertThat(plant.post("/api/v1/assets", body, "Idempotency-Key", "two").body())
                .contains("\"known\":3");
        assertThat(plant.post("/api/v1/assets", body, "Idempotency-Key", "a b").body())
                .contains("IDEMPOTENCY_KEY");
    }

    @Test
    void twoAtOnceMakeEachOnce() throws Exception {
        String body = Plant.request("race", Plant.phones("r", 0, 20));
        Callable<JsonNode> call = () -> Plant.read(new Plant(nobody(), key).post("/api/v1/assets", body));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<JsonNode>> answers = threads.invokeAll(List.of(call, call, call, call));
            int registered = 0;
            for (Future<JsonNode> answer : answers) {
                registered += answer.get().get("registered").asInt();
            }
            assertThat(registered).isEqualTo(20);
        }
        assertThat(count()).isEqualTo(20);
    }

    @Test
    void aBatchGoesOnInItsListUntilAnOfferWasMade() {
        UUID first = list(post("line 3", Plant.phones("l", 0, 2)));
        assertThat(list(post("line 3", Plant.phones("l", 2, 4)))).isEqualTo(first);
        assertThat(list(post("line 4", Plant.phones("l", 4, 5)))).isNotEqualTo(first);
        InstitutionList.of(shop, first).offered("0");
        UUID second = list(post("line 3", Plant.phones("l", 5, 6)));
        assertThat(second).isNotEqualTo(first);
        assertThat(list(post("line 3", Plant.phones("l", 6, 7)))).isEqualTo(second);
        assertThat(plant.json("/api/v1/assets?batch=line%203").get("assets")).hasSize(6);
    }

    /** People at the counter read what stands on the device: the plant's id. */
    @Test
    void aDeviceIsFoundByThePlantsOwnId() {
        post("line 7", Plant.phones("Shelf-9-", 0, 12));
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/stock?q=shelf-9-3").body())
                .contains("Own number Shelf-9-3")
                .doesNotContain("Shelf-9-4");
        assertThat(clerk.get("/stock?q=SHELF-9-1").body())
                .as("by its beginning, in capitals or not")
                .contains("Shelf-9-1<", "Shelf-9-10", "Shelf-9-11")
                .doesNotContain("Shelf-9-2");
        assertThat(clerk.get("/intake?q=Shelf-9-3").body())
                .contains("Shelf-9-3")
                .doesNotContain("Shelf-9-4");
        assertThat(newShop().browser(Role.CLERK).get("/stock?q=Shelf-9-3").body())
                .doesNotContain("Shelf-9-3<");
    }

    /** What the belt adds after the clerk has looked was not offered for. */
    @Test
    void anOfferIsForTheDevicesThatWereShown() {
        InstitutionList list = InstitutionList.of(shop, list(post("line 5", Plant.phones("o", 0, 1))));
        String seen = InstitutionList.hidden(list.clerk().get(list.page()).body(), "offer", "list");
        post("line 5", Plant.phones("o", 1, 2));
        assertThat(list.clerk()
                        .post(list.page() + "/offer", Map.of("amount", "5", "list", seen))
                        .status())
                .isNotEqualTo(302);
        assertThat(list.states()).containsExactly(OrderState.TAKEN_IN, OrderState.TAKEN_IN);
        list.offered("5");
        assertThat(list.states()).containsExactly(OrderState.OFFERED, OrderState.OFFERED);
    }

    @Test
    void whoAnswersForItHasToBeThere() {
        UUID responsible = PlantKeys.row(key).responsible().orElseThrow();
        jdbc().sql("DELETE FROM identity.account_role WHERE account_id = ?")
                .param(responsible)
                .update();
        Browser.Answer answer = plant.post("/api/v1/assets", Plant.request("b", Plant.phones("g", 0, 1)));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("RESPONSIBLE_GONE");
        assertThat(count()).isZero();
    }

    /** In five requests; and read again page by page, by the keys of an index. */
    @Test
    void fiveThousandAreRegisteredAndListed() {
        for (int i = 0; i < 5; i++) {
            assertThat(post("bulk", Plant.phones("p", i * 1000, i * 1000 + 1000))
                            .get("registered")
                            .asInt())
                    .isEqualTo(1000);
        }
        Set<String> seen = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            JsonNode page = plant.json(
                    "/api/v1/assets?batch=bulk&limit=200" + (next.get().isEmpty() ? "" : "&after=" + next.get()));
            page.get("assets").forEach(one -> seen.add(one.get("externalId").asString()));
            sizes.add(page.get("assets").size());
            next = Optional.ofNullable(page.get("next")).map(JsonNode::asString);
        }
        assertThat(seen).hasSize(5000);
        assertThat(sizes).hasSize(25).containsOnly(200);
        for (Assets.Asked asked : List.of(
                new Assets.Asked(Optional.empty(), Optional.empty(), Optional.empty(), 200),
                new Assets.Asked(Optional.of("bulk"), Optional.empty(), Optional.empty(), 200),
                new Assets.Asked(Optional.of("bulk"), Optional.of("taken_in"), Optional.empty(), 200))) {
            Assets.Query query = Assets.query(PlantKeys.row(key), asked, 4000);
            assertThat(Plans.byIndexes(bean(PlatformTransactionManager.class), jdbc(), query.sql(), query.parameters()))
                    .contains("Index")
                    .doesNotContain("Seq Scan")
                    .doesNotContain("Sort");
        }
    }

    @Test
    void aListTakesNoCursorOfItsOwnMaking() {
        for (String path : List.of(
                "after=-",
                "after=zzzzzzzzzzzzzzzzzzzz",
                "after=1",
                "after=zz.1",
                "after=1.",
                "after=.1",
                "batch=%00",
                "state=taken_in",
                "batch=b&state=sold")) {
            assertThat(plant.get("/api/v1/assets?" + path).status()).as(path).isEqualTo(422);
        }
    }

    private JsonNode post(String batch, List<String> items) {
        Browser.Answer answer = plant.post("/api/v1/assets", Plant.request(batch, items));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Plant.read(answer);
    }

    private static UUID list(JsonNode answer) {
        return UUID.fromString(answer.at("/results/0/list").asString());
    }

    private int count() {
        return jdbc().sql("SELECT count(*) FROM exchange.asset WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getInt(1))
                .single();
    }
}
