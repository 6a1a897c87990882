package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.bench.BenchSample;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What does not need a good browser: how heavy the first pages are, what works without a script, what is printed. */
@Tag("slow")
final class PlainBrowserTest extends PlatformTest {
    private static final int BYTES_MAX = 150_000;
    /**
     * A page that was told and could not show it looks again every five seconds; here a hundred times as often, and counted, with how often it
     * had by the time it was told last.
     */
    private static final String LOOKS_OFTEN = """
            window.looks = 0;
            const every = window.setInterval;
            window.setInterval = (look, pause) => every(() => { window.looks++; look(); }, pause / 100);
            const Told = window.EventSource;
            window.EventSource = class extends Told {
              constructor(address) {
                super(address);
                this.addEventListener("open", () => { window.listens = true; });
                this.addEventListener("changed", () => { window.told = window.looks; });
              }
            };
            """;

    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;
    private static final Pattern PAGE = Pattern.compile("/Type\\s*/Page\\b");
    private static final Pattern BOX = Pattern.compile("/MediaBox\\s*\\[0 0 ([0-9.]+) ([0-9.]+)]");
    private static final Pattern OTHER_LANGUAGE = Pattern.compile("href=\"([^\"]+)\" hreflang=\"([^\"]+)\"");

    private final Shop shop = newShop();
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        browser = new Browser("en-US");
        browser.resize(390, 844);
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
    }

    @Test
    void theFirstPagesAreLight() throws Exception {
        UUID order = takenIn();
        browser.call("Network.enable");
        browser.call(
                "Network.setCacheDisabled",
                org.wangchuan.canonical.Json.object().put("cacheDisabled", true).build());
        browser.open(bean(OwnerInvitation.class).link(order));
        int owner = bytes();
        browser.open(origin() + "/guides");
        int guides = bytes();
        browser.open(origin() + "/guides/phone-samsung");
        int guide = bytes();
        signIn(shop.account(Role.CLERK));
        browser.open(origin() + "/intake");
        int list = bytes();
        browser.open(origin() + "/intake/new");

        // A page, its style and its scripts at least: else nothing was measured.
        assertThat(List.of(owner, guides, guide, list, bytes()))
                .allSatisfy(bytes -> assertThat(bytes).isBetween(5_000, BYTES_MAX));
    }

    @Test
    void whoLooksForAGuideNeedsNoScript() throws Exception {
        browser.withoutScripts(true);
        browser.open(origin() + "/guides");
        browser.fill("input[name=q]", "old Xiaomi phone");
        press("form.find button");
        press("main ul a");

        assertThat(path()).isEqualTo("/guides/phone-xiaomi");
    }

    @Test
    void aClerkAndAnOwnerNeedNoScript() throws Exception {
        browser.withoutScripts(true);
        signIn(shop.account(Role.CLERK));
        browser.open(origin() + "/intake/new");
        browser.click("input[value=bare_drive]");
        browser.click("input[name=no-serial]");
        browser.fill("input[name=brand]", "Seagate");
        browser.fill("input[name=model]", "ST1000LM035");
        press("form[data-intake] .big");
        browser.fill("input[name=amount]", "120");
        press("form[action$=offer] button");
        UUID order = UUID.fromString(path().substring("/intake/".length()));

        browser.forgetCookies();
        browser.open(bean(OwnerInvitation.class).link(order));
        press("section.offer form button.big");
        press("form[action$=prepare] button.big");
        browser.click("input[name=keep][value=nothing]");
        press("form[action$=keep] button.big");
        press("form.card button.big");

        assertThat(path()).endsWith("/watch");
        assertThat(bean(Orders.class).find(order).orElseThrow().state()).isEqualTo(OrderState.CONSENTED);
        // The page comes again by itself.
        assertThat(browser.evaluate("document.querySelector('meta[http-equiv=refresh]').content"))
                .isEqualTo("10");
    }

    @Test
    void theGateNeedsNoScript() throws Exception {
        BenchSample.Made made = BenchSample.fill(shop);
        browser.withoutScripts(true);
        signIn(shop.account(Role.CLERK));
        browser.open(origin() + "/intake/" + made.cleared());
        browser.evaluate("String(document.querySelector('form[action$=close] select').value = 'cash')");
        press("form[action$=close] button");

        assertThat(state(made.cleared())).isEqualTo(OrderState.CLOSED);
        browser.open(origin() + "/intake/" + made.failed());
        assertThat(browser.evaluate("String(document.querySelector('form[action$=close]'))"))
                .isEqualTo("null");
        assertThat(signedIn(shop.account(Role.CLERK))
                        .post("/intake/" + made.failed() + "/close", Map.of("paid", "cash", "amount", "1"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void labelAndSlipFitTheirPaper() throws Exception {
        UUID order = takenIn();
        signIn(shop.account(Role.CLERK));
        browser.open(origin() + "/intake/" + order + "/label");
        assertOnOnePage(browser.print(), 40, 30);
        browser.open(origin() + "/intake/" + order + "/receipt");
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        assertOnOnePage(browser.print(), 80, slip() + 9);
    }

    /** A roll is cut behind what is on it, however long that is; a sheet would be cut in two. */
    @Test
    void aSlipIsAsLongAsWhatIsOnIt() throws Exception {
        UUID order = takenIn();
        signIn(shop.account(Role.CLERK));
        browser.open(origin() + "/intake/" + order + "/receipt");
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        int before = slip();
        assertThat(before).isLessThan(250);

        browser.evaluate(
                "(document.querySelector('.slip').insertAdjacentHTML('beforeend', '<p>one more</p>'.repeat(60)), '')");

        assertThat(slip()).isGreaterThan(297);
        assertOnOnePage(browser.print(), 80, slip() + 9);
        browser.withoutScripts(true);
        browser.open(origin() + "/intake/" + order + "/receipt");
        assertOnOnePage(browser.print(), 80, 297);
    }

    /** How long it is on the screen, in millimetres, rounded up. */
    private int slip() throws IOException {
        return Integer.parseInt(browser.evaluate(
                "String(Math.ceil(document.querySelector('.slip').getBoundingClientRect().height * 25.4 / 96))"));
    }

    /** The page shows what happens elsewhere by itself; a bag's number, typed and not sent yet, must not be gone with that. */
    @Test
    void whatSomebodyHasFilledInStaysWhileTheOrderMoves() throws Exception {
        UUID order = takenIn();
        browser.resize(1280, 900);
        browser.call("Page.enable");
        browser.call(
                "Page.addScriptToEvaluateOnNewDocument",
                org.wangchuan.canonical.Json.object().put("source", LOOKS_OFTEN).build());
        signIn(shop.account(Role.CLERK));
        browser.open(origin() + "/intake/" + order);
        browser.fill("form[action$=offer] [name=amount]", "555");
        browser.evaluate("(document.activeElement.blur(), 'done')");
        // What happens before is not told, but seen when the page begins to listen.
        browser.waitFor("window.listens === true");
        bean(OrderTerms.class).accept(order, new WorkOrder.Offer(68_000, "CNY"), Actor.owner());
        browser.waitFor("window.told !== undefined && window.looks > window.told + 5");
        assertThat(browser.evaluate("document.querySelector('form[action$=offer] [name=amount]').value"))
                .isEqualTo("555");
        browser.evaluate("(() => { const field = document.querySelector('form[action$=offer] [name=amount]');"
                + " field.value = field.defaultValue; return 'as it was'; })()");
        browser.waitFor("document.querySelector('[data-state=accepted]')");
    }

    /** After a form was answered the address is one that takes forms only; the link to the other language must not lead there. */
    @Test
    void theOtherLanguageIsReachedFromEveryAnswer() throws Exception {
        UUID order = takenIn();
        String base = "/intake/" + order;
        String person = "/people/" + shop.account(Role.CLERK);
        org.wangchuan.platform.testing.Browser clerk =
                confirmed(shop.account(Role.CLERK, Role.ADMINISTRATOR, Role.MANAGER));
        assertOtherLanguage(clerk, clerk.get("/intake?q=none&state=closed"), "/intake?q=none&state=closed", 200);
        assertOtherLanguage(clerk, clerk.post("/intake/new", Map.of("brand", "")), "/intake/new", 200);
        assertOtherLanguage(clerk, clerk.post(base + "/offer", Map.of("amount", "much")), base, 200);
        assertOtherLanguage(clerk, clerk.post(person + "/link", Map.of()), person, 200);
        assertOtherLanguage(clerk, clerk.get("/nothing-there"), "/nothing-there", 404);
        // An address of another host is never repeated.
        assertThat(clerk.get("//host.example/a").body()).doesNotContain("host.example");
    }

    private static void assertOtherLanguage(
            org.wangchuan.platform.testing.Browser browser,
            org.wangchuan.platform.testing.Browser.Answer answer,
            String expected,
            int status) {
        Matcher link = OTHER_LANGUAGE.matcher(answer.body());
        assertThat(link.find()).as(expected).isTrue();
        String href = link.group(1).replace("&amp;", "&");
        assertThat(href).isEqualTo(expected + (expected.contains("?") ? "&" : "?") + "lang=zh");
        org.wangchuan.platform.testing.Browser.Answer other = browser.get(href);
        assertThat(other.status()).isEqualTo(status);
        assertThat(other.body()).contains("<html lang=\"zh-CN\"");
        browser.get("/intake?lang=en");
    }

    private static void assertOnOnePage(byte[] pdf, int width, int height) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        Matcher box = BOX.matcher(text);

        assertThat(PAGE.matcher(text).results().count()).isEqualTo(1);
        assertThat(box.find()).isTrue();
        assertThat(Double.parseDouble(box.group(1)))
                .isCloseTo(width * POINTS_PER_MILLIMETRE, org.assertj.core.data.Offset.offset(1.0));
        assertThat(Double.parseDouble(box.group(2)))
                .isCloseTo(height * POINTS_PER_MILLIMETRE, org.assertj.core.data.Offset.offset(1.0));
    }

    private UUID takenIn() throws Exception {
        Map<String, String> form = new java.util.HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "Huawei", "model", "Mate 30", "serial", "354820110000018"));
        UUID clerk = shop.account(Role.CLERK);
        UUID order = bean(Counter.class)
                .takeIn(new IntakeForm(form), shop.site(), clerk)
                .id();
        bean(OrderTerms.class).offer(order, new WorkOrder.Offer(68_000, "CNY"), Actor.staff(clerk));
        return order;
    }

    private static OrderState state(UUID order) {
        return bean(Orders.class).find(order).orElseThrow().state();
    }

    private void signIn(UUID account) throws IOException {
        browser.open(bean(OneTimeLinks.class).create(account));
        press("form button.big");
    }

    /** Sends a form, and waits for the page that follows; the page's own scripts may be switched off. */
    private void press(String selector) throws IOException {
        browser.evaluate("(window.isOld = true, 'marked')");
        browser.click(selector);
        browser.waitFor("!window.isOld && document.readyState === 'complete'");
    }

    private int bytes() throws IOException {
        return Integer.parseInt(browser.evaluate("""
                String(performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                  .reduce((sum, one) => sum + one.transferSize, 0))"""));
    }

    private String path() throws IOException {
        return URI.create(browser.evaluate("location.href")).getPath();
    }
}
