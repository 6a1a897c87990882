package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.LooseErasures;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.bench.SigningStation.Again;
import org.wangchuan.platform.consumer.channel.CountedSite;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecheckVerifier;
import org.wangchuan.proof.verify.VerifiedRecheck;

/** What a station found that read a drawn drive again: judged by the platform itself, used once, and no word makes it better. */
@Tag("slow")
final class StationLookTest extends PlatformTest {
    private static final Map<String, String> BY_STATION =
            Map.of("result", "confirmed", "place", "other_station", "looked", "number");

    private final Shop shop = newShop();
    private final Drawn all = new Drawn(shop);

    private SigningStation other() {
        return stationAt(shop.site());
    }

    private static SigningStation stationAt(UUID site) {
        SigningStation station = new SigningStation(PlatformTest.newStation(site));
        station.tellTrust();
        return station;
    }

    private static Again good(BenchOrder order) {
        return Again.good(Drawn.receipt(order), order.serial);
    }

    private Browser verifier() {
        return confirmed(shop.account(Role.VERIFIER));
    }

    private static Browser.Answer hands(Browser browser, UUID device, byte[] file) {
        return browser.upload("/second-checks/" + device + "/recheck", Map.of(), "recheck", file);
    }

    private void assertRefused(UUID device, byte[] file, String words) {
        Browser.Answer answer = hands(verifier(), device, file);
        assertThat(answer.status()).as(words).isEqualTo(422);
        assertThat(answer.body()).contains(words);
        assertThat(count(device)).as("nothing was kept").isZero();
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    private static int count(UUID device) {
        return jdbc().sql("""
                        SELECT count(*) FROM oversight.recheck r JOIN oversight.clearing c ON c.id = r.clearing_id WHERE c.device_id = ?""").param(device).query((row, _) -> row.getInt(1)).single();
    }

    @Test
    void whatMatchesOpensNothingUntilASecondPersonConfirmsByIt() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        Browser second = verifier();
        assertThat(hands(second, device, other().again(good(order))).status()).isEqualTo(302);

        assertThat(bean(Clearings.class).against(device))
                .as("a machine sells nothing")
                .contains("drawn");
        assertThat(second.get("/second-checks/" + device).body())
                .contains("as the erasure left it, where it was read", "at another station", "proves no erasure")
                .contains("Stations have read all of its drives again")
                .doesNotContain("name=\"without\"");
        assertThat(second.post(
                                "/second-checks/" + device + "/result",
                                Map.of("result", "confirmed", "place", "other_station"))
                        .body())
                .as("whose device it is, a person says")
                .contains("Nothing is confirmed");
        assertThat(second.post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .isEqualTo(302);
        assertThat(bean(Clearings.class).against(device)).isEmpty();
        SecondLook.Said said = said(device);
        assertThat(said.key()).isEqualTo("confirmed-machine");
        assertThat(said.without()).isEmpty();
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("read again by a station", "at places drawn anew");
        assertThat(proof(order))
                .contains("A station read its drives again", "proves no erasure", "at places drawn anew")
                .doesNotContain(">bench ");
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
        assertThat(second.get("/second-checks").body()).contains("1 of them read by a station");
        assertThat(hands(second, device, other().again(good(order).differs())).body())
                .as("it is sold, or may be: a manager holds it")
                .contains("not here as a cleared device");
        assertThat(nobody().get("/second-check-draws/" + shop.site() + "/" + Months.text(Months.of(Instant.now())))
                        .body())
                .contains(" recheck\\n", "result matches", "read by a station");
        String event = jdbc().sql(
                        "SELECT r.event_id FROM oversight.recheck r JOIN oversight.clearing c ON c.id = r.clearing_id WHERE c.device_id = ?")
                .param(device)
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(second.get("/second-checks/" + device + "/rechecks/" + event).body())
                .startsWith("{\"format\":\"wangchuan-recheck/v1\"");
        assertThat(verifierElsewhere()
                        .get("/second-checks/" + device + "/rechecks/" + event)
                        .status())
                .isEqualTo(404);
    }

    private static String proof(BenchOrder order) {
        Browser owner = nobody();
        String link = URI.create(bean(OwnerInvitation.class).link(order.order)).getRawPath();
        owner.post(link, Map.of());
        return owner.get(link + "/proof").body();
    }

    /** What the owner takes away, checked by nothing but the list that the page names. */
    @Test
    void theOwnerTakesTheSignedFileAwayAndChecksIt() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        byte[] file = other().again(good(order));
        assertThat(hands(verifier(), device, file).status()).isEqualTo(302);
        Browser owner = nobody();
        String link = URI.create(bean(OwnerInvitation.class).link(order.order)).getRawPath();
        owner.post(link, Map.of());
        String page = owner.get(link + "/proof").body();
        String path =
                link + "/recheck.json?event=" + said(device).reads().getFirst().event();
        assertThat(page).contains(path);
        String taken = owner.get(path).body();
        assertThat(taken).isEqualTo(new String(file, StandardCharsets.UTF_8));
        SignedTrustList list = SignedTrustList.parse(
                nobody().get(said(device).reads().getFirst().trustPath()).body().getBytes(StandardCharsets.UTF_8));
        VerifiedRecheck verified = RecheckVerifier.verify(
                RecheckFile.parse(taken.getBytes(StandardCharsets.UTF_8)), list.list(), Expectations.none());
        assertThat(verified.operator()).isPresent();
        assertThat(verified.recheck().claims().result()).isEqualTo(RecheckClaims.Result.MATCHES);

        BenchOrder another = all.drive();
        String theirs =
                URI.create(bean(OwnerInvitation.class).link(another.order)).getRawPath();
        Browser stranger = nobody();
        stranger.post(theirs, Map.of());
        assertThat(stranger.get(theirs + "/recheck.json?event="
                                + said(device).reads().getFirst().event())
                        .status())
                .as("of another's device")
                .isEqualTo(404);
    }

