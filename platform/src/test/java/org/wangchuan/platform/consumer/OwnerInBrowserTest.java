package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.PlatformTest;

/** An owner's way through the pages with a real phone's browser: three taps, a signature by finger, and pictures of each page. */
final class OwnerInBrowserTest extends PlatformTest {
    private static final Path PICTURES = Path.of("target/screens");

    private static void picture(Browser phone, String name) throws IOException {
        Files.createDirectories(PICTURES);
        for (int width : new int[] {390, 1280}) {
            phone.resize(width, width == 390 ? 844 : 900);
            // Nothing is wider than the screen, and what is touched is large enough for a finger.
            assertThat(phone.evaluate("String(document.documentElement.scrollWidth <= innerWidth)"))
                    .as(name + " at " + width)
                    .isEqualTo("true");
            Files.write(PICTURES.resolve("owner-" + name + "-" + width + ".png"), phone.screenshot());
        }
        phone.resize(390, 844);
        assertThat(phone.evaluate("""
                [...document.querySelectorAll('a, button, input:not([type=hidden]), select')]
                  .filter(e => e.checkVisibility() && !e.closest('p') && !e.classList.contains('skip'))
                  .map(e => e.closest('label') ?? e)
                  .filter(e => e.getBoundingClientRect().height < 43.5)
                  .map(e => e.outerHTML).join('\\n')""")).as(name).isEmpty();
    }

