package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Both channels that travel, in real browsers: the collector with a phone at the door, and an owner who sends theirs by mail. */
final class TravelInBrowserTest extends PlatformTest {
    private static final Path PICTURES = Path.of("target/screens");
    private static final int PHONE = 390;
    private static final int DESK = 1280;

    private final Shop shop = newShop();

    @TempDir
    private Path folder;

    @Test
    void aCollectorSealsItAtTheDoorWithAPhone() throws Exception {
        UUID account = shop.account(Role.CLERK);
        Path photo = Files.write(folder.resolve("bag.jpg"), Photos.plain("jpeg", Photos.picture(400, 300, 1)));
        try (Browser phone = new Browser("zh-CN")) {
            signIn(phone, account, PHONE);
            UUID order = takenIn(phone, "doorstep");
            phone.open(origin() + "/counter/" + order);
            picture(phone, "door-1-offer");
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/prepare')");
            phone.click("form button.big"); // none of the items was answered
            phone.waitFor("location.pathname.endsWith('/keep')");
            phone.click("input[value=copied]");
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/agree')");
            picture(phone, "door-2-agree");
            phone.click("form.card button.big");
            phone.waitFor("location.pathname.endsWith('/watch')");
            phone.open(origin() + "/intake/" + order);
            picture(phone, "door-3-order");
            phone.click("a[href^=\"/travel/\"]");
            phone.waitFor("location.pathname.startsWith('/travel/')");
            phone.click("form button.big");
            step(phone, "same");
            phone.waitFor("!!document.querySelector('[data-scan]')");
            picture(phone, "door-4-bag");
            phone.fill("input[name=answer]", "TR-2026-0042");
            phone.click("form.line button");
            step(phone, "seen");
            phone.waitFor("!!document.querySelector('input[type=file]')");
            picture(phone, "door-5-photo");
            phone.pick("input[type=file]", List.of(photo));
            phone.click("form[enctype] button");
            phone.waitFor("!!document.querySelector('form[action$=\"/end\"]')");
            picture(phone, "door-6-leaves");
            phone.click("form[action$=end] button");
            phone.waitFor("document.readyState === 'complete' && !document.querySelector('form[action$=\"/end\"]')");
            assertThat(travel(order).departure().orElseThrow().bag()).contains("TR-2026-0042");
            phone.open(origin() + "/intake/" + order + "/receipt");
            assertThat(text(phone)).contains("TR-2026-0042", "只做了封装");
            picture(phone, "door-7-receipt");
            // Nothing can be decided any more on the collector's phone.
            phone.open(origin() + "/counter/" + order);
            assertThat(phone.evaluate("String(document.querySelectorAll('main form').length)"))
                    .isEqualTo("0");
            try (Browser owner = new Browser("zh-CN")) {
                join(owner, order);
                assertThat(text(owner)).contains("TR-2026-0042", "不能开始任何操作");
                picture(owner, "door-8-owner");
            }
            // In the shop, at the desk.
            phone.resize(DESK, 900);
            arrives(phone, order, "tr 2026 OO42", "intact");
            assertThat(travel(order).mayBeErased()).isTrue();
        }
    }

    @Test
    void anOwnerSendsItByMailAndIsAskedAgain() throws Exception {
        UUID account = shop.account(Role.CLERK);
        try (Browser desk = new Browser("en-US");
                Browser phone = new Browser("en-US")) {
            signIn(desk, account, DESK);
            UUID order = takenIn(desk, "mail_in");
            picture(desk, "mail-1-order");
            phone.resize(PHONE, 844);
            phone.open(origin() + link(order));
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/prepare')");
            picture(phone, "mail-2-prepare");
            phone.click("form button.big"); // none of the items was answered
            phone.waitFor("location.pathname.endsWith('/keep')");
            phone.click("input[value=copied]");
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/agree')");
            phone.click("form.card button.big");
            phone.waitFor("location.pathname.endsWith('/watch')");
            phone.fill("input[name=bag]", "WC-0815");
            picture(phone, "mail-3-bag");
            phone.click("form[action$=sent] button");
            phone.waitFor("location.pathname.endsWith('/device')");
            picture(phone, "mail-4-on-the-way");
            desk.open(origin() + "/workflow/" + order); // no page for a clerk, and no way round
            assertThat(desk.evaluate("String(document.querySelectorAll('form[action$=\"/start\"]').length)"))
                    .isEqualTo("0");
            arrives(desk, order, "WC-0815", "damaged");
            picture(desk, "mail-5-recorded");
            assertThat(travel(order).isOwnerAsked()).isTrue();
            phone.open(origin() + link(order) + "/watch");
            assertThat(text(phone)).contains("It did not arrive as it left", "You were not there");
            picture(phone, "mail-6-asked");
            phone.click("form[action$=go-on] button");
            phone.waitFor("!document.querySelector('form[action$=\"/go-on\"]') && document.readyState === 'complete'");
            assertThat(travel(order).mayBeErased()).isTrue();
            picture(phone, "mail-7-said-again");
            desk.open(origin() + "/intake/" + order);
            picture(desk, "mail-8-order");
        }
    }