    private Browser verifierElsewhere() {
        return confirmed(shop.accountAt(Optional.of(shop.otherSite()), Role.VERIFIER));
    }

    @Test
    void whatDiffersTakesBackAllByItselfAndNoWordChangesIt() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        Browser second = verifier();
        assertThat(hands(second, device, other().again(good(order).differs())).status())
                .isEqualTo(302);

        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(bean(Orders.class).find(order.order).orElseThrow().state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(Statements.class).shown(order.order).getFirst().doubt()).contains("second-check");
        assertThat(said(device).key()).isEqualTo("found-machine");
        assertThat(second.get("/second-checks/" + device).body())
                .contains("Something is not what the erasure left.")
                .doesNotContain("name=\"result\"", "name=\"recheck\"");
        assertThat(second.post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .isEqualTo(422);
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("a station read it again and found something else");
        assertThat(proof(order)).contains("a station read it again and found something else");
        for (boolean isByMachine : List.of(true, false)) {
            assertThatThrownBy(() -> noted(device, shop.account(Role.VERIFIER), isByMachine, "no_station"))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("SECOND_CHECK");
        }
        assertThatThrownBy(() -> jdbc().sql("UPDATE oversight.recheck SET result = 'matches'")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("APPEND_ONLY");
    }

    @Test
    void whatDiffersAfterTheEndIsHeld() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        order.closes();
        assertThat(hands(verifier(), device, other().again(good(order).differs()))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("blocked");
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'registered' WHERE id = ?")
                        .param(device)
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void anotherDevicesAndAnotherErasuresAreRefused() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        BenchOrder another = all.drive();
        assertRefused(device, other().again(good(another)), "of another erasure or another drive");
        assertRefused(
                device, other().again(good(order).about("WD-OTHER-NUMBER")), "of another erasure or another drive");
        assertRefused(device, Drawn.receipt(order).getBytes(StandardCharsets.UTF_8), "That is no file of a station");
    }

    @Test
    void whatIsForgedChangedOrATestIsRefused() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        String sound = new String(other().again(good(order).differs()), StandardCharsets.UTF_8);
        int at = sound.indexOf('~') - 10; // in the signature of the statement
        char flipped = sound.charAt(at) == 'A' ? 'B' : 'A';
        String forged = sound.substring(0, at) + flipped + sound.substring(at + 1);
        Browser.Answer answer = hands(verifier(), device, forged.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("The file does not verify", "statement-signature");
        assertThat(count(device)).isZero();
        assertThat(Drawn.state(device)).isEqualTo("cleared");
        assertRefused(device, other().again(good(order).asTest()), "switch for tests");
    }

    /** One whose key nobody paired, another company's, and one that has ended. */
    @Test
    void onlyAStationThatWorksHereIsBelieved() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        SigningStation unknown =
                new SigningStation(new PlatformTest.PairedStation(UUID.randomUUID(), "", SigningKey.generate()));
        assertRefused(device, unknown.again(good(order)), "not one of your company");
        assertRefused(device, stationAt(newShop().site()).again(good(order)), "not one of your company");
        SigningStation ended = other();
        bean(Stations.class).end(ended.paired.id(), shop.account(Role.ADMINISTRATOR));
        assertRefused(device, ended.again(good(order)), "does not work here any more");
        SigningStation silent = new SigningStation(PlatformTest.newStation(shop.site()));
        assertRefused(device, silent.again(good(order)), "The trust list of the station that signed it is not here");
    }