    private static void walk(String language, boolean isLarge, String name) throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.PHONE, "Huawei", "Mate 30", Presenter.GUARDIAN);
        try (Browser phone = new Browser(language)) {
            phone.resize(390, 844);
            phone.open(origin() + hand.link() + (isLarge ? "?large=1" : ""));
            picture(phone, name + "-0-not-yet");
            hand.offers(128_000);
            phone.open(origin() + hand.link());
            picture(phone, name + "-1-offer");
            phone.click("form button.big"); // the first tap
            phone.waitFor("location.pathname.endsWith('/prepare')");
            picture(phone, name + "-2-prepare");
            if (isLarge) {
                for (int i = 0; phone.evaluate("location.pathname").endsWith("/prepare"); i++) {
                    phone.click("input[value=" + (i == 0 ? "unable" : "done") + "]");
                    phone.click("form button.big");
                    String next = String.valueOf(i + 1);
                    phone.waitFor("location.search === '?item=" + next + "' || location.pathname.endsWith('/keep')");
                }
            } else {
                phone.click("form button.big"); // the second
            }
            phone.waitFor("location.pathname.endsWith('/keep')"); // nobody said that all is saved
            picture(phone, name + "-2-keep");
            phone.click("input[value=copied]");
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/agree')");
            phone.click("input[name=authority]");
            picture(phone, name + "-3-agree");
            phone.click("form.card button.big"); // the third
            phone.waitFor("location.pathname.endsWith('/watch')");
            assertThat(hand.now().consent().orElseThrow().text()).isEqualTo("erasure-guided/2");
            picture(phone, name + "-4-waiting");
            hand.moves(OrderState.ERASING);
            // The page follows by itself; of a phone no machine says how far it is, so no figure is shown.
            phone.waitFor("!!document.querySelector('#presence') && document.readyState === 'complete'");
            assertThat(phone.evaluate("String(document.querySelector('canvas'))"))
                    .as("nothing shows yet where this phone is")
                    .isEqualTo("null");
            assertThat(phone.evaluate("String(document.querySelector('progress'))"))
                    .isEqualTo("null");
            picture(phone, name + "-5-erasing");
            phone.fill("#presence input[name=code]", hand.presenceCode());
            phone.click("#presence form[action$=\"/code\"] button");
            phone.waitFor("!!document.querySelector('canvas') && document.readyState === 'complete'");
            picture(phone, name + "-5-may-sign");
            sign(phone);
            phone.waitFor("!document.querySelector('canvas')");
            assertThat(hand.now().presence()).contains(Presence.HANDWRITTEN);
            picture(phone, name + "-6-signed");
            hand.moves(OrderState.NOT_CLEARED);
            phone.waitFor("location.pathname.endsWith('/proof')");
            picture(phone, name + "-7-proof");
            phone.open(origin() + hand.link() + "/device");
            picture(phone, name + "-8-device");
            phone.open(origin() + hand.link() + "/privacy");
            phone.fill("input[name=name]", "王小明");
            phone.click("form[action$=contact] button");
            phone.waitFor("document.body.innerText.length > 50");
            phone.open(origin() + hand.link() + "/privacy");
            phone.click("form[action$=own] button");
            phone.waitFor("document.body.innerText.includes('王小明')");
            picture(phone, name + "-9-privacy");
        }
        try (Browser other = new Browser(language)) {
            other.open(origin() + hand.link());
            picture(other, name + "-enter");
            other.fill("input[name=code]", hand.code());
            other.click("button.big");
            other.waitFor("location.pathname.endsWith('/proof')");
        }
    }

    /** A station that says how far it is. */
    private static void task(Hand hand) {
        UUID station = newStation(hand.now().site()).id();
        jdbc().sql("""
                INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id, lane,
                  word, state, queued_by, queued_at, claimed_at, progress, progress_at)
                VALUES (?, ?, 'code', ?, 'asset', 'cn-gb', ?, ?, 'sdb', 'own_drive', 'claimed', ?, now(), now(), ?::jsonb, now())""")
                .params(
                        UUID.randomUUID(),
                        hand.order(),
                        hand.now().device(),
                        hand.now().site(),
                        station,
                        UUID.randomUUID(),
                        progress(31, 245))
                .update();
    }

    private static String progress(int percent, int remainingSeconds) {
        return "{\"phase\":\"overwrite\",\"pass\":1,\"passes\":2,\"doneBytes\":" + percent
                + ",\"totalBytes\":100,\"bytesPerSecond\":1,\"remainingSeconds\":" + remainingSeconds
                + ",\"at\":\"2026-01-01T00:00:00Z\"}";
    }

    private static void sign(Browser phone) throws IOException {
        draw(phone);
        phone.click("[data-send]");
    }

    private static void draw(Browser phone) throws IOException {
        phone.evaluate("""
                (() => {
                  const pad = document.querySelector('canvas');
                  pad.setPointerCapture = () => {};
                  pad.scrollIntoView();
                  const box = pad.getBoundingClientRect();
                  const at = (kind, x, y) => pad.dispatchEvent(new PointerEvent(kind,
                    {pointerId: 1, clientX: box.left + x * box.width, clientY: box.top + y * box.height, bubbles: true}));
                  at('pointerdown', .1, .5); at('pointermove', .4, .2); at('pointermove', .6, .8); at('pointerup', .6, .8);
                  return 'signed';
                })()""");
    }

    /** Whoever has begun to sign is not sent to another page under their finger. */
    @Test
    void aSignatureThatIsBeingDrawnIsNotThrownAway() throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.BARE_DRIVE, "WD", "Blue", Presenter.OWNER);
        hand.offers(8_000);
        bean(OrderTerms.class).accept(hand.order(), hand.now().offer().orElseThrow(), Actor.owner());
        bean(OrderTerms.class).consent(hand.order(), Agreed.to("erasure", "en"), Actor.owner());
        hand.moves(OrderState.ERASING);
        try (Browser phone = new Browser("en-US")) {
            phone.open(origin() + hand.link());
            phone.click("form button.big");
            phone.waitFor("!!document.querySelector('#presence input[name=code]')");
            phone.fill("#presence input[name=code]", hand.presenceCode());
            phone.click("#presence form[action$=\"/code\"] button");
            phone.waitFor("!!document.querySelector('canvas') && document.readyState === 'complete'");
            draw(phone);
            hand.moves(OrderState.NOT_CLEARED);
            phone.waitFor("!document.querySelector('[data-ended]').hidden");
            assertThat(phone.evaluate("location.pathname.slice(-6)")).isEqualTo("/watch");
            phone.click("[data-clear]");
            phone.waitFor("location.pathname.endsWith('/proof')");
        }
    }

    @Test
    void inChinese() throws Exception {
        walk("zh-CN", false, "zh");
    }

    @Test
    void inEnglish() throws Exception {
        walk("en-US", false, "en");
    }

    @Test
    void ofADriveItIsShownHowFarItIs() throws Exception {
        Hand hand = Hand.takesIn(newShop(), DeviceKind.BARE_DRIVE, "WD", "Blue", Presenter.OWNER);
        hand.offers(8_000);
        bean(OrderTerms.class).accept(hand.order(), hand.now().offer().orElseThrow(), Actor.owner());
        bean(OrderTerms.class).consent(hand.order(), Agreed.to("erasure", "en"), Actor.owner());
        hand.moves(OrderState.ERASING);
        try (Browser phone = new Browser("en-US")) {
            phone.open(origin() + hand.link());
            phone.click("form button.big");
            phone.waitFor("!!document.querySelector('progress')");
            // Nothing is known yet, and nothing is said: neither 0 % nor 0:00.
            assertThat(phone.evaluate("document.querySelector('[data-percent]').textContent"))
                    .isEqualTo("–");
            task(hand);
            phone.waitFor("document.querySelector('[data-percent]').textContent === '10'");
            phone.waitFor("document.querySelector('[data-left]').textContent === '4:05'");
            jdbc().sql("UPDATE bench.task SET progress = ?::jsonb WHERE order_id = ?")
                    .params(progress(60, 0), hand.order())
                    .update();
            phone.waitFor("document.querySelector('[data-percent]').textContent === '20'");
            assertThat(phone.evaluate("document.querySelector('[data-left]').textContent"))
                    .isEqualTo("not known");
        }
    }

    @Test
    void inLargeTypeOneQuestionAPage() throws Exception {
        walk("zh-CN", true, "zh-large");
    }
}
