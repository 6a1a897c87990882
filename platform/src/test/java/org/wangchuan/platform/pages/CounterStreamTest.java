package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** An order's page at the counter knows when it is cut off, says so, and asks by itself until it is told again. */
@Tag("slow")
final class CounterStreamTest extends PlatformTest {
    /** Time goes a hundred times as fast for the page; a stream can be made deaf, as by a pulled cable: it stays open, and nothing comes. */
    private static final String FAST_AND_DEAF = """
            window.deaf = false;
            window.asked = 0;
            window.streams = 0;
            const every = window.setInterval;
            window.setInterval = (act, pause) => every(act, pause / 100);
            const now = performance.now.bind(performance);
            performance.now = () => now() * 100;
            const get = window.fetch;
            window.fetch = (...all) => {
              window.asked++;
              return window.deaf ? Promise.reject(new TypeError("cut off")) : get(...all);
            };
            const Told = window.EventSource;
            window.EventSource = class extends Told {
              constructor(address) {
                super(address);
                window.streams++;
              }
              addEventListener(name, act) {
                super.addEventListener(name, (event) => {
                  if (window.deaf) return;
                  window.beats = (window.beats ?? 0) + (name === "beat" ? 1 : 0);
                  act(event);
                });
              }
            };
            """;

    private static final String LOST = "!document.querySelector('[data-lost]').hidden";

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

    /** In real time: beats come, so nothing is said; and nobody has to ask each few seconds. */
    @Test
    void whatIsToldThatAllIsWellSaysNothing() throws Exception {
        opens("""
                const Told = window.EventSource;
                window.EventSource = class extends Told {
                  constructor(address) {
                    super(address);
                    this.addEventListener("open", () => { window.listens = true; });
                    this.addEventListener("beat", () => { window.beats = (window.beats ?? 0) + 1; });
                  }
                };""");
        browser.waitFor("window.listens === true");
        browser.waitFor("window.beats > 0");
        assertThat(browser.evaluate("String(document.querySelector('[data-lost]').hidden)"))
                .isEqualTo("true");
    }

    @Test
    void whoeverHearsNothingSaysSoAndAsks() throws Exception {
        opens(FAST_AND_DEAF);
        browser.evaluate("(window.deaf = true, 'cut off')");
        browser.waitFor(LOST);
        assertThat(browser.evaluate("document.querySelector('[data-lost]').textContent"))
                .contains("may be old");
        browser.evaluate("(window.before = window.asked, 'counted')");
        browser.waitFor("window.asked > window.before + 2");
        assertThat(browser.evaluate("String(window.streams > 1)"))
                .as("it listens anew")
                .isEqualTo("true");

        browser.evaluate("(window.deaf = false, 'back')");
        browser.waitFor("document.querySelector('[data-lost]').hidden");
    }

    /** A browser opens six connections to a host: six orders in tabs, and nothing would load any more. */
    @Test
    void whatNobodyLooksAtHoldsNoConnection() throws Exception {
        opens("""
                window.sources = [];
                window.isHidden = false;
                Object.defineProperty(document, "hidden", { get: () => window.isHidden });
                window.look = (isHidden) => {
                  window.isHidden = isHidden;
                  document.dispatchEvent(new Event("visibilitychange"));
                };
                const Told = window.EventSource;
                window.EventSource = class extends Told {
                  constructor(address) {
                    super(address);
                    window.sources.push(this);
                  }
                };""");
        String open = "String(window.sources.filter((one) => one.readyState !== 2).length)";
        browser.waitFor("window.sources.length === 1 && window.sources[0].readyState === 1");
        browser.evaluate("(window.look(true), 'hidden')");
        assertThat(browser.evaluate(open)).isEqualTo("0");
        browser.evaluate("(window.look(false), 'seen')");
        browser.waitFor("window.sources.length === 2 && window.sources[1].readyState === 1");
        browser.evaluate("(window.look(false), 'seen still')");
        assertThat(browser.evaluate(open)).isEqualTo("1");
    }

    private void opens(String before) throws Exception {
        UUID order = BenchOrder.consented(shop).order;
        browser.call("Page.enable");
        browser.call(
                "Page.addScriptToEvaluateOnNewDocument",
                Json.object().put("source", before).build());
        browser.open(bean(OneTimeLinks.class).create(shop.account(Role.CLERK)));
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
        browser.open(origin() + "/intake/" + order);
        browser.waitFor("document.readyState === 'complete'");
    }
}