    @Test
    void whatWasReadBeforeTheDrawDoesNotCountWhateverTheClockSays() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        SigningStation looker = other();
        assertRefused(device, looker.again(good(order).at(Instant.now().minusSeconds(3_600))), "before it was known");
        assertRefused(
                device, looker.again(good(order).at(Instant.now().plusSeconds(3_600))), "after this platform’s time");
        // What it signs of this device stands in its log before what the platform had of it when the device was drawn.
        BenchOrder next = BenchOrder.consented(shop);
        next.erases(next.serial, Verdict.CLEARED);
        byte[] early = next.station.again(good(order));
        String later = next.station.receipt(SigningStation.Said.good("S-" + UUID.randomUUID(), ""));
        assertThat(next.station
                        .call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", later).build())
                        .status())
                .isEqualTo(200);
        jdbc().sql(
                        "UPDATE ledger.statement SET received_at = (SELECT drawn_at FROM oversight.clearing WHERE device_id = ?) WHERE station_id = ?")
                .params(device, next.station.paired.id())
                .update();
        assertRefused(device, early, "before it was known");
    }

    @Test
    void theStationThatErasedLooksOnlyWhereThereIsNoOther() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        SigningStation second = other();
        assertRefused(device, order.station.again(good(order)), "another one works here");
        bean(Stations.class).end(second.paired.id(), shop.account(Role.ADMINISTRATOR));
        assertThat(hands(verifier(), device, order.station.again(good(order))).status())
                .isEqualTo(302);
        assertThat(said(device).reads().getFirst().isSameStation()).isTrue();
        // Whatever is said in the form: where it was read follows from who signed.
        assertThat(verifier()
                        .post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .isEqualTo(302);
        assertThat(jdbc().sql(
                                "SELECT v.place FROM oversight.verification v JOIN oversight.clearing c ON c.id = v.clearing_id WHERE c.device_id = ?")
                        .param(device)
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo("same_station");
    }

    /** What is bad counts whoever has found it. */
    @Test
    void evenTheStationThatErasedRefutesItself() throws Exception {
        BenchOrder order = all.drive();
        var _ = other();
        assertThat(hands(
                                verifier(),
                                Drawn.device(order),
                                order.station.again(good(order).differs()))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.state(Drawn.device(order))).isEqualTo("registered");
    }

    @Test
    void theWiperHandsNothingInNorDoesWhoHasShownNoPasskey() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        byte[] file = other().again(good(order));
        Drawn.alsoVerifies(Drawn.wiper(order));
        Browser.Answer own = hands(confirmed(Drawn.wiper(order)), device, file);
        assertThat(own.status()).isEqualTo(422);
        assertThat(own.body()).contains("You had a hand in this device");
        assertThat(hands(signedIn(shop.account(Role.VERIFIER)), device, file).location())
                .startsWith("/confirm?next=");
        assertThat(hands(verifierElsewhere(), device, file).status()).isEqualTo(404);
        assertThat(hands(confirmed(shop.account(Role.MANAGER)), device, file).status())
                .isEqualTo(403);
        assertThat(count(device)).isZero();
    }

    @Test
    void whatIsTooLargeOrEmptyIsRefused() throws Exception {
        UUID device = Drawn.device(all.drive());
        assertRefused(device, new byte[0], "Choose the file");
        byte[] large = new byte[(1 << 20) + 1];
        Arrays.fill(large, (byte) ' ');
        assertRefused(device, large, "at most 1 MB");
        Browser.Answer huge = refusedUnread(device, new byte[3 << 20]);
        assertThat(huge.status()).isEqualTo(413);
        assertThat(huge.body()).contains("FORM_TOO_LARGE");
    }

    /** The connection is closed on whoever sends on: sometimes the answer is lost by that. */
    private Browser.Answer refusedUnread(UUID device, byte[] file) {
        for (int i = 0; ; i++) {
            try {
                return hands(verifier(), device, file);
            } catch (CompletionException e) {
                if (i == 4 || !(e.getCause() instanceof IOException)) {
                    throw e;
                }
            }
        }
    }

    @Test
    void aFileIsUsedOnceAlsoByTwoAtOnce() throws Exception {
        for (boolean differs : List.of(false, true)) {
            BenchOrder order = all.drive();
            UUID device = Drawn.device(order);
            Again again = differs ? good(order).differs() : good(order);
            byte[] file = other().again(again);
            List<Integer> answers = new ArrayList<>();
            try (ExecutorService both = Executors.newFixedThreadPool(4)) {
                List<Future<Browser.Answer>> asked = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Browser browser = verifier();
                    String _ = browser.token();
                    asked.add(both.submit(() -> hands(browser, device, file)));
                }
                for (Future<Browser.Answer> one : asked) {
                    answers.add(one.get().status());
                }
            }
            assertThat(answers).containsOnlyOnce(302).contains(422);
            assertThat(count(device)).isEqualTo(1);
            assertThat(hands(verifier(), device, file).body())
                    .containsAnyOf("handed in before", "not here as a cleared device");
        }
    }

    /** Between the draw and the look somebody begins once more: what was read before is of the erasure before. */
    @Test
    void whatIsErasedAnewMeanwhileIsReadAnew() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        SigningStation looker = other();
        byte[] before = looker.again(good(order));
        assertThat(hands(verifier(), device, looker.again(good(order).differs()))
                        .status())
                .isEqualTo(302);
        assertThat(hands(verifier(), device, before).body()).contains("not here as a cleared device");
        assertThat(Drawn.erased(order)).isTrue();
        assertThat(hands(verifier(), device, before).body()).contains("of another erasure or another drive");
        assertThat(said(device).reads()).as("of the erasure before").isEmpty();
        assertThat(hands(verifier(), device, looker.again(good(order))).status())
                .isEqualTo(302);
    }

    /** A word that nothing is there does not outlive what a station finds, nor does it matter whether it was drawn. */
    @Test
    void whatDiffersCountsAlsoWhereSomebodyHasConfirmedOrNothingWasDrawn() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        SigningStation looker = other();
        bean(SecondChecks.class)
                .verify(device, SecondCheckTest.confirmed(), SecondCheckTest.visitor(shop.account(Role.VERIFIER)));
        assertThat(bean(Clearings.class).against(device)).isEmpty();
        assertThat(hands(verifier(), device, looker.again(good(order))).body())
                .as("a match has nothing to add")
                .contains("It is not in the sample, or somebody has settled it");
        assertThat(verifier().get("/second-checks/" + device).body()).contains("hand that in all the same");
        assertThat(hands(verifier(), device, looker.again(good(order).differs()))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(said(device).key()).isEqualTo("found-machine");
        assertThat(Drawn.erased(order)).isTrue();
        assertThat(bean(Clearings.class).against(device))
                .as("drawn anew, and not confirmed")
                .contains("drawn");

        BenchOrder next = BenchOrder.consented(shop);
        next.erases(next.serial, Verdict.CLEARED);
        UUID undrawn = Drawn.device(next);
        Drawn.notDrawn(shop.site(), undrawn, 1);
        jdbc().sql("""
                        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at, place, month, basis_points, is_drawn, why,
                          drawn_at, event_id, log_index, root)
                        SELECT d.id, d.site_id, array_agg(m.statement_id), now(), 1 + (SELECT max(place) FROM oversight.clearing WHERE site_id = d.site_id),
                          '2026-01-01', 500, false, 'lot', now(), gen_random_uuid(), 1, sha256('a'::bytea)
                        FROM custody.device d JOIN custody.medium m ON m.device_id = d.id WHERE d.id = ? GROUP BY d.id""").param(undrawn).update();
        assertThat(bean(Clearings.class).against(undrawn)).isEmpty();
        assertThat(hands(verifier(), undrawn, looker.again(good(next).differs()))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.state(undrawn)).isEqualTo("registered");
    }

    @Test
    void byEyeAloneOnlyWithAReason() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        Map<String, String> byEye =
                Map.of("result", "confirmed", "place", "other_computer", "looked", "number,first,last,random");
        Browser second = verifier();
        Browser.Answer refused = second.post("/second-checks/" + device + "/result", byEye);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Say why it is confirmed without");
        assertThat(second.post("/second-checks/" + device + "/result", with(byEye, "unproven"))
                        .body())
                .as("no station has read it")
                .contains("Say why it is confirmed without");
        assertThatThrownBy(() -> noted(device, shop.account(Role.VERIFIER), false, null))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("why no station");
        assertThatThrownBy(() -> noted(device, shop.account(Role.VERIFIER), true, null))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no station has read all");

        assertThat(hands(second, device, other().again(good(order).written())).status())
                .isEqualTo(302);
        assertThat(second.get("/second-checks/" + device).body())
                .contains("neither is known", "used, written to, or exchanged", "value=\"unproven\"");
        assertThat(second.post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .as("what is not known opens nothing")
                .isEqualTo(422);
        assertThat(second.post("/second-checks/" + device + "/result", with(byEye, "unproven"))
                        .status())
                .isEqualTo(302);
        assertThat(said(device).without()).contains("unproven");
        assertThat(proof(order)).contains("What counts is somebody’s word");
        assertThat(nobody().get("/second-check-draws/" + shop.site() + "/" + Months.text(Months.of(Instant.now())))
                        .body())
                .contains("result unproven", "without a station: unproven");
    }

    /** A drive that erased itself and left zeros is confirmed by what a station read; of one that left noise nothing is known, and a person looks. */
    @Test
    void ofADriveThatErasedItselfItIsConfirmedByZerosAndNotByNoise() throws Exception {
        BenchOrder order = all.driveThatErasesItself();
        UUID device = Drawn.device(order);
        Browser second = verifier();
        SigningStation reader = other();
        assertThat(hands(second, device, reader.again(good(order))).body())
                .as("what no pass has left")
                .contains("another erasure");
        assertThat(hands(second, device, reader.again(good(order), Optional.empty(), SigningStation.ZEROS))
                        .status())
                .isEqualTo(302);
        assertThat(second.post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .isEqualTo(302);
        assertThat(bean(Clearings.class).against(device)).isEmpty();
        assertThat(said(device).key()).isEqualTo("confirmed-machine");

        BenchOrder noise = all.driveThatErasesItself();
        UUID other = Drawn.device(noise);
        assertThat(hands(second, other, reader.again(good(noise), Optional.empty(), SigningStation.NOISE))
                        .status())
                .isEqualTo(302);
        assertThat(second.get("/second-checks/" + other).body())
                .contains("neither is known", "left contents that nobody can know", "value=\"unproven\"");
        assertThat(second.post("/second-checks/" + other + "/result", BY_STATION)
                        .status())
                .as("what is not known opens nothing")
                .isEqualTo(422);
        assertThat(second.post(
                                "/second-checks/" + other + "/result",
                                Map.of(
                                        "result",
                                        "confirmed",
                                        "place",
                                        "other_computer",
                                        "looked",
                                        "number,first,last,random",
                                        "without",
                                        "unproven"))
                        .status())
                .isEqualTo(302);
        assertThat(bean(Clearings.class).against(other)).isEmpty();

        BenchOrder back = all.driveThatErasesItself();
        assertThat(hands(
                                second,
                                Drawn.device(back),
                                reader.again(good(back).differs(), Optional.empty(), SigningStation.NOISE))
                        .status())
                .isEqualTo(302);
        assertThat(state(back)).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** One drive of two is half of it. */
    @Test
    void ofSeveralDrivesEachIsRead() throws Exception {
        String first = "WD-" + UUID.randomUUID();
        String last = "WD-" + UUID.randomUUID();
        BenchOrder order = BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of(first, last)));
        Samples.during(() -> {
            order.erases(first, Verdict.CLEARED);
            order.erases(last, Verdict.CLEARED);
            assertThat(Samples.isDrawn(Drawn.device(order))).isTrue();
        });
        UUID device = Drawn.device(order);
        SigningStation looker = other();
        Receipts receipts = new Receipts(order);
        assertThat(hands(verifier(), device, looker.again(Again.good(receipts.of(first), first)))
                        .status())
                .isEqualTo(302);
        assertThat(verifier()
                        .post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .isEqualTo(422);
        assertThat(hands(verifier(), device, looker.again(Again.good(receipts.of(last), last)))
                        .status())
                .isEqualTo(302);
        assertThat(verifier()
                        .post("/second-checks/" + device + "/result", BY_STATION)
                        .status())
                .isEqualTo(302);
    }

    private record Receipts(BenchOrder order) {
        String of(String serial) {
            return jdbc().sql(
                            "SELECT receipt FROM ledger.statement WHERE order_id = ? AND serial_tail = right(?, 4) ORDER BY counted_at DESC LIMIT 1")
                    .params(order.order, serial)
                    .query((row, _) -> row.getString(1))
                    .single();
        }
    }

    private static Map<String, String> with(Map<String, String> form, String without) {
        Map<String, String> out = new HashMap<>(form);
        out.put("without", without);
        return out;
    }

    private static SecondLook.Said said(UUID device) {
        return Objects.requireNonNull(bean(SecondLook.class).of(List.of(device)).get(device));
    }

    /** What was done before the look is refuted with it, matched or not: the drive has to be erased once more. */
    @Test
    void whatWasErasedBeforeTheLookHealsNothingWhoeverMatchesIt() throws Exception {
        for (boolean isByEye : List.of(false, true)) {
            BenchOrder order = past(all.drive());
            UUID device = Drawn.device(order);
            UUID before = loose(order);
            refutes(order, isByEye);
            match(before, order);
            assertThat(findings(order)).containsExactly(List.of("FOUND_SINCE"));
            assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
            assertThat(Drawn.state(device)).isEqualTo("registered");
            assertThat(proof(order)).contains("verdict unproven").doesNotContain("verdict cleared");
            assertThat(Drawn.erased(order)).as("surely later").isTrue();
            assertThat(state(order)).isEqualTo(OrderState.CLEARED);
        }
    }

    /** The same of one that stands there as the order's: no page has it in green. */
    @Test
    void whatCameBeforeTheLookIsInDoubtAlsoWhereItCounts() throws Exception {
        BenchOrder order = past(all.drive());
        UUID before = loose(order);
        refutes(order, false);
        match(before, order);
        jdbc().sql("""
                        UPDATE ledger.statement s SET match_findings = '{}', order_id = match_order_id, order_code = 'test',
                          medium_id = m.id, counted_at = matched_at, counted_by = 'match'
                        FROM custody.medium m WHERE m.device_id = ? AND s.event_id = ?""").params(Drawn.device(order), before).update();
        assertThat(jdbc().sql("SELECT ledger.doubt(?)")
                        .param(before)
                        .query((row, _) -> Optional.ofNullable(row.getString(1)))
                        .single())
                .contains("second-check");
    }

    /** Clocks of stations may be wrong by a day: what began later than that is later. */
    @Test
    void whatSurelyBeganAfterTheLookCounts() throws Exception {
        BenchOrder order = past(all.drive());
        UUID device = Drawn.device(order);
        refutes(order, true);
        match(loose(order), order);
        assertThat(findings(order)).as("within the day nobody knows").containsExactly(List.of("FOUND_SINCE"));
        jdbc().sql("ALTER TABLE oversight.verification DISABLE TRIGGER verification_only_append")
                .update();
        try {
            jdbc().sql("""
                            UPDATE oversight.verification SET at = at - interval '25 hours'
                            WHERE clearing_id IN (SELECT id FROM oversight.clearing WHERE device_id = ?)""").param(device).update();
        } finally {
            jdbc().sql("ALTER TABLE oversight.verification ENABLE TRIGGER verification_only_append")
                    .update();
        }
        match(loose(order), order);
        assertThat(state(order)).isEqualTo(OrderState.CLEARED);
    }

    /** Nor does the receipt of a try that nobody waits for any more, once the match that stood against it is taken back. */
    @Test
    void aLateReceiptOfBeforeTheLookHealsNothing() throws Exception {
        BenchOrder order = past(BenchOrder.consented(shop));
        UUID task = order.givenUp();
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE id = ?")
                .param(task)
                .update();
        UUID event = loose(order);
        Samples.during(() -> {
            match(event, order);
            assertThat(Samples.isDrawn(Drawn.device(order))).isTrue();
        });
        refutes(order, false);
        bean(LooseErasures.class).takeBack(event, LooseErasures.Reason.MISTAKE, by());
        assertThat(order.answersWell(task)).isEqualTo(409);
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(Drawn.erased(order)).isTrue();
    }

    /** Who does not like what a station found waits until nobody came. */
    @Test
    void whatAStationHasReadNobodyLetsGoWithout() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        UUID account = shop.account(Role.VERIFIER);
        assertThat(hands(confirmed(account), device, other().again(good(order).written()))
                        .status())
                .isEqualTo(302);
        jdbc().sql("DELETE FROM identity.account_role WHERE account_id = ?")
                .param(account)
                .update();
        UUID manager = shop.account(Role.MANAGER);
        Browser boss = confirmed(manager);
        assertThat(boss.get("/second-checks/" + device).body())
                .contains("/give-up\"")
                .doesNotContain("/release\"");
        Browser.Answer answer = boss.post("/second-checks/" + device + "/release", Map.of());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("or a station has read it again");
        assertThatThrownBy(() -> jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.release
                        SELECT (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), 'nobody_came', event_id FROM note""").params(device, manager).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("SECOND_CHECK");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
        assertThat(boss.post("/second-checks/" + device + "/give-up", Map.of()).status())
                .as("nor is it stuck")
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** What was confirmed and is refuted counts as found, in the shop's numbers and in the signed ones. */
    @Test
    void whatWasConfirmedAndRefutedIsCountedAsFound() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        bean(SecondChecks.class)
                .verify(device, SecondCheckTest.confirmed(), SecondCheckTest.visitor(shop.account(Role.VERIFIER)));
        refutes(order, false);
        assertThat(bean(Numbers.class).months(List.of(shop.site())))
                .extracting(Numbers.Month::checked, Numbers.Month::read, Numbers.Month::found)
                .containsExactly(tuple(1, 1, 1));
        new CountedSite(shop.site()).with(10, Verdict.CLEARED).monthEnds(1);
        assertThat(bean(SiteCounts.class).of(shop.site(), 1).getFirst().looks())
                .isEqualTo(new CountsClaims.Looks(1, 0, 0, 1, 0, 0));
    }

    /** Where a match waits for its second person, what another station finds to differ can be handed in by the page. */
    @Test
    void besideAMatchThePageTakesWhatDiffers() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        Browser second = verifier();
        assertThat(hands(second, device, other().again(good(order))).status()).isEqualTo(302);
        assertThat(second.get("/second-checks/" + device).body())
                .containsOnlyOnce("name=\"recheck\"")
                .contains("Has a station found something else?", "It is this device; stations have read")
                .doesNotContain("Nothing is waited for", "Nothing of its owner is there");
        assertThat(hands(second, device, other().again(good(order).differs())).status())
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** One that nobody has confirmed since a restore is here, and can look once somebody has. */
    @Test
    void aStationThatIsNotConfirmedYetIsAnotherOne() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        jdbc().sql("UPDATE identity.station SET state = 'unconfirmed' WHERE id = ?")
                .param(other().paired.id())
                .update();
        assertRefused(device, order.station.again(good(order)), "another one works here");
    }

    /** Statements are made to the second: what came in the same one as the consent is not surely after it. */
    private static BenchOrder past(BenchOrder order) {
        jdbc().sql("""
                        UPDATE intake.work_order SET created_at = created_at - interval '30 minutes',
                          consented_at = consented_at - interval '30 minutes' WHERE id = ?""").param(order.order).update();
        jdbc().sql("UPDATE bench.task SET claimed_at = claimed_at - interval '10 minutes' WHERE order_id = ?")
                .param(order.order)
                .update();
        return order;
    }

    /** A good one of the drive that nobody had asked for. */
    private static UUID loose(BenchOrder order) throws Exception {
        String receipt = order.station.receipt(SigningStation.Said.good(order.serial, ""));
        assertThat(order.station
                        .call(
                                "POST",
                                "/erasures",
                                Json.object().put("receipt", receipt).build())
                        .status())
                .isEqualTo(200);
        return jdbc().sql("SELECT event_id FROM ledger.statement WHERE receipt = ?")
                .param(receipt)
                .query(UUID.class)
                .single();
    }

    private Matches.By by() {
        return new Matches.By(shop.account(Role.MANAGER), "Test", Role.MANAGER);
    }

    private void match(UUID event, BenchOrder order) throws Exception {
        bean(LooseErasures.class).match(event, order.order, by());
    }

    private void refutes(BenchOrder order, boolean isByEye) throws Exception {
        UUID device = Drawn.device(order);
        if (isByEye) {
            bean(SecondChecks.class)
                    .verify(
                            device,
                            new Seen(
                                    Seen.Result.FOUND,
                                    Seen.Place.OTHER_STATION,
                                    EnumSet.of(Seen.Look.FIRST),
                                    Optional.empty()),
                            SecondCheckTest.visitor(shop.account(Role.VERIFIER)));
        } else {
            String proves = jdbc().sql(
                            "SELECT s.receipt FROM ledger.statement s JOIN custody.medium m ON m.statement_id = s.event_id WHERE m.device_id = ?")
                    .param(device)
                    .query((row, _) -> row.getString(1))
                    .single();
            assertThat(hands(
                                    verifier(),
                                    device,
                                    other().again(Again.good(proves, order.serial)
                                            .differs()))
                            .status())
                    .isEqualTo(302);
        }
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
    }

    private static OrderState state(BenchOrder order) {
        return bean(Orders.class).find(order.order).orElseThrow().state();
    }

    private static List<List<String>> findings(BenchOrder order) {
        return bean(Matches.class).ofOrder(order.order).stream()
                .map(Matches.Match::findings)
                .toList();
    }

    /** Past the program, by whoever has the database. */
    private static void noted(UUID device, UUID account, boolean isByMachine, @Nullable String without) {
        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.verification
                        SELECT gen_random_uuid(), (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), 'confirmed',
                          'other_station', ARRAY['number','first','last','random'], true, event_id, ?, ? FROM note""")
                .param(device)
                .param(account)
                .param(isByMachine)
                .param(isByMachine ? null : without)
                .update();
    }
}