    /** From the form to an offer, as a clerk does it. */
    private static UUID takenIn(Browser clerk, String channel) throws Exception {
        clerk.open(origin() + "/intake/new");
        clerk.evaluate("document.querySelector('[name=channel]').value = '" + channel + "'");
        clerk.click("[name=no-serial]");
        clerk.fill("[name=brand]", "Huawei");
        clerk.fill("[name=model]", "Mate 30");
        clerk.click("form[data-intake] .big");
        clerk.waitFor("/^\\/intake\\/[0-9a-f-]{36}$/.test(location.pathname) && document.readyState === 'complete'");
        UUID order = UUID.fromString(clerk.evaluate("location.pathname").substring("/intake/".length()));
        clerk.fill("[name=amount]", "120");
        clerk.click("form[action$=offer] button");
        for (int i = 0; i < 100 && now(order).state() != OrderState.OFFERED; i++) {
            Thread.sleep(50);
        }
        clerk.open(origin() + "/intake/" + order);
        return order;
    }

    private static void arrives(Browser desk, UUID order, String bag, String seal) throws IOException {
        desk.open(origin() + "/travel/" + order);
        desk.click("form button.big");
        desk.waitFor("!!document.querySelector('[data-scan]')");
        desk.fill("input[name=answer]", bag);
        desk.click("form.line button");
        step(desk, seal);
        step(desk, "later");
        desk.waitFor("!!document.querySelector('button[value=announced], button[value=no]')");
        if (desk.evaluate("String(!!document.querySelector('button[value=no]'))")
                .equals("true")) {
            step(desk, "no");
        }
        step(desk, "announced");
        step(desk, "described");
        step(desk, "later");
        desk.waitFor("!!document.querySelector('form[action$=\"/end\"]')");
        desk.click("form[action$=end] button");
        desk.waitFor("document.readyState === 'complete' && !document.querySelector('form[action$=\"/end\"]')");
    }

    private static void step(Browser browser, String answer) throws IOException {
        browser.waitFor(
                "document.readyState === 'complete' && !!document.querySelector('button[value=" + answer + "]')");
        String before = browser.evaluate("document.querySelector('h1').textContent");
        browser.click("button[value=" + answer + "]");
        browser.waitFor("document.readyState === 'complete' && document.querySelector('h1').textContent !== \"" + before
                + "\"");
    }

    private static void join(Browser owner, UUID order) throws IOException {
        owner.resize(PHONE, 844);
        owner.open(origin() + link(order));
        owner.click("form button.big");
        owner.waitFor("!!document.getElementById('way')");
    }

    private static void signIn(Browser browser, UUID account, int width) throws IOException {
        browser.resize(width, width == PHONE ? 844 : 900);
        browser.open(bean(OneTimeLinks.class).create(account));
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
    }

    private static void picture(Browser browser, String name) throws IOException {
        Files.createDirectories(PICTURES);
        assertThat(browser.evaluate("String(document.documentElement.scrollWidth <= innerWidth)"))
                .as(name)
                .isEqualTo("true");
        Files.write(PICTURES.resolve("travel-" + name + ".png"), browser.screenshot());
    }

    private static String text(Browser browser) throws IOException {
        return browser.evaluate("document.body.innerText");
    }

    private static String link(UUID order) {
        String link = bean(OwnerLinks.class).link(order);
        return link.substring(link.indexOf("/o/"));
    }

    private static WorkOrder now(UUID order) {
        return bean(Orders.class).find(order).orElseThrow();
    }

    private static Travel travel(UUID order) {
        return bean(Orders.class).travel(now(order)).orElseThrow();
    }
}
