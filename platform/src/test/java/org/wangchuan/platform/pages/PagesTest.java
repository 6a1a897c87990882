package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.CableSample;
import org.wangchuan.platform.bench.ListBelt;
import org.wangchuan.platform.bench.PhoneSample;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.bench.SigningStation.Again;
import org.wangchuan.platform.consumer.channel.ProfilesSample;
import org.wangchuan.platform.exchange.PlantPagesSample;
import org.wangchuan.platform.identity.Newcomers;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.identity.PasskeyShown;
import org.wangchuan.platform.identity.Provider;
import org.wangchuan.platform.identity.ProviderForm;
import org.wangchuan.platform.identity.Providers;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.ledger.log.LeftOutStations;
import org.wangchuan.platform.oversight.audit.AuditSample;
import org.wangchuan.platform.oversight.secondcheck.Drawn;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.staff.LearnersShop;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Every page, for who sees it, in a shop that is at work and in one that has just opened: no violation of WCAG 2.2 AA that axe
 * finds, nothing wider than the screen, cut off or over one another, nothing that moves, everything by keyboard.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PagesTest extends PlatformTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    /** Parts of other pages. */
    private static final Set<String> PARTS = Set.of(
            "web/layout",
            "web/problem",
            "web/counted",
            "bench/phones",
            "intake/cards-now",
            "intake/cards-part",
            "intake/camera",
            "oversight/check-phone",
            "consumer/cards",
            "ledger/phone",
            "ledger/phone-line",
            "ledger/producer-entry",
            "ledger/producer-told", // ProducerPagesTest
            "ledger/producers-listed",
            "bench/phone-now",
            "bench/phone-choose",
            "bench/phone-question",
            "intake/cable",
            "intake/cable-live",
            "intake/drives", // RuleSetPagesTest
            "intake/rules-notes",
            "consumer/drives",
            "web/found-none",
            "web/qr",
            "custody/reads",
            "oversight/kept-out",
            "oversight/looks",
            "oversight/offers",
            "custody/second",
            "consumer/layout",
            "consumer/back",
            "consumer/channel-shown",
            "consumer/destroyed",
            "consumer/erased-on",
            "consumer/lost",
            "consumer/more",
            "consumer/paid",
            "consumer/presence",
            "consumer/proof-verdict",
            "consumer/proof-bad",
            "consumer/proof-files",
            "consumer/proof-not",
            "consumer/sealed",
            "consumer/list-counts",
            "consumer/list-presence",
            "consumer/list-rows",
            "intake/declarations",
            "intake/missing",
            "intake/issued",
            "intake/found",
            "intake/sheet",
            "intake/live",
            "intake/noted",
            "intake/paid",
            "intake/against",
            "intake/answered",
            "intake/close",
            "intake/handback",
            "intake/held",
            "intake/hold",
            "intake/joining",
            "intake/offer",
            "intake/presence",
            "intake/reach",
            "intake/remains",
            "intake/renew",
            "intake/void",
            "intake/proved",
            "intake/seal",
            "consumer/travel",
            "identity/time-zones",
            "identity/currency",
            "identity/passkeys",
            "identity/fresh",
            "identity/company-link",
            "identity/company-go", // leads on by itself, at once: CompanySignInInBrowserTest
            "identity/changes",
            "intake/serial",
            "intake/numbers",
            "intake/exits",
            "intake/begin",
            "intake/step",
            "intake/story",
            "intake/list-cards",
            "intake/list-close",
            "intake/steps",
            "intake/way",
            "intake/known",
            "intake/why",
            "bench/now",
            "bench/auto",
            "ledger/agreed",
            "ledger/apart",
            "ledger/matches",
            "ledger/seen",
            "staff/held",
            "rights/state",
            "rights/kept",
            "oversight/audit-item",
            "oversight/audit-standing",
            "oversight/concerned-contacts",
            "oversight/incident-duties",
            "oversight/incident-lessons",
            "oversight/incident-orders",
            "oversight/incident-state",
            "oversight/incident-story",
            "oversight/incident-told",
            "oversight/law-rule",
            "oversight/retention-left",
            "oversight/retention-row",
            "oversight/retention-standing",
            "oversight/letter");

    private static final Set<String> SEEN = new TreeSet<>();

    private static PopulatedShop shop;
    private static PageEyes eyes;

    @BeforeAll
    static void open() throws Exception {
        shop = new PopulatedShop();
        ProfilesSample.of(shop.shop);
        eyes = PageEyes.ofManyViews();
    }

    @AfterAll
    static void close() throws IOException {
        eyes.close();
    }

    @Test
    void aBadPageIsFound() throws IOException {
        Path page = Path.of("src/test/resources/pages/bad.html").toAbsolutePath();
        eyes.look("bad", (browser, _) -> {
            browser.open(page.toUri().toString());
            browser.waitFor("document.querySelector('#late').style.height !== '0px'");
        });
        String found = String.join("\n", eyes.problems());

        assertThat(found)
                .contains("bad zh 390: what was read moved")
                .contains("bad en 1280: what was read moved")
                .contains("bad zh 390: 501 pixels wide")
                .contains("bad en 360: 500 pixels wide")
                .contains("bad zh 390: the language is said to be fr")
                .contains("bad zh 390: no heading")
                .contains("not words: intake.unknown.key")
                .contains("not words: {0}")
                .contains("cut off: <div.clipped>")
                .contains("cut off in a field: long")
                .contains("runs out of <button.tiny>")
                .contains("over one another")
                .contains("too small for a finger: <button.tiny>")
                .contains("not reached by keyboard: <a#shut>")
                .contains("focus is not visible: <button.tiny>")
                .contains("not in the order of the page")
                .contains("axe color-contrast")
                .contains("axe label")
                .contains("axe image-alt")
                .contains("bad zh 390: forbidden by the content policy: img-src data")
                .contains("bad dark 390: axe color-contrast");
    }

    @Test
    @Order(1)
    void whatAnybodySees() throws IOException {
        eyes.browser.forgetCookies();
        look("web/start", "/");
        look("consumer/guides", "/guides");
        look("consumer/guides found", "/guides?q=watch");
        look("consumer/guides none", "/guides?q=nothing-like-it");
        look("consumer/guide", "/guides/phone-apple");
        look("consumer/channels", "/channels");
        look("consumer/channels none", "/channels?q=nothing-like-it");
        look("consumer/channel", "/channels/" + shop.shop.site());
        look("consumer/channel nothing counted", "/channels/" + shop.shop.otherSite());
        look("consumer/guide long", "/guides/printer");
        look("identity/sign-in", "/sign-in");
        look("identity/enrol", path(bean(OneTimeLinks.class).create(shop.clerk)));
        look("identity/enrol over", "/enrol/none");
        look("rights/complaints", "/complaints");
        look("rights/complaints wrong", PageEyes.to(origin() + "/complaints"), """
                (document.querySelector('[name=text]').value = 'x', document.querySelector('[name=contact]').value = 'x',
                 document.querySelector('[name=site]').selectedIndex = 1,
                 document.querySelector('form[action="/complaints"] .big').click())""");
        UUID site = shop.shop.site();
        // Five an hour are taken from an address: this look takes two of the browser's, and what follows comes from
        // another.
        look("rights/complained", PageEyes.to(origin() + "/complaints"), """
                (document.querySelector('[name=text]').value = 'They were rude. 店员态度不好。',
                 document.querySelector('[name=site]').selectedIndex = 1,
                 document.querySelector('form[action="/complaints"] .big').click())""");
        String sent = Browser.from("127.0.0.32", origin())
                .post("/complaints", Map.of("site", site.toString(), "text", "店员态度不好。"))
                .body();
        String complaint = sent.replaceFirst("(?s).*(/complaints/[A-Za-z0-9_-]{32}).*", "$1");
        look("rights/complaint", complaint);
        look("rights/complaint read", PageEyes.to(origin() + complaint), clicked("form[action$=words] button"));
        look("web/error not-found", "/nothing-there");
        look("web/error refused", "/intake/" + UUID.randomUUID() + "/nothing");
        assertNothingWrong();
    }

    @Test
    @Order(2)
    void whatAClerkSees() throws IOException {
        signIn(shop.clerk);
        look("intake/list", "/intake");
        look("intake/list none", "/intake?q=nothing-like-it");
        look("intake/new", "/intake/new");
        look("intake/new wrong", PageEyes.to(origin() + "/intake/new"), """
                (document.querySelector('[name=weight]').value = 'much', document.querySelector('[name=suspect]').checked = true,
                 document.querySelector('form[data-intake]').noValidate = true, document.querySelector('form[data-intake] .big').click())""");
        for (OrderState state : OrderState.values()) {
            look("intake/order phone " + state.id(), "/intake/" + shop.phone(state));
        }
        look("intake/correct", "/intake/" + shop.phone(OrderState.ACCEPTED) + "/correct");
        look("intake/cards", "/intake/" + shop.phone(OrderState.ACCEPTED) + "/cards");
        look("intake/correct drives", "/intake/" + shop.laptop + "/correct");
        look("intake/correct too-late", "/intake/" + shop.phone(OrderState.CONSENTED) + "/correct");
        look(
                "intake/correct imei",
                PageEyes.to(origin() + "/intake/" + shop.phone(OrderState.TAKEN_IN) + "/correct"),
                """
                (document.querySelector('[name=serial]').value = '354820110000017',
                 document.querySelector('form[data-intake] .big').click())""");
        look("intake/new imei", PageEyes.to(origin() + "/intake/new"), """
                (document.querySelector('[name=serial]').value = '354820110000017', document.querySelector('[name=brand]').value = 'HUAWEI',
                 document.querySelector('[name=model]').value = 'Mate 30', document.querySelector('form[data-intake] .big').click())""");
        look("intake/order corrected", "/intake/" + shop.corrected);
        look("intake/order refused-price", "/intake/" + shop.refused);
        look("intake/receipt going-back", "/intake/" + shop.phone(OrderState.GOING_BACK) + "/receipt");
        look("intake/order in-part", "/intake/" + shop.bench.inPart());
        look("intake/list-new", "/intake/lists/new");
        look("intake/batch", "/intake/lists/" + shop.batch.id());
        look("intake/batch wrong", PageEyes.to(origin() + "/intake/lists/" + shop.batch.id()), """
                (document.querySelector('[name=amount]').value = 'a lot', document.querySelector('form[action$=offer] button').click())""");
        look("intake/batch begun", shop.begunList.page());
        String before = jdbc().sql("SELECT state FROM intake.work_order WHERE id = ?")
                .param(shop.batch.lead())
                .query((row, _) -> row.getString(1))
                .single();
        look(
                "intake/batch closing",
                (browser, language) -> {
                    jdbc().sql("UPDATE intake.work_order SET state = 'cleared' WHERE id = ?")
                            .param(shop.batch.lead())
                            .update();
                    browser.open(origin() + "/intake/lists/" + shop.batch.id() + "?lang=" + language);
                },
                clicked("form[action$=close] button"));
        jdbc().sql("UPDATE intake.work_order SET state = ? WHERE id = ?")
                .params(before, shop.batch.lead())
                .update();
        look("intake/summary", shop.begunList.page() + "/summary");
        look("intake/issues none", shop.begunList.page() + "/issues");
        shop.begunList.clerk().post(shop.begunList.page() + "/issues", Map.of());
        look("intake/issues", shop.begunList.page() + "/issues");
        look("intake/order of a list", "/intake/" + shop.batch.lead());
        look("intake/order cleared", "/intake/" + shop.bench.cleared());
        look("intake/order wrong", PageEyes.to(origin() + "/intake/" + shop.phone(OrderState.OFFERED)), """
                (document.querySelector('[name=amount]').value = 'a lot', document.querySelector('form[action$=offer] button').click())""");
        look("intake/label", "/intake/" + shop.phone(OrderState.OFFERED) + "/label");
        look("intake/receipt", "/intake/" + shop.phone(OrderState.OFFERED) + "/receipt");
        for (String at : List.of(
                "not-sent",
                "on-the-way",
                "differs",
                "back",
                "sent-back",
                "recalled",
                "at-the-door",
                "fetched",
                "kept",
                "lost-cleared")) {
            look("intake/order " + at, "/intake/" + shop.trip(at));
        }
        look("intake/order doubted", "/intake/" + shop.bench.doubted());
        for (OrderState state : List.of(OrderState.IN_PART, OrderState.CLEARED)) {
            look("intake/receipt phone " + state.id(), "/intake/" + shop.phone(state) + "/receipt");
            look("ledger/statement phone " + state.id(), "/statements/" + shop.phone(state));
        }
        look("intake/receipt cleared", "/intake/" + shop.bench.cleared() + "/receipt");
        look("intake/receipt in-part", "/intake/" + shop.bench.inPart() + "/receipt");
        look("intake/receipt not-cleared", "/intake/" + shop.phone(OrderState.NOT_CLEARED) + "/receipt");
        look("intake/receipt held", "/intake/" + shop.phone(OrderState.HELD) + "/receipt");
        look("intake/receipt not-sent", "/intake/" + shop.trip("not-sent") + "/receipt");
        look("intake/receipt fetched", "/intake/" + shop.trip("fetched") + "/receipt");
        look("intake/receipt on-the-way", "/intake/" + shop.trip("on-the-way") + "/receipt");
        look("intake/travel door", "/travel/" + shop.trip("at-the-door"));
        look("intake/travel sealing", "/travel/" + shop.trip("sealing"));
        look("intake/travel unannounced", "/travel/" + shop.trip("not-sent"));
        look("intake/travel arrival", "/travel/" + shop.trip("on-the-way"));
        look("intake/travel bag", "/travel/" + shop.trip("unpacking"));
        look("intake/travel choice", "/travel/" + shop.trip("unpacked") + "?step=seal");
        look("intake/travel all", "/travel/" + shop.trip("unpacked"));
        look("intake/travel recorded", "/travel/" + shop.trip("differs"));
        look("intake/travel back", "/travel/" + shop.trip("back"));
        look("ledger/statement arrival", "/statements/" + shop.trip("differs"));
        look("web/error forbidden", "/people");
        look("web/error malformed", "/intake/not-an-order");
        jdbc().sql("ALTER TABLE custody.hand_over RENAME TO hand_over_away").update();
        try {
            look("web/error ours", "/hand-overs");
        } finally {
            jdbc().sql("ALTER TABLE custody.hand_over_away RENAME TO hand_over").update();
        }
        assertNothingWrong();
    }

    @Test
    @Order(3)
    void whatAClerkHandsOver() throws IOException {
        signIn(shop.clerk);
        look("custody/stock", "/stock");
        look("custody/stock none", "/stock?q=nothing-like-it");
        look("custody/hand-overs", "/hand-overs");
        look("custody/hand-over open", "/hand-overs/" + shop.handOver);
        look("custody/hand-over signed", "/hand-overs/" + shop.signedHandOver);
        look("custody/hand-over made", PageEyes.to(origin() + "/hand-overs"), """
                (document.querySelectorAll('[name=devices]').forEach((one, i) => (one.checked = i === 0)),
                 document.querySelector('form[action="/hand-overs"] button').click())""");
        look("custody/processors", "/processors");
        look("ledger/statement cleared", "/statements/" + shop.bench.cleared());
        look("ledger/statement match", "/statements/" + shop.bench.failed());
        look("ledger/statement none", "/statements/" + shop.phone(OrderState.OFFERED));
        assertNothingWrong();
    }

    @Test
    @Order(4)
    void whatIsOnTheCountersGlass() throws IOException {
        signIn(shop.clerk);
        look("consumer/offer glass", "/counter/" + shop.phone(OrderState.OFFERED));
        look("consumer/prepare glass", "/counter/" + shop.phone(OrderState.ACCEPTED) + "/prepare");
        look("consumer/watch glass", "/counter/" + shop.phone(OrderState.ERASING) + "/watch");
        look("consumer/watch phone at_bench", "/counter/" + shop.phone(OrderState.AT_BENCH) + "/watch");
        look("consumer/watch phone in_part", "/counter/" + shop.phone(OrderState.IN_PART) + "/watch");
        look("consumer/proof phone cleared", "/counter/" + shop.phone(OrderState.CLEARED) + "/proof");
        look("consumer/list-watch glass", "/counter/" + shop.begunList.batch().lead() + "/watch");
        look("consumer/paper of a list", "/counter/" + shop.begunList.batch().lead() + "/paper");
        look("consumer/code", "/counter/" + shop.phone(OrderState.ERASING) + "/code");
        look("consumer/paper", "/counter/" + shop.phone(OrderState.OFFERED) + "/paper");
        look("consumer/paper failed", "/counter/" + shop.bench.failed() + "/paper");
        look("consumer/privacy glass", "/counter/" + shop.phone(OrderState.ERASING) + "/privacy");
        look("consumer/proof doubted", "/counter/" + shop.bench.doubted() + "/proof");
        look("consumer/watch erased", "/counter/" + shop.bench.erased() + "/watch");
        look("intake/order erased", "/intake/" + shop.bench.erased());
        look("bench/erasure bad", "/bench/erasures/" + shop.bench.bad());
        look("consumer/watch door", "/counter/" + shop.trip("at-the-door") + "/watch");
        look("consumer/device away", "/counter/" + shop.trip("differs"));
        look("consumer/paper fetched", "/counter/" + shop.trip("fetched") + "/paper");
        assertNothingWrong();
    }

    @Test
    @Order(5)
    void whatATechnicianSees() throws Exception {
        signIn(shop.technician);
        CableSample cables = CableSample.of(shop.shop);
        cables.tell();
        look("bench/bench", "/bench");
        look("bench/erasures", "/bench/erasures");
        look("bench/erasure", "/bench/erasures/" + shop.bench.loose());
        look(
                "bench/erasure weighed",
                "/bench/erasures/" + shop.bench.loose() + "?order="
                        + bean(org.wangchuan.platform.intake.Orders.class)
                                .find(shop.bench.waiting())
                                .orElseThrow()
                                .code());
        look("intake/workflows", "/workflow");
        cables.tell();
        look("intake/workflow which", "/workflow/" + shop.phone(OrderState.CONSENTED));
        look("bench/phone", "/bench/orders/" + shop.phone(OrderState.CONSENTED) + "/phone");
        look("intake/workflow step", "/workflow/" + shop.phone(OrderState.ERASING));
        look("intake/workflow text", "/workflow/" + shop.phone(OrderState.ERASING) + "?step=version");
        look("intake/workflow photo", "/workflow/" + shop.phone(OrderState.ERASING) + "?step=photo");
        look("intake/workflow photo refused", "/workflow/" + shop.phone(OrderState.ERASING) + "?step=photo&large");
        look("intake/workflow ended", "/workflow/" + shop.phone(OrderState.NOT_CLEARED));
        look("intake/workflow wait", "/workflow/" + shop.trip("on-the-way"));
        look("intake/workflow away", "/workflow/" + shop.trip("fetched"));
        look("intake/workflow early", "/workflow/" + shop.phone(OrderState.OFFERED));
        look("ledger/statement observation", "/statements/" + shop.phone(OrderState.NOT_CLEARED));
        look("ledger/statement failed", "/statements/" + shop.bench.failed());
        look("ledger/statement refused", "/statements/" + shop.bench.refused());
        ListBelt belt = ListBelt.of(shop.shop, 4);
        look("bench/list", belt.page());
        PasskeyShown.by(shop.technician);
        look("bench/list fresh", belt.page());
        belt.say();
        belt.isLookedAt();
        look("bench/list on", belt.page());
        look("bench/bench lists", "/bench");
        belt.ends();
        look("bench/list ended", belt.page());
        look("web/design", "/design");
        look("web/counter", "/counter/" + shop.phone(OrderState.OFFERED));
        assertNothingWrong();
    }

    @Test
    @Order(6)
    void whatIsShownOfAPhone() throws Exception {
        PhoneSample phone = PhoneSample.at(shop.shop);
        signIn(shop.technician);
        look("ledger/statement phone", "/statements/" + phone.order());
        look("bench/erasures phone", "/bench/erasures");
        look("bench/erasure phone held", "/bench/erasures/" + phone.held());
        look("bench/bench phone", "/bench");
        signIn(shop.manager);
        look("intake/order phone", "/intake/" + phone.order());
        eyes.browser.forgetCookies();
        join(link(phone.order()));
        look("consumer/proof phone", link(phone.order()) + "/proof");
        assertNothingWrong();
    }

    @Test
    @Order(6)
    void whatAManagerSees() throws Exception {
        signIn(shop.manager);
        look("bench/bench manager", "/bench");
        look("ledger/statement doubted", "/statements/" + shop.bench.doubted());
        look("intake/order held manager", "/intake/" + shop.phone(OrderState.HELD));
        look("intake/order released", "/intake/" + shop.released);
        look("ledger/log", "/operator-log");
        look("ledger/producers", "/producers");
        look("exchange/exports", "/exports");
        look("recovery/recovery never", "/recovery");
        look("ledger/trust", "/trust/about");
        look("ledger/statement open", "/statements/" + shop.bench.open());
        look("ledger/statement answered", "/statements/" + shop.bench.answered());
        look("ledger/statement manager", "/statements/" + shop.bench.failed());
        look("custody/processors manager", "/processors");
        var _ = LeftOutStations.ofSite(shop.shop.site(), signedIn(shop.manager));
        look("ledger/log left out", "/operator-log");
        assertNothingWrong();
    }

    @Test
    @Order(6)
    void whatAPlantIsGiven() throws Exception {
        PlantPagesSample plant = PlantPagesSample.in(shop.shop);
        signIn(shop.administrator);
        look("recovery/backups elsewhere", "/backups");
        jdbc().sql("""
                        INSERT INTO clock.step (noticed, before_at, after_at, seconds) VALUES
                        ('running', '2027-03-04 05:06:07Z', '2027-04-13 05:06:09Z', 3456000),
                        ('running', '2027-04-13 06:06:07Z', '2027-03-04 06:06:09Z', -3456000),
                        ('begun', '2027-03-05 05:06:07Z', '2027-03-05 04:06:07Z', -3600)""").update();
        look("clock/steps", "/clock");
        look("exchange/plant", "/plant");
        look("exchange/webhook", "/plant/webhooks/" + plant.webhook());
        PasskeyShown.by(shop.administrator);
        look("exchange/plant fresh", "/plant");
        look("exchange/plant made", PageEyes.to(origin() + "/plant"), """
                (document.querySelector('[name=name]').value = 'SAP PM',
                 document.querySelector('[name=scopes][value="verdicts:read"]').checked = true,
                 document.querySelector('form[action="/plant/keys"] button').click())""");
        look("exchange/plant wrong", PageEyes.to(origin() + "/plant"), """
                (document.querySelector('[name=name]').value = 'SAP PM',
                 document.querySelector('form[action="/plant/keys"] button').click())""");
        look("exchange/webhook secret", PageEyes.to(origin() + "/plant/webhooks/" + plant.webhook()), """
                document.querySelector('form[action$="/secret"] button').click()""");
        look("exchange/webhook failed", "/plant/webhooks/" + plant.failed());
        assertNothingWrong();
        plant.remove();
    }

    @Test
    @Order(6)
    void whoAPersonIs() throws IOException {
        signIn(shop.manager);
        UUID unregistered = shop.unregistered;
        look("intake/order unregistered", "/intake/" + unregistered);
        look("intake/person blank", "/intake/" + unregistered + "/person");
        look("intake/person wrong", PageEyes.to(origin() + "/intake/" + unregistered + "/person"), """
                (document.querySelector('[name=entry-number]').value = '110105194912310021',
                 document.querySelector('form[action$=register]').noValidate = true,
                 document.querySelector('form[action$=register] button').click())""");
        look("intake/person", "/intake/" + shop.registered + "/person");
        look("intake/person opened", PageEyes.to(origin() + "/intake/" + shop.registered + "/person"), """
                (document.querySelector('form[action$=open] select').value = 'entry_check',
                 document.querySelector('form[action$=open] button').click())""");
        UUID closed = shop.phone(OrderState.CLOSED);
        look("intake/payment", "/intake/" + closed + "/payment");
        look("intake/person account", "/intake/" + closed + "/person");
        look("intake/payment corrected", PageEyes.to(origin() + "/intake/" + closed + "/payment"), """
                (document.querySelector('details.act').open = true, document.querySelector('[name=paid]').value = 'wallet',
                 document.querySelector('[name=correction]').value = 'otherwise',
                 document.querySelector('[name=which]').value = 'typed',
                 document.querySelector('form[action$=payment] button').click())""");
        look("intake/payment of a list", "/intake/lists/" + shop.batch.id() + "/payment");
        look("intake/payment first", "/intake/" + shop.bench.cleared() + "/payment");
        look("intake/payment wrong", PageEyes.to(origin() + "/intake/" + shop.bench.cleared() + "/payment"), """
                (document.querySelector('[name=paid]').value = 'cash', document.querySelector('[name=amount]').value = '0.5',
                 document.querySelector('form[action$=close] button').click())""");
        look("intake/payments", "/payments");
        look("intake/payments none", "/payments?from=2020-01-01&to=2020-01-02");
        look("intake/payments wrong", "/payments?from=2020-01-02&to=2020-01-01");
        look("intake/person of no law", "/intake/" + shop.phone(OrderState.OFFERED) + "/person");
        look("intake/law nothing", "/intake/" + unregistered + "/law");
        look("intake/law", "/intake/" + shop.registered + "/law");
        look("intake/law waits", "/intake/" + shop.disclosed + "/law");
        look("intake/law wrong", PageEyes.to(origin() + "/intake/" + shop.registered + "/law"), """
                (document.querySelector('[name=reason]').value = 'x', document.querySelector('[name=until]').value = '2020-01-01',
                 document.querySelector('form[action$=hold] button').click())""");
        signIn(shop.colleague);
        look("intake/person clerk", "/intake/" + shop.registered + "/person");
        look("intake/law second", "/intake/" + shop.disclosed + "/law");
        PasskeyShown.by(shop.colleague);
        look("intake/law second confirmed", "/intake/" + shop.disclosed + "/law");
        jdbc().sql(
                        "UPDATE vault.disclosure SET confirmed_by = ?, confirmed_at = now() WHERE person_id = (SELECT owner_ref FROM intake.work_order WHERE id = ?)")
                .params(shop.colleague, shop.disclosed)
                .update();
        signIn(shop.manager);
        look("intake/law confirmed", "/intake/" + shop.disclosed + "/law");
        look("intake/loss", "/intake/" + shop.phone(OrderState.CONSENTED) + "/loss");
        look("intake/loss not here", "/intake/" + shop.phone(OrderState.RETURNED_UNTOUCHED) + "/loss");
        PasskeyShown.by(shop.manager);
        look("intake/law confirmed fresh", "/intake/" + shop.disclosed + "/law");
        look("intake/loss fresh", "/intake/" + shop.phone(OrderState.CONSENTED) + "/loss");
        look("intake/loss wrong", PageEyes.to(origin() + "/intake/" + shop.phone(OrderState.CONSENTED) + "/loss"), """
                (document.querySelector('[name=reason]').value = 'stolen', document.querySelector('[name=note]').value = '13800138000',
                 document.querySelector('form[action$=loss] .danger').click())""");
        look("intake/loss found", "/intake/" + shop.phone(OrderState.MISSING) + "/loss");
        look("intake/order missing manager", "/intake/" + shop.phone(OrderState.MISSING));
        // Shown once: each look is at another opening of it.
        look(
                "intake/law opened",
                (browser, language) -> {
                    jdbc().sql("UPDATE vault.disclosure SET opened_at = NULL WHERE ended_at IS NULL")
                            .update();
                    browser.open(origin() + "/intake/" + shop.disclosed + "/law?lang=" + language);
                },
                clicked("form[action$=open] button"));
        assertNothingWrong();
    }

    @Test
    @Order(7)
    void whatAnAdministratorSees() throws IOException {
        signIn(shop.administrator);
        passkeys(shop.administrator, "My laptop", "internal", false);
        passkeys(shop.colleague, "Phone of the counter", "hybrid,internal", true);
        passkeys(shop.colleague, "Key on my key ring", "usb,nfc", false);
        look("identity/passkey", "/passkey");
        look("consumer/profile", "/sites/" + shop.shop.site() + "/profile");
        look("identity/people", "/people");
        look("identity/confirm", "/confirm?next=/people");
        look("identity/account", "/people/" + shop.colleague);
        look("identity/own", "/account");
        look("identity/badge before", "/people/" + shop.clerk + "/badge");
        PasskeyShown.by(shop.administrator);
        look("identity/people confirmed", "/people");
        look("identity/people link", PageEyes.to(origin() + "/people"), clicked("form[action$=link] button"));
        look("identity/people-changes", "/people/changes");
        look("identity/account confirmed", "/people/" + shop.colleague);
        look("identity/own confirmed", "/account");
        PasskeyShown.by(shop.administrator);
        look("identity/account own", "/people/" + shop.administrator);
        look("identity/account refused", PageEyes.to(origin() + "/people/" + shop.administrator), """
                (document.querySelector('[name=roles][value=ADMINISTRATOR]').checked = false,
                 document.querySelector('[name=roles][value=CLERK]').checked = true,
                 document.querySelector('form[action$=roles] button').click())""");
        PasskeyShown.by(shop.administrator);
        look("identity/account ended", "/people/" + shop.ended);
        look("identity/badge ask", "/people/" + shop.clerk + "/badge");
        look(
                "identity/badge",
                PageEyes.to(origin() + "/people/" + shop.clerk + "/badge"),
                clicked("form[action$=badge] button"));
        look("identity/badge again", "/people/" + shop.clerk + "/badge");
        jdbc().sql("""
                        INSERT INTO identity.company_change (at, by_account, organisation_id, what, before, after)
                        SELECT now(), id, organisation_id, 'name', 'Blue River', 'Blue River Recycling' FROM identity.account WHERE id = ?""").param(shop.administrator).update();
        look("identity/sites", "/sites");
        look("identity/sites code", PageEyes.to(origin() + "/sites"), clicked("form[action$=pairing-code] button"));
        look("identity/provider none", "/company-sign-in");
        PasskeyShown.by(shop.administrator);
        look("identity/provider wrong", PageEyes.to(origin() + "/company-sign-in"), """
                (document.querySelector('[name=issuer]').value = 'https://10.0.0.1/realms/shop',
                 document.querySelector('[name=clientId]').value = 'wangchuan',
                 document.querySelector('[name=secret]').value = 'secret',
                 document.querySelector('form[action="/company-sign-in"] button').click())""");
        bean(Providers.class)
                .make(
                        shop.shop.organisation(),
                        new ProviderForm("https://sso.example.com/realms/blue-river", "wangchuan", "secret", "", "mfa"),
                        shop.administrator);
        PasskeyShown.by(shop.administrator);
        look("identity/provider", "/company-sign-in?tested=yes");
        look("identity/own company", "/account");
        look("identity/sites company", "/sites");
        look("identity/company-code", "/login/company");
        look("identity/company-code wrong", "/login/company?code=abc");
        String code = bean(Providers.class)
                .of(shop.shop.organisation())
                .map(Provider::code)
                .orElseThrow();
        look("identity/company-sign-in", "/login/company/" + code);
        look("identity/company-sign-in refused", "/login/company/" + code + "?problem=UNKNOWN_PERSON");
        look("rights/officer", "/data-protection");
        look("rights/officer wrong", PageEyes.to(origin() + "/data-protection"), """
                (document.querySelector('[name=name]').value = '个人信息保护部', document.querySelector('[name=contact]').value = 'x',
                 document.querySelector('form[action="/data-protection"] button').click())""");
        look("intake/register", "/seller-register");
        look("intake/register wrong", PageEyes.to(origin() + "/seller-register"), """
                (document.querySelector('form[action^="/seller-register"] [name=required]').checked = true,
                 document.querySelector('form[action^="/seller-register"] [name=law]').value = '',
                 document.querySelector('form[action^="/seller-register"] button').click())""");
        look("intake/types none", "/type-lists");
        look("intake/types wrong", PageEyes.to(origin() + "/type-lists"), """
                (document.querySelector('form[action="/type-lists"]').noValidate = true,
                 document.querySelector('form[action="/type-lists"] button').click())""");
        look("identity/switch", "/switch");
        UUID first = newcomer();
        signIn(first);
        PasskeyShown.by(first);
        look("identity/setup", "/setup");
        look("identity/setup wrong", PageEyes.to(origin() + "/setup"), """
                (document.querySelector('[name=company]').value = '青川再生资源回收有限公司', document.querySelector('[name=site]').value = '河滨店',
                 document.querySelector('[name=workName]').value = '柜台一号', document.querySelector('[name=timeZone]').value = 'Beijing',
                 document.querySelector('form[action="/setup"] .big').click())""");
        assertNothingWrong();
    }

    /** Where the company that runs the platform lets others onto it. */
    @Test
    @Order(7)
    void whoLetsAnotherCompanyIn() throws Exception {
        UUID boss = host().account(Role.ADMINISTRATOR);
        UUID entered = newcomer();
        UUID _ = newcomer();
        Newcomers newcomers = bean(Newcomers.class);
        var _ = newcomers.let("河口回收商协会", boss);
        newcomers.end(newcomers.all().getFirst().id(), boss);
        passkeys(entered, "My first laptop", "internal", false);
        signIn(boss);
        look("identity/companies", "/companies");
        PasskeyShown.by(boss);
        look("identity/companies fresh", "/companies");
        look("identity/companies link", PageEyes.to(origin() + "/companies"), clicked("form[action$=link] button"));
        look("identity/companies wrong", PageEyes.to(origin() + "/companies"), """
                (document.querySelector('[name=label]').value = '13800138000',
                 document.querySelector('form[action="/companies"] button').click())""");
        look("identity/sites host", "/sites");
        signIn(entered);
        PasskeyShown.by(entered);
        look("identity/own newcomer", "/account");
        assertNothingWrong();
    }

    /** In the time in which nobody is refused yet, and after it. */
    @Test
    @Order(10)
    void whatOneLearns() throws Exception {
        LearnersShop learners = new LearnersShop();
        signIn(learners.learner);
        look("staff/learning", "/learning");
        look("staff/course", "/learning/courses/privacy");
        look("staff/exam", learners.open);
        look("staff/exam wrong", PageEyes.to(origin() + learners.open), clicked("form[action$=answer] button"));
        look("staff/result failed", learners.failed);
        look("staff/result over", learners.over);
        signIn(learners.qualified);
        look("staff/learning qualified", "/learning");
        look("staff/course renewable", "/learning/courses/law");
        look("staff/course valid", "/learning/courses/handling");
        PasskeyShown.by(learners.qualified);
        look("staff/course confirmed", "/learning/courses/law");
        look("staff/result passed", learners.passed);
        signIn(learners.manager);
        look("staff/people", "/staff");
        look("staff/person", "/staff/" + learners.qualified);
        PasskeyShown.by(learners.manager);
        look("staff/person confirmed", "/staff/" + learners.learner);
        look("staff/person wrong", PageEyes.to(origin() + "/staff/" + learners.learner), """
                (document.querySelector('[name=reference]').value = '13800138000',
                 document.querySelector('[name=lastDay]').value = document.querySelector('[name=lastDay]').max,
                 document.querySelector('form[action$=elsewhere] button').click())""");
        signIn(learners.administrator);
        PasskeyShown.by(learners.administrator);
        look("staff/people administrator", "/staff");
        learners.endIntroduction();
        look("staff/people ended", "/staff");
        signIn(learners.learner);
        look("staff/learning refused", "/learning");
        look("web/not-qualified", PageEyes.to(origin() + "/intake/new"), """
                (document.querySelector('form[data-intake]').noValidate = true, document.querySelector('form[data-intake] .big').click())""");
        assertNothingWrong();
    }

    private static void passkeys(UUID account, String label, String transports, boolean isSynced) {
        jdbc().sql("INSERT INTO identity.user_entities VALUES (?, ?, 'worker') ON CONFLICT DO NOTHING")
                .params("u-" + account, account.toString())
                .update();
        jdbc().sql("""
                        INSERT INTO identity.user_credentials (credential_id, user_entity_user_id, public_key, backup_eligible,
                          backup_state, authenticator_transports, created, last_used, label)
                        VALUES (?, ?, '', ?, false, ?, now(), now(), ?)""")
                .params(label, "u-" + account, isSynced, transports, label)
                .update();
    }

    @Test
    @Order(7)
    void whatIsAskedOfTheRightsDesk() throws Exception {
        OwnRequests requests = bean(OwnRequests.class);
        UUID order = shop.phone(OrderState.STATE_SECRETS);
        String link = link(order);
        UUID officer = shop.shop.account(Role.DATA_PROTECTION_OFFICER);
        eyes.browser.forgetCookies();
        join(link);
        look("consumer/requests none", link + "/requests");
        requests.ask(order, RequestKind.DELETION, "", "pages-1");
        UUID answered = requests.ask(order, RequestKind.NOT_MINE, "这台手机不是我的。", "pages-2");
        UUID asked = requests.ask(order, RequestKind.COMPLAINT, "店员态度不好。\nThe clerk was rude.", "pages-3");
        requests.atOnce(order, RequestKind.CORRECTION, java.util.Optional.empty());
        Browser desk = confirmed(officer);
        desk.post(
                "/rights/" + answered + "/prolong",
                Map.of("seen", "1", "delay", "document", "text", "请带身份证到店。Bring your card."));
        desk.post(
                "/rights/" + answered + "/answer",
                Map.of("seen", "2", "result", "refused", "ground", "correct_as_is", "text", "已核对。Checked."));
        String day = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        UUID written = UUID.fromString(desk.post(
                        "/rights/orders/" + order + "/request",
                        Map.of("kind", "correction", "way", "letter", "day", day, "identity", "none", "text", "型号有误。"))
                .header("location")
                .replace("/rights/", ""));
        look("consumer/requests", link + "/requests");
        look("consumer/requests large", link + "/requests?large=1");
        look("consumer/requests small", link + "/requests?large=0");
        look(
                "consumer/requests read",
                PageEyes.to(origin() + link + "/requests"),
                clicked("form[action$=words] button"));
        look("consumer/requests wrong", PageEyes.to(origin() + link + "/requests"), """
                (document.querySelector('[name=kind][value=complaint]').checked = true,
                 document.querySelector('form[action$=requests] button').click())""");
        look("consumer/privacy requests", link + "/privacy");
        look("consumer/copy", PageEyes.to(origin() + link + "/privacy"), clicked("form[action$=copy-page] button"));
        signIn(officer);
        look("rights/list", "/rights");
        look("rights/list none", "/rights?state=withdrawn");
        look("rights/list at-once", "/rights?at-once=1");
        look("rights/orders", "/rights/orders");
        look("rights/orders none", "/rights/orders?q=nothing-like-it");
        look("rights/orders several", "/rights/orders?q=HUAWEI");
        look("rights/order", "/rights/orders/" + order);
        look("rights/order wrong", PageEyes.to(origin() + "/rights/orders/" + order), """
                (document.querySelector('form[action$=request]').noValidate = true,
                 document.querySelector('form[action$=request] [name=text]').value = '来电要求删除。By telephone.',
                 document.querySelector('form[action$=request] button').click())""");
        look("rights/request written", "/rights/" + written);
        look("rights/request", "/rights/" + asked);
        look("rights/request answered", "/rights/" + answered);
        PasskeyShown.by(officer);
        look("rights/request confirmed", "/rights/" + asked);
        look("rights/request read", PageEyes.to(origin() + "/rights/" + asked), clicked("form[action$=words] button"));
        look("rights/request wrong", PageEyes.to(origin() + "/rights/" + asked), """
                (document.querySelector('[name=result][value=refused]').checked = true,
                 document.querySelector('form[action$=answer] button').click())""");
        shop.shop.account(Role.DATA_PROTECTION_OFFICER);
        look("rights/request of several", "/rights/" + asked);
        assertNothingWrong();
    }

    @Test
    @Order(8)
    void whatAnOwnerSees() throws IOException {
        eyes.browser.forgetCookies();
        look("consumer/offer", link(OrderState.OFFERED));
        look("consumer/offer first", link(OrderState.TAKEN_IN));
        look("consumer/first", link(shop.bench.cleared()));
        for (Map.Entry<OrderState, String> one : pagesOfOwners().entrySet()) {
            join(link(one.getKey()));
            look(
                    "consumer/" + one.getValue() + " " + one.getKey().id(),
                    link(one.getKey()) + (one.getValue().equals("offer") ? "" : "/" + one.getValue()));
        }
        for (UUID bench : List.of(
                shop.bench.cleared(),
                shop.bench.open(),
                shop.bench.answered(),
                shop.bench.failed(),
                shop.bench.erasing(),
                shop.bench.inPart())) {
            join(link(bench));
        }
        for (String at : List.of(
                "not-sent", "on-the-way", "differs", "back", "sent-back", "recalled", "at-the-door", "fetched")) {
            String link = path(bean(OwnerInvitation.class).link(shop.trip(at)));
            join(link);
            look("consumer/watch " + at, link + "/watch");
        }
        join(path(bean(OwnerInvitation.class).link(shop.trip("lost-cleared"))));
        look(
                "consumer/proof lost-cleared",
                path(bean(OwnerInvitation.class).link(shop.trip("lost-cleared"))) + "/proof");
        look("consumer/device differs", path(bean(OwnerInvitation.class).link(shop.trip("differs"))) + "/device");
        join(link(OrderState.LOST));
        look("consumer/proof lost", link(OrderState.LOST) + "/proof");
        join(link(OrderState.MISSING));
        look("consumer/proof missing", link(OrderState.MISSING) + "/proof");
        look("consumer/device missing", link(OrderState.MISSING) + "/device");
        for (UUID order : List.of(shop.corrected, shop.refused)) {
            join(path(bean(OwnerInvitation.class).link(order)));
        }
        join(link(OrderState.GOING_BACK));
        look("consumer/proof going-back", link(OrderState.GOING_BACK) + "/proof");
        look("consumer/offer corrected", path(bean(OwnerInvitation.class).link(shop.corrected)));
        look("consumer/offer declined", path(bean(OwnerInvitation.class).link(shop.refused)));
        look("consumer/device declined", path(bean(OwnerInvitation.class).link(shop.refused)) + "/device");
        look(
                "consumer/sure",
                PageEyes.to(origin() + path(bean(OwnerInvitation.class).link(shop.refused))),
                clicked("form[action$=return] button"));
        look("consumer/proof cleared", link(shop.bench.cleared()) + "/proof");
        look("consumer/proof open", link(shop.bench.open()) + "/proof");
        look("consumer/proof answered", link(shop.bench.answered()) + "/proof");
        look("consumer/proof failed", link(shop.bench.failed()) + "/proof");
        look("consumer/watch in-part", link(shop.bench.inPart()) + "/watch");
        look("consumer/proof in-part", link(shop.bench.inPart()) + "/proof");
        look("consumer/list-offer", link(shop.batch.lead())); // whoever joins by its big button has accepted
        join(link(shop.batch.lead()));
        look("consumer/list-devices", link(shop.batch.lead()) + "/device");
        join(shop.acceptedList.link());
        look("consumer/list-prepare", shop.acceptedList.link() + "/prepare");
        look("consumer/keep list", shop.acceptedList.link() + "/keep");
        answer(shop.acceptedList.link(), "nothing");
        look("consumer/list-agree", shop.acceptedList.link() + "/agree");
        join(shop.begunList.link());
        look("consumer/list-watch", shop.begunList.link() + "/watch");
        look("consumer/list-proof", shop.begunList.link() + "/proof");
        look("consumer/list-devices begun", shop.begunList.link() + "/device");
        look("consumer/list-summary", shop.begunList.link() + "/summary");
        look("consumer/issues", shop.begunList.link() + "/issues");
        look("consumer/watch bench", link(shop.bench.erasing()) + "/watch");
        look("consumer/keep", link(OrderState.ACCEPTED) + "/keep");
        answer(link(OrderState.ACCEPTED), "not-yet");
        look("consumer/prepare not-yet", link(OrderState.ACCEPTED) + "/prepare");
        answer(link(OrderState.ACCEPTED), "copied");
        look("consumer/agree", link(OrderState.ACCEPTED) + "/agree");
        look("consumer/device", link(OrderState.CLOSED) + "/device");
        look("consumer/privacy pictures", link(OrderState.NOT_CLEARED) + "/privacy");
        look("consumer/privacy empty", link(OrderState.CONSENTED) + "/privacy");
        eyes.browser.open(origin() + link(OrderState.ERASING) + "/privacy");
        eyes.browser.fill("input[name=name]", "王小明");
        eyes.browser.fill("input[name=phone]", "13800138000");
        submit("form[action$=contact] button");
        look("consumer/privacy kept", link(OrderState.ERASING) + "/privacy");
        look(
                "consumer/forget",
                PageEyes.to(origin() + link(OrderState.ERASING) + "/privacy"),
                clicked("form[action$=forget] button"));
        look(
                "consumer/privacy shown",
                PageEyes.to(origin() + link(OrderState.ERASING) + "/privacy"),
                clicked("form[action$=own] button"));
        shop.letIn(shop.registered);
        shop.letIn(shop.disclosed);
        join(link(shop.registered));
        look("consumer/privacy registered", link(shop.registered) + "/privacy");
        join(link(shop.disclosed));
        look("consumer/privacy held", link(shop.disclosed) + "/privacy");
        assertNothingWrong();
    }

    private static Map<OrderState, String> pagesOfOwners() {
        return Map.of(
                OrderState.TAKEN_IN, "offer",
                OrderState.ACCEPTED, "prepare",
                OrderState.CONSENTED, "watch",
                OrderState.ERASING, "watch",
                OrderState.HELD, "watch",
                OrderState.NOT_CLEARED, "proof",
                OrderState.SEALED, "proof",
                OrderState.CLOSED, "proof",
                OrderState.RETURNED_UNTOUCHED, "proof",
                OrderState.RETURNED_ERASED, "proof");
    }

    @Test
    @Order(9)
    void whatAnOwnerSeesInLargeType() throws IOException {
        eyes.browser.open(origin() + link(OrderState.OFFERED) + "?large=1");
        look("consumer/offer large", link(OrderState.OFFERED));
        look("consumer/prepare large", link(OrderState.ACCEPTED) + "/prepare");
        look("consumer/prepare large last", link(OrderState.ACCEPTED) + "/prepare?item=9");
        look("consumer/keep large", link(OrderState.ACCEPTED) + "/keep");
        answer(link(OrderState.ACCEPTED), "copied");
        look("consumer/agree large", link(OrderState.ACCEPTED) + "/agree");
        look("consumer/watch large", link(shop.bench.erasing()) + "/watch");
        look("consumer/proof large", link(shop.bench.cleared()) + "/proof");
        look("consumer/privacy large", link(OrderState.ERASING) + "/privacy");
        eyes.browser.open(origin() + link(OrderState.OFFERED) + "?large=0");
        assertNothingWrong();
    }

    @Test
    @Order(10)
    void whatAnotherBrowserSees() throws IOException {
        eyes.browser.forgetCookies();
        look("consumer/enter", link(OrderState.CONSENTED));
        look(
                "consumer/enter wrong",
                PageEyes.to(origin() + link(OrderState.CONSENTED)),
                "(document.querySelector('[name=code]').value = '000000', document.querySelector('form .big').click())");
        for (int i = 0; i < 5; i++) {
            nobody().post(link(OrderState.SEALED) + "/enter", Map.of("code", "000000"));
        }
        look("consumer/enter locked", link(OrderState.SEALED));
        shop.letIn(shop.phone(OrderState.SEALED));
        String old = link(OrderState.SEALED);
        eyes.browser.open(origin() + old);
        eyes.browser.click("form .big");
        eyes.browser.waitFor("location.pathname.endsWith('/proof')");
        shop.letIn(shop.phone(OrderState.SEALED));
        look("consumer/replaced", old);
        look("custody/collect", shop.collect);
        look("custody/collect not-given", shop.collectNotGiven);
        look("custody/collect signed", shop.collectSigned);
        look("custody/collect wrong", PageEyes.to(origin() + shop.collect), """
                (document.querySelector('[name=licenceName]').value = '别的公司', document.querySelector('form[action$=take] button').click())""");
        assertNothingWrong();
    }

    @Test
    @Order(11)
    void whatAShopSeesThatHasJustOpened() throws IOException {
        Shop empty = newShop();
        signIn(empty.account(Role.CLERK, Role.TECHNICIAN, Role.MANAGER));
        look("intake/list empty", "/intake");
        look("custody/stock empty", "/stock");
        look("custody/hand-overs empty", "/hand-overs");
        look("custody/processors empty", "/processors");
        look("bench/bench empty", "/bench");
        look("bench/erasures empty", "/bench/erasures");
        look("intake/workflows empty", "/workflow");
        assertNothingWrong();
    }

    /** What a station is asked to read, from the lane that is offered to one that had the wrong drive in it. */
    private void lookAtLooks(BenchOrder order, SigningStation looker, UUID verifier) throws Exception {
        String page = "/second-checks/" + Drawn.device(order);
        looker.tellLane("sdc", order.serial);
        look("oversight/check offered", page);
        String statement = jdbc().sql("SELECT event_id FROM ledger.statement WHERE order_id = ?")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(confirmed(verifier)
                        .post(page + "/looks", Map.of("where", statement + " " + looker.paired.id() + " sdc"))
                        .status())
                .isEqualTo(302);
        look("oversight/check asked", page);
        String look = jdbc().sql("SELECT id FROM oversight.look WHERE statement_id = ?::uuid")
                .param(statement)
                .query((row, _) -> row.getString(1))
                .single();
        String key = "k".repeat(59);
        calls(
                looker,
                "POST",
                look + "/claim",
                "{\"lane\":\"sdc\",\"serial\":\"" + order.serial + "\",\"recipient\":\"" + key + "\"}");
        look("oversight/check files", page);
        calls(order.station, "PUT", look + "/files", "{\"recipient\":\"" + key + "\",\"sealed\":\"c2VhbGVk\"}");
        calls(
                looker,
                "PUT",
                look + "/progress",
                "{\"phase\":\"verify\",\"pass\":1,\"passes\":1,\"doneBytes\":42,\"totalBytes\":100,\"bytesPerSecond\":9,\"remainingSeconds\":7}");
        look("oversight/check reading", page);
        calls(
                looker,
                "POST",
                look + "/end",
                "{\"outcome\":\"refused\",\"code\":\"LANE_DIFFERS\",\"en\":\"what lies in the lane is not what was chosen\",\"zh\":\"工位上的介质不是所选的那一个\"}");
        look("oversight/check refused", page);
        assertThat(confirmed(verifier)
                        .post(page + "/looks", Map.of("where", statement + " " + looker.paired.id() + " sdc"))
                        .status())
                .isEqualTo(302);
        String second = jdbc().sql("SELECT id FROM oversight.look WHERE statement_id = ?::uuid AND ended_at IS NULL")
                .param(statement)
                .query((row, _) -> row.getString(1))
                .single();
        calls(looker, "POST", second + "/end", "{\"outcome\":\"read\",\"recheck\":\"{}\"}");
        look("oversight/check kept", page);
    }

    /** Somebody has a station read a drive that lies there; the look. */
    private static String asks(Browser browser, String page, BenchOrder order, SigningStation looker) {
        String statement = jdbc().sql("SELECT event_id FROM ledger.statement WHERE order_id = ?")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
        assertThat(browser.post(page + "/looks", Map.of("where", statement + " " + looker.paired.id() + " sdc"))
                        .status())
                .isEqualTo(302);
        return jdbc().sql("SELECT id FROM oversight.look WHERE statement_id = ?::uuid AND ended_at IS NULL")
                .param(statement)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private static void answers(SigningStation looker, String look, Again said) throws Exception {
        Bytes32 challenge = jdbc().sql("SELECT challenge FROM oversight.look WHERE id = ?::uuid")
                .param(look)
                .query((row, _) -> Bytes32.of(row.getBytes(1)))
                .single();
        String file = new String(looker.again(said, Optional.of(challenge)), StandardCharsets.UTF_8);
        calls(
                looker,
                "POST",
                look + "/end",
                CanonicalJson.writeText(Json.object()
                        .put("outcome", "read")
                        .put("recheck", file)
                        .build()));
    }

    /** What was read by hand is read once more at the word of who does not see the device, and confirmed by that. */
    private void lookFromAfar(BenchOrder order, SigningStation looker, UUID verifier, Again said) throws Exception {
        String page = "/second-checks/" + Drawn.device(order);
        Browser browser = confirmed(verifier);
        answers(looker, asks(browser, page, order, looker), said);
        look("oversight/check answered", page);
        assertThat(browser.post(page + "/from-afar", Map.of()).status()).isEqualTo(302);
        look("oversight/check afar", page);
        look("oversight/checks afar", "/second-checks");
    }

    private static void calls(SigningStation station, String method, String path, String body) throws Exception {
        assertThat(station.call(
                                method,
                                "/looks/" + path,
                                CanonicalJson.readLenientObject(body.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isLessThan(300);
    }

    /** Two administrators who say that one company looks from afar for the other, and what its verifiers see. */
    @Test
    @Order(11)
    void whatAnotherCompanySees() throws Exception {
        Shop asking = newShop();
        Shop looking = newShop();
        BenchOrder order = new Drawn(asking).drive();
        UUID lead = looking.account(Role.ADMINISTRATOR, Role.VERIFIER);
        signIn(lead);
        look("oversight/pacts", "/looks-from-afar");
        look("oversight/others empty", "/looks-for-others");
        PasskeyShown.by(lead);
        look("oversight/pacts fresh", "/looks-from-afar");
        look("oversight/pacts code", PageEyes.to(origin() + "/looks-from-afar"), """
                document.querySelector('form[action$=code] button').click()""");
        Drawn.asks(looking, asking);
        look("oversight/pacts asked", "/looks-from-afar");
        UUID boss = asking.account(Role.ADMINISTRATOR, Role.MANAGER);
        signIn(boss);
        PasskeyShown.by(boss);
        look("oversight/pacts asking", "/looks-from-afar");
        look("oversight/pacts wrong", PageEyes.to(origin() + "/looks-from-afar"), """
                (document.querySelector('[name=code]').value = 'x', document.querySelector('[name=site]').checked = true,
                 document.querySelector('form[action$=afar] button').click())""");
        look("oversight/check alone", "/second-checks/" + Drawn.device(order));
        UUID pact = Drawn.looksFor(looking, asking);
        look("oversight/check elsewhere", "/second-checks/" + Drawn.device(order));
        UUID verifier = looking.account(Role.VERIFIER);
        signIn(verifier);
        look("oversight/others", "/looks-for-others");
        String page = "/looks-for-others/" + Drawn.device(order);
        look("oversight/other", page);
        PasskeyShown.by(verifier);
        SigningStation reader = new SigningStation(newStation(asking.site()));
        reader.tellTrust();
        reader.tellLane("sdc", order.serial);
        look("oversight/other offered", page);
        Browser browser = confirmed(verifier);
        String look = asks(browser, page, order, reader);
        look("oversight/other asked", page);
        answers(reader, look, Again.good(Drawn.receipt(order), order.serial));
        look("oversight/other answered", page);
        assertThat(browser.post(page + "/from-afar", Map.of()).status()).isEqualTo(302);
        signIn(boss);
        PasskeyShown.by(boss);
        look("oversight/check by-other", "/second-checks/" + Drawn.device(order));
        assertThat(confirmed(boss)
                        .post("/looks-from-afar/" + pact + "/end", Map.of())
                        .status())
                .isEqualTo(302);
        look("oversight/pacts ended", "/looks-from-afar");
        eyes.browser.forgetCookies();
        join(link(order.order));
        look("consumer/proof other", link(order.order) + "/proof");
        assertNothingWrong();
    }

    private void lookAtWhoIsNotAlone() throws Exception {
        Shop left = newShop();
        BenchOrder order = new Drawn(left).drive();
        UUID verifier = left.account(Role.VERIFIER);
        UUID boss = left.account(Role.MANAGER, Role.ADMINISTRATOR);
        assertThat(confirmed(boss)
                        .post("/people/" + verifier + "/end", Map.of("sure", "yes"))
                        .status())
                .isEqualTo(302);
        signIn(boss);
        look("oversight/check taken-away", "/second-checks/" + Drawn.device(order));
    }

    @Test
    @Order(11)
    void whatASecondPersonSees() throws Exception {
        Shop other = newShop();
        BenchOrder order = new Drawn(other).drive();
        String device = Drawn.device(order).toString();
        UUID manager = other.account(Role.MANAGER, Role.CLERK);
        signIn(manager);
        look("oversight/checks manager", "/second-checks");
        look("oversight/check nobody-else", "/second-checks/" + device);
        look("custody/stock drawn", "/stock");
        look("intake/order drawn", "/intake/" + order.order);
        PasskeyShown.by(manager);
        look("oversight/check release", "/second-checks/" + device);
        lookAtWhoIsNotAlone();
        UUID verifier = other.account(Role.VERIFIER);
        signIn(verifier);
        look("oversight/checks", "/second-checks");
        look("oversight/check", "/second-checks/" + device);
        PasskeyShown.by(verifier);
        look("oversight/check confirmed", "/second-checks/" + device);
        look("oversight/check wrong", PageEyes.to(origin() + "/second-checks/" + device), """
                (document.querySelector('[name=place]').selectedIndex = 1, document.querySelector('[name=result]').checked = true,
                 document.querySelector('form[action$=result] button').click())""");
        SigningStation looker = new SigningStation(newStation(other.site()));
        looker.tellTrust();
        lookAtLooks(order, looker, verifier);
        Again again = Again.good(Drawn.receipt(order), order.serial);
        assertThat(confirmed(verifier)
                        .upload("/second-checks/" + device + "/recheck", Map.of(), "recheck", looker.again(again))
                        .status())
                .isEqualTo(302);
        look("oversight/check read", "/second-checks/" + device);
        lookFromAfar(order, looker, verifier, again);
        signIn(manager);
        look("intake/order afar", "/intake/" + order.order);
        Drawn.alsoVerifies(Drawn.wiper(order));
        signIn(Drawn.wiper(order));
        look("oversight/check own", "/second-checks/" + device);
        UUID administrator = other.account(Role.ADMINISTRATOR);
        signIn(administrator);
        look("oversight/checks administrator", "/second-checks");
        PasskeyShown.by(administrator);
        look("oversight/checks rate", "/second-checks");
        signIn(newShop().account(Role.VERIFIER));
        look("oversight/checks empty", "/second-checks");
        eyes.browser.forgetCookies(); // a browser of staff is never an owner's
        join(link(order.order));
        look("consumer/proof afar", link(order.order) + "/proof");
        BenchOrder bad = new Drawn(other).drive();
        join(link(bad.order));
        look("consumer/proof drawn", link(bad.order) + "/proof");
        Again differs = Again.good(Drawn.receipt(bad), bad.serial).differs();
        assertThat(confirmed(verifier)
                        .upload(
                                "/second-checks/" + Drawn.device(bad) + "/recheck",
                                Map.of(),
                                "recheck",
                                looker.again(differs))
                        .status())
                .isEqualTo(302);
        look("consumer/proof differs", link(bad.order) + "/proof");
        assertNothingWrong();
    }

    @Test
    @Order(12)
    void whatRetentionDeletes() throws Exception {
        Shop other = newShop();
        UUID officer = other.account(Role.DATA_PROTECTION_OFFICER);
        signIn(officer);
        look("oversight/retention empty", "/retention");
        look("oversight/reads empty", "/reads");
        look("oversight/processing empty", "/processing");
        look("oversight/processing-topic empty", "/processing/risk");
        look("oversight/processing-topic wrong", PageEyes.to(origin() + "/processing/risk"), """
                (document.querySelector('[name=text]').value = '13800138000', document.querySelector('main form button').click())""");
        RetentionSample sample = new RetentionSample(other);
        sample.isLookedAt();
        look("oversight/reads", "/reads");
        look("oversight/retention", "/retention");
        PasskeyShown.by(officer);
        look("oversight/retention confirmed", "/retention");
        look("oversight/retention wrong", PageEyes.to(origin() + "/retention"), """
                (document.querySelector('details:has([name=reason])').open = true, document.querySelector('[name=reason]').value = '13800138000',
                 document.querySelector('form[action$=pause] button').click())""");
        Browser desk = confirmed(officer);
        desk.post("/processing/risk", Map.of("seen", "0", "text", "旧手机里有一个人的全部生活。\nA whole life is on an old phone."));
        desk.post(
                "/processing/risk",
                Map.of(
                        "seen",
                        "1",
                        "text",
                        "旧手机里有一个人的全部生活：照片、通讯录、账户。\nA whole life is on an old phone: photos, contacts, accounts."));
        look("oversight/processing", "/processing");
        look("oversight/processing-topic", "/processing/risk");
        sample.deletes(desk);
        desk.post("/retention/pause", Map.of("days", "2", "reason", "正在恢复备份。A back-up is being put back."));
        look("oversight/retention paused", "/retention");
        look("oversight/retention-run", "/retention/runs/" + sample.run());
        sample.isCutShort();
        look("oversight/retention interrupted", "/retention?each=1");
        sample.goesOn();
        assertNothingWrong();
    }

    @Test
    @Order(12)
    void whatBecomesOfAnIncident() throws Exception {
        Shop other = newShop();
        UUID officer = other.account(Role.DATA_PROTECTION_OFFICER, Role.CLERK);
        signIn(officer);
        look("oversight/incidents empty", "/incidents");
        look("oversight/incident-report", "/incidents/report");
        look("oversight/incident-report wrong", PageEyes.to(origin() + "/incidents/report"), """
                (document.querySelector('[name=kind]').checked = true, document.querySelector('[name=facts]').value = '13800138000',
                 document.querySelector('form[action$=report] button').click())""");
        look("oversight/incident-reported", "/incidents/reported?code=7F3K-22QX");
        look("oversight/audits empty", "/self-audits");
        Browser desk = confirmed(officer);
        String audit = AuditSample.withFindings(desk, other, officer);
        look("oversight/audits", "/self-audits");
        look("oversight/audit", audit);
        IncidentSample sample = new IncidentSample(other, desk, officer);
        look("oversight/incident suspected", sample.path());
        sample.opens();
        look("oversight/incidents", "/incidents");
        look("oversight/incident", sample.path());
        look("oversight/incident-description", sample.path() + "/description");
        look("oversight/incident-description wrong", PageEyes.to(origin() + sample.path() + "/description"), """
                (document.querySelector('[name=harm-en]').value = '13800138000',
                 document.querySelector('form[action$=description] button').click())""");
        look("oversight/incident-notice authority", sample.path() + "/notice/authority");
        look("oversight/incident-notice persons", sample.path() + "/notice/persons");
        PasskeyShown.by(officer);
        look("oversight/incident confirmed", sample.path());
        look(
                "oversight/incident reached",
                PageEyes.to(origin() + sample.path()),
                clicked("form[action$=contact] button"));
        look("oversight/concerned", sample.path() + "/orders");
        look("oversight/concerned none", sample.path() + "/orders?code=2222-2222");
        String complaint = sample.complains();
        look("oversight/incident complaints", sample.path());
        look("oversight/concerned-complaints", sample.path() + "/complaints");
        look("oversight/telling ask", sample.path() + "/telling");
        UUID boss = other.account(Role.MANAGER);
        sample.asksToTell();
        look("oversight/telling asked", sample.path() + "/telling");
        signIn(boss);
        PasskeyShown.by(boss);
        look("oversight/telling second", sample.path() + "/telling");
        sample.mayTell(confirmed(boss));
        signIn(officer);
        PasskeyShown.by(officer);
        look("oversight/telling allowed", sample.path() + "/telling");
        look("oversight/concerned allowed", sample.path() + "/orders");
        sample.ends();
        look("oversight/incident closed", sample.path());
        look("rights/complaint notice", complaint);
        look("oversight/law", "/law");
        look("identity/own officer", "/account");
        eyes.browser.forgetCookies();
        join(link(sample.order()));
        look("consumer/notices", link(sample.order()) + "/notices");
        look("consumer/notices large", link(sample.order()) + "/notices?large=1");
        look("consumer/notices small", link(sample.order()) + "/notices?large=0");
        look("consumer/privacy told", link(sample.order()) + "/privacy");
        assertNothingWrong();
    }

    @Test
    @Order(13)
    void noTemplateIsForgotten() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            List<String> pages = files.map(file -> TEMPLATES.relativize(file).toString())
                    .filter(name -> name.endsWith(".jte"))
                    .map(name -> name.substring(0, name.length() - ".jte".length()))
                    .filter(name -> !PARTS.contains(name))
                    .toList();
            assertThat(SEEN).containsExactlyInAnyOrderElementsOf(pages);
        }
    }

    private static void look(String name, String path) throws IOException {
        look(name, PageEyes.to(origin() + path), "");
    }

    /** Looks at what follows when something is done on a page. */
    private static void look(String name, PageEyes.Way way, String done) throws IOException {
        SEEN.add(name.split(" ", -1)[0]);
        eyes.look(name, (browser, language) -> {
            way.go(browser, language);
            if (!done.isEmpty()) {
                browser.evaluate("(window.isOld = true, 'marked')");
                browser.evaluate("(" + done + ", 'done')");
                browser.waitFor("!window.isOld && document.readyState === 'complete'");
            }
        });
    }

    private static String clicked(String selector) {
        return "document.querySelector('" + selector + "').click()";
    }

    /** Says of what is to be kept how that is. */
    private static void answer(String link, String said) throws IOException {
        eyes.browser.open(origin() + link + "/keep");
        eyes.browser.click("input[value=" + said + "]");
        submit("form[action$=keep] button");
    }

    private static void submit(String selector) throws IOException {
        eyes.browser.evaluate("(window.isOld = true, 'marked')");
        eyes.browser.click(selector);
        eyes.browser.waitFor("!window.isOld && document.readyState === 'complete'");
    }

    private static void signIn(UUID account) throws IOException {
        eyes.signIn(bean(OneTimeLinks.class).create(account));
    }

    private static void join(String link) throws IOException {
        eyes.browser.open(origin() + link);
        if (eyes.browser.evaluate("location.pathname").equals(link)) {
            submit("form .big");
        }
    }

    private static String link(OrderState state) {
        return link(shop.phone(state));
    }

    private static String link(UUID order) {
        return path(bean(OwnerInvitation.class).link(order));
    }

    private static String path(String url) {
        return java.net.URI.create(url).getPath();
    }

    private static void assertNothingWrong() {
        assertThat(eyes.problems()).isEmpty();
    }
}
