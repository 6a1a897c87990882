package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;

/** One company lets another one in, in two browsers with real passkeys: a passkey is made, shown, and then the company is set up. */
@Tag("slow")
final class SecondCompanyInBrowserTest extends PlatformTest {
    @TempDir
    private Path folder;

    private static void submit(Browser browser, String selector, String expected) throws IOException {
        browser.click(selector);
        browser.waitFor("location.pathname === '" + expected + "' && document.readyState === 'complete'");
    }

    private static void names(Browser browser, String company) throws IOException {
        browser.fill("input[name=company]", company);
        browser.fill("input[name=site]", "Front");
        browser.fill("input[name=workName]", "Lead of " + company);
        browser.click("form button.big");
        browser.waitFor("document.querySelector('.top nav a') && location.pathname !== '/setup'");
    }

    @Test
    void aSecondCompanySetsItselfUp() throws Exception {
        Path data = folder.resolve("data");
        try (OwnPlatform _ = OwnPlatform.start(data);
                Browser first = new Browser("en-US");
                Browser second = new Browser("en-US")) {
            first.addPasskeyDevice();
            second.addPasskeyDevice();
            first.open(Files.readString(data.resolve("first-sign-in")).strip());
            submit(first, "form button.big", "/passkey");
            submit(first, "form[data-passkey] button", "/setup");
            names(first, "Alpha");
            first.open(origin() + "/companies");
            first.click("form[data-passkey] button");
            first.waitFor("document.querySelector('input[name=label]') !== null");
            first.fill("input[name=label]", "The association");
            first.click("form[action=\"/companies\"] button");
            first.waitFor("document.querySelector('aside.once code') !== null");

            second.open(first.evaluate("document.querySelector('aside.once code').textContent"));
            submit(second, "form button.big", "/passkey");
            submit(second, "form[data-passkey] button", "/confirm");
            submit(second, "form[data-passkey] button", "/setup");
            assertThat(second.evaluate("document.querySelector('.hint').textContent"))
                    .contains("Alpha runs this platform");
            names(second, "Beta");
            second.open(origin() + "/people");
            assertThat(second.evaluate("document.querySelector('tbody').textContent"))
                    .contains("Lead of Beta");
            second.open(origin() + "/account");
            assertThat(second.evaluate("document.body.textContent")).contains("Alpha, an administrator");
            second.open(origin() + "/companies");
            assertThat(second.evaluate("document.querySelector('h1').textContent"))
                    .isNotEqualTo("Other companies on this platform");

            second.click("form[action=\"/sign-out\"] button");
            second.waitFor("location.pathname === '/' && document.readyState === 'complete'");
            second.open(origin() + "/sign-in");
            second.click("form[data-passkey] button");
            second.waitFor("document.querySelector('a.who')?.textContent === 'Lead of Beta'");
            first.open(origin() + "/companies");
            assertThat(first.evaluate("document.querySelector('main').textContent"))
                    .contains("The association", "company set up")
                    .doesNotContain("Beta");
        }
    }
}
