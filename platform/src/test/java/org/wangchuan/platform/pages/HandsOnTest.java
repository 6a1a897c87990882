package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.browser.Hands;
import org.wangchuan.browser.HandsTable;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/**
 * How much has to be done by hand, counted in a real browser: by keyboard and scanner alone up to the result, and with the mouse as
 * well at the end. The table in {@code docs/shop-guide.md} is written anew with {@code -Dwangchuan.write-docs=true}; keys, clicks and
 * scans are held against it, seconds are not. Where each count begins and ends is said there, and is to be said anew if it changes here.
 */
@Tag("slow")
final class HandsOnTest extends PlatformTest {
    private static final double INTAKE_SECONDS_MAX = 120;
    private static final Path ENGLISH = Path.of("../docs/shop-guide.md");
    private static final Path CHINESE = Path.of("../docs/shop-guide.zh.md");
    private static final String MARK = "HandsOnTest";

    private final Shop shop = newShop();
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        browser = new Browser("en-US");
        browser.resize(1280, 900);
    }

    @AfterEach
    void close() throws IOException {
        browser.close();
    }

    @Test
    void theGuideSaysWhatIsDoneByHand() throws Exception {
        UUID clerk = shop.account(Role.CLERK);
        signIn(clerk);
        Hands.Count phone = phoneIsTakenIn();
        Hands.Count laptop = laptopIsTakenIn();
        UUID order = consent();
        signIn(shop.account(Role.TECHNICIAN));
        Hands.Count workflow = phoneIsGuided();
        signIn(clerk);
        Hands.Count end = phoneIsSealedAndPaid(order);

        assertThat(phone.personSeconds()).isLessThan(INTAKE_SECONDS_MAX);
        assertThat(laptop.personSeconds()).isLessThan(INTAKE_SECONDS_MAX);
        assertThat(List.of(phone, laptop, workflow)).as("nothing needs a mouse").allMatch(count -> count.clicks() == 0);
        List<Hands.Count> counts = List.of(phone, laptop, workflow, end);
        HandsTable.require(
                ENGLISH,
                MARK,
                HandsTable.of(
                        "| by hand | scans | keys | clicks | machine, s | a person, about s |",
                        List.of(
                                "intake of a phone",
                                "intake of a laptop",
                                "a phone's guided workflow",
                                "bag and payment"),
                        counts));
        HandsTable.require(
                CHINESE,
                MARK,
                HandsTable.of(
                        "| 手上操作 | 扫描 | 按键 | 点击 | 机器用时（秒） | 人约需（秒） |",
                        List.of("手机收机", "笔记本电脑收机", "手机引导流程", "封袋和付款"),
                        counts));
    }

    /** From the list of orders until the owner can scan. */
    private Hands.Count phoneIsTakenIn() throws IOException {
        Hands hands = atTheOrders();
        hands.key("n").sees("location.pathname === '/intake/new'").isLedTo("[name=serial]");
        hands.scans("354820110000018").isLedTo("[name=brand]");
        hands.types("Huawei").then("Tab").types("Mate 30").then("Tab").then("Tab");
        hands.isLedTo("[name=weight]").types("0.19").then("Enter");
        return offered(hands);
    }

    private Hands.Count laptopIsTakenIn() throws IOException {
        Hands hands = atTheOrders();
        hands.key("n").sees("location.pathname === '/intake/new'").isLedTo("[name=serial]");
        hands.back().key("ArrowRight").then("ArrowRight").then("Tab").isLedTo("[name=serial]");
        hands.scans("PF1A2B3C").isLedTo("[name=brand]");
        hands.types("Lenovo").then("Tab").types("ThinkPad T480").then("Tab");
        hands.isLedTo("[name=drives]").types("1").then("Tab").then("Tab").then("Tab");
        hands.isLedTo("[name=weight]").types("1.9").then("Enter");
        Hands.Count count = offered(hands);
        assertThat(browser.evaluate("document.querySelector('dl.facts').innerText"))
                .contains("1.9")
                .containsPattern("Drives[^\\n]*\\s+1\\s");
        assertThat(browser.evaluate("document.querySelector('.note').textContent"))
                .contains("Laptop");
        return count;
    }

    private Hands atTheOrders() throws IOException {
        browser.open(origin() + "/intake");
        return new Hands(browser).sees("true");
    }

    private static Hands.Count offered(Hands hands) throws IOException {
        hands.sees("!!document.querySelector('[data-state=taken_in]')").isLedTo("[name=amount]");
        hands.types("680").then("Enter");
        hands.sees("!!document.querySelector('[data-state=offered] .invite')");
        return hands.count();
    }

    /** What the owner does meanwhile. */
    private UUID consent() throws Exception {
        Orders orders = bean(Orders.class);
        WorkOrder phone = orders.ofSite(shop.site(), OrderState.OFFERED, 10).stream()
                .min(java.util.Comparator.comparing(WorkOrder::createdAt))
                .orElseThrow();
        bean(OrderTerms.class).accept(phone.id(), phone.offer().orElseThrow(), Actor.owner());
        bean(OrderTerms.class).consent(phone.id(), Agreed.to("erasure", "zh"), Actor.owner());
        return phone.id();
    }

    /** From the page of an order whose result is known until it is closed. */
    private Hands.Count phoneIsSealedAndPaid(UUID order) throws IOException {
        browser.open(origin() + "/intake/" + order);
        Hands hands = new Hands(browser).sees("!!document.querySelector('[data-state=not_cleared]')");
        hands.clicks("[name=bag]").isLedTo("[name=bag]").scans("BAG-2026-7");
        // The tick is still missing, and asked for.
        hands.isLedTo("[name=agreed]").key(" ").then("Enter");
        hands.sees("!!document.querySelector('[data-state=sealed]')");
        hands.tabsTo("select[name=paid]").then("ArrowDown");
        hands.clicks("form[action$=\"/close\"] button.big");
        hands.sees("!!document.querySelector('[data-state=closed]')");
        return hands.count();
    }

    /** From the list of phones that wait until the counter knows the result. */
    private Hands.Count phoneIsGuided() throws IOException {
        browser.open(origin() + "/workflow");
        Hands hands = new Hands(browser).sees("true");
        hands.key("j").then("Enter").sees("!!document.querySelector('[name=workflow]')");
        hands.tabsTo("main button").then("Enter").sees("!!document.querySelector('[data-replies]')");
        for (String step : List.of("identity", "backup", "account", "cards")) {
            hands.sees(at(step)).key("1");
        }
        hands.sees(at("version")).isLedTo("[name=answer]").types("4.2").then("Enter");
        // What can't be undone has no number: it is reached and pressed itself.
        hands.sees(at("erase")).key("1");
        assertThat(browser.evaluate("document.querySelector('[name=step]').value"))
                .isEqualTo("erase");
        hands.tabsTo("button[value=settings]").then("Enter");
        hands.sees(at("start-screen")).key("1").sees(at("lock")).key("1");
        hands.sees(at("management"))
                .key("1")
                .sees(at("photo"))
                .isLedTo("button[value=later]")
                .then("Enter");
        hands.sees("!!document.querySelector('form[action$=end] button.big')")
                .tabsTo("form[action$=end] button.big")
                .then("Enter");
        hands.sees("!document.querySelector('form[action$=end]')");
        return hands.count();
    }

    private static String at(String step) {
        return "document.querySelector('[name=step]')?.value === '" + step + "'";
    }

    private void signIn(UUID account) throws IOException {
        browser.forgetCookies();
        browser.open(bean(OneTimeLinks.class).create(account));
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
    }
}
