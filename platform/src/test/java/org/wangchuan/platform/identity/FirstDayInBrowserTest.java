package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.testing.FreePort;
import org.wangchuan.platform.testing.Screens;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

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
        origin = "http://localhost:" + FreePort.any();
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
        assertThat(platform.getBean(JdbcClient.class)
                        .sql("SELECT what FROM identity.account_change ORDER BY id")
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsExactly("link_used", "passkey_made");

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

    /** One line on a desk, however many roles somebody has; on a phone it scrolls, and where one is is in sight. */
    @Test
    @Order(2)
    void theMenuIsOneLineAndShowsWhereOneIs() throws IOException {
        browser.resize(1280, 844);
        browser.open(origin + "/people?lang=en");
        assertThat(browser.evaluate(
                        "String(new Set([...document.querySelectorAll('.top nav a')].map(a => a.offsetTop)).size)"))
                .isEqualTo("1");
        assertThat(
                        browser.evaluate(
                                "String(document.querySelector('.top nav').scrollWidth - document.querySelector('.top nav').clientWidth)"))
                .as("all of it is seen")
                .isEqualTo("0");
        browser.resize(390, 844);
        browser.open(origin + "/people?lang=en");
        browser.waitFor("document.documentElement.hasAttribute('data-keys')");
        assertThat(browser.evaluate("""
                        (() => { const menu = document.querySelector('.top nav').getBoundingClientRect();
                          const here = document.querySelector('.top nav [aria-current]').getBoundingClientRect();
                          return String(here.left >= menu.left && here.right <= menu.right); })()""")).isEqualTo("true");
        browser.resize(1280, 844);
    }

    @Test
    @Order(3)
    void aColleagueTakesOverByPinAndGovernsNobody() throws IOException {
        Screens.take(browser, origin + "/people", "people");
        Screens.take(browser, origin + "/sites", "sites");
        Screens.take(browser, origin + "/switch", "switch");
        browser.open(origin + "/switch");
        setPin("123456", "123456");
        browser.waitFor("document.querySelector('.problem') !== null");
        setPin("402817", "402871");
        browser.waitFor("document.querySelector('.problem')?.textContent.includes('differ')");
        setPin("402817", "402817");
        browser.waitFor("document.querySelector('select[name=account]') !== null");
        assertThat(browser.evaluate("document.querySelector('.hint[role=status]').textContent"))
                .isEqualTo("Your PIN is saved.");

        wrongPins();
        setPin("402817", "402817");
        browser.waitFor("document.querySelector('.problem') === null && document.readyState === 'complete'");
        tryPin("402817");
        browser.waitFor("location.pathname !== '/switch' && document.readyState === 'complete'");

        browser.open(origin + "/people");
        assertThat(browser.evaluate("document.querySelector('h1').textContent")).isEqualTo("Not for this account");
        browser.open(origin + "/switch");
        assertThat(browser.evaluate("String(document.querySelector('form[action=\"/pin\"]') === null)"))
                .isEqualTo("true");
    }

    /** What is removed opens nothing any more: no sign-in, no session, nor a counter that a colleague has taken over meanwhile. */
    @Test
    @Order(4)
    void aPasskeyIsRemovedWithWhateverItHasOpened() throws IOException {
        JdbcClient jdbc = platform.getBean(JdbcClient.class);
        UUID administrator = jdbc.sql("SELECT id FROM identity.account")
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        Visitor visitor = platform.getBean(Accounts.class).active(administrator).orElseThrow();
        UUID clerk = platform.getBean(Accounts.class)
                .create(visitor.organisation(), Optional.empty(), "clerk", Set.of(Role.CLERK), Optional.empty());
        browser.open(origin + "/switch");
        browser.click("form[action=\"/sign-out\"] button");
        browser.waitFor("location.pathname === '/' && document.readyState === 'complete'");
        browser.open(origin + "/sign-in");
        browser.click("form[data-passkey] button");
        browser.waitFor("document.querySelector('a.who') !== null");
        Screens.take(browser, origin + "/account", "account");
        browser.open(origin + "/account");
        remove();
        assertThat(browser.evaluate("document.querySelector('.problem').textContent"))
                .contains("No administrator would be left");

        jdbc.sql("""
                        INSERT INTO identity.user_credentials SELECT 'b3RoZXI', user_entity_user_id, public_key, signature_count,
                          uv_initialized, backup_eligible, authenticator_transports, public_key_credential_type, backup_state,
                          attestation_object, attestation_client_data_json, created, last_used, 'Other'
                        FROM identity.user_credentials WHERE credential_id <> 'b3RoZXI'""").update();
        takeOverAs(clerk);
        browser.open(origin + "/intake");
        assertThat(path()).isEqualTo("/intake");
        jdbc.sql(
                        "UPDATE identity.user_credentials SET label = 'Away', credential_id = 'YXdheQ' || credential_id WHERE label <> 'Other'")
                .update();
        browser.open(origin + "/intake");
        assertThat(path()).as("opened with what is no longer there").isEqualTo("/sign-in");
        jdbc.sql(
                        "UPDATE identity.user_credentials SET label = 'Mine', credential_id = substr(credential_id, 7) WHERE label = 'Away'")
                .update();

        browser.open(origin + "/sign-in");
        browser.click("form[data-passkey] button");
        browser.waitFor("document.querySelector('a.who')?.textContent === 'Li at the counter'");
        browser.open(origin + "/account");
        remove();
        assertThat(path()).isEqualTo("/sign-in");
        assertThat(jdbc.sql("SELECT label FROM identity.user_credentials")
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo("Other");
        browser.open(origin + "/account");
        assertThat(path()).isEqualTo("/sign-in");
        browser.click("form[data-passkey] button");
        browser.waitFor("document.querySelector('[data-failed]').hidden === false");
    }

    /** The one that is this browser's. */
    private static void remove() throws IOException {
        browser.evaluate("""
                (window.isOld = true,
                 window.mine = [...document.querySelectorAll('form[action="/account/passkeys/remove"]')]
                   .find(form => !form.closest('li').textContent.includes('Other')),
                 window.mine.querySelector('[name=sure]').checked = true,
                 window.mine.querySelector('button').click(), 'clicked')""");
        browser.waitFor("!window.isOld && document.readyState === 'complete'");
    }

    private static void takeOverAs(UUID account) throws IOException {
        platform.getBean(QuickSwitch.class).setPin(account, "918273");
        browser.open(origin + "/switch");
        browser.evaluate("(document.querySelector('select[name=account]').value = '" + account + "')");
        tryPin("918273");
        browser.waitFor("location.pathname !== '/switch' && document.readyState === 'complete'");
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

    private static void setPin(String pin, String again) throws IOException {
        browser.fill("form[action=\"/pin\"] input[name=pin]", pin);
        browser.fill("form[action=\"/pin\"] input[name=again]", again);
        browser.click("form[action=\"/pin\"] button");
    }

    private static void tryPin(String pin) throws IOException {
        browser.evaluate("(window.isOld = true, 'marked')");
        browser.fill("form[action=\"/switch\"] input[name=pin]", pin);
        browser.click("form[action=\"/switch\"]:has(select) button");
    }
}
