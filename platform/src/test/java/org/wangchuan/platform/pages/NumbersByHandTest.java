package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A number under a scanner that types: what the page says of it at once, what the platform says then, and where the next scan goes. */
@Tag("slow")
final class NumbersByHandTest extends PlatformTest {
    private static final String NOW = "document.querySelector('[data-serial-now]')";

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        browser = new Browser("en-US");
        browser.resize(1280, 900);
        browser.open(bean(OneTimeLinks.class).create(clerk));
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
        fresh();
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
    }

    @Test
    void aScannedNumberIsCheckedInThePageAndByThePlatform() throws Exception {
        browser.scan("490154203237519");
        browser.waitFor("window.saidNow.includes('check digit does not fit')");
        browser.waitFor("!!document.querySelector('[data-serial-hint] [data-code=IMEI_CHECK_DIGIT]')");
        assertThat(browser.evaluate("document.activeElement.name")).isEqualTo("brand");

        fresh();
        browser.scan("490154203237518");
        browser.waitFor("window.saidNow.includes('check digit fits')");
        browser.waitFor("document.querySelector('[data-serial-hint]').textContent.includes('…7518')");
        assertThat(browser.evaluate("String(document.querySelectorAll('[data-serial-hint] [data-code]').length)"))
                .isEqualTo("0");

        fresh();
        browser.scan("IMEI: 4901542032375");
        browser.waitFor("window.saidNow.includes('number of digits')");
        browser.waitFor("!!document.querySelector('[data-serial-hint] [data-code=IMEI_LENGTH]')");

        fresh();
        browser.scan("R58N1234567");
        browser.waitFor("document.activeElement.name === 'brand'");
        assertThat(browser.evaluate("String(" + NOW + ".hidden)")).isEqualTo("true");
    }

    /** As somebody types who writes Chinese; nothing has to be sent for it. */
    @Test
    void figuresOfAllWidthsAndScriptsAreChecked() throws Exception {
        for (String right : new String[] {
            "４９０１５４２０３２３７５１８",
            "٤٩٠١٥٤٢٠٣٢٣٧٥١٨",
            "49-015420-323751-8",
            "IMEI 2: 490154203237518",
            "IMEI 1 490154203237518",
            "IMEI1 49 015420 323751 8",
            "IMEI2=490154203237518",
            "主IMEI 490154203237518",
            "IMEI: 490154203237518/01",
            "490154203237518/01"
        }) {
            assertThat(says(right)).as(right).contains("fits.").doesNotContain("not fit");
        }
        assertThat(says("４９０１５４２０３２３７５１９")).contains("does not fit");
        assertThat(says("86432100000011234")).contains("number of digits");
        assertThat(says("12345678")).isEmpty();
        assertThat(says("+490154203237518")).isEmpty();
        assertThat(says("9".repeat(160))).isEmpty();
        assertThat(says("49015420\u200f3237518")).as("refused where it is sent").isEmpty();
        assertThat(says("8613800138000")).as("somebody's").isEmpty();
        assertThat(says("IMEI1490154203237518")).as("the platform says").isEmpty();
        browser.evaluate("(document.querySelector('[name=kind][value=laptop]').click(), '')");
        assertThat(says("490154203237519")).as("a computer's").isEmpty();
    }

    /** The label of a phone with two cards: the second scan goes beside the first, and both are kept. */
    @Test
    void theSecondOfTwoLabelsGoesBesideTheFirst() throws Exception {
        browser.scan("IMEI1:490154203237518");
        browser.waitFor("document.activeElement.name === 'more-numbers'");
        browser.scan("IMEI2:356938035643809");
        browser.waitFor("document.activeElement.name === 'brand'");
        browser.fill("[name=brand]", "Huawei");
        browser.fill("[name=model]", "nova 9");
        browser.click("form[data-intake] button.big");
        browser.waitFor("!!document.querySelector('[data-state=taken_in]')");

        assertThat(browser.evaluate("document.querySelector('dl.facts').innerText"))
                .contains("…7518", "…3809");
    }

    @Test
    void whatSuchPhonesWereCalledIsFilledInByWhoeverSaysSo() throws Exception {
        for (String serial : new String[] {"864999000000016", "864999000000024", "864999000000032"}) {
            Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
            fields.putAll(Map.of("brand", "HUAWEI", "model", "nova 9", "serial", serial));
            bean(Counter.class).takeInOrAsk(new IntakeForm(fields), shop.site(), clerk, List.of(shop.site()));
        }
        browser.scan("864999000000040");
        browser.waitFor("!!document.querySelector('[data-serial-hint] [data-brand]')");
        assertThat(browser.evaluate("document.querySelector('[name=brand]').value"))
                .as("a hint")
                .isEmpty();
        browser.click("[data-serial-hint] [data-brand]");

        browser.waitFor("document.querySelector('[name=model]').value === 'nova 9'");
        assertThat(browser.evaluate("document.querySelector('[name=brand]').value"))
                .isEqualTo("HUAWEI");
    }

    /** Scanned into no field of the list of orders. */
    @Test
    void aScannedNumberLeadsToItsOrderAndStandsInNoAddress() throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "HUAWEI", "model", "nova 9", "serial", "490154203237518"));
        UUID order = bean(Counter.class)
                .takeIn(new IntakeForm(fields), shop.site(), clerk)
                .id();
        scanInList();
        browser.waitFor("location.pathname === '/intake/" + order + "' && document.readyState === 'complete'");

        var _ = bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), clerk);
        scanInList();
        browser.waitFor(
                "document.querySelectorAll('[data-rows] a').length === 2 && location.pathname === '/intake/find'");
        assertThat(browser.evaluate("location.href")).isEqualTo(origin() + "/intake/find");
        assertThat(browser.evaluate("document.querySelector('[data-find]').value"))
                .isEqualTo("490154203237518");
    }

    private void scanInList() throws IOException {
        browser.open(origin() + "/intake");
        browser.waitFor(
                "document.documentElement.hasAttribute('data-keys') && document.activeElement === document.body");
        browser.scan("490154203237518");
    }

    private String says(String typed) throws IOException {
        browser.evaluate("(() => { const field = document.querySelector('[name=serial]'); field.value = '" + typed
                + "'; field.dispatchEvent(new Event('input', { bubbles: true })); return ''; })()");
        return browser.evaluate(NOW + ".hidden ? '' : " + NOW + ".textContent");
    }

    private void fresh() throws IOException {
        browser.open(origin() + "/intake/new");
        browser.evaluate("(document.querySelector('form[data-intake]').reset(), '')");
        browser.waitFor(
                "document.documentElement.hasAttribute('data-keys') && document.activeElement.name === 'serial'");
        // What the page says at once stands there only until the platform has answered: it may be gone before anybody
        // asks.
        browser.evaluate(
                "(window.saidNow = '', new MutationObserver(() => { if (!" + NOW + ".hidden) window.saidNow += "
                        + NOW + ".textContent; }).observe(" + NOW
                        + ", { attributes: true, childList: true, characterData: true, subtree: true }), '')");
    }
}
