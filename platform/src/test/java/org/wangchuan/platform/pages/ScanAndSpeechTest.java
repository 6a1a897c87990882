package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.MessageSource;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What comes in by a scanner, and what goes out by a voice. */
@Tag("slow")
final class ScanAndSpeechTest extends PlatformTest {
    /** A voice that notes what it is to say, and is done with it at once. */
    private static final String VOICE = """
            window.said = [];
            Object.defineProperty(window, 'speechSynthesis', { value: {
              getVoices: () => [{ lang: 'zh-CN' }], cancel: () => {},
              speak: (words) => { window.said.push(words.lang + ' ' + words.text); setTimeout(() => words.dispatchEvent(new Event('end')), 0); } } });
            window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };""";

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        browser = new Browser("zh-CN");
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
    }

    @Test
    void aPageInLargeTypeIsReadAloud() throws Exception {
        browser.resize(390, 844);
        browser.runBeforeEveryScript(VOICE);
        browser.open(bean(OwnerInvitation.class).link(offered()) + "?large=1&lang=zh");
        String said = readAloud();

        assertThat(said.lines()).allMatch(line -> line.startsWith("zh-CN "));
        assertThat(said.lines()).doesNotHaveDuplicates();
        assertThat(said).contains("zh-CN 接下来会怎样", "zh-CN ¥680.00", "zh-CN 接受报价", "不能证明什么");
        // In small type, and of weight: whose the link is from now on, and that nothing is erased by this.
        assertSaid(said, "consumer.binds", "consumer.offer.nothing-yet");
        // The order's code is for eyes.
        assertThat(said).doesNotContain("工单");

        browser.click("section.offer button.big");
        browser.waitFor(
                "location.pathname.endsWith('/prepare') && !!document.querySelector('[data-speak]:not(.unready)')");
        browser.click("[data-speak]");
        browser.waitFor(
                "document.querySelector('[data-speak]').textContent === '朗读本页' && window.said.includes('zh-CN 下一步')");
        said = browser.evaluate("window.said.join('\\n')");
        assertThat(said).contains("zh-CN 已完成", "zh-CN 不需要", "zh-CN 做不到").doesNotContain("huawei.com");
        assertSaid(said, "consumer.prepare.advice", "consumer.return.text");
    }

    /** Up to the signature: what it is kept for and how long, and that nobody has to give one. */
    @Test
    void whatASignatureMeansIsReadAloud() throws Exception {
        UUID order = offered();
        Orders orders = bean(Orders.class);
        bean(OrderTerms.class)
                .accept(order, orders.find(order).orElseThrow().offer().orElseThrow(), Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("erasure", "zh"), Actor.owner());
        orders.move(order, OrderState.ERASING, "test", Actor.staff(clerk));
        browser.resize(390, 844);
        browser.runBeforeEveryScript(VOICE);
        String link = bean(OwnerInvitation.class).link(order);
        browser.open(link + "?large=1&lang=zh");
        browser.click("form .big");
        browser.waitFor("location.pathname.endsWith('/watch') && !!document.querySelector('input[name=code]')");
        assertSaid(readAloud(), "consumer.presence.leave.text");
        browser.fill("input[name=code]", bean(OwnerInvitation.class).presenceCode(order));
        browser.click("form[action$=\"/code\"] button");
        browser.waitFor("!!document.querySelector('form[data-pad]') && !!document.querySelector('[data-speak]')");
        assertSaid(readAloud(), "consumer.presence.kept");
    }

    private String readAloud() throws IOException {
        browser.click("[data-speak]");
        browser.waitFor("document.querySelector('[data-speak]').textContent === '朗读本页' && window.said.length > 5");
        return browser.evaluate("window.said.join('\\n')");
    }

    private static void assertSaid(String said, String... words) {
        for (String key : words) {
            assertThat(said.lines())
                    .contains("zh-CN "
                            + bean(MessageSource.class)
                                    .getMessage(key, new Object[0], Locale.SIMPLIFIED_CHINESE)
                                    .strip());
        }
    }

    @Test
    void withoutAVoiceOfItsLanguageNothingIsOffered() throws Exception {
        browser.resize(390, 844);
        browser.runBeforeEveryScript(VOICE);
        browser.open(bean(OwnerInvitation.class).link(offered()) + "?large=1&lang=en");
        browser.evaluate("new Promise((done) => requestAnimationFrame(() => done('seen')))");

        assertThat(browser.evaluate("document.querySelector('[data-speak]').className"))
                .contains("unready");
    }

    /** A box bears several codes: which of them is the number, a person says. No picture leaves the page, and without a reader nothing is offered. */
    @Test
    void aCameraReadsWhatABoxBears() throws Exception {
        signIn();
        browser.open(origin() + "/intake/new");
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        assertThat(browser.evaluate("String(document.querySelector('[data-camera]').hidden)"))
                .isEqualTo("true");

        browser.runBeforeEveryScript("""
                window.BarcodeDetector = class {
                  static async getSupportedFormats() { return ['code_128']; }
                  async detect() { return [{ rawValue: '6901443382767' }, { rawValue: '490154203237518' }, { rawValue: '356938035643809' }]; } };
                Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: async () => {
                  if (window.refused) throw new Error('no');
                  const stream = document.createElement('canvas').captureStream(); window.stream = stream; return stream; } } });""");
        browser.open(origin() + "/intake/new");
        browser.waitFor("!document.querySelector('[data-camera]').hidden");
        browser.evaluate("(window.refused = true, 'refused')");
        browser.click("[data-camera] button");
        browser.waitFor("!document.querySelector('[data-camera] [role=status]').hidden");
        browser.evaluate("(window.refused = false, 'allowed')");
        browser.click("[data-camera] button");
        browser.waitFor("document.querySelectorAll('[data-camera-found] button').length === 3");
        browser.evaluate("(document.querySelector('[name=kind][value=laptop]').click(), 'no phone')");
        browser.click("[data-camera-found] button[value=\"6901443382767\"]");
        browser.click("[data-camera-found] button[value=\"490154203237518\"]");
        assertThat(browser.evaluate("document.querySelector('[name=serial]').value"))
                .as("of what has one number, the second that is taken is in place of the first")
                .isEqualTo("490154203237518");
        browser.waitFor("!!document.querySelector('[data-camera-found] button[value=\"6901443382767\"]')");
        browser.evaluate("(document.querySelector('[name=kind][value=phone]').click(), 'a phone')");
        browser.click("[data-camera-found] button[value=\"356938035643809\"]");
        assertThat(browser.evaluate("document.querySelector('[name=serial]').value"))
                .isEqualTo("490154203237518");
        assertThat(browser.evaluate("document.querySelector('[name=more-numbers]').value"))
                .isEqualTo("356938035643809");
        browser.click("[data-camera] button:not([hidden])");
        browser.waitFor("window.stream.getTracks().every((track) => track.readyState === 'ended')");
    }

    @Test
    void aLabelThatIsScannedOnTheListLeadsToItsOrder() throws Exception {
        UUID order = offered();
        String code = bean(Devices.class)
                .find(bean(Orders.class).find(order).orElseThrow().device())
                .orElseThrow()
                .code();
        signIn();
        browser.open(origin() + "/intake");
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        scanned(code);
        browser.waitFor("location.pathname === '/intake/" + order + "'");

        // A serial number that begins with a key of this page is no command; and it stands in no address.
        browser.open(origin() + "/intake");
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        scanned("nj12345678");
        browser.waitFor("location.pathname === '/intake/find'");
        assertThat(browser.evaluate("location.href")).doesNotContain("nj12345678");
    }

    @Test
    void aBagsNumberIsScannedIntoItsField() throws Exception {
        UUID order = offered();
        Orders orders = bean(Orders.class);
        bean(OrderTerms.class)
                .accept(order, orders.find(order).orElseThrow().offer().orElseThrow(), Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("erasure", "zh"), Actor.owner());
        orders.move(order, OrderState.NOT_CLEARED, "test", Actor.staff(clerk));
        signIn();
        browser.open(origin() + "/intake/" + order);
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        browser.evaluate("(document.querySelector('[name=bag]').focus(), 'there')");
        browser.scan("BAG-2026-7");

        // Enter asks for the tick that is still missing, and seals nothing.
        assertThat(browser.evaluate("document.querySelector('[name=bag]').value"))
                .isEqualTo("BAG-2026-7");
        assertThat(orders.find(order).orElseThrow().state().id()).isEqualTo("not_cleared");
        browser.waitFor("document.activeElement.type === 'checkbox'");
        browser.press(" ");
        browser.press("Enter");
        browser.waitFor("document.querySelector('[data-state=sealed]')");
    }

    /** All keys at once, as only a scanner can. */
    private void scanned(String code) throws IOException {
        browser.evaluate("(([...'" + code + "', 'Enter']).forEach((key) => document.body.dispatchEvent("
                + "new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))), 'scanned')");
    }

    private UUID offered() throws Exception {
        Map<String, String> form = new java.util.HashMap<>(IntakeForm.blank().fields());
        form.putAll(Map.of("brand", "Huawei", "model", "Mate 30", "serial", "SN-" + UUID.randomUUID()));
        UUID order = bean(Counter.class)
                .takeIn(new IntakeForm(form), shop.site(), clerk)
                .id();
        bean(OrderTerms.class).offer(order, new WorkOrder.Offer(68_000, "CNY"), Actor.staff(clerk));
        return order;
    }

    private void signIn() throws IOException {
        browser.open(bean(OneTimeLinks.class).create(clerk));
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
    }
}
