package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/** Receipts of a live order: signed by a key that a paired station's list delegates, and brought by that station. */
@Tag("slow")
final class LiveOrderReceiptTest extends PlatformTest {
    private static final long FOURTEEN_DAYS = 14 * 86_400L;
    private static final String LOG = "log.example/live-order-";

    private final Shop shop = newShop();
    private BenchOrder order;
    private SigningStation stick;
    private long lists;

    @BeforeEach
    void aStickThatTheStationDelegatesTo() throws Exception {
        order = LooseErasureTest.past(BenchOrder.consented(shop));
        stick = stick();
        delegates(order.station, Instant.now().getEpochSecond() + FOURTEEN_DAYS, order.serial);
    }

    /** A key that holds no token: what it has signed the station brings. */
    private SigningStation stick() {
        return new SigningStation(
                new PairedStation(UUID.randomUUID(), "", SigningKey.generate()), nobody(), LOG + UUID.randomUUID());
    }

    /** A newer list of the station, with what it delegates. */
    private void delegates(SigningStation station, long endSeconds, String... serials) throws Exception {
        TrustList own = SignedTrustList.parse(station.trustList().getBytes(StandardCharsets.UTF_8))
                .list();
        String origin = stick.log.verifierKey().name();
        TrustList list = new TrustList(
                own.version() + ++lists,
                own.issuedAtSeconds(),
                own.signer(),
                List.of(
                        own.operators().getFirst(),
                        new Operator(
                                "one start",
                                List.of(stick.log.verifierKey()),
                                List.of(new TrustList.Station(stick.paired.key().publicKey(), 0, Optional.of(99L))),
                                List.of(TrustList.RECEIPTS_ALONE),
                                Optional.of(new Delegated(
                                        List.of(serials).stream()
                                                .map(serial -> Delegated.mark(origin, serial))
                                                .toList(),
                                        endSeconds)))),
                own.witnessPolicy());
        String text = new String(
                TrustListIssuer.sign(list, new NoteSigner("trust.example", station.paired.key()))
                        .toBytes(),
                StandardCharsets.UTF_8);
        assertThat(station.call(
                                "PUT",
                                "/trust-list",
                                Json.object().put("trustList", text).build())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void oneIsShownAtItsDeviceAndCountsWhenAManagerHasLooked() throws Exception {
        UUID event = LooseErasureTest.sent(order.station, stick.receipt(LooseErasureTest.by(order.serial, "")));
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/bench/erasures").body())
                .contains(LooseErasureTest.code(order), event.toString(), "By a live order")
                .doesNotContain(order.serial);
        assertThat(weighed(clerk, event)).contains("it takes a manager who has looked");
        assertThat(weighed(shop.browser(Role.TECHNICIAN), event)).contains("it takes a manager who has looked");

        Browser manager = shop.browser(Role.MANAGER);
        assertThat(weighed(manager, event)).contains("It counts for this order");
        assertThat(LooseErasureTest.match(manager, event, order).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.CLEARED);
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        assertThat(statement.standing())
                .as("the operator's list vouches for no such key")
                .isEqualTo(StatementFile.Standing.DELEGATED);
        assertThat(statement.trustPath()).isEqualTo("/trust/stations/" + order.station.paired.id());
        assertThat(manager.get("/statements/" + order.order).body()).contains("made by a live order");
        assertThat(manager.in("zh").get("/statements/" + order.order).body()).contains("按启动盘工单作出");
        order.closes();
        assertThat(order.deviceNow().state()).isEqualTo(DeviceState.IN_STOCK);
    }

    @Test
    void whatAClerkMatchesIsKeptAndProvesNothing() throws Exception {
        UUID event = LooseErasureTest.sent(order.station, stick.receipt(LooseErasureTest.by(order.serial, "")));
        assertThat(LooseErasureTest.match(shop.browser(Role.CLERK), event, order)
                        .status())
                .isEqualTo(302);
        assertThat(bean(Matches.class).ofOrder(order.order).getFirst().findings())
                .containsExactly("DELEGATED");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    @Test
    void itIsNeverTheAnswerToATask() throws Exception {
        UUID task = order.claimed();
        Browser.Answer answer = order.station.finish(task, stick.receipt(LooseErasureTest.by(order.serial, "")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("RECEIPT_REFUSED", "signer");
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        assertThat(order.deviceNow().proof()).isEmpty();
    }

    @Test
    void theLimitsOfTheDelegationHold() throws Exception {
        refused("key-not-valid", stick.receipt(LooseErasureTest.by("ANOTHER", "")));
        refused("key-not-valid", stick.receipt(LooseErasureTest.by("", "")));
        Instant late = Instant.now().plusSeconds(3_600);
        delegates(order.station, late.getEpochSecond() - 60, order.serial);
        refused("key-ended", stick.receipt(LooseErasureTest.by(order.serial, "").at(late)));
        SigningStation other = new SigningStation(newStation(shop.site()));
        other.tellTrust();
        refused(other, "signer", stick.receipt(LooseErasureTest.by(order.serial, "")));
        SigningStation unknown = stick();
        refused("signer", unknown.receipt(LooseErasureTest.by(order.serial, "")));
        assertThat(bean(Matches.class).count(shop.site())).isZero();
    }

    /** Whoever copied the key would else speak for and against whichever device of the site they like, in its label's name. */
    @Test
    void oneThatShowsALabelIsRefused() throws Exception {
        BenchOrder other = BenchOrder.consented(shop);
        refused("delegated-asset", stick.receipt(LooseErasureTest.by(order.serial, LooseErasureTest.code(order))));
        refused(
                "delegated-asset",
                stick.receipt(
                        LooseErasureTest.by(order.serial, other.device.code()).with(Verdict.FAILED)));
        assertThat(bean(OpenErasures.class).against(other.device.id())).isEmpty();
        assertThat(bean(OpenErasures.class).against(order.device.id())).isEmpty();
        assertThat(bean(Matches.class).count(shop.site())).isZero();
    }

    @Test
    void ofOneDriveNoMoreAreTakenThanAnOrderCanHave() throws Exception {
        String first = stick.receipt(LooseErasureTest.by(order.serial, ""));
        UUID _ = LooseErasureTest.sent(order.station, first);
        for (int more = 1; more < Delegated.RECEIPTS_OF_DRIVE_MAX; more++) {
            UUID _ = LooseErasureTest.sent(order.station, stick.receipt(LooseErasureTest.by(order.serial, "")));
        }
        refused("delegated-many", stick.receipt(LooseErasureTest.by(order.serial, "")));
        UUID _ = LooseErasureTest.sent(order.station, first);
        UUID bad = UUID.randomUUID();
        for (int more = 0; more < Delegated.RECEIPTS_OF_DRIVE_MAX; more++) {
            bad = LooseErasureTest.sent(
                    order.station,
                    stick.receipt(LooseErasureTest.by(order.serial, "").with(Verdict.FAILED)));
        }
        refused(
                "delegated-many",
                stick.receipt(LooseErasureTest.by(order.serial, "").with(Verdict.FAILED)));
        assertThat(bean(OpenErasures.class).against(order.device.id()))
                .as("good ones leave bad ones their room")
                .contains(bad);
        assertThat(bean(Matches.class).count(shop.site())).isEqualTo(2 * Delegated.RECEIPTS_OF_DRIVE_MAX);
    }

    /** Its place in the log of its key says nothing: it stands at 1, and whatever the station has signed stands after that. */
    @Test
    void aBadOneSpeaksAgainstItsDeviceThoughTheStationsLogIsLonger() throws Exception {
        LooseErasureTest.loose(order.station, LooseErasureTest.by("ANOTHER", ""));
        order.erases(order.serial, Verdict.CLEARED);
        UUID bad = LooseErasureTest.sent(
                order.station,
                stick.receipt(LooseErasureTest.by(order.serial, "").with(Verdict.FAILED)));
        assertThat(bean(OpenErasures.class).against(order.device.id())).containsExactly(bad);

        UUID good = LooseErasureTest.loose(order.station, LooseErasureTest.by(order.serial, ""));
        Browser.Answer answer = LooseErasureTest.match(shop.browser(Role.MANAGER), good, order);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(bean(Matches.class).orderOf(good)).isEmpty();
    }

    /** Whoever copied the keys begins their log anew, and puts a good one behind the bad one. */
    @Test
    void aGoodOneOfTheSameKeySettlesNoBadOne() throws Exception {
        UUID bad = LooseErasureTest.sent(
                order.station,
                stick.receipt(LooseErasureTest.by(order.serial, "").with(Verdict.FAILED)));
        UUID good = LooseErasureTest.sent(order.station, stick.receipt(LooseErasureTest.by(order.serial, "")));
        Browser manager = shop.browser(Role.MANAGER);
        Browser.Answer answer = LooseErasureTest.match(manager, good, order);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(bean(Matches.class).orderOf(good)).isEmpty();

        assertThat(LooseErasureTest.match(manager, bad, order).status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(LooseErasureTest.match(manager, good, order).status()).isEqualTo(302);
        assertThat(bean(Matches.class).ofOrder(order.order).getLast().findings())
                .containsExactly("LATER_COUNTS");
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    private String weighed(Browser person, UUID event) {
        return person.get("/bench/erasures/" + event + "?order=" + LooseErasureTest.code(order))
                .body();
    }

    private void refused(String why, String receipt) {
        refused(order.station, why, receipt);
    }

    private static void refused(SigningStation by, String why, String receipt) {
        Browser.Answer answer = by.call(
                "POST", "/erasures", Json.object().put("receipt", receipt).build());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("RECEIPT_REFUSED", why);
    }
}
