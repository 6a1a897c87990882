package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** What was noted wrongly of a device is corrected, as long as nothing was agreed to that depends on it. */
final class CorrectionTest extends PlatformTest {
    private static final WorkOrder.Offer OFFER = new WorkOrder.Offer(68_000, "CNY");

    private final Shop shop = newShop();
    private final UUID account = shop.account(Role.CLERK);
    private final Browser clerk = signedIn(account);
    private final Orders orders = bean(Orders.class);

    @Test
    void whatWasTakenInIsCorrectedAndWhatStoodThereStays() throws Exception {
        WorkOrder order =
                taken(Map.of("kind", "laptop", "serial", "PF-OLD-1111", "drives", "1", "drive-serials", "WD-A"));
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("Correct what was taken in");
        assertThat(clerk.get("/intake/" + order.id() + "/correct").body())
                .contains("Leave it empty to keep the number …1111", "value=\"ThinkPad\"")
                .doesNotContain("PF-OLD");

        assertThat(correct(order, Map.of("model", "ThinkPad T14", "serial", "PF-NEW-2222", "drives", "2"))
                        .status())
                .isEqualTo(302);

        Device now = device(order);
        assertThat(now.model()).isEqualTo("ThinkPad T14");
        assertThat(now.serialTail()).contains("2222");
        Media media = bean(DeviceMedia.class).of(now.id());
        assertThat(media.count()).contains(2);
        assertThat(media.known()).as("kept").hasSize(1);
        assertThat(bean(DeviceMedia.class).isKnown(now.id(), "WD-A")).isTrue();
        assertThat(known("PF-NEW-2222")).extracting(Device::id).containsExactly(now.id());
        assertThat(known("PF-OLD-1111")).isEmpty();
        List<DeviceCorrections.Before> before = bean(DeviceCorrections.class).of(now.id());
        assertThat(before).hasSize(1);
        assertThat(before.getFirst().account()).isEqualTo(account);
        assertThat(before.getFirst().changed()).containsExactly("model", "serial", "drives");
        assertThat(before.getFirst().was().model()).isEqualTo("ThinkPad");
        assertThat(before.getFirst().was().serialTail()).contains("1111");
        assertThat(before.getFirst().was().count()).contains(1);
        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("What was corrected", "…1111", "what was taken in was corrected");
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM custody.device_correction WHERE device_id = ?")
                        .param(now.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    /** Each with what it was and what it became: the second correction ends what the first one began. */
    @Test
    void theStoryShowsOldAndNew() throws Exception {
        WorkOrder order = taken(Map.of("serial", "R58-1234", "condition", "scratched", "weight", "1.5"));
        correct(order, Map.of("condition", "cracked", "weight", "1.4"));
        correct(order, Map.of("condition", "", "weight", "1.4", "model", "Mate 40"));

        List<DeviceCorrections.Before> all = bean(DeviceCorrections.class).of(order.device());
        assertThat(all.getFirst().changed()).containsExactly("condition", "weight");
        assertThat(all.getFirst().was().condition()).contains("scratched");
        assertThat(all.getFirst().became().condition()).contains("cracked");
        assertThat(all.getLast().was().condition()).contains("cracked");
        assertThat(all.getLast().became().condition()).contains("");
        assertThat(page(order))
                .contains("condition scratched → cracked", "weight 1.5 kg → 1.4 kg", "model ThinkPad → Mate 40")
                .contains("condition cracked → nothing");
        assertThat(clerk.get("/intake/" + order.id() + "/correct").body())
                .contains("What can not be corrected here", "The way it came");
        String slip = clerk.get("/intake/" + order.id() + "/receipt").body();
        assertThat(slip)
                .contains("href=\"/intake/" + order.id() + "\"")
                .contains(bean(Organisations.class).name(shop.organisation()) + " · ");
        assertThat(clerk.get("/intake/" + order.id() + "/label").body())
                .contains("href=\"/intake/" + order.id() + "\"");
    }

    /** As it is read: without its markup. */
    private String page(WorkOrder order) {
        return clerk.get("/intake/" + order.id())
                .body()
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    @Test
    void nothingChangedIsNoCorrection() throws Exception {
        WorkOrder order = offered(taken(Map.of("serial", "R58-1234")));

        assertThat(correct(order, Map.of("serial", "R58-1234")).status()).isEqualTo(302);

        assertThat(now(order).state()).isEqualTo(OrderState.OFFERED);
        assertThat(bean(DeviceCorrections.class).of(order.device())).isEmpty();
    }

    @Test
    void aKindIsCorrectedWithItsMedia() throws Exception {
        WorkOrder order = taken(Map.of("kind", "laptop", "serial", "S-77", "drives", "2", "drive-serials", "D-1\nD-2"));

        correct(order, Map.of("kind", "bare_drive", "drives", ""));
        assertThat(device(order).kind()).isEqualTo(DeviceKind.BARE_DRIVE);
        assertThat(bean(DeviceMedia.class).of(order.device()).count()).contains(1);
        assertThat(bean(DeviceMedia.class).isKnown(order.device(), "S-77")).isTrue();
        assertThat(bean(DeviceMedia.class).isKnown(order.device(), "D-1")).isFalse();

        correct(order, Map.of("kind", "phone", "drives", ""));
        assertThat(bean(DeviceMedia.class).of(order.device()).count()).isEmpty();
        assertThat(bean(DeviceMedia.class).of(order.device()).known()).isEmpty();
        assertThat(jdbc().sql(
                                "SELECT media_tails FROM custody.device_correction WHERE device_id = ? ORDER BY id LIMIT 1")
                        .param(order.device())
                        .query((row, _) -> List.of((String[]) row.getArray(1).getArray()))
                        .single())
                .containsExactly("D-1", "D-2");
    }

    /** What was accepted was accepted for another device: not a word of it holds for this one. */
    @Test
    void anAcceptanceOfBeforeCoversNoOtherDevice() throws Exception {
        WorkOrder order = offered(taken(Map.of("serial", "R58-1234")));
        Browser owner = nobody();
        String link = link(order);
        owner.post(link, Map.of());
        String seen = owner.get(link).body();
        assertThat(seen).contains("number ends in 1234", "ThinkPad");
        Map<String, String> accepts = Map.of("minor", "68000", "currency", "CNY", "device", hidden(seen, "device"));
        owner.post(link + "/accept", accepts);
        owner.post(link + "/keep", Map.of("keep", "copied"));
        assertThat(now(order).preparation()).isNotEmpty();

        correct(order, Map.of("model", "Mate 40"));

        assertThat(now(order).state()).isEqualTo(OrderState.TAKEN_IN);
        assertThat(now(order).offer()).isEmpty();
        assertThat(now(order).preparation()).isEmpty();
        assertThat(owner.get(link).body()).contains("has corrected what it noted", "Mate 40");
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("the offer of before holds no more");
        // The same price again, and a page that was open all the time.
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
        assertThat(owner.post(link + "/accept", accepts).status()).isEqualTo(200);
        assertThat(now(order).state()).isEqualTo(OrderState.OFFERED);
        owner.post(link + "/keep", Map.of("keep", "copied"));
        assertThat(now(order).preparation()).isEmpty();
        accepts = Map.of(
                "minor",
                "68000",
                "currency",
                "CNY",
                "device",
                hidden(owner.get(link).body(), "device"));
        assertThat(owner.post(link + "/accept", accepts).status()).isEqualTo(302);
        assertThat(now(order).state()).isEqualTo(OrderState.ACCEPTED);
        // Nor does a yes to the erasure from before.
        owner.post(link + "/keep", Map.of("keep", "copied"));
        Map<String, String> before = Agreed.shown(owner, link);
        before.put("device", hidden(seen, "device"));
        assertThat(owner.post(link + "/agree", before).body()).contains("Something changed");
        assertThat(now(order).consent()).isEmpty();
        // The offers of before are in the story.
        assertThat(bean(OrderStory.class).of(order.id()).stream()
                        .filter(event -> event.kind().equals("offered"))
                        .map(event -> event.more().offer()))
                .containsExactly(Optional.of(OFFER), Optional.of(OFFER));
    }

    @Test
    void afterTheOwnerAgreedItIsSaidWhyNot() throws Exception {
        WorkOrder order = offered(taken(Map.of("serial", "R58-1234")));
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).consent(order.id(), Agreed.to("erasure", "en"), Actor.owner());

        assertThat(clerk.get("/intake/" + order.id()).body())
                .contains("give it back untouched, and take it in again")
                .doesNotContain("/correct\"");
        Browser.Answer refused = correct(order, Map.of("model", "Mate 40"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("has agreed to what was noted");
        assertThat(device(order).model()).isEqualTo("ThinkPad");
    }

    /** A number is not corrected away from what names it. */
    @Test
    void whatEvidenceNamesIsNotCorrected() throws Exception {
        WorkOrder order = taken(Map.of("kind", "laptop", "drives", "1", "drive-serials", "BAD-1"));
        orders.note(order.id(), OrderStory.MATCHED, Actor.staff(account));

        assertThat(correct(order, Map.of("drive-serials", "GOOD-1", "drives", "1"))
                        .body())
                .contains("an erasure");
        assertThat(bean(DeviceMedia.class).isKnown(order.device(), "BAD-1")).isTrue();
    }

    /** What is said of a list is said of its digest: none of its devices is another one afterwards. */
    @Test
    void whatIsOfAListIsNotCorrected() throws Exception {
        InstitutionList list = InstitutionList.takenIn(shop, "gb-46864-2025", "phone,Xiaomi,Mi 10,SN-1,\n");
        WorkOrder order = list.orders().getFirst();

        assertThat(bean(Corrections.class).against(order)).contains(OrderException.Code.CORRECT_LIST);
        assertThat(clerk.get("/intake/" + order.id()).body()).doesNotContain("/correct\"");
        Browser.Answer refused = correct(order, Map.of("model", "Mi 11"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("one device of a list");
        assertThat(device(order).model()).isEqualTo("Mi 10");
    }

    /** A bad erasure that names the number as it stands, or as it stood before it was corrected. */
    @Test
    void whatABadErasureNamesIsNotCorrected() throws Exception {
        WorkOrder order = taken(Map.of("kind", "laptop", "drives", "1", "drive-serials", "BAD-2"));
        assertThat(correct(order, Map.of("drive-serials", "GOOD-2", "drives", "1"))
                        .status())
                .isEqualTo(302);
        assertThat(bean(Corrections.class).against(now(order))).isEmpty();

        failedOn("BAD-2");

        assertThat(bean(Corrections.class).against(now(order))).contains(OrderException.Code.CORRECT_EVIDENCE);
        Browser.Answer refused = correct(order, Map.of("model", "ThinkPad X1"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("an erasure");
        assertThat(device(order).model()).isEqualTo("ThinkPad");

        WorkOrder other = taken(Map.of("kind", "laptop", "drives", "1", "drive-serials", "BAD-3"));
        failedOn("BAD-3");
        assertThat(correct(other, Map.of("drive-serials", "GOOD-3", "drives", "1"))
                        .status())
                .isEqualTo(422);
        assertThat(bean(DeviceMedia.class).isKnown(other.device(), "BAD-3")).isTrue();
    }

    /** A station of the site erased a drive by its own command, and it did not end well. */
    private void failedOn(String serial) throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        String receipt = station.receipt(SigningStation.Said.good(serial, "").with(Verdict.FAILED));
        assertThat(station.call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", receipt).build())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsWrongIsSaidAndKept() throws Exception {
        WorkOrder order = taken(Map.of("serial", "R58-1234"));

        Browser.Answer doubtful = correct(order, Map.of("kind", "phone", "serial", "354820110000017"));
        assertThat(doubtful.status()).isEqualTo(422);
        assertThat(doubtful.body()).contains("check digit", "imei-anyway", "value=\"354820110000017\"");
        assertThat(correct(order, Map.of("brand", "")).body()).contains("Expected brand and model");
        assertThat(correct(order, Map.of("serial", "A-1", "serial-none", "yes")).body())
                .contains("Only one can be right");
        assertThat(device(order).serialTail()).contains("1234");
        assertThat(correct(order, Map.of("serial-none", "yes")).status()).isEqualTo(302);
        assertThat(device(order).serialTail()).isEmpty();
    }

    /** As when a device is taken in: it may be the one that is here, in whatever spelling, of either number; and its own is none of another. */
    @Test
    void aNumberOfAnotherDeviceThatIsHereIsAskedAbout() throws Exception {
        String imei = "490154203237518";
        WorkOrder other = taken(Map.of("serial", imei));
        WorkOrder order = offered(taken(Map.of("serial", "R58N1234567")));
        for (Map<String, String> typed : List.of(
                Map.of("serial", "IMEI: 49 015420 323751 8"),
                Map.of("more-numbers", imei),
                Map.of("serial", imei, "of-device", device(other).code()))) {
            Browser.Answer asked = correct(order, typed);
            assertThat(asked.status()).isEqualTo(422);
            assertThat(asked.body()).contains("under an order that is not over", other.code(), "name=\"twice-anyway\"");
        }
        assertThat(device(order).serialTail()).contains("4567");
        assertThat(now(order).state()).as("nothing was corrected").isEqualTo(OrderState.OFFERED);
        assertThat(bean(DeviceCorrections.class).of(order.device())).isEmpty();
        // What was said of one is not said of the next.
        assertThat(correct(order, Map.of("serial", imei, "twice-anyway", "R58N1234567"))
                        .status())
                .isEqualTo(422);

        String said = hidden(correct(order, Map.of("serial", imei)).body(), "twice-anyway");
        assertThat(correct(order, Map.of("serial", imei, "twice-anyway", said)).status())
                .isEqualTo(302);
        assertThat(device(order).serialTail()).contains("7518");

        WorkOrder alone = taken(Map.of("serial", "R58N7654321"));
        assertThat(correct(alone, Map.of("serial", "R58N7654321", "more-numbers", "356938035643809"))
                        .status())
                .as("its own")
                .isEqualTo(302);
    }

    /** Of two counters at once the second is told of the first. */
    @Test
    void twoWhoCorrectToOneNumberAtOnceAreNotBothLetThrough() throws Exception {
        List<WorkOrder> orders =
                List.of(taken(Map.of("serial", "R58N0000001")), taken(Map.of("serial", "R58N0000002")));
        List<CompletableFuture<Integer>> answers = orders.stream()
                .map(order -> CompletableFuture.supplyAsync(() ->
                        correct(order, Map.of("serial", "356938035643809")).status()))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(302, 422);
    }

    @Test
    void onlyWhoTakesDevicesInCorrects() throws Exception {
        WorkOrder order = taken(Map.of("serial", "R58-1234"));

        assertThat(shop.browser(Role.TECHNICIAN)
                        .get("/intake/" + order.id() + "/correct")
                        .status())
                .isEqualTo(403);
        assertThat(newShop()
                        .browser(Role.CLERK)
                        .post("/intake/" + order.id() + "/correct", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(shop.browser(Role.MANAGER)
                        .get("/intake/" + order.id() + "/correct")
                        .status())
                .isEqualTo(200);
    }

    private Browser.Answer correct(WorkOrder order, Map<String, String> changes) {
        Device known = device(order);
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind",
                known.kind().id(),
                "brand",
                known.brand(),
                "model",
                known.model(),
                "drives",
                bean(DeviceMedia.class)
                        .of(known.id())
                        .count()
                        .map(String::valueOf)
                        .orElse("")));
        fields.putAll(changes);
        return clerk.post("/intake/" + order.id() + "/correct", fields);
    }

    private WorkOrder offered(WorkOrder order) throws OrderException {
        return bean(OrderTerms.class).offer(order.id(), OFFER, Actor.staff(account));
    }

    private List<Device> known(String number) {
        return bean(DeviceNumbers.class).known(List.of(DeviceNumber.of(number)), List.of(), List.of(shop.site()));
    }

    private WorkOrder taken(Map<String, String> changes) throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "Lenovo", "model", "ThinkPad"));
        fields.putAll(changes);
        return bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), account);
    }

    private WorkOrder now(WorkOrder order) {
        return orders.find(order.id()).orElseThrow();
    }

    private static Device device(WorkOrder order) {
        return bean(Devices.class).find(order.device()).orElseThrow();
    }

    private static String link(WorkOrder order) {
        String link = bean(OwnerInvitation.class).link(order.id());
        return link.substring(link.indexOf("/o/"));
    }

    private static String hidden(String page, String name) {
        String begin = "name=\"" + name + "\" value=\"";
        int at = page.indexOf(begin) + begin.length();
        return page.substring(at, page.indexOf('"', at));
    }
}
