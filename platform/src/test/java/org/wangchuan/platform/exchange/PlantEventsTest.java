package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.Processor;
import org.wangchuan.platform.custody.Processors;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;
import tools.jackson.databind.JsonNode;

/** What becomes of a plant's device, by statements that are really signed: told when it is good, and told when that is taken back. */
final class PlantEventsTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Plant plant = new Plant(nobody(), PlantKeys.of(shop));

    @Test
    void aVerdictThatIsTakenBackIsTold() throws Exception {
        String serial = "T" + UUID.randomUUID().toString().substring(0, 12);
        BenchOrder drive = agreed("E-1", serial);
        UUID late = drive.givenUp();
        drive.erases(serial, Verdict.CLEARED);
        JsonNode cleared = plant.json("/api/v1/assets/E-1");
        assertThat(cleared.get("verdict").asString()).isEqualTo("cleared");
        assertThat(cleared.get("isConforming").asBoolean()).isTrue();
        assertThat(cleared.at("/gate/isOpen").asBoolean())
                .as("its order is open")
                .isFalse();
        assertThat(cleared.at("/gate/why/0").asString()).isEqualTo("NOT_OURS");
        drive.closesOfList();
        assertThat(plant.json("/api/v1/assets/E-1").at("/gate/isOpen").asBoolean())
                .isTrue();
        List<JsonNode> opened = events(all -> change(all).equals(List.of("opened")));
        assertThat(opened.stream().map(one -> one.get("type").asString()))
                .contains("asset.registered", "asset.verdict", "asset.gate");
        String digest = cleared.at("/statements/0/digest").asString();
        assertThat(opened.getLast().at("/data/statements/0/digest").asString()).isEqualTo(digest);

        drive.answersBadly(late);
        JsonNode bad = plant.json("/api/v1/assets/E-1");
        assertThat(bad.get("verdict").asString()).isEqualTo("failed");
        assertThat(bad.at("/gate/isOpen").asBoolean()).isFalse();
        assertThat(bad.at("/gate/why")).isNotEmpty();
        List<JsonNode> all = events(some -> change(some).equals(List.of("opened", "closed")));
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get("number").asLong()).isEqualTo(i + 1L);
        }
        // An event says no verdict: by the time that it is read another one may be true.
        assertThat(all.toString()).doesNotContain("purged", "cleared", "failed", serial);
        String next = plant.json("/api/v1/events").get("next").asString();
        String epoch = next.substring(0, next.indexOf('.'));
        assertThat(plant.get("/api/v1/events?after=" + epoch + ".1000").body()).contains("CURSOR_AHEAD");
        assertThat(plant.get("/api/v1/events?after=" + UUID.randomUUID() + ".1").body())
                .contains("CURSOR_EPOCH");
        for (String none : List.of("1", "x.1", "0.-1", "0.99999999999999999999")) {
            assertThat(plant.get("/api/v1/events?after=" + none).status()).isEqualTo(422);
        }
        // What was proved of it is of its first stay.
        assertThat(plant.post("/api/v1/assets", Plant.request("b", List.of(Plant.drive("E-1", serial))))
                        .body())
                .contains("EXTERNAL_ID_OVER");
    }

    /** What the shop has lost is open to nobody, and the plant is told; what was sold on the word of before would be another one's. */
    @Test
    void whatGotLostIsNotOpen() throws Exception {
        String serial = "T" + UUID.randomUUID().toString().substring(0, 12);
        BenchOrder drive = agreed("L-1", serial);
        drive.erases(serial, Verdict.CLEARED);
        drive.closesOfList();
        var _ = events(all -> change(all).equals(List.of("opened")));
        Browser manager = confirmed(shop.account(Role.MANAGER));
        assertThat(manager.post("/intake/" + drive.order + "/loss", Map.of("reason", "stolen"))
                        .status())
                .isEqualTo(302);
        JsonNode lost = plant.json("/api/v1/assets/L-1");
        assertThat(lost.get("state").asString()).isEqualTo("missing");
        assertThat(lost.at("/gate/isOpen").asBoolean()).isFalse();
        assertThat(lost.get("verdict").asString()).isNotIn("cleared", "purged");
        var _ = events(all -> change(all).equals(List.of("opened", "closed")));
        assertThat(plant.post("/api/v1/assets", Plant.request("b", List.of(Plant.drive("L-1", serial))))
                        .body())
                .doesNotContain("EXTERNAL_ID_OVER");
    }

    /** A device in its bag is here: it is known by the id that it has, and by no other, until a processor has it. */
    @Test
    void whatLiesInItsBagHasOneIdUntilItIsGone() throws Exception {
        String serial = "T" + UUID.randomUUID().toString().substring(0, 12);
        BenchOrder drive = agreed("B-1", serial);
        drive.erases(serial, Verdict.FAILED);
        UUID clerk = shop.account(Role.CLERK);
        bean(Counter.class)
                .seal(drive.order, BagNumber.of("B-" + UUID.randomUUID()).orElseThrow(), shop.organisation(), clerk);
        assertThat(answered("B-1", serial)).isEqualTo("known");
        assertThat(answered("B-2", serial)).isEqualTo("SERIAL_HERE");

        handedOver(bean(Orders.class).find(drive.order).orElseThrow().device(), clerk);

        assertThat(answered("B-1", serial)).isEqualTo("EXTERNAL_ID_OVER");
        assertThat(answered("B-2", serial)).isEqualTo("registered");
    }

    /** Why it was refused, or what became of it. */
    private String answered(String id, String serial) {
        JsonNode one = Plant.read(plant.post("/api/v1/assets", Plant.request("b", List.of(Plant.drive(id, serial)))))
                .at("/results/0");
        return one.path("code").asString(one.get("status").asString());
    }

    private void handedOver(UUID device, UUID clerk) throws Exception {
        LocalDate today = LocalDate.of(2026, 11, 30);
        Processor processor = bean(Processors.class)
                .add(
                        shop.organisation(),
                        "Works Ltd",
                        "L-" + UUID.randomUUID(),
                        Set.of(DeviceKind.BARE_DRIVE),
                        today.plusYears(1),
                        clerk);
        HandOvers handOvers = bean(HandOvers.class);
        UUID id = handOvers
                .make(shop.site(), processor, List.of(device), today, clerk)
                .id();
        handOvers.give(id, clerk, "clerk");
        handOvers.countTry(id);
        handOvers.take(id, "Works Ltd", today, shop.organisation());
    }

    @Test
    void theSignedFileIsThere() throws Exception {
        String serial = "T" + UUID.randomUUID().toString().substring(0, 12);
        BenchOrder drive = agreed("F-1", serial);
        drive.erases(serial, Verdict.CLEARED);
        JsonNode one = plant.json("/api/v1/assets/F-1").at("/statements/0");
        Browser.Answer receipt = plant.get(one.get("receipt").asString());
        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.body()).contains("\"");
        String other = one.get("receipt")
                .asString()
                .replace(one.get("id").asString(), UUID.randomUUID().toString());
        assertThat(plant.get(other).body()).contains("STATEMENT_NOT_FOUND");
        assertThat(new Plant(nobody(), PlantKeys.of(newShop()))
                        .get(one.get("receipt").asString())
                        .body())
                .contains("ASSET_NOT_FOUND");
    }

    /** Nothing is read from where an event left it: the answer is true although nobody has told anything yet. */
    @Test
    void nobodyWaitsForAnEventToKnow() throws Exception {
        String serial = "T" + UUID.randomUUID().toString().substring(0, 12);
        BenchOrder drive = agreed("G-1", serial);
        drive.erases(serial, Verdict.CLEARED);
        jdbc().sql(
                        "UPDATE exchange.told SET said = 'purged|true', is_open = true WHERE asset_id = (SELECT id FROM exchange.asset WHERE external_id = 'G-1' AND organisation_id = ?)")
                .param(shop.organisation())
                .update();
        JsonNode now = plant.json("/api/v1/assets/G-1");
        assertThat(now.get("verdict").asString()).isEqualTo("cleared");
        assertThat(now.at("/gate/isOpen").asBoolean()).isFalse();
    }

    /** What is true can change where nothing is touched, if somebody forgets a trigger: it is looked for, and found. */
    @Test
    void whatNothingAnnouncedIsFound() {
        assertThat(plant.post("/api/v1/assets", Plant.request("b", Plant.phones("s", 0, 1)))
                        .status())
                .isEqualTo(200);
        events(all -> all.size() == 1);
        Assets.Asset asset =
                bean(Assets.class).row(PlantKeys.row(PlantKeys.of(shop)), "s0").orElseThrow();
        assertThat(bean(Changes.class).look(List.of(asset))).isZero();
        jdbc().sql("UPDATE exchange.told SET is_open = true WHERE asset_id = ?")
                .param(asset.id())
                .update();
        List<JsonNode> all = eventsAfterLook(asset);
        assertThat(change(all)).containsExactly("closed");
    }

    /** Of one device nothing can be worked out: what there is to tell of others is told. */
    @Test
    void oneThatCannotBeReadKeepsNoOtherBack() {
        assertThat(plant.post("/api/v1/assets", Plant.request("b", Plant.phones("q", 0, 1)))
                        .status())
                .isEqualTo(200);
        UUID bad = bean(Assets.class)
                .row(PlantKeys.row(PlantKeys.of(shop)), "q0")
                .orElseThrow()
                .device();
        jdbc().sql("UPDATE custody.device SET kind = 'nonsense' WHERE id = ?")
                .param(bad)
                .update();
        try {
            assertThat(plant.post("/api/v1/assets", Plant.request("c", Plant.phones("q", 1, 2)))
                            .status())
                    .isEqualTo(200);
            var _ = events(all -> all.toString().contains("\"q1\""));
        } finally {
            jdbc().sql("UPDATE custody.device SET kind = 'phone' WHERE id = ?")
                    .param(bad)
                    .update();
        }
        var _ = events(all -> all.toString().contains("\"q0\""));
    }

    private List<JsonNode> eventsAfterLook(Assets.Asset asset) {
        return events(all -> {
            var _ = bean(Changes.class).look(List.of(asset));
            return change(all).equals(List.of("closed"));
        });
    }

    private BenchOrder agreed(String id, String serial) throws Exception {
        JsonNode answer =
                Plant.read(plant.post("/api/v1/assets", Plant.request("b", List.of(Plant.drive(id, serial)))));
        InstitutionList list = InstitutionList.of(
                        shop, UUID.fromString(answer.at("/results/0/list").asString()))
                .offered("0");
        list.agreed(list.joined());
        return BenchOrder.of(shop, list.order(0), serial);
    }

    private static List<String> change(List<JsonNode> events) {
        return events.stream()
                .map(one -> one.at("/data/change").asString(""))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** All there are, as soon as they are so. */
    private List<JsonNode> events(Predicate<List<JsonNode>> are) {
        long end = System.nanoTime() + 60_000_000_000L;
        List<JsonNode> all = List.of();
        while (System.nanoTime() < end) {
            all = new ArrayList<>(plant.json("/api/v1/events?limit=500")
                    .get("events")
                    .valueStream()
                    .toList());
            if (are.test(all)) {
                return all;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("not told: " + all);
    }
}
