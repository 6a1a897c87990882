package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.newShop;
import static org.wangchuan.platform.testing.PlatformTest.origin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.testing.Screens;
import org.wangchuan.platform.web.access.Role;

/**
 * A company's own sign-in in a real browser, at a real provider of another origin: what a browser does with our policy of content, our cookies and
 * a passkey afterwards is the browser's to say. Without scripts as well.
 */
@Tag("slow")
final class CompanySignInInBrowserTest {
    private static final String SECRET = "a secret";

    @TempDir
    private static Path folder;

    private static OwnPlatform platform;
    private static SpringProvider provider;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        platform = OwnPlatform.start(
                folder.resolve("data"), "--wangchuan.trial=true", "--wangchuan.tries-per-minute=1000000");
        provider = new SpringProvider(folder.resolve("provider"));
        browser = new Browser("en-US");
        browser.addPasskeyDevice();
    }

    @AfterAll
    static void end() throws Exception {
        browser.close();
        provider.close();
        platform.close();
    }

    @Test
    void anInvitationLeadsToALinkAndTheLinkIn() throws IOException {
        Shop shop = newShop();
        UUID chief = shop.account(Role.ADMINISTRATOR, Role.CLERK);
        String code = bean(ProviderSeals.class).code(shop.organisation());
        String client = provider.register(SECRET, origin() + "/login/company/" + code + "/back");
        bean(Providers.class)
                .make(shop.organisation(), new ProviderForm(provider.issuer(), client, SECRET, "", ""), chief);

        browser.open(bean(OneTimeLinks.class).create(chief));
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
        Screens.take(browser, origin() + "/passkey", "passkey-company");
        browser.click("form[action=\"/account/company-sign-in\"] button");
        atTheProvider("li");
        browser.waitFor("location.pathname === '/account' && document.readyState === 'complete'");
        assertThat(browser.evaluate("document.body.textContent")).contains("not used yet");
        browser.click("form[action=\"/sign-out\"] button");
        browser.waitFor("location.pathname === '/' && document.readyState === 'complete'");

        // The provider knows them from a moment ago, and asks nobody.
        browser.withoutScripts(true);
        browser.open(origin() + "/login/company/" + code);
        browser.withoutScripts(false);
        browser.click("form[action^=\"/login/company/\"] input[name=own]");
        browser.click("form[action^=\"/login/company/\"] button");
        browser.waitFor("document.querySelector('a.who') !== null && document.readyState === 'complete'");
        browser.open(origin() + "/account");
        assertThat(browser.evaluate("document.querySelector('.notice').textContent"))
                .contains("needs your passkey");
        Screens.take(browser, origin() + "/account", "account-company");
        browser.open(origin() + "/people");
        assertThat(browser.evaluate("String(document.querySelector('table') === null)"))
                .isEqualTo("true");
        assertThat(browser.evaluate("location.search")).isEmpty();
    }

    private static void atTheProvider(String person) throws IOException {
        browser.waitFor("location.pathname === '/login' && document.readyState === 'complete'");
        browser.fill("input[name=username]", person);
        browser.fill("input[name=password]", SpringProvider.PASSWORD);
        browser.click("form button");
    }
}
