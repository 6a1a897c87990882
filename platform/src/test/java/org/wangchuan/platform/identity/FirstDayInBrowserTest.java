package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.testing.Screens;

/** A fresh platform, its first administrator, and what a shop does on its first morning: in a real browser with real passkeys. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FirstDayInBrowserTest {
    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext platform;
    private static Browser browser;
    private static String origin;

    @BeforeAll
    static void start() throws IOException {
        Path data = folder.resolve("data");
        origin = "http://localhost:" + freePort();
        platform = new SpringApplicationBuilder(PlatformApplication.class)
                .run(
                        "--wangchuan.data=" + data,
                        "--wangchuan.public-url=" + origin,
                        "--wangchuan.listen-port=" + origin.substring(origin.lastIndexOf(':') + 1));
        browser = new Browser("en-US");
        browser.addPasskeyDevice();
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
        platform.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String link() throws IOException {
        return Files.readString(folder.resolve("data").resolve(FirstSignIn.FILE))
                .strip();
    }

    private static String path() throws IOException {
        return browser.evaluate("location.pathname");
    }

    private static void submit(String selector, String expectedPath) throws IOException {
        browser.click(selector);
        browser.waitFor("location.pathname === '" + expectedPath + "' && document.readyState === 'complete'");
    }

    @Test
    @Order(1)
    void theFirstLinkLeadsToAPasskeyAndASite() throws IOException {
        String link = link();
        Screens.take(browser, link, "enrol");
        browser.open(link);
        submit("form button.big", "/passkey");
        Screens.take(browser, origin + "/passkey", "passkey");
        submit("form[data-passkey] button", "/setup");
        Screens.take(browser, origin + "/setup", "setup");
        browser.fill("input[name=company]", "Blue River Recycling");
        browser.fill("input[name=site]", "Riverside shop");
        browser.fill("input[name=workName]", "Li at the counter");
        browser.click("form button.big");
        browser.waitFor("document.querySelector('.top nav a') && location.pathname !== '/setup'");

        browser.open(link);
        assertThat(browser.evaluate("document.querySelector('h1').textContent")).isEqualTo("This link is over");
        assertThat(folder.resolve("data").resolve(LocalPairing.FILE)).isRegularFile();
    }

    @Test
    @Order(2)
    void afterSigningOutThePasskeySignsIn() throws IOException {
        browser.open(origin + "/people");
        browser.click("form[action=\"/sign-out\"] button");
        browser.waitFor("location.pathname === '/' && document.readyState === 'complete'");
        browser.open(origin + "/people");
        assertThat(path()).isEqualTo("/sign-in");

        browser.click("form[data-passkey] button");
        browser.waitFor("document.querySelector('a.who') !== null");
        browser.open(origin + "/people");
        assertThat(path()).isEqualTo("/people");
        assertThat(browser.evaluate("document.querySelector('tbody td.number').textContent"))
                .isEqualTo("1");
    }

    @Test
    @Order(3)
    void aColleagueTakesOverByPinAndGovernsNobody() throws IOException {
        Screens.take(browser, origin + "/people", "people");
        Screens.take(browser, origin + "/sites", "sites");
        Screens.take(browser, origin + "/switch", "switch");
        browser.open(origin + "/switch");
        browser.fill("form[action=\"/pin\"] input[name=pin]", "123456");
        browser.click("form[action=\"/pin\"] button");
        browser.waitFor("document.querySelector('.problem') !== null");
        browser.fill("form[action=\"/pin\"] input[name=pin]", "402817");
        browser.click("form[action=\"/pin\"] button");
        browser.waitFor("document.querySelector('select[name=account]') !== null");

        wrongPins();
        browser.fill("form[action=\"/pin\"] input[name=pin]", "402817");
        browser.click("form[action=\"/pin\"] button");
        browser.waitFor("document.querySelector('.problem') === null && document.readyState === 'complete'");
        tryPin("402817");
        browser.waitFor("location.pathname !== '/switch' && document.readyState === 'complete'");

        browser.open(origin + "/people");
        assertThat(browser.evaluate("document.querySelector('h1').textContent")).isEqualTo("Not for this account");
        browser.open(origin + "/switch");
        assertThat(browser.evaluate("String(document.querySelector('form[action=\"/pin\"]') === null)"))
                .isEqualTo("true");
    }

    /** After five of them the right one is refused as well. */
    private static void wrongPins() throws IOException {
        for (int i = 0; i < QuickSwitch.TRIES_MAX; i++) {
            tryPin("940271");
            browser.waitFor("document.querySelector('.problem') !== null && !window.isOld");
        }
        tryPin("402817");
        browser.waitFor("document.querySelector('.problem') !== null && !window.isOld");
    }

    private static void tryPin(String pin) throws IOException {
        browser.evaluate("(window.isOld = true, 'marked')");
        browser.fill("form[action=\"/switch\"] input[name=pin]", pin);
        browser.click("form[action=\"/switch\"]:has(select) button");
    }
}
